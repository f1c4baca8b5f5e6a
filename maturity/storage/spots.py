"""Where does each part of a file stand, and what can be wrong with its form?"""

from __future__ import annotations

from typing import Any, NamedTuple

Mark = tuple[int, int, int]
"""1-based line, 1-based column, length in characters."""


class Spot(NamedTuple):
    """The place of a value; `parts` gives the mark of each key (or item) and the spot below it."""

    line: int
    column: int
    length: int
    parts: dict[str | int, tuple[Mark, Any]] | None = None


class Fault(Exception):  # noqa: N818 - a problem of the text, not of the program
    """The text breaks a rule of its format; ends the reading of this text."""

    def __init__(self, code: str, line: int, column: int, length: int = 1, **values: Any) -> None:
        super().__init__(code)
        self.code, self.line, self.column, self.length, self.values = (
            code,
            line,
            column,
            length,
            values,
        )
