"""How is a sheet of a workbook read as a table?

Cell by cell as it is unpacked, so that a sheet of a million rows takes little memory and every
formula and merged range is seen.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from maturity.diagnostics import Diagnostic, nearest
from maturity.tables.chunks import (
    LOOKED_AT,
    Chunk,
    Recognise,
    Table,
    bounded,
    heading_row_of,
    notice,
    refuse,
    text_frame,
)
from maturity.tables.unpacked import Unpacked
from maturity.tables.xlsx_package import DAMAGES, Forbidden, Package
from maturity.tables.xlsx_rows import Merged, SheetRow, letters_of, merged_in, rows_in
from maturity.tables.xlsx_workbook import Sheet, Workbook, read_workbook


def open_xlsx(
    source: Unpacked,
    recognise: Recognise,
    heading_row: int | None,
    sheet: str | None,
    *,
    comma: bool = False,
) -> Table:
    """The table on one sheet of a workbook.

    Raises:
        InputError: When it is damaged, locked, made to do harm, or has no headings.
    """
    package = Package(source.path, source.name)
    with ExitStack() as undo:
        undo.callback(package.archive.close)
        book = read_workbook(package)
        book.comma = comma
        with _harmless(source.name):
            top, notices = _choose(book, recognise, max(LOOKED_AT, heading_row or 0), sheet)
            index, about = heading_row_of(top.rows, recognise, heading_row, source.name)
            _check_formulas(top, index + 1, source.name)
            headings = tuple(top.rows[index])
            merged = [
                item
                for item in merged_in(book, top.sheet.part)
                if item.last_row > index + 1 and item.first_column < len(headings)
            ]
        undo.pop_all()  # from here on the table closes it
    return _XlsxTable(source, book, top.sheet.part, headings, index + 1, (*notices, *about), merged)


class _XlsxTable(Table):
    def __init__(
        self,
        source: Unpacked,
        book: Workbook,
        part: str,
        headings: tuple[str, ...],
        heading_row: int,
        notices: tuple[Diagnostic, ...],
        merged: list[Merged],
    ) -> None:
        self.name, self.sha256 = source.name, source.sha256
        self.headings, self.heading_row, self.notices = headings, heading_row, notices
        self._source, self._book, self._part, self._merged = source, book, part, merged

    def close(self) -> None:
        self._book.package.archive.close()
        self._source.close()

    def chunks(self, size: int) -> Iterator[Chunk]:
        size = bounded(size, len(self.headings))
        under = _Under(self._merged)
        gathered = _Gathered(len(self.headings))
        last = self.heading_row
        try:
            for row in rows_in(self._book, self._part):
                if row.number <= self.heading_row:
                    continue
                gathered.take(row, self._wrong(row, under.at(row.number)))
                last = row.number
                if gathered.count == size:
                    yield gathered.chunk()
                    gathered = _Gathered(len(self.headings))
        except (*DAMAGES, Forbidden):
            gathered.refused.append(notice("MT042", self.name, last + 1))
        if gathered.count or gathered.refused:
            yield gathered.chunk()
        yield from self._source.changed(len(self.headings))

    def _wrong(self, row: SheetRow, merged: Merged | None) -> Diagnostic | None:
        if merged:
            return notice("MT037", self.name, row.number, cell=merged.cells)
        if row.unknown:
            return notice("MT036", self.name, row.number, cell=row.unknown)
        width = len(self.headings)
        if row.cells and max(row.cells) >= width:
            cell = f"{letters_of(max(row.cells))}{row.number}"
            return notice("MT030", self.name, row.number, variant="sheet", cell=cell)
        return None


class _Gathered:
    """Rows on their way into a chunk."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._kept: list[list[bytes | None]] = []
        self._rows: list[int] = []
        self.refused: list[Diagnostic] = []

    @property
    def count(self) -> int:
        return len(self._rows) + len(self.refused)

    def take(self, row: SheetRow, wrong: Diagnostic | None) -> None:
        if wrong:
            self.refused.append(wrong)
        elif row.cells:
            cells: list[bytes | None] = [None] * self._width
            for column, value in row.cells.items():
                cells[column] = value
            self._kept.append(cells)
            self._rows.append(row.number)

    def chunk(self) -> Chunk:
        frame = text_frame(self._kept, self._width)
        return Chunk(frame, np.array(self._rows, dtype=np.int64), tuple(self.refused))


