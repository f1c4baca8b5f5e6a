"""Which groups must be held back, so that nothing can be computed about a small one?

A group smaller than the threshold is held back (primary suppression), and with it others of which it
could be had by subtraction: from the total, or from the sums of tables that cross each other
(complementary suppression). For each small group a linear programme finds the cheapest other truth
that what is printed would fit as well, in which the group is larger by the threshold less one; what
differs in it is held back too. See Hundepool et al., Statistical Disclosure Control (Wiley 2012),
chapter 4, and Kelly, Golden and Assad, Cell suppression (Networks 22, 1992).

It is taken as known that every listed group has a member, which combinations nobody belongs to, and
how many there are in all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from maturity.planning.highs import library, quiet_solver

Groups = Sequence[Sequence[int]]
"""The groups of one table: of each the places of its cells. Every cell is in one of them."""

_MOVED = 1e-7
_COARSER = 20.0


def held_back_alone(sizes: Sequence[int], smallest: int) -> list[bool] | None:
    """Which groups of a single table are held back, given that all together are known.

    The smallest ones go until each small one could, for all that is printed, have `smallest - 1` more.

    Args:
        sizes: How many each group has, each at least 1.
        smallest: How many a group must have to be shown.

    Returns:
        For each group whether it is held back; None where the table cannot be shown safely.
    """
    order = sorted(range(len(sizes)), key=lambda group: (sizes[group], group))
    small = sum(size < smallest for size in sizes)
    if not small:
        return [False] * len(sizes)
    greatest_small = sizes[order[small - 1]]
    for count in range(small, len(sizes) + 1):
        # The others that are held back have at least one each.
        most = sum(sizes[group] for group in order[:count]) - (count - 1)
        if most >= greatest_small + smallest - 1:
            back = set(order[:count])
            return [group in back for group in range(len(sizes))]
    return None


def held_back(
    counts: Sequence[int], tables: Sequence[Groups], smallest: int
) -> list[list[bool]] | None:
    """Which groups are held back in tables that cross each other.

    Args:
        counts: How many each cell of the finest crossing has, each at least 1.
        tables: The tables, each with all cells sorted into groups.
        smallest: How many a group must have to be shown.

    Returns:
        For each table, for each group whether it is held back; None where they cannot be shown
        together safely.
    """
    sizes = [[sum(counts[cell] for cell in group) for group in groups] for groups in tables]
    back = [[size < smallest for size in row] for row in sizes]
    small = [
        (size, table, group)
        for table, row in enumerate(sizes)
        for group, size in enumerate(row)
        if size < smallest
    ]
    if not small:
        return back
    programme = _Programme(counts, tables)
    # A group of a coarser table says more, so cells of the finest one go first.
    finest = [all(len(group) == 1 for group in groups) for groups in tables]
    weights = [1.0 if is_finest else _COARSER for is_finest in finest]
    for _, table, group in sorted(small, reverse=True):
        costs = [
            [0.0 if held else size * weight for held, size in zip(*both, strict=True)]
            for weight, *both in zip(weights, back, sizes, strict=True)
        ]
        moved = programme.other_truth(costs, tables[table][group], smallest - 1)
        if moved is None:
            return None
        for place, row in enumerate(moved):
            back[place] = [held or each for held, each in zip(back[place], row, strict=True)]
    return back


@dataclass(frozen=True)
class _Block:
    """The columns of one table's groups: first those of rises, then those of falls."""

    start: int
    groups: int


class _Programme:
    """The other truths: changes of all groups that add up, at a cost for what is printed.

    A change of a group is a rise less a fall. The changes of the finest cells are the first
    variables; each group of each table has a rise and a fall equal to the change of its cells.
    """

    def __init__(self, counts: Sequence[int], tables: Sequence[Groups]) -> None:
        self._highs: Any = quiet_solver()
        self._cells = len(counts)
        infinite = library().kHighsInf
        lows = -(np.asarray(counts, dtype=np.float64) - 1)
        self._highs.addVars(self._cells, lows, np.full(self._cells, infinite))
        self._blocks: list[_Block] = []
        for groups in tables:
            start = self._highs.getNumCol()
            self._blocks.append(_Block(start, len(groups)))
            wide = 2 * len(groups)
            self._highs.addVars(wide, np.zeros(wide), np.full(wide, infinite))
            for place, group in enumerate(groups):
                columns = [*group, start + place, start + len(groups) + place]
                self._equal([1.0] * len(group) + [-1.0, 1.0], columns, 0.0)
        self._equal([1.0] * self._cells, list(range(self._cells)), 0.0)

    def _equal(self, weights: list[float], columns: list[int], value: float) -> None:
        places = np.array(columns, dtype=np.int32)
        self._highs.addRow(value, value, len(places), places, np.array(weights))

    def other_truth(
        self, costs: list[list[float]], target: Sequence[int], rise: int
    ) -> list[list[bool]] | None:
        """Which groups differ in the cheapest other truth in which a group rises by so much."""
        for block, row in zip(self._blocks, costs, strict=True):
            both = np.array([*row, *row])
            places = np.arange(block.start, block.start + len(both), dtype=np.int32)
            self._highs.changeColsCost(len(both), places, both)
        rows = self._highs.getNumRow()
        self._equal([1.0] * len(target), list(target), float(rise))
        self._highs.run()
        values = self._solution()
        self._highs.deleteRows(1, np.array([rows], dtype=np.int32))
        return None if values is None else [self._moved(block, values) for block in self._blocks]

    def _solution(self) -> Any:
        """The values of all variables; None where there is no other truth."""
        status, known = self._highs.getModelStatus(), library().HighsModelStatus
        if status in {known.kInfeasible, known.kUnboundedOrInfeasible}:
            return None
        if status != known.kOptimal:
            raise RuntimeError(f"the solver stopped with {status}")  # noqa: EM102 - a bug of ours
        return np.array(self._highs.getSolution().col_value)

    @staticmethod
    def _moved(block: _Block, values: Any) -> list[bool]:
        rises = values[block.start : block.start + block.groups]
        falls = values[block.start + block.groups : block.start + 2 * block.groups]
        return [bool(moved) for moved in np.abs(rises - falls) > _MOVED]
