"""Which delimiter does a CSV table use, and in which row are its headings?"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from maturity.diagnostics import Diagnostic
from maturity.tables.chunks import LOOKED_AT, Recognise, heading_row_of, refuse
from maturity.tables.csv_records import LONGEST_RECORD, Record, record
from maturity.tables.unpacked import Unpacked

_DELIMITERS = (",", ";", "\t", "|")
_FIRST = 1 << 18
_SAYS = re.compile(rb"\"?sep=([^\"\r\n])\"?\r?\n", re.IGNORECASE)


@dataclass(frozen=True)
class Head:
    """What stands before the rows.

    Attributes:
        row: Number of the heading row, from 1.
        end: Where in the file the first row behind it begins.
    """

    delimiter: str
    headings: tuple[str, ...]
    row: int
    end: int
    notices: tuple[Diagnostic, ...]


def read_head(
    source: Unpacked, recognise: Recognise, asked: int | None, delimiter: str | None
) -> Head:
    """Find the delimiter, unless it is given, and the headings.

    Spreadsheet programs write a first line such as `sep=;`, which then decides.

    Raises:
        InputError: When there are no headings, or not in the row that was asked for.
    """
    wanted = max(LOOKED_AT, asked or 0)
    data, whole = _beginning(source, wanted)
    said = _SAYS.match(data)
    start = said.end() if said else 0
    chosen = delimiter or (said[1].decode("latin-1") if said else "")
    candidates = [
        (mark, _records(data, start, mark.encode(), wanted, at_end=whole))
        for mark in ([chosen] if chosen else _DELIMITERS)
    ]
    mark, records = max(candidates, key=lambda item: _fitness(item[1], recognise))
    shift = 1 if said else 0
    rows = [_texts(item) for item in records]
    if asked is not None:
        asked -= shift
    found, notices = heading_row_of(rows, recognise, asked, source.name, shift=shift)
    if broken := records[found].breach:
        kind = "long" if broken == "long" else "headings"
        raise refuse("MT031", source.name, found + 1 + shift, variant=kind)
    return Head(
        mark, tuple(rows[found]), found + 1 + shift, source.start + records[found].end, notices
    )


def _beginning(source: Unpacked, wanted: int) -> tuple[bytes, bool]:
    size = _FIRST
    with source.path.open("rb") as file:
        file.seek(source.start)
        data = file.read(size)
        while len(data) == size and size < LONGEST_RECORD and data.count(b"\n") <= wanted:
            size *= 2
            data += file.read(size - len(data))
        return data, len(data) < size or not file.read(1)


def _records(data: bytes, start: int, mark: bytes, wanted: int, *, at_end: bool) -> list[Record]:
    records: list[Record] = []
    while len(records) < wanted and start < len(data):
        found = record(data, start, mark, at_end=at_end)
        if found is None and (records or len(data) < LONGEST_RECORD):
            break
        found = found or Record(len(data), breach="long")
        if found.breach:  # so that broken headings are still seen to be headings
            rough = data[start : found.end].replace(b'"', b"").strip().split(mark)
            found = replace(found, fields=list(rough))
        records.append(found)
        start = found.end
    return records


def _texts(item: Record) -> list[str]:
    return [(part or b"").decode("utf-8", "replace").strip() for part in item.fields]


def _fitness(records: list[Record], recognise: Recognise) -> tuple[int, int, int]:
    """Headings that are known, then how steadily the rows are parted, then into how many."""
    widths = [len(item.fields) for item in records if any(item.fields) or len(item.fields) > 1]
    if not widths:
        return (0, 0, 0)
    known = max(recognise(_texts(item)) for item in records)
    usual = max(widths, key=widths.count)
    return (known, widths.count(usual) if usual > 1 else 0, usual)
