"""What is wrong in one row, told one by one as far as anybody reads it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from maturity.diagnostics import Diagnostic, Place

MOST_IN_A_ROW = 20
_LEFT_OUT = "left_out"
"""The value of a row's last problem that holds those beyond it."""


class LeftOut(NamedTuple):
    """A problem of a row that has more of them than are told one by one."""

    code: str
    column: int
    target: str
    heading: str
    values: Mapping[str, Any]


def problems_of(told: Diagnostic) -> Iterator[Diagnostic]:
    """A problem of a row, and those after it that are not told, so that all can be counted."""
    yield told
    for code, column, target, heading, values in told.values.get(_LEFT_OUT, ()):
        place = Place(told.place.file, told.place.line, column)
        yield Diagnostic(code, place, {"heading": heading, **values}, (target,))


def all_told(problems: Sequence[Diagnostic], beyond: Sequence[LeftOut]) -> tuple[Diagnostic, ...]:
    """The problems of a row, the last of which holds those beyond it."""
    if not beyond:
        return tuple(problems)
    last = problems[-1]
    return (*problems[:-1], replace(last, values={**last.values, _LEFT_OUT: tuple(beyond)}))
