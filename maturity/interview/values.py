"""Can a value answer an item, and what of a typed text can stand in a file?"""

from __future__ import annotations

import re
from typing import Any

from maturity.interview.items import Item
from maturity.model.questionnaire import Question
from maturity.model.values import STATES

_NOT_IN_FILES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_ESCAPES = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[@-Z\\-_])")
_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
_LINE_ENDS = re.compile(r"\r\n|\r|[\x0b\x0c\x85\u2028\u2029]")


def tidy(text: str) -> tuple[str, int]:
    """A text without terminal escapes and control characters, and how many were left out.

    Line ends of every kind become line feeds; blanks around the text and at the ends of its lines go.
    """
    text, escapes = _ESCAPES.subn("", _LINE_ENDS.sub("\n", text))
    text, controls = _NOT_IN_FILES.subn("", text)
    lines = [line.rstrip() for line in text.split("\n")]
    return "\n".join(lines).strip(), escapes + controls


def number_in(text: str) -> float | int | None:
    """The number that a typed text says; None where it says none.

    A comma before groups of three digits parts thousands, as numbers are shown; any other is the
    decimal sign.
    """
    plain = text.strip().replace(" ", "")
    plain = plain.replace(",", "") if _THOUSANDS.fullmatch(plain) else plain.replace(",", ".")
    try:
        number = float(plain)
    except ValueError:
        return None
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def fits(item: Item, value: Any) -> str | None:
    """The key of the reason why a value cannot answer an item, or None when it can."""
    about = item.about
    if about.type == "text":
        return _text(value, is_profile=item.is_profile)
    if isinstance(about, Question) and about.type == "number":
        return _number(about, value)
    if about.type == "multi":
        return None if _all_known(item, value) else "interview.refused.option"
    # True equals 1, so the kind is compared as well.
    known = any(value == option and type(value) is type(option) for option in item.options)
    return None if known else "interview.refused.option"


def _text(value: Any, *, is_profile: bool) -> str | None:
    if not isinstance(value, str) or not value:
        return "interview.refused.text"
    # In a file such a word is not an answer, but says why there is none.
    return "interview.refused.state" if value in STATES[1:] and not is_profile else None


def _number(question: Question, value: Any) -> str | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return "interview.refused.number"
    least, greatest = question.scale
    return None if least <= value <= greatest else "interview.refused.range"


def _all_known(item: Item, value: Any) -> bool:
    known = isinstance(value, list | tuple) and all(each in item.options for each in value)
    return known and len(set(value)) == len(value)
