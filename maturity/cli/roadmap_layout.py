"""How much room do titles, columns and owners get in a roadmap on a terminal?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from maturity.view.plain import visible, width
from maturity.view.roadmap_model import RoadmapView

GAP = 2
_TITLE = (48, 24)
"""So many cells a title has at most where there is much room, and at least."""
_LONGEST_OWNER = 34


@dataclass(frozen=True)
class Layout:
    """How many cells there are: for the whole, for titles, for each column and for owners."""

    room: int
    number: int
    title: int
    column: int
    owner: int

    @property
    def before(self) -> int:
        """The cells before the columns."""
        return self.number + 2 + self.title + GAP


def layout(view: RoadmapView, room: int) -> Layout | None:
    """What fits; None where titles would have too little room beside the columns.

    Titles that can be read come first, then owners, then columns in which each month of a quarter has a
    cell, then whole titles.
    """
    if not view.columns:
        return None
    number = width(str(len(view.bars)))
    longest = max(width(visible(bar.title)) for bar in view.bars)
    owners = max(width(visible(bar.owner)) for bar in view.bars)
    left = room - number - 2 - GAP
    for title, column, owner in _wishes(longest, owners):
        spare = left - title - column * len(view.columns) - (owner + GAP if owner else 0)
        if spare >= 0:
            more = min(longest - title, spare) if title < _TITLE[0] else 0
            rest = min(owners, _LONGEST_OWNER, owner + spare - more) if owner else 0
            return Layout(room, number, title + more, column, rest)
    return None


def _wishes(longest: int, owners: int) -> Iterator[tuple[int, int, int]]:
    """How many cells for a title, a column and an owner would be good, the best first."""
    titles = dict.fromkeys(min(longest, most) for most in _TITLE)
    for title in titles:
        yield from ((title, column, min(owners, 24)) for column in (9, 6))
        yield title, 3, min(owners, 16)
    for columns in ((9, 6, 3), (2, 1)):
        yield from ((title, column, 0) for title in titles for column in columns)
