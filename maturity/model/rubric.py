"""What answers are worth: measures, the path with its gates, bands and actions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from maturity.model.values import (
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

Aggregation = Literal["mean", "sum", "minimum", "maximum"]
MemberKind = Literal["question", "section", "measure"]


class QuestionnaireRange(Frozen):
    """The questionnaire a rubric is made for, and the versions it fits."""

    id: Id
    versions: VersionRange


class Scoring(Frozen):
    """How every section is scored unless a measure says otherwise."""

    by: Aggregation = "mean"
    not_applicable: Literal["leave_out"] = "leave_out"
    minimum_answered: Share = 0.0


class Member(Frozen):
    """One part of a measure, with its weight."""

    question: Id | None = None
    section: Id | None = None
    measure: Id | None = None
    weight: Number = 1

    @property
    def target(self) -> tuple[MemberKind, str]:
        """The kind and id of what this member points to."""
        for kind in ("question", "section", "measure"):
            name = getattr(self, kind)
            if name is not None:
                return kind, name
        raise ValueError("a member without a target is refused when a rubric is read")


class Measure(Frozen):
    """A number computed from questions, sections and other measures.

    With `section` instead of `id` it overrides how that section is scored.
    """

    id: Id | None = None
    section: Id | None = None
    title: Text | None = None
    of: Annotated[tuple[Member, ...] | None, Field(min_length=1)] = None
    by: Aggregation | None = None
    on: Literal["score", "value"] | None = None
    minimum_answered: Share | None = None


class Gate(Frozen):
    """A condition a step sets on one question, whatever the mean says."""

    question: Id
    at_least: Number
    because: Text


class Step(Frozen):
    """One step of the path."""

    id: Id
    title: Text
    measure: Id
    reached_at: Share
    summary: Text | None = None
    gates: tuple[Gate, ...] = ()
    minimums: dict[str, Number] = Field(default_factory=dict)


class Path(Frozen):
    """The ordered steps an organisation climbs."""

    title: Text
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


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
    measures: tuple[Measure, ...] = ()
    path: Path | None = None
    bands: tuple[Band, ...] = ()
    strong_from: Share = 1.0
    method: tuple[MethodChoice, ...] = ()
    actions: tuple[Action, ...] = ()
