"""How do members become one number?

One vectorised function per aggregation. Members come one at a time in a fixed order and every
operation is element by element, so a row gives the same bits alone and among a million.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from maturity.model.rubric import Aggregation
from maturity.scoring.plan import Floats

Mask = NDArray[np.bool_]


class Column(NamedTuple):
    """One member over all rows: its value where present, its scale, and where it applies."""

    value: Floats
    least: Floats | float
    greatest: Floats | float
    present: Mask
    applicable: Mask
    weight: float


class Result(NamedTuple):
    """A measure over all rows: native value (NaN where nothing is present) and scale."""

    value: Floats
    least: Floats | float
    greatest: Floats | float


def _share_of_present(members: Sequence[Column]) -> Floats:
    """How far the present members stand on their own scales, weighted by width.

    Leaving a missing member out is the same as prorating it at this share, which keeps the point
    between the low and the high end also where members have different scales.
    """
    above = np.zeros_like(members[0].value)
    width = np.zeros_like(above)
    for m in members:
        above += np.where(m.present, m.weight * (m.value - m.least), 0.0)
        width += np.where(m.present, m.weight * (m.greatest - m.least), 0.0)
    with np.errstate(invalid="ignore"):
        return np.divide(above, width, out=np.full_like(above, np.nan), where=width > 0)


def _total(members: Sequence[Column]) -> tuple[Floats, Floats, Floats]:
    least = np.zeros_like(members[0].value)
    greatest = np.zeros_like(least)
    weight = np.zeros_like(least)
    for m in members:
        least += np.where(m.applicable, m.weight * m.least, 0.0)
        greatest += np.where(m.applicable, m.weight * m.greatest, 0.0)
        weight += np.where(m.applicable, m.weight, 0.0)
    return least, greatest, weight


def mean(members: Sequence[Column], scale: tuple[float, float] | None) -> Result:
    """The weighted mean of what is present, on the members' scale."""
    share = _share_of_present(members)
    if scale is not None:
        return Result(scale[0] + share * (scale[1] - scale[0]), *scale)
    least, greatest, weight = _total(members)
    with np.errstate(invalid="ignore", divide="ignore"):
        least, greatest = least / weight, greatest / weight
    return Result(least + share * (greatest - least), least, greatest)


def total(members: Sequence[Column], scale: tuple[float, float] | None) -> Result:
    """The weighted sum; missing members are prorated as in the mean."""
    del scale
    least, greatest, _ = _total(members)
    return Result(least + _share_of_present(members) * (greatest - least), least, greatest)


def minimum(members: Sequence[Column], scale: tuple[float, float] | None) -> Result:
    """The smallest present value."""
    return _extreme(members, scale, np.fmin)


def maximum(members: Sequence[Column], scale: tuple[float, float] | None) -> Result:
    """The greatest present value."""
    return _extreme(members, scale, np.fmax)


def _extreme(
    members: Sequence[Column], scale: tuple[float, float] | None, choose: Callable[..., Floats]
) -> Result:
    nothing = np.full_like(members[0].value, np.nan)
    value, least, greatest, lowest, highest = (nothing.copy() for _ in range(5))
    for m in members:
        value = choose(value, np.where(m.present, m.value, np.nan))
        if scale is None:
            least = choose(least, np.where(m.applicable, m.least, np.nan))
            greatest = choose(greatest, np.where(m.applicable, m.greatest, np.nan))
            lowest = choose(
                lowest, np.where(m.applicable, np.where(m.present, m.value, m.least), np.nan)
            )
            highest = choose(
                highest, np.where(m.applicable, np.where(m.present, m.value, m.greatest), np.nan)
            )
    if scale is not None:
        return Result(value, *scale)
    # On mixed scales a missing member can end below every present one; the point stays in the range.
    return Result(np.fmax(np.fmin(value, highest), lowest), least, greatest)


AGGREGATIONS: dict[
    Aggregation, Callable[[Sequence[Column], tuple[float, float] | None], Result]
] = {
    "mean": mean,
    "sum": total,
    "minimum": minimum,
    "maximum": maximum,
}
