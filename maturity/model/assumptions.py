"""What an organisation assumes about its own plan: start, capacity, efforts, owners, its own actions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from maturity.model.rubric import Action
from maturity.model.values import Day, Frozen, Id, Number, Text, Words


class ChangedAction(Frozen):
    """Other figures than the rubric's for one action; what is left out stays."""

    days: Number | None = None
    months: Number | None = None
    cost: Number | None = None
    owner: Text | None = None


class OwnerOf(Frozen):
    """Who an owner of the rubric is here, and how many person-days they have in each period."""

    name: Words | None = None
    days: Number | None = None


class Assumptions(Frozen):
    """Local assumptions as their file says them."""

    assumptions: Literal["1"]
    start: Day | None = None
    by: Day | None = None
    period: Literal["quarter", "month"] | None = None
    capacity: Number | None = None
    day_rate: Number | None = None
    owners: dict[str, OwnerOf] = Field(default_factory=dict)
    actions: dict[Id, ChangedAction] = Field(default_factory=dict)
    own: tuple[Action, ...] = ()
    with_: Annotated[tuple[Id, ...], Field(alias="with")] = ()
    without: tuple[Id, ...] = ()
    done: tuple[Id, ...] = ()
