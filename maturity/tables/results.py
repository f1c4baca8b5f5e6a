"""How do scores become a table, one row for each organisation?

Shares are between 0 and 1 with 12 significant digits; what cannot be said is null, never 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from maturity.scoring.encode import NOT_ASKED, STATE_NAMES, Rows
from maturity.scoring.engine import Scores
from maturity.scoring.path import PathResult
from maturity.scoring.plan import Floats, ScoringPlan
from maturity.tables.about import LABELS

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from maturity.tables.about import About

SCHEMA = "maturity/results@1"
PATH_ALONE = "path"
_POWERS = np.array([float(f"1e{power}") for power in range(23)])
_LEAST, _GREATEST = 1e11 + 1, 1e12 - 1
_NEARLY_HALF = 0.499
_COUNTED: tuple[str, ...] = STATE_NAMES[:NOT_ASKED]


@dataclass(frozen=True)
class Layout:
    """Which columns a table of results has.

    Attributes:
        measures: The places of the measures in the plan.
        coverage: Whether it says how many questions are in which state.
    """

    plan: ScoringPlan
    measures: tuple[int, ...]
    coverage: bool = True

    @property
    def paths(self) -> tuple[tuple[int, str], ...]:
        """The places of all paths, and what their columns begin with: nothing for the main one."""
        main = 0 if self.plan.main is not None else None
        return tuple(
            (place, "" if place == main else f"{path.id}:")
            for place, path in enumerate(self.plan.paths)
        )

    @property
    def schema(self) -> dict[str, Any]:
        """The columns and their types, in order."""
        import polars as pl

        kinds: dict[str, Any] = {
            "organisation": pl.String,
            "organisation.name": pl.String,
            **dict.fromkeys(LABELS, pl.String),
            "date": pl.Date,
        }
        for _, name in self.paths:
            kinds |= {f"{name}position{end}": pl.Int16 for end in ("", "_low", "_high")}
            if not name:
                kinds["progress"] = pl.Float64
        if self.coverage:
            kinds |= dict.fromkeys(("asked", *_COUNTED), pl.Int32)
        for place in self.measures:
            name = self.plan.measures[place].id
            kinds |= {f"{name}{end}": pl.Float64 for end in ("", ":low", ":high")}
        return kinds


def layout_of(plan: ScoringPlan, wanted: Sequence[str] = ()) -> Layout:
    """The layout with the wanted measures: all when none is named, none at all for `path` alone."""
    if not wanted:
        return Layout(plan, tuple(range(len(plan.measures))))
    places = tuple(plan.measure[name] for name in wanted if name != PATH_ALONE)
    return Layout(plan, places, coverage=PATH_ALONE not in wanted or bool(places))


def frame_of(layout: Layout, about: About, rows: Rows, scores: Scores) -> pl.DataFrame:
    """The results of some rows."""
    import polars as pl

    count = len(about.ids)
    nothing = _repeated(None, count, pl.String)
    if isinstance(about.days, tuple):
        dates = pl.Series(about.days, dtype=pl.Date)
    else:
        dates = _repeated(about.days, count, pl.Date)
    columns: dict[str, Any] = {
        "organisation": about.ids,
        "organisation.name": nothing if about.names is None else about.names,
        **{name: about.labels.get(name, nothing) for name in LABELS},
        "date": dates,
    }
    for place, name in layout.paths:
        columns |= _path(scores.paths[place], name)
    if layout.coverage:
        columns |= _coverage(rows)
    for place in layout.measures:
        measure = scores.measures[place]
        name = layout.plan.measures[place].id
        columns[name] = np.where(measure.enough, measure.score, np.nan)
        columns[f"{name}:low"], columns[f"{name}:high"] = measure.low, measure.high
    kinds = layout.schema
    return pl.DataFrame(
        [
            _series(name, column, kinds[name]) if isinstance(column, np.ndarray) else column.alias(name)
            for name, column in columns.items()
        ]
    )  # fmt: skip


def _repeated(value: Any, count: int, kind: Any) -> pl.Series:
    """The same value in every row, without the pool of threads, which waits where workers are busy."""
    import polars as pl

    return pl.Series([value], dtype=kind).new_from_index(0, count)


def _series(name: str, numbers: Any, kind: Any) -> pl.Series:
    import polars as pl

    if kind == pl.Float64:
        return pl.Series(name, twelve_digits(numbers), nan_to_null=True)
    return pl.Series(name, numbers).cast(kind)


def _path(result: PathResult, name: str) -> dict[str, Any]:
    columns: dict[str, Any] = {
        f"{name}position": result.position,
        f"{name}position_low": result.low,
        f"{name}position_high": result.high,
    }
    return columns if name else {**columns, "progress": result.progress}


def _coverage(rows: Rows) -> dict[str, Any]:
    counts = {state: (rows.states == number).sum(axis=0) for number, state in enumerate(_COUNTED)}
    return {"asked": (rows.states != NOT_ASKED).sum(axis=0), **counts}


def twelve_digits(numbers: Floats) -> Floats:
    """Numbers with 12 significant digits: the nearest to each that floating point has.

    Whole numbers and powers of ten up to the 22nd are exact, so their quotient is the nearest number
    to the decimal one. Where a product lies so near to a half that its own rounding could decide, or
    a power is not exact, the decimal is written out and read.
    """
    rounded, whole, doubtful = _quotients(numbers, _POWERS[12])
    other = np.flatnonzero((whole < _LEAST) | (whole > _POWERS[12]))
    other = other[(numbers[other] != 0) & np.isfinite(numbers[other])]
    if len(other):
        some = numbers[other]
        exponents = 11 - np.floor(np.log10(np.abs(some))).astype(np.int64)
        scales = _POWERS[np.clip(exponents, 0, 22)]
        rounded[other], whole, unsure = _quotients(some, scales)
        size = np.abs(whole)
        doubtful[other] = unsure | (size < _LEAST) | (size > _GREATEST)
    for place in np.flatnonzero(doubtful):
        rounded[place] = float(f"{numbers[place]:.12g}")
    return rounded


def _quotients(numbers: Floats, scales: Any) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Numbers rounded at a scale, the whole numbers before they are scaled back, and doubtful ones."""
    scaled = numbers * scales
    whole = np.rint(scaled)
    np.subtract(scaled, whole, out=scaled)
    np.abs(scaled, out=scaled)
    return np.asarray(whole / scales), whole, np.asarray(scaled > _NEARLY_HALF)
