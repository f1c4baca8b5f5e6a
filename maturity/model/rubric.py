"""What answers are worth: measures, the path with its gates, bands and actions."""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import Field

from maturity.model.questionnaire import Condition
from maturity.model.values import (
    Bound,
    Flag,
    Frozen,
    Id,
    Language,
    Link,
    Number,
    Share,
    Text,
    Version,
    VersionRange,
    Words,
)

Aggregation = Literal[
    "mean",
    "sum",
    "minimum",
    "maximum",
    "median",
    "geometric_mean",
    "harmonic_mean",
    "share_at_least",
    "count_at_least",
    "ordered_until",
]
MemberKind = Literal["question", "section", "measure"]
NotApplicable = Literal["leave_out", "least", "greatest", "target"]
Missing = Literal["range", "least", "no_score"]
Curve = Literal["linear", "log"]
PathKind = Literal["steps", "cumulative", "lowest"]

WITH_LEVEL = frozenset({"share_at_least", "count_at_least", "ordered_until"})
"""Aggregations that compare each member with a `level`."""
WITH_FLOOR = frozenset({"geometric_mean", "harmonic_mean"})
"""Aggregations that need a rule for values at or below zero."""
DEPENDENT = frozenset({"sum", "count_at_least", "ordered_until"})
"""Aggregations whose scale depends on which members apply."""


class QuestionnaireRange(Frozen):
    """The questionnaire a rubric is made for, and the versions it fits."""

    id: Id
    versions: VersionRange


class Rounding(Frozen):
    """How figures are shown; nothing is computed with rounded ones."""

    decimals: Number = 1
    mode: Literal["half_up", "half_even", "truncate"] = "half_up"


class Scale(Frozen):
    """The least and the greatest value something can have."""

    least: Number
    greatest: Number


class Scoring(Frozen):
    """How every section is scored unless a measure says otherwise."""

    by: Aggregation = "mean"
    level: Bound | None = None
    floor: Number | None = None
    on: Literal["score", "value"] | None = None
    not_applicable: NotApplicable = "leave_out"
    missing: Missing = "range"
    minimum_answered: Share = 0.0
    rounding: Rounding | None = None


class QuestionScale(Frozen):
    """The scale a question has in this rubric; answers outside count at its ends.

    `least` is the answer that counts least. It may be the greater number, where less is better.
    """

    question: Id
    least: Number
    greatest: Number
    curve: Curve = "linear"

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the greatest value it can count."""
        least, greatest = sorted((float(self.least), float(self.greatest)))
        return least, greatest

    def counted(self, given: float) -> float:
        """What a given value counts, between the `ends`.

        With `curve: log` it is spread by its logarithm, as the Human Development Index does with
        income (UNDP, Technical notes): equal ratios count the same.
        """
        low, high = self.ends
        held = min(max(float(given), low), high)
        if self.curve == "linear":
            return held if self.least < self.greatest else low + high - held
        # math.log and not numpy's: the same bits for one response and for a million.
        start, end = math.log(self.least), math.log(self.greatest)
        return low + (math.log(held) - start) / (end - start) * (high - low)


class Select(Frozen):
    """All scored questions that every given key holds for."""

    tag: Id | None = None
    role: Id | None = None
    kind: Id | None = None
    section: Id | None = None


class Cap(Frozen):
    """What a question counts at most, without evidence or unless another answer is high enough."""

    at_most: Bound
    question: Id | None = None
    select: Select | None = None
    without: Literal["evidence"] | None = None
    grades: tuple[Words, ...] = ()
    months: Number | None = None
    unless: Condition | None = None
    because: Text | None = None


class Member(Frozen):
    """One part of a measure, with its weight."""

    question: Id | None = None
    section: Id | None = None
    measure: Id | None = None
    weight: Number = 1

    @property
    def target(self) -> tuple[MemberKind, str]:
        """The kind and id of what this member points to."""
        return pointed_at(self)


class Rung(Frozen):
    """One level a measure's value stands for: at or above `from`, or strictly `above`."""

    value: Number
    from_: Annotated[Bound | None, Field(alias="from")] = None
    above: Bound | None = None
    name: Text | None = None

    @property
    def start(self) -> float:
        """Where the level begins, on the value or as a share of its scale."""
        return float(self.from_ if self.from_ is not None else self.above or 0.0)


