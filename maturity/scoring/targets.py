"""How far is what was measured from where it should be?"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from maturity.model.assessment import TargetGap
from maturity.model.response import Response
from maturity.model.rubric import Rubric
from maturity.model.values import Portion
from maturity.scoring.encode import NOT_APPLICABLE, NOT_ASKED, Rows
from maturity.scoring.engine import Scores
from maturity.scoring.plan import PlannedGate, ScoringPlan
from maturity.scoring.standing import figure, need_name


class _Now(NamedTuple):
    kind: str
    value: float | None
    least: float
    greatest: float


def gaps(
    plan: ScoringPlan, rubric: Rubric, response: Response, rows: Rows, scores: Scores
) -> dict[str, TargetGap]:
    """The gap to each target, in the order in which targets are found.

    The levels of the response come before what its target step asks for, and that before the
    rubric's. What does not apply, or has no scale in this response, has no gap.
    """
    wanted: dict[str, float] = dict(rubric.targets)
    wanted.update(_of_step(plan, response, scores))
    levels = response.target.levels if response.target else {}
    wanted.update(levels)
    baseline = response.target.baseline if response.target else None
    found: dict[str, TargetGap] = {}
    for name, target in wanted.items():
        now = _now(plan, name, rows, scores)
        if now is not None:
            before = baseline.levels.get(name) if baseline else None
            found[name] = _gap(plan, name, now, target, before)
    return found


def _of_step(plan: ScoringPlan, response: Response, scores: Scores) -> Mapping[str, float]:
    """What a target step asks for, with all steps before it: the greatest bound on each thing."""
    names = [step.id for step in plan.steps]
    step = response.target.step if response.target else None
    wanted: dict[str, float] = {}
    for planned in plan.steps[: names.index(step) + 1] if step in names else ():
        needs = list(planned.gates)
        if planned.measure is not None:
            needs.append(
                PlannedGate(planned.measure, planned.reached_at, is_measure=True, on_score=True)
            )
        for need in needs:
            name, bound = need_name(plan, need), _counted(need, scores)
            wanted[name] = _Counted(max(bound, wanted.get(name, -math.inf)))
    return wanted


def _counted(need: PlannedGate, scores: Scores) -> float:
    """A bound on the scale of what it is about; NaN where that has no scale in this response."""
    if not need.on_score:
        return need.at_least
    result = scores.measures[need.index]
    least, greatest = float(result.least[0]), float(result.greatest[0])
    return least + need.at_least * (greatest - least)


class _Counted(float):
    """A threshold that is a counted value already."""


def _now(plan: ScoringPlan, name: str, rows: Rows, scores: Scores) -> _Now | None:
    if name in plan.column:
        column = plan.column[name]
        if rows.states[column, 0] in (NOT_APPLICABLE, NOT_ASKED):
            return None
        value = figure(scores.counted[column, 0])
        return _Now("question", value, float(plan.least[column]), float(plan.greatest[column]))
    place = plan.measure[name]
    result = scores.measures[place]
    least, greatest = float(result.least[0]), float(result.greatest[0])
    if math.isnan(least):
        return None
    value = figure(result.value[0]) if result.enough[0] else None
    return _Now(plan.measures[place].kind, value, least, greatest)


def _gap(plan: ScoringPlan, name: str, now: _Now, target: float, before: float | None) -> TargetGap:
    goal = _on_scale(plan, name, now, target)
    start = None if before is None else _on_scale(plan, name, now, before)
    value = now.value
    progress = None
    if value is not None and start is not None and goal != start:
        progress = (value - start) / (goal - start)
    share = None
    if value is not None:
        share = min(1.0, (value - now.least) / (goal - now.least)) if goal > now.least else 1.0
    return TargetGap(
        kind=now.kind,
        target=goal,
        value=value,
        gap=None if value is None else max(0.0, goal - value),
        share=share,
        baseline=start,
        progress=progress,
    )


def _on_scale(plan: ScoringPlan, name: str, now: _Now, bound: float) -> float:
    if isinstance(bound, Portion):
        return now.least + float(bound) * (now.greatest - now.least)
    if name in plan.column and not isinstance(bound, _Counted):
        return plan.counted(plan.column[name], bound)
    return float(bound)
