"""What do the answers of many organisations count once all of them have carried out some actions?

The rules are those that one organisation's roadmap is planned by: a missing answer stands at the least
of its scale, an action waits for what it needs, and a lift raises an answer that it fits.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from maturity.model.rubric import Action
from maturity.planning.problem import PlannedLift, Task
from maturity.portfolio.bodies import Bodies
from maturity.scoring.conditions import Mask
from maturity.scoring.encode import ANSWERED, Rows, States
from maturity.scoring.engine import Scores, score
from maturity.scoring.plan import TOLERANCE, Columns, Floats, ScoringPlan


@dataclass(frozen=True)
class Carried:
    """Answers after some actions.

    Attributes:
        says: What each answer says then, questions x organisations.
        raised: For each action, by place, in which organisations it raised an answer.
    """

    says: Floats
    raised: dict[int, Mask]

    @property
    def anything(self) -> Mask:
        """In which organisations some answer rose."""
        found = np.zeros(self.says.shape[1], dtype=np.bool_)
        for mask in self.raised.values():
            found |= mask
        return found


@dataclass(frozen=True)
class World:
    """Where many organisations stand before any action, and what actions would do.

    Attributes:
        tasks: The rubric's actions in the order of their ids.
        says: What each answer says, before evidence is asked for; lifts look at this. Questions x
            organisations, as all that follow.
        counts: What it counts.
        states: Of the answers, every missing one taken as answered.
    """

    plan: ScoringPlan
    tasks: tuple[Task, ...]
    says: Floats
    counts: Floats
    states: States

    @cached_property
    def scores(self) -> Scores:
        """What the answers come to before any action."""
        return score(self.plan, Rows(self.counts, self.states))

    def of(self, places: Columns) -> World:
        """The same for some of the organisations."""
        says, counts, states = (
            self.says[:, places],
            self.counts[:, places],
            self.states[:, places],
        )
        return World(self.plan, self.tasks, says, counts, states)

    def carry_out(
        self, chosen: Iterable[int], *, in_turn: bool = True, where: Mask | None = None
    ) -> Carried:
        """What answers say after some actions, as `planning.problem.Problem.done` explains it.

        Args:
            chosen: The places of the actions.
            in_turn: Whether an action waits for what it needs.
            where: Which organisations carry out which action, all actions x organisations; all do where
                left out.
        """
        says = self.says.copy()
        places = sorted(set(chosen))
        blank = np.zeros(says.shape[1], dtype=np.bool_)
        done = {place: blank.copy() for place in places}
        raised = {place: blank.copy() for place in places}
        waiting = {place: ~blank if where is None else where[place].copy() for place in places}
        # In rising order of where they start, each lift finds everything that can come before it.
        lifts = sorted(
            ((place, lift) for place in places for lift in self.tasks[place].lifts),
            key=lambda pair: (pair[1].start, pair[1].to, pair[0]),
        )
        while begun := self._begun(waiting, done, says, in_turn=in_turn):
            for place, mask in begun.items():
                done[place] |= mask
                waiting[place] &= ~mask
            waiting = {place: mask for place, mask in waiting.items() if mask.any()}
            changed: set[int] = set()
            for place, lift in lifts:
                if place not in begun and lift.column not in changed:
                    continue
                now = says[lift.column]
                holds = done[place] & (now >= lift.start - TOLERANCE) & (now < lift.to - TOLERANCE)
                if holds.any():
                    now[holds] = lift.to
                    raised[place] |= holds
                    changed.add(lift.column)
        return Carried(says, raised)

    def _begun(
        self, waiting: dict[int, Mask], done: dict[int, Mask], says: Floats, *, in_turn: bool
    ) -> dict[int, Mask]:
        """Which actions can be done now, and where: what they need is done, or no longer needed."""
        met: dict[int, Mask] = {}
        for need in {need for place in waiting for need in self.tasks[place].needs if in_turn}:
            met[need] = ~self.is_open(need, says)
            if need in done:
                met[need] |= done[need]
        begun: dict[int, Mask] = {}
        for place, mask in waiting.items():
            ready = mask
            for need in self.tasks[place].needs if in_turn else ():
                ready = ready & met[need]
            if ready.any():
                begun[place] = ready.copy()
        return begun

    def is_open(self, place: int, says: Floats) -> Mask:
        """Where an action would still have something to lift, sooner or later."""
        found = np.zeros(says.shape[1], dtype=np.bool_)
        for lift in self.tasks[place].lifts:
            found |= says[lift.column] < lift.to - TOLERANCE
        return found

    def scored(self, carried: Carried, places: Columns) -> Scores:
        """What the answers of some organisations come to afterwards."""
        says, before, counts = (x[:, places] for x in (carried.says, self.says, self.counts))
        after = np.where(says > before, np.fmax(says, counts), counts)
        return score(self.plan, Rows(after, self.states[:, places]))


def world_of(bodies: Bodies) -> World:
    """Where organisations stand, every missing answer taken at its least."""
    plan, rows = bodies.plan, bodies.rows
    missing, least = rows.missing, plan.least[:, None]
    says = rows.claimed.copy()
    if rows.given is not None:
        for column in plan.scales:
            for value in np.unique(says[column][~np.isnan(says[column])]):
                says[column][rows.given[column] == value] = plan.counted(column, float(value))
    return World(
        plan,
        tasks_of(plan, bodies.rubric.actions),
        np.where(missing, least, says),
        np.where(missing, least, rows.values),
        np.where(missing, ANSWERED, rows.states).astype(np.uint8),
    )


def tasks_of(plan: ScoringPlan, actions: Iterable[Action]) -> tuple[Task, ...]:
    """Actions in the order of their ids, each costing its days."""
    in_order = sorted(actions, key=lambda action: action.id)
    places = {action.id: place for place, action in enumerate(in_order)}
    return tuple(
        Task(
            id=action.id,
            cost=float(action.effort.days),
            days=float(action.effort.days),
            months=float(action.effort.months),
            owner="",
            lifts=tuple(_lifts(plan, action)),
            needs=tuple(places[need] for need in action.needs if need in places),
        )
        for action in in_order
    )


def _lifts(plan: ScoringPlan, action: Action) -> Iterable[PlannedLift]:
    for lift in sorted(action.lifts, key=lambda lift: lift.question):
        column = plan.column.get(lift.question)
        if column is not None:
            ends = (plan.counted(column, lift.from_), plan.counted(column, lift.to))
            yield PlannedLift(column, min(ends), max(ends))
