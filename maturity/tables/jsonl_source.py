"""How are JSON Lines read: as rows of a table, or as whole responses?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from typing import Any, BinaryIO, Literal

import numpy as np

from maturity.diagnostics import Diagnostic, Place
from maturity.errors import InputError
from maturity.tables.chunks import Chunk, Table, bounded, refuse, text_frame
from maturity.tables.json_lines import LONGEST_LINE, Unreadable, cell, members
from maturity.tables.unpacked import Unpacked, unpack

MOST_KEYS = 50_000
_MOST_KEY_BYTES = 1 << 25
_LOOKED_AT = 100
_SHOWN = 2_000
_ANSWERS = "answers"


def jsonl_kind(given: str | Unpacked) -> Literal["rows", "responses"]:
    """Whether the lines are rows of a table or whole responses, by the first that can be read.

    Args:
        given: A path, or what `unpack` has made of one; standard input can only be read once.

    Raises:
        InputError: When the file cannot be read.
    """
    with ExitStack() as stack:
        for _, line in islice(_lines(_unpacked(given, stack)), _LOOKED_AT):
            try:
                return "responses" if _is_response(members(line)) else "rows"
            except Unreadable:
                continue
    return "rows"


def responses_in_jsonl(given: str | Unpacked) -> Iterator[tuple[int, bytes]]:
    """Each line that is not blank with its number, unparsed.

    A line of more than 32 MB ends after so many bytes, so that no parser can take it for whole.

    Raises:
        InputError: When the file cannot be read.
    """
    with ExitStack() as stack:
        yield from _lines(_unpacked(given, stack))


def open_jsonl(source: Unpacked, *, comma: bool = False) -> Table:
    """The table whose rows are the lines of a file.

    Args:
        source: The file.
        comma: Whether its numbers become texts with a decimal comma.

    Raises:
        InputError: When no line holds a row, or their keys are too many.
    """
    keys: dict[str, int] = {}
    size = 0
    for _, line in _lines(source):
        try:
            row = members(line)
        except Unreadable:
            continue
        if row.keys() - keys.keys() and not _is_response(row):
            for key in row:
                if key not in keys:
                    keys[key] = len(keys)
                    size += len(key)
            if len(keys) > MOST_KEYS or size > _MOST_KEY_BYTES:
                raise refuse("MT044", source.name, limit=f"{MOST_KEYS:,}")
    if not keys:
        raise _nothing(source)
    return _JsonlTable(source, keys, comma=comma)


class _JsonlTable(Table):
    def __init__(self, source: Unpacked, keys: dict[str, int], *, comma: bool) -> None:
        self.name, self.sha256, self.notices = source.name, source.sha256, source.notices
        self.headings, self.heading_row = tuple(key.strip() for key in keys), 0
        self._source, self._keys, self._comma = source, keys, comma

    def close(self) -> None:
        self._source.close()

    def chunks(self, size: int) -> Iterator[Chunk]:
        size = bounded(size, len(self._keys))
        kept: list[list[bytes | None]] = []
        rows: list[int] = []
        refused: list[Diagnostic] = []
        for number, line in _lines(self._source):
            try:
                cells = self._cells(line)
            except Unreadable as why:
                refused.append(_refused(self.name, number, line, why))
            else:
                if any(cells):
                    kept.append(cells)
                    rows.append(number)
            if len(rows) + len(refused) == size:
                yield _chunk(kept, rows, refused, len(self._keys))
                kept, rows, refused = [], [], []
        if rows or refused:
            yield _chunk(kept, rows, refused, len(self._keys))
        yield from self._source.changed(len(self._keys))

    def _cells(self, line: bytes) -> list[bytes | None]:
        row = members(line)
        if _is_response(row):
            raise Unreadable("response")
        cells: list[bytes | None] = [None] * len(self._keys)
        for key, value in row.items():
            cells[self._keys[key]] = cell(value, key, comma=self._comma)
        return cells


def _chunk(
    kept: list[list[bytes | None]], rows: list[int], refused: list[Diagnostic], width: int
) -> Chunk:
    return Chunk(text_frame(kept, width), np.array(rows, dtype=np.int64), tuple(refused))


def _is_response(row: dict[str, Any]) -> bool:
    return isinstance(row.get(_ANSWERS), dict | list)


def _unpacked(given: str | Unpacked, stack: ExitStack) -> Unpacked:
    if isinstance(given, Unpacked):
        return given
    source = unpack(given)
    stack.callback(source.close)
    return source


def _lines(source: Unpacked) -> Iterator[tuple[int, bytes]]:
    """Lines that are not blank, with their numbers; what is too long is cut off."""
    with source.path.open("rb") as file:
        file.seek(source.start)
        number = 0
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
                _skip_line(file)
            line = line.rstrip(b"\r\n")
            if line.strip():
                yield number, line


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass


def _nothing(source: Unpacked) -> InputError:
    for number, line in _lines(source):
        try:
            why = Unreadable("response" if _is_response(members(line)) else "object")
        except Unreadable as error:
            why = error
        return InputError([_refused(source.name, number, line, why)])
    return refuse("MT020", source.name)


def _refused(name: str, number: int, line: bytes, why: Unreadable) -> Diagnostic:
    shown = line.decode("utf-8", "replace") if len(line) <= _SHOWN else ""
    values: dict[str, Any] = {"row": number, "limit": LONGEST_LINE >> 20}
    if len(line) > LONGEST_LINE:
        why = Unreadable("long")
    if why.why != "json":
        values["variant"] = why.why
    column = why.column
    if why.key:
        values["id"] = why.key
        place = shown.rfind(f'"{why.key}"') if why.why == "twice" else shown.find(f'"{why.key}"')
        column = max(column, place + 1)
    return Diagnostic("MT043", Place(name, number, column, 1, shown), values)
