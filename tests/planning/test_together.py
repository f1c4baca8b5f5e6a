"""Effort and finish are the least there are: held against every subset and every order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from maturity.planning.calendar import Calendar
from maturity.planning.problem import Problem
from maturity.planning.target import judged
from maturity.planning.together import Planner
from planning.instances import Instance, after, instances

HORIZON = 24


@dataclass
class Timed:
    instance: Instance
    calendar: Calendar

    @property
    def problem(self) -> Problem:
        return self.instance.problem


@st.composite
def timed(draw: Any) -> Timed:
    instance = draw(instances(most=4))
    tasks = tuple(
        replace(
            task,
            months=draw(st.sampled_from([0.5, 1.0, 1.0, 2.0, 2.5, 3.0])),
            owner=draw(st.sampled_from(["A", "B"])),
        )
        for task in instance.problem.tasks
    )
    problem = replace(instance.problem, tasks=tasks)
    limit = st.sampled_from([None, 3.0, 5.0, 8.0])
    owners = {owner: days for owner in "AB" if (days := draw(limit)) is not None}
    calendar = Calendar(
        date(2027, 1, 1), draw(st.sampled_from(["quarter", "month"])), draw(limit), owners
    )
    return Timed(Instance(problem, instance.target), calendar)


def months(days: float, length: float) -> list[float]:
    """Person-days in each month of a task."""
    shares, left = [], length
    while left > 1e-9:
        shares.append(min(1.0, left))
        left -= 1.0
    return [days * share / length for share in shares]


def finish_of(timed: Timed, chosen: tuple[int, ...]) -> int | None:
    """The earliest finish of some tasks, found by trying every order."""
    problem, calendar = timed.problem, timed.calendar
    loads = {
        place: months(problem.tasks[place].days, problem.tasks[place].months) for place in chosen
    }
    alone = [(place, {place: start}) for place in chosen for start in range(calendar.length)]
    fitting = {place for place, starts in alone if has_days(problem, calendar, loads, starts)}
    if fitting != set(chosen):
        return None
    for finish in range(HORIZON):
        if any(fitted(problem, calendar, chosen, loads, {}, 0, finish)):
            return finish
    return None


def fitted(
    problem: Problem, calendar: Calendar, chosen: tuple[int, ...], loads: dict[int, list[float]],
    starts: dict[int, int], month: int, finish: int,
) -> Iterator[bool]:  # fmt: skip
    """Yields True once for each way to begin the remaining tasks from a month on."""
    left = [place for place in chosen if place not in starts]
    if not left:
        yield True
        return
    if month >= finish or any(month + len(loads[place]) > finish for place in left):
        return
    ended = frozenset(p for p, start in starts.items() if start + len(loads[p]) <= month)
    says = after(problem, ended, worth=True)
    can = [place for place in left if may_begin(problem, place, chosen, ended, says)]
    for size in range(len(can), -1, -1):
        for group in combinations(can, size):
            tried = starts | dict.fromkeys(group, month)
            if has_days(problem, calendar, loads, tried):
                yield from fitted(problem, calendar, chosen, loads, tried, month + 1, finish)


def may_begin(
    problem: Problem, place: int, chosen: tuple[int, ...], ended: frozenset[int], says: Any
) -> bool:
    return all(
        need in ended
        if need in chosen
        else all(says[lift.column] >= lift.to - 1e-9 for lift in problem.tasks[need].lifts)
        for need in problem.tasks[place].needs
    )


def has_days(
    problem: Problem, calendar: Calendar, loads: dict[int, list[float]], starts: dict[int, int]
) -> bool:
    used: dict[tuple[str, int], float] = {}
    for place, start in starts.items():
        for month, days in enumerate(loads[place], start):
            for whose in ("", problem.tasks[place].owner):
                key = (whose, month // calendar.length)
                used[key] = used.get(key, 0.0) + days
    limits = {**calendar.owners, **({"": calendar.total} if calendar.total is not None else {})}
    return all(days <= limits.get(whose, 1e9) + 1e-9 for (whose, _), days in used.items())


def best_of_all(timed: Timed, within: int | None) -> tuple[float, int] | None:
    """Least cost and then earliest finish over all subsets that can be done in time."""
    problem = timed.problem
    every = [p for p in range(len(problem.tasks)) if p not in problem.barred]
    sets = [c for size in range(len(every) + 1) for c in combinations(every, size)]
    sets = [c for c in sets if problem.kept <= set(c)]
    sets.sort(key=problem.total)
    found: tuple[float, int] | None = None
    for chosen in sets:
        cost = problem.total(chosen)
        if found is not None and cost > found[0] + 1e-6:
            break
        if not judged(problem, timed.instance.target, problem.set_of(chosen))[0]:
            continue
        finish = finish_of(timed, chosen)
        if finish is None or (within is not None and finish > within):
            continue
        if found is None or finish < found[1]:
            found = (cost, finish)
    return found


def check(timed: Timed, within: int | None) -> None:
    planner = Planner(timed.problem, timed.instance.target, timed.calendar)
    found = planner.plan(within)
    wanted = best_of_all(timed, within)
    assert (found is None) == (wanted is None)
    if found is not None and wanted is not None:
        assert abs(found.choice.cost - wanted[0]) < 1e-6
        assert found.timetable.finish == wanted[1]
        assert found.proven
        assert found.finish_bound == wanted[1]


WITHIN = st.one_of(st.none(), st.integers(0, 12))


@settings(max_examples=400, suppress_health_check=list(HealthCheck))
@given(timed(), WITHIN)
def test_effort_and_finish_are_those_of_the_best_of_all_subsets_and_orders(
    timed: Timed, within: int | None
) -> None:
    check(timed, within)


@pytest.mark.soak
@settings(max_examples=3000, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(timed(), WITHIN)
def test_many_of_them(timed: Timed, within: int | None) -> None:
    check(timed, within)
