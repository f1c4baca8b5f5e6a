"""How are numbers of a bell curve drawn, the same on every machine?"""

from __future__ import annotations

from functools import cache
from statistics import NormalDist

import numpy as np

from maturity.scoring.draws import uniforms
from maturity.scoring.plan import Floats

_CELLS = 1024
_FURTHEST = 3.7
_DIGITS = 6


@cache
def _quantiles() -> Floats:
    """The standard normal distribution's quantiles at the edges of equally likely cells."""
    inner = [round(NormalDist().inv_cdf(cell / _CELLS), _DIGITS) for cell in range(1, _CELLS)]
    return np.array([-_FURTHEST, *inner, _FURTHEST])


def normal(numbers: Floats) -> Floats:
    """Standard normal numbers made of evenly spread ones, 0 <= u < 1, of any shape.

    The inverse of the distribution, straight between the edges of 1,024 equally likely cells and
    never beyond 3.7: addition and multiplication alone, so that no machine rounds it differently.
    """
    edges = _quantiles()
    scaled = numbers * _CELLS
    cell = scaled.astype(np.int32)
    return np.asarray(edges[cell] + (scaled - cell) * (edges[cell + 1] - edges[cell]))


class Stream:
    """The numbers of one row each, taken one after another.

    Attributes:
        rows: How many rows.
    """

    def __init__(self, bits: np.random.PCG64, rows: int, width: int) -> None:
        self.rows = rows
        self._numbers = np.ascontiguousarray(uniforms(bits, rows, width).T)
        self._next = 0

    def even(self) -> Floats:
        """One evenly spread number for each row, 0 <= u < 1."""
        self._next += 1
        return np.asarray(self._numbers[self._next - 1])

    def bell(self) -> Floats:
        """One standard normal number for each row."""
        return normal(self.even())
