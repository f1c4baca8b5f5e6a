"""How else could a question be answered, and how many levels away is each other answer?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, floor, log10
from typing import Any

from maturity.model.questionnaire import Question, Worth
from maturity.scoring.assess import Scored
from maturity.scoring.encode import ANSWERED
from maturity.scoring.plan import TOLERANCE

_TICKS = 10
"""In so many parts a number's scale is divided."""


@dataclass(frozen=True)
class Option:
    """Another answer to a question.

    Attributes:
        column: The question's column.
        answer: The answer as a response would say it.
        worth: What it says, as a number.
        counts: What it would count, before dependencies.
        steps: How many levels away it is; 0 for the same answer with evidence.
    """

    column: int
    answer: Any
    worth: float
    counts: float
    steps: int

    @property
    def proves(self) -> bool:
        """Whether the answer stays, and only evidence is added."""
        return self.steps == 0


@dataclass(frozen=True)
class _Other:
    answer: Any
    worth: float
    steps: int


def options(scored: Scored, column: int) -> Iterator[Option]:
    """All other answers to a question that is asked and applies, in order of their value.

    A higher answer than the given one counts as if it came with the evidence that the rubric asks
    for. A lower one counts no more than the given one did. Answers that would count the same as
    the given one are left out.
    """
    plan, rows = scored.plan, scored.rows
    if not (rows.applicable[column, 0]):
        return
    question, given = plan.questions[column], None
    counts = most = float("inf")
    if rows.states[column, 0] == ANSWERED:
        given = float(rows.claimed[column, 0])
        counts, most = float(rows.values[column, 0]), plan.counted(column, given)
    for other in sorted(_others(scored, question, given), key=lambda other: other.worth):
        worth = plan.counted(column, other.worth)
        if given is not None and worth < most:
            worth = min(worth, counts)
        if abs(worth - counts) > TOLERANCE:
            yield Option(column, other.answer, other.worth, worth, other.steps)
    if given is not None and counts < most - TOLERANCE:
        answer = scored.response.answers[question.id].answer
        yield Option(column, answer, given, most, 0)


def _others(scored: Scored, question: Question, given: float | None) -> list[_Other]:
    if question.type == "number":
        return _on_a_scale(scored, question, given)
    if question.type == "multi":
        answer = scored.response.answers.get(question.id)
        chosen = answer.answer if given is not None and answer is not None else None
        return _of_choices(question, chosen)
    return _on_a_ladder(question, given)


def _on_a_ladder(question: Question, given: float | None) -> list[_Other]:
    """The other options in order of value, one step each."""
    ladder = sorted(_worths(question).items())
    place = 0
    if given is not None:
        place = next(i for i, (worth, _) in enumerate(ladder) if abs(worth - given) <= TOLERANCE)
    return [
        _Other(answer, worth, max(1, index) if given is None else abs(index - place))
        for index, (worth, answer) in enumerate(ladder)
        if given is None or index != place
    ]


def _worths(question: Question) -> dict[float, Any]:
    """The first answer of each worth."""
    if question.type == "level":
        return {float(level.value): level.value for level in question.levels or ()}
    if question.type == "yes_no":
        worth = question.values or Worth()
        return {float(worth.yes): True, float(worth.no): False}
    found: dict[float, Any] = {}
    for choice in question.choices or ():
        found.setdefault(float(choice.value or 0), choice.id)
    return found


def _on_a_scale(scored: Scored, question: Question, given: float | None) -> list[_Other]:
    """The ticks that divide a number's scale into ten, and the numbers that something needs of it."""
    column = scored.plan.column[question.id]
    own = scored.plan.scales.get(column)
    least, greatest = question.scale if own is None else own.ends
    width = greatest - least
    low, high = question.scale
    at = None if given is None else (min(max(given, least), greatest) - least) / width * _TICKS
    found = []
    # As many digits as a number of that size has, less the last few.
    digits = 13 - ceil(log10(max(abs(least), abs(greatest))))
    worths = {least + width * tick / _TICKS for tick in range(_TICKS + 1)}
    worths |= set(_needed(scored, column))
    for worth in sorted({round(worth, digits) for worth in worths}):
        tick = (worth - least) / width * _TICKS
        steps = max(1, ceil(tick - TOLERANCE)) if at is None else _ticks_between(at, tick)
        if steps and low <= worth <= high:
            found.append(_Other(int(worth) if worth.is_integer() else worth, worth, steps))
    return found


def _needed(scored: Scored, column: int) -> Iterator[float]:
    """What gates and practices need of a question, where that is a number an answer could be."""
    plan = scored.plan
    own = plan.scales.get(column)
    if own is not None and own.curve != "linear":
        return
    for path in plan.paths:
        for step in path.steps:
            for need in (*step.gates, *step.practices):
                if not need.is_measure and need.index == column:
                    yield need.at_least if own is None else own.counted(need.at_least)


def _ticks_between(at: float, tick: float) -> int:
    """How many ticks a value passes on its way to another; 0 where it is there."""
    if tick > at + TOLERANCE:
        return max(1, ceil(tick - TOLERANCE) - floor(at + TOLERANCE))
    return max(1, ceil(at - TOLERANCE) - floor(tick + TOLERANCE)) if tick < at - TOLERANCE else 0


def _of_choices(question: Question, chosen: Any) -> list[_Other]:
    """Choices added or taken away one at a time: those that raise the sum most, then those that lower it."""
    worths = {choice.id: float(choice.value or 0) for choice in question.choices or ()}
    start = frozenset(chosen or ())
    up = [c for c in worths if (worths[c] > 0 and c not in start) or (worths[c] < 0 and c in start)]
    down = [
        c for c in worths if (worths[c] < 0 and c not in start) or (worths[c] > 0 and c in start)
    ]
    found = [] if chosen is not None else [_Other([], 0.0, 1)]
    for toggled in (up, down):
        best_first = sorted(toggled, key=lambda c: -abs(worths[c]))
        for steps, now in enumerate(
            accumulate(best_first, lambda kept, c: kept ^ {c}, initial=start)
        ):
            if steps:
                found.append(
                    _Other([c for c in worths if c in now], sum(worths[c] for c in now), steps)
                )
    return found
