"""What is worth saying about a scored response?

Findings are codes with values; the wording is made later. What-ifs are rows of the same engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from maturity.model.assessment import Finding
from maturity.model.response import Answer, Response
from maturity.model.rubric import Rubric
from maturity.model.rubric import Step as RubricStep
from maturity.scoring.encode import ANSWERED, NOT_APPLICABLE, Rows
from maturity.scoring.engine import Scores, score
from maturity.scoring.lagging import lagging_ids, needed_score
from maturity.scoring.path import PathResult
from maturity.scoring.plan import TOLERANCE, PlannedGate, PlannedStep, ScoringPlan
from maturity.scoring.standing import figure, need_name

_MOST_STRENGTHS = 5


def findings(
    plan: ScoringPlan, rubric: Rubric, response: Response, rows: Rows, scores: Scores
) -> tuple[Finding, ...]:
    """All findings: what blocks, what stands, what is at risk, which unknowns matter most."""
    found: list[Finding] = []
    if rubric.path is not None and scores.path is not None:
        # The steps that are reached, and the next one where there is one.
        upto = int(scores.path.position[0]) + 1
        found += _blockers(plan, scores.path, scores)
        named = {name for blocker in found for name in blocker.questions}
        found += _minimums(plan, rubric.path.steps[:upto], scores, named)
        found += _holding_alone(plan, scores.path)
        found += _risks(plan, plan.steps[:upto], response, rows, scores)
        found += _deciding_unknowns(plan, rows, scores.path)
    found += _strengths(plan, rubric.strong_from, scores)
    found += _too_few(plan, scores)
    found += _capped(plan, rows, scores)
    return tuple(found)


def _blockers(plan: ScoringPlan, path: PathResult, scores: Scores) -> Iterator[Finding]:
    at = int(path.position[0])
    if at == len(plan.steps):
        return
    planned, result = plan.steps[at], path.steps[at]
    for gate, truth in zip(planned.gates, result.gates, strict=True):
        if truth[0] != 1:
            yield _closed_gate(plan, planned, gate, scores)
    if planned.measure is not None:
        measure = scores.measures[planned.measure]
        shown = float(measure.score[0]) if measure.enough[0] else None
        if shown is None or shown < planned.reached_at - TOLERANCE:
            yield Finding(
                code="blocker",
                step=planned.id,
                measure=plan.measures[planned.measure].id,
                questions=lagging_ids(plan, planned.measure, planned.reached_at, scores),
                values={"why": "score", "score": shown, "reached_at": planned.reached_at},
            )
    unmet = [
        need_name(plan, practice)
        for practice, truth in zip(planned.practices, result.practices, strict=True)
        if truth[0] != 1
    ]
    if unmet:
        yield Finding(
            code="blocker",
            step=planned.id,
            questions=tuple(name for name in unmet if name in plan.column),
            values={"why": "practices", "unmet": unmet, "needed": len(planned.practices)},
        )


def _closed_gate(
    plan: ScoringPlan, step: PlannedStep, gate: PlannedGate, scores: Scores
) -> Finding:
    name = need_name(plan, gate)
    if not gate.is_measure:
        answer = figure(scores.counted[gate.index, 0])
        values = {"why": "gate", "answer": answer, "at_least": gate.at_least}
        return Finding(code="blocker", step=step.id, questions=(name,), values=values)
    result = scores.measures[gate.index]
    have = result.score[0] if gate.on_score else result.value[0]
    return Finding(
        code="blocker",
        step=step.id,
        measure=name,
        questions=lagging_ids(plan, gate.index, needed_score(gate, scores), scores),
        values={
            "why": "gate-measure",
            "have": figure(have) if result.enough[0] else None,
            "at_least": gate.at_least,
            "on": "score" if gate.on_score else "value",
        },
    )


def _minimums(
    plan: ScoringPlan,
    steps: tuple[RubricStep, ...],
    scores: Scores,
    named: set[str],
) -> Iterator[Finding]:
    """Questions below what some steps expect.

    Those that a blocker has named, and those with a gate, are not said again.
    """
    for step in steps:
        gated = {gate.question for gate in step.gates}
        below = [
            name
            for name, least in step.minimums.items()
            if name not in gated
            and name not in named
            and scores.counted[plan.column[name], 0]
            < plan.counted(plan.column[name], least) - TOLERANCE
        ]
        if below:
            values = {name: float(step.minimums[name]) for name in below}
            yield Finding(
                code="below-minimum",
                step=step.id,
                questions=tuple(below),
                values={"at_least": values},
            )


def _holding_alone(plan: ScoringPlan, path: PathResult) -> Iterator[Finding]:
    at = int(path.position[0])
    for planned, result in list(zip(plan.steps, path.steps, strict=True))[at + 1 :]:
        if result.holds[0] == 1:
            yield Finding(
                code="holds-alone", step=planned.id, values={"waits_for": plan.steps[at].id}
            )


def _strengths(plan: ScoringPlan, strong_from: float, scores: Scores) -> Iterator[Finding]:
    """The best of the measures that rest on questions alone, if they are strong."""
    leaves = [
        (float(result.score[0]), -index, measure.id)
        for index, (measure, result) in enumerate(zip(plan.measures, scores.measures, strict=True))
        if measure.kind != "measure"
        and not any(part.is_measure for part in measure.parts)
        and result.enough[0]
    ]
    strong = sorted((leaf for leaf in leaves if leaf[0] >= strong_from - TOLERANCE), reverse=True)
    for share, _, name in strong[:_MOST_STRENGTHS]:
        yield Finding(code="strength", measure=name, values={"score": share})


def _risks(
    plan: ScoringPlan,
    steps: tuple[PlannedStep, ...],
    response: Response,
    rows: Rows,
    scores: Scores,
) -> Iterator[Finding]:
    """What the gates of some steps rest on; each question once, where it is first needed."""
    seen: set[int] = set()
    for step in steps:
        for gate in step.gates:
            if not gate.is_measure and gate.index not in seen:
                seen.add(gate.index)
                yield from _risk(plan, step, gate, response, rows, scores)


def _risk(
    plan: ScoringPlan,
    step: PlannedStep,
    gate: PlannedGate,
    response: Response,
    rows: Rows,
    scores: Scores,
) -> Iterator[Finding]:
    """What a gate that holds rests on: no evidence, a doubtful answer, or none at all."""
    name = need_name(plan, gate)
    answer = response.answers.get(name, Answer())
    state, have = rows.states[gate.index, 0], float(scores.counted[gate.index, 0])
    why = None
    values: dict[str, Any] = {}
    if state == NOT_APPLICABLE:
        why, values = "gate-not-applicable", {"reason": answer.reason}
    elif state == ANSWERED and have >= gate.at_least - TOLERANCE:
        values = {"answer": have}
        if not answer.evidence:
            why = "gate-without-evidence"
        elif answer.confidence == "low":
            why = "gate-doubtful"
    if why is not None:
        yield Finding(code="risk", step=step.id, questions=(name,), values={"why": why, **values})


def _capped(plan: ScoringPlan, rows: Rows, scores: Scores) -> Iterator[Finding]:
    """Answers that count less than they claim, because a cap of the rubric holds them down."""
    depending = {cap.column for cap, _ in plan.dependencies}
    for column in sorted({cap.column for cap in plan.caps}):
        claimed, counted = rows.claimed[column, 0], scores.counted[column, 0]
        if rows.states[column, 0] == ANSWERED:
            whole = plan.counted(column, float(claimed))
            if counted < whole - TOLERANCE:
                proven = float(rows.values[column, 0])
                by_other = column in depending and counted < proven - TOLERANCE
                values = {
                    "claimed": float(claimed),
                    "counted": float(counted),
                    "why": "dependency" if by_other else "evidence",
                }
                name = plan.questions[column].id
                yield Finding(code="capped", questions=(name,), values=values)


def _deciding_unknowns(plan: ScoringPlan, rows: Rows, path: PathResult) -> Iterator[Finding]:
    """Missing answers that alone would change the position; else those that together could."""
    missing = np.flatnonzero(rows.missing[:, 0])
    if not len(missing):
        return
    trial = rows.repeated(2 * len(missing))
    for index, column in enumerate(missing):
        for offset, value in ((0, plan.least[column]), (1, plan.greatest[column])):
            trial.values[column, 2 * index + offset] = value
            trial.states[column, 2 * index + offset] = ANSWERED
    ends = score(plan, trial).path
    at = int(path.position[0])
    if ends is None:
        return
    deciding = False
    for index, column in enumerate(missing):
        low, high = int(ends.position[2 * index]), int(ends.position[2 * index + 1])
        if low != at or high != at:
            deciding = True
            values = {"low": low, "high": high, "position": at}
            yield Finding(
                code="unknown-decides", questions=(plan.questions[column].id,), values=values
            )
    if not deciding and int(path.low[0]) != int(path.high[0]):
        values = {"low": int(path.low[0]), "high": int(path.high[0]), "position": at}
        names = tuple(plan.questions[column].id for column in missing)
        yield Finding(code="unknown-widens", questions=names, values=values)


def _too_few(plan: ScoringPlan, scores: Scores) -> Iterator[Finding]:
    for measure, result in zip(plan.measures, scores.measures, strict=True):
        if not result.enough[0] and result.applicable[0] > 0:
            values = {"answered": int(result.answered[0]), "asked": int(result.applicable[0])}
            yield Finding(code="not-enough-answers", measure=measure.id, values=values)
