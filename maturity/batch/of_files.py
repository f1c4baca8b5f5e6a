"""What do some files with one response each come to?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from maturity.batch.parcel import Method, Parcel
from maturity.batch.part import Kept, Part, Rejected
from maturity.diagnostics import Diagnostic, errors_in
from maturity.errors import InputError
from maturity.model.response import Response
from maturity.scoring.encode import NOT_ASKED, encode
from maturity.storage.documents import Document, parse, read
from maturity.storage.inbox import bound
from maturity.tables.about import About


@dataclass(frozen=True)
class Incoming:
    """A file, or a line of one: its name, where it is, and its bytes where they are at hand."""

    name: str
    path: str
    data: bytes | None = None
    row: int = 0


@dataclass(frozen=True)
class _Read:
    document: Document
    response: Response
    item: Incoming
    warnings: tuple[Diagnostic, ...]


def read_files(parcel: Parcel, kept: Kept, items: Sequence[Incoming]) -> Part:
    """Files with one response each, understood but not scored yet."""
    import polars as pl

    method = parcel.method
    read_ones: list[_Read] = []
    rejected: list[Rejected] = []
    for item in items:
        found = _one(method, item)
        if isinstance(found, Rejected):
            rejected.append(found)
        else:
            read_ones.append(found)
    responses = [one.response for one in read_ones]
    rows = encode(method.plan, responses)
    about = About(
        pl.Series([r.organisation.id for r in responses], dtype=pl.String),
        pl.Series([r.organisation.name for r in responses], dtype=pl.String),
        {
            "country": pl.Series([r.organisation.country for r in responses], dtype=pl.String),
            "government": pl.Series([r.organisation.government for r in responses], dtype=pl.String),
            "tags": pl.Series([";".join(r.organisation.tags) or None for r in responses], dtype=pl.String),
        },
        tuple(r.date for r in responses),
    )  # fmt: skip
    return Part(
        about,
        tuple(one.item.name for one in read_ones),
        np.array([one.item.row for one in read_ones], dtype=np.int64),
        tuple(rejected),
        None,
        rows,
        tuple(responses) if kept.responses else (),
        tuple(one.document.sha256 for one in read_ones) if kept.responses else (),
        tuple(_warnings(method, read_ones, rows.states)),
    )


def _one(method: Method, item: Incoming) -> _Read | Rejected:
    document = None
    try:
        document = read(item.path) if item.data is None else parse(item.data, item.name)
        response, found = bound(document, method.questionnaire, method.rubric)
    except InputError as error:
        return _rejected(item, document, error.diagnostics)
    if response is None or errors_in(found):
        return _rejected(item, document, found)
    return _Read(document, response, item, tuple(found))


def _rejected(item: Incoming, document: Document | None, found: Sequence[Diagnostic]) -> Rejected:
    """A file that cannot be used; one line of a file has the number of the line."""
    if item.row:
        found = [replace(d, place=replace(d.place, line=item.row)) for d in found]
    return Rejected(item.name, item.row or None, _told(document), tuple(found))


def _told(document: Document | None) -> str | None:
    """The id of the organisation, where even a file that cannot be used says it."""
    about: Any = None if document is None else document.value.get("organisation")
    name = about.get("id") if isinstance(about, dict) else None
    return name[:80] if isinstance(name, str) else None


def _warnings(method: Method, read_ones: Sequence[_Read], states: Any) -> Iterator[Diagnostic]:
    """What is said of files that are used: of each, and answers to questions that are not asked."""
    for index, one in enumerate(read_ones):
        yield from one.warnings
        for column in np.flatnonzero(states[:, index] == NOT_ASKED):
            name = method.plan.questions[column].id
            if name in one.response.answers:
                yield one.document.diagnose("MA110", ("answers", name), of_key=True, id=name)
