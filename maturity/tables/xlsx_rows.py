"""How does a sheet of a workbook become rows, one after the other?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from maturity.tables.chunks import MOST_HEADINGS
from maturity.tables.digits import number_bytes
from maturity.tables.xlsx_cells import date_text, iso_text
from maturity.tables.xlsx_package import DAMAGES, Forbidden, parser
from maturity.tables.xlsx_workbook import Workbook, plain

_DIGITS = "0123456789"
_MERGED = re.compile(
    rb"<(?:[A-Za-z0-9_]+:)?mergeCell\s[^<>]*?ref=[\"']([A-Z]{1,3})([0-9]{1,8}):([A-Z]{1,3})([0-9]{1,8})[\"']"
)
_OVERLAP = 200
_MOST_DEPTH = 100


class Merged(NamedTuple):
    """A range of merged cells, columns from 0 and rows from 1, ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int
    cells: str


@dataclass(slots=True)
class SheetRow:
    """One row that has cells: texts by column from 0, and the first formula without a result."""

    number: int
    cells: dict[int, bytes] = field(default_factory=dict)
    unknown: str = ""


def column_of(letters: str) -> int:
    """The number of a column from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    if not 0 < number <= MOST_HEADINGS:
        raise ValueError(letters)
    return number - 1


def letters_of(column: int) -> str:
    """The letters of a column that is numbered from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def merged_in(book: Workbook, part: str) -> list[Merged]:
    """All merged ranges of a sheet in the order of their rows; they stand behind its cells.

    Raises:
        DAMAGES: When the sheet cannot be unpacked.
    """
    found: dict[Merged, None] = {}
    tail = b""
    for block in book.package.blocks(part):
        text = tail + block
        for match in _MERGED.finditer(text):
            left, top, right, bottom = (item.decode() for item in match.groups())
            cells = f"{left}{top}:{right}{bottom}"
            found[Merged(int(top), int(bottom), column_of(left), column_of(right), cells)] = None
        tail = text[-_OVERLAP:]
    return sorted(found)


def rows_in(book: Workbook, part: str) -> Iterator[SheetRow]:
    """The rows of a sheet that have cells, from the top.

    Raises:
        DAMAGES: When the sheet is damaged, at the row where it is.
        Forbidden: When it defines entities.
    """
    reading = _Reading(book)
    reader = parser()
    reader.StartElementHandler = reading.start
    reader.EndElementHandler = reading.end
    reader.CharacterDataHandler = reading.data
    for block in chain(book.package.blocks(part), [b""]):
        damage = None
        try:
            reader.Parse(block, not block)
        except (*DAMAGES, Forbidden) as error:
            damage = error
        yield from reading.take()
        if damage:
            raise damage


class _Reading:
    """What the parser of a sheet has come to. Called for each tag, so it is kept lean."""

    def __init__(self, book: Workbook) -> None:
        self._texts, self._1904, self._comma = book.texts, book.from_1904, book.comma
        self._dates = {str(style): kind for style, kind in enumerate(book.dates) if kind}
        self._ready: list[SheetRow] = []
        self._row = SheetRow(0)
        self._cells = self._row.cells
        self._columns: dict[str, int] = {}
        self._column = -1
        self._kind, self._style = "n", ""
        self._raw = ""
        self._reading = self._aside = self._formula = self._valued = False
        self._prefix: str | None = None
        self._depth = 0

    def take(self) -> list[SheetRow]:
        """The rows that are whole."""
        ready, self._ready = self._ready, []
        return ready

    def start(self, name: str, given: dict[str, str]) -> None:
        if self._prefix is None:
            self._prefix = f"{name.rpartition(':')[0]}:" if ":" in name else ""
        tag = name.removeprefix(self._prefix) if self._prefix else name
        if tag == "c":
            self._column = self._at(given["r"]) if "r" in given else self._column + 1
            self._kind, self._style = given.get("t", "n"), given.get("s", "")
            self._raw = ""
            self._formula = self._valued = False
        elif tag == "v":
            self._reading = self._valued = True
        elif tag == "t":
            self._reading = not self._aside
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            self._begin(given)
        else:
            self._aside = self._aside or tag == "rPh"
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise ValueError(tag)

    def data(self, text: str) -> None:
        if self._reading:
            self._raw += text

    def end(self, name: str) -> None:
        self._depth -= 1
        tag = name.removeprefix(self._prefix) if self._prefix else name
        if tag in {"v", "t"}:
            self._reading = False
        elif tag == "c":
            self._cell()
        elif tag == "row":
            self._ready.append(self._row)
        elif tag == "rPh":
            self._aside = False

    def _begin(self, given: dict[str, str]) -> None:
        number = int(given["r"]) if "r" in given else self._row.number + 1
        if number <= self._row.number:
            raise ValueError(number)
        self._row, self._column = SheetRow(number), -1
        self._cells = self._row.cells

    def _at(self, where: str) -> int:
        letters = where.rstrip(_DIGITS)
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = column_of(letters)
        if column in self._cells:
            raise ValueError(where)
        return column

    def _cell(self) -> None:
        raw, kind = self._raw, self._kind
        if not raw:
            if self._formula and not (kind == "str" and self._valued):
                where = f"{letters_of(self._column)}{self._row.number}"
                self._row.unknown = self._row.unknown or where
            return
        if kind == "n" and self._style not in self._dates:
            value = number_bytes(raw)
            if self._comma:
                value = value.replace(b".", b",")
        else:
            value = (
                self._texts[int(raw)]
                if kind == "s"
                else self._text(raw, kind).encode("utf-8", "replace")
            )
        if value:
            self._cells[self._column] = value

    def _text(self, raw: str, kind: str) -> str:
        if kind == "n":
            return date_text(raw, self._dates[self._style], self._1904)
        if kind == "b":
            return "true" if raw.strip() in {"1", "true"} else "false"
        return iso_text(raw) if kind == "d" else plain(raw)
