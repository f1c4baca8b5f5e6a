"""What stands on the first page of the report?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from maturity.messages import say
from maturity.messages.numbers import day
from maturity.view import report_model as told
from maturity.view.report_bars import first_bars
from maturity.view.report_goals import no_actions
from maturity.view.report_roadmap import short
from maturity.view.robustness import robustness_words
from maturity.view.wording import (
    finding_text,
    headline,
    holding_back,
    next_sentence,
    position_words,
    rubric_text,
)
from maturity.view.wording.names import all_paths

if TYPE_CHECKING:
    from maturity.scoring.assess import Scored
    from maturity.view.roadmap_model import Bar, RoadmapView

_REASONS = 3
_FIRST_ACTIONS = 4
_HEADLINE = 240


def facts(scored: Scored, language: str) -> Iterator[told.Term]:
    """When, for what and by whom it was answered, and what the organisation aims for."""
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


def summary(scored: Scored, roadmap: RoadmapView | None, language: str) -> told.Summary:
    """The first page: where, why, how sure, and what to do first."""
    actions = () if roadmap is None else sorted(roadmap.bars, key=_begins)
    more = len(actions) - _FIRST_ACTIONS
    return told.Summary(
        headline=headline(scored, language),
        open=_open(scored, language),
        next=next_sentence(scored, language),
        bars=None if all_paths(scored) else first_bars(scored, language),
        why_title=say("report.why" if scored.assessment.path else "report.why.other", language),
        why=tuple(_why(scored, language))[:_REASONS],
        why_none=say("report.why.none", language) if scored.assessment.path else "",
        first_lead="" if roadmap is None else short(roadmap.headline, _HEADLINE),
        first=tuple(_cut(bar) for bar in actions[:_FIRST_ACTIONS]),
        first_more=say("report.first.more" if more > 0 else "report.first.all", language, n=more),
        first_none=no_actions(scored, language) if roadmap is None else roadmap.headline,
        sure=tuple(_sure(scored, language)),
    )


def _cut(bar: Bar) -> Bar:
    """An action with its words cut to what the first page can hold."""
    return replace(bar, title=short(bar.title), owner=short(bar.owner), when=short(bar.when))


def _begins(bar: Bar) -> tuple[float, float, int]:
    return bar.start, bar.end, bar.number


def _why(scored: Scored, language: str) -> Iterator[str]:
    findings = scored.assessment.findings
    for finding in findings:
        if finding.code == "blocker":
            yield finding_text(finding, scored, language)
    yield from holding_back(scored, language)
    for code in ("strength", "holds-alone"):
        for finding in findings:
            if finding.code == code:
                yield finding_text(finding, scored, language)


def _open(scored: Scored, language: str) -> str:
    path = scored.assessment.path
    if path is None or path.low == path.high:
        return ""
    return say(
        "report.open.at" if path.position else "report.open.none", language, at=path.position
    )


def _sure(scored: Scored, language: str) -> Iterator[str]:
    coverage, path = scored.assessment.coverage, scored.assessment.path
    words = robustness_words(scored, language) if path is not None else None
    if words is not None:
        yield words.lead
    asked = coverage.asked - coverage.not_applicable
    states = ("unknown", "declined", "unanswered", "not_applicable")
    counts = [
        say(f"report.sure.{state}", language, n=count)
        for state in states
        if (count := getattr(coverage, state))
    ]
    answered = say("report.sure.answered", language, answered=coverage.answered, n=asked)
    yield " ".join([answered, *counts])
    if path is not None:
        if path.low != path.high:
            ends = {
                "low": position_words(path.low, language),
                "high": position_words(path.high, language),
            }
            yield say("report.sure.range", language, **ends)
        elif coverage.answered < asked:
            yield say("report.sure.same", language)
    capped = sum(finding.code == "capped" for finding in scored.assessment.findings)
    if capped:
        yield say("report.sure.capped", language, n=capped)
