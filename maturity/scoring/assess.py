"""What does the scoring of one response amount to?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maturity.model.assessment import (
    Assessment,
    Coverage,
    MeasureScore,
    OrganisationRef,
    ResponseSource,
    Source,
)
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.model.rubric import Rubric
from maturity.scoring.compiling import compile_plan
from maturity.scoring.encode import ANSWERED, NOT_ASKED, STATE_NAMES, Rows, encode
from maturity.scoring.engine import MeasureResult, Scores, score
from maturity.scoring.findings import findings
from maturity.scoring.plan import TOLERANCE, PlannedMeasure, ScoringPlan
from maturity.scoring.standing import figure, standing
from maturity.scoring.targets import gaps


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
    standings = {
        path.id: standing(plan, path, result, rows, scores)
        for path, result in zip(plan.paths, scores.paths, strict=True)
    }
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
            m.id: _measure(rubric, m, r, rows)
            for m, r in zip(plan.measures, scores.measures, strict=True)
        },
        path=standings.get(plan.main or ""),
        paths={name: found for name, found in standings.items() if name != plan.main},
        targets=gaps(plan, rubric, response, rows, scores),
        findings=findings(plan, rubric, response, rows, scores),
    )
    return Scored(questionnaire, rubric, response, plan, rows, scores, assessment)


def _coverage(rows: Rows) -> Coverage:
    counts = np.bincount(rows.states[:, 0], minlength=len(STATE_NAMES))
    named = dict(zip(STATE_NAMES, map(int, counts), strict=True))
    not_asked = named.pop("not_asked")
    return Coverage(asked=len(rows.states) - not_asked, **named)


def _measure(
    rubric: Rubric, planned: PlannedMeasure, result: MeasureResult, rows: Rows
) -> MeasureScore:
    states = rows.states[planned.columns, 0]
    enough = bool(result.enough[0])
    shown = figure(result.score[0]) if enough else None
    return MeasureScore(
        kind=planned.kind,
        value=figure(result.value[0]) if enough else None,
        score=shown,
        least=figure(result.least[0]),
        greatest=figure(result.greatest[0]),
        low=figure(result.low[0]),
        high=figure(result.high[0]),
        answered=int((states == ANSWERED).sum()),
        asked=int((states != NOT_ASKED).sum()),
        band=band_of(rubric, shown),
    )


def band_of(rubric: Rubric, score: float | None) -> str | None:
    """The id of the band a score lies in."""
    if score is None:
        return None
    return next((b.id for b in reversed(rubric.bands) if score >= b.from_ - TOLERANCE), None)
