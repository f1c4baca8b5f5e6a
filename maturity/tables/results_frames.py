"""How does each format of a table of results become columns?"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl
from polars.exceptions import PanicException, PolarsError

from maturity.errors import InputError
from maturity.tables.source import open_table

SHEET = "results"
ID = "organisation"
METADATA = "maturity"
_CHUNK = 8192
_WHY = {"MT020": "empty", "MT022": "large", "MT034": "sheet", "MT039": "large"}
"""What is said of a workbook that cannot be read as a table at all."""
_SEPARATORS = (",", ";", "\t")


class Unreadable(Exception):  # noqa: N818 - caught by the reader
    """Why a file cannot be read: the key of a reason, and the line where that is known."""

    def __init__(self, why: str, line: int = 0, text: str = "") -> None:
        super().__init__(why)
        self.why, self.line, self.text = why, line, text


def frame_at(file: str, ending: str) -> tuple[pl.DataFrame, str | None]:
    """The columns of a file as they stand there, and what a Parquet file says of itself.

    All columns of CSV are texts.

    Raises:
        Unreadable: With the reason.
    """
    # Whole, so that nothing in its name is taken for an address or a pattern.
    whole = str(Path(file).resolve())
    try:
        return FRAMES[ending](whole), _metadata(whole) if ending == ".parquet" else None
    except OSError:
        raise Unreadable("refused") from None
    # The reader of Parquet panics at some damage, which is no `Exception`.
    except (PolarsError, PanicException):
        raise Unreadable(ending.lstrip(".")) from None


def _metadata(file: str) -> str | None:
    return pl.read_parquet_metadata(file).get(METADATA)


def _parquet(file: str) -> pl.DataFrame:
    return pl.read_parquet(file, glob=False, hive_partitioning=False)


def _csv(file: str) -> pl.DataFrame:
    """The cells as texts; a decimal comma, which comes with semicolons, becomes a point later."""
    data = Path(file).read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("encoding", data[: error.start].count(b"\n") + 1) from None
    header = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=header.count)
    _check_rows(text, separator)
    return pl.read_csv(io.BytesIO(data), separator=separator, infer_schema=False)


def _check_rows(text: str, separator: str) -> None:
    """Refuse rows of another length than the header, since a cell in a wrong column says something else.

    Raises:
        Unreadable: With the line of the first one.
    """
    rows = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    try:
        names = next(rows, [])
        doubled = next((name for place, name in enumerate(names) if name in names[:place]), None)
        if doubled is not None:
            raise Unreadable("doubled", 1, doubled)
        for row in rows:
            if row and len(row) != len(names):
                raise Unreadable("ragged", rows.line_num)
    except csv.Error:
        raise Unreadable("quote", rows.line_num) from None
    if not names:
        raise Unreadable("empty")


def _jsonl(file: str) -> pl.DataFrame:
    try:
        found = pl.read_ndjson(file, infer_schema_length=None)
    except PolarsError:
        return _texts_of(file)
    # The reader gives the columns in any order.
    with Path(file).open("rb") as lines:
        first: dict[str, Any] = next((json.loads(line) for line in lines if line.strip()), {})
    names = [name for name in first if name in found.columns]
    return found.select(*names, *sorted(set(found.columns) - set(names)))


def _texts_of(file: str) -> pl.DataFrame:
    """The rows as texts, where a column holds values of several kinds.

    Raises:
        Unreadable: With the first line that is no row.
    """
    rows: list[dict[str, Any]] = []
    with Path(file).open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line) if line.strip() else {}
            except (ValueError, RecursionError):
                row = None
            if not isinstance(row, dict):
                raise Unreadable("jsonl", number)
            rows.append({k: None if v is None else str(v) for k, v in row.items()})
    if not any(rows):
        raise Unreadable("empty")
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String))


def _xlsx(file: str) -> pl.DataFrame:
    """The cells of the sheet as texts."""
    try:
        with open_table(file, lambda texts: int(ID in texts), heading_row=1, sheet=SHEET) as table:
            names = list(table.headings)
            chunks = [chunk.frame for chunk in table.chunks(_CHUNK)]
    except InputError as error:
        raise Unreadable(_WHY.get(error.diagnostics[0].code, "xlsx")) from None
    if len(set(names)) < len(names):
        doubled = next(name for place, name in enumerate(names) if name in names[:place])
        raise Unreadable("doubled", 1, doubled)
    whole = pl.concat(chunks) if chunks else pl.DataFrame(schema=dict.fromkeys(names, pl.String))
    return whole.rename(dict(zip(whole.columns, names, strict=True)))


FRAMES: Mapping[str, Callable[[str], pl.DataFrame]] = {
    ".parquet": _parquet,
    ".csv": _csv,
    ".jsonl": _jsonl,
    ".xlsx": _xlsx,
}
"""What reads the files of each ending; of several files in a folder, the first of these is read."""
