"""What do organisations lack for their next step, and which actions could give how much of it?

A model of the target in which nothing that is enough is missing: what it allows may still fail before
the engine, but what it rules out fails for certain. Gates, practices, means, sums and minimums are
written as they are; of anything else it is only known that some answer below it must rise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from maturity.planning.model import is_plain, of_minimum
from maturity.planning.target import Target, holds
from maturity.portfolio.carried_out import World
from maturity.portfolio.common_chains import BITS, Chains, Words
from maturity.scoring.conditions import Mask
from maturity.scoring.encode import Rows
from maturity.scoring.engine import score
from maturity.scoring.plan import (
    TOLERANCE,
    Columns,
    Floats,
    PlannedGate,
    PlannedMeasure,
    ScoringPlan,
)
from maturity.scoring.rests_on import columns_below

SLACK = 1e-6
"""What the arithmetic of shares may be off; the engine judges to the last digit."""


@dataclass(frozen=True)
class Lacks:
    """Rows, each something that one organisation lacks; it lacks nothing when all its rows are filled.

    An entry says that a way, once all its actions are carried out, fills at most a share of a row.

    Attributes:
        body: The organisation of each row, rising.
        row: The row of each entry.
        way: The way of each entry.
        share: Its share, above 0 and at most 1.
        ways: Which actions each way takes: ways x actions.
    """

    body: Columns
    row: Columns
    way: Columns
    share: Floats
    ways: NDArray[np.bool_]

    def with_any(self, bodies: Columns, actions: Mask) -> Lacks:
        """One more row for each of some organisations: one of these actions must be carried out.

        Args:
            bodies: The organisations.
            actions: Those that do, for each of them: actions x organisations.
        """
        body = np.concatenate([self.body, bodies])
        order = np.argsort(body, kind="stable")
        place = np.argsort(order)
        way, index = np.nonzero(actions)
        return Lacks(
            body=body[order],
            row=place[np.concatenate([self.row, len(self.body) + index])],
            way=np.concatenate([self.way, len(self.ways) + way]),
            share=np.concatenate([self.share, np.ones(len(way))]),
            ways=np.concatenate([self.ways, np.eye(len(actions), dtype=np.bool_)]),
        )


def lacks_of(world: World, positions: Columns) -> Lacks:
    """What each organisation lacks for its position.

    Args:
        world: The organisations.
        positions: How many steps of the main path each is to reach.
    """
    writer = _Writer(world)
    plan = world.plan
    for position in map(int, np.unique(positions)):
        target = Target(0, position)
        lacking = (positions == position) & ~target.reached(world.scores)
        vague = lacking.copy()
        unwritten = np.zeros_like(vague)
        for need in dict.fromkeys(_spread_out(plan, target.needs(plan))):
            short = lacking & ~holds(need, world.scores)
            if writer.can_write(need):
                writer.write(need, np.flatnonzero(short))
                vague &= ~short
            else:
                unwritten |= short
        below = columns_below(plan, 0, 0, position - 1)
        writer.write_any(below, np.flatnonzero(vague | unwritten))
    return writer.lacks()


def _spread_out(plan: ScoringPlan, needs: Iterable[PlannedGate]) -> Iterator[PlannedGate]:
    """Needs, with what each member must reach in the place of a minimum."""
    for need in needs:
        members = of_minimum(plan, need)
        if members is None:
            yield need
        else:
            yield from _spread_out(plan, members)


@dataclass
class _Writer:
    world: World
    rows: list[Columns] = field(default_factory=list)
    entries: list[tuple[Columns, Words, Floats]] = field(default_factory=list)
    count: int = 0

    def __post_init__(self) -> None:
        plan = self.world.plan
        self.chains = Chains(self.world)
        self.held = {cap.column for cap, _ in plan.dependencies}

    def can_write(self, need: PlannedGate) -> bool:
        """Whether a need can be written as it is."""
        if not need.is_measure:
            return need.index not in self.held
        return self._is_sum(self.world.plan.measures[need.index])

    def _is_sum(self, measure: PlannedMeasure) -> bool:
        """Whether every answer adds to a measure what it adds alone."""
        measures = self.world.plan.measures
        return (
            measure.by in {"mean", "sum"}
            and is_plain(measure)
            and self.held.isdisjoint(map(int, measure.columns))
            and all(self._is_sum(measures[part.index]) for part in measure.parts if part.is_measure)
        )

    def write(self, need: PlannedGate, bodies: Columns) -> None:
        """One row for each of some organisations that lack something."""
        if need.is_measure:
            self._write_sum(need, bodies)
        else:
            self._write_answer(need, bodies)

    def write_any(self, columns: Iterable[int], bodies: Columns) -> None:
        """Some answer must rise."""
        rows = self._new_rows(bodies)
        for column in columns:
            for number in self.chains.lifting.get(column, ()):
                opens = self.chains.may_raise(number, bodies)
                self._enter(number, rows, bodies, opens.astype(np.float64))

    def _write_answer(self, need: PlannedGate, bodies: Columns) -> None:
        rows = self._new_rows(bodies)
        says = self.world.says[need.index, bodies]
        for number in self.chains.lifting.get(need.index, ()):
            _, lift = self.chains.lifts[number]
            if lift.to < need.at_least - TOLERANCE:
                continue
            gives = self.chains.may_raise(number, bodies)
            if lift.start >= need.at_least - TOLERANCE:
                # What starts where the need ends helps only where the answer lacks but evidence.
                gives &= says >= need.at_least - TOLERANCE
            self._enter(number, rows, bodies, gives.astype(np.float64))

    def _write_sum(self, need: PlannedGate, bodies: Columns) -> None:
        """What each answer adds is asked of the engine itself: all at once, each at its greatest."""
        rows, plan, world = self._new_rows(bodies), self.world.plan, self.world
        values, states = world.counts[:, bodies], world.states[:, bodies]
        stands = self._reached(need, Rows(values, states))
        lacking = need.at_least - TOLERANCE - stands
        for column in map(int, plan.measures[need.index].columns):
            if column not in self.chains.lifting:
                continue
            tried = values.copy()
            width = plan.greatest[column] - values[column]
            tried[column] += width
            risen = self._reached(need, Rows(tried, states)) - stands
            with np.errstate(all="ignore"):
                slope = np.where(width > TOLERANCE, risen / width / lacking, 0.0)
            says = world.says[column, bodies]
            for number in self.chains.lifting[column]:
                _, lift = self.chains.lifts[number]
                # The first lift of an answer that lacks evidence brings also what it claimed already.
                first = np.where(lift.start <= says + TOLERANCE, says - values[column], 0.0)
                gain = lift.to - np.fmax(lift.start, says) + first
                opens = self.chains.may_raise(number, bodies)
                self._enter(number, rows, bodies, np.where(opens, slope * gain, 0.0))

    def _reached(self, need: PlannedGate, rows: Rows) -> Floats:
        result = score(self.world.plan, rows).measures[need.index]
        return result.score if need.on_score else result.value

    def _new_rows(self, bodies: Columns) -> Columns:
        self.rows.append(bodies)
        self.count += len(bodies)
        return np.arange(self.count - len(bodies), self.count)

    def _enter(self, number: int, rows: Columns, bodies: Columns, share: Floats) -> None:
        kept = share > TOLERANCE
        words = self.chains.taken(number)[:, bodies[kept]]
        self.entries.append((rows[kept], words, np.minimum(share[kept], 1.0)))

    def lacks(self) -> Lacks:
        """All rows, ordered by organisation."""
        none = np.zeros(0, dtype=np.intp)
        body = np.concatenate([none, *self.rows])
        order = np.argsort(body, kind="stable")
        place = np.argsort(order)
        count = len(self.world.tasks)
        blank = np.zeros((self.chains.size, 0), dtype=np.uint64)
        words = np.concatenate([blank, *(each[1] for each in self.entries)], axis=1)
        kinds, way = np.unique(words, axis=1, return_inverse=True)
        bits = np.arange(count)
        ways = (kinds[bits // BITS] >> (bits % BITS).astype(np.uint64)[:, None]) & np.uint64(1)
        return Lacks(
            body=body[order],
            row=place[np.concatenate([none, *(each[0] for each in self.entries)])],
            way=way.reshape(-1).astype(np.intp),
            share=np.concatenate([np.zeros(0), *(each[2] for each in self.entries)]),
            ways=ways.T.astype(np.bool_),
        )
