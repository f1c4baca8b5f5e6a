"""How do inputs become parts, in their order, whatever they are?"""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, Any

import numpy as np

from maturity.batch.executors import Executor, in_order
from maturity.batch.inputs import Source
from maturity.batch.of_files import Incoming, read_files
from maturity.batch.of_tables import TableSpec, read_rows
from maturity.batch.parcel import Method, Parcel, packed
from maturity.batch.part import Kept, Part, Rejected
from maturity.batch.seen import Seen
from maturity.diagnostics import Diagnostic, Place, errors_in
from maturity.errors import InputError
from maturity.model.mapping import Mapping
from maturity.model.values import ID_PATTERN
from maturity.scoring.engine import CHUNK, score
from maturity.storage.documents import contents
from maturity.tables.about import About
from maturity.tables.columns import Columns, understand_columns
from maturity.tables.matching import Headings, squeezed
from maturity.tables.results import frame_of, layout_of
from maturity.tables.source import (
    Chunk,
    Table,
    Unpacked,
    jsonl_kind,
    open_table,
    responses_in_jsonl,
    unpack,
)

if TYPE_CHECKING:
    import polars as pl

_FEW, _MANY = 50, 800
"""So many files go to a worker at first and at most: few are shared out, and many cost little each."""


@dataclass(frozen=True)
class Opened:
    """A table, with what its columns hold.

    Attributes:
        names: Whether the column of the organisation holds names, from which ids are made.
        first: The chunks that were read already to find that out.
    """

    table: Table
    columns: Columns
    names: bool
    chunks: Iterator[Chunk]


def open_source(given: str | Unpacked, method: Method, mapping: Mapping) -> Opened:
    """A table that can be read.

    Raises:
        InputError: When it cannot be, or its columns cannot be understood.
    """
    known = Headings(method.questionnaire)
    mapped = {squeezed(heading) for heading in mapping.columns}

    def recognise(headings: Sequence[str]) -> int:
        return sum(squeezed(text) in mapped or known.recognises(text) for text in headings)

    row = None if mapping.heading_row is None else int(mapping.heading_row)
    with ExitStack() as undo:
        table = open_table(
            given,
            recognise,
            heading_row=row,
            delimiter=mapping.delimiter,
            sheet=mapping.sheet,
            comma=mapping.decimal == "comma",
        )
        undo.callback(table.close)
        columns = understand_columns(
            table.headings, table.heading_row, table.name, method.questionnaire, mapping
        )
        if errors_in(columns.diagnostics):
            raise InputError(columns.diagnostics)
        chunks = table.chunks(CHUNK)
        first = list(islice(chunks, 1))
        names = bool(first) and _holds_names(columns, first[0].frame)
        undo.pop_all()  # from here on whoever asked closes it
    return Opened(table, columns, names, chain(first, chunks))


def _holds_names(columns: Columns, frame: pl.DataFrame) -> bool:
    """Whether the column of the organisation holds names: most of its cells are no ids."""
    import polars as pl

    column = columns.of("organisation")
    if column is None or columns.of("organisation.name") is not None:
        return False
    cells = frame[f"c{column.place}"].cast(pl.String).drop_nulls().str.strip_chars()
    ids = cells.str.contains(f"^(?:{ID_PATTERN})$").sum()
    return bool(ids * 2 < len(cells))


def parts_of(
    sources: Iterable[Source],
    method: Method,
    mapping: Mapping,
    kept: Kept,
    executors: tuple[Executor, Executor],
) -> Iterator[Part]:
    """What comes of each input, in their order; organisations that came before are rejected.

    Args:
        sources: The inputs.
        method: How they are scored.
        mapping: How tables are understood.
        kept: What is wanted beside results.
        executors: Where rows of tables are scored, and where files are read.
    """
    parcel, seen = packed(method), _Doubles()
    layout = layout_of(method.plan, method.measures)
    for part in _parts(sources, parcel, mapping, kept, executors):
        single = seen.without(part)
        if single.frame is None and single.rows is not None:
            scores = score(method.plan, single.rows)
            frame = frame_of(layout, single.about, single.rows, scores)
            single = replace(single, frame=frame)
        yield single


def _parts(
    sources: Iterable[Source],
    parcel: Parcel,
    mapping: Mapping,
    kept: Kept,
    executors: tuple[Executor, Executor],
) -> Iterator[Part]:
    run = secrets.token_hex(8)
    for kind, group in groupby(enumerate(sources), lambda item: item[1].kind):
        if kind == "response":
            items = (Incoming(source.path, source.path) for _, source in group)
            yield from _of_files(items, parcel, kept, executors[1])
            continue
        for number, source in group:
            yield from _of_source(source, (number, run), parcel, mapping, kept, executors)


