"""What is one problem in an input, as a value?

A diagnostic holds a stable code, where it was found and the values of its message. Wording is
looked up by code when it is printed, so one diagnostic can be shown in any language and format.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Literal

Severity = Literal["error", "warning"]
Route = tuple[str | int, ...]

MOST_GUESSES = 100
"""So many wrong names of a file get a guess; it would take long for a file full of them."""

WARNINGS = frozenset(
    {
        *("MQ111", "MR110", "MR111", "MR117", "MR121", "MR169", "MR170", "MR171"),
        *("MA109", "MA110", "MA114"),
        *("MT024", "MT028", "MT035"),
        *("MT101", "MT105", "MT116", "MT117", "MT119", "MT120", "MT121"),
        "MC112",
    }
)
"""Codes of problems that leave the input usable."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: 1-based line and column, length in characters, and the line itself."""

    file: str
    line: int = 0
    column: int = 0
    length: int = 1
    text: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: a code, a place, the values of its message and the route of keys to it."""

    code: str
    place: Place
    values: Mapping[str, Any] = field(default_factory=dict)
    route: Route = ()

    @property
    def severity(self) -> Severity:
        """`warning` for the codes that leave the result usable, else `error`."""
        return "warning" if self.code in WARNINGS else "error"


def in_reading_order(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics without repeats, files in the order they came, then by line and column."""
    files = {
        name: rank for rank, name in enumerate(dict.fromkeys(d.place.file for d in diagnostics))
    }
    seen: dict[tuple[Any, ...], Diagnostic] = {}
    for item in diagnostics:
        seen.setdefault(
            (item.code, item.place.file, item.place.line, item.place.column, item.route), item
        )
    return sorted(
        seen.values(), key=lambda d: (files[d.place.file], d.place.line, d.place.column, d.code)
    )


def errors_in(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Only the diagnostics that forbid using the input."""
    return [item for item in diagnostics if item.severity == "error"]


def nearest(wrong: object, known: Sequence[str]) -> str | None:
    """The known word closest to a misspelt one, or None when none is near."""
    folded: dict[str, str] = {}
    for word in list(known)[:5000]:
        folded.setdefault(word.casefold(), word)
    found = get_close_matches(str(wrong)[:200].casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


class Guesses:
    """Guesses at the right spellings of one file, which may be full of wrong ones."""

    def __init__(self) -> None:
        self._left = MOST_GUESSES

    def near(self, wrong: object, known: Sequence[str]) -> str | None:
        """The nearest known word, as long as there are guesses left."""
        self._left -= 1
        return nearest(wrong, known) if self._left >= 0 else None
