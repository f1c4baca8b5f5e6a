"""How is a Parquet table read?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import polars as pl

from maturity.errors import InputError
from maturity.tables.chunks import MOST_HEADINGS, Chunk, Table, bounded, notice, refuse
from maturity.tables.parquet_trial import Trial, try_parquet
from maturity.tables.unpacked import Unpacked

_FAILURES = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError)


def open_parquet(source: Unpacked) -> Table:
    """The table in a Parquet file.

    Raises:
        InputError: When it is damaged, or has columns of nested values.
    """
    trial = try_parquet(source.path)
    if not trial.opened:
        raise _unreadable(source.name, trial.why)
    try:
        frame = pl.scan_parquet(source.path, glob=False)
        schema = frame.collect_schema()
    except _FAILURES as error:
        raise _unreadable(source.name, _why(error)) from None
    if not schema:
        raise refuse("MT020", source.name)
    if len(schema) > MOST_HEADINGS:
        raise refuse("MT045", source.name, limit=f"{MOST_HEADINGS:,}")
    nested = [name for name, kind in schema.items() if not _flat(kind)]
    if nested:
        raise refuse("MT041", source.name, keys=nested, n=len(nested))
    return _ParquetTable(source, frame, schema, trial)


class _ParquetTable(Table):
    def __init__(
        self, source: Unpacked, frame: pl.LazyFrame, schema: pl.Schema, trial: Trial
    ) -> None:
        self.name, self.sha256, self.notices = source.name, source.sha256, source.notices
        self.headings = tuple(name.strip() for name in schema)
        self.heading_row = 0
        self._source, self._trial = source, trial
        sound = frame if trial.whole else frame.head(trial.rows)
        self._frame = sound.select(
            _plain(name, kind).alias(f"c{number}")
            for number, (name, kind) in enumerate(schema.items())
        )

    def close(self) -> None:
        self._source.close()

    def chunks(self, size: int) -> Iterator[Chunk]:
        size = bounded(size, len(self.headings))
        row = 1
        broken = None if self._trial.whole else self._trial.why
        try:
            for batch in self._batches(size):
                for frame in batch.iter_slices(size):
                    rows = np.arange(row, row + frame.height, dtype=np.int64)
                    row += frame.height
                    if frame.height:
                        yield Chunk(frame, rows)
        except _FAILURES as error:
            broken = _why(error)
        if broken is not None or row <= self._trial.rows:
            empty = pl.DataFrame(schema=self._frame.collect_schema())
            values = {"variant": "detail", "detail": broken} if broken else {}
            said = notice("MT042", self.name, row, **values)
            yield Chunk(empty, np.empty(0, np.int64), (said,))
        yield from self._source.changed(len(self.headings))

    def _batches(self, size: int) -> Iterable[pl.DataFrame]:
        if not self._trial.rows:
            return ()
        return self._frame.collect_batches(chunk_size=size, maintain_order=True, lazy=True)


def _unreadable(name: str, why: str) -> InputError:
    return refuse("MT040", name, variant="detail", detail=why) if why else refuse("MT040", name)


def _flat(kind: pl.DataType) -> bool:
    if isinstance(kind, pl.List):
        return kind.inner in {pl.String, pl.Null} or isinstance(
            kind.inner, pl.Categorical | pl.Enum
        )
    return not kind.is_nested() and kind != pl.Object


def _plain(name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col([name])
    if kind in {pl.Binary, pl.Null, pl.Time} or isinstance(kind, pl.Categorical | pl.Enum):
        return column.cast(pl.String)
    if isinstance(kind, pl.List):
        return column.cast(pl.List(pl.String))
    return column.cast(pl.Float64) if kind.is_decimal() else column


def _why(error: BaseException) -> str:
    return str(error).split("\n", 1)[0][:200]
