"""How does a table of results reach its files, row by row and in every form?

Parquet is written as the rows come; the other forms are made from it, so that all of them say the
same.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, Any

from maturity.view.plain import FORMULA

if TYPE_CHECKING:
    import polars as pl

METADATA = "maturity"
_ROW_GROUP = 65_536
_WAITING = 4
_END = None
Made = Callable[[Path, Path], None]


class ResultsWriter:
    """Writes a Parquet file from chunks of any size; the same rows give the same bytes."""

    def __init__(self, path: Path, schema: dict[str, Any], about: dict[str, Any]) -> None:
        """Begin a file.

        Args:
            path: Where to; what stands there is written over.
            schema: The columns.
            about: What the results rest on, for the file's own description of itself.
        """
        self._path, self._schema = path, schema
        self._about = {METADATA: json.dumps(about, ensure_ascii=False, sort_keys=True)}
        self._frames: Queue[pl.DataFrame | None] = Queue(_WAITING)
        self._error: OSError | KeyboardInterrupt | None = None
        self._ended = False
        self._thread = Thread(target=self._write, name="results", daemon=True)
        self._thread.start()

    def add(self, frame: pl.DataFrame) -> None:
        """Hand over some more rows.

        Raises:
            OSError: When what came before could not be written.
        """
        if self._error is None:
            self._frames.put(frame)
        self._raise()

    def close(self) -> None:
        """Wait until everything is written.

        Raises:
            OSError: When it could not be.
        """
        if self._thread.is_alive():
            self._frames.put(_END)
        self._thread.join()
        self._raise()

    def abandon(self) -> None:
        """Write no more; what is in the file so far is worth nothing."""
        if self._thread.is_alive():
            self._frames.put(_END)
            self._thread.join()

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error

    def _write(self) -> None:
        from polars.exceptions import PolarsError
        from polars.io.plugins import register_io_source

        try:
            register_io_source(self._rows, schema=self._schema).sink_parquet(
                self._path, row_group_size=_ROW_GROUP, statistics=False, metadata=self._about
            )
        # Whoever waits for Polars in whichever thread is interrupted by it.
        except (OSError, PolarsError, KeyboardInterrupt) as error:
            self._error = _os_error(error) if isinstance(error, PolarsError) else error
            while not self._ended:
                self._ended = self._frames.get() is _END

    def _next(self) -> pl.DataFrame | None:
        frame = self._frames.get()
        self._ended = frame is _END
        return frame

    def _rows(
        self, columns: Sequence[str] | None, predicate: Any, most: int | None, size: int | None
    ) -> Iterator[pl.DataFrame]:
        """Whole row groups, however the rows came."""
        import polars as pl

        del columns, predicate, most, size
        held: list[pl.DataFrame] = []
        height = 0
        while (frame := self._next()) is not _END:
            held.append(frame)
            height += frame.height
            while height >= _ROW_GROUP:
                whole = pl.concat(held)
                yield whole[:_ROW_GROUP]
                held = [whole[_ROW_GROUP:]]
                height = held[0].height
        yield pl.concat(held) if held else pl.DataFrame(schema=self._schema)


def as_csv(parquet: Path, target: Path) -> None:
    """The same results as text; nothing in them is taken for a formula.

    Raises:
        OSError: When it cannot be written.
    """
    import polars as pl

    with _polars_as_os():
        _harmless(pl.scan_parquet(parquet)).sink_csv(target)


def as_jsonl(parquet: Path, target: Path) -> None:
    """The same results, an object a line.

    Raises:
        OSError: When it cannot be written.
    """
    import polars as pl

    with _polars_as_os():
        pl.scan_parquet(parquet).sink_ndjson(target)


@contextmanager
def _polars_as_os() -> Iterator[None]:
    """What cannot be written is a matter of the machine, whatever library says so."""
    from polars.exceptions import PolarsError

    try:
        yield
    except PolarsError as error:
        raise _os_error(error) from error


def _os_error(error: Exception) -> OSError:
    """The error of the system that one of polars tells of in words."""
    number = re.search(r"os error ([0-9]+)", str(error))
    code = int(number[1]) if number else 0
    return OSError(code, os.strerror(code) if code else str(error)[:300])


def _harmless(results: pl.LazyFrame) -> pl.LazyFrame:
    """Texts that no spreadsheet takes for a formula."""
    import polars as pl

    texts = [name for name, kind in results.collect_schema().items() if kind == pl.String]
    risky = pl.col(texts).str.strip_chars_start().str.slice(0, 1).is_in(list(FORMULA))
    safe = pl.when(risky).then(pl.lit("'") + pl.col(texts)).otherwise(pl.col(texts))
    return results.with_columns(safe.name.keep())
