"""How do results become a workbook that people want to open?

Sheets: the results, the measures, the portfolio at a glance, what could not be used and why, and what
each column means.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maturity.errors import UsageError
from maturity.messages import say
from maturity.tables.dictionary import Entry
from maturity.tables.results import Layout

if TYPE_CHECKING:
    import polars as pl

MOST_ROWS = 1_048_575
"""What a sheet holds beside its heading."""

_MOST_REJECTED = 100_000
_WIDE, _NARROW = 32, 12


def write_workbook(
    parquet: Path,
    target: Path,
    layout: Layout,
    entries: Sequence[Entry],
    language: str,
    rejected: Path | None = None,
) -> None:
    """Write a workbook of results.

    Args:
        parquet: The results.
        target: The workbook, written over.
        layout: Which columns there are.
        entries: What they mean.
        language: Of the headings.
        rejected: What could not be used, as `rejected.jsonl` says it.

    Raises:
        UsageError: When there are more rows than a sheet holds.
        OSError: When it cannot be written.
    """
    import polars as pl
    from xlsxwriter.exceptions import XlsxFileError

    results = pl.read_parquet(parquet)
    if results.height > MOST_ROWS:
        raise UsageError("error.batch.rows", n=f"{results.height:,}", most=f"{MOST_ROWS:,}")
    try:
        _write(results, target, layout, entries, language, rejected)
    except XlsxFileError as error:
        cause = error.args[0] if error.args else error
        raise cause if isinstance(cause, OSError) else OSError(0, str(error)[:300]) from error


def _write(
    results: pl.DataFrame,
    target: Path,
    layout: Layout,
    entries: Sequence[Entry],
    language: str,
    rejected: Path | None,
) -> None:
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(str(target), options) as book:
        from datetime import UTC, datetime

        # The same results give the same bytes.
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
        forms = {name: book.add_format(how) for name, how in _FORMS.items()}
        _table(book.add_worksheet(say("workbook.results", language)), forms, entries, results)
        _measures(
            book.add_worksheet(say("workbook.measures", language)),
            forms,
            entries,
            results,
            language,
        )
        _portfolio(
            book.add_worksheet(say("workbook.portfolio", language)),
            forms,
            layout,
            results,
            language,
        )
        if rejected is not None:
            _rejected(
                book.add_worksheet(say("workbook.rejected", language)), forms, rejected, language
            )
        _dictionary(book.add_worksheet(say("workbook.dictionary", language)), forms, entries, language)  # fmt: skip


_FORMS: dict[str, dict[str, Any]] = {
    "heading": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1},
    "share": {"num_format": "0%"},
    "number": {"num_format": "0.00"},
    "date": {"num_format": "yyyy-mm-dd"},
    "text": {"text_wrap": True, "valign": "top"},
    "plain": {},
}


def _table(sheet: Any, forms: Any, entries: Sequence[Entry], results: pl.DataFrame) -> None:
    sheet.freeze_panes(1, 2)
    by_name = {entry.column: entry for entry in entries}
    kinds = []
    for place, name in enumerate(results.columns):
        entry = by_name[name]
        form = {"share": "share", "number": "number", "date": "date"}.get(entry.type, "plain")
        kinds.append(forms[form])
        sheet.set_column(place, place, _WIDE if entry.type == "text" and place < 2 else _NARROW)
        sheet.write_string(0, place, name, forms["heading"])
    sheet.autofilter(0, 0, results.height, results.width - 1)
    for row, cells in enumerate(results.iter_rows(), 1):
        for place, cell in enumerate(cells):
            if cell is not None:
                _put(sheet, row, place, cell, kinds[place])


def _put(sheet: Any, row: int, place: int, cell: Any, form: Any) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, place, cell, form)
    elif isinstance(cell, int | float):
        sheet.write_number(row, place, cell, form)
    else:
        sheet.write_datetime(row, place, cell, form)


def _lines(sheet: Any, rows: Sequence[Sequence[Any]], kinds: Sequence[Any], heading: Any) -> None:
    sheet.freeze_panes(1, 0)
    for row, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            if cell is not None:
                _put(sheet, row, place, cell, kinds[place] if row else heading)


def _measures(
    sheet: Any, forms: Any, entries: Sequence[Entry], results: pl.DataFrame, language: str
) -> None:
    keys = (
        "measure",
        "title",
        "scored",
        "least",
        "quarter",
        "median",
        "three_quarters",
        "greatest",
    )
    rows: list[list[Any]] = [[say(f"workbook.measures.{key}", language) for key in keys]]
    for entry in entries:
        if entry.type == "share" and ":" not in entry.column:
            scores = results[entry.column].drop_nulls()
            quantiles: list[Any] = [scores.quantile(at, "linear") for at in (0, 0.25, 0.5, 0.75, 1)]
            rows.append([entry.column, entry.title, len(scores), *quantiles])
    sheet.set_column(0, 1, _WIDE)
    shares = [forms["share"]] * 5
    _lines(sheet, rows, [forms["plain"], forms["plain"], forms["plain"], *shares], forms["heading"])  # fmt: skip


def _portfolio(
    sheet: Any, forms: Any, layout: Layout, results: pl.DataFrame, language: str
) -> None:
    keys = ("position", "bodies", "share", "at_least", "at_most")
    rows: list[list[Any]] = [[say(f"workbook.portfolio.{key}", language) for key in keys]]
    if "position" in results.columns:
        steps = len(layout.plan.steps)
        for step in range(steps + 1):
            counts = [
                int((results[name] == step).sum())
                for name in ("position", "position_low", "position_high")
            ]
            share = counts[0] / results.height if results.height else None
            rows.append([step, counts[0], share, counts[1], counts[2]])
    sheet.set_column(0, 4, 18)
    kinds = [forms["plain"], forms["plain"], forms["share"], forms["plain"], forms["plain"]]
    _lines(sheet, rows, kinds, forms["heading"])


def _rejected(sheet: Any, forms: Any, rejected: Path, language: str) -> None:
    """A row for each problem of each input that could not be used; the first of very many."""
    keys = ("file", "row", "organisation", "heading", "message", "expected", "help", "code")
    rows: list[list[Any]] = [[say(f"workbook.rejected.{key}", language) for key in keys]]
    with rejected.open(encoding="utf-8") as lines:
        inputs = map(json.loads, lines)
        problems = ((item, problem) for item in inputs for problem in item["problems"])
        for item, problem in islice(problems, _MOST_REJECTED):
            told = {**problem, "row": item["row"] or problem.get("line")}
            told |= {"help": " ".join(problem["help"])}
            rows.append([told.get(key, item.get(key)) for key in keys])
    sheet.set_column(0, 3, _WIDE // 2)
    sheet.set_column(4, 6, 2 * _WIDE)
    _lines(sheet, rows, [forms["text"]] * len(keys), forms["heading"])


def _dictionary(sheet: Any, forms: Any, entries: Sequence[Entry], language: str) -> None:
    names = [field.name for field in fields(Entry)]
    rows: list[list[Any]] = [[say(f"workbook.dictionary.{name}", language) for name in names]]
    rows += ([getattr(entry, name) for name in names] for entry in entries)
    sheet.set_column(0, 1, _WIDE)
    sheet.set_column(5, 5, 80)
    _lines(sheet, rows, [forms["text"]] * len(names), forms["heading"])
