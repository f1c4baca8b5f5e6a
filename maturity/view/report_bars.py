"""How long are the bars of the report, and what do they say in words?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from maturity.messages import say
from maturity.messages.numbers import decimal
from maturity.view import report_scores as told
from maturity.view.score_bars import own_measures
from maturity.view.targets import target_words
from maturity.view.wording import (
    level_name,
    measure_title,
    measure_words,
    open_range,
    rubric_text,
    shown_value,
    text_of,
)

if TYPE_CHECKING:
    from maturity.model.questionnaire import Section
    from maturity.scoring.assess import Scored

_ON_FIRST_PAGE = 12


def profile(scored: Scored, language: str) -> told.Profile | None:
    """All bars: the areas of the kind that comes first, the rubric's own measures, other areas."""
    groups = tuple(_groups(scored, language))
    if not groups:
        return None
    kind = _main_kind(scored)
    other = "" if kind == "barrier" else ".other"
    bars = [bar for group in groups for bar in (*group.bars, *((group.own,) if group.own else ()))]
    legend = {
        "legend": any(bar.high - bar.low > 1e-9 for bar in bars),
        "target": any(bar.need is not None for bar in bars),
    }
    lead = (say(f"report.profile.lead{other}", language), _scale(scored, language))
    return told.Profile(
        title=say(f"report.profile{other}", language),
        lead=" ".join(part for part in lead if part),
        legend=tuple(
            say(f"report.profile.{key}", language) for key, seen in legend.items() if seen
        ),
        groups=groups,
    )


def _groups(scored: Scored, language: str) -> Iterator[told.Bars]:
    areas = [each for each in _areas(scored) if each[1]]
    flat = [area for area, inside in areas if inside == [area]]
    deep = [(area, inside) for area, inside in areas if inside != [area]]
    kind = _main_kind(scored)
    if flat:
        yield _flat(scored, flat, language)
    for area, inside in deep:
        if inside[0].kind == kind:
            yield _area(scored, area, inside, language)
    own = [name for name in own_measures(scored) if name in scored.assessment.measures]
    if own:
        yield _together(scored, own, language)
    for area, inside in deep:
        if inside[0].kind != kind:
            yield _area(scored, area, inside, language)


def _areas(scored: Scored) -> Iterator[tuple[Section, list[Section]]]:
    """The top sections, each with those below it that hold scored questions."""
    known = scored.assessment.measures
    for area in scored.questionnaire.sections:
        yield area, [s for s in area.walk() if s.id in known and s.questions]


def _main_kind(scored: Scored) -> str:
    return next((inside[0].kind for _, inside in _areas(scored) if inside), "")


def first_bars(scored: Scored, language: str) -> told.Bars | None:
    """What the rubric's own measures and the areas come to, for a first page without a path."""
    known = scored.assessment.measures
    areas = [s.id for s in scored.questionnaire.sections if s.id in known]
    names = [*(name for name in own_measures(scored) if name in known), *areas]
    if not names or len(names) > _ON_FIRST_PAGE:
        return None
    return told.Bars(
        id="first",
        title="",
        lead="",
        caption=say("report.profile.caption.flat", language),
        head="",
        own=None,
        bars=tuple(_bar(scored, name, language) for name in names),
    )


def _flat(scored: Scored, sections: list[Section], language: str) -> told.Bars:
    """Top sections that hold their questions themselves, in one table."""
    return told.Bars(
        id="sections",
        title="",
        lead="",
        caption=say("report.profile.caption.flat", language),
        head=head(sections[0].kind, language),
        own=None,
        bars=tuple(_bar(scored, s.id, language) for s in sections),
    )


def _area(scored: Scored, area: Section, inside: list[Section], language: str) -> told.Bars:
    kind, main = inside[0].kind, _main_kind(scored)
    title = text_of(scored, area.title, language)
    lead = [text_of(scored, area.summary, language)]
    if kind != main and (kind, main) == ("practice", "barrier"):
        lead.append(say("report.practices.lead", language))
    words = kind if kind in {"barrier", "practice"} else "other"
    own = _bar(scored, area.id, language, say("report.profile.whole", language, title=title))
    bars = tuple(_bar(scored, s.id, language) for s in inside if s is not area)
    return told.Bars(
        id=area.id,
        title=title,
        lead=" ".join(part for part in lead if part),
        caption=say(f"report.profile.caption.{words}", language, title=title),
        head=head(kind, language),
        own=None if [bar.shown for bar in bars] == [own.shown] else own,
        bars=bars,
    )


def _together(scored: Scored, names: list[str], language: str) -> told.Bars:
    return told.Bars(
        id="measures",
        title=say("report.wholes", language),
        lead="",
        caption=say("report.wholes", language),
        head="",
        own=None,
        bars=tuple(_bar(scored, name, language) for name in names),
    )


def head(kind: str, language: str) -> str:
    """What sections of a kind are called, above their bars."""
    return say(f"report.head.{kind if kind in {'barrier', 'practice'} else 'other'}", language)


def _scale(scored: Scored, language: str) -> str:
    """From where to where scores run, when all sections share one scale."""
    names = {section.id for section in scored.questionnaire.walk()}
    ends = {
        (m.least, m.greatest) for name, m in scored.assessment.measures.items() if name in names
    }
    least, greatest = ends.pop() if len(ends) == 1 else (None, None)
    if least is None or greatest is None:
        return ""
    return say(
        "report.profile.scale", language, least=decimal(least, 6), greatest=decimal(greatest, 6)
    )


def _bar(scored: Scored, name: str, language: str, title: str = "") -> told.Bar:
    measure = scored.assessment.measures[name]
    title = title or measure_title(scored, name, language)
    spread = open_range(scored, name, language)
    target, goal = _target(scored, name, language)
    level = level_name(scored, name, language) or _band(scored, name, language)
    facts = (
        measure_words(scored, name, language),
        level,
        spread if measure.value is not None else "",
        target,
    )
    return told.Bar(
        id=name,
        title=title,
        share=measure.score,
        low=measure.low or 0.0,
        high=measure.high or 0.0,
        shown=shown_value(scored, name)
        or say("report.outside" if measure.greatest is None else "report.no_score", language),
        notes=tuple(part for part in (spread, level, target) if part),
        alt=alt(title, facts, language),
        need=goal,
    )


def _target(scored: Scored, name: str, language: str) -> tuple[str, float | None]:
    """A measure's target in words, and where it lies on the bar."""
    found = scored.assessment.targets.get(name)
    measure = scored.assessment.measures[name]
    least, greatest = measure.least, measure.greatest
    if found is None or least is None or greatest is None or greatest <= least:
        return "", None
    words = say("report.target.at", language, target=target_words(scored, name, language))
    return words, (found.target - least) / (greatest - least)


def _band(scored: Scored, name: str, language: str) -> str:
    """The name of the band, for the measures that the rubric names itself."""
    band = scored.assessment.measures[name].band
    own = name in own_measures(scored)
    titles = (b.title for b in scored.rubric.bands if own and b.id == band)
    return next((rubric_text(scored, title, language) for title in titles), "")


def alt(title: str, facts: tuple[str, ...], language: str) -> str:
    """What a bar says, for those who do not see it."""
    said = ", ".join(part for part in facts if part)
    return say("report.alt", language, title=title, facts=said)
