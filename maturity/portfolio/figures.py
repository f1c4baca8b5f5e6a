"""How are figures of many organisations summed up? Counts, medians and quartiles; NaN is no figure."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from maturity.model.cohorts import Middle
from maturity.model.portfolio import Quantiles
from maturity.scoring.engine import MeasureResult
from maturity.scoring.path import PathResult
from maturity.scoring.plan import Floats

_DIGITS = 9


def quantiles(figures: Floats) -> Quantiles | None:
    """Least, quartiles, median and greatest (Hyndman and Fan 1996, type 7); None without figures."""
    there = figures[~np.isnan(figures)]
    if not len(there):
        return None
    least, lower, median, upper, greatest = map(float, np.quantile(there, (0, 0.25, 0.5, 0.75, 1)))
    return Quantiles(
        count=len(there), least=least, lower=lower, median=median, upper=upper, greatest=greatest
    )


def middle(figures: Floats, smallest: int) -> Middle | None:
    """Median and quartiles; None where there are fewer figures than a group may have."""
    found = quantiles(figures)
    if found is None or found.count < smallest:
        return None
    return Middle(lower=found.lower, median=found.median, upper=found.upper)


def shown(result: MeasureResult) -> Floats:
    """The scores of a measure, NaN where too few of its questions are answered."""
    return np.where(result.enough, result.score, np.nan)


def progress_or_step(path: PathResult) -> Floats:
    """The progress of each organisation; where it cannot be said, the step it stands on.

    So medians of progress and of positions are about the same organisations, and do not part.
    """
    return np.where(np.isnan(path.progress), path.position, path.progress)


def comparable(figures: Floats) -> Floats:
    """Figures with nine decimals, so that what differs by rounding of sums alone is nearly always equal."""
    # Zero is added so that there is no negative zero.
    return np.round(figures, _DIGITS) + 0.0


def mid_ranks(figures: Floats) -> Floats:
    """For each figure the share of all figures below it, and half of those equal to it.

    A figure is among those equal to itself, so that the median of many comes to one half.

    Returns:
        Between 0 and 1; NaN where there is no figure.
    """
    even = comparable(figures)
    there = np.sort(even[~np.isnan(even)])
    if not len(there):
        return np.full(figures.shape, np.nan)
    below = np.searchsorted(there, even, "left")
    upto = np.searchsorted(there, even, "right")
    return np.where(np.isnan(even), np.nan, (below + upto) / (2 * len(there)))


def plain(figures: Floats) -> list[float | None]:
    """Figures as results hold them: None for what is not there."""
    return [None if figure != figure else figure for figure in figures.tolist()]  # noqa: PLR0124


def one_by_one(columns: Mapping[str, list[float | None]], index: int) -> dict[str, float | None]:
    """The figures of one organisation, by name."""
    return {name: figures[index] for name, figures in columns.items()}
