"""How is a mixed-integer model handed to HiGHS, so that the same model always gets the same answer?

One thread, a fixed seed, and a limit on the work rather than on the time; the clock is only the last
resort.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from maturity.planning.highs import library, quiet_solver


@dataclass(frozen=True)
class Row:
    """A linear constraint: the sum of coefficients times variables is at least `least`."""

    terms: Mapping[int, float]
    least: float


@dataclass(frozen=True)
class Solved:
    """What a solver found.

    Attributes:
        values: Of all variables; None where none was found.
        bound: No solution costs less; infinite where there is none.
    """

    values: tuple[float, ...] | None
    bound: float


class Solver:
    """A model whose variables lie between 0 and 1, to be made as cheap as possible."""

    def __init__(self, costs: Sequence[float], whole: int, rows: Iterable[Row] = ()) -> None:
        """Take a model.

        Args:
            costs: Of each variable.
            whole: So many of the variables, from the first, are 0 or 1; the others lie between.
            rows: The constraints.
        """
        highspy = library()
        self.highs: Any = quiet_solver(mip_rel_gap=0.0, mip_abs_gap=1e-7)
        count = len(costs)
        self.highs.addVars(count, np.zeros(count), np.ones(count))
        every = np.arange(count, dtype=np.int32)
        self.highs.changeColsCost(count, every, np.array(costs, dtype=np.float64))
        kinds = np.full(whole, highspy.HighsVarType.kInteger.value, dtype=np.uint8)
        self.highs.changeColsIntegrality(whole, every[:whole], kinds)
        self.add(*rows)

    def add(self, *rows: Row) -> None:
        """More constraints."""
        for row in rows:
            places = np.array(list(row.terms), dtype=np.int32)
            weights = np.array(list(row.terms.values()), dtype=np.float64)
            self.highs.addRow(row.least, library().kHighsInf, len(places), places, weights)

    def drop_after(self, rows: int) -> None:
        """Take out all constraints but the first ones."""
        count = self.highs.getNumRow()
        if count > rows:
            self.highs.deleteRows(count - rows, np.arange(rows, count, dtype=np.int32))

    @property
    def rows(self) -> int:
        """How many constraints there are."""
        return int(self.highs.getNumRow())

    def cost(self, costs: Sequence[float]) -> None:
        """Other costs of the first variables."""
        every = np.arange(len(costs), dtype=np.int32)
        self.highs.changeColsCost(len(costs), every, np.array(costs, dtype=np.float64))

    def hold(self, variable: int, low: float, high: float) -> None:
        """Other bounds of a variable."""
        self.highs.changeColBounds(variable, low, high)

    def solve(self, seconds: float, nodes: int | None = None) -> Solved:
        """The cheapest solution, or the best found within the limits."""
        highspy = library()
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + max(0.01, seconds))
        self.highs.setOptionValue("mip_max_nodes", nodes or highspy.kHighsIInf)
        self.highs.run()
        if self.highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return Solved(None, float("inf"))
        info = self.highs.getInfo()
        is_found = info.primal_solution_status == highspy.kSolutionStatusFeasible
        values = tuple(self.highs.getSolution().col_value) if is_found else None
        return Solved(values, float(info.mip_dual_bound))
