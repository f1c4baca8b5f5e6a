"""How are the scores of each measure spread over all organisations?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from maturity.model.portfolio import MeasureSpread
from maturity.model.questionnaire import Questionnaire
from maturity.model.rubric import Rubric
from maturity.portfolio.bodies import Bodies
from maturity.portfolio.figures import quantiles, shown
from maturity.scoring.engine import MeasureResult
from maturity.scoring.plan import TOLERANCE, Floats, ScoringPlan


def profile_ids(questionnaire: Questionnaire, plan: ScoringPlan) -> tuple[str, ...]:
    """The sections that hold questions, of the kind that comes first: those the report shows as bars."""
    found = [s for s in questionnaire.walk() if s.questions and s.id in plan.measure]
    return tuple(section.id for section in found if section.kind == found[0].kind)


def spreads(bodies: Bodies) -> Iterator[MeasureSpread]:
    """Every measure in the order of the plan."""
    for planned, result in zip(bodies.plan.measures, bodies.scores.measures, strict=True):
        figures = shown(result)
        found = quantiles(figures)
        least, greatest = _scale(result)
        yield MeasureSpread(
            id=planned.id,
            kind=planned.kind,
            least=least,
            greatest=greatest,
            scores=found,
            spread=None if found is None else found.upper - found.lower,
            without=int(np.isnan(figures).sum()),
            bands=_bands(bodies.rubric, figures),
        )


def _scale(result: MeasureResult) -> tuple[float | None, float | None]:
    """The measure's own scale, where it is the same for all to whom it applies."""
    ends = []
    for end in (result.least, result.greatest):
        there = end[~np.isnan(end)]
        if not len(there) or np.ptp(there) > TOLERANCE:
            return None, None
        ends.append(float(there[0]))
    return ends[0], ends[1]


def _bands(rubric: Rubric, figures: Floats) -> dict[str, int]:
    """How many lie in each band: at or above its start, below that of the next."""
    starts = np.array([band.from_ for band in rubric.bands])
    there = figures[~np.isnan(figures)]
    place = np.searchsorted(starts - TOLERANCE, there, "right") - 1
    return {band.id: int((place == index).sum()) for index, band in enumerate(rubric.bands)}
