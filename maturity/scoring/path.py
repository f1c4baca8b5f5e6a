"""Where on the path does each row stand?

Truth is kept as numbers: 1 holds, 0 fails, -1 cannot be said.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maturity.scoring.encode import NOT_APPLICABLE, NOT_ASKED, Rows
from maturity.scoring.plan import Floats, PlannedStep, ScoringPlan

TOLERANCE = 1e-9
Truth = NDArray[np.int8]


@dataclass(frozen=True)
class StepResult:
    """One step over all rows: whether it holds, and its gates in the rubric's order."""

    holds: Truth
    gates: tuple[Truth, ...]


def gate_truth(rows: Rows, step: PlannedStep) -> tuple[Truth, ...]:
    """Whether each gate of a step holds, per row; -1 where its answer is missing."""
    result: list[Truth] = []
    for gate in step.gates:
        states, values = rows.states[gate.column], rows.values[gate.column]
        with np.errstate(invalid="ignore"):
            truth = (values >= gate.at_least - TOLERANCE).astype(np.int8)
        truth[rows.missing[gate.column]] = -1
        truth[(states == NOT_APPLICABLE) | (states == NOT_ASKED)] = 1
        result.append(truth)
    return tuple(result)


def reached(score: Floats, threshold: float) -> Truth:
    """Whether a score reaches a threshold, per row; -1 where there is no score."""
    with np.errstate(invalid="ignore"):
        return np.where(np.isnan(score), -1, score >= threshold - TOLERANCE).astype(np.int8)


def step_holds(score: Truth, gates: tuple[Truth, ...], low: Truth, high: Truth) -> Truth:
    """Whether a step holds at the point.

    Args:
        score: Whether the measure's score reaches the threshold; -1 without a score.
        gates: Whether each gate holds; a missing answer fails for the position.
        low: Whether the step holds when every missing answer is at its least.
        high: The same at its greatest.
    """
    all_gates = np.ones_like(score, dtype=bool)
    for gate in gates:
        all_gates &= gate == 1
    unsaid = np.where(low == 1, 1, np.where(high == 0, 0, -1))
    return np.where(score == -1, unsaid, (score == 1) & all_gates).astype(np.int8)


def position(holds: list[Truth]) -> NDArray[np.int64]:
    """How many steps hold, counted from the first without a hole."""
    standing = np.ones_like(holds[0], dtype=bool)
    count = np.zeros(holds[0].shape, dtype=np.int64)
    for step in holds:
        standing &= step == 1
        count += standing
    return count


def progress(plan: ScoringPlan, rows: Rows, scores: Floats, at: NDArray[np.int64]) -> Floats:
    """Position plus the share of the way to the next step; NaN where a part is missing.

    Args:
        plan: The plan.
        rows: The answers.
        scores: Scores of the steps' measures, steps x rows.
        at: The position of each row.
    """
    result = at.astype(np.float64)
    for index, step in enumerate(plan.steps):
        here = at == index
        if here.any():
            result[here] += _share_done(plan, rows, step, scores[index])[here]
    return result


def _share_done(plan: ScoringPlan, rows: Rows, step: PlannedStep, score: Floats) -> Floats:
    done = (
        np.minimum(1.0, score / step.reached_at)
        if step.reached_at > 0
        else np.where(np.isnan(score), np.nan, 1.0)
    )
    for gate in step.gates:
        least = plan.least[gate.column]
        need = gate.at_least - least
        have = rows.values[gate.column] - least
        share = np.minimum(1.0, have / need) if need > 0 else np.where(np.isnan(have), np.nan, 1.0)
        states = rows.states[gate.column]
        share = np.where((states == NOT_APPLICABLE) | (states == NOT_ASKED), 1.0, share)
        done = np.minimum(done, share)
    return done
