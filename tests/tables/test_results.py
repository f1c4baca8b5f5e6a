"""Do results say what was scored, with 12 digits, and harmlessly in every form?"""

import csv
import json
import struct
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maturity.scoring.encode import Rows
from maturity.scoring.engine import score
from maturity.tables.about import About
from maturity.tables.results import frame_of, layout_of, twelve_digits
from maturity.tables.results_writer import METADATA, ResultsWriter, as_csv, as_jsonl
from tables.made import plan, read

EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1", "  =1", "\t=1", "a=1", "=cmd|' /C calc'!A0")


def results(measures: tuple[str, ...] = ()) -> pl.DataFrame:
    found = read(
        ["organisation", "organisation.name", "quay.wall", "quay.boats", "quay.goods", "quay.lit", "quay.share"],
        *[["a", "A", 2.5, "row-1", "tea;salt", "yes", 3000], ["b", None, "?", "-", "NA", "", ""]],
    )  # fmt: skip
    layout = layout_of(plan(), measures)
    return frame_of(layout, found.about, found.rows, score(plan(), found.rows))


def test_a_row_of_results_worked_out_by_hand() -> None:
    whole, nothing = results().to_dicts()
    # wall 2.5 of 0..4, boats 1 of 1..3, goods 2 of 0..5, lit 1 of 0..1, share 3000 of -10..3000
    mean = (2.5 / 4 + 0 + 2 / 5 + 1 + 1) / 5
    assert (
        whole["quay"] == whole["quay:low"] == whole["quay:high"] == pytest.approx(mean, abs=1e-12)
    )
    assert (whole["position"], whole["position_low"], whole["position_high"]) == (1, 1, 1)
    assert whole["progress"] == pytest.approx(1 + mean / 0.7, abs=1e-11)
    counts = ("asked", "answered", "not_applicable", "unknown", "declined", "unanswered")
    assert [whole[name] for name in counts] == [5, 5, 0, 0, 0, 0]
    assert [nothing[name] for name in counts] == [5, 0, 1, 1, 1, 2]
    assert (nothing["quay"], nothing["quay:low"], nothing["quay:high"]) == (None, 0, 1)
    assert (nothing["position"], nothing["position_low"], nothing["position_high"]) == (0, 0, 2)
    assert nothing["progress"] is None
    assert whole["date"] == date(2026, 11, 20)


def test_only_what_was_asked_for_is_there() -> None:
    about = ["organisation", "organisation.name", "country", "government", "tags", "date"]
    path = ["position", "position_low", "position_high", "progress"]
    assert results(("path",)).columns == about + path
    assert results(("quay",)).columns[-3:] == ["quay", "quay:low", "quay:high"]
    assert results(("path", "quay")).columns[-3:] == ["quay", "quay:low", "quay:high"]


def to_twelve(numbers: list[float]) -> list[float]:
    found: list[float] = twelve_digits(np.array(numbers)).tolist()
    return found


def wanted(numbers: list[float]) -> list[float]:
    return [float(f"{number:.12g}") for number in numbers]


@given(st.lists(st.floats(0, 1), min_size=1))
def test_shares_have_twelve_digits(numbers: list[float]) -> None:
    assert to_twelve(numbers) == wanted(numbers)


@given(st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), min_size=1))
def test_any_number_has_twelve_digits(numbers: list[float]) -> None:
    assert to_twelve(numbers) == wanted(numbers)


@given(st.integers(0, 10**12 - 1), st.integers(0, 25), st.sampled_from([-1, 0, 1]))
def test_numbers_beside_the_middle_of_two_decimals(digits: int, power: int, beside: int) -> None:
    number = (digits + 0.5) / 10**power
    bits = struct.unpack("<q", struct.pack("<d", number))[0]
    [number] = struct.unpack("<d", struct.pack("<q", bits + beside))
    assert to_twelve([number]) == wanted([number])


def test_edges_of_twelve_digits() -> None:
    edges = [0.0, 1.0, 0.1, 1 / 3, 2 / 3, 0.0999999999999999, 0.1000000000005, 1e-12, 5e-13, 1e-300, 0.5, 1 - 2**-53]  # fmt: skip
    assert to_twelve(edges) == wanted(edges)
    assert np.isnan(twelve_digits(np.array([np.nan, 0.5]))[0])


def written(path: Path, frames: list[pl.DataFrame]) -> Path:
    layout = layout_of(plan())
    writer = ResultsWriter(path, layout.schema, {"schema": "x", "größe": "é"})
    for frame in frames:
        writer.add(frame)
    writer.close()
    return path


def named(names: tuple[str, ...]) -> pl.DataFrame:
    """Results of organisations with these names."""
    count = len(names)
    rows = Rows(np.zeros((5, count)), np.zeros((5, count), np.uint8))
    ids = pl.Series([f"o-{number}" for number in range(count)])
    labels = {"country": pl.Series(names), "tags": pl.Series(names)}
    about = About(ids, pl.Series(names), labels, date(2026, 1, 2))
    return frame_of(layout_of(plan()), about, rows, score(plan(), rows))


def test_the_same_rows_give_the_same_bytes_however_they_come(tmp_path: Path) -> None:
    frame = pl.concat([named(tuple("abc"))] * 40_000)
    one = written(tmp_path / "one.parquet", [frame]).read_bytes()
    cuts = [frame[:1], frame[1:70_000], frame[70_000:70_000], frame[70_000:]]
    assert written(tmp_path / "many.parquet", cuts).read_bytes() == one
    assert pl.read_parquet(tmp_path / "many.parquet").equals(frame)
    about = json.loads(pl.read_parquet_metadata(tmp_path / "one.parquet")[METADATA])
    assert about == {"schema": "x", "größe": "é"}


def test_no_rows_are_a_table_all_the_same(tmp_path: Path) -> None:
    path = written(tmp_path / "none.parquet", [])
    assert pl.read_parquet(path).schema == pl.Schema(layout_of(plan()).schema)
    as_csv(path, tmp_path / "none.csv")
    assert (tmp_path / "none.csv").read_text("utf-8").startswith("organisation,organisation.name,")


def test_a_formula_is_text_in_csv_and_nothing_else_is_changed(tmp_path: Path) -> None:
    path = written(tmp_path / "r.parquet", [named(EVIL)])
    as_csv(path, tmp_path / "r.csv")
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for name in ("organisation.name", "country", "tags"):
        shown = [row[name] for row in rows]
        assert [text.removeprefix("'") for text in shown] == list(EVIL)
        assert [text for text in shown if text.strip()[:1] in set("=+-@\uff1d")] == []
        assert shown[7] == "a=1"
    assert {row["quay:low"] for row in rows} == {rows[0]["quay"]}
    as_jsonl(path, tmp_path / "r.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text("utf-8").splitlines()]
    assert [line["country"] for line in lines] == list(EVIL)
    assert lines[0]["date"] == "2026-01-02"
    assert lines[0]["government"] is None


def test_a_disk_that_is_full_is_told_of(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    with pytest.raises(OSError, match=r".+"):
        written(target, [named(("a",))])