class Measure(Frozen):
    """A number computed from questions, sections and other measures.

    With `section` instead of `id` it overrides how that section is scored.
    """

    id: Id | None = None
    section: Id | None = None
    title: Text | None = None
    of: Annotated[tuple[Member, ...] | None, Field(min_length=1)] = None
    select: Select | None = None
    by: Aggregation | None = None
    level: Bound | None = None
    floor: Number | None = None
    on: Literal["score", "value"] | None = None
    scale: Scale | None = None
    report_on: Scale | None = None
    levels: Annotated[tuple[Rung, ...] | None, Field(min_length=1)] = None
    not_applicable: NotApplicable | None = None
    missing: Missing | None = None
    minimum_answered: Share | None = None
    rounding: Rounding | None = None


class Gate(Frozen):
    """A condition a step sets on one question or measure, whatever the mean says."""

    question: Id | None = None
    section: Id | None = None
    measure: Id | None = None
    at_least: Bound
    because: Text

    @property
    def target(self) -> tuple[MemberKind, str]:
        """The kind and id of what this gate looks at."""
        return pointed_at(self)


class Step(Frozen):
    """One step of a path.

    A step of a path of kind `steps` has a `measure` and the score it is `reached_at`; one of kind
    `cumulative` a `level` and practices (`all` or `select`) that must be `at_least` so good.
    """

    id: Id
    title: Text
    summary: Text | None = None
    measure: Id | None = None
    reached_at: Share | None = None
    level: Number | None = None
    all_: Annotated[tuple[Member, ...] | None, Field(alias="all", min_length=1)] = None
    select: Select | None = None
    at_least: Bound | None = None
    lower_at_least: Bound | None = None
    gates: tuple[Gate, ...] = ()
    minimums: dict[str, Number] = Field(default_factory=dict)


class Path(Frozen):
    """The ordered steps an organisation climbs."""

    id: Id | None = None
    title: Text
    kind: PathKind = "steps"
    of: Annotated[tuple[Id, ...] | None, Field(min_length=1)] = None
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


class Robustness(Frozen):
    """How far the position is tried out: how many seeded draws, and what varies in them.

    `weights` is the spread of each weight around the rubric's, `thresholds` how far each threshold
    may lie from the rubric's, in points of the score.
    """

    draws: Number = 2000
    seed: Number = 1
    weights: Share = 0.5
    thresholds: Share = 0.0


class Band(Frozen):
    """A named range of scores, from its lower end up to the next band."""

    id: Id
    from_: Annotated[Share, Field(alias="from")]
    title: Text
    text: Text | None = None


class Effort(Frozen):
    """Planning assumption: person-days over all partners, and months from start to effect."""

    days: Number
    months: Number


class Lift(Frozen):
    """What an action does to one answer at or above `from` and below `to`."""

    question: Id
    from_: Annotated[Number, Field(alias="from")]
    to: Number


class Reference(Frozen):
    """A published work an action or choice leans on."""

    title: Words
    url: Link | None = None


class Action(Frozen):
    """Something an organisation can do that lifts answers."""

    id: Id
    title: Text
    owner: Text
    effort: Effort
    lifts: Annotated[tuple[Lift, ...], Field(min_length=1)]
    what: Text | None = None
    needs: tuple[Id, ...] = ()
    kpi: Text | None = None
    references: tuple[Reference, ...] = ()


class MethodChoice(Frozen):
    """One choice of the method, with its source or marked as the authors' judgement."""

    choice: Text
    because: Text
    source: Words | None = None
    judgement: Flag = False


def pointed_at(item: Member | Gate) -> tuple[MemberKind, str]:
    """The kind and id of the one thing that a member or a gate names."""
    kinds: tuple[MemberKind, ...] = ("question", "section", "measure")
    for kind in kinds:
        name = getattr(item, kind)
        if name is not None:
            return kind, name
    raise ValueError("what points to nothing is refused when a rubric is read")


class Rubric(Frozen):
    """A rubric as its file says it."""

    rubric: Id
    version: Version
    title: Text
    questionnaire: QuestionnaireRange
    default: Flag = False
    languages: tuple[Language, ...] = ()
    summary: Text | None = None
    scoring: Scoring = Scoring()
    scales: tuple[QuestionScale, ...] = ()
    targets: dict[str, Bound] = Field(default_factory=dict)
    caps: tuple[Cap, ...] = ()
    measures: tuple[Measure, ...] = ()
    path: Path | None = None
    paths: tuple[Path, ...] = ()
    robustness: Robustness = Robustness()
    bands: tuple[Band, ...] = ()
    strong_from: Share = 1.0
    method: tuple[MethodChoice, ...] = ()
    actions: tuple[Action, ...] = ()
