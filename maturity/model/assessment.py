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
    """A gate of a step; `answer` is a native value, or the state of an answer that has none."""

    question: str
    at_least: Figure
    answer: Figure | None
    state: AskedState
    holds: bool | None


class StepScore(Result):
    """One step; `holds` is null when it cannot be said."""

    id: str
    measure: str
    holds: bool | None
    score: Figure | None
    low: Figure | None
    high: Figure | None
    reached_at: Figure
    gates: tuple[GateResult, ...] = ()


class PathPosition(Result):
    """How many steps hold without a hole, with its range and the progress to the next."""

    position: int
    low: int
    high: int
    progress: Figure | None
    holds_alone: tuple[str, ...] = ()
    steps: tuple[StepScore, ...]


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
    findings: tuple[Finding, ...] = ()
