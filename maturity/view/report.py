"""What does the report of one response say, and in which order?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import maturity
from maturity.messages import say
from maturity.messages.numbers import day, percent
from maturity.view import report_model as told
from maturity.view.report_actions import no_actions, worded_actions
from maturity.view.report_answers import chapters, grids, profile
from maturity.view.report_bars import areas, overall, scale
from maturity.view.report_model import ReportView
from maturity.view.report_path import pin, steps
from maturity.view.wording import (
    finding_text,
    headline,
    next_sentence,
    position_words,
    rubric_text,
    text_of,
)

if TYPE_CHECKING:
    from datetime import date

    from maturity.scoring.assess import Scored

_LONGEST_NAME = 60
_ON_FIRST_PAGE = 3
_FIRST_ACTIONS = 4


def report_view(scored: Scored, language: str, generated: date | None = None) -> ReportView:
    """Everything the report of one response says.

    Args:
        scored: The response with its result.
        language: The reader's language.
        generated: The date the report carries; that of the answers when left out, so that the
            same answers give the same report.
    """
    response, path = scored.response, scored.assessment.path
    actions = worded_actions(scored, language)
    name = response.organisation.label
    return ReportView(
        language=language,
        answers_language=response.language,
        title=say("report.title", language, organisation=_short(name)),
        organisation=name,
        short_name=_short(name),
        subject=text_of(scored, scored.questionnaire.title, language),
        facts=tuple(_facts(scored, language)),
        date=day(response.date),
        created=(generated or response.date).isoformat(),
        summary=_summary(scored, actions, language),
        here=say(f"report.path.you{pin(scored)}", language),
        steps=tuple(steps(scored, language)),
        position=path.position if path else None,
        position_low=path.low if path else None,
        position_high=path.high if path else None,
        scale=scale(scored, language),
        overall=overall(scored, language),
        areas=tuple(areas(scored, language)),
        blockers=_said(scored, language, "blocker"),
        lower=_said(scored, language, "below-minimum"),
        strengths=_said(scored, language, "strength"),
        alone=_said(scored, language, "holds-alone"),
        risks=_said(scored, language, "risk"),
        unknowns=_said(scored, language, "unknown-decides", "unknown-widens", "not-enough-answers"),
        actions_lead=_actions_lead(scored, actions, language),
        actions=actions,
        profile=tuple(profile(scored, language)),
        grids=tuple(grids(scored, language)),
        chapters=tuple(chapters(scored, language)),
        method_summary=rubric_text(scored, scored.rubric.summary, language),
        method=tuple(_method(scored, language)),
        bands=tuple(_bands(scored, language)),
        rules=tuple(text_of(scored, rule, language) for rule in scored.questionnaire.answering),
        grades=tuple(
            told.Term(g.id, text_of(scored, g.text, language))
            for g in scored.questionnaire.evidence_grades
        ),
        glossary=tuple(
            told.Term(text_of(scored, t.term, language), text_of(scored, t.text, language))
            for t in scored.questionnaire.glossary
        ),
        provenance=tuple(_provenance(scored, language)),
    )


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _facts(scored: Scored, language: str) -> Iterator[told.Term]:
    response = scored.response
    yield told.Term(say("report.fact.date", language), day(response.date))
    if response.scope:
        yield told.Term(say("report.fact.scope", language), response.scope)
    if response.respondent and (response.respondent.name or response.respondent.id):
        yield told.Term(
            say("report.fact.respondent", language),
            response.respondent.name or response.respondent.id or "",
        )
    target = response.target
    steps = scored.rubric.path.steps if scored.rubric.path else ()
    title = next(
        (rubric_text(scored, s.title, language) for s in steps if target and s.id == target.step),
        "",
    )
    if target and title:
        key = "report.fact.target.by" if target.by else "report.fact.target.plain"
        text = say(key, language, title=title, date=day(target.by) if target.by else "")
        yield told.Term(say("report.fact.target", language), text)


def _summary(scored: Scored, actions: tuple[told.Action, ...], language: str) -> told.Summary:
    found = scored.assessment.findings
    reasons = [
        f for code in ("blocker", "strength", "holds-alone") for f in found if f.code == code
    ]
    top = _at_top(scored)
    return told.Summary(
        headline=headline(scored, language),
        open=_open(scored, language),
        next=next_sentence(scored, language),
        why=tuple(finding_text(f, scored, language) for f in reasons[:_ON_FIRST_PAGE]),
        first_lead=say("report.first.lead.top" if top else "report.first.lead", language),
        first=actions[:_FIRST_ACTIONS],
        first_more=say("report.first.more", language, n=len(actions) - _FIRST_ACTIONS)
        if len(actions) > _FIRST_ACTIONS
        else "",
        first_none=no_actions(scored, language),
        sure=tuple(_sure(scored, language)),
    )


def _at_top(scored: Scored) -> bool:
    path = scored.assessment.path
    return path is not None and path.position == len(path.steps)


def _open(scored: Scored, language: str) -> str:
    path = scored.assessment.path
    if path is None or path.low == path.high:
        return ""
    return say(
        "report.open.at" if path.position else "report.open.none", language, at=path.position
    )


def _sure(scored: Scored, language: str) -> Iterator[str]:
    coverage, path = scored.assessment.coverage, scored.assessment.path
    asked = coverage.asked - coverage.not_applicable
    yield say("report.sure.answered", language, answered=coverage.answered, n=asked)
    for state in ("unknown", "declined", "unanswered", "not_applicable"):
        count = getattr(coverage, state)
        if count:
            yield say(f"report.sure.{state}", language, n=count)
    if path is not None:
        if path.low != path.high:
            ends = {
                "low": position_words(path.low, language),
                "high": position_words(path.high, language),
            }
            yield say("report.sure.range", language, **ends)
        elif coverage.answered < asked:
            yield say("report.sure.same", language)


def _said(scored: Scored, language: str, *codes: str) -> tuple[told.Said, ...]:
    because = {
        (step.id, gate.question): rubric_text(scored, gate.because, language)
        for step in (scored.rubric.path.steps if scored.rubric.path else ())
        for gate in step.gates
    }
    return tuple(
        told.Said(
            text=finding_text(finding, scored, language),
            question=finding.questions[0] if len(finding.questions) == 1 else "",
            because=because.get((finding.step or "", finding.questions[0]), "")
            if len(finding.questions) == 1
            else "",
        )
        for code in codes
        for finding in scored.assessment.findings
        if finding.code == code
    )


def _actions_lead(scored: Scored, actions: tuple[told.Action, ...], language: str) -> str:
    if not actions:
        return no_actions(scored, language)
    key = "report.actions.lead.top" if _at_top(scored) else "report.actions.lead"
    return say(key, language, n=len(actions))


def _method(scored: Scored, language: str) -> Iterator[told.Choice]:
    for choice in scored.rubric.method:
        yield told.Choice(
            choice=rubric_text(scored, choice.choice, language),
            because=rubric_text(scored, choice.because, language),
            source=say("report.method.source", language, source=choice.source)
            if choice.source
            else say("report.method.judgement", language),
        )


def _bands(scored: Scored, language: str) -> Iterator[told.Term]:
    for band in scored.rubric.bands:
        title = rubric_text(scored, band.title, language)
        head = say("report.band", language, title=title, share=percent(band.from_))
        yield told.Term(head, rubric_text(scored, band.text, language))


def _provenance(scored: Scored, language: str) -> Iterator[told.Term]:
    a = scored.assessment
    for kind, source in (("questionnaire", a.questionnaire), ("rubric", a.rubric)):
        version = say("report.source.version", language, id=source.id, version=source.version)
        yield told.Term(say(f"report.source.{kind}", language), version)
        yield told.Term(say(f"report.source.{kind}.digest", language), source.sha256)
    yield told.Term(say("report.source.response", language), scored.response.organisation.id)
    yield told.Term(say("report.source.response.digest", language), a.response.sha256)
    yield told.Term(say("report.source.date", language), day(a.date))
    yield told.Term(say("report.source.tool", language), f"maturity {maturity.__version__}")
    if scored.questionnaire.source:
        yield told.Term(
            say("report.source.content", language),
            text_of(scored, scored.questionnaire.source, language),
        )
