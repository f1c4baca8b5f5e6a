"""How long are the bars of the report, and what do they say in words?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from maturity.messages import say
from maturity.messages.numbers import decimal, fixed, percent
from maturity.scoring.path import TOLERANCE
from maturity.view import report_model as told
from maturity.view.wording import (
    below,
    measure_title,
    measure_words,
    range_words,
    rubric_text,
    text_of,
)

if TYPE_CHECKING:
    from maturity.model.assessment import MeasureScore, StepScore
    from maturity.model.questionnaire import Section
    from maturity.scoring.assess import Scored


def step_bar(name: str, title: str, result: StepScore, language: str) -> told.Bar:
    """The bar of a step: its score, its range and the mark it must reach."""
    low, high = result.low or 0.0, 1.0 if result.high is None else result.high
    wide = high - low > TOLERANCE
    shown = say("report.no_score", language)
    if result.score is not None:
        shown = (
            percent(result.score)
            if result.score >= result.reached_at - TOLERANCE
            else below(result.score, result.reached_at)
        )
    spread = say("report.between", language, low=percent(low), high=percent(high)) if wide else ""
    return told.Bar(
        id=name,
        title=title,
        summary="",
        share=result.score,
        low=low,
        high=high,
        shown=shown,
        range=spread,
        band="",
        alt=_alt(
            title,
            shown,
            spread,
            say("report.step.need", language, share=percent(result.reached_at)),
            language,
        ),
        need=result.reached_at,
    )


def _alt(title: str, shown: str, spread: str, need: str, language: str) -> str:
    return say(
        "report.alt",
        language,
        title=title,
        facts=", ".join(part for part in (shown, spread, need) if part),
    )


def areas(scored: Scored, language: str) -> Iterator[told.Area]:
    """The top sections with those below them that hold questions."""
    leaves = [
        section
        for section in scored.questionnaire.walk()
        if section.id in scored.assessment.measures and section.questions
    ]
    for section in scored.questionnaire.sections:
        inside = [each for each in section.walk() if each in leaves]
        if inside:
            yield told.Area(
                id=section.id,
                main=inside[0].kind == leaves[0].kind,
                title=text_of(scored, section.title, language),
                summary=text_of(scored, section.summary, language),
                own=_bar(scored, section, language),
                bars=tuple(_bar(scored, each, language) for each in inside),
            )


def scale(scored: Scored, language: str) -> str:
    """From where to where scores run, when all sections share one scale."""
    names = {section.id for section in scored.questionnaire.walk()}
    ends = {
        (m.least, m.greatest) for name, m in scored.assessment.measures.items() if name in names
    }
    least, greatest = ends.pop() if len(ends) == 1 else (None, None)
    if least is None or greatest is None:
        return ""
    return say("report.profile.scale", language, least=decimal(least), greatest=decimal(greatest))


def _bar(scored: Scored, section: Section, language: str) -> told.Bar:
    title, summary = (text_of(scored, text, language) for text in (section.title, section.summary))
    return _measure_bar(scored, section.id, title, summary, language)


def overall(scored: Scored, language: str) -> told.Bar | None:
    """The measure of the rubric over the areas that hold the first kind of section, if there is one."""
    sections = {section.id for section in scored.questionnaire.sections}
    for measure in scored.rubric.measures:
        if measure.id and measure.of and {member.section for member in measure.of} <= sections:
            return _measure_bar(
                scored, measure.id, measure_title(scored, measure.id, language), "", language
            )
    return None


def _measure_bar(scored: Scored, name: str, title: str, summary: str, language: str) -> told.Bar:
    measure = scored.assessment.measures[name]
    low, high = measure.low or 0.0, 1.0 if measure.high is None else measure.high
    spread = range_words(measure, language) if high - low > TOLERANCE else ""
    shown = _value(measure, language)
    return told.Bar(
        id=name,
        title=title,
        summary=summary,
        share=measure.score,
        low=low,
        high=high,
        shown=shown,
        range=spread,
        band=next(
            (
                rubric_text(scored, b.title, language)
                for b in scored.rubric.bands
                if b.id == measure.band
            ),
            "",
        ),
        alt=_alt(
            title,
            measure_words(measure, language),
            spread if measure.value is not None else "",
            "",
            language,
        ),
    )


def _value(measure: MeasureScore, language: str) -> str:
    return say("report.no_score", language) if measure.value is None else fixed(measure.value, 1)
