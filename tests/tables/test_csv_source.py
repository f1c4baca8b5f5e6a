"""Are the rows of a CSV read as they were written, and is each that cannot be read named?"""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.errors import InputError
from maturity.tables import csv_source
from tables.source_reading import Read, read


def of(folder: Path, text: str | bytes, name: str = "t.csv", **options: Any) -> Read:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(path, **options)


def test_rows_are_numbered_as_a_person_sees_them_and_blank_ones_skipped(tmp_path: Path) -> None:
    found = of(tmp_path, "organisation,a,b\ndelta,3,4\n\n,,\nharbour,,1\n")
    assert found.headings == ("organisation", "a", "b")
    assert found.heading_row == 1
    assert found.rows == {2: ("delta", "3", "4"), 5: ("harbour", None, "1")}
    assert found.codes == []


def test_cells_hold_line_breaks_quotes_and_delimiters_and_a_record_is_one_row(
    tmp_path: Path,
) -> None:
    found = of(tmp_path, 'organisation,a\r\n"Delta\nand ""hub"", north",3\r\nharbour,""\r\n')
    assert found.rows == {2: ('Delta\nand "hub", north', "3"), 3: ("harbour", None)}


def test_short_rows_end_in_nothing_and_surplus_empty_cells_lose_nothing(tmp_path: Path) -> None:
    found = of(tmp_path, "organisation,a,b\ndelta\nharbour,1,2,,\n")
    assert found.rows == {2: ("delta", None, None), 3: ("harbour", "1", "2")}
    assert found.codes == []


def test_a_row_with_too_many_cells_is_named_and_costs_no_other(tmp_path: Path) -> None:
    found = of(tmp_path, "organisation,a,b\ndelta,3,4\nDelta, Ministry of,3,4\nharbour,1,2\n")
    assert found.rows == {2: ("delta", "3", "4"), 4: ("harbour", "1", "2")}
    assert found.codes == [("MT030", 3)]
    assert (found.refused[0].values["n"], found.refused[0].values["most"]) == (4, 3)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_recognised_outside_quotes(tmp_path: Path, mark: str) -> None:
    other = ";" if mark == "," else ","
    cell = f'"2{other}5 {other * 9}"'
    found = of(tmp_path, f"organisation{mark}a\ndelta{mark}{cell}\n")
    assert found.rows == {2: ("delta", f"2{other}5 {other * 9}")}


def test_decimal_commas_do_not_mislead(tmp_path: Path) -> None:
    found = of(tmp_path, "organisation;x1;x2\ndelta;2,5;3,5\nharbour;1,5;2,5\n")
    assert found.headings == ("organisation", "x1", "x2")
    assert found.rows[2] == ("delta", "2,5", "3,5")


def test_a_delimiter_that_is_given_or_said_in_the_first_line_decides(tmp_path: Path) -> None:
    assert of(tmp_path, "a,b;c\n1,2;3\n", delimiter=";").headings == ("a,b", "c")
    assert of(tmp_path, "a,b;c\n1,2;3\n", delimiter="tab").headings == ("a,b;c",)
    found = of(tmp_path, "sep=;\r\na,b;c\r\n1,2;3\r\n")
    assert (found.headings, found.heading_row) == (("a,b", "c"), 2)
    assert found.rows == {3: ("1,2", "3")}
    assert found.codes == []


def test_tsv_is_parted_by_tabs_whatever_else_it_holds(tmp_path: Path) -> None:
    assert of(tmp_path, "a,b,c\td\n1,2\t3\n", "t.tsv").headings == ("a,b,c", "d")


def test_headings_below_a_title_are_found_and_it_is_said(tmp_path: Path) -> None:
    found = of(tmp_path, "Survey of 2026\n\norganisation,a,b\ndelta,3,4\n")
    assert found.heading_row == 3
    assert found.rows == {4: ("delta", "3", "4")}
    assert found.codes == [("MT028", 3)]


def test_a_heading_row_that_is_named_decides_and_must_be_there(tmp_path: Path) -> None:
    text = "x,y\norganisation,a\ndelta,3\n"
    found = of(tmp_path, text, heading_row=1)
    assert (found.headings, found.codes) == (("x", "y"), [])
    for row in (0, 4, -1):
        with pytest.raises(InputError) as error:
            of(tmp_path, text, heading_row=row)
        assert [d.code for d in error.value.diagnostics] == ["MT029"]


def test_headings_are_kept_as_they_stand(tmp_path: Path) -> None:
    found = of(tmp_path, 'organisation, a ,,a,"b\nc"\nd,1,2,3,4\n')
    assert found.headings == ("organisation", "a", "", "a", "b\nc")


