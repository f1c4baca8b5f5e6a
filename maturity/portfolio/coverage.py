"""How much is known of the organisations, and what is not?"""

from __future__ import annotations

import numpy as np

from maturity.model.portfolio import CoverageSpread, QuestionCoverage, StateCounts
from maturity.portfolio.bodies import Bodies
from maturity.portfolio.figures import quantiles
from maturity.portfolio.order import shares_of_states
from maturity.scoring.encode import STATE_NAMES, UNKNOWN


def coverage(bodies: Bodies) -> CoverageSpread:
    """Answers by their state, shares of them over the organisations, and what is missing most."""
    states = bodies.rows.states
    counts = np.bincount(states.ravel(), minlength=len(STATE_NAMES))
    named = dict(zip(STATE_NAMES, map(int, counts), strict=True))
    asked = states.size - named.pop("not_asked")
    answered, unknown = shares_of_states(bodies)
    missing = bodies.rows.missing
    path = bodies.scores.path
    return CoverageSpread(
        answers=StateCounts(asked=asked, **named),
        answered=quantiles(answered),
        unknown=quantiles(unknown),
        complete=int((~missing.any(axis=0)).sum()),
        certain=None if path is None else int((path.low == path.high).sum()),
        questions=_questions(bodies, missing.sum(axis=1), (states == UNKNOWN).sum(axis=1)),
    )


def _questions(bodies: Bodies, missing: object, unknown: object) -> tuple[QuestionCoverage, ...]:
    counted = zip(bodies.plan.questions, np.asarray(missing), np.asarray(unknown), strict=True)
    some = [
        QuestionCoverage(question=question.id, missing=int(lacked), unknown=int(not_known))
        for question, lacked, not_known in counted
        if lacked
    ]
    return tuple(sorted(some, key=lambda each: -each.missing))
