"""What does the score screen say of the paths?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maturity.messages import say
from maturity.view.wording import against, needs_line, path_title, short, step_name, threshold
from maturity.view.wording.ways import Way, further_ways, main_way, under

if TYPE_CHECKING:
    from maturity.model.assessment import StepScore
    from maturity.scoring.assess import Scored


@dataclass(frozen=True)
class StepLine:
    """One step of the path; `mark` is done, here, next, alone or open."""

    number: int
    title: str
    mark: str
    state: str
    score: str
    share: float | None
    needs: str


@dataclass(frozen=True)
class PathLine:
    """One of the further paths: where it stands, its range, and what its next step needs."""

    title: str
    position: str
    range: str
    next: str


def step_lines(scored: Scored, language: str) -> Iterator[StepLine]:
    """The steps of the main path."""
    way = main_way(scored)
    if way is None:
        return
    at = way.found.position
    for index, (step, result) in enumerate(zip(way.defined.steps, way.found.steps, strict=True)):
        mark = _mark(index, at, holds=result.holds)
        shown, share, needs = _figures(scored, way, index, language)
        yield StepLine(
            number=index + 1,
            title=short(step_name(scored, step, index + 1, language)),
            mark=mark,
            state=say(f"score.state.{mark}", language),
            score=shown,
            share=share,
            needs=needs,
        )


def path_lines(scored: Scored, language: str) -> Iterator[PathLine]:
    """The further paths."""
    for way in further_ways(scored):
        found = way.found
        yield PathLine(
            title=short(path_title(scored, way.defined, language)),
            position=say("report.of", language, value=found.position, greatest=len(found.steps)),
            range=say("score.range", language, low=found.low, high=found.high)
            if found.low != found.high
            else "",
            next=needs_line(scored, way, language),
        )


def _mark(index: int, at: int, *, holds: bool | None) -> str:
    if index <= at:
        return "next" if index == at else "here" if index == at - 1 else "done"
    return "alone" if holds else "open"


def _figures(scored: Scored, way: Way, index: int, language: str) -> tuple[str, float | None, str]:
    """A step's number as shown, its share, and what it takes."""
    result = way.found.steps[index]
    below = under(scored, way)
    if below:
        there = sum(each.found.position > index for each in below)
        shown = say("report.of", language, value=there, greatest=len(below))
        return shown, there / len(below), say("score.paths_there", language, n=len(below))
    if result.practices is not None:
        met, needed = result.practices.met, result.practices.needed
        shown = say("report.of", language, value=met, greatest=needed)
        takes = [say("score.practices_hold", language, n=needed), *_gates(result, language)]
        return shown, met / needed, ", ".join(takes)
    return _scored(result, language)


def _scored(result: StepScore, language: str) -> tuple[str, float | None, str]:
    need = result.reached_at or 0.0
    shown = say("score.none", language) if result.score is None else against(result.score, need)
    takes = [say("score.needs", language, share=threshold(need)), *_gates(result, language)]
    return shown, result.score, ", ".join(takes)


def _gates(result: StepScore, language: str) -> Iterator[str]:
    if result.gates:
        held = sum(gate.holds is True for gate in result.gates)
        yield say("score.gates", language, held=held, n=len(result.gates))