@pytest.mark.parametrize(
    ("rows", "kept", "refused"),
    [
        ('"open,1,2\nx,1,2\ny,1,2\n', {3: "x", 4: "y"}, {2: "open"}),
        ('x,1,2\n"open,1,2\n', {2: "x"}, {3: "open"}),
        ('x,1,2\n"open', {2: "x"}, {3: "open"}),
        ('"the "hub"",1,2\nx,1,2\n', {3: "x"}, {2: "text"}),
        # Two open quotes seem to be one long cell between them.
        ('"o,1,2\nx,1,2\n"p,1,2\ny,1,2\n', {3: "x", 5: "y"}, {2: "text", 4: "open"}),
        # What follows a broken row may be its rest, unless it is a whole row.
        ('"one\n"two" x,1,2\nx,1\ny,1,2\n', {5: "y"}, {2: "text", 3: "text", 4: "after"}),
    ],
)
def test_a_broken_quote_costs_its_row_only(
    tmp_path: Path, rows: str, kept: dict[int, str], refused: dict[int, str]
) -> None:
    found = of(tmp_path, "organisation,a,b\n" + rows)
    assert {row: cells[0] for row, cells in found.rows.items()} == kept
    assert {d.place.line: d.values["variant"] for d in found.refused} == refused
    assert {d.code for d in found.refused} == {"MT031"}


def test_a_quote_within_a_cell_is_a_letter_like_any_other(tmp_path: Path) -> None:
    found = of(tmp_path, 'organisation,a\nThe 5" pipe,3\n x "y",1\n')
    assert found.rows == {2: ('The 5" pipe', "3"), 3: (' x "y"', "1")}
    assert found.codes == []


def test_twenty_thousand_columns(tmp_path: Path) -> None:
    names = ",".join(f"q{n}" for n in range(20_000))
    row = ",".join(str(n % 5) for n in range(20_000))
    found = of(tmp_path, f"{names}\n{row}\n{row},9\n{row}\n")
    assert len(found.headings) == 20_000
    assert list(found.rows) == [2, 4]
    assert found.rows[4][19_999] == "4"
    assert found.codes == [("MT030", 3)]


def test_a_cell_of_ten_megabytes(tmp_path: Path) -> None:
    long = "x" * 10_000_000
    found = of(tmp_path, f'organisation,a\n"{long}",1\n{long},2\ny,3\n')
    assert [(len(cells[0]), cells[1]) for cells in found.rows.values()] == [
        (10_000_000, "1"),
        (10_000_000, "2"),
        (1, "3"),
    ]


def test_a_line_without_end_is_put_aside_and_the_next_is_read(tmp_path: Path) -> None:
    long = "x" * 18_000_000
    found = of(tmp_path, f"organisation,a\ndelta,1\n{long},2\nharbour,3\n")
    assert list(found.rows) == [2, 4]
    assert [(d.code, d.place.line, d.values["variant"]) for d in found.refused] == [
        ("MT031", 3, "long")
    ]
    with pytest.raises(InputError) as error:
        of(tmp_path, long)
    assert [d.code for d in error.value.diagnostics] == ["MT031"]


def test_headings_alone_are_a_table_without_rows(tmp_path: Path) -> None:
    for text in ("organisation,a", "organisation,a\n", "organisation,a\n\n,\n"):
        found = of(tmp_path, text)
        assert (found.headings, found.rows, found.codes) == (("organisation", "a"), {}, [])


_CELLS = st.text(st.sampled_from('ab,;"\n\r é'), max_size=6)


@given(
    st.lists(st.lists(_CELLS, min_size=3, max_size=3), max_size=12),
    st.sampled_from([1, 2, 5, 1000]),
    st.sampled_from([1, 7, 1 << 20]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
@settings(max_examples=100, deadline=None)
def test_what_a_writer_of_csv_wrote_is_read_back_however_it_is_cut(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    size: int,
    block: int,
    ending: str,
    sparing: bool,
) -> None:
    text = StringIO()
    if sparing:  # then the writer leaves a carriage return without quotes
        rows = [[cell.replace("\r", "") for cell in row] for row in rows]
        writer = csv.writer(text, lineterminator=ending)
    else:
        writer = csv.writer(text, lineterminator=ending, quoting=csv.QUOTE_ALL)
    writer.writerow(["organisation", "a", "b"])
    writer.writerows(rows)
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    path.write_bytes(text.getvalue().encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_source, "_BLOCK", block)
        found = read(path, size=size, delimiter=",")
    wanted = {
        number: tuple(cell or None for cell in row)
        for number, row in enumerate(rows, 2)
        if any(row)
    }
    assert found.rows == wanted
    assert found.codes == []


@given(
    st.lists(
        st.sampled_from(["a", ",", "\n", '"', '""', "\r\n", "\r", '"q\nq"', "é", "\n1,2,3\n"]),
        max_size=25,
    ),
    st.sampled_from([1, 2, 3]),
    st.sampled_from([1, 5]),
)
@settings(max_examples=120, deadline=None)
def test_any_text_is_read_the_same_in_one_piece_and_in_many(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str], size: int, block: int
) -> None:
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    path.write_bytes(("organisation,a,b\n" + "".join(pieces)).encode())
    whole = read(path, delimiter=",", heading_row=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_source, "_BLOCK", block)
        parts = read(path, delimiter=",", heading_row=1, size=size)
    assert parts == whole
