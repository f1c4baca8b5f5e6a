"""Which column counts, where several hold the same?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from maturity.tables.matching import ABOUT

if TYPE_CHECKING:
    from maturity.tables.columns import Column

Pair = tuple["Column", "Column"]
"""The column that counts, and another one that holds the same."""

_SUREST = ("mapped", "exact", "words")


def one_each(
    columns: Sequence[Column], same: Sequence[Column]
) -> tuple[list[Column], list[Pair], list[Pair]]:
    """One column for each thing: the surest.

    What is said of all rows is as sure as what a mapping says, or an id.

    Returns:
        The columns, the pairs that are equally sure, and those whose second one gives way.
    """
    held = {str(column.target): column for column in same}
    doubled: list[Pair] = []
    lost: list[Pair] = []
    result = list(columns)
    for column in sorted(
        (c for c in columns if c.target is not None), key=lambda c: (_SUREST.index(c.how), c.place)
    ):
        first = held.setdefault(str(column.target), column)
        if first is column:
            continue
        if _alike(first, column, same) and not (column.how == "words" and column.target in ABOUT):
            doubled.append((first, column))
        else:
            result[column.place] = _passed_over(column)
            if first not in same:
                lost.append((first, column))
    return result, doubled, lost


def _alike(first: Column, second: Column, same: Sequence[Column]) -> bool:
    return first.how == second.how or (first in same and second.how == "exact")


def _passed_over(column: Column) -> Column:
    return replace(column, target=None, how="of_survey")


def boxes_or_whole(
    columns: Sequence[Column], same: Sequence[Column]
) -> tuple[list[Column], list[Pair], list[Pair]]:
    """The column of a question or those of its options, whichever are surer.

    Known by their words only, the question's own counts, beside which ODK writes the others.

    Returns:
        The columns, the pairs that are equally sure, and those whose second one gives way: one of
        each question.
    """
    boxes: dict[str, list[Column]] = {}
    for column in sorted(columns, key=lambda c: _SUREST.index(c.how) if c.target else 0):
        if column.target and "=" in column.target:
            boxes.setdefault(column.target.partition("=")[0], []).append(column)
    result = list(columns)
    both: list[Pair] = []
    lost: list[Pair] = []
    for whole in (*same, *columns):
        named = boxes.get(str(whole.target), [])
        if not named:
            continue
        if _SUREST.index(named[0].how) < _SUREST.index(whole.how):
            result[whole.place] = _passed_over(whole)
            lost.append((named[0], whole))
        elif whole.how != "words" and _alike(whole, named[0], same):
            both.append((whole, named[0]))
        else:
            for column in named:
                result[column.place] = _passed_over(column)
            if whole not in same:
                lost.append((whole, named[0]))
    return result, both, lost
