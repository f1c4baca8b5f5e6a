"""Which questions does a step rest on, and can a higher answer lower anything?"""

from __future__ import annotations

from collections.abc import Sequence

from maturity.model.questionnaire import Condition
from maturity.scoring.plan import PlannedGate, PlannedStep, ScoringPlan


def is_monotone(plan: ScoringPlan) -> bool:
    """Whether a higher answer lowers nothing."""
    return not any(_can_turn(condition) for _, condition in plan.dependencies)


def _can_turn(condition: Condition) -> bool:
    """Whether a condition that holds can fail after an answer was raised."""
    turns = condition.not_ is not None or (
        condition.question is not None and condition.is_ is not None
    )
    return turns or any(map(_can_turn, condition.parts))


def columns_below(plan: ScoringPlan, path: int, first: int, last: int) -> Sequence[int]:
    """The questions that some steps of a path can depend on, in question order."""
    below = plan.paths[path]
    found: set[int] = set()
    for step in below.steps[first : last + 1]:
        found |= _below_step(plan, step)
    for place in below.of:
        found |= set(columns_below(plan, place, 0, last))
    # What another answer holds down depends on that answer too, and so on.
    for cap, condition in reversed(plan.dependencies):
        if cap.column in found:
            found |= {plan.column[name] for name in condition.questions()}
    return sorted(found)


def _below_step(plan: ScoringPlan, step: PlannedStep) -> set[int]:
    needs = [*step.gates, *step.practices]
    if step.measure is not None:
        needs.append(PlannedGate(step.measure, is_measure=True, at_least=0.0, on_score=True))
    return {
        int(column)
        for need in needs
        for column in (plan.measures[need.index].columns if need.is_measure else (need.index,))
    }
