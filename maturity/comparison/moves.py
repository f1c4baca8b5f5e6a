"""Has something moved, and could missing answers alone explain it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from maturity.model.comparison import Direction, Standing

SAME = 1e-9
"""Figures that differ by less are the same: tables carry twelve digits."""

_MUCH = 0.1
"""Answering so much more or less of what applies makes two results hard to compare. A custom of this
comparison, not a number of the method: it only draws attention."""


class Place(NamedTuple):
    """A position or score, with the range that missing answers leave open."""

    at: float | None
    low: float | None = None
    high: float | None = None

    @property
    def ends(self) -> tuple[float, float] | None:
        """The range; the figure alone where the table gives none."""
        low = self.at if self.low is None else self.low
        high = self.at if self.high is None else self.high
        return None if low is None or high is None else (low, high)


def change(last: float | None, now: float | None) -> float | None:
    """The difference, None where one of the two is missing; what is less than 1e-9 is nothing."""
    if last is None or now is None:
        return None
    difference = now - last
    return 0.0 if abs(difference) <= SAME else difference


def direction(difference: float) -> Direction:
    """Where a difference leads."""
    return "same" if abs(difference) <= SAME else "up" if difference > 0 else "down"


def is_sure(last: Place, now: Place) -> bool:
    """Whether the two ranges do not meet, so that no missing answer can be the reason for a move."""
    before, after = last.ends, now.ends
    if before is None or after is None:
        return False
    return after[0] > before[1] + SAME or after[1] < before[0] - SAME


def moved(last: Place, now: Place) -> tuple[Direction | None, bool | None]:
    """Where something moved, and whether that is sure.

    Returns:
        The direction is None where one of the two cannot be said; whether it is sure is None unless
        something moved.
    """
    difference = change(last.at, now.at)
    if difference is None:
        return None, None
    to = direction(difference)
    return to, None if to == "same" else is_sure(last, now)


@dataclass(frozen=True)
class Answered:
    """How many questions are answered, of how many that apply."""

    answered: int | None
    applicable: int | None

    @classmethod
    def of(cls, standing: Standing) -> Answered:
        """Those of one organisation at one time."""
        return cls(standing.answered, standing.applicable)

    def differs_much(self, other: Answered) -> bool:
        """Whether one has more answers by more than a tenth of the questions that apply."""
        if None in {self.answered, self.applicable, other.answered, other.applicable}:
            return False
        more = abs((self.answered or 0) - (other.answered or 0))
        return more > _MUCH * max(self.applicable or 0, other.applicable or 0)
