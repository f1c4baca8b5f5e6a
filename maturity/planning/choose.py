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
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from maturity.planning.model import Model
from maturity.planning.problem import Problem, Sets
from maturity.planning.solver import Row, Solver
from maturity.planning.target import Target, judged
from maturity.scoring.conditions import Mask

SAME = 1e-6
"""Costs that differ by less, or by so small a share, are equal."""

SECONDS = 30.0
"""After so long a search ends with the best it has and the bound known by then."""


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
        return self.cost <= self.bound + SAME * max(1.0, self.cost)


class Chooser:
    """Finds the cheapest sets of tasks that reach a target."""

    def __init__(self, problem: Problem, target: Target) -> None:
        self.problem, self.target = problem, target
        model = Model(problem)
        for need in target.needs(problem.plan):
            model.require(need)
        count = len(problem.tasks)
        costs = [*problem.costs, *[0.0] * (model.count - count)]
        self.solver = Solver(costs, count, model.rows)
        for place in problem.kept:
            self.solver.hold(place, 1.0, 1.0)
        for place in problem.barred:
            self.solver.hold(place, 0.0, 0.0)
        self.costs: Mapping[int, float] = dict(enumerate(problem.costs))
        self.cuts: list[Row] = []

    @cached_property
    def is_possible(self) -> bool:
        """Whether all tasks together reach the target."""
        every = self.problem.all_tasks()
        can = self.problem.done(every)[:, 0]
        return all(can[place] for place in self.problem.kept) and bool(
            judged(self.problem, self.target, every)[0]
        )

    def best(self, seconds: float = SECONDS) -> Choice | None:
        """One of the cheapest sets; None where none reaches the target.

        Args:
            seconds: After so long the best set found so far is given, with the bound known by then.
        """
        if not self.is_possible:
            return None
        if not self.problem.tasks:
            return Choice((), 0.0, 0.0, 0)
        end = time.monotonic() + seconds
        best: tuple[int, ...] | None = None
        bound = 0.0
        while (left := end - time.monotonic()) > 0:
            found = self.solver.solve(left)
            bound = max(bound, found.bound)
            if found.values is None:
                if found.bound == float("inf"):
                    return None
                break
            chosen = tuple(p for p in range(len(self.problem.tasks)) if found.values[p] > 0.5)
            if self._reaches(chosen):
                return Choice(chosen, self._cost(chosen), bound, len(self.cuts))
            self._unblock(chosen)
            best = self._refuse(chosen, best)
        return self._so_far(best, bound)

    def _so_far(self, best: tuple[int, ...] | None, bound: float) -> Choice:
        kept = [int(p) for p in np.flatnonzero(self.problem.all_tasks()[:, 0])]
        if best is not None:
            kept = list(best)
        # The dearest that is not needed goes first.
        for task in sorted(kept, key=lambda t: (-self.costs[t], t)):
            rest = [each for each in kept if each != task]
            if task not in self.problem.kept and self._reaches(rest):
                kept = rest
        best = tuple(kept)
        return Choice(best, self._cost(best), bound, len(self.cuts))

    def _reaches(self, chosen: Iterable[int]) -> bool:
        return bool(judged(self.problem, self.target, self.problem.set_of(chosen))[0])

    def _refuse(self, chosen: tuple[int, ...], best: tuple[int, ...] | None) -> tuple[int, ...]:
        """Never propose such a set again; the cheaper of the best set so far and one found here."""
        grown, enough = self._grown(chosen, lambda sets: judged(self.problem, self.target, sets))
        outside = [t for t in range(len(self.problem.tasks)) if t not in grown]
        self._cut(Row(dict.fromkeys(outside, 1.0), 1.0))
        return enough if best is None or self._cost(enough) < self._cost(best) else best

    def _unblock(self, chosen: tuple[int, ...]) -> None:
        """Tasks that wait for one another are only done when something else lets one of them begin.

        The linear model does not see such circles; it learns of them here (the loop formulas of F. Lin and
        Y. Zhao, "ASSAT: computing answer sets of a logic program by SAT solvers", Artificial Intelligence
        157, 2004).
        """
        done = self.problem.done(self.problem.set_of(chosen))[:, 0]
        for task in chosen:
            if done[task]:
                continue
            grown, _ = self._grown(chosen, partial(self._is_done, task))
            outside = [t for t in range(len(self.problem.tasks)) if t not in grown]
            self._cut(Row({task: -1.0, **dict.fromkeys(outside, 1.0)}, 0.0))

    def _is_done(self, task: int, sets: Sets) -> Mask:
        return np.asarray(self.problem.done(sets)[task])

    def _cut(self, cut: Row) -> None:
        self.cuts.append(cut)
        self.solver.add(cut)

    def prices(self, costs: Mapping[int, float]) -> None:
        """Other costs of the tasks, from now on."""
        self.costs = costs
        self.solver.cost([costs[place] for place in range(len(self.problem.tasks))])

    @contextmanager
    def under(self, rows: Iterable[Row]) -> Iterator[None]:
        """Further constraints for a while; what is learned meanwhile about the target stays."""
        start, known = self.solver.rows, len(self.cuts)
        self.solver.add(*rows)
        try:
            yield
        finally:
            self.solver.drop_after(start)
            self.solver.add(*self.cuts[known:])

    def at_most(self, cost: float) -> Row:
        """Only sets that cost no more."""
        terms = {place: -each for place, each in self.costs.items()}
        return Row(terms, -cost - SAME * max(1.0, cost))

    def not_all(self, tasks: Iterable[int]) -> Row:
        """One of these must be left out."""
        chosen = list(tasks)
        return Row(dict.fromkeys(chosen, -1.0), 1.0 - len(chosen))

    def not_exactly(self, tasks: Iterable[int]) -> Row:
        """Any set but this one."""
        chosen = set(tasks)
        terms = {p: -1.0 if p in chosen else 1.0 for p in range(len(self.problem.tasks))}
        return Row(terms, 1.0 - len(chosen))

    def _cost(self, chosen: Iterable[int]) -> float:
        return float(sum(self.costs[place] for place in chosen))

    def _grown(
        self, chosen: tuple[int, ...], is_enough: Callable[[Sets], Mask]
    ) -> tuple[frozenset[int], tuple[int, ...]]:
        """A largest set around one that is not enough which is not either, and one more task that is.

        Dear tasks are added first, so that the cut asks for cheap ones. Whole runs of tasks are added
        at once by halving, which takes few looks at the engine.
        """
        allowed = [t for t in range(len(self.problem.tasks)) if t not in self.problem.barred]
        rest = [t for t in allowed if t not in chosen]
        rest.sort(key=lambda t: (-self.costs[t], t))
        kept = set(chosen)
        enough = set(allowed)
        start = 0
        while start < len(rest):
            # The longest run from here on that still fails.
            sets = np.repeat(self.problem.set_of(kept), len(rest) - start, axis=1)
            for index in range(len(rest) - start):
                sets[rest[start + index], index:] = True
            reached = is_enough(sets)
            first = int(np.argmax(reached)) if reached.any() else len(rest) - start
            kept |= set(rest[start : start + first])
            if first < len(rest) - start:
                enough = kept | {rest[start + first]}
            start += first + 1
        return frozenset(kept | self.problem.barred), tuple(sorted(enough))
