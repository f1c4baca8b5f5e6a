"""How do members become one number?

One vectorised function per aggregation. Members come one at a time in a fixed order and every
operation is element by element, so a row gives the same bits alone and among a million.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from maturity.model.rubric import Aggregation
from maturity.scoring.plan import TOLERANCE, Floats, Scale

Mask = NDArray[np.bool_]
Number = Floats | float


@dataclass(frozen=True)
class Column:
    """One member over all rows (in blocks: blocks x rows).

    Attributes:
        share: How far it stands on its own scale; NaN where it is not present.
        least: The lower end of its scale, one for all rows or one per row.
        greatest: The upper end.
        present: Where it has a value; None where that is everywhere.
        applicable: Where it applies; None where that is everywhere.
        weight: One for all rows, or one per row.
        need: What it must reach, for aggregations with a level.
        native: Its value, where that is what was computed first.
    """

    share: Floats
    least: Number
    greatest: Number
    present: Mask | None
    applicable: Mask | None
    weight: Number = 1.0
    need: float = 0.0
    native: Floats | None = None

    @cached_property
    def value(self) -> Floats:
        """Its value on its own scale."""
        if self.native is not None:
            return self.native
        return np.asarray(self.least + self.share * (self.greatest - self.least))

    @property
    def width(self) -> Number:
        """How long its scale is."""
        return self.greatest - self.least


@dataclass(frozen=True)
class Rule:
    """How a measure aggregates: the scale its members share (None when they differ) and the floor."""

    scale: Scale | None
    floor: float = 0.0


@dataclass(frozen=True)
class Result:
    """A measure over all rows: its share of the scale, or its value where that was computed first."""

    least: Number
    greatest: Number
    share: Any = None
    value: Floats | None = None


def _where(mask: Mask | None, values: Any, otherwise: Any) -> Any:
    return values if mask is None else np.where(mask, values, otherwise)


def _total(members: Sequence[Column], what: Callable[[Column], Number]) -> Number:
    """The sum over members that apply."""
    total: Number = 0.0
    for m in members:
        total = total + _where(m.applicable, what(m), 0.0)
    return total


def _share_of_present(members: Sequence[Column], *, equal: bool) -> Floats:
    """How far the present members stand on their own scales, by weight and width of scale.

    Leaving a missing member out is the same as prorating it at this share, which keeps the point
    between the low and the high end also where members have different scales.

    Args:
        members: All members.
        equal: Whether all have the same width, so that it can be left out.
    """
    above: Any = 0.0
    width: Any = 0.0
    for m in members:
        weight = m.weight if equal else m.weight * m.width
        above = above + _where(m.present, weight * m.share, 0.0)
        width = width + _where(m.present, weight, 0.0)
    return np.asarray(above / width)


def mean(members: Sequence[Column], rule: Rule) -> Result:
    """The weighted mean of what is present, on the members' scale."""
    share = _share_of_present(members, equal=rule.scale is not None)
    if rule.scale is not None:
        return Result(*rule.scale, share)
    weight = _total(members, lambda m: m.weight)
    least = _total(members, lambda m: m.weight * m.least) / weight
    greatest = _total(members, lambda m: m.weight * m.greatest) / weight
    return Result(least, greatest, share)


def total(members: Sequence[Column], rule: Rule) -> Result:
    """The weighted sum; missing members are prorated as in the mean."""
    return Result(
        _total(members, lambda m: m.weight * m.least),
        _total(members, lambda m: m.weight * m.greatest),
        _share_of_present(members, equal=rule.scale is not None),
    )


def share_at_least(members: Sequence[Column], rule: Rule) -> Result:
    """The weight of the present members that reach the level, as a share of all that are present."""
    del rule
    return Result(0.0, 1.0, _share_of_present(_reaching(members), equal=True))


def count_at_least(members: Sequence[Column], rule: Rule) -> Result:
    """The weight of the members that reach the level; missing ones are prorated."""
    del rule
    share = _share_of_present(_reaching(members), equal=True)
    return Result(0.0, _total(members, lambda m: m.weight), share)


def _reaches(member: Column) -> Mask:
    return np.asarray(member.value >= member.need - TOLERANCE)


def _reaching(members: Sequence[Column]) -> list[Column]:
    return [
        Column(_reaches(m).astype(np.float64), 0.0, 1.0, m.present, m.applicable, m.weight)
        for m in members
    ]


def ordered_until(members: Sequence[Column], rule: Rule) -> Result:
    """The weight of the members that reach the level, up to the first that does not.

    A member that does not apply is passed over; one that has no value, which reaches nothing, ends it.
    """
    del rule
    going: Mask = np.ones(np.broadcast_shapes(*(m.share.shape for m in members)), dtype=np.bool_)
    reached = np.zeros(going.shape)
    for m in members:
        passes = _reaches(m)
        passed_over = False if m.applicable is None else ~m.applicable
        going = going & (passes | passed_over)
        reached += np.where(going & passes, m.weight, 0.0)
    return Result(0.0, _total(members, lambda m: m.weight), value=reached)


