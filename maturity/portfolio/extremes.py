"""Who is last in what, and who lies far from the others?

An ecosystem is as strong as its weakest member: what one cannot do, the others cannot rely on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from maturity.model.portfolio import BodyStanding, MeasureSpread, Outliers, Weakest
from maturity.portfolio.bodies import Bodies
from maturity.portfolio.figures import comparable, shown
from maturity.scoring.aggregate import Mask
from maturity.scoring.plan import TOLERANCE, Floats

_FENCE = 1.5
_FEWEST = 5


def weakest(
    bodies: Bodies, ordered: Sequence[BodyStanding], profile: Sequence[str]
) -> Iterator[Weakest]:
    """Who is last by position and progress, then in each measure of the profile that has scores.

    Whose progress cannot be said is not called the last.
    """
    said = [body for body in ordered if body.progress is not None]
    if said:
        last = said[-1]
        yield Weakest(
            bodies=tuple(body.id for body in said if body.place == last.place),
            position=last.position,
            progress=last.progress,
        )
    for name in profile:
        figures = comparable(shown(bodies.scores.measures[bodies.plan.measure[name]]))
        if np.isnan(figures).all():
            continue
        least = float(np.nanmin(figures))
        last_ones = sorted(bodies.ids[index] for index in np.flatnonzero(figures == least))
        yield Weakest(measure=name, bodies=tuple(last_ones), score=least)


def outliers(
    bodies: Bodies, spreads: Sequence[MeasureSpread], profile: Sequence[str]
) -> Iterator[Outliers]:
    """Who lies outside Tukey's fences, by measure of the profile.

    Where fewer than five have a score, or the middle half have the same, there are no fences.
    """
    for spread in spreads:
        found = spread.scores
        if spread.id not in profile or found is None or found.count < _FEWEST:
            continue
        width = found.upper - found.lower
        if width <= TOLERANCE:
            continue
        low, high = found.lower - _FENCE * width, found.upper + _FENCE * width
        figures = comparable(shown(bodies.scores.measures[bodies.plan.measure[spread.id]]))
        below = _furthest(bodies, figures, figures < low - TOLERANCE)
        above = _furthest(bodies, -figures, figures > high + TOLERANCE)
        if below or above:
            yield Outliers(
                measure=spread.id, fence_low=low, fence_high=high, below=below, above=above
            )


def _furthest(bodies: Bodies, figures: Floats, where: Mask) -> tuple[str, ...]:
    """The ids of some organisations, the lowest figure first, then by id."""
    found = sorted((float(figures[i]), bodies.ids[i]) for i in np.flatnonzero(where))
    return tuple(name for _, name in found)
