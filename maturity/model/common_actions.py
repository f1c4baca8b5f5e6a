"""What is known about actions that are bought once and carried out by many organisations.

Efforts are person-days and assumptions of the rubric. What actions bring is what the rubric says they
do, worked out by scoring the changed answers of every organisation.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from maturity.model.assessment import Figure, Result
from maturity.model.values import LocalText


class CommonAction(Result):
    """What one action would do if it were bought once, carried out by all, and nothing else was done.

    Attributes:
        days: What it costs, once.
        days_each: What it would cost in all if every organisation that it lifts bought it for itself.
        bodies_lifted: In how many organisations some answer rises.
        bodies_waiting: In how many more it would if what the action needs were done first.
        bodies_next_step: How many organisations it brings to their next step on its own.
        mean_gain: In progress on the path, over the organisations it lifts; null where there are none, or
            no path.
        median_gain: The same for the organisation in the middle.
    """

    id: str
    title: LocalText
    owner: LocalText
    days: Figure
    months: Figure
    days_each: Figure
    bodies_lifted: int
    bodies_waiting: int
    bodies_next_step: int
    mean_gain: Figure | None = None
    median_gain: Figure | None = None


class CommonSet(Result):
    """The actions to buy together when at most so many are bought, or so many days are spent.

    Attributes:
        most: So many actions were allowed; null where their number did not matter.
        within: So many days were allowed; null where they did not matter.
        actions: Their ids, each after those of them that it needs.
        days: What they cost, each once.
        days_each: What they would cost in all if every organisation bought for itself those of them that
            raise an answer of it.
        bodies_lifted: In how many organisations some answer rises.
        bodies_next_step: How many reach their next step.
        steps: How many of these reach which step, by the step's id.
        bound: No set that is allowed brings more organisations to their next step.
        proven: Whether none brings more, and none brings as many for fewer days.
    """

    most: int | None = None
    within: Figure | None = None
    actions: tuple[str, ...]
    days: Figure
    days_each: Figure
    bodies_lifted: int
    bodies_next_step: int
    steps: dict[str, int] = Field(default_factory=dict)
    bound: int
    proven: bool


class Missed(Result):
    """Something that organisations lack for their next step even when every action is carried out.

    Attributes:
        code: `no-action`: no action lifts the answer so far; `evidence`: the answer is there but not
            proven; `score`: the measure stays too low.
        question: Where it is an answer.
        measure: Where it is a measure.
        bodies: In how many organisations; one can lack several things.
    """

    code: Literal["no-action", "evidence", "score"]
    question: str | None = None
    measure: str | None = None
    bodies: int


class CommonActions(Result):
    """Which actions, bought once for all, would bring most organisations further, and at what effort.

    Attributes:
        bodies: How many organisations were looked at.
        ahead: How many of them have a further step to reach.
        single: Every action on its own, the most useful first.
        sets: The best set for a growing number of actions, only where it is better than the one before.
        frontier: The same for a growing number of days.
        unreachable: How many have a further step that all actions together do not bring them to.
        missed: Why, the most frequent first.
    """

    bodies: int
    ahead: int
    single: tuple[CommonAction, ...] = ()
    sets: tuple[CommonSet, ...] = ()
    frontier: tuple[CommonSet, ...] = ()
    unreachable: int = 0
    missed: tuple[Missed, ...] = ()
