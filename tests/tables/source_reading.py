"""Reads a table to its end, for tests."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from maturity.diagnostics import Diagnostic
from maturity.errors import InputError
from maturity.tables.source import open_table

KNOWN = {"organisation", "a", "b", "c"}
CHUNK = 1000


def recognise(texts: Sequence[str]) -> int:
    return len(KNOWN.intersection(texts))


@dataclass(frozen=True)
class Read:
    headings: tuple[str, ...]
    heading_row: int
    rows: dict[int, tuple[Any, ...]]
    refused: list[Diagnostic]
    notices: tuple[Diagnostic, ...]
    sha256: str

    @property
    def codes(self) -> list[tuple[str, int]]:
        """Codes and rows of what was said, notices first."""
        return [(d.code, d.place.line) for d in (*self.notices, *self.refused)]


def read(path: Path | str, *, size: int = CHUNK, **options: Any) -> Read:
    with open_table(str(path), recognise, **options) as table:
        rows: dict[int, tuple[Any, ...]] = {}
        refused: list[Diagnostic] = []
        for chunk in table.chunks(size):
            assert chunk.frame.columns == [f"c{n}" for n in range(len(table.headings))]
            assert chunk.frame.height == len(chunk.rows) <= size
            found = dict(zip(chunk.rows.tolist(), chunk.frame.rows(), strict=True))
            assert not found.keys() & rows.keys()
            rows |= found
            refused += chunk.refused
        assert list(rows) == sorted(rows)
        return Read(table.headings, table.heading_row, rows, refused, table.notices, table.sha256)


def said(path: Path | str, **options: Any) -> list[Diagnostic]:
    """All diagnostics, whether the table could be opened or not."""
    try:
        found = read(path, **options)
    except InputError as error:
        return list(error.diagnostics)
    return [*found.notices, *found.refused]


# A workbook by hand, part by part, as no writer of workbooks would write it

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def workbook(
    path: Path,
    *sheets: str,
    names: Iterable[str] = (),
    strings: str = "",
    styles: str = "",
    book: str = "",
    extra: dict[str, str] | None = None,
) -> Path:
    """Write a workbook whose sheets hold this XML between `<worksheet>` and its end."""
    titles = list(names) or [f"Sheet{n}" for n in range(1, len(sheets) + 1)]
    listed = "".join(
        f'<sheet name="{title}" sheetId="{n}" r:id="r{n}"/>' for n, title in enumerate(titles, 1)
    )
    targets = "".join(
        f'<Relationship Id="r{n}" Type="{_KINDS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    for kind in ("sharedStrings", "styles"):
        targets += f'<Relationship Id="{kind}" Type="{_KINDS}/{kind}" Target="{kind}.xml"/>'
    parts = {
        "_rels/.rels": f'<Relationships {_RELS}><Relationship Id="r" Type="{_KINDS}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_KINDS}">{book}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships {_RELS}>{targets}</Relationships>",
        "xl/sharedStrings.xml": f"<sst {_MAIN}>{strings}</sst>",
        "xl/styles.xml": f"<styleSheet {_MAIN}>{styles}</styleSheet>",
        **{
            f"xl/worksheets/sheet{n}.xml": f"<worksheet {_MAIN}>{text}</worksheet>"
            for n, text in enumerate(sheets, 1)
        },
        **(extra or {}),
    }
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    path.write_bytes(data.getvalue())
    return path


def cells(*rows: Sequence[str | int | None], behind: str = "") -> str:
    """Sheet data of texts and numbers; a text that begins with `<` is a cell's XML."""
    out = []
    for number, row in enumerate(rows, 1):
        found = "".join(_cell(f"{chr(65 + n)}{number}", value) for n, value in enumerate(row))
        out.append(f'<row r="{number}">{found}</row>')
    return f"<sheetData>{''.join(out)}</sheetData>{behind}"


def _cell(where: str, value: str | int | None) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return f'<c r="{where}"><v>{value}</v></c>'
    if value.startswith("<"):
        return value.replace("<c", f'<c r="{where}"', 1)
    return f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'
