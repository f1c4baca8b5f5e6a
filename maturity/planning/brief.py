"""What is wanted of a plan: a target, a calendar, and what is laid down beforehand?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from maturity.model.response import Target as WantedTarget
from maturity.model.rubric import Action
from maturity.model.values import Portion
from maturity.planning.calendar import Calendar
from maturity.planning.problem import Wishes
from maturity.planning.target import Target
from maturity.scoring.assess import Scored
from maturity.scoring.plan import PlannedGate, ScoringPlan

Said = Literal["command", "response", "next", "furthest"]


@dataclass(frozen=True)
class Wanted:
    """What is to be reached, and who said so.

    Attributes:
        position: How many steps of the path shall hold.
        levels: What questions and measures shall reach: values on their scales, or portions.
    """

    said: Said
    position: int | None = None
    levels: Mapping[str, float] = field(default_factory=dict)

    @property
    def furthest(self) -> bool:
        """Whether as much as possible is wanted."""
        return self.said == "furthest"

    def target(self, plan: ScoringPlan) -> Target:
        """The target as the engine judges it."""
        levels = tuple(gate(plan, name, bound) for name, bound in self.levels.items())
        path = 0 if self.position is not None and plan.main is not None else None
        return Target(path, self.position or 0, levels)


@dataclass(frozen=True)
class Brief:
    """Everything that a plan is made from, beside a scored response.

    Attributes:
        by: The last day; None for as much time as is wanted.
        soonest: Whether the finish counts before the cost.
        actions: What can be done: the rubric's actions, as changed by the organisation, and its own.
        seconds: After so long a search ends with the best it has.
        alternatives: Whether to look at other plans too: without each action, with other efforts,
            for every tenth of the way. That takes several times as long as the plan itself.
    """

    wanted: Wanted
    calendar: Calendar
    by: date | None = None
    soonest: bool = False
    wishes: Wishes = field(default_factory=Wishes)
    actions: tuple[Action, ...] = ()
    seconds: float = 60.0
    alternatives: bool = True

    @property
    def within(self) -> int | None:
        """The whole months there are until the last day."""
        return None if self.by is None else self.calendar.months_until(self.by)


def gate(plan: ScoringPlan, name: str, bound: float) -> PlannedGate:
    """What a question or measure is to reach."""
    if name in plan.column:
        return PlannedGate(plan.column[name], plan.bound(plan.column[name], bound))
    on_score = isinstance(bound, Portion)
    return PlannedGate(plan.measure[name], float(bound), is_measure=True, on_score=on_score)


def wanted_by(scored: Scored, target: WantedTarget | None) -> Wanted:
    """What a response wants to reach; the next step where it wants nothing."""
    plan, path = scored.plan, scored.assessment.path
    names = [step.id for step in plan.steps]
    if target is not None and (target.step or target.levels):
        position = names.index(target.step) + 1 if target.step in names else None
        return Wanted("response", position, target.levels)
    at = path.position if path else 0
    return Wanted("next", min(at + 1, len(names)) if names else None)