def _of_source(
    source: Source,
    key: tuple[int, str],
    parcel: Parcel,
    mapping: Mapping,
    kept: Kept,
    executors: tuple[Executor, Executor],
) -> Iterator[Part]:
    """What comes of a file of rows, or of lines that are responses."""
    try:
        unpacked = unpack(source.path)
    except InputError as error:
        yield _nothing(Rejected(source.path, None, None, tuple(error.diagnostics)))
        return
    if unpacked.form == "jsonl" and jsonl_kind(unpacked) == "responses":
        try:
            lines = responses_in_jsonl(unpacked)
            found = (Incoming(unpacked.name, unpacked.name, data, row) for row, data in lines)
            yield from _of_files(found, parcel, kept, executors[1])
        finally:
            unpacked.close()
    else:
        yield from _of_table(unpacked, key, parcel, mapping, kept, executors[0])


def _of_files(
    items: Iterable[Incoming], parcel: Parcel, kept: Kept, executor: Executor
) -> Iterator[Part]:
    jobs = _groups(iter(items))
    sent = (tuple(_with_bytes(item) for item in job) if executor.is_far else job for job in jobs)
    yield from in_order(executor, read_files, ((parcel, kept, job) for job in sent))


def _groups(items: Iterator[Incoming]) -> Iterator[tuple[Incoming, ...]]:
    """Groups that double in size, whatever the number of workers."""
    size = _FEW
    while group := tuple(islice(items, size)):
        yield group
        size = min(_MANY, 2 * size)


def _with_bytes(item: Incoming) -> Incoming:
    """A file with its bytes, for a worker that has no such file; without them where they cannot be had."""
    if item.data is not None:
        return item
    try:
        return replace(item, data=contents(item.path))
    except InputError:
        return item


def _of_table(
    source: Unpacked,
    key: tuple[int, str],
    parcel: Parcel,
    mapping: Mapping,
    kept: Kept,
    executor: Executor,
) -> Iterator[Part]:
    try:
        opened = open_source(source, parcel.method, mapping)
    except InputError as error:
        yield _nothing(Rejected(source.name, None, None, tuple(error.diagnostics)))
        return
    spec = TableSpec(*key, opened.table.name, opened.columns, mapping, opened.names)
    refused: deque[tuple[Rejected, ...]] = deque()
    broken: list[Rejected] = []
    file = opened.table.name

    def jobs() -> Iterator[tuple[Any, ...]]:
        try:
            for chunk in opened.chunks:
                found = (Rejected(file, d.place.line, None, (d,)) for d in chunk.refused)
                refused.append(tuple(found))
                yield parcel, spec, kept, chunk.frame, chunk.rows
        except InputError as error:
            # What came before the damage counts.
            broken.append(Rejected(file, None, None, tuple(error.diagnostics)))

    try:
        warnings = (*opened.table.notices, *opened.columns.diagnostics)
        odd: list[Diagnostic] = []
        for part in in_order(executor, read_rows, jobs()):
            odd += part.warnings
            yield replace(part, rejected=(*refused.popleft(), *part.rejected), warnings=warnings)
            warnings = ()
        if warnings or odd or broken:
            yield replace(_nothing(*broken), warnings=(*warnings, *_one_of_each(odd)))
    finally:
        opened.table.close()


def _one_of_each(odd: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """One warning of each code for all chunks of a table, where the first of them stands."""
    for code in sorted({found.code for found in odd}):
        alike = [found for found in odd if found.code == code]
        values = {**alike[0].values, "n": sum(found.values["n"] for found in alike)}
        yield replace(alike[0], values=values)


def _nothing(*rejected: Rejected) -> Part:
    import polars as pl

    nobody = About(pl.Series([], dtype=pl.String), None, {}, ())
    return Part(nobody, "", np.zeros(0, dtype=np.int64), rejected)


class _Doubles:
    """Rejects every response of an organisation but the first."""

    def __init__(self) -> None:
        self._seen = Seen()
        self._starts: list[int] = [0]
        self._places: list[tuple[Any, Any]] = []

    def without(self, part: Part) -> Part:
        """A part without organisations that came before."""
        if not part.count:
            return part
        before = self._seen.add(part.about.ids)
        self._starts.append(self._starts[-1] + part.count)
        self._places.append((part.files, part.numbers))
        doubled = np.flatnonzero(before >= 0)
        if not len(doubled):
            return part
        rejected = [self._rejected(part, int(index), int(before[index])) for index in doubled]
        return part.only(np.flatnonzero(before < 0), rejected)

    def _rejected(self, part: Part, index: int, first: int) -> Rejected:
        row, name = int(part.numbers[index]), str(part.about.ids[index])
        place = Place(part.file(index), row)
        values = {"id": name, "first": self._place(first)}
        found = Diagnostic("MT108", place, values, ("organisation",))
        return Rejected(part.file(index), row or None, name, (found,))

    def _place(self, place: int) -> str:
        """Where a response stands, as `FILE` or `FILE:ROW`."""
        at = int(np.searchsorted(self._starts, place, side="right")) - 1
        files, numbers = self._places[at]
        index = place - self._starts[at]
        file = files if isinstance(files, str) else files[index]
        row = int(numbers[index])
        return f"{file}:{row}" if row else str(file)
