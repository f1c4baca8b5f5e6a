"""How are the things of an explanation called, and what is asked of them?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from maturity.messages import say
from maturity.messages.numbers import decimal, listing
from maturity.scoring.assess import Scored
from maturity.scoring.explanation import Node
from maturity.scoring.plan import TOLERANCE
from maturity.view.wording import (
    answer_words,
    capped,
    given_value,
    native,
    path_title,
    question_of,
    short,
    title_of,
)
from maturity.view.wording.answers import less_is_better
from maturity.view.wording.caps import CappedWords
from maturity.view.wording.names import all_paths

_WITH_OPTIONS = frozenset({"level", "choice", "yes_no"})


@dataclass(frozen=True)
class Line:
    """One line of an explanation: sentences, whether they say that something holds, and what is below."""

    text: str
    truth: bool | None = None
    children: tuple[Line, ...] = ()


class Words:
    """Says the parts of sentences about one scored response in one language."""

    def __init__(self, scored: Scored, language: str) -> None:
        self.scored, self.language = scored, language

    def say(self, key: str, **values: object) -> str:
        """The message of an explanation."""
        return say(f"explain.{key}", self.language, **values)

    # --- Names ---

    def title(self, name: str) -> str:
        """What a question, section or measure is called."""
        return short(title_of(self.scored, name, self.language))

    def titles(self, names: Iterable[str], last: str = "and") -> str:
        """Titles in quotation marks, as one part of a sentence."""
        quoted = [self.quoted(self.title(name)) for name in names]
        return listing(quoted, say(f"report.{last}", self.language))

    def quoted(self, text: str) -> str:
        """A text in quotation marks."""
        return say("report.quoted", self.language, title=text)

    def path(self, name: str) -> str:
        """What a path is called; the main one by the organisation that stands on it."""
        for planned, path in zip(self.scored.plan.paths, all_paths(self.scored), strict=True):
            if planned.id == name:
                return path_title(self.scored, path, self.language)
        return self.scored.response.organisation.label

    def step(self, name: str) -> str:
        """The number of a step, with the title of its path where that is not the main one."""
        place, number = next(
            (place, number)
            for place, path in enumerate(self.scored.plan.paths)
            for number, step in enumerate(path.steps, 1)
            if step.id == name
        )
        if self.scored.plan.paths[place].id == self.scored.plan.main:
            return str(number)
        title = path_title(self.scored, all_paths(self.scored)[place], self.language)
        return self.say("step_of", number=number, title=title)

    # --- Answers ---

    def answer(self, name: str, counted: float) -> str:
        """What an answer that counts so much says: `level 2`, a choice, yes or no, a number."""
        if question_of(self.scored, name).type == "multi":
            return self.say("answer.multi", value=decimal(counted, 6))
        given = given_value(self.scored, name, counted)
        return answer_words(self.scored, name, given, self.language)

    def at(self, name: str, counted: float) -> str:
        """Where answers stand: `at level 2`."""
        answer = self.answer(name, counted)
        level = question_of(self.scored, name).type == "level"
        return self.say("answer.at", answer=answer) if level else answer

    def asked(self, node: Node) -> str:
        """What is asked of a question: the lowest answer that is enough, or a number."""
        column, question = self.scored.plan.column[node.id], question_of(self.scored, node.id)
        need = node.need or 0.0
        if node.on == "score":
            least, greatest = self.scored.plan.least[column], self.scored.plan.greatest[column]
            need = float(least + need * (greatest - least))
        counted = {v: self.scored.plan.counted(column, v) for v in question.option_values()}
        enough = [value for value in counted if counted[value] >= need - TOLERANCE]
        if question.type in _WITH_OPTIONS and enough:
            lowest = min(enough, key=lambda value: counted[value])
            return answer_words(self.scored, node.id, lowest, self.language)
        number = native(self.scored, node.id, need)
        said = answer_words(self.scored, node.id, number, self.language)
        if less_is_better(self.scored, node.id):
            return say("report.at_most", self.language, value=said)
        return said

    @cached_property
    def capped(self) -> dict[str, CappedWords]:
        """The answers that count less than they claim."""
        return {words.question: words for words in capped(self.scored, self.language)}


def alike(values: Sequence[float]) -> bool:
    """Whether all numbers are the same."""
    return not values or max(values) - min(values) <= TOLERANCE
