"""How are figures spread?"""

from __future__ import annotations

from collections.abc import Sequence


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which a share of the figures lies, between the two nearest by their distance.

    Args:
        ordered: At least one figure, rising.
        share: Between 0 and 1.

    Source: Hyndman and Fan (1996), Sample quantiles in statistical packages, type 7.
    """
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def quartiles(figures: Sequence[float]) -> tuple[float, float, float]:
    """The lower quartile, the median and the upper quartile of at least one figure."""
    ordered = sorted(figures)
    return quantile(ordered, 0.25), quantile(ordered, 0.5), quantile(ordered, 0.75)
