"""Which answers keep a measure low?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from maturity.model.rubric import WITH_LEVEL
from maturity.scoring.engine import Scores
from maturity.scoring.plan import TOLERANCE, PlannedGate, ScoringPlan


class Lag(NamedTuple):
    """An answer that is lower than what a measure needs of it.

    Attributes:
        share: How far it stands on its scale.
        column: Of the question.
        need: The share of its scale that it needs.
    """

    share: float
    column: int
    need: float


def lagging(plan: ScoringPlan, place: int, need: float, scores: Scores) -> list[Lag]:
    """The answers below what a measure needs of them to reach a score, lowest first.

    Where a measure asks each member for a level that is this level, else the score itself.

    Args:
        plan: The plan.
        place: Of the measure.
        need: The score it has to reach.
        scores: The result of the response.
    """
    return sorted(set(_below(plan, place, need, scores)))


def lagging_ids(plan: ScoringPlan, place: int, need: float, scores: Scores) -> tuple[str, ...]:
    """The ids of the questions that keep a measure low, lowest first."""
    found = [plan.questions[lag.column].id for lag in lagging(plan, place, need, scores)]
    return tuple(dict.fromkeys(found))


def needed_score(need: PlannedGate, scores: Scores) -> float:
    """What a gate or practice needs of a measure, as a score."""
    if need.on_score:
        return need.at_least
    result = scores.measures[need.index]
    return float((need.at_least - result.least[0]) / (result.greatest[0] - result.least[0]))


def _below(plan: ScoringPlan, place: int, need: float, scores: Scores) -> Iterator[Lag]:
    measure = plan.measures[place]
    if measure.by not in WITH_LEVEL:
        for column in measure.columns:
            yield from _one(plan, int(column), need, scores)
        return
    for part in measure.parts:
        if part.is_measure:
            level = PlannedGate(part.index, part.need, is_measure=True, on_score=measure.on_score)
            yield from _below(plan, part.index, needed_score(level, scores), scores)
        else:
            share = part.need if measure.on_score else _share(plan, part.index, part.need)
            yield from _one(plan, part.index, share, scores)


def _one(plan: ScoringPlan, column: int, need: float, scores: Scores) -> Iterator[Lag]:
    share = _share(plan, column, float(scores.counted[column, 0]))
    if share < need - TOLERANCE:
        yield Lag(share, column, need)


def _share(plan: ScoringPlan, column: int, value: float) -> float:
    least, greatest = float(plan.least[column]), float(plan.greatest[column])
    return (value - least) / (greatest - least)
