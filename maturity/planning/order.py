"""What must be finished before each chosen task can begin?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from maturity.planning.problem import PlannedLift, Problem
from maturity.scoring.plan import TOLERANCE

Wait = tuple[frozenset[int], ...]
"""Sets of tasks of which one must be finished whole."""


def waits(problem: Problem, chosen: Iterable[int]) -> dict[int, tuple[Wait, ...]]:
    """What each of some tasks waits for, by its place.

    A prerequisite that is chosen is finished first. One that is not chosen is met as soon as everything
    that it would lift stands there by means of others.
    """
    order = _Order(problem, frozenset(chosen))
    return {place: tuple(order.of(place)) for place in sorted(order.chosen)}


class _Order:
    def __init__(self, problem: Problem, chosen: frozenset[int]) -> None:
        self.problem, self.chosen = problem, chosen
        self.lifting: dict[int, list[tuple[int, PlannedLift]]] = {}
        for place in sorted(chosen):
            for lift in problem.tasks[place].lifts:
                self.lifting.setdefault(lift.column, []).append((place, lift))

    def of(self, place: int) -> Iterator[Wait]:
        """What one task waits for."""
        for need in self.problem.tasks[place].needs:
            if need in self.chosen:
                yield (frozenset({need}),)
                continue
            for lift in self.problem.tasks[need].lifts:
                if self.problem.worth[lift.column] < lift.to - TOLERANCE:
                    yield smallest(self.reaching(lift.column, lift.to))

    def reaching(self, column: int, value: float) -> Iterator[frozenset[int]]:
        """Sets of tasks that bring a column to a value."""
        if self.problem.worth[column] >= value - TOLERANCE:
            yield frozenset()
            return
        for place, lift in self.lifting.get(column, ()):
            if lift.start < value - TOLERANCE <= lift.to:
                for before in self.reaching(column, lift.start):
                    yield before | {place}


def smallest(sets: Iterable[frozenset[int]]) -> Wait:
    """Those of some sets that hold no other of them."""
    kept: list[frozenset[int]] = []
    for each in sorted(set(sets), key=lambda s: (len(s), sorted(s))):
        if not any(other <= each for other in kept):
            kept.append(each)
    return tuple(kept)


def never_begun(waiting: Mapping[int, tuple[Wait, ...]]) -> frozenset[int]:
    """The tasks whose turn never comes, because what they wait for waits for them."""
    done: set[int] = set()
    while ready := {
        place
        for place, all_of in waiting.items()
        if place not in done and all(any(one <= done for one in wait) for wait in all_of)
    }:
        done |= ready
    return frozenset(waiting) - done
