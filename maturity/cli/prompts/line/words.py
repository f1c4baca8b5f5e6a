"""What does a typed line mean?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from maturity.interview import commands as c
from maturity.interview.values import number_in
from maturity.messages import say
from maturity.view.interview import ItemView

Act = Literal[
    "why", "help", "repeat", "standing", "stop", "note", "evidence", "reason", "jump", "confidence"
]

LETTERS: dict[str, c.Command | Act] = {
    "": c.Next(),
    "n": c.Next(),
    "b": c.Back(),
    "s": c.Skip(),
    "u": c.Mark("unknown"),
    "d": c.Mark("declined"),
    "f": c.FollowUp(),
    "k": c.Clear(),
    "r": c.Review(),
    "z": c.Undo(),
    "x": "reason",
    "t": "note",
    "e": "evidence",
    "c": "confidence",
    "j": "jump",
    "w": "why",
    "o": "standing",
    "p": "repeat",
    "q": "stop",
    "h": "help",
    "?": "help",
}
"""What each letter does; those that need more to be typed are acts of the face."""


@dataclass(frozen=True)
class Asked:
    """An act of the face, with what was typed behind its letter."""

    act: Act
    rest: str = ""


@dataclass(frozen=True)
class NotUnderstood:
    """The key of why a line means nothing here."""

    key: str


Meaning = c.Command | Asked | NotUnderstood


def meaning(typed: str, view: ItemView | None, language: str) -> Meaning:
    """What a line means at a question, or at the review where there is none.

    A lone letter is always a command. At a question that wants a text, everything else is the answer.
    """
    text = typed.strip()
    known = LETTERS.get(text.casefold())
    if known is not None:
        return Asked(known) if isinstance(known, str) else known
    if view is not None and view.way == "text":
        return c.Give(text)
    letter, _, rest = text.partition(" ")
    behind = LETTERS.get(letter.casefold())
    if isinstance(behind, str) and rest:
        return Asked(behind, rest.strip())
    if view is None:
        return c.Jump(text)
    return _answer(text, view, language)


def _answer(text: str, view: ItemView, language: str) -> c.Command | NotUnderstood:
    if view.way == "number":
        number = number_in(text)
        return NotUnderstood("interview.refused.number") if number is None else c.Give(number)
    values = {option.key: option.value for option in view.options}
    if view.way == "several":
        return _several(text, values, language)
    words = {option.text.casefold(): option.value for option in view.options}
    value = values.get(text, words.get(text.casefold(), values))
    return NotUnderstood("interview.refused.option") if value is values else c.Give(value)


def _several(text: str, values: dict[str, Any], language: str) -> c.Command | NotUnderstood:
    if text.casefold() == say("interview.line.none", language):
        return c.Give([])
    keys = text.replace(",", " ").split()
    if not keys or any(key not in values for key in keys) or len(set(keys)) < len(keys):
        return NotUnderstood("interview.refused.option")
    return c.Give([value for key, value in values.items() if key in keys])
