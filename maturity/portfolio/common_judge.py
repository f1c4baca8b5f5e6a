"""Which organisations stand at their next step after some common actions, as the engine finds it?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from maturity.portfolio.carried_out import Carried, World
from maturity.scoring.conditions import Mask
from maturity.scoring.plan import Columns
from maturity.scoring.rests_on import is_monotone


@dataclass(frozen=True)
class Judge:
    """Some organisations with what they are to reach.

    Attributes:
        positions: How many steps of the main path each is to reach; none stands there today.
    """

    world: World
    positions: Columns

    @property
    def count(self) -> int:
        """How many organisations there are."""
        return len(self.positions)

    @property
    def is_monotone(self) -> bool:
        """Whether more actions never undo what fewer reach."""
        return is_monotone(self.world.plan)

    def there(self, chosen: Collection[int]) -> Mask:
        """Who reaches it after some actions."""
        return self._reached(self.world.carry_out(chosen))

    def _reached(self, carried: Carried) -> Mask:
        found = np.zeros(self.count, dtype=np.bool_)
        places = np.flatnonzero(carried.anything)
        path = self.world.scored(carried, places).path
        if path is not None:
            found[places] = path.position >= self.positions[places]
        return found

    def outside(self, chosen: Collection[int], places: Columns) -> Mask:
        """What some organisations, which do not reach it after some actions, need beside these.

        The actions are grown, in each organisation, to a largest set that still fails; of those outside
        of it at least one must be carried out. Dear ones are added first, so that cheap ones are asked for.

        Args:
            chosen: The places of the actions.
            places: The organisations.

        Returns:
            The actions outside: actions x organisations.
        """
        tasks = self.world.tasks
        some = Judge(self.world.of(places), self.positions[places])
        held = np.zeros((len(tasks), len(places)), dtype=np.bool_)
        held[list(chosen)] = True
        for place in sorted(range(len(tasks)), key=lambda p: (-tasks[p].days, p)):
            if place not in chosen:
                held[place] = True
                held[place] = ~some._reached(some.world.carry_out(range(len(tasks)), where=held))
        return ~held
