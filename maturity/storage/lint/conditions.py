"""Which mistakes can a condition on earlier answers hold?

The same in a questionnaire (`ask_if`) and in a rubric (`unless`), each with codes of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from maturity.diagnostics import Diagnostic, Guesses, Route
from maturity.model.questionnaire import Condition, Question, Worth
from maturity.storage.documents import Document

Direction = Literal["rises", "falls", "neither"]
_OPPOSITE: dict[Direction, Direction] = {"rises": "falls", "falls": "rises", "neither": "neither"}


@dataclass(frozen=True)
class Codes:
    """The codes of one kind of condition.

    Attributes:
        incomplete: Of a condition that says too little or too much.
        unknown: Of one on a question that does not exist.
        later: Of one on a question that is not before what depends on it.
        impossible: Of a comparison with a value that the question cannot have.
        unscored: Of one on a question without numbers; None where it may be.
        several: Of `is` with a question that has several answers; None where it may be.
    """

    incomplete: str
    unknown: str
    later: str
    impossible: str
    unscored: str | None = None
    several: str | None = None


class Conditions:
    """Checks conditions on the questions of one questionnaire."""

    def __init__(self, document: Document, questions: Sequence[Question], codes: Codes) -> None:
        self.document, self.codes = document, codes
        self.questions = {question.id: question for question in questions}
        self.rank = {question.id: rank for rank, question in enumerate(questions)}
        self.known, self.guesses = list(self.questions), Guesses()

    def check(self, condition: Condition, route: Route, before: int) -> Iterator[Diagnostic]:
        """Every mistake of a condition that may look at the questions before a rank."""
        for where, part in walk(condition, route):
            if _is_whole(part):
                yield from self._part(part, where, before)
            else:
                yield self.document.diagnose(self.codes.incomplete, where)

    def _part(self, part: Condition, route: Route, before: int) -> Iterator[Diagnostic]:
        name, codes = part.question, self.codes
        if name is None:
            return
        where, question = (*route, "question"), self.questions.get(name)
        if question is None:
            near = self.guesses.near(name, self.known)
            yield self.document.diagnose(codes.unknown, where, kind="question", id=name, near=near)
        elif codes.unscored is not None and not question.is_scored:
            yield self.document.diagnose(codes.unscored, where, id=name)
        elif self.rank[name] >= before:
            yield self.document.diagnose(codes.later, where, id=name)
        elif codes.several is not None and question.type == "multi" and part.at_least is None:
            yield self.document.diagnose(codes.several, (*route, "is"), of_key=True, id=name)
        else:
            yield from self._comparison(part, question, route)

    def _comparison(
        self, part: Condition, question: Question, route: Route
    ) -> Iterator[Diagnostic]:
        key, found = ("at_least", part.at_least) if part.at_least is not None else ("is", part.is_)
        if not _could_be(question, part):
            yield self.document.diagnose(
                self.codes.impossible, (*route, key), id=question.id, found=found
            )


def walk(condition: Condition, route: Route) -> Iterator[tuple[Route, Condition]]:
    """A condition and all inside it, each with its place."""
    yield route, condition
    for name, parts in (("all", condition.all_), ("any", condition.any_)):
        for index, part in enumerate(parts or ()):
            yield from walk(part, (*route, name, index))
    if condition.not_ is not None:
        yield from walk(condition.not_, (*route, "not"))


def _is_whole(part: Condition) -> bool:
    """Whether it is one comparison with a question, or one of `all`, `any` and `not`."""
    forms = [part.question, part.all_, part.any_, part.not_]
    compares = sum(value is not None for value in (part.at_least, part.is_))
    whole = sum(form is not None for form in forms) == 1 and () not in forms
    return whole and compares == (part.question is not None)


def _could_be(question: Question, part: Condition) -> bool:
    if part.at_least is None:
        return could_answer(question, part.is_)
    least, greatest = question.scale
    return question.is_scored and least <= part.at_least <= greatest


def could_answer(question: Question, value: Any) -> bool:
    """Whether a value is one that the question's answer could be (for `multi`: contain)."""
    if question.type == "yes_no":
        return isinstance(value, bool)
    if question.type in {"choice", "multi"}:
        return value in [choice.id for choice in question.choices or ()]
    if question.type == "text":
        return isinstance(value, str)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    if question.type == "level":
        return value in question.option_values()
    return question.scale[0] <= value <= question.scale[1]


def direction(
    condition: Condition, questions: dict[str, Question], turned: Callable[[Condition], bool]
) -> Direction:
    """What raising an answer can do to a valid condition: only fulfil it, only undo it, or both.

    Args:
        condition: The condition.
        questions: All questions by id.
        turned: Whether the values that a comparison names fall as what the answer counts rises.
    """
    if condition.question is not None:
        found_here = _direction_of(condition, questions[condition.question])
        return _OPPOSITE[found_here] if turned(condition) else found_here
    found = {direction(part, questions, turned) for part in condition.parts}
    if condition.not_ is not None:
        return _OPPOSITE[found.pop()]
    return found.pop() if len(found) == 1 else "neither"


def _direction_of(part: Condition, question: Question) -> Direction:
    """An answer equal to the greatest value can only be reached, one equal to the least only left."""
    if part.at_least is not None:
        return "rises"
    worth, (least, greatest) = _worth(question, part.is_), question.scale
    if worth is None or least < worth < greatest:
        return "neither"
    return "rises" if worth >= greatest else "falls"


def _worth(question: Question, answer: Any) -> float | None:
    """What a single answer is worth; None where it cannot be compared."""
    if question.type == "yes_no":
        worth = question.values or Worth()
        return worth.yes if answer else worth.no
    if question.type == "choice":
        return {c.id: c.value or 0 for c in question.choices or ()}.get(answer)
    return answer if question.type in {"level", "number"} else None
