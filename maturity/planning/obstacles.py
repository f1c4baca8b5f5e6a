"""Why can a target not be reached, or not in time, and what would help?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from maturity.model.roadmap import Obstacle, WaysOut
from maturity.planning.brief import Brief
from maturity.planning.choose import Chooser
from maturity.planning.jobs import Loads, jobs_of
from maturity.planning.problem import Problem
from maturity.planning.target import Target, holds
from maturity.planning.together import Plan, Planner
from maturity.scoring.engine import score
from maturity.scoring.plan import TOLERANCE
from maturity.scoring.standing import need_name


def hopeless(problem: Problem, target: Target) -> tuple[Obstacle, ...]:
    """What stays in the way when everything is done that may be done."""
    if problem.barred and (found := Chooser(replace(problem, barred=frozenset()), target).best()):
        names = [problem.tasks[place].id for place in found.tasks if place in problem.barred]
        return (Obstacle(code="barred", values={"actions": names}),)
    return tuple(_needs(problem, target))


def _needs(problem: Problem, target: Target) -> Iterator[Obstacle]:
    plan = problem.plan
    scores = score(plan, problem.scored(problem.all_tasks()))
    seen: set[str] = set()
    for need in target.needs(plan):
        name = need_name(plan, need)
        if name in seen or holds(need, scores)[0]:
            continue
        seen.add(name)
        if not need.is_measure:
            most = float(scores.counted[need.index, 0])
            values = {"question": name, "need": need.at_least, "most": most}
            # What is claimed already needs no action, but something that proves it.
            claims = bool(problem.worth[need.index] >= need.at_least - TOLERANCE)
            yield Obstacle(code="evidence" if claims else "no-action", values=values)
            continue
        result = scores.measures[need.index]
        most = float((result.score if need.on_score else result.value)[0])
        low = [
            plan.questions[int(column)].id
            for column in plan.measures[need.index].columns
            if scores.counted[column, 0] < plan.greatest[column] - TOLERANCE
        ]
        values = {"measure": name, "need": need.at_least, "most": most, "questions": low}
        yield Obstacle(code="score", values={**values, "on": "score" if need.on_score else "value"})


def in_time(
    planner: Planner, brief: Brief, target: Target, plan: Plan | None
) -> Iterator[Obstacle]:
    """What stands in the way of doing it with the days and months there are.

    Args:
        planner: With the calendar that does not do.
        brief: What is wanted.
        target: What is to be reached.
        plan: The nearest plan with that calendar, where there is one.
    """
    problem, calendar = planner.problem, brief.calendar
    freely = replace(calendar, total=None, owners={})
    ideal = Planner(problem, target, freely, brief.seconds).plan(soonest=True)
    if ideal is None:
        return
    loads = Loads(calendar)
    for place in planner.too_big if plan is None else ():
        if place in ideal.choice.tasks:
            job = jobs_of(problem, (place,))[place]
            has = min(limit for _, limit in loads.limits(job))
            values = {
                "action": problem.tasks[place].id,
                "needs": loads.least_needed(job),
                "has": has,
            }
            yield Obstacle(code="too-big", values=values)
    if brief.within is None:
        return
    if ideal.timetable.finish > brief.within:
        values = {"months": ideal.timetable.finish, "has": brief.within}
        yield Obstacle(code="chain", values=values)
    elif calendar.total is not None:
        least = plan or ideal
        days = sum(problem.tasks[place].days for place in least.choice.tasks)
        periods = -(-brief.within // calendar.length)
        values = {"needs": days, "has": calendar.total * periods}
        yield Obstacle(code="days", values=values)
    if not planner.certain:
        yield Obstacle(code="unproven")


def ways_out(planner: Planner, brief: Brief, target: Target, plan: Plan | None) -> WaysOut:
    """What would help."""
    later = None if plan is None else brief.calendar.last_day(plan.timetable.finish)
    return WaysOut(
        later=later,
        capacity=_capacity(planner.problem, brief, target),
        step=_step(planner.problem, brief, target),
    )


def _capacity(problem: Problem, brief: Brief, target: Target) -> float | None:
    """A capacity in whole days, as small as was found, with which the plan is done in time."""
    total = brief.calendar.total
    if total is None:
        return None

    def does(days: float | None) -> bool:
        calendar = replace(brief.calendar, total=days)
        planner = Planner(problem, target, calendar, brief.seconds, exact=False)
        return planner.cheapest(brief.within) is not None

    low, high = int(total), int(np.ceil(sum(task.days for task in problem.tasks)))
    if low >= high or not does(None):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if does(middle) else (middle, high)
    return float(high)


def _step(problem: Problem, brief: Brief, target: Target) -> str | None:
    """The furthest step before the target's that can be reached in time."""
    if target.path is None:
        return None
    at = int(score(problem.plan, problem.rows).paths[target.path].position[0])
    for position in range(target.position - 1, at, -1):
        step = Target(target.path, position)
        planner = Planner(problem, step, brief.calendar, brief.seconds, exact=False)
        if planner.cheapest(brief.within) is not None:
            return problem.plan.paths[target.path].steps[position - 1].id
    return None
