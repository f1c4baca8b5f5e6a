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
    """A section's place among those of its kind that have a score: 1 the highest, equal ones share it.

    Attributes:
        rank: By the rubric's own weights and the answers there are.
        low: The better end of the interval that at least nine tenths of the draws, and `rank`, lie in.
        high: Its other end.
        of: How many are ranked.
    """

    rank: int
    low: int
    high: int
    of: int


class Driver(Result):
    """What moves the result most: one answer, or the weight of one member of a measure.

    The result is the progress on the main path (the position where the progress cannot be said),
    or, without a path, the score of the measure that `Robustness.outcome` names.

    Attributes:
        low: The result with the answer at the next lower one (a missing answer at its least), or
            with half of the weight; all else unchanged.
        high: The result with the next higher answer (the greatest), or with twice the weight.
        share: How much of the result's variance over all draws goes with it (squared correlation).
    """

    question: str | None = None
    measure: str | None = None
    member: str | None = None
    low: Figure | None = None
    high: Figure | None = None
    share: Figure | None = None


Varied = Literal["answers", "weights", "thresholds"]


class Robustness(Result):
    """The position over seeded draws of weights, thresholds and missing answers.

    Attributes:
        varied: What differs from draw to draw; nothing where nothing is missing or may differ.
        positions: The share of draws in which each number of steps holds; empty without a path.
        ranks: For each section with a score that stands beside others of its kind.
        outcome: Without a path, the measure whose score stands for the progress.
        answer: The one answer that moves the result most when only it changes.
        weight: The one weight that does.
        draw: What goes most with the spread of the result over all draws, or, where the progress is
            the same in all, with that of the next step's score.
    """

    draws: int
    seed: int
    varied: tuple[Varied, ...] = ()
    positions: dict[str, Figure]
    ranks: dict[str, Rank] = Field(default_factory=dict)
    outcome: str | None = None
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
