"""How are the names and figures of an explanation said?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from maturity.messages import knows, say
from maturity.messages.numbers import decimal, fixed, listing, percent
from maturity.model.rubric import Rounding
from maturity.scoring.assess import Scored
from maturity.scoring.explanation import Node, Turn
from maturity.scoring.plan import TOLERANCE
from maturity.view.wording import (
    answer_words,
    capped,
    given_value,
    native,
    path_title,
    question_of,
    rounding_of,
    rubric_text,
    short,
    threshold,
    title_of,
)
from maturity.view.wording.caps import CappedWords
from maturity.view.wording.names import all_paths

_GREATEST_DENOMINATOR = 20


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
        quoted = [say("report.quoted", self.language, title=self.title(name)) for name in names]
        return listing(quoted, say(f"report.{last}", self.language))

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
        path = all_paths(self.scored)[place]
        return self.say(
            "step_of", number=number, title=path_title(self.scored, path, self.language)
        )

    # --- Figures of measures ---

    def number(self, name: str, value: float) -> str:
        """A number on a measure's scale, in percent where that is 0 to 1 and no rounding is said."""
        if self._in_percent(name):
            return percent(value)
        rounding = rounding_of(self.scored, name)
        return fixed(value, int(rounding.decimals), rounding.mode)

    def amount(self, name: str, value: float) -> str:
        """What is added to a measure; never nothing where it is something."""
        shown = self.number(name, value)
        if abs(value) > TOLERANCE and not any(digit in shown for digit in "123456789"):
            least = 0.01 if self._in_percent(name) else 10 ** -int(self._rounding(name).decimals)
            return self.say("less", value=self.number(name, least))
        return shown

    def value(self, node: Node) -> str:
        """A measure's value with its scale, or the level it stands for."""
        turn = node.turns[-1] if node.turns else None
        if turn is not None and turn.rung is not None:
            return self.rung(turn)
        return self.on_scale(node.id, node.value or 0.0, node.least or 0.0, node.greatest or 0.0)

    def on_scale(self, name: str, value: float, least: float, greatest: float) -> str:
        """A value on a scale: `2.3 of 4`, `60%`, or `3.2 on a scale from 1 to 5`."""
        if (least, greatest) == (0.0, 1.0) and self._in_percent(name, own_scale=False):
            return percent(value)
        rounding = self._rounding(name)
        return self.say(
            "scale.from" if least else "scale.of",
            value=fixed(value, int(rounding.decimals), rounding.mode),
            least=decimal(least, 6),
            greatest=decimal(greatest, 6),
        )

    def rung(self, turn: Turn) -> str:
        """A level that a measure was put on."""
        value = decimal(turn.after, 6)
        if turn.rung is None or turn.rung.name is None:
            return self.say("rung", value=value)
        name = rubric_text(self.scored, turn.rung.name, self.language)
        return self.say("rung.named", value=value, name=name)

    def share(self, weight: float) -> str:
        """A share in words where there are some: `a quarter`."""
        nearest = Fraction(weight).limit_denominator(_GREATEST_DENOMINATOR)
        key = f"share.{nearest.numerator}.{nearest.denominator}"
        if abs(float(nearest) - weight) <= TOLERANCE and knows(f"explain.{key}", self.language):
            return self.say(key)
        return f"{decimal(weight * 100, 1)}%"

    def _rounding(self, name: str) -> Rounding:
        return rounding_of(self.scored, name)

    def _in_percent(self, name: str, *, own_scale: bool = True) -> bool:
        measure = self.scored.assessment.measures[name]
        said = self.scored.rubric.scoring.rounding is not None or any(
            m.rounding is not None for m in self.scored.rubric.measures if name in {m.id, m.section}
        )
        ends = (measure.least, measure.greatest) if own_scale else (0, 1)
        return not said and ends == (0, 1)

    # --- Answers ---

    def answer(self, name: str, counted: float) -> str:
        """What an answer that counts so much says: `level 2`, a choice, yes or no, a number."""
        if question_of(self.scored, name).type == "multi":
            return self.say("answer.multi", value=decimal(counted, 6))
        return answer_words(
            self.scored, name, given_value(self.scored, name, counted), self.language
        )

    def claimed(self, name: str, given: float) -> str:
        """What an answer claims."""
        return answer_words(self.scored, name, given, self.language)

    def at(self, name: str, counted: float) -> str:
        """Where answers stand: `at level 2`."""
        answer = self.answer(name, counted)
        level = question_of(self.scored, name).type == "level"
        return self.say("answer.at", answer=answer) if level else answer

    def need(self, node: Node) -> str:
        """What something must reach: the lowest answer that does, a share, or a number."""
        need, column = node.need or 0.0, self.scored.plan.column.get(node.id)
        if column is None:
            return threshold(need) if node.on == "score" else decimal(need, 6)
        if node.on == "score":
            least, greatest = self.scored.plan.least[column], self.scored.plan.greatest[column]
            need = float(least + need * (greatest - least))
        question = question_of(self.scored, node.id)
        enough = [
            value
            for value in question.option_values()
            if self.scored.plan.counted(column, value) >= need - TOLERANCE
        ]
        if question.type in {"level", "choice", "yes_no"} and enough:
            return answer_words(self.scored, node.id, min(enough), self.language)
        return answer_words(self.scored, node.id, native(self.scored, node.id, need), self.language)

    def why(self, name: str) -> str:
        """Why an answer counts other than it says."""
        if name in self.capped:
            return self.capped[name].reason
        column = self.scored.plan.column[name]
        curve = self.scored.plan.scales[column].curve
        return self.say("claimed.curve" if curve == "log" else "claimed.scale")

    @cached_property
    def capped(self) -> dict[str, CappedWords]:
        """The answers that count less than they claim."""
        return {words.question: words for words in capped(self.scored, self.language)}


def alike(values: Sequence[float]) -> bool:
    """Whether all numbers are the same."""
    return not values or max(values) - min(values) <= TOLERANCE
