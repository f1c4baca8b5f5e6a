"""Which organisations had a response already, among very many?

Sixteen bytes of digest and the place of the first response are kept for each, in sorted runs that
are merged as they grow, so that memory stays small for millions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray


@dataclass
class _Run:
    first: NDArray[np.uint64]
    second: NDArray[np.uint64]
    place: NDArray[np.int64]

    def find(self, first: NDArray[np.uint64], second: NDArray[np.uint64]) -> NDArray[np.int64]:
        """The places of those that are here, -1 for the others."""
        at = np.searchsorted(self.first, first)
        found = np.full(len(first), -1, dtype=np.int64)
        near = np.minimum(at, len(self.first) - 1)
        same = (self.first[near] == first) & (self.second[near] == second)
        found[same] = self.place[near[same]]
        return found


@dataclass
class Seen:
    """The organisations so far; places are counted over all responses."""

    _runs: list[_Run] = field(default_factory=list)
    _count: int = 0

    def add(self, ids: pl.Series) -> NDArray[np.int64]:
        """For each of some more organisations, the place of its first response, or -1 when it is new."""
        count = len(ids)
        places = np.arange(self._count, self._count + count)
        self._count += count
        if not count:
            return places
        first, second = ids.hash(1).to_numpy(), ids.hash(2).to_numpy()
        order = np.lexsort((places, second, first))
        ahead = np.zeros(count, dtype=np.bool_)
        ahead[1:] = (first[order][1:] == first[order][:-1]) & (
            second[order][1:] == second[order][:-1]
        )
        heads = np.maximum.accumulate(np.where(ahead, -1, np.arange(count)))
        found = np.full(count, -1, dtype=np.int64)
        found[order] = np.where(ahead, places[order][heads], -1)
        for run in self._runs:
            before = run.find(first, second)
            found = np.where(before >= 0, before, found)
        new = order[found[order] < 0]
        if len(new):
            self._merge(_Run(first[new], second[new], places[new]))
        return found

    def _merge(self, run: _Run) -> None:
        while self._runs and len(self._runs[-1].first) <= 2 * len(run.first):
            other = self._runs.pop()
            first = np.concatenate((other.first, run.first))
            order = np.argsort(first, kind="stable")
            run = _Run(
                first[order],
                np.concatenate((other.second, run.second))[order],
                np.concatenate((other.place, run.place))[order],
            )
        self._runs.append(run)
