"""What does the report say of the paths and their steps?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from maturity.messages import say
from maturity.messages.numbers import percent
from maturity.view import report_scores as told
from maturity.view.report_bars import alt
from maturity.view.wording import (
    against,
    have_words,
    in_a_row,
    need_words,
    needs_line,
    path_title,
    rubric_text,
    short,
    step_name,
    threshold,
    title_of,
)
from maturity.view.wording.ways import Way, further_ways, main_way, practices, under

if TYPE_CHECKING:
    from maturity.model import rubric as rubrics
    from maturity.model.assessment import GateResult, StepScore
    from maturity.scoring.assess import Scored

_ON_A_STAIR = 70
_IN_A_CELL = 120


def steps(scored: Scored, language: str) -> Iterator[told.Step]:
    """Every step of the main path with its bar, its gates and what is open."""
    way = main_way(scored)
    if way is None:
        return
    for index, (step, result) in enumerate(zip(way.defined.steps, way.found.steps, strict=True)):
        mark = _mark(index, way.found.position, holds=result.holds)
        title = step_name(scored, step, index + 1, language)
        yield told.Step(
            number=index + 1,
            id=step.id,
            title=title,
            short=short(title, _ON_A_STAIR),
            summary=rubric_text(scored, step.summary, language),
            mark=mark,
            here=index == way.found.position - 1,
            state=say(f"report.mark.{mark}", language),
            need=""
            if result.reached_at is None
            else say("report.step.need", language, share=threshold(result.reached_at)),
            bar=_bar(scored, way, index, title, language),
            gates=tuple(
                _gate(scored, g, r, language) for g, r in zip(step.gates, result.gates, strict=True)
            ),
            practices=tuple(_open(scored, way, index, language)),
            waits=_waits(scored, way, index, language),
        )


def _mark(index: int, at: int, *, holds: bool | None) -> str:
    if index <= at:
        return "done" if index < at else "next"
    return "alone" if holds else "open"


def _bar(scored: Scored, way: Way, index: int, title: str, language: str) -> told.Bar:
    """A step's bar: its score, or how many of its practices or paths are there."""
    result, below = way.found.steps[index], under(scored, way)
    if below:
        met, needed = sum(each.found.position > index for each in below), len(below)
        return _count(title, result.id, met, needed, "paths", language)
    if result.practices is not None:
        met, needed = result.practices.met, result.practices.needed
        return _count(title, result.id, met, needed, "practices", language)
    return _score(title, result, language)


def _count(title: str, name: str, met: int, needed: int, what: str, language: str) -> told.Bar:
    shown = say(f"report.step.{what}", language, met=met, n=needed)
    share = met / needed if needed else 0.0
    return told.Bar(
        id=name,
        title=title,
        share=share,
        low=share,
        high=share,
        shown=shown,
        notes=(),
        alt=alt(title, (shown,), language),
    )


def _score(title: str, result: StepScore, language: str) -> told.Bar:
    low, high = result.low or 0.0, 1.0 if result.high is None else result.high
    need = result.reached_at or 0.0
    shown = (
        say("report.no_score", language) if result.score is None else against(result.score, need)
    )
    wide = percent(low) != percent(high)
    spread = say("report.between", language, low=percent(low), high=percent(high)) if wide else ""
    needs = say("report.step.need", language, share=threshold(need))
    return told.Bar(
        id=result.id,
        title=title,
        share=result.score,
        low=low,
        high=high,
        shown=shown,
        notes=(spread,) if spread else (),
        alt=alt(title, (shown, spread, needs), language),
        need=need,
    )


def _gate(scored: Scored, gate: rubrics.Gate, result: GateResult, language: str) -> told.Gate:
    kind, name = gate.target
    mark = "unsaid" if result.holds is None else "holds" if result.holds else "fails"
    mark = "untested" if result.state == "not_applicable" else mark
    return told.Gate(
        question=name if kind == "question" else "",
        title=title_of(scored, name, language),
        need=need_words(scored, name, gate.at_least, language),
        have=have_words(scored, name, gate.at_least, language),
        because=rubric_text(scored, gate.because, language),
        mark=mark,
        verdict=say(f"report.gate.{mark}", language),
    )


def _open(scored: Scored, way: Way, index: int, language: str) -> Iterator[told.Practice]:
    """The practices that a step lacks; those that an earlier one lacks in the same way stand there."""
    said = {
        (practice.name, practice.bound)
        for earlier in range(index)
        for practice in practices(scored, way, earlier)
        if not practice.holds
    }
    for practice in practices(scored, way, index):
        if not practice.holds and (practice.name, practice.bound) not in said:
            yield told.Practice(
                question=practice.name if practice.name in scored.plan.column else "",
                title=title_of(scored, practice.name, language),
                need=need_words(scored, practice.name, practice.bound, language),
                have=have_words(scored, practice.name, practice.bound, language),
            )


def _waits(scored: Scored, way: Way, index: int, language: str) -> str:
    behind = [
        path_title(scored, each.defined, language)
        for each in under(scored, way)
        if each.found.position <= index
    ]
    titles = in_a_row(behind, language)
    return say("report.step.waits", language, titles=titles) if behind else ""


def path_rows(scored: Scored, language: str) -> Iterator[told.PathRow]:
    """The further paths: where each stands and what its next step needs."""
    for way in further_ways(scored):
        found = way.found
        at = found.position
        yield told.PathRow(
            id=way.id,
            title=short(path_title(scored, way.defined, language), _IN_A_CELL),
            position=say("report.of", language, value=at, greatest=len(found.steps)),
            step=short(step_name(scored, way.defined.steps[at - 1], at, language)) if at else "",
            range=say("report.between", language, low=found.low, high=found.high)
            if found.low != found.high
            else "",
            next=needs_line(scored, way, language),
        )


def path_lead(scored: Scored, language: str) -> str:
    """How the steps of the main path work."""
    way = main_way(scored)
    return "" if way is None else say(f"report.path.lead.{way.defined.kind}", language)


def pin(scored: Scored) -> str:
    """Which words mark the place on the path."""
    path = scored.assessment.path
    if path is None:
        return ""
    return ("" if path.low == path.high else ".open") + ("" if path.position else ".start")
