"""What does every form of table give to those who understand its columns?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maturity.diagnostics import Diagnostic, Place
from maturity.errors import InputError

Recognise = Callable[[Sequence[str]], int]

MOST_HEADINGS = 100_000
LOOKED_AT = 10
"""Among so many rows at the top the headings are looked for."""

_MOST_CELLS = 8_000_000


@dataclass(frozen=True)
class Chunk:
    """Some rows of a table.

    Attributes:
        frame: Columns `c0` to `cN` in the order of the headings; text in CSV, XLSX and JSONL, as
            stored in Parquet. What is empty is null.
        rows: Number of each row as a person sees it, one for each row of the frame. In CSV and XLSX
            the heading row counts and the first row is 1; in Parquet and JSONL the first is 1, in
            JSONL it is the line.
        refused: What is wrong with rows that could not be read; they are not in the frame.
    """

    frame: pl.DataFrame
    rows: NDArray[np.int64]
    refused: tuple[Diagnostic, ...] = ()


class Table(Protocol):
    """A table that is open for reading; a context manager that closes itself.

    Attributes:
        name: As the user named it, `<stdin>` for standard input.
        sha256: Of the bytes as given, packed or not.
        headings: Without blanks around them, doubled and empty ones included.
        heading_row: Its number, from 1; 0 where headings are keys.
        notices: What a user should know though the table could be opened.
    """

    name: str
    sha256: str
    headings: tuple[str, ...]
    heading_row: int
    notices: tuple[Diagnostic, ...]

    def chunks(self, size: int) -> Iterator[Chunk]:
        """All rows in their order, at most `size` at once; each call begins anew."""
        ...

    def close(self) -> None:
        """Remove temporary files."""
        ...

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def refuse(code: str, name: str, row: int = 0, **values: Any) -> InputError:
    """The end of reading a table, with one diagnostic about it or one of its rows."""
    return InputError([notice(code, name, row, **values)])


def notice(code: str, name: str, row: int = 0, **values: Any) -> Diagnostic:
    """A diagnostic about a table or one of its rows, whose number is then among its values."""
    values = {"row": row, **values} if row else values
    return Diagnostic(code, Place(name, row, 1 if row else 0), values)


def bounded(size: int, width: int) -> int:
    """So many rows of so many columns at once that a chunk stays within bounds of memory."""
    return max(1, min(size, _MOST_CELLS // max(1, width)))


def text_frame(rows: Sequence[Sequence[bytes | None]], width: int) -> pl.DataFrame:
    """Rows of UTF-8 texts, each as long as `width` or shorter, as a frame of text columns."""
    padded = [row if len(row) == width else [*row, *[None] * (width - len(row))] for row in rows]
    columns = zip(*padded, strict=True) if padded else ((),) * width
    series = [
        pl.Series(f"c{number}", column, pl.Binary).cast(pl.String)
        for number, column in enumerate(columns)
    ]
    return pl.DataFrame(series)


def without_empty(frame: pl.DataFrame, rows: NDArray[np.int64]) -> Chunk:
    """A chunk of the rows that hold anything."""
    if not frame.width:
        return Chunk(frame, rows[:0])
    empty = frame.select(pl.all_horizontal(pl.all().is_null()).alias("c0"))["c0"]
    if not empty.any():
        return Chunk(frame, rows)
    return Chunk(frame.filter(~empty), rows[~empty.to_numpy()])


def heading_row_of(
    rows: Sequence[Sequence[str]],
    recognise: Recognise,
    asked: int | None,
    name: str,
    *,
    shift: int = 0,
) -> tuple[int, tuple[Diagnostic, ...]]:
    """Which of the first rows holds the headings, from 0, and what is to be said about it.

    Args:
        rows: The first rows.
        recognise: How many of some texts are known headings.
        asked: The heading row, from 1, when a user has named it.
        name: Of the table.
        shift: How many rows stand before the first that is given.

    Raises:
        InputError: When there is no row, or not the one that was asked for.
    """
    if asked is not None:
        if not 0 < asked <= len(rows) or not any(rows[asked - 1]):
            raise refuse("MT029", name, asked + shift)
        return asked - 1, ()
    filled = [number for number, row in enumerate(rows[:LOOKED_AT]) if any(row)]
    if not filled:
        raise refuse("MT020", name)
    chosen = max(filled, key=lambda number: (recognise(rows[number]), -number))
    if len(rows[chosen]) > MOST_HEADINGS:
        raise refuse("MT045", name, limit=f"{MOST_HEADINGS:,}")
    above = sum(number < chosen for number in filled)
    return chosen, (notice("MT028", name, chosen + 1 + shift, n=above),) if above else ()
