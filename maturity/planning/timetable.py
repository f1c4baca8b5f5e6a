"""When does each chosen task begin, so that all end as early as they can and gains come early?

Serial schedule generation under several priorities (R. Kolisch, "Serial and parallel
resource-constrained project scheduling methods revisited", European Journal of Operational Research
90, 1996) gives a good timetable; where the longest chain and the days there are do not prove it to be
the earliest, a time-indexed model with disaggregated precedence (N. Christofides, R. Alvarez-Valdes
and J. M. Tamarit, same journal 29, 1987) decides.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from maturity.planning.calendar import Calendar
from maturity.planning.jobs import Job, Loads, Use, jobs_of, ready
from maturity.planning.problem import Problem
from maturity.planning.solver import Row, Solver
from maturity.scoring.plan import TOLERANCE

_TRIES = 24
_NODES = 20
_LOOKS = 800
_NUDGE = 1e-3
"""What a job without gains wants to begin early, beside those that have some."""
_SMALL, _SIZE = 250, 700
"""A model with more variables than that is not tried: the bound of chains and days stands then."""


@dataclass(frozen=True)
class Timetable:
    """The months in which tasks begin.

    Attributes:
        starts: By the task's place.
        finish: How many months it takes in all.
        bound: No timetable of these tasks takes fewer months.
        steps: In how many months each milestone is passed, summed up.
        area: The gains, each times the months between its coming and the finish.
    """

    starts: Mapping[int, int]
    finish: int
    bound: int
    steps: int = 0
    area: float = 0.0


class Timetabling:
    """Makes timetables of sets of tasks on one calendar.

    With `exact` false, what rules of thumb and a relaxed model cannot decide stays undecided.
    """

    def __init__(
        self, problem: Problem, calendar: Calendar, seconds: float = 10.0, *, exact: bool = True
    ) -> None:
        self.problem, self.calendar, self.seconds = problem, calendar, seconds
        self.exact = exact
        self._known: dict[frozenset[int], Timetable | None] = {}

    def earliest(self, chosen: Iterable[int]) -> Timetable | None:
        """The timetable that ends first; None where one task alone needs more days than there are."""
        key = frozenset(chosen)
        if (found := self._first(key)) is None:
            return None
        while found.bound < found.finish:
            better = self._decided(found, found.bound)
            if better == found:
                break
            found = better
        self._known[key] = found
        return found

    def fitting(self, chosen: Iterable[int], within: int) -> Timetable | None:
        """A timetable that may end within so many months; where its bound is above them, none does."""
        key = frozenset(chosen)
        if (found := self._first(key)) is None:
            return None
        if found.bound <= within < found.finish:
            found = self._decided(found, within)
            self._known[key] = found
        return found

    def _first(self, chosen: frozenset[int]) -> Timetable | None:
        """A timetable by rules of thumb, or the best known by now."""
        if chosen not in self._known:
            self._known[chosen] = self._by_rules(chosen)
        return self._known[chosen]

    def _by_rules(self, chosen: frozenset[int]) -> Timetable | None:
        jobs = jobs_of(self.problem, chosen)
        chains, loads = soonest(jobs), Loads(self.calendar)
        if len(chains) < len(jobs) or not all(loads.fits_alone(job) for job in jobs.values()):
            return None

        def rank(starts: Mapping[int, int]) -> tuple[float, ...]:
            return (_finish(jobs, starts), sum(starts.values()))

        best = min(self._tries(jobs, chains), key=rank)
        bound = max(longest(jobs, chains), self._by_days(jobs))
        if bound < _finish(jobs, best):
            best = self._polished(jobs, best, rank)
        return _timetable(jobs, best, bound)

    def _decided(self, known: Timetable, months: int) -> Timetable:
        """A timetable that ends within so many months, or a bound above them; as before where neither is found."""
        jobs = jobs_of(self.problem, known.starts)
        model = _Model(jobs, self.calendar, months, soonest(jobs))
        if model.is_hopeless(self.seconds):
            return replace(known, bound=months + 1)
        if model.size > _SIZE or not self.exact:
            return known
        starts, is_proven = model.solve(self.seconds, gains=False)
        if starts is not None:
            return _timetable(jobs, starts, known.bound)
        return replace(known, bound=months + 1) if is_proven else known

    def with_early_gains(
        self, timetable: Timetable, milestones: Sequence[frozenset[int]] = ()
    ) -> Timetable:
        """A timetable of the same tasks that ends no later, and whose gains come as early as can be.

        Args:
            timetable: The one to better.
            milestones: Sets of its tasks; passing each early comes before single gains.
        """
        jobs = jobs_of(self.problem, timetable.starts)
        if not self.calendar.is_limited:
            return _timetable(jobs, timetable.starts, timetable.bound, milestones)
        chains = soonest(jobs)
        tries = [dict(timetable.starts), *self._tries(jobs, chains)]
        tries += self._by_milestones(jobs, milestones)
        model = _Model(jobs, self.calendar, timetable.finish, chains)
        if model.size <= _SMALL and (found := model.solve(self.seconds, gains=True)[0]):
            tries.append(found)

        def rank(starts: Mapping[int, int]) -> tuple[float, ...]:
            late = max(0, _finish(jobs, starts) - timetable.finish)
            passed = _passed(jobs, starts, milestones)
            return (late, passed, -_area(jobs, starts), sum(starts.values()))

        best = self._polished(jobs, min(tries, key=rank), rank)
        return _timetable(jobs, best, timetable.bound, milestones)

    def _by_milestones(
        self, jobs: Mapping[int, Job], milestones: Sequence[frozenset[int]]
    ) -> Iterator[dict[int, int]]:
        """What the first milestone needs first, the most urgent first within."""
        tails = _tails(jobs)
        most = 1 + max((tails[task] + job.length for task, job in jobs.items()), default=0)
        for tail in (1, 0):
            urgency: dict[int, float] = {}
            for task, job in jobs.items():
                number = next((n for n, m in enumerate(milestones) if task in m), len(milestones))
                urgency[task] = number * most - (tails[task] * tail + job.length)
            yield self._in_turn(jobs, urgency)

    def _polished(
        self, jobs: Mapping[int, Job], starts: dict[int, int], rank: Callable[[dict[int, int]], Any]
    ) -> dict[int, int]:
        """A timetable found by moving single jobs to other turns, as long as nothing gets worse."""
        turns = sorted(starts, key=lambda task: (starts[task], task))
        here = self._in_order(jobs, starts)
        chance = random.Random(0)  # noqa: S311 - the same moves every time
        for _ in range(_LOOKS if len(turns) > 1 else 0):
            tried = list(turns)
            tried.insert(chance.randrange(len(turns)), tried.pop(chance.randrange(len(turns))))
            found = self._in_turn(jobs, dict(zip(tried, range(len(tried)), strict=True)))
            if rank(found) <= rank(here):
                here, turns = found, tried
        return min((starts, here), key=rank)

    def _tries(
        self, jobs: Mapping[int, Job], chains: Mapping[int, int]
    ) -> Iterator[dict[int, int]]:
        if not self.calendar.is_limited:
            yield dict(chains)
            return
        tails = _tails(jobs)
        rules: list[Callable[[Job], float]] = [
            lambda job: -tails[job.task] - job.length,
            lambda job: -tails[job.task],
            lambda job: -job.gain / max(sum(job.loads), TOLERANCE),
            lambda job: -sum(job.loads),
        ]
        for rule in rules:
            yield self._in_turn(jobs, {task: rule(job) for task, job in jobs.items()})
        chance = random.Random(0)  # noqa: S311 - the same tries every time
        for _ in range(_TRIES):
            urgency = {
                t: -(tails[t] + j.length) * chance.uniform(0.5, 1.5) for t, j in jobs.items()
            }
            yield self._in_turn(jobs, urgency)

    def _in_turn(self, jobs: Mapping[int, Job], urgency: Mapping[int, float]) -> dict[int, int]:
        """Each job as early as it can be, the most urgent first (the least number)."""
        loads, starts, ends = Loads(self.calendar), dict[int, int](), dict[int, int]()
        left = sorted(jobs.values(), key=lambda job: (urgency[job.task], job.task))
        while left:
            job, month = next((j, at) for j in left if (at := ready(j, ends)) is not None)
            left.remove(job)
            while not loads.has_room(job, month):
                month += 1
            loads.take(job, month)
            starts[job.task], ends[job.task] = month, month + job.length
        return starts

    def _in_order(self, jobs: Mapping[int, Job], starts: Mapping[int, int]) -> dict[int, int]:
        """The same order with no job later than it has to be."""
        return self._in_turn(jobs, {task: float(month) for task, month in starts.items()})

    def _by_days(self, jobs: Mapping[int, Job]) -> int:
        """How many months it takes at least until there are enough person-days."""
        found = 0
        limits: list[tuple[float, float]] = []
        if self.calendar.total is not None:
            limits.append((sum(sum(job.loads) for job in jobs.values()), self.calendar.total))
        for owner, limit in self.calendar.owners.items():
            days = sum(sum(job.loads) for job in jobs.values() if job.owner == owner)
            limits.append((days, limit))
        for days, limit in limits:
            if days > TOLERANCE:
                periods = math.ceil(days / limit - TOLERANCE)
                found = max(found, (periods - 1) * self.calendar.length + 1)
        return found


class _Model:
    """A variable for each job and month in which it may begin."""

    def __init__(
        self, jobs: Mapping[int, Job], calendar: Calendar, finish: int, chains: Mapping[int, int]
    ) -> None:
        self.jobs, self.calendar, self.finish = jobs, calendar, finish
        tails = _tails(jobs)
        self.months = {
            task: range(chains[task], finish - job.length - tails[task] + 1)
            for task, job in jobs.items()
        }
        self.place: dict[tuple[int, int], int] = {}
        for task in jobs:
            for month in self.months[task]:
                self.place[task, month] = len(self.place)
        self.count = len(self.place)
        self.rows = [*self._once(), *self._order(), *self._capacity()]

    @property
    def size(self) -> int:
        """How many variables there are."""
        return self.count

    def is_hopeless(self, seconds: float) -> bool:
        """Whether there is no timetable even if jobs could be begun in parts."""
        if not all(self.months.values()):
            return True
        return Solver([0.0] * self.count, 0, self.rows).solve(seconds).bound == math.inf

    def solve(self, seconds: float, *, gains: bool) -> tuple[dict[int, int] | None, bool]:
        """A timetable within the months, and, where there is none, whether that is certain."""
        costs = [0.0] * self.count
        for (task, month), place in self.place.items() if gains else ():
            costs[place] = self.jobs[task].gain * month + _NUDGE * month
        found = Solver(costs, self.count, self.rows).solve(seconds, _NODES)
        if found.values is None:
            return None, found.bound == math.inf
        return {
            task: month for (task, month), place in self.place.items() if found.values[place] > 0.5
        }, True

    def _once(self) -> Iterator[Row]:
        for task, months in self.months.items():
            places = [self.place[task, month] for month in months]
            yield Row(dict.fromkeys(places, 1.0), 1.0)
            yield Row(dict.fromkeys(places, -1.0), -1.0)

    def _order(self) -> Iterator[Row]:
        for task, job in self.jobs.items():
            for wait in job.waits:
                if frozenset() in wait:
                    continue
                ways: list[int | None] = [None] if len(wait) == 1 else [self._way() for _ in wait]
                if ways[0] is not None:
                    yield Row({way: 1.0 for way in ways if way is not None}, 1.0)
                for one, way in zip(wait, ways, strict=True):
                    for before in sorted(one):
                        yield from self._after(task, before, way)

    def _way(self) -> int:
        self.count += 1
        return self.count - 1

    def _after(self, task: int, before: int, way: int | None) -> Iterator[Row]:
        """What has begun by a month has its predecessor behind it, if that way was chosen."""
        length = self.jobs[before].length
        for month in self.months[task]:
            terms = {self.place[task, m]: -1.0 for m in self.months[task] if m <= month}
            done = [m for m in self.months[before] if m + length <= month]
            if len(done) == len(self.months[before]):
                return
            terms |= {self.place[before, m]: 1.0 for m in done}
            if way is not None:
                terms[way] = -1.0
            yield Row(terms, 0.0 if way is None else -1.0)

    def _capacity(self) -> Iterator[Row]:
        loads, used, limits = (
            Loads(self.calendar),
            dict[Use, dict[int, float]](),
            dict[Use, float](),
        )
        for (task, month), place in self.place.items():
            job = self.jobs[task]
            for owner, limit in loads.limits(job):
                for period, days in job.use(self.calendar, month).items():
                    used.setdefault((owner, period), {})[place] = -days
                    limits[owner, period] = limit
        for use, terms in used.items():
            yield Row(terms, -limits[use] - TOLERANCE)


def soonest(jobs: Mapping[int, Job]) -> dict[int, int]:
    """The first month of each job if days did not matter; jobs whose turn never comes are left out."""
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    while True:
        open_ = [
            (at, t)
            for t, j in jobs.items()
            if t not in starts and (at := ready(j, ends)) is not None
        ]
        if not open_:
            return starts
        # The one that ends first cannot be begun earlier by means of any other.
        _, task = min(open_, key=lambda pair: (pair[0] + jobs[pair[1]].length, pair[1]))
        starts[task] = min(at for at, t in open_ if t == task)
        ends[task] = starts[task] + jobs[task].length


def longest(jobs: Mapping[int, Job], chains: Mapping[int, int]) -> int:
    """When the last job ends if days did not matter."""
    return max((chains[task] + job.length for task, job in jobs.items()), default=0)


def _tails(jobs: Mapping[int, Job]) -> dict[int, int]:
    """How many months must follow the end of each job."""
    after: dict[int, list[int]] = {task: [] for task in jobs}
    for task, job in jobs.items():
        for wait in job.waits:
            for before in frozenset.intersection(*wait):
                after[before].append(task)
    tails: dict[int, int] = {}

    def tail(task: int) -> int:
        if task not in tails:
            tails[task] = 0
            tails[task] = max((jobs[t].length + tail(t) for t in after[task]), default=0)
        return tails[task]

    return {task: tail(task) for task in jobs}


def _finish(jobs: Mapping[int, Job], starts: Mapping[int, int]) -> int:
    return max((month + jobs[task].length for task, month in starts.items()), default=0)


def _area(jobs: Mapping[int, Job], starts: Mapping[int, int]) -> float:
    """The gains, each times the months left until the finish; higher is earlier."""
    return -round(sum(jobs[t].gain * (month + jobs[t].length) for t, month in starts.items()), 9)


def _passed(
    jobs: Mapping[int, Job], starts: Mapping[int, int], milestones: Sequence[frozenset[int]]
) -> int:
    """In how many months each milestone is passed, summed up."""
    return sum(max((starts[t] + jobs[t].length for t in each), default=0) for each in milestones)


def _timetable(
    jobs: Mapping[int, Job],
    starts: Mapping[int, int],
    bound: int,
    milestones: Sequence[frozenset[int]] = (),
) -> Timetable:
    finish = _finish(jobs, starts)
    area = _area(jobs, starts) + finish * sum(job.gain for job in jobs.values())
    return Timetable(
        dict(sorted(starts.items())),
        finish,
        min(bound, finish),
        _passed(jobs, starts, milestones),
        area,
    )
