"""Which actions must be carried out before a lift takes effect, organisation by organisation?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from maturity.planning.problem import PlannedLift
from maturity.portfolio.carried_out import World
from maturity.scoring.conditions import Mask
from maturity.scoring.plan import TOLERANCE, Columns

BITS = 64
"""In a word of a set of actions."""

Words = NDArray[np.uint64]


class Chains:
    """What lifts take, as far as there is only one way to it; of several ways none is asked for.

    Sets of actions are bits, in words x organisations.

    Attributes:
        size: Words in a set.
        lifts: All lifts with the places of their actions; other things name them by their number.
        lifting: For each column the lifts of it.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.size = -(-len(world.tasks) // BITS)
        self.lifts: list[tuple[int, PlannedLift]] = [
            (place, lift) for place, task in enumerate(world.tasks) for lift in task.lifts
        ]
        self.lifting: dict[int, list[int]] = {}
        for number, (_, lift) in enumerate(self.lifts):
            self.lifting.setdefault(lift.column, []).append(number)
        self.first = self._first()
        self.known: dict[int, Words] = {}

    def may_raise(self, number: int, bodies: Columns) -> Mask:
        """Where a lift can raise an answer, sooner or later."""
        _, lift = self.lifts[number]
        says = self.world.says[lift.column, bodies]
        found = says < lift.to - TOLERANCE
        if not self._before(number):
            found &= says >= lift.start - TOLERANCE
        return np.asarray(found)

    def taken(self, number: int) -> Words:
        """The actions that a lift takes."""
        if number not in self.known:
            place, lift = self.lifts[number]
            words, before = self.first[place], self._before(number)
            if len(before) == 1:
                waits = self.world.says[lift.column] < lift.start - TOLERANCE
                words = words | np.where(waits, self.taken(before[0]), np.uint64(0))
            self.known[number] = words
        return self.known[number]

    def _before(self, number: int) -> list[int]:
        """The lifts that can bring an answer to where this one starts."""
        return self._bringing(self.lifts[number][1].column, self.lifts[number][1].start)

    def _bringing(self, column: int, value: float) -> list[int]:
        return [
            other
            for other in self.lifting[column]
            if self.lifts[other][1].start < value - TOLERANCE <= self.lifts[other][1].to
        ]

    def _first(self) -> Words:
        """Each action with all that must be done before it: actions x words x organisations."""
        tasks, says = self.world.tasks, self.world.says
        found = np.zeros((len(tasks), self.size, says.shape[1]), dtype=np.uint64)
        for place in range(len(tasks)):
            found[place, place // BITS] |= np.uint64(1 << (place % BITS))
        must = {
            (p, need): self._must(p, need) for p, task in enumerate(tasks) for need in task.needs
        }
        changed = True
        while changed:
            changed = False
            for (place, need), where in must.items():
                more = found[place] | np.where(where, found[need], np.uint64(0))
                if (more != found[place]).any():
                    found[place], changed = more, True
        return found

    def _must(self, place: int, need: int) -> Mask:
        """Where nothing else can lift what a needed action lifts."""
        says = self.world.says
        must = np.zeros(says.shape[1], dtype=np.bool_)
        for lift in self.world.tasks[need].lifts:
            others = {self.lifts[n][0] for n in self._bringing(lift.column, lift.to)}
            if not others - {place, need}:
                must |= says[lift.column] < lift.to - TOLERANCE
        return must
