"""How is a table opened, whatever its form?"""

from __future__ import annotations

from contextlib import ExitStack

from maturity.tables.chunks import Chunk, Recognise, Table
from maturity.tables.csv_source import open_csv
from maturity.tables.jsonl_source import jsonl_kind, open_jsonl, responses_in_jsonl
from maturity.tables.parquet_source import open_parquet
from maturity.tables.unpacked import Unpacked, unpack
from maturity.tables.xlsx_source import open_xlsx

__all__ = [
    "Chunk",
    "Recognise",
    "Table",
    "Unpacked",
    "jsonl_kind",
    "open_table",
    "responses_in_jsonl",
    "unpack",
]


def open_table(
    given: str | Unpacked,
    recognise: Recognise,
    *,
    heading_row: int | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    comma: bool = False,
) -> Table:
    """Open a table by its ending; `-` is standard input, whose form is told from its bytes.

    Args:
        given: Path of a CSV, TSV, XLSX, Parquet or JSON Lines file, packed with gzip or not, or
            what `unpack` has made of one, which then belongs to the table.
        recognise: How many of some texts are known headings.
        heading_row: Where the headings are, from 1; found among the first rows if not given.
        delimiter: Of CSV, one character or `tab`; found if not given.
        sheet: Of a workbook; the one with known headings if not given.
        comma: Whether numbers of XLSX and JSON Lines become texts with a decimal comma, as people
            write them where the texts of the same table have one.

    Raises:
        InputError: When it cannot be read at all.
        MachineError: When there is no room for a temporary file.
    """
    source = unpack(given) if isinstance(given, str) else given
    with ExitStack() as undo:
        undo.callback(source.close)
        if source.form == "parquet":
            table = open_parquet(source)
        elif source.form == "xlsx":
            table = open_xlsx(source, recognise, heading_row, sheet, comma=comma)
        elif source.form == "jsonl":
            table = open_jsonl(source, comma=comma)
        else:
            mark = "\t" if delimiter == "tab" else delimiter
            table = open_csv(source, recognise, heading_row, mark)
        undo.pop_all()  # from here on the table closes it
    return table
