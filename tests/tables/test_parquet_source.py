"""Is a Parquet table given as it is stored, in order and in pieces?"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from maturity.tables import parquet_source
from maturity.tables.parquet_trial import Trial, try_parquet
from maturity.tables.source import open_table
from tables.source_reading import read, recognise, said


def test_columns_are_given_as_they_are_stored(tmp_path: Path) -> None:
    kind = pl.Enum(["low", "high"])
    frame = pl.DataFrame(
        {
            "organisation": ["delta", None],
            " a ": pl.Series([3, None], dtype=pl.Int8),
            "b": [2.5, 1.0],
            "c": [True, False],
            "day": [date(2026, 11, 20), None],
            "many": [["x", "y"], []],
            "enum": pl.Series(["low", "high"], dtype=kind),
            "bytes": [b"x", None],
            "none": pl.Series([None, None], dtype=pl.Null),
            "sum": pl.Series([Decimal("2.50"), None]),
        }
    )
    frame.write_parquet(tmp_path / "t.parquet")
    found = read(tmp_path / "t.parquet")
    assert found.headings[:3] == ("organisation", "a", "b")
    assert found.heading_row == 0
    assert found.rows == {
        1: ("delta", 3, 2.5, True, date(2026, 11, 20), ["x", "y"], "low", "x", None, 2.5),
        2: (None, None, 1.0, False, None, [], "high", None, None, None),
    }


@pytest.mark.parametrize("group", [1, 7, 100])
@pytest.mark.parametrize("size", [1, 10, 1000])
def test_rows_keep_their_order_whatever_the_groups(tmp_path: Path, group: int, size: int) -> None:
    pl.DataFrame({"a": range(100)}).write_parquet(tmp_path / "t.parquet", row_group_size=group)
    found = read(tmp_path / "t.parquet", size=size)
    assert found.rows == {n + 1: (n,) for n in range(100)}


def test_each_call_for_chunks_begins_anew_and_may_be_left_early(tmp_path: Path) -> None:
    pl.DataFrame({"a": range(100)}).write_parquet(tmp_path / "t.parquet")
    with open_table(str(tmp_path / "t.parquet"), recognise) as table:
        first = next(iter(table.chunks(10)))
        again = next(iter(table.chunks(10)))
    assert first.frame.equals(again.frame)


def test_a_table_without_rows_has_no_chunks(tmp_path: Path) -> None:
    pl.DataFrame(schema={"a": pl.Int8}).write_parquet(tmp_path / "t.parquet")
    assert read(tmp_path / "t.parquet").rows == {}


def test_nested_columns_are_named(tmp_path: Path) -> None:
    frame = pl.DataFrame({"a": [{"x": 1}], "b": [[[1]]], "c": [[1]], "d": ["fine"]})
    frame.write_parquet(tmp_path / "t.parquet")
    (found,) = said(tmp_path / "t.parquet")
    assert (found.code, found.values["keys"]) == ("MT041", ["a", "b", "c"])


def test_a_file_that_is_damaged_in_the_middle_gives_the_rows_before(tmp_path: Path) -> None:
    frame = pl.DataFrame({"a": [f"text {n}" for n in range(20_000)]})
    path = tmp_path / "t.parquet"
    frame.write_parquet(path, row_group_size=1000)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 2000] = b"\xff" * 2000
    path.write_bytes(data)
    found = read(path, size=500)
    (broken,) = found.refused
    assert broken.code == "MT042"
    assert broken.place.line == len(found.rows) + 1 < 20_000
    assert all(cells == (f"text {row - 1}",) for row, cells in found.rows.items())


def test_a_path_is_no_pattern(tmp_path: Path) -> None:
    pl.DataFrame({"a": [1]}).write_parquet(tmp_path / "t[1]*.parquet")
    assert read(tmp_path / "t[1]*.parquet").rows == {1: (1,)}


@pytest.mark.parametrize(
    ("trial", "rows", "row"),
    [
        (Trial(opened=True, rows=40, why="a page is damaged"), 40, 41),
        (Trial(opened=True, rows=0), 0, 1),  # the reader died
        (Trial(opened=True, rows=120, whole=True), 100, 101),  # fewer came than in the trial
    ],
)
def test_no_row_is_missing_without_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trial: Trial, rows: int, row: int
) -> None:
    pl.DataFrame({"a": range(100)}).write_parquet(tmp_path / "t.parquet", row_group_size=20)
    monkeypatch.setattr(parquet_source, "try_parquet", lambda _: trial)
    found = read(tmp_path / "t.parquet", size=7)
    assert found.rows == {n + 1: (n,) for n in range(rows)}
    assert found.codes == [("MT042", row)]


def test_a_trial_counts_the_rows_and_says_what_the_reader_said(tmp_path: Path) -> None:
    pl.DataFrame({"a": range(100)}).write_parquet(tmp_path / "t.parquet")
    assert try_parquet(tmp_path / "t.parquet") == Trial(opened=True, rows=100, whole=True)
    (tmp_path / "bad.parquet").write_bytes(b"PAR1PAR1")
    bad = try_parquet(tmp_path / "bad.parquet")
    assert (bad.opened, bad.whole) == (False, False)
    assert bad.why
