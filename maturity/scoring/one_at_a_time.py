"""Which one answer, and which one weight, moves the result most when only it changes?

Every change is a row of the same engine. Which questions are asked stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from maturity.model.assessment import Driver
from maturity.model.questionnaire import Question
from maturity.model.response import Answer
from maturity.scoring.assess import Scored
from maturity.scoring.encode import ANSWERED
from maturity.scoring.engine import Draws, Scores, score
from maturity.scoring.evidence import proven_at_most
from maturity.scoring.plan import TOLERANCE, Floats, ScoringPlan
from maturity.scoring.standing import figure

_BLOCK = 512
"""So many changes are scored at a time."""

_PART = 10
"""A number has no next answer: it is moved by its scale's length through this."""

Outcome = Callable[[Scores], Floats]
"""The result that is looked at, one figure per row; NaN where there is none."""


@dataclass(frozen=True)
class _Move:
    """What one answer could count instead."""

    column: int
    low: float
    high: float


def strongest_answer(scored: Scored, outcome: Outcome) -> Driver | None:
    """The answer that moves the result most: to the next lower and the next higher one.

    A missing answer is moved to where it counts least and most. None when no answer moves anything.
    """
    moves = list(_moves(scored))
    ends = [np.empty((0, 2))]
    for start in range(0, len(moves), _BLOCK):
        block = moves[start : start + _BLOCK]
        trial = scored.rows.repeated(2 * len(block))
        for index, move in enumerate(block):
            places = slice(2 * index, 2 * index + 2)
            trial.values[move.column, places] = move.low, move.high
            trial.states[move.column, places] = ANSWERED
        ends.append(outcome(score(scored.plan, trial)).reshape(-1, 2))
    found = _strongest(float(outcome(scored.scores)[0]), np.concatenate(ends))
    if found is None:
        return None
    index, low, high = found
    name = scored.plan.questions[moves[index].column].id
    return Driver(question=name, low=figure(low), high=figure(high))


def strongest_weight(scored: Scored, places: Collection[int], outcome: Outcome) -> Driver | None:
    """The weight that moves the result most: halved and doubled. None when none moves anything.

    Args:
        scored: The response.
        places: The measures whose weights are tried.
        outcome: What is looked at.
    """
    plan = scored.plan
    parts = [(place, i) for place in sorted(places) for i in range(len(plan.measures[place].parts))]
    ends = [np.empty((0, 2))]
    for start in range(0, len(parts), _BLOCK):
        block = parts[start : start + _BLOCK]
        tried = Draws(weights=_halved_and_doubled(plan, block))
        ends.append(
            outcome(score(plan, scored.rows.repeated(2 * len(block)), tried)).reshape(-1, 2)
        )
    found = _strongest(float(outcome(scored.scores)[0]), np.concatenate(ends))
    if found is None:
        return None
    index, low, high = found
    measure, member = part_names(plan, *parts[index])
    return Driver(measure=measure, member=member, low=figure(low), high=figure(high))


def part_names(plan: ScoringPlan, place: int, index: int) -> tuple[str, str]:
    """The ids of a measure and of one of its parts."""
    measure = plan.measures[place]
    part = measure.parts[index]
    member = plan.measures[part.index].id if part.is_measure else plan.questions[part.index].id
    return measure.id, member


def _halved_and_doubled(plan: ScoringPlan, parts: Sequence[tuple[int, int]]) -> dict[int, Floats]:
    """For each of some parts two rows: with half of its weight, and with twice its weight."""
    made: dict[int, Floats] = {}
    for row, (place, index) in enumerate(parts):
        if place not in made:
            around = [[part.weight] for part in plan.measures[place].parts]
            made[place] = np.repeat(np.array(around), 2 * len(parts), axis=1)
        made[place][index, 2 * row] /= 2
        made[place][index, 2 * row + 1] *= 2
    return made


def _strongest(base: float, ends: Floats) -> tuple[int, float, float] | None:
    """The first of the pairs that lie furthest apart, what stands now counted in; None if none moves.

    Args:
        base: What stands now, or NaN.
        ends: Pairs x 2.
    """
    if not len(ends):
        return None
    low, high = ends.T
    above = np.fmax(np.maximum(low, high), base)
    below = np.fmin(np.minimum(low, high), base)
    moved = np.where(np.isnan(low + high), 0.0, above - below)
    if not moved.max() > TOLERANCE:
        return None
    index = int(np.argmax(moved >= moved.max() - TOLERANCE))
    return index, float(low[index]), float(high[index])


def _moves(scored: Scored) -> Iterator[_Move]:
    plan, rows = scored.plan, scored.rows
    missing = rows.missing
    for column, question in enumerate(plan.questions):
        if missing[column, 0]:
            # Sorted, for on a scale of the rubric's own less can be better.
            low, high = sorted(plan.counted(column, end) for end in question.scale)
            yield _Move(column, low, high)
        elif rows.states[column, 0] == ANSWERED:
            given = float(rows.claimed[column, 0])
            answer = scored.response.answers[question.id]
            near = _neighbours(question, answer, given)
            # What is proven stays as it is, so a higher claim may count no more.
            most = proven_at_most(plan, column, answer, scored.response.date)
            low, high = (min(plan.counted(column, value), most) for value in near)
            yield _Move(column, low, high)


def _neighbours(question: Question, answer: Answer, given: float) -> tuple[float, float]:
    """The next lower and the next higher value an answer could have; its own where there is none."""
    around = _other_values(question, answer, given)
    lower = max((v for v in around if v < given - TOLERANCE), default=given)
    higher = min((v for v in around if v > given + TOLERANCE), default=given)
    return lower, higher


def _other_values(question: Question, answer: Answer, given: float) -> list[float]:
    if question.type == "number":
        least, greatest = question.scale
        step = (greatest - least) / _PART
        return [max(least, given - step), min(greatest, given + step)]
    if question.type == "multi":
        # One choice more or one choice less.
        return [
            given - worth if choice.id in answer.answer else given + worth
            for choice in question.choices or ()
            for worth in [choice.value or 0]
        ]
    return list(question.option_values())