class _Under:
    """Which merged range each row lies under, asked from the top."""

    def __init__(self, merged: list[Merged]) -> None:
        self._waiting = deque(merged)
        self._reaching: Merged | None = None

    def at(self, row: int) -> Merged | None:
        """The one that reaches furthest of those that cover a row."""
        while self._waiting and self._waiting[0].first_row <= row:
            item = self._waiting.popleft()
            if not self._reaching or item.last_row > self._reaching.last_row:
                self._reaching = item
        return self._reaching if self._reaching and self._reaching.last_row >= row else None


@dataclass(frozen=True)
class _Top:
    """The first rows of a sheet, blank ones included, and formulas without a result by row."""

    sheet: Sheet
    rows: list[list[str]]
    unknown: dict[int, str]

    def known(self, recognise: Recognise) -> int:
        return max((recognise(row) for row in self.rows if any(row)), default=0)


def _check_formulas(top: _Top, row: int, name: str) -> None:
    if row in top.unknown:
        raise refuse("MT036", name, row, cell=top.unknown[row])


def _choose(
    book: Workbook, recognise: Recognise, wanted: int, asked: str | None
) -> tuple[_Top, tuple[Diagnostic, ...]]:
    """The sheet to read, and what is to be said about the choice."""
    if asked is not None:
        names = [sheet.name for sheet in book.sheets]
        folded = asked.strip().casefold()
        for sheet in book.sheets:
            if sheet.name.strip().casefold() == folded:
                return _top(book, sheet, wanted), ()
        name = book.package.name
        raise refuse("MT034", name, found=asked, known=names, near=nearest(asked, names))
    seen = [sheet for sheet in book.sheets if sheet.visible] or book.sheets
    tops = [_top(book, sheet, wanted) for sheet in seen]
    filled = [top for top in tops if any(map(any, top.rows))] or tops[:1]
    counts = [top.known(recognise) for top in filled]
    chosen = counts.index(max(counts))
    if len(filled) == 1:
        return filled[0], ()
    rivals = [top.sheet.name for top, n in zip(filled, counts, strict=True) if n]
    others = [top.sheet.name for top in filled if top is not filled[chosen]]
    values: dict[str, Any] = {"found": filled[chosen].sheet.name, "keys": others}
    if not rivals:
        values["variant"] = "first"
    elif len(rivals) > 1:
        values |= {"variant": "several", "keys": [n for n in rivals if n != values["found"]]}
    return filled[chosen], (notice("MT035", book.package.name, **values),)


def _top(book: Workbook, sheet: Sheet, wanted: int) -> _Top:
    rows: list[list[str]] = []
    unknown: dict[int, str] = {}
    for row in rows_in(book, sheet.part):
        if row.number > wanted:
            break
        rows += [[] for _ in range(row.number - len(rows) - 1)]
        rows.append(_texts(row))
        if row.unknown:
            unknown[row.number] = row.unknown
    return _Top(sheet, rows, unknown)


def _texts(row: SheetRow) -> list[str]:
    width = max(row.cells, default=-1) + 1
    return [row.cells.get(column, b"").decode().strip() for column in range(width)]


@contextmanager
def _harmless(name: str) -> Iterator[None]:
    try:
        yield
    except Forbidden:
        raise refuse("MT038", name) from None
    except DAMAGES:
        raise refuse("MT032", name, variant="damaged") from None