Combine = Callable[[Sequence[Floats], Sequence[Number]], Floats]


def _monotone(members: Sequence[Column], rule: Rule, combine: Combine) -> Result:
    """A number that rises with each of its members, by a function that passes over NaN."""
    weights = [m.weight for m in members]

    def combined(otherwise: Sequence[Any]) -> Floats:
        """The result where what is missing counts as something else."""
        filled = zip(members, otherwise, strict=True)
        return combine([_where(m.present, m.value, other) for m, other in filled], weights)

    value = combined([np.nan] * len(members))
    if rule.scale is not None:
        least, greatest = (max(end, rule.floor) for end in rule.scale)
        return Result(least, greatest, value=value)
    lows = [_where(m.applicable, np.full_like(m.share[0], m.least), np.nan) for m in members]
    highs = [_where(m.applicable, np.full_like(m.share[0], m.greatest), np.nan) for m in members]
    # On mixed scales a missing member can end below every present one; the point stays in the range.
    held = np.fmax(np.fmin(value, combined(highs)), combined(lows))
    return Result(combine(lows, weights), combine(highs, weights), value=held)


def minimum(members: Sequence[Column], rule: Rule) -> Result:
    """The smallest present value."""
    return _monotone(members, Rule(rule.scale, -np.inf), lambda values, _: _fold(np.fmin, values))


def maximum(members: Sequence[Column], rule: Rule) -> Result:
    """The greatest present value."""
    return _monotone(members, Rule(rule.scale, -np.inf), lambda values, _: _fold(np.fmax, values))


def _fold(choose: Callable[..., Floats], values: Sequence[Floats]) -> Floats:
    result = values[0]
    for value in values[1:]:
        result = choose(result, value)
    return result


def median(members: Sequence[Column], rule: Rule) -> Result:
    """The value with half of the weight on either side; the mean of two where it falls between them."""
    return _monotone(members, Rule(rule.scale, -np.inf), _weighted_median)


def _weighted_median(values: Sequence[Floats], weights: Sequence[Number]) -> Floats:
    stacked = np.stack(np.broadcast_arrays(*values))
    weight = np.stack([np.broadcast_to(w, stacked.shape[1:]) for w in weights])
    weight = np.where(np.isnan(stacked), 0.0, weight)
    order = np.argsort(stacked, axis=0, kind="stable")
    stacked = np.take_along_axis(stacked, order, axis=0)
    weight = np.take_along_axis(weight, order, axis=0)
    so_far = np.cumsum(weight, axis=0)
    half, slack = so_far[-1] / 2, TOLERANCE * so_far[-1]
    lower = np.argmax(so_far >= half - slack, axis=0)[None]
    upper = np.argmax(so_far > half + slack, axis=0)[None]
    ends = (np.take_along_axis(stacked, place, axis=0)[0] for place in (lower, upper))
    low, high = ends
    return np.asarray(low + (high - low) / 2)


def geometric_mean(members: Sequence[Column], rule: Rule) -> Result:
    """The weighted geometric mean; values below the floor are raised to it."""
    return _monotone(members, rule, _powers(rule.floor))


def _powers(floor: float) -> Combine:
    # Counted from the floor, so that what lies on it gives it to the last digit, here and in the
    # harmonic mean: a root of the rest would be a number that is seen.
    unit = floor or 1.0

    def combine(values: Sequence[Floats], weights: Sequence[Number]) -> Floats:
        total = _weight_of(values, weights)
        product: Any = unit
        for value, weight in zip(values, weights, strict=True):
            share = weight / total
            power = np.power(np.maximum(value, floor) / unit, share)
            product = product * np.where(np.isnan(value), 1.0, power)
        return np.where(total > 0, product, np.nan)

    return combine


def harmonic_mean(members: Sequence[Column], rule: Rule) -> Result:
    """The weighted harmonic mean; values below the floor are raised to it, and a zero makes it zero."""
    return _monotone(members, rule, _reciprocals(rule.floor))


def _reciprocals(floor: float) -> Combine:
    unit = floor or 1.0

    def combine(values: Sequence[Floats], weights: Sequence[Number]) -> Floats:
        total = _weight_of(values, weights)
        below: Any = 0.0
        for value, weight in zip(values, weights, strict=True):
            part = weight / (np.maximum(value, floor) / unit)
            below = below + np.where(np.isnan(value), 0.0, part)
        return np.asarray(total / below * unit)

    return combine


def _weight_of(values: Sequence[Floats], weights: Sequence[Number]) -> Floats:
    total: Any = 0.0
    for value, weight in zip(values, weights, strict=True):
        total = total + np.where(np.isnan(value), 0.0, weight)
    return np.asarray(total)


AGGREGATIONS: dict[Aggregation, Callable[[Sequence[Column], Rule], Result]] = {
    "mean": mean,
    "sum": total,
    "minimum": minimum,
    "maximum": maximum,
    "median": median,
    "geometric_mean": geometric_mean,
    "harmonic_mean": harmonic_mean,
    "share_at_least": share_at_least,
    "count_at_least": count_at_least,
    "ordered_until": ordered_until,
}
