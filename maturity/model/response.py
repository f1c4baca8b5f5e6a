"""What one respondent answered, for one organisation, on one date."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from maturity.model.values import (
    STATES,
    Bound,
    Day,
    Flag,
    Frozen,
    Id,
    Language,
    Link,
    Version,
    Words,
)

State = Literal["answered", "not_applicable", "unknown", "declined", "unanswered"]
Confidence = Literal["low", "medium", "high"]
FORMAT_VERSION = "1"
_WITHOUT_VALUE = frozenset(STATES[1:])
_MOST_SHARED = 80
"""Bare answers up to this length are those that many responses have in common."""


class Evidence(Frozen):
    """Something that proves an answer."""

    title: Words
    url: Link | None = None
    date: Day | None = None
    grade: Words | None = None

    def written(self) -> dict[str, str]:
        """The evidence as a file holds it."""
        said = self.model_dump(exclude_none=True)
        return {key: str(value) for key, value in said.items()}


class Answer(Frozen):
    """An answer in its long form; the short form is the bare `answer`."""

    answer: Any = None
    note: Words | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: Confidence | None = None
    follow_up: Flag = False
    reason: Words | None = None

    @property
    def state(self) -> State:
        """Which of the five states the answer is in."""
        if self.answer is None:
            return "unanswered"
        if isinstance(self.answer, str) and self.answer in _WITHOUT_VALUE:
            return self.answer  # type: ignore[return-value]
        return "answered"

    def written(self) -> Any:
        """The answer as a file holds it: the bare answer where there is nothing beside it."""
        said = self.model_dump(exclude_defaults=True)
        if self.evidence:
            said["evidence"] = [item.written() for item in self.evidence]
        if isinstance(said.get("answer"), tuple):
            said["answer"] = list(said["answer"])
        if said.keys() <= {"answer"}:
            return said.get("answer")
        order = ("answer", "reason", "note", "evidence", "confidence", "follow_up")
        return {key: said[key] for key in order if key in said}


def _long_form(value: Any) -> Any:
    if type(value) in {int, bool} or (type(value) is str and len(value) <= _MOST_SHARED):
        return _bare(value)
    return value if isinstance(value, dict | Answer) else {"answer": value}


@lru_cache(maxsize=4096, typed=True)
def _bare(value: Any) -> Answer:
    """The long form of a bare answer; one for all responses that give it."""
    return Answer(answer=value)


def _maybe_empty(value: Any) -> Any:
    """A key with nothing but comments below it holds nothing."""
    return {} if value is None else value


class Organisation(Frozen):
    """The body that is assessed."""

    id: Id
    name: Words | None = None
    country: Words | None = None
    government: Words | None = None
    tags: tuple[Words, ...] = ()

    @property
    def label(self) -> str:
        """The name to print, or the id where no name is given."""
        return self.name or self.id


class Respondent(Frozen):
    """Who answered."""

    id: Id | None = None
    name: Words | None = None
    role: Id | None = None


class QuestionnaireRef(Frozen):
    """The questionnaire that was answered."""

    id: Id
    version: Version


class Baseline(Frozen):
    """Where the organisation stood when it set its target."""

    date: Day
    levels: dict[str, Bound]


class Target(Frozen):
    """Where the organisation wants to stand, by when and why: a step, or levels of its own.

    `levels` are of questions, sections and measures, by id.
    """

    step: Id | None = None
    levels: Annotated[dict[str, Bound], BeforeValidator(_maybe_empty)] = Field(default_factory=dict)
    baseline: Baseline | None = None
    by: Day | None = None
    because: Words | None = None


class Response(Frozen):
    """A response as its file says it."""

    response: Literal["1"]
    questionnaire: QuestionnaireRef
    organisation: Organisation
    date: Day
    language: Language = "en"
    respondent: Respondent | None = None
    scope: Words | None = None
    profile: Annotated[dict[str, Any], BeforeValidator(_maybe_empty)] = Field(default_factory=dict)
    target: Target | None = None
    answers: Annotated[
        dict[str, Annotated[Answer, BeforeValidator(_long_form)]], BeforeValidator(_maybe_empty)
    ] = Field(default_factory=dict)
