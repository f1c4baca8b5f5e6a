"""What has to be put on a calendar, and what does it take from each period's capacity?"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from maturity.planning.calendar import Calendar
from maturity.planning.order import Wait, waits
from maturity.planning.problem import Problem, Task
from maturity.scoring.plan import TOLERANCE

Use = tuple[str | None, int]
"""Whose days, in which period; None for everyone's together."""


@dataclass(frozen=True)
class Job:
    """A task to be put on a calendar.

    Attributes:
        task: Its place in the problem.
        length: How many months it takes; begun ones count whole.
        loads: Person-days in each of its months, spread evenly.
        gain: How far it lifts answers, in shares of their scales.
        waits: What must be finished before.
    """

    task: int
    length: int
    loads: tuple[float, ...]
    owner: str
    gain: float
    waits: tuple[Wait, ...] = ()

    def use(self, calendar: Calendar, start: int) -> dict[int, float]:
        """Person-days in each period, when it begins with a month."""
        found: dict[int, float] = {}
        for month, days in enumerate(self.loads, start):
            period = month // calendar.length
            found[period] = found.get(period, 0.0) + days
        return found


def jobs_of(problem: Problem, chosen: Collection[int]) -> dict[int, Job]:
    """The jobs of some tasks, by the task's place."""
    waiting = waits(problem, chosen)
    return {
        place: Job(
            task=place,
            length=months_of(problem.tasks[place]),
            loads=tuple(_loads(problem.tasks[place])),
            owner=problem.tasks[place].owner,
            gain=_gain(problem, problem.tasks[place]),
            waits=waiting[place],
        )
        for place in sorted(chosen)
    }


def months_of(task: Task) -> int:
    """How many months a task takes; it begins and ends with a month."""
    return max(1, math.ceil(task.months - TOLERANCE))


def _loads(task: Task) -> Iterator[float]:
    whole = max(task.months, TOLERANCE)
    for month in range(months_of(task)):
        yield task.days * min(1.0, whole - month) / whole


def _gain(problem: Problem, task: Task) -> float:
    plan = problem.plan
    return sum(
        (lift.to - max(lift.start, float(problem.worth[lift.column])))
        / float(plan.greatest[lift.column] - plan.least[lift.column])
        for lift in task.lifts
        if lift.to > problem.worth[lift.column] + TOLERANCE
    )


class Loads:
    """How much of each period's capacity is taken."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.taken: dict[Use, float] = {}

    def limits(self, job: Job) -> Iterable[tuple[str | None, float]]:
        """Whose capacity a job takes from, with the limit."""
        if self.calendar.total is not None:
            yield None, self.calendar.total
        if job.owner in self.calendar.owners:
            yield job.owner, self.calendar.owners[job.owner]

    def has_room(self, job: Job, start: int) -> bool:
        """Whether a job can begin with a month."""
        use = job.use(self.calendar, start)
        return all(
            self.taken.get((owner, period), 0.0) + days <= limit + TOLERANCE
            for owner, limit in self.limits(job)
            for period, days in use.items()
        )

    def take(self, job: Job, start: int) -> None:
        """Let a job begin with a month."""
        for owner, _ in self.limits(job):
            for period, days in job.use(self.calendar, start).items():
                self.taken[owner, period] = self.taken.get((owner, period), 0.0) + days

    def fits_alone(self, job: Job) -> bool:
        """Whether a job can begin at any time at all, were it the only one."""
        empty = Loads(self.calendar)
        return any(empty.has_room(job, start) for start in range(self.calendar.length))

    def least_needed(self, job: Job) -> float:
        """The least capacity that would let a job begin."""
        starts = range(self.calendar.length)
        return min(max(job.use(self.calendar, start).values()) for start in starts)


def ready(job: Job, ends: Mapping[int, int]) -> int | None:
    """The first month in which a job may begin, given when others end; None before that is known."""
    found = 0
    for wait in job.waits:
        times = [
            max((ends[t] for t in one), default=0) for one in wait if all(t in ends for t in one)
        ]
        if not times:
            return None
        found = max(found, min(times))
    return found
