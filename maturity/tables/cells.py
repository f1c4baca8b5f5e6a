"""What does one cell answer?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from maturity.model.mapping import Mapping
from maturity.model.questionnaire import ProfileQuestion, Question
from maturity.model.response import Answer
from maturity.model.values import MAX_TEXT
from maturity.tables.matching import normal, numbered, options, substitute

_STATES = {
    "?": "unknown",
    "unknown": "unknown",
    "-": "declined",
    "declined": "declined",
    "na": "not_applicable",
    "n/a": "not_applicable",
    "n.a.": "not_applicable",
    "not_applicable": "not_applicable",
    "unanswered": None,
}
_NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]{1,3})?")
_YES = {
    "true": True,
    "yes": True,
    "y": True,
    "1": True,
    "false": False,
    "no": False,
    "n": False,
    "0": False,
}
CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ].*)?")
_SLASHED = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?:[ ,].*)?")
_SERIAL = re.compile(r"[2-9][0-9]{4}(\.[0-9]+)?")
_SEPARATORS = (";", "|", "\n", ",", " ")
_LISTED = 12


@dataclass(frozen=True)
class Wrong:
    """A cell that answers nothing that can be answered.

    Attributes:
        found: What stands there.
        kind: Key of what is wrong: `option`, `number`, `range`, `yes_no`, `text`, `long`, `date`.
        known: What could stand there, where that can be listed.
    """

    found: str
    kind: str
    known: Sequence[str] = ()
    values: dict[str, Any] = field(default_factory=dict)


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
        text = substitute(text, own, self.mapping.values).strip()
        if text in {"", "unanswered"}:
            return Answer()
        state = _STATES.get(text.casefold())
        if state is not None and normal(text) not in self._options:
            return Answer(answer=state)
        if text_problem(text):
            return Wrong(text[:200], text_problem(text))
        value = self._readers[self.question.type](text)
        return value if isinstance(value, Wrong) else Answer(answer=value)

    @cached_property
    def _options(self) -> dict[str, object]:
        return options(self.question)

    @cached_property
    def _readers(self) -> dict[str, Callable[[str], Any]]:
        return {
            "level": self._level,
            "choice": self._choice,
            "multi": self._multi,
            "yes_no": self._yes_no,
            "number": self._number,
            "text": lambda text: text,
        }

    def _level(self, text: str) -> Any:
        values = {float(level.value): level.value for level in self.question.levels or ()}
        number = number_in(text, self.mapping.decimal)
        if number in values:
            return values[number]
        if (value := self._options.get(normal(text))) is not None:
            return value
        if pair := numbered(text):
            told = number_in(pair[0], self.mapping.decimal)
            named = self._options.get(normal(pair[1]))
            if (
                told in values
                and named in {None, values[told]}
                and (named is not None or not self._options)
            ):
                return values[told]
        return Wrong(text, "option", tuple(f"{value:g}" for value in values))

    def _choice(self, text: str) -> Any:
        found = self._options.get(normal(text))
        return found if found is not None else Wrong(text, "option", self._ids)

    @property
    def _ids(self) -> tuple[str, ...]:
        return tuple(choice.id for choice in self.question.choices or ())

    def _multi(self, text: str) -> Any:
        """Options in one cell; where one's own words hold the separator, the longest reading counts."""
        for separator in _SEPARATORS:
            parts = [part.strip() for part in text.split(separator) if part.strip()]
            found = self._joined(parts, separator)
            if found is not None:
                return list(dict.fromkeys(found))
        return Wrong(text, "option", self._ids)

    def _joined(self, parts: Sequence[str], separator: str) -> list[str] | None:
        found, at = [], 0
        while at < len(parts):
            ends = range(len(parts), at, -1)
            hit = next(
                (end for end in ends if normal(separator.join(parts[at:end])) in self._options),
                None,
            )
            if hit is None:
                return None
            found.append(str(self._options[normal(separator.join(parts[at:hit]))]))
            at = hit
        return found

    @staticmethod
    def _yes_no(text: str) -> Any:
        found = _YES.get(text.casefold())
        return Wrong(text, "yes_no", ("true", "false")) if found is None else found

    def _number(self, text: str) -> Any:
        number = number_in(text, self.mapping.decimal)
        if number is None or abs(number) > 1e12:
            return Wrong(text, "number")
        least, greatest = self.question.least, self.question.greatest
        if (least is not None and number < least) or (greatest is not None and number > greatest):
            return Wrong(text, "range", values={"least": least, "greatest": greatest})
        return int(number) if number.is_integer() else number


def number_in(text: str, decimal: str = "point") -> float | None:
    """The number that a text is; a comma is read as the decimal mark where it can be nothing else."""
    plain = text.strip().replace("\u00a0", "").replace("\u202f", "").replace("\u2212", "-")
    if decimal == "comma":
        plain = plain.replace(".", "").replace(",", ".")
    elif plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    return float(plain) if _NUMBER.fullmatch(plain) else None


def text_problem(text: str) -> str:
    """The kind of what is wrong with a text, or nothing."""
    if len(text) > MAX_TEXT:
        return "long"
    return "control" if re.search(CONTROL, text) else ""


def day_in(text: str, order: str | None) -> date | Wrong:
    """The day that a cell names: ISO, a spreadsheet's number, or with a mapping's word on the order.

    Without that word a date such as 13/04/2026 is understood, which can only be read one way.
    """
    text = text.strip()
    try:
        if found := _ISO.fullmatch(text):
            return date(*map(int, found.groups()))
        if found := _SLASHED.fullmatch(text):
            first, second, year = map(int, found.groups())
            if order is None and first != second and max(first, second) <= 12:
                return Wrong(text[:60], "date_order")
            month_first = order == "month-first" or (order is None and second > 12)
            return date(year, first, second) if month_first else date(year, second, first)
        if _SERIAL.fullmatch(text):
            # Excel counts days from the last one of 1899, with a leap day in 1900 that never was.
            return date(1899, 12, 30) + timedelta(days=int(float(text)))
    except ValueError:
        pass
    return Wrong(text[:60], "date")


def profile_value(question: ProfileQuestion, text: str) -> Any:
    """What a cell says about the organisation."""
    text = text.strip()
    if text_problem(text):
        return Wrong(text[:200], text_problem(text))
    if question.type == "text":
        return text
    choices = question.choices or ()
    found = options(Question(id=question.id, ask="-", type="choice", choices=choices)).get(
        normal(text)
    )
    return found if found is not None else Wrong(text, "option", tuple(c.id for c in choices))


def valid(model: Any, key: str, value: Any) -> bool:
    """Whether a model takes a value for one of its keys, whatever else it lacks."""
    try:
        model.model_validate({key: value})
    except ValidationError as error:
        return all(problem["loc"][:1] != (key,) for problem in error.errors(include_url=False))
    return True
