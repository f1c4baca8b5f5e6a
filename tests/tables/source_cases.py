"""Bad tables, one or more for each code: how each is made, and what it should give.

A case is named after its file. What it gives are codes with rows, notices first.
"""

import gzip
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from tables.source_reading import cells, workbook

Made = Callable[[Path], Any]
HEAD = ["organisation", "a", "b"]
_GOOD = b"organisation,a,b\ndelta,3,4\n"


def bytes_of(data: bytes) -> Made:
    return lambda path: path.write_bytes(data)


def sheet(*rows: list[Any], **options: Any) -> Made:
    return lambda path: workbook(path, cells(*rows), **options)


def archive(parts: dict[str, bytes], **options: Any) -> Made:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", **options) as file:
            for name, data in parts.items():
                file.writestr(name, data)

    return make


def frame(**columns: Any) -> Made:
    return lambda path: pl.DataFrame(columns).write_parquet(path)


def broken_parquet(path: Path) -> None:
    pl.DataFrame({"a": [f"text {n}" for n in range(20_000)]}).write_parquet(
        path, row_group_size=1000
    )
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 2000] = b"\xff" * 2000
    path.write_bytes(data)


def cut_parquet(path: Path) -> None:
    frame(a=[1])(path)
    path.write_bytes(path.read_bytes()[:-10])


