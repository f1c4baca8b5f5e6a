"""How is a table opened, whatever its form?"""

from __future__ import annotations

from maturity.tables.chunks import Chunk, Recognise, Table
from maturity.tables.csv_source import open_csv
from maturity.tables.parquet_source import open_parquet
from maturity.tables.unpacked import Unpacked, form_of, unpack

__all__ = ["Chunk", "Recognise", "Table", "is_table", "open_table"]


def is_table(path: str) -> bool:
    """Whether a file's ending says that it is a table."""
    return form_of(path) is not None


def open_table(
    path: str,
    recognise: Recognise,
    *,
    heading_row: int | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Table:
    """Open a table by its ending; `-` is standard input, whose form is told from its bytes.

    Args:
        path: Of a CSV, TSV, XLSX, Parquet or JSON Lines file, packed with gzip or not.
        recognise: How many of some texts are known headings.
        heading_row: Where the headings are, from 1; found among the first rows if not given.
        delimiter: Of CSV; found if not given.
        sheet: Of a workbook; the one with known headings if not given.

    Raises:
        InputError: When it cannot be read at all.
        MachineError: When there is no room for a temporary file.
    """
    source = unpack(path)
    try:
        return _open(source, recognise, heading_row, delimiter, sheet)
    except BaseException:
        source.close()
        raise


def _open(
    source: Unpacked,
    recognise: Recognise,
    heading_row: int | None,
    delimiter: str | None,
    sheet: str | None,
) -> Table:
    if source.form == "parquet":
        return open_parquet(source)
    return open_csv(source, recognise, heading_row, delimiter)
