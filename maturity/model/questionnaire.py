"""What is asked: a tree of sections with questions at the leaves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from maturity.model.values import Frozen, Id, Language, Number, Text, Version, Words

QuestionType = Literal["level", "choice", "multi", "yes_no", "number", "text"]
SCORED_TYPES = frozenset({"level", "choice", "multi", "yes_no", "number"})


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str | dict) else value


Texts = Annotated[
    tuple[Text, ...], BeforeValidator(_as_list, json_schema_input_type=Text | list[Text])
]


class Level(Frozen):
    """One step of a question's ladder, with a description that can be observed."""

    value: Number
    text: Text
    name: Text | None = None


class Choice(Frozen):
    """One option of a question; its value is what choosing it is worth."""

    id: Id
    text: Text
    value: Number | None = None


class Worth(Frozen):
    """What the two answers of a yes-or-no question are worth."""

    yes: Number = 1
    no: Number = 0


class Condition(Frozen):
    """When a question is asked: one comparison, or `all`, `any`, `not` of others."""

    question: Id | None = None
    at_least: Number | None = None
    is_: Annotated[Any, Field(alias="is")] = None
    all_: Annotated[tuple[Condition, ...] | None, Field(alias="all")] = None
    any_: Annotated[tuple[Condition, ...] | None, Field(alias="any")] = None
    not_: Annotated[Condition | None, Field(alias="not")] = None

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The conditions directly inside this one."""
        return self.all_ or self.any_ or ((self.not_,) if self.not_ else ())

    def questions(self) -> Iterator[str]:
        """The ids of all questions this condition looks at."""
        if self.question is not None:
            yield self.question
        for part in self.parts:
            yield from part.questions()


class Role(Frozen):
    """A kind of person who can answer questions."""

    id: Id
    title: Text


class Question(Frozen):
    """One thing that is asked."""

    id: Id
    ask: Text
    type: QuestionType
    title: Text | None = None
    why: Text | None = None
    evidence: Texts = ()
    roles: tuple[Id, ...] = ()
    levels: tuple[Level, ...] | None = None
    choices: tuple[Choice, ...] | None = None
    values: Worth | None = None
    least: Number | None = None
    greatest: Number | None = None
    ask_if: Condition | None = None
    country_note: Text | None = None
    related: tuple[Words, ...] = ()
    tags: tuple[Id, ...] = ()

    @cached_property
    def level_values(self) -> tuple[float, ...]:
        """The values of its levels, as they rise."""
        return tuple(level.value for level in self.levels or ())

    @property
    def is_scored(self) -> bool:
        """Whether its answers carry a number."""
        return self.type in SCORED_TYPES

    @property
    def scale(self) -> tuple[float, float]:
        """The least and greatest value an answer can have."""
        values = self.option_values()
        if self.type == "multi":
            # Rounded, so that 0.1 and 0.2 make the same scale as 0.3.
            lows, highs = (min(v, 0) for v in values), (max(v, 0) for v in values)
            return round(sum(lows), 12), round(sum(highs), 12)
        return (min(values), max(values)) if values else (0, 0)

    def option_values(self) -> tuple[float, ...]:
        """The values its options can have; least and greatest for a number."""
        if self.type == "level":
            return self.level_values
        if self.type in {"choice", "multi"}:
            return tuple(choice.value or 0 for choice in self.choices or ())
        if self.type == "yes_no":
            worth = self.values or Worth()
            return (worth.no, worth.yes)
        if self.type == "number" and self.least is not None and self.greatest is not None:
            return (self.least, self.greatest)
        return ()


class Section(Frozen):
    """A part of the questionnaire: an area, a barrier, a practice."""

    id: Id
    kind: Id
    title: Text
    summary: Text | None = None
    sections: tuple[Section, ...] = ()
    questions: tuple[Question, ...] = ()

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in reading order."""
        yield self
        for section in self.sections:
            yield from section.walk()

    def all_questions(self) -> Iterator[Question]:
        """All questions of this section and of those below it, in reading order."""
        for section in self.walk():
            yield from section.questions


class GridAxis(Frozen):
    """One axis of a grid question; `name` is its key in an answer."""

    name: Id
    choices: Annotated[tuple[Choice, ...], Field(min_length=1)]


class Context(Frozen):
    """A published figure shown beside a profile answer, never beside a score."""

    text: Text
    source: Words


class ProfileQuestion(Frozen):
    """A question about the organisation, asked first and never scored."""

    id: Id
    ask: Text
    type: Literal["text", "choice", "grid"]
    title: Text | None = None
    help: Text | None = None
    choices: tuple[Choice, ...] | None = None
    rows: GridAxis | None = None
    columns: GridAxis | None = None
    context: tuple[Context, ...] = ()


class Term(Frozen):
    """A word with the meaning it has in this questionnaire."""

    term: Text
    text: Text


class Grade(Frozen):
    """How strong a piece of evidence is."""

    id: Words
    text: Text


class Questionnaire(Frozen):
    """A questionnaire as its file says it."""

    questionnaire: Id
    version: Version
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    title: Text
    summary: Text | None = None
    source: Text | None = None
    roles: tuple[Role, ...] = ()
    answering: tuple[Text, ...] = ()
    glossary: tuple[Term, ...] = ()
    evidence_grades: tuple[Grade, ...] = ()
    profile: tuple[ProfileQuestion, ...] = ()
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]

    def walk(self) -> Iterator[Section]:
        """All sections in reading order."""
        for section in self.sections:
            yield from section.walk()

    def questions(self) -> Iterator[Question]:
        """All questions in reading order."""
        for section in self.walk():
            yield from section.questions

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """All questions by id, in reading order."""
        return {question.id: question for question in self.questions()}
