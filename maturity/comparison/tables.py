"""Which rows of two tables are about one organisation?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from maturity.comparison.moves import Place
from maturity.model.comparison import Standing
from maturity.model.results_table import ResultsTable

_ID = "organisation"


class Pairs:
    """The organisations that two tables share, and those that only one has.

    Attributes:
        ids: Of those in both, in the order of the later table.
        rows: Their rows in the earlier and in the later table.
        new: The rows of the later table whose organisation the earlier one lacks.
        gone: The rows of the earlier table whose organisation the later one lacks.
    """

    def __init__(self, last: ResultsTable, now: ResultsTable) -> None:
        self.last, self.now = last, now
        before = {name: row for row, name in enumerate(last.column(_ID))}
        after = now.column(_ID)
        self.ids = [name for name in after if name in before]
        self.rows = [(before[name], row) for row, name in enumerate(after) if name in before]
        self.new = [row for row, name in enumerate(after) if name not in before]
        kept = set(after)
        self.gone = [row for name, row in before.items() if name not in kept]

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """The measures that both tables have, in the order of the later one."""
        return tuple(name for name in self.now.measures if name in self.last.measures)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The further paths that both tables have."""
        return tuple(name for name in self.now.paths if name in self.last.paths)

    @cached_property
    def has_position(self) -> bool:
        """Whether both tables know a main path: a rubric may have none."""
        return all(
            any(at is not None for at in table.column("position")) or not table.rows
            for table in (self.last, self.now)
        )

    def both(self, column: str) -> list[tuple[Any, Any]]:
        """A column's earlier and later values of the organisations in both."""
        old, new = self.last.column(column), self.now.column(column)
        return [(old[before], new[after]) for before, after in self.rows]

    def places(self, path: str) -> list[tuple[Place, Place]]:
        """Earlier and later positions on a path; `path` is what its columns begin with."""
        return self._ranged(*(f"{path}position{end}" for end in ("", "_low", "_high")))

    def scores(self, measure: str) -> list[tuple[Place, Place]]:
        """Earlier and later scores of a measure."""
        return self._ranged(*(f"{measure}{end}" for end in ("", ":low", ":high")))

    def _ranged(self, at: str, low: str, high: str) -> list[tuple[Place, Place]]:
        old, new = (
            list(map(Place, *(table.column(name) for name in (at, low, high))))
            for table in (self.last, self.now)
        )
        return [(old[before], new[after]) for before, after in self.rows]


def standings(table: ResultsTable) -> list[Standing]:
    """Where each organisation of a table stands, in the order of its rows."""
    names = ("date", "position", "position_low", "position_high", "progress", "answered")
    asked, outside = table.column("asked"), table.column("not_applicable")
    columns: list[Sequence[Any]] = [table.column(name) for name in names]
    return [
        Standing(
            date=day,
            position=at,
            low=low,
            high=high,
            progress=progress,
            answered=answered,
            applicable=None if asks is None else asks - (outside[row] or 0),
        )
        for row, (asks, (day, at, low, high, progress, answered)) in enumerate(
            zip(asked, zip(*columns, strict=True), strict=True)
        )
    ]
