"""What does the path of one response amount to?"""

from __future__ import annotations

import numpy as np

from maturity.model.assessment import GateResult, PathPosition, Practices, StepScore
from maturity.scoring.encode import STATE_NAMES, Rows
from maturity.scoring.engine import Scores
from maturity.scoring.path import PathResult, StepResult, Truth
from maturity.scoring.plan import PlannedGate, PlannedPath, PlannedStep, ScoringPlan


def standing(
    plan: ScoringPlan, path: PlannedPath, result: PathResult, rows: Rows, scores: Scores
) -> PathPosition:
    """Where the first row stands on a path, step by step."""
    steps = tuple(
        _step(plan, planned, found, rows, scores)
        for planned, found in zip(path.steps, result.steps, strict=True)
    )
    at = int(result.position[0])
    return PathPosition(
        position=at,
        low=int(result.low[0]),
        high=int(result.high[0]),
        progress=figure(result.progress[0]),
        holds_alone=tuple(step.id for step in steps[at + 1 :] if step.holds),
        steps=steps,
    )


def figure(value: float) -> float | None:
    """A number of the engine, with None where there is none."""
    return None if np.isnan(value) else float(value)


def _step(
    plan: ScoringPlan, planned: PlannedStep, found: StepResult, rows: Rows, scores: Scores
) -> StepScore:
    gates = tuple(
        _gate(plan, gate, truth, rows, scores)
        for gate, truth in zip(planned.gates, found.gates, strict=True)
    )
    step = StepScore(
        id=planned.id,
        holds=_said(found.holds),
        gates=gates,
        practices=_practices(plan, planned, found) if planned.practices else None,
    )
    if planned.measure is None:
        return step
    numbers = scores.measures[planned.measure]
    return step.model_copy(
        update={
            "measure": plan.measures[planned.measure].id,
            "score": figure(numbers.score[0]) if numbers.enough[0] else None,
            "low": figure(numbers.low[0]),
            "high": figure(numbers.high[0]),
            "reached_at": planned.reached_at,
        }
    )


def _gate(
    plan: ScoringPlan, gate: PlannedGate, truth: Truth, rows: Rows, scores: Scores
) -> GateResult:
    if gate.is_measure:
        numbers = scores.measures[gate.index]
        have = numbers.score[0] if gate.on_score else numbers.value[0]
        return GateResult(
            measure=plan.measures[gate.index].id,
            on="score" if gate.on_score else "value",
            at_least=gate.at_least,
            answer=figure(have) if numbers.enough[0] else None,
            holds=_said(truth),
        )
    return GateResult(
        question=plan.questions[gate.index].id,
        at_least=gate.at_least,
        answer=figure(scores.counted[gate.index, 0]),
        state=STATE_NAMES[int(rows.states[gate.index, 0])],
        holds=_said(truth),
    )


def _practices(plan: ScoringPlan, planned: PlannedStep, found: StepResult) -> Practices:
    unmet = tuple(
        need_name(plan, practice)
        for practice, truth in zip(planned.practices, found.practices, strict=True)
        if truth[0] != 1
    )
    needed = len(planned.practices)
    return Practices(needed=needed, met=needed - len(unmet), open=unmet)


def need_name(plan: ScoringPlan, need: PlannedGate) -> str:
    """The id of the question or measure that a gate or practice looks at."""
    return plan.measures[need.index].id if need.is_measure else plan.questions[need.index].id


def _said(truth: Truth) -> bool | None:
    return None if truth[0] == -1 else bool(truth[0])
