"""Which measures are plain sums of whole numbers, and by which matrix are they all computed at once?

A mean or sum of questions is a quotient of two sums. Where all values and weights are multiples of
some unit, these sums are sums of whole numbers. Floating point adds whole numbers without any
rounding as long as they stay below 2**24 (single) or 2**53 (double precision), in whatever order,
so one matrix product gives the same bits for one row and for a million.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, reduce
from math import gcd, lcm
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from maturity.scoring.plan import PlannedMeasure

_SINGLE, _DOUBLE = 2**24, 2**53


@dataclass(frozen=True)
class Linear:
    """The measures that are computed together.

    Attributes:
        places: Their places among all measures.
        rises: For each of them (rows) what one unit of each column adds.
        widths: The same times how many units the column's scale has.
        units: The unit of each column, one below the other.
        shifts: Whether values must be put into units; else they are whole numbers from 0 already.
    """

    places: NDArray[np.intp]
    rises: NDArray[Any]
    widths: NDArray[Any]
    units: NDArray[np.float64]
    shifts: bool


def compile_linear(
    measures: Sequence[PlannedMeasure], grids: Sequence[Sequence[float] | None]
) -> Linear:
    """Find the measures that are sums of whole numbers.

    Args:
        measures: All measures.
        grids: The values that each column can count; None where they cannot be listed.
    """
    steps = [None if grid is None else _steps(frozenset(grid)) for grid in grids]
    units = [None if step is None else step[0] for step in steps]
    spans = [0 if step is None else step[1] for step in steps]
    places: list[int] = []
    rises: list[list[int]] = []
    for place, measure in enumerate(measures):
        row = _whole_numbers(measure, units, spans)
        if row is not None:
            places.append(place)
            rises.append(row)
    # In Python's own whole numbers: the span of a column that is in no such sum may be too long.
    widths = [[rise * span for rise, span in zip(row, spans, strict=True)] for row in rises]
    kind = np.float32 if max(map(sum, widths), default=0) < _SINGLE else np.float64
    shape = (len(places), len(grids))
    return Linear(
        np.array(places, dtype=np.intp),
        np.array(rises, dtype=kind).reshape(shape),
        np.array(widths, dtype=kind).reshape(shape),
        np.array([[1.0 if unit is None else float(unit)] for unit in units]),
        shifts=any(unit != 1 for unit in units if unit is not None)
        or any(min(grid) != 0 for grid in grids if grid is not None),
    )


@lru_cache(maxsize=1024)  # most weights are alike
def _exact(number: float) -> Fraction:
    return Fraction(str(number))


@lru_cache(maxsize=1024)  # most questions share a few ladders
def _steps(grid: frozenset[float]) -> tuple[Fraction, int]:
    """The greatest unit of which all values of a column are whole steps from the least, and how many."""
    values = {_exact(value) for value in grid}
    least = min(values)
    steps = {value - least for value in values} - {Fraction(0)}
    if not steps:
        return Fraction(1), 0
    below = lcm(*(step.denominator for step in steps))
    unit = Fraction(gcd(*(int(step * below) for step in steps)), below)
    return unit, int(max(steps) / unit)


def _whole_numbers(
    measure: PlannedMeasure, units: Sequence[Fraction | None], spans: Sequence[int]
) -> list[int] | None:
    """What one unit of each column adds to a measure, in whole numbers; None if it is no such sum."""
    plain = measure.not_applicable == "leave_out" and measure.missing != "least"
    quotient = measure.by == "sum" or (measure.by == "mean" and measure.scale is not None)
    if not quotient or not plain:
        return None
    found: dict[int, Fraction] = {}
    for part in measure.parts:
        unit = None if part.is_measure else units[part.index]
        if unit is None:
            return None
        one = Fraction(1, spans[part.index]) if measure.on_score else unit
        found[part.index] = found.get(part.index, Fraction(0)) + _exact(part.weight) * one
    below = lcm(*(rise.denominator for rise in found.values()))
    whole = [0] * len(units)
    for index, rise in found.items():
        whole[index] = int(rise * below)
    shared = reduce(gcd, whole) or 1
    whole = [rise // shared for rise in whole]
    total = sum(rise * span for rise, span in zip(whole, spans, strict=True))
    return whole if total < _DOUBLE else None
