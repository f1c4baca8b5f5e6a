"""What do rows of answers score?

The only place where measures and positions are computed: terminal, batch and report all come here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maturity.scoring.aggregate import AGGREGATIONS, Column, Mask
from maturity.scoring.encode import ANSWERED, Rows, side_by_side
from maturity.scoring.path import StepResult, gate_truth, position, progress, reached, step_holds
from maturity.scoring.plan import Floats, PlannedMeasure, ScoringPlan


@dataclass(frozen=True)
class MeasureResult:
    """One measure over all rows; NaN where there is no number.

    `value` and `score` are the estimate from the answers there are, before the rubric's minimum
    share of answered questions is applied; `enough` says where that minimum is met.
    """

    value: Floats
    score: Floats
    least: Floats
    greatest: Floats
    low: Floats
    high: Floats
    answered: NDArray[np.int64]
    applicable: NDArray[np.int64]
    asked: NDArray[np.int64]
    enough: Mask


@dataclass(frozen=True)
class PathResult:
    """The path over all rows."""

    steps: tuple[StepResult, ...]
    position: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    progress: Floats


@dataclass(frozen=True)
class Scores:
    """All measures (in the plan's order) and the path of many rows."""

    measures: tuple[MeasureResult, ...]
    path: PathResult | None


@dataclass(frozen=True, slots=True)
class _Computed:
    value: Floats
    least: Floats | float
    greatest: Floats | float
    present: Mask
    applicable: Mask

    @property
    def score(self) -> Floats:
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray((self.value - self.least) / (np.asarray(self.greatest) - self.least))


def score(plan: ScoringPlan, rows: Rows) -> Scores:
    """Score rows: point estimates, and ranges from every missing answer at its least and greatest."""
    count = rows.values.shape[1]
    ends = side_by_side(rows, rows.filled(plan.least), rows.filled(plan.greatest))
    computed = _measures(plan, ends)
    results = tuple(
        _result(m, c, rows, count) for m, c in zip(plan.measures, computed, strict=True)
    )
    return Scores(results, _path(plan, rows, results, count) if plan.steps else None)


def _measures(plan: ScoringPlan, rows: Rows) -> list[_Computed]:
    applicable = rows.applicable
    present = rows.states == ANSWERED
    computed: list[_Computed] = []
    for measure in plan.measures:
        members = [
            _measure_column(computed[part.index], part.weight, on_score=measure.on_score)
            if part.is_measure
            else _question_column(
                plan, rows, part.index, part.weight, present, applicable, on_score=measure.on_score
            )
            for part in measure.parts
        ]
        result = AGGREGATIONS[measure.by](members, measure.scale)
        there = np.logical_or.reduce([m.present for m in members])
        applies = np.logical_or.reduce([m.applicable for m in members])
        computed.append(
            _Computed(
                np.where(there, result.value, np.nan), result.least, result.greatest, there, applies
            )
        )
    return computed


def _question_column(
    plan: ScoringPlan,
    rows: Rows,
    index: int,
    weight: float,
    present: Mask,
    applicable: Mask,
    *,
    on_score: bool,
) -> Column:
    least, greatest = float(plan.least[index]), float(plan.greatest[index])
    value = rows.values[index]
    if on_score:
        return Column(
            (value - least) / (greatest - least),
            0.0,
            1.0,
            present[index],
            applicable[index],
            weight,
        )
    return Column(value, least, greatest, present[index], applicable[index], weight)


def _measure_column(member: _Computed, weight: float, *, on_score: bool) -> Column:
    if on_score:
        return Column(member.score, 0.0, 1.0, member.present, member.applicable, weight)
    return Column(
        member.value, member.least, member.greatest, member.present, member.applicable, weight
    )


def _result(measure: PlannedMeasure, computed: _Computed, rows: Rows, count: int) -> MeasureResult:
    states = rows.states[measure.columns]
    answered = (states == ANSWERED).sum(axis=0)
    applicable = rows.applicable[measure.columns].sum(axis=0)
    scores = computed.score
    whole = np.broadcast_to
    return MeasureResult(
        value=computed.value[:count],
        score=scores[:count],
        least=np.where(
            applicable > 0,
            whole(np.asarray(computed.least, dtype=float), scores.shape)[:count],
            np.nan,
        ),
        greatest=np.where(
            applicable > 0,
            whole(np.asarray(computed.greatest, dtype=float), scores.shape)[:count],
            np.nan,
        ),
        low=scores[count : 2 * count],
        high=scores[2 * count :],
        answered=answered,
        applicable=applicable,
        asked=(states != 5).sum(axis=0),
        enough=(answered > 0) & (answered >= measure.minimum_answered * applicable - 1e-9),
    )


def _path(
    plan: ScoringPlan, rows: Rows, results: tuple[MeasureResult, ...], count: int
) -> PathResult:
    steps: list[StepResult] = []
    lows, highs, scores = [], [], []
    for step in plan.steps:
        measure = results[step.measure]
        point = np.where(measure.enough, measure.score, np.nan)
        gates = gate_truth(rows, step)
        low_gates = tuple(np.where(g == -1, 0, g).astype(np.int8) for g in gates)
        high_gates = tuple(np.where(g == -1, 1, g).astype(np.int8) for g in gates)
        none = np.full(count, -1, dtype=np.int8)
        low = step_holds(_at_end(measure.low, step.reached_at, 0), low_gates, none, none)
        high = step_holds(_at_end(measure.high, step.reached_at, 1), high_gates, none, none)
        steps.append(
            StepResult(step_holds(reached(point, step.reached_at), gates, low, high), gates)
        )
        lows.append(low)
        highs.append(high)
        scores.append(point)
    at = position([s.holds for s in steps])
    done = progress(plan, rows, np.array(scores), at)
    return PathResult(tuple(steps), at, position(lows), position(highs), done)


def _at_end(scores: Floats, threshold: float, nothing: int) -> NDArray[np.int8]:
    """Whether the low or high end reaches a threshold; `nothing` applies to no measure at all."""
    truth = reached(scores, threshold)
    return np.where(truth == -1, nothing, truth).astype(np.int8)
