"""Which tasks, and when: the least cost that can be done in time, then the earliest finish and gains?

Logic-based Benders decomposition (J. N. Hooker, "Planning and scheduling by logic-based Benders
decomposition", Operations Research 55, 2007): the chooser proposes the cheapest set of tasks, the
calendar tries to place it, and what cannot be placed in time comes back as a cut.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from maturity.planning.calendar import Calendar
from maturity.planning.choose import Choice, Chooser
from maturity.planning.jobs import Loads, jobs_of, months_of
from maturity.planning.order import waits
from maturity.planning.problem import Problem
from maturity.planning.solver import Row
from maturity.planning.target import Target
from maturity.planning.timetable import Timetable, Timetabling
from maturity.scoring.engine import score
from maturity.scoring.plan import TOLERANCE

_SETS = 16
"""So many sets are tried on the calendar before a search ends with what it has."""
_FEW = 4
_TIES = 12
"""So many sets of the same cost and finish are compared for early gains."""


@dataclass(frozen=True)
class Plan:
    """Tasks with their months, and what is known about better ones.

    Attributes:
        choice: The tasks, with the bound on their cost.
        timetable: When each begins.
        finish_bound: No plan of this cost ends earlier, in months.
    """

    choice: Choice
    timetable: Timetable
    finish_bound: int

    @property
    def proven(self) -> bool:
        """Whether nothing cheaper reaches the target, and nothing as cheap does so earlier."""
        return self.choice.proven and self.finish_bound >= self.timetable.finish


class Planner:
    """Finds plans for one problem, target and calendar.

    Attributes:
        too_big: Tasks that need more days in a period than there are, by their places.
        certain: Whether what was not found by the last search is known not to be there.
    """

    def __init__(
        self,
        problem: Problem,
        target: Target,
        calendar: Calendar,
        seconds: float = 60.0,
        *,
        exact: bool = True,
    ) -> None:
        """Take a problem.

        Args:
            problem: What can be done.
            target: What is to be reached.
            calendar: When, and with how many days.
            seconds: After so long a search ends with what it has.
            exact: Whether it is worth long to know whether something can be done in time.
        """
        self.problem, self.calendar = problem, calendar
        self.chooser = Chooser(problem, target)
        self.timetabling = Timetabling(problem, calendar, exact=exact)
        self.tries = _SETS if exact else _FEW
        self.certain = True
        self.end = time.monotonic() + seconds
        self.ends = earliest_ends(problem)
        self.too_big = tuple(p for p in range(len(problem.tasks)) if self._never_fits(p))
        self.rows = [Row({place: -1.0}, 0.0) for place in self.too_big]

    def plan(self, within: int | None = None, *, soonest: bool = False) -> Plan | None:
        """The best plan; None where none ends within so many months.

        Args:
            within: The months there are; as many as are wanted where left out.
            soonest: Whether the finish counts before the cost.
        """
        found = self.cheapest(within)
        if found is None:
            return None
        found = self._sooner(found) if soonest else self._earliest(found)
        return self._early_gains(found)

    def cheapest(self, within: int | None = None) -> Plan | None:
        """The least cost that can be done within so many months; None where none was found."""
        self.certain = True
        cuts: list[Row] = []
        unsure = math.inf
        for _ in range(self.tries):
            with self.chooser.under([*self.rows, *self._in_time(within), *cuts]):
                choice = self.chooser.best(self._left())
            if choice is None:
                return None
            table = self._placed(choice, within)
            if table is not None and (within is None or table.finish <= within):
                bound = min(choice.bound, unsure)
                return Plan(replace(choice, bound=bound), table, table.bound)
            if table is not None and within is not None and table.bound <= within:
                self.certain, unsure = False, min(unsure, choice.cost)
            if self._left() <= 0:
                break
            cuts.append(self._cut(choice))
        self.certain = False
        return None

    def _placed(self, choice: Choice, within: int | None) -> Timetable | None:
        if within is None:
            return self.timetabling.earliest(choice.tasks)
        return self.timetabling.fitting(choice.tasks, within)

    def _earliest(self, plan: Plan) -> Plan:
        """Of all plans of this cost, one that ends first."""
        limit, cuts = self.chooser.at_most(plan.choice.cost), list[Row]()
        found: Plan | None = plan
        bound = plan.timetable.finish
        for _ in range(_SETS):
            if found is not None:
                table = self.timetabling.earliest(found.choice.tasks)
                plan = found if table is None else replace(found, timetable=table)
                bound = min(bound, plan.timetable.bound)
                cuts.append(self._cut(plan.choice))
                found = None
            within = plan.timetable.finish - 1
            with self.chooser.under([*self.rows, limit, *self._in_time(within), *cuts]):
                choice = self.chooser.best(self._left())
            if choice is None:
                return replace(plan, finish_bound=min(bound, plan.timetable.finish))
            table = self._placed(choice, within)
            if table is not None and table.finish <= within:
                found = Plan(replace(choice, bound=plan.choice.bound), table, 0)
                continue
            if table is not None:
                bound = min(bound, table.bound)
            cuts.append(self._cut(choice))
        return replace(plan, finish_bound=0)

    def _sooner(self, plan: Plan) -> Plan:
        """The plan that ends first, and of those that do the cheapest."""
        low, high, bound = 0, plan.timetable.finish, 0
        while low < high:
            middle = (low + high) // 2
            found = self.cheapest(middle)
            if found is not None:
                plan, high = found, found.timetable.finish
                continue
            low = middle + 1
            bound = max(bound, low) if self.certain else bound
        return replace(plan, finish_bound=bound)

    def _early_gains(self, plan: Plan) -> Plan:
        """Of all plans of this cost and finish, the one whose gains come first."""
        finish = plan.timetable.finish
        limit, cuts = self.chooser.at_most(plan.choice.cost), list[Row]()
        candidates: list[Plan] = []
        while len(candidates) < _TIES:
            table = self.timetabling.with_early_gains(plan.timetable, self._milestones(plan))
            here = replace(plan, timetable=table)
            candidates.append(here)
            found = self._another(plan, [*self.rows, limit, *self._in_time(finish)], cuts)
            if found is None:
                break
            plan = found
        return min(candidates, key=self._rank)

    def _milestones(self, plan: Plan) -> tuple[frozenset[int], ...]:
        """What of a plan is enough for each step before the last."""
        target, chosen = self.chooser.target, set(plan.choice.tasks)
        if target.path is None:
            return ()
        others = frozenset(p for p in range(len(self.problem.tasks)) if p not in chosen)
        only = replace(self.problem, barred=others, kept=frozenset())
        at = int(score(only.plan, only.rows).paths[target.path].position[0])
        steps = [Target(target.path, number) for number in range(at + 1, target.position)]
        found = [Chooser(only, step).best(self._left()) for step in steps]
        return tuple(frozenset(choice.tasks) for choice in found if choice is not None)

    def _another(self, plan: Plan, rows: list[Row], cuts: list[Row]) -> Plan | None:
        """Another plan of the same cost and finish; None where there is none."""
        finish, bound = plan.timetable.finish, plan.finish_bound
        last = plan.choice
        for _ in range(_TIES):
            cuts.append(self.chooser.not_exactly(last.tasks))
            with self.chooser.under([*rows, *cuts]):
                choice = self.chooser.best(self._left())
            if choice is None or not choice.proven:
                return None
            table = self._placed(choice, finish)
            if table is not None and table.finish <= finish:
                return Plan(replace(choice, bound=plan.choice.bound), table, bound)
            last = choice
        return None

    def _rank(self, plan: Plan) -> tuple[int, float, int, tuple[str, ...]]:
        tasks = plan.choice.tasks
        names = tuple(self.problem.tasks[place].id for place in tasks)
        table = plan.timetable
        return (table.steps, -round(table.area, 6), len(tasks), names)

    def _left(self) -> float:
        return self.end - time.monotonic()

    def _never_fits(self, place: int) -> bool:
        job = jobs_of(self.problem, (place,))[place]
        return self.calendar.is_limited and not Loads(self.calendar).fits_alone(job)

    def _cut(self, choice: Choice) -> Row:
        """What keeps tasks that do not end in time from being proposed again."""
        needs = {place: set(self.problem.tasks[place].needs) for place in choice.tasks}
        waiting = waits(self.problem, choice.tasks)
        if all(wait[0] <= needs[place] for place, of in waiting.items() for wait in of):
            # More tasks bring neither days nor another way to meet a prerequisite.
            return self.chooser.not_all(choice.tasks)
        return self.chooser.not_exactly(choice.tasks)

    def _in_time(self, within: int | None) -> Iterator[Row]:
        """What the months there are allow at most, whatever the order."""
        if within is None:
            return
        tasks = self.problem.tasks
        late = [place for place in range(len(tasks)) if self.ends[place] > within]
        yield from (Row({place: -1.0}, 0.0) for place in late)
        periods = math.ceil(within / self.calendar.length)
        limits = [(None, self.calendar.total), *self.calendar.owners.items()]
        for owner, limit in limits:
            terms = {p: -task.days for p, task in enumerate(tasks) if owner in (None, task.owner)}
            if terms and limit is not None:
                yield Row(terms, -limit * periods - TOLERANCE)


def earliest_ends(problem: Problem) -> list[float]:
    """In how many months each task can be finished at the earliest, if days did not matter.

    Infinite for tasks that nothing makes possible.
    """
    ends = [math.inf] * len(problem.tasks)
    lifts = [(place, lift) for place, task in enumerate(problem.tasks) for lift in task.lifts]

    def stands(column: int, value: float) -> float:
        if problem.worth[column] >= value - TOLERANCE:
            return 0.0
        return min(
            (
                max(ends[place], stands(column, lift.start))
                for place, lift in lifts
                if lift.column == column and lift.start < value - TOLERANCE <= lift.to
            ),
            default=math.inf,
        )

    changed = True
    while changed:
        changed = False
        for place, task in enumerate(problem.tasks):
            begins = 0.0
            for need in task.needs:
                others = [stands(lift.column, lift.to) for lift in problem.tasks[need].lifts]
                begins = max(begins, min(ends[need], max(others, default=0.0)))
            end = begins + months_of(task)
            if place not in problem.barred and end < ends[place]:
                ends[place], changed = end, True
    return ends
