"""Which tasks reach a target with the least cost, and how is it known that none cost less?

An implicit hitting set: a solver (HiGHS) proposes the cheapest set of tasks that its linear model of
the target allows; the engine judges it; a refused set is grown to a largest one that still fails, and
at least one task outside it must be chosen from then on (E. Moreno-Centeno and R. M. Karp, "The
implicit hitting set approach to solve combinatorial optimization problems", Operations Research 61,
2013). Because nothing that reaches the target is ever cut off, the first proposal that the engine
accepts is one of the cheapest.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from maturity.planning.model import Model, Row
from maturity.planning.problem import Problem, Sets
from maturity.planning.target import Target, judged

_SAME = 1e-6
"""Costs that differ by less, or by so small a share, are equal."""


@dataclass(frozen=True)
class Choice:
    """Tasks that reach a target, and what is known about cheaper ones.

    Attributes:
        tasks: The places of the chosen tasks, rising.
        cost: What they cost together.
        bound: No set of tasks that costs less reaches the target.
        cuts: How many proposals were refused on the way.
    """

    tasks: tuple[int, ...]
    cost: float
    bound: float
    cuts: int

    @property
    def proven(self) -> bool:
        """Whether nothing cheaper reaches the target."""
        return self.cost <= self.bound + _SAME * max(1.0, self.cost)


class Chooser:
    """Finds the cheapest sets of tasks that reach a target, cheapest first."""

    def __init__(self, problem: Problem, target: Target) -> None:
        self.problem, self.target = problem, target
        self.model = Model(problem)
        for need in target.needs(problem.plan):
            self.model.require(need)
        self.solver = _Solver(self.model, problem)
        self.cuts = 0

    def is_possible(self) -> bool:
        """Whether all tasks together reach the target."""
        return bool(judged(self.problem, self.target, self.problem.all_tasks())[0])

    def best(self, seconds: float = 30.0) -> Choice | None:
        """One of the cheapest sets; None where no further one reaches the target.

        Args:
            seconds: After so long the best set found so far is given, with the bound known by then.
        """
        if not self.is_possible():
            return None
        if not self.problem.tasks:
            return Choice((), 0.0, 0.0, 0)
        end = time.monotonic() + seconds
        best: tuple[int, ...] | None = None
        bound = 0.0
        while (left := end - time.monotonic()) > 0:
            found = self.solver.solve(left)
            if found is None:
                return None
            chosen, bound = found
            if judged(self.problem, self.target, self._set(chosen))[0]:
                return Choice(chosen, self._cost(chosen), bound, self.cuts)
            self.cuts += 1
            grown, enough = self._grown(chosen)
            best = self._cheaper(best, enough)
            self.solver.at_least_one([t for t in range(len(self.problem.tasks)) if t not in grown])
        if best is None:
            best = tuple(range(len(self.problem.tasks)))
        return Choice(best, self._cost(best), bound, self.cuts)

    def all_best(self, most: int, seconds: float = 30.0) -> Iterator[Choice]:
        """The cheapest sets of one cost, as many as are wanted at most."""
        first = self.best(seconds)
        if first is None:
            return
        yield first
        self.solver.cost_at_most(first.cost + _SAME)
        last = first
        for _ in range(most - 1):
            self.solver.not_all(last.tasks)
            found = self.best(seconds)
            if found is None:
                return
            yield found
            last = found

    def _set(self, chosen: Iterable[int]) -> Sets:
        found = np.zeros((len(self.problem.tasks), 1), dtype=np.bool_)
        found[list(chosen)] = True
        return found

    def _cost(self, chosen: Iterable[int]) -> float:
        return float(sum(self.problem.tasks[place].cost for place in chosen))

    def _cheaper(self, one: tuple[int, ...] | None, other: tuple[int, ...]) -> tuple[int, ...]:
        return other if one is None or self._cost(other) < self._cost(one) else one

    def _grown(self, chosen: tuple[int, ...]) -> tuple[frozenset[int], tuple[int, ...]]:
        """A largest set around one that fails which fails as well, and one more task that is enough.

        Dear tasks are added first, so that the cut asks for cheap ones. Whole runs of tasks are added
        at once by halving, which takes few looks at the engine.
        """
        rest = [t for t in range(len(self.problem.tasks)) if t not in chosen]
        rest.sort(key=lambda t: (-self.problem.tasks[t].cost, t))
        kept = set(chosen)
        enough: set[int] = set(range(len(self.problem.tasks)))
        start = 0
        while start < len(rest):
            # The longest run from here on that still fails.
            sets = np.repeat(self._set(kept), len(rest) - start, axis=1)
            for index in range(len(rest) - start):
                sets[rest[start + index], index:] = True
            reached = judged(self.problem, self.target, sets)
            first = int(np.argmax(reached)) if reached.any() else len(rest) - start
            kept |= set(rest[start : start + first])
            if first < len(rest) - start:
                enough = kept | {rest[start + first]}
            start += first + 1
        return frozenset(kept), tuple(sorted(enough))


class _Solver:
    """The linear model in HiGHS; the same input gives the same answer on one thread."""

    def __init__(self, model: Model, problem: Problem) -> None:
        self.tasks = len(problem.tasks)
        self.costs = problem.costs
        self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (
            ("output_flag", False), ("threads", 1), ("random_seed", 0),
            ("mip_rel_gap", 0.0), ("mip_abs_gap", 1e-7),
        ):  # fmt: skip
            self.highs.setOptionValue(name, value)
        for variable in range(model.count):
            is_task = variable < self.tasks
            low = 1.0 if variable in problem.kept else 0.0
            self.highs.addVar(low, 1.0)
            self.highs.changeColCost(variable, float(self.costs[variable]) if is_task else 0.0)
            if is_task:
                self.highs.changeColIntegrality(variable, highspy.HighsVarType.kInteger)
        for row in model.rows:
            self.add(row)

    def add(self, row: Row) -> None:
        """One more constraint."""
        places = np.array(list(row.terms), dtype=np.int32)
        self.highs.addRow(
            row.least,
            highspy.kHighsInf,
            len(places),
            places,
            np.array(list(row.terms.values()), dtype=np.float64),
        )

    def at_least_one(self, tasks: list[int]) -> None:
        """One of these must be chosen."""
        self.add(Row(dict.fromkeys(tasks, 1.0), 1.0))

    def not_all(self, tasks: Iterable[int]) -> None:
        """One of these must be left out."""
        chosen = list(tasks)
        self.add(Row(dict.fromkeys(chosen, -1.0), 1.0 - len(chosen)))

    def cost_at_most(self, cost: float) -> None:
        """Only sets that cost no more."""
        self.add(Row({place: -float(self.costs[place]) for place in range(self.tasks)}, -cost))

    def solve(self, seconds: float) -> tuple[tuple[int, ...], float] | None:
        """The cheapest set that the model allows and a bound on its cost; None where there is none."""
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + seconds)
        self.highs.run()
        if self.highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return None
        values = self.highs.getSolution().col_value[: self.tasks]
        bound = self.highs.getInfo().mip_dual_bound
        return tuple(place for place, value in enumerate(values) if value > 0.5), float(bound)
