"""How does a table of responses reach its file, some rows at a time?

Every form says the same: empty for what is unanswered, `NA`, `?` and `-` for what does not apply, is
not known or was declined, `;` between several answers.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from maturity.portfolio.coded import Coded

if TYPE_CHECKING:
    import polars as pl

Table = Sequence[Coded]
"""Some rows, as their columns; all parts of a table have the same ones in the same order."""

TOKENS = {"not_applicable": "NA", "unknown": "?", "declined": "-"}
MOST_ROWS_OF_A_SHEET = 1_048_575

_ROW_GROUP = 32_768
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - workbooks have no zones; a fixed day, for the same bytes
_SEPARATORS = {"csv": ",", "tsv": "\t"}
_WIDTH = 14


def cell(value: Any) -> Any:
    """A value as a table holds it: a number, a date, a text, or None for an empty cell."""
    if isinstance(value, tuple):
        return ";".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return TOKENS.get(value, value) if isinstance(value, str) else value


def write_rows(path: Path, form: str, parts: Iterable[Table], *, packed: bool = False) -> None:
    """Write a table to a file; what stands there is written over.

    The same rows give the same bytes with the same libraries, however they are cut into parts. In
    Parquet all columns are texts but dates, since the cells of any question may hold `NA`, `?` or `-`.

    Args:
        path: Of the file.
        form: csv, tsv, jsonl, parquet or xlsx.
        parts: At least one.
        packed: Whether it is packed by gzip; csv, tsv and jsonl only.

    Raises:
        OSError: When it cannot be written.
    """
    if form in BINARY:
        BINARY[form](path, iter(parts))
        return
    with path.open("wb") as file:
        if not packed:
            write_text(file, form, parts)
            return
        with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as inside:
            write_text(cast("IO[bytes]", inside), form, parts)


def write_text(file: IO[bytes], form: str, parts: Iterable[Table]) -> None:
    """Write a table as csv, tsv or jsonl to an open file, in UTF-8."""
    for index, part in enumerate(parts):
        if form == "jsonl":
            _objects(part).write_csv(
                file, include_header=False, quote_style="never", separator="\x01"
            )
        else:
            _frame(part, dates=False).write_csv(
                file, include_header=index == 0, separator=_SEPARATORS[form]
            )


def _frame(part: Table, *, dates: bool) -> pl.DataFrame:
    """The rows as texts, and dates as such where they are wanted."""
    import polars as pl

    columns: dict[str, pl.Series] = {}
    for column in part:
        values = [cell(value) for value in column.values]
        days = dates and any(isinstance(value, date) for value in values)
        if not days:
            values = [None if value is None else str(value) for value in values]
        distinct = pl.Series(column.name, values, dtype=pl.Date if days else pl.String)
        columns[column.name] = distinct.gather(column.codes)
    return pl.DataFrame(columns)


def _objects(part: Table) -> pl.DataFrame:
    """One text for each row: an object of its cells that are not empty."""
    import polars as pl

    members: dict[str, pl.Series] = {}
    for column in part:
        key = json.dumps(column.name, ensure_ascii=False)
        values = [_json(key, cell(value)) for value in column.values]
        members[column.name] = pl.Series(values, dtype=pl.String).gather(column.codes)
    joined = pl.concat_str(pl.all(), separator=", ", ignore_nulls=True)
    return pl.DataFrame(members).select("{" + joined + "}")


def _json(key: str, value: Any) -> str | None:
    if value is None:
        return None
    plain = value.isoformat() if isinstance(value, date) else value
    return f"{key}: {json.dumps(plain, ensure_ascii=False)}"


def _parquet(path: Path, parts: Iterator[Table]) -> None:
    import polars as pl
    from polars.exceptions import PolarsError
    from polars.io.plugins import register_io_source

    first = next(parts)
    frames = (_frame(part, dates=True) for part in chain((first,), parts))

    def groups(*asked: object) -> Iterator[pl.DataFrame]:
        """Whole row groups, however the rows came."""
        del asked
        held: list[pl.DataFrame] = []
        for frame in frames:
            held.append(frame)
            while sum(each.height for each in held) >= _ROW_GROUP:
                whole = pl.concat(held)
                yield whole[:_ROW_GROUP]
                held = [whole[_ROW_GROUP:]]
        if held and held[0].height:
            yield pl.concat(held)

    days = {column.name for column in first if any(isinstance(v, date) for v in column.values)}
    schema = {column.name: pl.Date() if column.name in days else pl.String() for column in first}
    try:
        register_io_source(groups, schema=schema).sink_parquet(path, row_group_size=_ROW_GROUP)
    except PolarsError as error:
        raise OSError(0, str(error)[:300]) from error


def _workbook(path: Path, parts: Iterator[Table]) -> None:
    """A sheet of texts, numbers and dates; nothing in it becomes a formula or a link."""
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxFileError

    book = xlsxwriter.Workbook(
        str(path),
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": _MADE})
    sheet = book.add_worksheet("responses")
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 1)
    row = 0
    for part in parts:
        if row == 0:
            sheet.set_column(0, len(part) - 1, _WIDTH)
            sheet.write_row(0, 0, [column.name for column in part], bold)
        columns = [[cell(value) for value in column.values] for column in part]
        for codes in zip(*(column.codes.tolist() for column in part), strict=True):
            row += 1
            for place, code in enumerate(codes):
                value = columns[place][code]
                if isinstance(value, str):
                    sheet.write_string(row, place, value)
                elif isinstance(value, date):
                    sheet.write_datetime(row, place, value, day)
                elif value is not None:
                    sheet.write_number(row, place, value)
    try:
        book.close()
    except XlsxFileError as error:
        cause = error.args[0] if error.args else error
        raise cause if isinstance(cause, OSError) else OSError(0, str(error)[:300]) from error


BINARY: Mapping[str, Callable[[Path, Iterator[Table]], None]] = {
    "parquet": _parquet,
    "xlsx": _workbook,
}
TEXT = (*_SEPARATORS, "jsonl")
