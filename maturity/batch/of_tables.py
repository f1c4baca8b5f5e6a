"""What do the rows of a chunk of a table come to?"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from maturity.batch.parcel import Parcel
from maturity.batch.part import Kept, Part, Rejected
from maturity.model.mapping import Mapping
from maturity.model.response import Response
from maturity.scoring.engine import score
from maturity.tables.answers import TableReader
from maturity.tables.columns import Columns
from maturity.tables.results import frame_of, layout_of

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray


@dataclass(frozen=True)
class TableSpec:
    """How the rows of one table are read.

    Attributes:
        number: Of the table, among all inputs of a run.
        run: Tells one run from another in a worker that serves several.
    """

    number: int
    run: str
    file: str
    columns: Columns
    mapping: Mapping
    names: bool

    def __hash__(self) -> int:
        return hash((self.number, self.run))


def read_rows(
    parcel: Parcel, spec: TableSpec, kept: Kept, frame: pl.DataFrame, numbers: NDArray[np.int64]
) -> Part:
    """A chunk of a table, understood and scored."""
    method = parcel.method
    found = _reader(parcel, spec).read(frame, numbers)
    layout = layout_of(method.plan, method.measures)
    results = frame_of(layout, found.about, found.rows, score(method.plan, found.rows))
    responses = (
        tuple(found.response(index) for index in range(len(found.numbers)))
        if kept.responses
        else ()
    )
    return Part(
        found.about,
        spec.file,
        found.numbers,
        tuple(Rejected(spec.file, r.row, r.organisation, r.diagnostics) for r in found.refused),
        results,
        found.rows if kept.rows else None,
        responses,
        tuple(map(_digest, responses)),
        found.warnings,
    )


def _digest(response: Response) -> str:
    """A row's own digest, as a file has that of its bytes."""
    told = json.dumps(response.model_dump(exclude_defaults=True), default=str, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


@lru_cache(maxsize=8)
def _reader(parcel: Parcel, spec: TableSpec) -> TableReader:
    method = parcel.method
    return TableReader(
        method.questionnaire,
        method.plan,
        spec.columns,
        spec.mapping,
        spec.file,
        method.today,
        spec.names,
    )
