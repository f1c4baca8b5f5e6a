"""What does the scoring of one response amount to?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maturity.model.assessment import (
    Assessment,
    Coverage,
    GateResult,
    MeasureScore,
    OrganisationRef,
    PathPosition,
    ResponseSource,
    Source,
    StepScore,
)
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.model.rubric import Rubric
from maturity.scoring.encode import STATE_NAMES, Rows, encode
from maturity.scoring.engine import MeasureResult, PathResult, Scores, score
from maturity.scoring.findings import findings
from maturity.scoring.path import TOLERANCE
from maturity.scoring.plan import ScoringPlan, compile_plan


@dataclass(frozen=True)
class Digests:
    """SHA-256 of the bytes of the three files a result rests on."""

    questionnaire: str
    rubric: str
    response: str


@dataclass(frozen=True)
class Scored:
    """One response scored, with everything that explains the result."""

    questionnaire: Questionnaire
    rubric: Rubric
    response: Response
    plan: ScoringPlan
    rows: Rows
    scores: Scores
    assessment: Assessment


def assess(
    questionnaire: Questionnaire,
    rubric: Rubric,
    response: Response,
    digests: Digests,
    plan: ScoringPlan | None = None,
) -> Scored:
    """Score one valid response.

    Args:
        questionnaire: What was asked.
        rubric: What answers are worth.
        response: The answers.
        digests: Of the three files.
        plan: The compiled plan of the two, when there already is one.
    """
    plan = plan or compile_plan(questionnaire, rubric)
    rows = encode(plan, [response])
    scores = score(plan, rows)
    assessment = Assessment(
        organisation=OrganisationRef(id=response.organisation.id, name=response.organisation.name),
        date=response.date,
        questionnaire=Source(
            id=questionnaire.questionnaire,
            version=questionnaire.version,
            sha256=digests.questionnaire,
        ),
        rubric=Source(id=rubric.rubric, version=rubric.version, sha256=digests.rubric),
        response=ResponseSource(sha256=digests.response),
        coverage=_coverage(rows),
        measures={
            m.id: _measure(rubric, m.kind, r)
            for m, r in zip(plan.measures, scores.measures, strict=True)
        },
        path=_path(plan, rows, scores) if scores.path else None,
        findings=findings(plan, rubric, response, rows, scores),
    )
    return Scored(questionnaire, rubric, response, plan, rows, scores, assessment)


def _coverage(rows: Rows) -> Coverage:
    counts = np.bincount(rows.states[:, 0], minlength=len(STATE_NAMES))
    named = dict(zip(STATE_NAMES, map(int, counts), strict=True))
    not_asked = named.pop("not_asked")
    return Coverage(asked=len(rows.states) - not_asked, **named)


def figure(value: float) -> float | None:
    """A number of the engine, with None where there is none."""
    return None if np.isnan(value) else float(value)


def _measure(rubric: Rubric, kind: str, result: MeasureResult) -> MeasureScore:
    enough = bool(result.enough[0])
    shown = figure(result.score[0]) if enough else None
    return MeasureScore(
        kind=kind,
        value=figure(result.value[0]) if enough else None,
        score=shown,
        least=figure(result.least[0]),
        greatest=figure(result.greatest[0]),
        low=figure(result.low[0]),
        high=figure(result.high[0]),
        answered=int(result.answered[0]),
        asked=int(result.asked[0]),
        band=band_of(rubric, shown),
    )


def band_of(rubric: Rubric, score: float | None) -> str | None:
    """The id of the band a score lies in."""
    if score is None:
        return None
    return next((b.id for b in reversed(rubric.bands) if score >= b.from_ - TOLERANCE), None)


def _path(plan: ScoringPlan, rows: Rows, scores: Scores) -> PathPosition:
    path: PathResult = scores.path  # type: ignore[assignment]
    steps = []
    for planned, result in zip(plan.steps, path.steps, strict=True):
        measure = plan.measures[planned.measure]
        numbers = scores.measures[planned.measure]
        steps.append(
            StepScore(
                id=planned.id,
                measure=measure.id,
                holds=_said(result.holds[0]),
                score=figure(numbers.score[0]) if numbers.enough[0] else None,
                low=figure(numbers.low[0]),
                high=figure(numbers.high[0]),
                reached_at=planned.reached_at,
                gates=tuple(
                    GateResult(
                        question=plan.questions[gate.column].id,
                        at_least=gate.at_least,
                        answer=figure(rows.values[gate.column, 0]),
                        state=STATE_NAMES[rows.states[gate.column, 0]],
                        holds=_said(truth[0]),
                    )
                    for gate, truth in zip(planned.gates, result.gates, strict=True)
                ),
            )
        )
    at = int(path.position[0])
    return PathPosition(
        position=at,
        low=int(path.low[0]),
        high=int(path.high[0]),
        progress=figure(path.progress[0]),
        holds_alone=tuple(step.id for step in steps[at + 1 :] if step.holds),
        steps=tuple(steps),
    )


def _said(truth: int) -> bool | None:
    return None if truth == -1 else bool(truth)
