"""What can be done, what would it cost and lift, and what is to be reached?

Everything is on the scale that answers count on, so that a lift only ever raises.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from maturity.model.rubric import Action
from maturity.scoring.assess import Scored
from maturity.scoring.conditions import Mask
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
        cost: What is to be kept small: person-days, or money where a day has a price.
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
        tasks: What can be done, in the order of their ids.
        kept: The places of tasks that must be chosen.
        barred: The places of tasks that must not; others may still do without them, where what they
            would lift is lifted by other means.
    """

    plan: ScoringPlan
    rows: Rows
    worth: Floats
    tasks: tuple[Task, ...]
    kept: frozenset[int] = frozenset()
    barred: frozenset[int] = frozenset()

    @cached_property
    def costs(self) -> Floats:
        """The cost of each task."""
        return np.array([task.cost for task in self.tasks])

    def done(self, sets: Sets) -> Sets:
        """Which of the chosen tasks can be done in the end, in whatever order.

        A task can be done once what it needs is done, or once everything that this lifts stands where it
        would lift it to. A lift takes effect as soon as the answer stands where it starts, so that the
        order of the tasks makes no difference in the end; more tasks never lower anything.

        Args:
            sets: Which tasks are chosen: tasks x sets.
        """
        return self._outcome(sets)[0]

    def lifted(self, sets: Sets) -> Floats:
        """What each column counts after some tasks: columns x sets."""
        says = self._outcome(sets)[1]
        return np.where(
            says > self.worth[:, None], np.fmax(says, self.rows.values), self.rows.values
        )

    def _outcome(self, sets: Sets) -> tuple[Sets, Floats]:
        """Which tasks are done in the end, and what each column says then."""
        done = np.zeros_like(sets)
        says = np.repeat(self.worth[:, None], sets.shape[1], axis=1)
        chosen = [int(place) for place in np.flatnonzero(sets.any(axis=1))]
        lifts = [(place, lift) for place, lift in self._lifts if sets[place].any()]
        needed = {need for place in chosen for need in self.tasks[place].needs}
        while True:
            met = {need: done[need] | self._is_met(need, says) for need in needed}
            ready = sets & ~done
            for place in chosen:
                for need in self.tasks[place].needs:
                    ready[place] &= met[need]
            if not ready.any():
                return done, says
            done |= ready
            # In rising order of where they start, each lift finds everything that can come before it.
            for place, lift in lifts:
                now = says[lift.column]
                holds = done[place] & (now >= lift.start - TOLERANCE) & (now < lift.to - TOLERANCE)
                says[lift.column] = np.where(holds, lift.to, now)

    def _is_met(self, place: int, says: Floats) -> Mask:
        """Where everything that a task lifts stands where it would lift it to."""
        met = np.ones(says.shape[1], dtype=np.bool_)
        for lift in self.tasks[place].lifts:
            met &= says[lift.column] >= lift.to - TOLERANCE
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
        """The set of all tasks that may be chosen."""
        return self.set_of(place for place in range(len(self.tasks)) if place not in self.barred)

    def set_of(self, places: Iterable[int]) -> Sets:
        """One set of tasks."""
        found = np.zeros((len(self.tasks), 1), dtype=np.bool_)
        found[list(places)] = True
        return found

    def total(self, places: Iterable[int]) -> float:
        """What some tasks cost together."""
        return float(sum(self.tasks[place].cost for place in places))


@dataclass(frozen=True)
class Wishes:
    """What is laid down beforehand about single actions, by id.

    Attributes:
        refused: Not to be done.
        done: Done already; their lifts stand in the answers.
        kept: To be done in any case.
        day_rate: The price of a person-day; then money is kept small rather than days.
        costs: The price of single actions, where it is known.
    """

    refused: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    day_rate: float | None = None
    costs: Mapping[str, float] = field(default_factory=dict)

    def cost(self, action: Action) -> float:
        """What an action costs, in the unit that is kept small."""
        days = float(action.effort.days)
        return days if self.day_rate is None else self.costs.get(action.id, days * self.day_rate)


def problem_of(
    scored: Scored,
    actions: Iterable[Action],
    end: End,
    wishes: Wishes,
    found: Mapping[str, End] | None = None,
) -> Problem:
    """The tasks of a response, and where it stands before them.

    Args:
        scored: The scored response.
        actions: What the rubric (and the organisation) can do.
        end: At which end of their scales missing answers are taken.
        wishes: What is laid down beforehand.
        found: Questions whose missing answer is taken at another end.
    """
    plan, rows = scored.plan, scored.rows
    other = found or {}
    at_high = np.array([other.get(q.id, end) == "high" for q in plan.questions], dtype=np.bool_)
    ends = np.where(at_high, plan.greatest, plan.least)
    missing = rows.missing[:, 0]
    values = np.where(missing, ends, rows.values[:, 0])
    worth = np.where(missing, ends, [_worth(scored, column) for column in range(len(values))])
    states = np.where(missing, ANSWERED, rows.states[:, 0]).astype(np.uint8)
    filled = Rows(values[:, None], states[:, None])
    return _Builder(plan, worth, sorted(actions, key=lambda a: a.id), wishes).problem(filled)


def _worth(scored: Scored, column: int) -> float:
    claimed = float(scored.rows.claimed[column, 0])
    return claimed if np.isnan(claimed) else scored.plan.counted(column, claimed)


class _Builder:
    def __init__(
        self, plan: ScoringPlan, worth: Floats, actions: list[Action], wishes: Wishes
    ) -> None:
        self.plan, self.worth, self.wishes = plan, worth, wishes
        self.actions = [action for action in actions if action.id not in wishes.done]
        self.places = {action.id: place for place, action in enumerate(self.actions)}

    def problem(self, rows: Rows) -> Problem:
        return Problem(
            self.plan,
            rows,
            self.worth,
            tuple(self._task(action) for action in self.actions),
            kept=self._places(self.wishes.kept),
            barred=self._places(self.wishes.refused),
        )

    def _places(self, names: Iterable[str]) -> frozenset[int]:
        return frozenset(self.places[name] for name in names if name in self.places)

    def _task(self, action: Action) -> Task:
        owner = action.owner if isinstance(action.owner, str) else next(iter(action.owner.values()))
        return Task(
            id=action.id,
            cost=self.wishes.cost(action),
            days=float(action.effort.days),
            months=float(action.effort.months),
            owner=owner,
            lifts=tuple(self._lifts(action)),
            needs=tuple(self.places[n] for n in action.needs if n in self.places),
        )

    def _lifts(self, action: Action) -> Iterable[PlannedLift]:
        """The lifts of questions that apply."""
        for lift in sorted(action.lifts, key=lambda lift: lift.question):
            column = self.plan.column.get(lift.question)
            if column is not None and not np.isnan(self.worth[column]):
                start, to = sorted(
                    (self.plan.counted(column, lift.from_), self.plan.counted(column, lift.to))
                )
                yield PlannedLift(column, start, to)
