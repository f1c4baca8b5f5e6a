"""Is a table of results read alike in all formats, and refused when something is wrong with it?"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comparison.made import FORMATS, body, frame, rests_on, table, write
from maturity.comparison.results import compare
from maturity.errors import InputError
from maturity.model.results_table import ResultsTable
from maturity.tables.results_reader import read_results

ROWS = [
    body("orvendal", 2, 2.123456789012, span=(1, 3), measures={"trust": (None, 0.1, 0.987654321)}),
    body("ulmerra", None, day=date(2026, 9, 30), country="NL", government="regional"),
    body("007", 0, 0.25, title='Böse "Zeile",\n一=1'),
]
for row in ROWS:
    row |= {"side:position": 1, "side:position_low": 0, "side:position_high": 2}


def plain(found: ResultsTable) -> dict[str, list[Any]]:
    return {name: list(found.columns[name]) for name in found.columns}


@pytest.mark.parametrize("form", FORMATS)
def test_all_formats_give_the_same(tmp_path: Path, form: str) -> None:
    found, meant = read_results(str(write(tmp_path, ROWS, form))), table(ROWS)
    expected = {name: values for name, values in plain(meant).items() if name in found.columns}
    assert plain(found) == expected
    assert set(meant.columns) - set(found.columns) == {"tags"}
    assert (found.measures, found.paths) == (("trust", "skills"), ("side",))
    assert found.rests_on == meant.rests_on


@pytest.mark.parametrize("form", FORMATS)
def test_all_formats_give_the_same_comparison(tmp_path: Path, form: str) -> None:
    later = [body("orvendal", 3, day=date(2026, 9, 30)), body("aldermoor")]
    last = read_results(str(write(tmp_path / "last", ROWS, form)))
    now = read_results(str(write(tmp_path / "now", later, form)))
    found, meant = compare(last, now, "country"), compare(table(ROWS), table(later), "country")
    named = {"last": found.last, "now": found.now}
    assert found == meant.model_copy(update=named)


@pytest.mark.parametrize("form", FORMATS)
def test_a_table_without_rows_and_origin(tmp_path: Path, form: str) -> None:
    found = read_results(str(write(tmp_path, [], form, said={}))) if form != "jsonl" else None
    if found is not None:
        assert (found.rows, found.rests_on) == (0, None)


def test_a_folder_stands_for_its_table(tmp_path: Path) -> None:
    path = write(tmp_path, ROWS, "jsonl")
    assert read_results(str(tmp_path)).file == str(path)
    better = write(tmp_path, ROWS, "parquet")
    assert read_results(str(tmp_path)).file == str(better)


def test_the_columns_of_jsonl_keep_their_order(tmp_path: Path) -> None:
    names = [f"measure-{number}" for number in range(40)]
    rows = [body(f"body-{n}", measures=dict.fromkeys(names, 0.5)) for n in range(40)]
    for _ in range(5):
        found = read_results(str(write(tmp_path, rows, "jsonl")))
        assert found.measures == ("trust", "skills", *names)


def test_inputs_that_the_batch_refused_are_counted(tmp_path: Path) -> None:
    path = write(tmp_path, ROWS)
    assert read_results(str(path)).rejected == 0
    (tmp_path / "rejected.jsonl").write_text('{"file": "a.yaml"}\n{"file": "b.yaml"}\n')
    assert read_results(str(path)).rejected == 2


def test_whom_the_batch_refused_is_known(tmp_path: Path) -> None:
    path = write(tmp_path, ROWS)
    told = [{"organisation": "x"}, {"organisation": None}, {"organisation": "y"}]
    lines = [json.dumps(each).encode() for each in (*told, {"organisation": "x" * 2000})]
    harm = [b"\xff{", b'{"organisation": ["z"]}', b"[" * 100_000, b'"organisation"', b"", b" "]
    long = b'{"organisation": "long", "problems": "' + b"x" * 3_000_000 + b'"}'
    (tmp_path / "rejected.jsonl").write_bytes(b"\n".join((*lines, *harm, long, lines[0])))
    found = read_results(str(path))
    assert (found.rejected, found.rejected_ids) == (10, ("x", "y"))


def test_so_many_refused_are_counted_and_the_first_ten_thousand_known(tmp_path: Path) -> None:
    path = write(tmp_path, ROWS)
    lines = (f'{{"organisation": "body-{number}"}}\n' for number in range(10_100))
    (tmp_path / "rejected.jsonl").write_text("".join(lines))
    found = read_results(str(path))
    assert (found.rejected, len(found.rejected_ids)) == (10_100, 10_000)


def test_what_the_batch_refused_is_only_read_from_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rejected.jsonl")
    assert read_results(str(write(tmp_path, ROWS))).rejected == 0


def test_a_file_name_is_no_pattern(tmp_path: Path) -> None:
    for name in ("results[1].parquet", "results*.parquet"):
        frame(ROWS).write_parquet(tmp_path / name)
        assert read_results(str(tmp_path / name)).rows == 3


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("organisation;position;trust;trust:low;trust:high", "x;1;0,5;0,25;0,75"),
        ("organisation\tposition\ttrust\ttrust:low\ttrust:high", "x\t1\t0.5\t0.25\t0.75"),
        ("\ufefforganisation,position,trust,trust:low,trust:high", "x,1.0,0.50,.25,7.5e-1"),
    ],
)
def test_csv_as_spreadsheets_save_it_again(tmp_path: Path, header: str, cells: str) -> None:
    path = tmp_path / "results.csv"
    path.write_bytes(f"{header}\r\n{cells}\r\n\r\n".encode())
    assert plain(read_results(str(path))) == {
        "organisation": ["x"],
        "position": [1],
        "trust": [0.5],
        "trust:low": [0.25],
        "trust:high": [0.75],
    }


def test_names_that_were_kept_from_being_formulas(tmp_path: Path) -> None:
    path = tmp_path / "results.csv"
    path.write_text("organisation,organisation.name,position\nx,'=SUM(A1),1\ny,'Tis,1\n")
    assert plain(read_results(str(path)))["organisation.name"] == ["=SUM(A1)", "'Tis"]


def test_nothing_written_as_nan_is_nothing(tmp_path: Path) -> None:
    path = tmp_path / "results.parquet"
    pl.DataFrame({"organisation": ["x"], "position": [1.0], "progress": [float("nan")]}).write_parquet(path)  # fmt: skip
    assert plain(read_results(str(path)))["progress"] == [None]


# What is refused


def refused(path: Path) -> list[tuple[str, int, Any]]:
    with pytest.raises(InputError) as caught:
        read_results(str(path))
    return [(d.code, d.place.line, d.values.get("why")) for d in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("results.yaml", b"x: 1", ("MC101", 0, None)),
        ("results.parquet", b"PAR1 and no more", ("MC103", 0, "parquet")),
        ("results.parquet", b"", ("MC103", 0, "parquet")),
        ("results.xlsx", b"PK\x03\x04", ("MC103", 0, "xlsx")),
        ("results.csv", b"", ("MC103", 0, "empty")),
        ("results.jsonl", b"", ("MC103", 0, "empty")),
        ("results.csv", b"organisation,position\nx,1\ny,1,1\n", ("MC103", 3, "ragged")),
        ("results.csv", b"organisation,position\nx,1\ny", ("MC103", 3, "ragged")),
        ("results.csv", b"organisation,position\nx,\xff\n", ("MC103", 2, "encoding")),
        ("results.csv", b'organisation,position\n"x,1\n', ("MC103", 2, "quote")),
        ("results.csv", b"organisation,position,position\nx,1,2\n", ("MC103", 1, "doubled")),
        ("results.jsonl", b'{"organisation": "x"}\n{"organ', ("MC103", 2, "jsonl")),
        ("results.jsonl", b'{"organisation": "x"}\n[1]\n', ("MC103", 2, "jsonl")),
        ("results.csv", b"organization,position\nx,1\n", ("MC104", 0, None)),
        ("results.csv", b"organisation,silos.decisions\nx,1\n", ("MC105", 0, None)),
    ],
)
def test_files_that_cannot_be_read(
    tmp_path: Path, name: str, content: bytes, found: tuple[str, int, str | None]
) -> None:
    (tmp_path / name).write_bytes(content)
    assert refused(tmp_path / name) == [found]


def test_a_workbook_without_the_sheet(tmp_path: Path) -> None:
    frame(ROWS).write_excel(tmp_path / "results.xlsx", worksheet="other")
    assert refused(tmp_path / "results.xlsx") == [("MC103", 0, "sheet")]


def test_a_folder_without_a_table_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refused(tmp_path) == [("MC102", 0, None)]
    assert refused(tmp_path / "results.csv") == [("MF001", 0, None)]


def set_to(column: str, value: Any, row: int = 0) -> Callable[[list[dict[str, Any]]], None]:
    def change(rows: list[dict[str, Any]]) -> None:
        rows[row][column] = value

    return change


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (set_to("organisation", "b"), ["MC106"]),
        (set_to("organisation", None), ["MC107"]),
        (set_to("organisation", ""), ["MC107"]),
        (set_to("position", "two"), ["MC108"]),
        (set_to("position", 1.5), ["MC108"]),
        (set_to("position", -1), ["MC108"]),
        (set_to("position", 1e300), ["MC108"]),
        (set_to("position", True), ["MC108"]),
        (set_to("progress", -0.1), ["MC108"]),
        (set_to("trust", 1.1), ["MC108"]),
        (set_to("trust:low", "half"), ["MC108"]),
        (set_to("trust:low", [0.5]), ["MC108"]),
        (set_to("date", "2026-02-30"), ["MC108"]),
        (set_to("date", 20261120), ["MC108"]),
        (set_to("answered", "12 of 13"), ["MC108"]),
    ],
)
def test_cells_that_cannot_be(
    tmp_path: Path, change: Callable[[list[dict[str, Any]]], None], codes: list[str]
) -> None:
    rows = [{**body("a"), "date": "2026-06-30"}, {**body("b"), "date": "2026-06-30"}]
    change(rows)
    path = tmp_path / "results.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    assert [code for code, _, _ in refused(path)] == codes


def test_all_that_is_wrong_is_said_at_once_and_where(tmp_path: Path) -> None:
    rows = [body(name, measures={"trust": 7.0}) for name in ("a", "b", "a")]
    with pytest.raises(InputError) as caught:
        read_results(str(write(tmp_path, rows)))
    told = [(d.code, d.values.get("key"), d.values.get("n")) for d in caught.value.diagnostics]
    columns = ("trust", "trust:low", "trust:high")
    assert told == [*(("MC108", name, 2) for name in columns), ("MC106", None, None)]
    assert caught.value.diagnostics[-1].values["keys"] == ("1", "3")


@pytest.mark.parametrize("form", ["parquet", "csv"])
@pytest.mark.parametrize(
    ("said", "code"),
    [
        (rests_on(schema="maturity/results@2"), "MC110"),
        (rests_on(schema="other/thing@1"), "MC109"),
        (rests_on(questionnaire=None), "MC109"),
        ({"schema": "maturity/results@1"}, "MC109"),
    ],
)
def test_what_a_table_rests_on_must_be_understood(
    tmp_path: Path, form: str, said: dict[str, Any], code: str
) -> None:
    assert refused(write(tmp_path, ROWS, form, said)) == [(code, 0, None)]


@given(st.binary(max_size=300), st.sampled_from(FORMATS))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_content_breaks_the_reader(tmp_path: Path, content: bytes, form: str) -> None:
    path = tmp_path / f"results.{form}"
    path.write_bytes(content)
    with suppress(InputError):
        read_results(str(path))


@pytest.fixture(scope="module")
def undamaged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("undamaged")
    return {form: write(folder, ROWS, form).read_bytes() for form in FORMATS}


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_breaks_the_reader(
    tmp_path: Path, undamaged: dict[str, bytes], data: st.DataObject
) -> None:
    form = data.draw(st.sampled_from(FORMATS))
    whole = bytearray(undamaged[form])
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / f"damaged.{form}"
    path.write_bytes(whole[: data.draw(st.integers(len(whole) // 2, len(whole)))])
    with suppress(InputError):
        read_results(str(path))
