"""Are the columns of a table of results what they should be?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from maturity.diagnostics import Diagnostic, Place, nearest
from maturity.errors import InputError
from maturity.model.results_table import COVERAGE
from maturity.tables.results_frames import ID
from maturity.view.plain import FORMULA

_TEXTS = (ID, "organisation.name", "country", "government")
_ENDS = ("", "_low", "_high")
_KEPT_PLAIN = rf"^'(\s*[{re.escape(''.join(FORMULA))}])"
"""A text with the mark that keeps a spreadsheet from taking it for a formula."""
_DECIMAL_COMMA = r"^(-?[0-9]+),([0-9]+)$"
_ROUNDING = 1e-9
_MOST = 1e9
"""No organisation has so many questions or steps."""


@dataclass(frozen=True)
class Checked:
    """Columns that can be relied on, and which measures and further paths they are about."""

    rows: int
    columns: Mapping[str, Sequence[Any]]
    measures: tuple[str, ...]
    paths: tuple[str, ...]


class _Columns(Mapping[str, Sequence[Any]]):
    """Columns that become plain values only while they are used, so that millions of rows fit."""

    def __init__(self, series: dict[str, pl.Series]) -> None:
        self._series = series

    def __getitem__(self, name: str) -> Sequence[Any]:
        return self._series[name].to_list()

    def __iter__(self) -> Iterator[str]:
        return iter(self._series)

    def __len__(self) -> int:
        return len(self._series)


def check(frame: pl.DataFrame, file: str) -> Checked:
    """The columns of a table of results, each with the type it should have.

    Raises:
        InputError: With all that is wrong.
    """
    place = Place(file)
    if ID not in frame.columns:
        near = nearest(ID, frame.columns)
        raise InputError([Diagnostic("MC104", place, {"id": ID, "near": near})])
    blank = pl.all_horizontal(pl.all().is_null())
    frame = frame.filter(~blank)
    measures = tuple(
        name for name in frame.columns if {f"{name}:low", f"{name}:high"} <= set(frame.columns)
    )
    paths = tuple(
        name.removesuffix(":position") for name in frame.columns if name.endswith(":position")
    )
    if not measures and not paths and "position" not in frame.columns:
        raise InputError([Diagnostic("MC105", place, {})])
    kinds = _kinds(measures, paths)
    problems: list[Diagnostic] = []
    series: dict[str, pl.Series] = {}
    ids = _text(frame[ID])
    for name, kind in kinds.items():
        if name in frame.columns:
            series[name], found = _column(frame[name], kind, ids, place)
            problems += found
    problems += _ids(series[ID], place)
    if problems:
        raise InputError(problems)
    return Checked(frame.height, _Columns(series), measures, paths)


def _kinds(measures: Sequence[str], paths: Sequence[str]) -> dict[str, str]:
    """The kind of each column that is read; others are left alone."""
    kinds = dict.fromkeys(_TEXTS, "text") | {"date": "day", "progress": "progress"}
    for path in ("", *(f"{path}:" for path in paths)):
        kinds |= {f"{path}position{end}": "whole" for end in _ENDS}
    kinds |= dict.fromkeys(COVERAGE, "whole")
    for measure in measures:
        kinds |= {f"{measure}{end}": "score" for end in ("", ":low", ":high")}
    return kinds


def _column(
    column: pl.Series, kind: str, ids: pl.Series, place: Place
) -> tuple[pl.Series, list[Diagnostic]]:
    """A column with its type, and the first of its cells that has none."""
    if kind == "text":
        return _text(column), []
    found = _day(column) if kind == "day" else _number(column, kind)
    bad = (found.is_null() & _said(column)).arg_true()
    if not len(bad):
        return found, []
    row = int(bad[0])
    values = {
        "key": column.name,
        "id": ids[row] or "",
        "found": column[row],
        "expected": f"results.{kind}",
        "n": len(bad) - 1,
        **({"variant": "more"} if len(bad) > 1 else {}),
    }
    return found, [Diagnostic("MC108", place, values, (row, column.name))]


def _said(column: pl.Series) -> pl.Series:
    """Where there is something; some programs write NaN for nothing."""
    said = column.is_not_null()
    if column.dtype.is_float():
        return said & ~column.is_nan().fill_null(value=True)
    return said & (column != "") if column.dtype == pl.String else said


def _text(column: pl.Series) -> pl.Series:
    """Texts without the mark that keeps a spreadsheet from taking them for a formula."""
    if column.dtype.is_nested() or column.dtype == pl.Binary:
        return pl.Series(column.name, [None] * len(column), dtype=pl.String)
    text = column.cast(pl.String).str.replace(_KEPT_PLAIN, "${1}")
    return text.set(text == "", None)


def _day(column: pl.Series) -> pl.Series:
    if column.dtype == pl.String:
        return column.str.to_date("%Y-%m-%d", strict=False)
    if column.dtype in {pl.Date, pl.Datetime}:
        return column.cast(pl.Date)
    return pl.Series(column.name, [None] * len(column), dtype=pl.Date)


def _number(column: pl.Series, kind: str) -> pl.Series:
    """Numbers of a kind, None where there is something else."""
    if column.dtype == pl.String:
        plain = column.str.replace(_DECIMAL_COMMA, "${1}.${2}")
        column = plain.cast(pl.Float64, strict=False)
    elif column.dtype.is_numeric() or column.dtype == pl.Null:
        column = column.cast(pl.Float64)
    else:
        return pl.Series(column.name, [None] * len(column), dtype=pl.Float64)
    good = column.is_finite() & (column >= 0)
    if kind == "score":
        good &= column <= 1 + _ROUNDING
    if kind == "whole":
        good &= (column == column.round()) & (column <= _MOST)
    kept = column.set(~good.fill_null(value=False), None)
    return kept.cast(pl.Int64) if kind == "whole" else kept


def _ids(ids: pl.Series, place: Place) -> Iterator[Diagnostic]:
    """Rows without an organisation, and organisations with several rows; rows count from 1."""
    for row in ids.is_null().arg_true():
        yield Diagnostic("MC107", place, {"row": int(row) + 1}, (int(row), ID))
    named = pl.DataFrame({ID: ids, "row": range(1, len(ids) + 1)}).drop_nulls()
    doubled = (
        named.group_by(ID, maintain_order=True).agg("row").filter(pl.col("row").list.len() > 1)
    )
    for name, rows in doubled.iter_rows():
        values = {"id": name, "keys": tuple(map(str, rows))}
        yield Diagnostic("MC106", place, values, (rows[0] - 1, ID))
