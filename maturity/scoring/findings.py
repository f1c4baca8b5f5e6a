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
from maturity.scoring.path import TOLERANCE
from maturity.scoring.plan import PlannedStep, ScoringPlan

_MOST_STRENGTHS = 5


def findings(
    plan: ScoringPlan, rubric: Rubric, response: Response, rows: Rows, scores: Scores
) -> tuple[Finding, ...]:
    """All findings: what blocks, what stands, what is at risk, which unknowns matter most."""
    found: list[Finding] = []
    if rubric.path is not None and scores.path is not None:
        blockers = list(_blockers(plan, rows, scores))
        named = {name for blocker in blockers for name in blocker.questions}
        found += blockers
        found += _minimums(plan, rubric.path.steps, rows, scores, named)
        found += _holding_alone(plan, scores)
        found += _risks(plan, rubric.path.steps, response, rows)
        found += _deciding_unknowns(plan, rows, scores)
    found += _strengths(plan, rubric.strong_from, scores)
    found += _too_few(plan, scores)
    return tuple(found)


def _next_step(plan: ScoringPlan, scores: Scores) -> int | None:
    at = int(scores.path.position[0]) if scores.path else 0
    return at if at < len(plan.steps) else None


def _blockers(plan: ScoringPlan, rows: Rows, scores: Scores) -> Iterator[Finding]:
    index = _next_step(plan, scores)
    if index is None or scores.path is None:
        return
    planned, result = plan.steps[index], scores.path.steps[index]
    for gate, truth in zip(planned.gates, result.gates, strict=True):
        if truth[0] != 1:
            value = rows.values[gate.column, 0]
            yield Finding(
                code="blocker",
                step=planned.id,
                questions=(plan.questions[gate.column].id,),
                values={
                    "why": "gate",
                    "answer": None if np.isnan(value) else float(value),
                    "at_least": gate.at_least,
                },
            )
    measure = scores.measures[planned.measure]
    shown = float(measure.score[0]) if measure.enough[0] else None
    if shown is None or shown < planned.reached_at - TOLERANCE:
        yield Finding(
            code="blocker",
            step=planned.id,
            measure=plan.measures[planned.measure].id,
            questions=_weakest(plan, planned, rows),
            values={"why": "score", "score": shown, "reached_at": planned.reached_at},
        )


def _weakest(plan: ScoringPlan, step: PlannedStep, rows: Rows) -> tuple[str, ...]:
    """The questions that keep a step's measure low: those below its threshold, lowest first."""
    columns = plan.measures[step.measure].columns
    widths = plan.greatest[columns] - plan.least[columns]
    shares = (rows.values[columns, 0] - plan.least[columns]) / widths
    low = [
        (share, int(column))
        for share, column in zip(shares, columns, strict=True)
        if share < step.reached_at - TOLERANCE
    ]
    return tuple(plan.questions[column].id for _, column in sorted(low))


def _minimums(
    plan: ScoringPlan,
    steps: tuple[RubricStep, ...],
    rows: Rows,
    scores: Scores,
    named: set[str],
) -> Iterator[Finding]:
    """Questions below what a step expects, for the steps that hold and the next one.

    Those that a blocker has named, and those with a gate, are not said again.
    """
    index = _next_step(plan, scores)
    last = len(steps) if index is None else index + 1
    for step in steps[:last]:
        gated = {gate.question for gate in step.gates}
        below = [
            name
            for name, least in step.minimums.items()
            if name not in gated
            and name not in named
            and rows.values[plan.column[name], 0] < least - TOLERANCE
        ]
        if below:
            values = {name: float(step.minimums[name]) for name in below}
            yield Finding(
                code="below-minimum",
                step=step.id,
                questions=tuple(below),
                values={"at_least": values},
            )


def _holding_alone(plan: ScoringPlan, scores: Scores) -> Iterator[Finding]:
    at = int(scores.path.position[0]) if scores.path else 0
    for planned, result in list(
        zip(plan.steps, scores.path.steps, strict=True) if scores.path else ()
    )[at + 1 :]:
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
    plan: ScoringPlan, steps: tuple[RubricStep, ...], response: Response, rows: Rows
) -> Iterator[Finding]:
    for step in steps:
        for gate in step.gates:
            column = plan.column[gate.question]
            answer = response.answers.get(gate.question, Answer())
            if rows.states[column, 0] == NOT_APPLICABLE:
                values: dict[str, Any] = {"why": "gate-not-applicable", "reason": answer.reason}
                yield Finding(code="risk", step=step.id, questions=(gate.question,), values=values)
            elif (
                rows.states[column, 0] == ANSWERED
                and rows.values[column, 0] >= gate.at_least - TOLERANCE
                and not answer.evidence
            ):
                values = {"why": "gate-without-evidence", "answer": float(rows.values[column, 0])}
                yield Finding(code="risk", step=step.id, questions=(gate.question,), values=values)


def _deciding_unknowns(plan: ScoringPlan, rows: Rows, scores: Scores) -> Iterator[Finding]:
    """Missing answers that alone would change the position; else those that together could."""
    path = scores.path
    missing = np.flatnonzero(rows.missing[:, 0])
    if path is None or not len(missing):
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
