"""Where does each record of a CSV text begin and end, and what are its fields?

Two readings that agree. `cut` finds the ends of many records at once, as long as quotes stand only
around whole fields. `record` reads one record by the same rules and says what is wrong with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from maturity.tables.chunks import MOST_HEADINGS

LONGEST_RECORD = 1 << 24
"""A quote that is open for so many bytes is taken for one that is never closed."""

_MOST_FIELDS = MOST_HEADINGS + 1
_MOST_QUOTES = 1 << 23

_QUOTE, _NEWLINE, _RETURN = 34, 10, 13
_QUOTED = re.compile(rb'"((?:[^"]++|"")*+)"')


@dataclass(frozen=True)
class Record:
    """One record.

    Attributes:
        end: Where the next record begins.
        fields: Their texts, None where empty.
        breach: `open` when a quote is never closed, `text` when text follows a closing quote,
            `long` when there is no end to it. The record then ends with its first line.
        at: The field of the breach, from 0.
    """

    end: int
    fields: list[bytes | None] = field(default_factory=list)
    breach: str = ""
    at: int = 0


def record(data: bytes, start: int, delimiter: bytes, *, at_end: bool) -> Record | None:
    """The record that begins at `start`; None when it may go on beyond the data."""
    newline = data.find(b"\n", start)
    if newline < 0 and not at_end:
        return _long(data, start) if len(data) - start >= LONGEST_RECORD else None
    stop = len(data) if newline < 0 else newline
    if data.find(b'"', start, stop) >= 0:
        return _with_quotes(data, start, delimiter, at_end=at_end)
    if stop - start > LONGEST_RECORD:
        return _long(data, start)
    parts = data[start:stop].removesuffix(b"\r").split(delimiter, _MOST_FIELDS)
    return Record(min(stop + 1, len(data)), [part or None for part in parts])


def _with_quotes(data: bytes, start: int, delimiter: bytes, *, at_end: bool) -> Record | None:
    fields: list[bytes | None] = []
    at = start
    while True:
        if data[at : at + 1] == b'"':
            found = _quoted(data, at, start, delimiter, at_end=at_end)
        else:
            found = _unquoted(data, at, start, delimiter, at_end=at_end)
        if found is None:
            return None
        value, end = found
        if value is None:
            return Record(_line_end(data, start), [], _BREACHES[end], len(fields))
        if len(fields) < _MOST_FIELDS:
            fields.append(value or None)
        at = end + 1
        if data[end : end + 1] != delimiter:
            return Record(min(at, len(data)), fields)


_Found = tuple[bytes | None, int] | None
"""A field and where it ends; or nothing and the number of the breach; or None for too little data."""

_BREACHES = ("open", "text", "long")


def _quoted(data: bytes, at: int, start: int, delimiter: bytes, *, at_end: bool) -> _Found:
    found = _QUOTED.match(data, at)
    if not found:
        return (None, 0) if at_end or len(data) - start >= LONGEST_RECORD else None
    end = found.end()
    if end - start > LONGEST_RECORD:
        return None, 0
    if end >= len(data) - 1 and not at_end:
        return None
    if not _ends_field(data, end, delimiter):
        return None, 1
    return found[1].replace(b'""', b'"'), end + (data[end : end + 1] == b"\r")


def _unquoted(data: bytes, at: int, start: int, delimiter: bytes, *, at_end: bool) -> _Found:
    end = _plain(delimiter).match(data, at).end()  # type: ignore[union-attr] # it always matches
    if end - start > LONGEST_RECORD:
        return None, 2
    if end == len(data) and not at_end:
        return None
    value = data[at:end]
    return value if data[end : end + 1] == delimiter else value.removesuffix(b"\r"), end


@cache
def _plain(delimiter: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"[^\n%b]*+" % re.escape(delimiter))


def _ends_field(data: bytes, end: int, delimiter: bytes) -> bool:
    after = data[end : end + 2]
    return after[:1] in {b"", b"\n", delimiter} or after in {b"\r\n", b"\r"}


def _line_end(data: bytes, start: int) -> int:
    newline = data.find(b"\n", start)
    return len(data) if newline < 0 else newline + 1


def _long(data: bytes, start: int) -> Record:
    return Record(_line_end(data, start), [], "long")


@dataclass(frozen=True)
class Cut:
    """Ends of whole records at the beginning of some data.

    Attributes:
        ends: Where each record ends, behind its line break.
        regular: Whether quotes stand only around whole fields; only then can `ends` be relied on.
    """

    ends: NDArray[np.int64]
    regular: bool

    @property
    def longest(self) -> int:
        """The most bytes that a record has."""
        return int(np.diff(self.ends, prepend=0).max(initial=0))


def cut(data: bytes, size: int, delimiter: bytes, *, at_end: bool) -> Cut:
    """The first `size` records of the data, or as many as are whole."""
    count = data.count(b'"')
    if count > _MOST_QUOTES:
        return Cut(np.empty(0, np.int64), regular=False)
    codes = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(codes == _NEWLINE) + 1
    quotes = np.flatnonzero(codes == _QUOTE) if count else np.empty(0, np.int64)
    if quotes.size:
        ends = ends[np.searchsorted(quotes, ends) % 2 == 0]
    closed = quotes.size % 2 == 0
    if at_end and closed and data and (not ends.size or ends[-1] < len(data)):
        ends = np.append(ends, len(data))
    if ends.size >= size:
        ends = ends[:size]
        quotes = quotes[quotes < ends[-1]]
    elif at_end and not closed:
        return Cut(ends, regular=False)
    return Cut(ends, _regular(codes, quotes, delimiter[0]))


def _regular(codes: NDArray[np.uint8], quotes: NDArray[np.int64], delimiter: int) -> bool:
    if not quotes.size:
        return True
    opening, closing = quotes[0::2], quotes[1::2]
    doubled = opening[1:] == closing[: opening.size - 1] + 1
    before = codes[np.maximum(opening - 1, 0)]
    begins = (opening == 0) | (before == delimiter) | (before == _NEWLINE)
    begins[1:] |= doubled
    last = codes.size - 1
    after, later = codes[np.minimum(closing + 1, last)], codes[np.minimum(closing + 2, last)]
    ends = (closing == last) | (after == delimiter) | (after == _NEWLINE)
    ends |= (after == _RETURN) & ((later == _NEWLINE) | (closing + 1 == last))
    ends[: doubled.size] |= doubled
    return bool(begins.all() and ends.all())