def _bomb(path: Path) -> None:
    """210 MB of blanks in a sheet of 200 KB."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file,
        file.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(210):
            part.write(b" " * 1_000_000)


def lying_size(path: Path) -> None:
    """A directory that says a part is small, though it unpacks to far more."""
    workbook(path, cells(HEAD, *[("x" * 100, 1, 2)] * 3000))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(BytesIO(data)) as file:
        size = file.getinfo("xl/worksheets/sheet1.xml").file_size
    wrong = struct.pack("<L", size)
    at = data.rfind(wrong)
    data[at : at + 4] = struct.pack("<L", 5000)
    path.write_bytes(data)


def packed_bomb(path: Path) -> None:
    packer = zlib.compressobj(9, wbits=31)
    with path.open("wb") as file:
        for _ in range(120):
            file.write(packer.compress(b"\n" * 1_000_000))
        file.write(packer.flush())


def many_parts(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        for number in range(10_001):
            file.writestr(str(number), b"")


_ENTITY = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'
_LAUGHS = (
    "<!DOCTYPE sst [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12))
    + "]><sst><si><t>&m;</t></si></sst>"
)
_FORMULA = "<c><f>1+2</f></c>"
_MERGE = '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'

CASES: dict[str, tuple[Made, list[tuple[str, int]]]] = {
    # The bytes
    "empty.csv": (bytes_of(b""), [("MT020", 0)]),
    "blank.csv": (bytes_of(b"\r\n , \r\n\t\n"), [("MT020", 0)]),
    "only-sheet-is-empty.xlsx": (sheet(), [("MT020", 0)]),
    "no-columns.parquet": (frame(), [("MT020", 0)]),
    "blank.jsonl": (bytes_of(b"\n\n"), [("MT020", 0)]),
    "cut.csv.gz": (bytes_of(gzip.compress(_GOOD)[:-4]), [("MT021", 0)]),
    "damaged.jsonl.gz": (bytes_of(gzip.compress(_GOOD)[:-8] + b"\0" * 8), [("MT021", 0)]),
    "bomb.csv.gz": (packed_bomb, [("MT022", 0)]),
    "latin-1.csv": (bytes_of("organisation,a\nDélta,3\n".encode("latin-1")), [("MT024", 2)]),
    "picture.csv": (bytes_of(b"\x89PNG\r\n\x1a\n\0\0\0"), [("MT025", 0)]),
    "utf-16-without-mark.csv": (bytes_of(_GOOD.decode().encode("utf-16-le")), [("MT025", 0)]),
    "packed-twice.csv.gz": (bytes_of(gzip.compress(gzip.compress(_GOOD))), [("MT025", 0)]),
    "joined.csv": (bytes_of("organisation,a\né,1\n".encode() + b"\xe9,2\n"), [("MT026", 3)]),
    "workbook.csv": (sheet(HEAD), [("MT027", 0)]),
    "parquet.tsv": (frame(a=[1]), [("MT027", 0)]),
    # Rows and headings
    "title.csv": (bytes_of(b"Survey\n" + _GOOD), [("MT028", 2)]),
    "title.xlsx": (sheet(["Survey"], [], HEAD, ["delta", 1, 2]), [("MT028", 3)]),
    "comma.csv": (bytes_of(_GOOD + b"Delta, Ministry of,1,2\n"), [("MT030", 3)]),
    "open-quote.csv": (bytes_of(_GOOD + b'"harbour,1,2\nport,1,2\n'), [("MT031", 3)]),
    "text-after-quote.csv": (bytes_of(_GOOD + b'"har"bour,1,2\n'), [("MT031", 3)]),
    "open-quote-in-headings.csv": (
        bytes_of(b'organisation,"a,b\n\ndelta,3,4\n'),
        [("MT031", 1)],
    ),
    "many-columns.csv": (bytes_of(b"a," * 100_001 + b"\n"), [("MT045", 0)]),
    # Workbooks
    "web-page.xlsx": (bytes_of(b"<html><table>"), [("MT032", 0)]),
    "cut.xlsx": (bytes_of(b"PK\3\4 and no more"), [("MT032", 0)]),
    "document.xlsx": (archive({"word/document.xml": b"<w/>"}), [("MT032", 0)]),
    "no-sheets.xlsx": (workbook, [("MT032", 0)]),
    "many-parts.xlsx": (many_parts, [("MT032", 0)]),
    "not-xml.xlsx": (
        sheet(HEAD, extra={"xl/workbook.xml": "<workbook>"}),
        [("MT032", 0)],
    ),
    "other-packing.xlsx": (
        archive({"xl/workbook.xml": b"<workbook/>"}, compression=zipfile.ZIP_BZIP2),
        [("MT032", 0)],
    ),
    "no-such-text.xlsx": (
        sheet(HEAD, ['<c t="s"><v>7</v></c>']),
        [("MT032", 0)],
    ),
    "far-away.xlsx": (
        lambda path: workbook(
            path, '<sheetData><row r="1"><c r="ZZZZZZZZ1"><v>1</v></c></row></sheetData>'
        ),
        [("MT032", 0)],
    ),
    "locked.xlsx": (bytes_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), [("MT033", 0)]),
    "old.xls": (bytes_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), [("MT033", 0)]),
    "two-sheets.xlsx": (
        lambda path: workbook(path, cells(["x"]), cells(HEAD), names=["About", "Answers"]),
        [("MT035", 0)],
    ),
    "formula.xlsx": (sheet(HEAD, ["delta", _FORMULA]), [("MT036", 2)]),
    "formula-in-headings.xlsx": (sheet([*HEAD, _FORMULA]), [("MT036", 1)]),
    "merged.xlsx": (
        lambda path: workbook(path, cells(HEAD, ["x", 1], [None, 2], ["y", 3], behind=_MERGE)),
        [("MT037", 2), ("MT037", 3)],
    ),
    "entity.xlsx": (archive({"xl/worksheets/sheet1.xml": _ENTITY}), [("MT038", 0)]),
    "laughs.xlsx": (sheet(HEAD, extra={"xl/sharedStrings.xml": _LAUGHS}), [("MT038", 0)]),
    "late-entity.xlsx": (
        sheet(HEAD, extra={"xl/styles.xml": f"<!--{' ' * 70_000}-->{_ENTITY.decode()[21:]}"}),
        [("MT038", 0)],
    ),
    "bomb.xlsx": (_bomb, [("MT039", 0)]),
    "lying-size.xlsx": (lying_size, [("MT032", 0)]),
    # Parquet
    "csv.parquet": (bytes_of(_GOOD), [("MT040", 0)]),
    "cut.parquet": (cut_parquet, [("MT040", 0)]),
    "mark-alone.parquet": (bytes_of(b"PAR1PAR1"), [("MT040", 0)]),
    "long-footer.parquet": (bytes_of(b"PAR1" + b"\xff" * 8 + b"PAR1"), [("MT040", 0)]),
    "structures.parquet": (frame(a=[{"x": 1}]), [("MT041", 0)]),
    # JSON Lines
    "comma.jsonl": (bytes_of(b'{"a": 1}\n{"a": 1,}\n'), [("MT043", 2)]),
    "list.jsonl": (bytes_of(b"[1]\n"), [("MT043", 1)]),
    "deep.jsonl": (bytes_of(b'{"a": 1}\n' + b'{"a":' * 100_000), [("MT043", 2)]),
    "deep.xlsx": (lambda path: workbook(path, "<a>" * 200_000), [("MT032", 0)]),
    "deep-styles.xlsx": (sheet(HEAD, styles="<a>" * 200_000), [("MT032", 0)]),
    "long-line.jsonl": (
        bytes_of(b'{"a": 1}\n{"a": "' + b"x" * (34 << 20) + b'"}\n{"a": 2}'),
        [("MT043", 2)],
    ),
    "responses-only.jsonl": (bytes_of(b'{"answers": {}}\n'), [("MT043", 1)]),
    "keys.jsonl": (
        bytes_of(
            b"\n".join(json.dumps({f"{n}-{m}": 1 for m in range(600)}).encode() for n in range(100))
        ),
        [("MT044", 0)],
    ),
}
