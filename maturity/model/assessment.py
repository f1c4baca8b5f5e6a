"""What a scored response says: measures, path, findings, and what they rest on.

The shape of these models is the JSON of `maturity score --format json`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from maturity.model.response import State

AskedState = State | Literal["not_asked"]

FindingCode = Literal[
    "blocker",
    "holds-alone",
    "below-minimum",
    "strength",
    "risk",
    "unknown-decides",
    "unknown-widens",
    "not-enough-answers",
    "capped",
]


def _twelve_digits(value: float | None) -> float | int | None:
    """A number as written to files: 12 significant digits, whole numbers without a point."""
    if value is None:
        return None
    rounded = float(f"{value:.12g}")
    return int(rounded) if rounded.is_integer() else rounded


Figure = Annotated[float, PlainSerializer(_twelve_digits, return_type=float | int | None)]


class Result(BaseModel):
    """Base of all results: immutable."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class OrganisationRef(Result):
    """The body that was assessed."""

    id: str
    name: str | None = None


class Source(Result):
    """A file a result rests on, with the digest of its bytes as read."""

    id: str
    version: str
    sha256: str


class ResponseSource(Result):
    """The response a result rests on."""

    sha256: str


class Coverage(Result):
    """How many questions were asked and in which state each answer is."""

    asked: int
    answered: int
    not_applicable: int
    unknown: int
    declined: int
    unanswered: int


class MeasureScore(Result):
    """One measure: `value` on its own scale, `score`, `low` and `high` between 0 and 1.

    `value` and `score` are null when too few of its questions are answered.
    """

    kind: str
    value: Figure | None
    score: Figure | None
    least: Figure | None
    greatest: Figure | None
    low: Figure | None
    high: Figure | None
    answered: int
    asked: int
    band: str | None = None


class GateResult(Result):
    """A gate of a step, on a question or on a measure.

    `answer` is what is held against `at_least`: the counted value of a question, the value of a
    measure, or its score where `on` is `score`. `state` is that of a question's answer.
    """

    question: str | None = None
    measure: str | None = None
    on: Literal["value", "score"] = "value"
    at_least: Figure
    answer: Figure | None
    state: AskedState | None = None
    holds: bool | None


class Practices(Result):
    """How many practices a step needs and how many of them hold; `open` names the others."""

    needed: int
    met: int
    open: tuple[str, ...] = ()


class StepScore(Result):
    """One step; `holds` is null when it cannot be said."""

    id: str
    measure: str | None = None
    holds: bool | None
    score: Figure | None = None
    low: Figure | None = None
    high: Figure | None = None
    reached_at: Figure | None = None
    gates: tuple[GateResult, ...] = ()
    practices: Practices | None = None


class PathPosition(Result):
    """How many steps hold without a hole, with its range and the progress to the next."""

    position: int
    low: int
    high: int
    progress: Figure | None
    holds_alone: tuple[str, ...] = ()
    steps: tuple[StepScore, ...]


class TargetGap(Result):
    """How far something is from its target; values are on its own scale.

    Attributes:
        gap: What is missing, 0 when the target is reached.
        share: How much of the way from the least to the target is done.
        baseline: The value when the target was set.
        progress: How much of the way from the baseline to the target is done since.
    """

    kind: str
    target: Figure
    value: Figure | None
    gap: Figure | None
    share: Figure | None
    baseline: Figure | None = None
    progress: Figure | None = None


class Rank(Result):
    """A measure's place among those of its kind, 1 the strongest, with the interval of most draws."""

    rank: int
    low: int
    high: int
    of: int


class Driver(Result):
    """What moves the result most: one answer, or one weight of a measure.

    Attributes:
        low: The position (or progress) with it at its lower end, all else unchanged.
        high: The same at its upper end.
        share: How much of the spread over all draws goes with it (squared correlation).
    """

    question: str | None = None
    measure: str | None = None
    member: str | None = None
    low: Figure | None = None
    high: Figure | None = None
    share: Figure | None = None


class Robustness(Result):
    """The position over seeded draws of weights, thresholds and missing answers.

    Attributes:
        positions: The share of draws in which each number of steps holds.
        ranks: For each measure that stands beside others of its kind.
        answer: The one answer that moves the progress most when only it changes.
        weight: The one weight that does.
        draw: What goes most with the spread over all draws.
    """

    draws: int
    seed: int
    positions: dict[str, Figure]
    ranks: dict[str, Rank] = Field(default_factory=dict)
    answer: Driver | None = None
    weight: Driver | None = None
    draw: Driver | None = None


class Finding(Result):
    """Something worth saying: a code and values; `text` puts it into words."""

    code: FindingCode
    step: str | None = None
    measure: str | None = None
    questions: tuple[str, ...] = ()
    values: dict[str, Any] = Field(default_factory=dict)
    text: str = ""


class Assessment(Result):
    """A response scored by a rubric."""

    schema_: Annotated[Literal["maturity/assessment@1"], Field(alias="schema")] = (
        "maturity/assessment@1"
    )
    organisation: OrganisationRef
    date: date
    questionnaire: Source
    rubric: Source
    response: ResponseSource
    coverage: Coverage
    measures: dict[str, MeasureScore]
    path: PathPosition | None
    paths: dict[str, PathPosition] = Field(default_factory=dict)
    targets: dict[str, TargetGap] = Field(default_factory=dict)
    robustness: Robustness | None = None
    findings: tuple[Finding, ...] = ()
