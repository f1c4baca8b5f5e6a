"""What can be done, what would it cost and lift, and what is to be reached?

Everything is on the scale that answers count on, so that a lift only ever raises.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from maturity.model.rubric import Action
from maturity.scoring.assess import Scored
from maturity.scoring.encode import ANSWERED, Rows
from maturity.scoring.plan import TOLERANCE, Floats, ScoringPlan

Sets = NDArray[np.bool_]
End = Literal["low", "high"]


@dataclass(frozen=True)
class PlannedLift:
    """What an action does to one column, where it counts at least `start` and less than `to`."""

    column: int
    start: float
    to: float


@dataclass(frozen=True)
class Task:
    """An action that can be chosen.

    Attributes:
        cost: What is to be kept small: person-days, or money where that is given.
        needs: The places of the tasks that must be done before it.
    """

    id: str
    cost: float
    days: float
    months: float
    owner: str
    lifts: tuple[PlannedLift, ...]
    needs: tuple[int, ...]


@dataclass(frozen=True)
class Problem:
    """The tasks, and where an organisation stands before any of them.

    Attributes:
        plan: How answers are scored.
        rows: The one response, every missing answer taken at one end of its scale.
        worth: What each column says, before evidence is asked for; lifts look at this.
        tasks: What can be chosen, in the rubric's order.
        kept: The places of tasks that must be chosen.
    """

    plan: ScoringPlan
    rows: Rows
    worth: Floats
    tasks: tuple[Task, ...]
    kept: frozenset[int] = frozenset()

    @cached_property
    def costs(self) -> Floats:
        """The cost of each task."""
        return np.array([task.cost for task in self.tasks])

    def lifted(self, sets: Sets) -> Floats:
        """What each column counts after some tasks.

        A task can be done once what it needs is done, or once everything that this lifts stands where it
        would lift it to. A lift takes effect as soon as the answer stands where it starts, so that the
        order of the tasks makes no difference in the end; more tasks never lower anything.

        Args:
            sets: Which tasks are chosen: tasks x sets.

        Returns:
            columns x sets.
        """
        done = np.zeros_like(sets)
        while True:
            says = self._says(done)
            met = done | self._are_met(says)
            ready = sets & ~done
            for place, task in enumerate(self.tasks):
                for need in task.needs:
                    ready[place] &= met[need]
            if not ready.any():
                return np.where(
                    says > self.worth[:, None], np.fmax(says, self.rows.values), self.rows.values
                )
            done |= ready

    def _says(self, done: Sets) -> Floats:
        says = np.repeat(self.worth[:, None], done.shape[1], axis=1)
        # In rising order of where they start, each lift finds everything that can come before it.
        for place, lift in self._lifts:
            now = says[lift.column]
            holds = done[place] & (now >= lift.start - TOLERANCE) & (now < lift.to - TOLERANCE)
            says[lift.column] = np.where(holds, lift.to, now)
        return says

    def _are_met(self, says: Floats) -> Sets:
        """For which tasks everything that they lift stands where they would lift it to."""
        met = np.ones((len(self.tasks), says.shape[1]), dtype=np.bool_)
        for place, lift in self._lifts:
            met[place] &= says[lift.column] >= lift.to - TOLERANCE
        return met

    @cached_property
    def _lifts(self) -> list[tuple[int, PlannedLift]]:
        lifts = [(place, lift) for place, task in enumerate(self.tasks) for lift in task.lifts]
        return sorted(lifts, key=lambda pair: (pair[1].start, pair[1].to, pair[0]))

    def scored(self, sets: Sets) -> Rows:
        """The response after some tasks, one row for each set."""
        states = np.repeat(self.rows.states, sets.shape[1], axis=1)
        return Rows(self.lifted(sets), states)

    def all_tasks(self) -> Sets:
        """The set of all tasks."""
        return np.ones((len(self.tasks), 1), dtype=np.bool_)


@dataclass(frozen=True)
class Wishes:
    """Actions that are refused, done already, or to be kept in the plan, by id."""

    refused: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()


def problem_of(scored: Scored, actions: Iterable[Action], end: End, wishes: Wishes) -> Problem:
    """The tasks of a response, and where it stands before them.

    Args:
        scored: The scored response.
        actions: What the rubric (and the organisation) can do.
        end: At which end of their scales missing answers are taken.
        wishes: Actions that are refused, done already, or to be kept.
    """
    plan, rows = scored.plan, scored.rows
    ends = plan.least if end == "low" else plan.greatest
    missing = rows.missing[:, 0]
    values = np.where(missing, ends, rows.values[:, 0])
    worth = np.where(missing, ends, [_worth(scored, column) for column in range(len(values))])
    states = np.where(missing, ANSWERED, rows.states[:, 0]).astype(np.uint8)
    filled = Rows(values[:, None], states[:, None])
    return _Builder(scored, filled, worth, list(actions), wishes).problem()


def _worth(scored: Scored, column: int) -> float:
    claimed = float(scored.rows.claimed[column, 0])
    return claimed if np.isnan(claimed) else scored.plan.counted(column, claimed)


class _Builder:
    def __init__(
        self, scored: Scored, rows: Rows, worth: Floats, actions: list[Action], wishes: Wishes
    ) -> None:
        self.scored, self.rows, self.worth = scored, rows, worth
        self.actions, self.wishes = actions, wishes
        self.by_id = {action.id: action for action in actions}
        self.first = scored.rubric.languages[0] if scored.rubric.languages else "en"

    def problem(self) -> Problem:
        chosen = self._possible()
        places = {action.id: place for place, action in enumerate(chosen)}
        tasks = tuple(self._task(action, places) for action in chosen)
        kept = frozenset(places[name] for name in self.wishes.kept if name in places)
        return Problem(self.scored.plan, self.rows, self.worth, tasks, kept)

    def _possible(self) -> list[Action]:
        """Actions that can be chosen: neither done nor refused, nor in need of one that is refused."""
        out = set(self.wishes.refused)
        todo = True
        while todo:
            todo = False
            for action in self.actions:
                blocked = any(need in out and not self._is_met(need) for need in action.needs)
                if action.id not in out and blocked:
                    out.add(action.id)
                    todo = True
        return [a for a in self.actions if a.id not in out | self.wishes.done]

    def _is_met(self, name: str) -> bool:
        """Whether an action is done, or all it lifts stands at its `to` already."""
        if name in self.wishes.done:
            return True
        action = self.by_id.get(name)
        return action is not None and not list(self._lifts(action, only_open=True))

    def _task(self, action: Action, places: dict[str, int]) -> Task:
        needs = tuple(places[n] for n in action.needs if n in places and not self._is_met(n))
        owner = action.owner if isinstance(action.owner, str) else next(iter(action.owner.values()))
        return Task(
            id=action.id,
            cost=float(action.effort.days),
            days=float(action.effort.days),
            months=float(action.effort.months),
            owner=owner,
            lifts=tuple(self._lifts(action, only_open=False)),
            needs=needs,
        )

    def _lifts(self, action: Action, *, only_open: bool) -> Iterable[PlannedLift]:
        """The lifts of questions that apply; with `only_open` those that still have something to lift."""
        plan = self.scored.plan
        for lift in action.lifts:
            column = plan.column.get(lift.question)
            if column is None or np.isnan(self.worth[column]):
                continue
            start, to = sorted((plan.counted(column, lift.from_), plan.counted(column, lift.to)))
            if not only_open or self.worth[column] < to - TOLERANCE:
                yield PlannedLift(column, start, to)
