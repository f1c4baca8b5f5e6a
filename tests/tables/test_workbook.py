"""Is the workbook one that people can open and use?"""

import datetime as dt
import json
import resource
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from maturity.errors import UsageError
from maturity.tables import workbook
from maturity.tables.dictionary import dictionary_of
from maturity.tables.results import layout_of
from maturity.tables.workbook import write_workbook
from tables.made import plan, questionnaire, rubric
from tables.test_results import EVIL, named, results, written


def made(
    tmp_path: Path, frame: pl.DataFrame, name: str = "r.xlsx", rejected: Path | None = None
) -> Path:
    parquet = written(tmp_path / "r.parquet", [frame])
    layout = layout_of(plan())
    entries = dictionary_of(layout, questionnaire(), rubric(), "en")
    write_workbook(parquet, tmp_path / name, layout, entries, "en", rejected)
    return tmp_path / name


def test_its_sheets_and_what_stands_in_them(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(made(tmp_path, results()))
    assert book.sheetnames == ["results", "measures", "portfolio", "dictionary"]
    sheet = book["results"]
    heads = [cell.value for cell in sheet[1]]
    assert heads == results().columns
    first = dict(zip(heads, sheet[2], strict=True))
    assert first["organisation"].value == "a"
    assert first["position"].value == 1
    assert first["date"].value == dt.datetime(2026, 11, 20)  # noqa: DTZ001 - no zones in sheets
    assert first["quay"].value == pytest.approx(0.605)
    assert first["quay"].number_format == "0%"
    second = dict(zip(heads, sheet[3], strict=True))
    assert (second["quay"].value, second["quay:low"].value, second["organisation.name"].value) == (None, 0, None)  # fmt: skip
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref is not None


def test_what_was_rejected_has_a_sheet_of_its_own(tmp_path: Path) -> None:
    problem = {"code": "MT106", "message": "=1+1", "expected": "0 or 1", "help": ["one", "two"]}
    lines = [
        {"file": "a.csv", "row": 7, "organisation": "ada", "problems": [{**problem, "heading": "Q1"}, problem]},
        {"file": "b.yaml", "row": None, "organisation": None, "problems": [{**problem, "line": 3}]},
    ]  # fmt: skip
    rejected = tmp_path / "rejected.jsonl"
    rejected.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    book = openpyxl.load_workbook(made(tmp_path, results(), rejected=rejected))
    assert book.sheetnames[3:] == ["rejected", "dictionary"]
    head, *rows = book["rejected"].iter_rows(values_only=True)
    assert head[:5] == ("file", "row", "organisation", "column", "what is wrong")
    assert rows == [
        ("a.csv", 7, "ada", "Q1", "=1+1", "0 or 1", "one two", "MT106"),
        ("a.csv", 7, "ada", None, "=1+1", "0 or 1", "one two", "MT106"),
        ("b.yaml", 3, None, None, "=1+1", "0 or 1", "one two", "MT106"),
    ]
    assert all(cell.data_type != "f" for row in book["rejected"] for cell in row)


def test_measures_and_positions_are_summed_up(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(made(tmp_path, results()))
    head, row = (list(each) for each in book["measures"].iter_rows(values_only=True))
    assert row[:3] == ["quay", "Quay", 1]
    assert row[3:] == [pytest.approx(0.605)] * 5
    assert len(head) == len(row)
    lines = list(book["portfolio"].iter_rows(values_only=True))[1:]
    assert lines == [(0, 1, 0.5, 1, 0), (1, 1, 0.5, 1, 1), (2, 0, 0, 0, 1)]


def test_every_column_is_explained(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(made(tmp_path, results()))
    rows = list(book["dictionary"].iter_rows(values_only=True))[1:]
    assert [row[0] for row in rows] == results().columns
    assert all(row[5] for row in rows)


def test_no_text_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    texts = (*EVIL, "https://x.example", "12", "n" * 20_000, "\u202eabc")
    book = openpyxl.load_workbook(made(tmp_path, named(texts)))
    cells = book["results"]["B"][1:]
    assert [cell.value for cell in cells] == list(texts)
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.hyperlink for cell in cells if cell.hyperlink] == []
    assert {cell.data_type for row in book["results"].iter_rows() for cell in row} <= {"s", "n", "d"}  # fmt: skip


def test_the_same_results_give_the_same_bytes(tmp_path: Path) -> None:
    one = made(tmp_path, results(), "one.xlsx").read_bytes()
    assert made(tmp_path, results(), "two.xlsx").read_bytes() == one


def test_no_rows_make_a_workbook_all_the_same(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(made(tmp_path, results().clear()))
    assert book["results"].max_row == 1
    assert book["portfolio"]["C2"].value is None


def test_more_rows_than_a_sheet_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 1)
    with pytest.raises(UsageError):
        made(tmp_path, results())


def test_a_disk_that_is_full_is_told_of(tmp_path: Path) -> None:
    frame = named(tuple(f"{number}-{'n' * 200}" for number in range(2_000)))
    made(tmp_path, frame)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    parquet = tmp_path / "r.parquet"
    layout = layout_of(plan())
    entries = dictionary_of(layout, questionnaire(), rubric(), "en")
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, before[1]))
        with pytest.raises(OSError, match="large"):
            write_workbook(parquet, tmp_path / "full.xlsx", layout, entries, "en")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
