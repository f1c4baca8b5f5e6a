"""Which of many inputs goes most with a result, over draws that come in blocks?"""

from __future__ import annotations

from typing import Any

import numpy as np

from maturity.scoring.plan import TOLERANCE, Floats

_DIGITS = 6
"""So many decimals of a share are told: no sum depends on the order of its terms by that much."""


class SharedSpread:
    """The squared correlation of every input with each of some results, from sums alone.

    The squared correlation is the share of a result's variance that goes with an input in a straight
    line; for independent inputs of a linear result the shares add up to 1.
    """

    def __init__(self) -> None:
        self.count = 0
        # What is subtracted before anything is added, so that the sums lose no digits.
        self.origins: tuple[Floats, Floats] | None = None
        self.x: Any = 0.0
        self.xx: Any = 0.0
        self.y: Any = 0.0
        self.yy: Any = 0.0
        self.xy: Any = 0.0

    def add(self, inputs: Floats, results: Floats) -> None:
        """One more block.

        Args:
            inputs: Inputs x draws.
            results: Results x draws.
        """
        if self.origins is None:
            self.origins = inputs[:, :1].copy(), results[:, :1].copy()
        x, y = inputs - self.origins[0], results - self.origins[1]
        self.count += x.shape[1]
        self.x = self.x + x.sum(axis=1)
        self.xx = self.xx + (x * x).sum(axis=1)
        self.y = self.y + y.sum(axis=1)
        self.yy = self.yy + (y * y).sum(axis=1)
        self.xy = self.xy + np.array([(x * each).sum(axis=1) for each in y])

    def strongest(self) -> tuple[int, float] | None:
        """The input with the greatest share of the first result that varies, and its share."""
        for place, _ in enumerate(np.atleast_1d(self.y)):
            varies = self._variance(self.yy[place], self.y[place])
            if self.count and varies > 0:
                return self._strongest(place, varies)
        return None

    def _variance(self, squares: Any, total: Any) -> Any:
        """The sum of squares around the mean; 0 where nothing varies by more than is forgiven."""
        found = squares - total * total / self.count
        return np.where(found > TOLERANCE**2 * self.count, found, 0.0)

    def _strongest(self, place: int, varies: float) -> tuple[int, float] | None:
        inputs = self._variance(self.xx, self.x)
        together = self.xy[place] - self.x * self.y[place] / self.count
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = np.where(inputs > 0, together * together / (inputs * varies), 0.0)
        shares = np.round(shares, _DIGITS)
        if not len(shares) or not shares.max() > 0:
            return None
        index = int(np.argmax(shares))
        return index, float(shares[index])
