"""How do organisations of one country, level of government and so on stand beside the others?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maturity.errors import UsageError
from maturity.model.cohorts import Breakdown, CohortGroup
from maturity.model.labels import alike
from maturity.portfolio.bodies import Bodies
from maturity.portfolio.disclosure import held_back, held_back_alone
from maturity.portfolio.figures import middle, progress_or_step, shown

SMALLEST = 5
"""Smaller groups are held back, as statistical offices do with counts of so few (see `disclosure`)."""

_MOST_COMBINATIONS = 400
"""More cannot be read, and would take long to protect."""

_Values = tuple[str | None, ...]


@dataclass(frozen=True)
class _Table:
    """Organisations by some labels: of each group its values and its rows."""

    labels: tuple[str, ...]
    values: tuple[_Values, ...]
    rows: tuple[NDArray[np.intp], ...]


def breakdowns(
    bodies: Bodies, labels: Sequence[str], profile: Sequence[str]
) -> Iterator[Breakdown]:
    """One breakdown for each label, and one by all of them together where there are several.

    Raises:
        UsageError: When there is no such label.
    """
    wanted = tuple(dict.fromkeys(labels))
    for label in wanted:
        if label not in bodies.labels:
            known = ", ".join(sorted(bodies.labels)) or "-"
            raise UsageError("error.portfolio.cohort", label=label, known=known)
    tables = [_table(bodies, (label,)) for label in wanted]
    if len(wanted) > 1:
        tables.append(_table(bodies, wanted))
    for table, held in zip(tables, _protected(tables), strict=True):
        if held is None or all(held):
            many = len(table.labels) > 1 and len(table.values) > _MOST_COMBINATIONS
            yield Breakdown(
                labels=table.labels,
                smallest=SMALLEST,
                withheld="too-many" if many else "too-few",
            )
        else:
            groups = tuple(_groups(bodies, table, held, profile))
            yield Breakdown(labels=table.labels, smallest=SMALLEST, groups=groups)


def _table(bodies: Bodies, labels: tuple[str, ...]) -> _Table:
    found: dict[_Values, list[int]] = {}
    columns = (alike(bodies.labels[label]) for label in labels)
    for index, values in enumerate(zip(*columns, strict=True)):
        found.setdefault(values, []).append(index)
    # What says nothing comes last.
    order = sorted(found, key=lambda values: [(v is None, (v or "").casefold(), v) for v in values])
    rows = tuple(np.array(found[values], dtype=np.intp) for values in order)
    return _Table(labels, tuple(order), rows)


def _protected(tables: list[_Table]) -> list[list[bool] | None]:
    """For each table which of its groups are held back; None where it is not shown.

    Tables are protected together: one after the other is taken in, where it can be shown beside
    those before it.
    """
    finest = tables[-1] if tables else None
    if finest is None or len(tables) == 1 or len(finest.values) > _MOST_COMBINATIONS:
        # By themselves: of combinations that are not shown, nothing is known.
        alone = [held_back_alone(_sizes(table), SMALLEST) for table in tables]
        return list(alone) if len(tables) < 2 else [*alone[:-1], None]
    places = {int(i): cell for cell, rows in enumerate(finest.rows) for i in rows}
    groups = [[sorted({places[int(i)] for i in rows}) for rows in table.rows] for table in tables]
    taken: list[int] = []
    found: list[list[bool]] = []
    for number in range(len(tables)):
        trial = [groups[place] for place in (*taken, number)]
        together = held_back(_sizes(finest), trial, SMALLEST)
        if together is not None and not any(map(all, together)):
            taken, found = [*taken, number], together
    by_table = dict(zip(taken, found, strict=True))
    return [by_table.get(number) for number in range(len(tables))]


def _sizes(table: _Table) -> list[int]:
    return [len(rows) for rows in table.rows]


def _groups(
    bodies: Bodies, table: _Table, held: list[bool], profile: Sequence[str]
) -> Iterator[CohortGroup]:
    path, measures = bodies.scores.path, bodies.scores.measures
    figures = {name: shown(measures[bodies.plan.measure[name]]) for name in profile}
    for values, rows, suppressed in zip(table.values, table.rows, held, strict=True):
        if suppressed:
            yield CohortGroup(values=values, suppressed=True)
            continue
        positions = None if path is None else np.sort(path.position[rows])
        yield CohortGroup(
            values=values,
            suppressed=False,
            bodies=len(rows),
            position=None if positions is None else int(positions[(len(rows) - 1) // 2]),
            progress=None if path is None else middle(progress_or_step(path)[rows], SMALLEST),
            measures={name: middle(column[rows], SMALLEST) for name, column in figures.items()},
        )
