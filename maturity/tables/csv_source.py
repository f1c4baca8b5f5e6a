"""How is a CSV or TSV table read?

Whole records are cut out of the file and handed to polars, thousands at once. Where polars or the
cut finds anything unusual, those records are read one by one, so that a row that cannot be read is
named and costs no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import polars as pl

from maturity.diagnostics import Diagnostic
from maturity.tables.chunks import (
    Chunk,
    Recognise,
    Table,
    bounded,
    notice,
    text_frame,
    without_empty,
)
from maturity.tables.csv_head import Head, read_head
from maturity.tables.csv_records import LONGEST_RECORD, Cut, Record, cut, record
from maturity.tables.unpacked import Unpacked

_BLOCK = 1 << 22


def open_csv(
    source: Unpacked, recognise: Recognise, heading_row: int | None, delimiter: str | None
) -> Table:
    """The table in a CSV or TSV file.

    Raises:
        InputError: When no headings can be found.
    """
    chosen = delimiter or ("\t" if source.form == "tsv" else None)
    return _CsvTable(source, read_head(source, recognise, heading_row, chosen))


class _CsvTable(Table):
    def __init__(self, source: Unpacked, head: Head) -> None:
        self.name, self.sha256 = source.name, source.sha256
        self.headings, self.heading_row = head.headings, head.row
        self.notices = (*source.notices, *head.notices)
        self._source, self._head = source, head

    def close(self) -> None:
        self._source.close()

    def chunks(self, size: int) -> Iterator[Chunk]:
        with self._source.path.open("rb") as file:
            file.seek(self._head.end)
            reading = _Reading(file, self.name, self._head)
            for chunk in reading.chunks(bounded(size, len(self.headings))):
                if chunk.rows.size or chunk.refused:
                    yield chunk
        yield from self._source.changed(len(self.headings))


class _Reading:
    """One pass over the records behind the headings."""

    def __init__(self, file: BinaryIO, name: str, head: Head) -> None:
        self._file, self._name = file, name
        self._headings, self._mark = head.headings, head.delimiter.encode()
        self._data, self._at_end = b"", False
        self._row = head.row + 1
        self._broken = False
        names = [f"c{number}" for number in range(len(head.headings))]
        self._schema = dict.fromkeys(names, pl.String())
        self._first_line = self._mark.join(name.encode() for name in names) + b"\n"

    def chunks(self, size: int) -> Iterator[Chunk]:
        while True:
            found = cut(self._data, size, self._mark, at_end=self._at_end)
            if found.regular and found.ends.size < size and not self._at_end and self._short():
                self._more()
            elif not self._data:
                return
            else:
                yield self._quickly(found) or self._slowly(size)

    def _short(self) -> bool:
        return len(self._data) < LONGEST_RECORD

    def _more(self) -> None:
        block = self._file.read(max(_BLOCK, len(self._data)))
        self._data += block
        self._at_end = not block

    def _quickly(self, found: Cut) -> Chunk | None:
        if self._broken or not found.regular or not found.ends.size:
            return None
        if found.longest > LONGEST_RECORD:
            return None
        block = self._data[: found.ends[-1]]
        if b"\r" in block and block.count(b"\r") != block.count(b"\r\n"):
            return None
        try:
            frame = pl.read_csv(
                self._first_line + block,
                schema=self._schema,
                separator=self._mark.decode(),
                missing_columns="insert",
                extra_columns="raise",
            )
        except pl.exceptions.PolarsError:
            return None
        if frame.height != found.ends.size:
            return None
        if b'""' in block:
            frame = frame.select(pl.when(pl.all() != "").then(pl.all()))
        rows = np.arange(self._row, self._row + frame.height, dtype=np.int64)
        self._row += frame.height
        self._data = self._data[len(block) :]
        return without_empty(frame, rows)

    def _slowly(self, size: int) -> Chunk:
        kept: list[list[bytes | None]] = []
        rows: list[int] = []
        refused: list[Diagnostic] = []
        start = count = 0
        while count < size and start < len(self._data):
            found = record(self._data, start, self._mark, at_end=self._at_end)
            if found is None:
                if count:
                    break
                self._more()
                continue
            wrong = self._wrong(found)
            if wrong:
                refused.append(wrong)
            elif any(found.fields):
                kept.append(found.fields[: len(self._headings)])
                rows.append(self._row)
            start, count = found.end, count + 1
            self._row += 1
            if found.breach and start == len(self._data) and not self._data.endswith(b"\n"):
                self._skip_line()
                start = 0
        self._data = self._data[start:]
        frame = text_frame(kept, len(self._headings))
        return Chunk(frame, np.array(rows, dtype=np.int64), tuple(refused))

    def _skip_line(self) -> None:
        """Go behind a line of which only the beginning has been read."""
        self._data = b""
        while not self._at_end:
            self._data = self._file.read(_BLOCK)
            self._at_end = not self._data
            newline = self._data.find(b"\n")
            if newline >= 0:
                self._data = self._data[newline + 1 :]
                return

    def _wrong(self, found: Record) -> Diagnostic | None:
        """Why a record cannot be a row; what follows a broken one may still belong to it."""
        width, row = len(self._headings), self._row
        if found.breach:
            self._broken = True
            column = self._headings[found.at] if found.at < width else ""
            return notice("MT031", self._name, row, variant=found.breach, id=column or found.at + 1)
        if self._broken and len(found.fields) != width:
            return notice("MT031", self._name, row, variant="after")
        self._broken = False
        if any(found.fields[width:]):
            return notice("MT030", self._name, row, n=len(found.fields), most=width)
        return None
