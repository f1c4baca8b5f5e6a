"""Is a sheet read as a person would have typed it, and nothing in it passed over in silence?"""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.tables.digits import number_text
from maturity.tables.xlsx_rows import column_of, letters_of
from maturity.tables.xlsx_workbook import date_kind
from tables.source_reading import cells, read, said, workbook

HEAD = ["organisation", "a", "b"]


def made(folder: Path, *rows: list[Any], name: str = "t.xlsx") -> Path:
    """A workbook as openpyxl writes it."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    book.save(folder / name)
    return folder / name


def test_values_are_what_a_person_would_have_typed(tmp_path: Path) -> None:
    path = made(
        tmp_path,
        HEAD,
        ["delta", 3.0, 2.5],
        ["harbour", True, False],
        ["port", date(2026, 11, 20), datetime(2026, 11, 20, 14, 30)],  # noqa: DTZ001 - workbooks know no zones
        ["0012", 0.1 + 0.2, 1e20],
        ["polder", time(8, 5), datetime(1900, 1, 15)],  # noqa: DTZ001
        [" ö ", "", -7],
    )
    found = read(path)
    assert found.headings == ("organisation", "a", "b")
    assert found.heading_row == 1
    assert found.codes == []
    assert list(found.rows.values()) == [
        ("delta", "3", "2.5"),
        ("harbour", "true", "false"),
        ("port", "2026-11-20", "2026-11-20 14:30"),
        ("0012", "0.3", "100000000000000000000"),
        ("polder", "08:05", "1900-01-15"),
        (" ö ", None, "-7"),
    ]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("3", "3"),
        ("3.0", "3"),
        ("1E-3", "0.001"),
        ("2.5000000000000004", "2.5"),
        ("-0", "0"),
        ("007", "7"),
        ("1.0E2", "100"),
        ("123456789012345678", "123456789012346000"),
        ("word", "word"),
    ],
)
def test_numbers_have_the_digits_that_a_spreadsheet_shows(raw: str, text: str) -> None:
    assert number_text(raw) == text


@given(st.integers(-(10**6), 10**6), st.integers(0, 4))
def test_decimal_numbers_come_back_as_they_were_typed(whole: int, places: int) -> None:
    typed = whole / 10**places
    assert float(number_text(repr(typed))) == typed
    assert "e" not in number_text(repr(typed))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("yyyy-mm-dd", "day"),
        ("[$-409]d. mmmm yyyy;@", "day"),
        ('dd"th" mm', "day"),
        ("mmm", "day"),
        ("hh:mm", "time"),
        ("mm:ss", "time"),
        ("[h]:mm", "elapsed"),
        ("General", ""),
        ("0.00", ""),
        ('0 "days"', ""),
        ("[Red]0.0", ""),
        ("#,##0\\ \\h", ""),
    ],
)
def test_a_number_format_tells_a_day_from_a_number(code: str, kind: str) -> None:
    assert date_kind("164", code) == kind


def test_columns_have_letters() -> None:
    assert [letters_of(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_of(letters_of(n)) == n for n in range(20_000))


def test_days_from_1904_and_the_leap_day_that_never_was(tmp_path: Path) -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    row = ["x", '<c s="1"><v>60</v></c>', '<c s="1"><v>61</v></c>']
    sheet = cells(HEAD, row)
    assert read(workbook(tmp_path / "t.xlsx", sheet, styles=styles)).rows[2] == (
        "x",
        "1900-02-29",
        "1900-03-01",
    )
    path = workbook(tmp_path / "mac.xlsx", sheet, styles=styles, book='<workbookPr date1904="1"/>')
    assert read(path).rows[2] == ("x", "1904-03-01", "1904-03-02")


def test_shared_texts_with_parts_and_pronunciation_and_escapes(tmp_path: Path) -> None:
    strings = (
        "<si><r><t>De</t></r><r><t xml:space='preserve'>lta </t></r><rPh><t>ignored</t></rPh></si>"
        "<si><t>one_x000A_two _x005F_x000A_</t></si>"
    )
    row = ['<c t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>', '<c t="e"><v>#N/A</v></c>']
    path = workbook(tmp_path / "t.xlsx", cells(HEAD, row), strings=strings)
    assert read(path).rows == {2: ("Delta ", "one\ntwo _x000A_", "#N/A")}


def test_cells_without_addresses_and_parts_with_prefixes(tmp_path: Path) -> None:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        f'<x:worksheet xmlns:x="{space}"><x:sheetData>'
        '<x:row><x:c t="str"><x:v>organisation</x:v></x:c><x:c t="str"><x:v>a</x:v></x:c></x:row>'
        '<x:row r="5"><x:c t="str"><x:v>delta</x:v></x:c><x:c><x:v>3</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    path = workbook(tmp_path / "t.xlsx", "", extra={"xl/worksheets/sheet1.xml": sheet})
    assert read(path).rows == {5: ("delta", "3")}


def test_a_formula_counts_by_its_stored_result_and_without_one_is_named(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "t.xlsx",
        cells(
            HEAD,
            ["delta", "<c><f>1+2</f><v>3</v></c>", '<c t="str"><f>""</f><v></v></c>'],
            ["harbour", "<c><f>1+2</f></c>", 1],
            ["port", 1, "<c><f>B4</f><v></v></c>"],
        ),
    )
    found = read(path)
    assert found.rows == {2: ("delta", "3", None)}
    assert [(d.code, d.place.line, d.values["cell"]) for d in found.refused] == [
        ("MT036", 3, "B3"),
        ("MT036", 4, "C4"),
    ]


def test_merged_cells_put_their_rows_aside(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "t.xlsx")
    sheet = book.add_worksheet()
    sheet.merge_range("A1:C1", "Survey of 2026")
    sheet.write_row(1, 0, HEAD)
    for row in range(2, 8):
        sheet.write_row(row, 0, [f"body {row}", 1, 2])
    sheet.merge_range("B4:B5", 3)
    sheet.merge_range("A7:C7", "Total")
    sheet.merge_range("K3:L4", "aside")
    book.close()
    found = read(tmp_path / "t.xlsx")
    assert found.codes[0] == ("MT028", 2)
    aside = [(d.code, d.place.line, d.values.get("cell")) for d in found.refused]
    assert aside == [
        ("MT030", 3, "K3"),
        ("MT037", 4, "B4:B5"),
        ("MT037", 5, "B4:B5"),
        ("MT037", 7, "A7:C7"),
    ]
    assert list(found.rows) == [6, 8]


def test_the_sheet_with_the_headings_is_found_and_named(tmp_path: Path) -> None:
    about, table = cells(["Read me"], ["x"]), cells(HEAD, ["delta", 3, 4])
    path = workbook(tmp_path / "t.xlsx", about, table, names=["About", "Answers"])
    found = read(path)
    assert found.rows == {2: ("delta", "3", "4")}
    assert [(d.code, d.values["found"], d.values["keys"]) for d in found.notices] == [
        ("MT035", "Answers", ["About"])
    ]
    assert read(path, sheet="about ").headings == ("Read me",)
    wrong = said(path, sheet="Answer")[0]
    assert (wrong.code, wrong.values["near"]) == ("MT034", "Answers")


def test_empty_and_hidden_sheets_need_no_word(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.create_sheet("Sheet2")
    book.create_sheet("lists").append(["organisation"])
    book["lists"].sheet_state = "hidden"
    book.save(tmp_path / "t.xlsx")
    assert read(tmp_path / "t.xlsx").codes == []


def test_two_sheets_with_headings_or_none_are_spoken_of(tmp_path: Path) -> None:
    table = cells(HEAD, ["delta", 3, 4])
    path = workbook(tmp_path / "two.xlsx", cells(["organisation"]), table, table)
    (notice,) = read(path).notices
    assert (notice.values["variant"], notice.values["keys"]) == ("several", ["Sheet1", "Sheet3"])
    path = workbook(tmp_path / "none.xlsx", cells(["x"]), cells(["y"]))
    assert read(path).notices[0].values["variant"] == "first"


def test_a_row_with_a_cell_beyond_the_headings_is_named(tmp_path: Path) -> None:
    found = read(made(tmp_path, HEAD, ["delta", 1, 2], ["harbour", 1, 2, "checked"]))
    assert list(found.rows) == [2]
    assert found.codes == [("MT030", 3)]


def test_a_sheet_that_breaks_off_gives_the_rows_before(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(2, 12_000))
    head = '<sheetData><row r="1"><c r="A1" t="str"><v>a</v></c></row>'
    path = workbook(tmp_path / "t.xlsx", f'{head}{rows}<row r="12000"><c r="A1')
    found = read(path, size=5000)
    assert len(found.rows) == 11_998
    assert found.codes == [("MT042", 12_000)]


_VALUES = st.one_of(
    st.integers(-1000, 1000), st.text(st.sampled_from("ab <&>'\"\n_x0é"), max_size=8), st.booleans()
)


@given(st.lists(st.lists(_VALUES, min_size=3, max_size=3), min_size=1, max_size=6))
@settings(max_examples=30, deadline=None)
def test_what_a_writer_of_workbooks_wrote_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[Any]]
) -> None:
    path = tmp_path_factory.mktemp("xlsx") / "t.xlsx"
    book = xlsxwriter.Workbook(path, {"strings_to_numbers": False})
    sheet = book.add_worksheet()
    for number, row in enumerate([HEAD, *rows]):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            else:
                sheet.write(number, column, value)
    book.close()

    def typed(value: Any) -> str | None:
        return str(value).lower() if isinstance(value, bool) else str(value) or None

    wanted = {
        number: tuple(map(typed, row)) for number, row in enumerate(rows, 2) if any(map(typed, row))
    }
    assert read(path, size=2).rows == wanted
