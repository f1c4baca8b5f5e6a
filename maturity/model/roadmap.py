"""What a roadmap says: the actions, when each is done, what they bring, and what is known about others.

The shape of these models is the JSON of `maturity plan --format json`. Efforts are person-days; dates
are whole months. Nothing here is a promise: efforts and months are assumptions of the rubric or of
the organisation, and what the actions bring is what the rubric says they do.
"""

from __future__ import annotations

import datetime as dt
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from maturity.model.assessment import Figure, OrganisationRef, ResponseSource, Result, Source
from maturity.model.rubric import Reference
from maturity.model.values import LocalText, SaidBound

Status = Literal["planned", "reached", "late", "impossible"]
"""Whether the target is reached by the plan, was reached already, can only be reached later than it
should (the plan is then the nearest one that can), or cannot be reached at all."""

ObstacleCode = Literal[
    "no-action", "evidence", "score", "barred", "too-big", "days", "chain", "unproven"
]


class Aim(Result):
    """What is to be reached.

    Attributes:
        said: Who said so: the command, the response, or nobody, so that it is the next step.
        position: How many steps of the path shall hold.
        step: The id of the last of them.
        levels: What questions and measures shall reach, as it was said: values, or shares such as 60%.
        by: The last day.
    """

    said: Literal["command", "response", "next", "furthest"]
    position: int | None = None
    step: str | None = None
    progress: Figure | None = None
    levels: dict[str, SaidBound] = Field(default_factory=dict)
    by: date | None = None


class Assumed(Result):
    """What the plan rests on beside answers and rubric.

    Attributes:
        start: The first day.
        period: What capacities are given for.
        capacity: Person-days of all in a period; null for as many as are wanted.
        owners: Person-days of single owners in a period.
        day_rate: The price of a person-day; the plan then keeps money small instead of days.
        changed: Actions with other figures than the rubric's, and the organisation's own ones.
        file: The digest of the file of assumptions.
    """

    start: date
    period: Literal["quarter", "month"]
    capacity: Figure | None = None
    owners: dict[str, Figure] = Field(default_factory=dict)
    day_rate: Figure | None = None
    soonest: bool = False
    refused: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    file: str | None = None


class Rise(Result):
    """What an action does to one answer: native values before (null when it is missing) and after it."""

    question: str
    before: Figure | None
    to: Figure


class PlannedAction(Result):
    """An action of the plan.

    Attributes:
        cost: In the unit that is kept small.
        start: Its first day.
        end: Its last.
        months: Whole months from start to end.
        needs: The actions of the plan that are finished before.
        lifts: What it changes when it ends.
        kept: Whether it was wanted in any case.
        share: In which share of the draws over efforts it belongs to the best plan; null where they were
            not made.
        without: The cost of the best plan that does without it; null where none does.
    """

    id: str
    title: LocalText
    owner: LocalText
    what: LocalText | None = None
    kpi: LocalText | None = None
    references: tuple[Reference, ...] = ()
    days: Figure
    cost: Figure
    months: int
    start: date
    end: date
    needs: tuple[str, ...] = ()
    lifts: tuple[Rise, ...] = ()
    kept: bool = False
    share: Figure | None = None
    without: Figure | None = None


class Standing(Result):
    """The position after some actions, with its range, and the progress to the next step."""

    position: int | None = None
    low: int | None = None
    high: int | None = None
    progress: Figure | None = None


class Projected(Result):
    """A measure's score after some actions, with its range."""

    score: Figure | None
    low: Figure | None
    high: Figure | None


class PlanPeriod(Result):
    """One quarter or month: the work in it, and where the organisation stands at its end.

    Only actions that are finished by then count.
    """

    start: date
    end: date
    days: Figure
    owners: dict[str, Figure] = Field(default_factory=dict)
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    path: Standing | None = None
    measures: dict[str, Projected] = Field(default_factory=dict)


class Instead(Result):
    """The best plan that does without one action of this one; `cost` is null where there is none."""

    without: str
    cost: Figure | None
    more: tuple[str, ...] = ()
    fewer: tuple[str, ...] = ()


class FrontierPoint(Result):
    """The least that reaches a progress on the path, or a whole step."""

    progress: Figure
    step: str | None = None
    cost: Figure | None
    actions: int | None = None


class Sensitivity(Result):
    """How the choice depends on the efforts, which are guesses: seeded draws of all of them.

    Attributes:
        spread: Each effort is drawn evenly from so much below to so much above.
        same: The share of draws in which this very plan is the best.
        shares: The share of draws in which each action belongs to the best plan.
    """

    draws: int
    seed: int
    spread: Figure
    same: Figure
    shares: dict[str, Figure] = Field(default_factory=dict)


class Unknowns(Result):
    """What answers that are missing mean for the plan, which takes each at its least.

    Attributes:
        low: The cost when they all turn out at their least; null where nothing reaches the target.
        high: The cost when they all turn out at their greatest.
        first: The questions to find out about first, with what is saved when the answer is the greatest.
    """

    low: Figure | None
    high: Figure | None
    first: dict[str, Figure] = Field(default_factory=dict)


class Compared(Result):
    """Another way to choose actions, for comparison."""

    way: Literal["plan", "greedy", "everything"]
    cost: Figure
    actions: int
    months: int | None = None
    reaches: bool


class Obstacle(Result):
    """Why the target cannot be reached, or not in time: a code and values."""

    code: ObstacleCode
    values: dict[str, Any] = Field(default_factory=dict)


class WaysOut(Result):
    """What would help where the target cannot be reached in time.

    Attributes:
        later: The last day of the plan when there is more time.
        capacity: A capacity for each period with which the last day can be kept, in whole days, the least
            that was found.
        step: The furthest step that can be reached in time.
    """

    later: date | None = None
    capacity: Figure | None = None
    step: str | None = None


class Proof(Result):
    """What is known about other plans.

    Attributes:
        cost: No set of actions that costs less reaches the target in time.
        end: No plan of this cost ends before this day.
        exact: Whether both are those of the plan.
        is_monotone: Whether raising an answer never lowers a score; else the proof holds for lifts only.
    """

    cost: Figure
    end: date | None = None
    exact: bool
    is_monotone: bool = True


class Roadmap(Result):
    """The least an organisation has to do to reach its target, and in which order."""

    schema_: Annotated[Literal["maturity/roadmap@1"], Field(alias="schema")] = "maturity/roadmap@1"
    organisation: OrganisationRef
    date: dt.date
    questionnaire: Source
    rubric: Source
    response: ResponseSource
    status: Status
    aim: Aim
    assumed: Assumed
    unit: Literal["days", "money"] = "days"
    days: Figure = 0.0
    cost: Figure = 0.0
    end: dt.date | None = None
    proof: Proof | None = None
    today: Standing | None = None
    actions: tuple[PlannedAction, ...] = ()
    periods: tuple[PlanPeriod, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    ways_out: WaysOut | None = None
    unknowns: Unknowns | None = None
    instead: tuple[Instead, ...] = ()
    frontier: tuple[FrontierPoint, ...] = ()
    sensitivity: Sensitivity | None = None
    compared: tuple[Compared, ...] = ()
