"""What does one cell answer?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from maturity.model.mapping import Mapping
from maturity.model.questionnaire import ProfileQuestion, Question
from maturity.model.response import Answer
from maturity.model.values import LocalText
from maturity.tables.matching import (
    names_of_options,
    normal,
    numbered,
    options,
    substitute,
    texts,
    words_of,
)
from maturity.tables.scalars import Wrong, as_mapped, is_doubtful, number_in, text_problem

_STATES = {
    "?": "unknown",
    "unknown": "unknown",
    "-": "declined",
    "declined": "declined",
    "na": "not_applicable",
    "n/a": "not_applicable",
    "n.a.": "not_applicable",
    "not_applicable": "not_applicable",
    "not applicable": "not_applicable",
    "unanswered": None,
}
_STATE_WORDS = tuple(word for word in _STATES if len(word) > len("n.a."))
_YES = {
    "true": True,
    "yes": True,
    "y": True,
    "false": False,
    "no": False,
    "n": False,
}
_SEPARATORS = (";", "|", "\n", ",", " ")
_BETWEEN = re.compile(r"[;|\n,]")


@dataclass(frozen=True)
class Cells:
    """Understands the cells of a question's column.

    Attributes:
        question: What is asked.
        mapping: What cells stand for, where somebody said so.
    """

    question: Question
    mapping: Mapping

    def understand(self, text: str) -> Answer | Wrong:
        """The answer in a cell, in whichever of its states."""
        text = text.strip()
        own = self.mapping.questions.get(self.question.id, {})
        meant = substitute(text, own, self.mapping.values).strip()
        # What a mapping says is written as in its file, whatever the cells look like.
        decimal = self.mapping.decimal if meant == text else "point"
        if not meant:
            return Answer()
        if is_state(meant) and normal(meant) not in self._options:
            return Answer(answer=_STATES[meant.casefold()])
        if text_problem(meant):
            return Wrong(meant[:200], text_problem(meant))
        value = self._readers[self.question.type](meant, decimal)
        if isinstance(value, Wrong):
            return as_mapped(replace(value, near=self._near), text, meant)
        return Answer(answer=value)

    @cached_property
    def _near(self) -> tuple[str, ...]:
        """The words that cells can hold, and of which a misspelt one may be meant."""
        own = self.mapping.questions.get(self.question.id, {})
        said = dict.fromkeys((*names_of_options(self.question), *own, *self.mapping.values))
        return (*said, *_STATE_WORDS)

    @cached_property
    def _options(self) -> dict[str, object]:
        return options(self.question)

    @cached_property
    def _readers(self) -> dict[str, Callable[[str, str | None], Any]]:
        return {
            "level": self._level,
            "choice": self._choice,
            "multi": self._multi,
            "yes_no": yes_or_no,
            "number": self._number,
            "text": lambda text, _: text,
        }

    def _level(self, text: str, decimal: str | None) -> Any:
        values = {float(level.value): level.value for level in self.question.levels or ()}
        number = number_in(text, decimal)
        if number in values:
            return values[number]
        plain = number is None or text.isalnum()
        if plain and (value := self._options.get(normal(text))) is not None:
            return value
        if pair := numbered(text):
            told = number_in(pair[0], decimal)
            named = self._options.get(normal(pair[1]))
            if (
                told in values
                and named in {None, values[told]}
                and (named is not None or not self._options)
            ):
                return values[told]
        return Wrong(text, "option", tuple(f"{value:g}" for value in values))

    def _choice(self, text: str, _: str | None) -> Any:
        found = text if text in self._ids else self._options.get(normal(text))
        return found if found is not None else Wrong(text, "option", self._ids)

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        return tuple(choice.id for choice in self.question.choices or ())

    def _multi(self, text: str, _: str | None) -> Any:
        """Options in one cell, `[]` for none.

        Where an option's own words hold the separator, the longest reading counts.
        """
        if text == "[]":
            return []
        if any(piece.strip() and not normal(piece) for piece in _BETWEEN.split(text)):
            return Wrong(text, "option", self._ids)
        for separator in _SEPARATORS:
            parts = [part.strip() for part in text.split(separator)]
            if found := self._joined([part for part in parts if part]):
                return list(dict.fromkeys(found))
        return Wrong(text, "option", self._ids)

    def _joined(self, parts: Sequence[str]) -> list[str] | None:
        """The options that parts of a cell make up in their order, the longest first where it can be."""
        words = [normal(part) for part in parts]
        longest = max(map(len, self._options), default=0)
        rest: list[list[str] | None] = [*(None for _ in parts), []]
        for at in reversed(range(len(parts))):
            word = ""
            for end in range(at, len(parts) if words[at] else at):
                word += words[end]
                if len(word) > longest and end > at:
                    break
                own = end == at and parts[at] in self._ids
                option = parts[at] if own else self._options.get(word)
                after = rest[end + 1]
                if option is not None and after is not None and words[end]:
                    rest[at] = [str(option), *after]
        return rest[0]

    def _number(self, text: str, decimal: str | None) -> Any:
        number = number_in(text, decimal)
        if decimal is None and is_doubtful(text):
            return Wrong(text, "number_mark")
        if number is None or abs(number) > 1e12:
            return Wrong(text, "number")
        least, greatest = self.question.least, self.question.greatest
        if (least is not None and number < least) or (greatest is not None and number > greatest):
            return Wrong(text, "range", values={"least": least, "greatest": greatest})
        return int(number) if number.is_integer() else number


def is_state(text: str) -> bool:
    """Whether a cell says how an answer stands rather than what it is."""
    return text.casefold() in _STATES


def profile_value(question: ProfileQuestion, text: str, own: Table[str, str]) -> Any:
    """What a cell says about the organisation; None where it says nothing.

    Args:
        question: What is asked.
        text: Of the cell.
        own: What cells stand for, where a mapping says so.
    """
    text = text.strip()
    meant = substitute(text, own).strip()
    if text_problem(meant):
        return Wrong(meant[:200], text_problem(meant))
    if question.type == "text":
        return meant or None
    if not meant or is_state(meant):
        return None
    found = one_of({choice.id: choice.text for choice in question.choices or ()}, meant)
    if isinstance(found, Wrong):
        return as_mapped(replace(found, near=(*found.near, *own)), text, meant)
    return found


def one_of(choices: Table[str, LocalText], text: str) -> Any:
    """The id of the choice that a cell names, by id or by its words in any language."""
    if text in choices:
        return text
    if found := words_of(choices).get(normal(text)):
        return found
    near = tuple(word for words in choices.values() for word in texts(words))
    return Wrong(text, "choice", tuple(choices), near=near)


def yes_or_no(text: str, decimal: str | None = None) -> Any:
    """The truth that a cell says."""
    number = number_in(text, decimal)
    found = bool(number) if number in {0.0, 1.0} else _YES.get(text.casefold())
    return Wrong(text, "yes_no", ("true", "false")) if found is None else found


def valid(model: Any, key: str, value: Any) -> bool:
    """Whether a model takes a value for one of its keys, whatever else it lacks."""
    try:
        model.model_validate({key: value})
    except ValidationError as error:
        return all(problem["loc"][:1] != (key,) for problem in error.errors(include_url=False))
    return True
