"""When is which month, and how many person-days are there in it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Period = Literal["quarter", "month"]
MONTHS: Mapping[Period, int] = {"quarter": 3, "month": 1}


@dataclass(frozen=True)
class Calendar:
    """Months counted from the start, in periods that have a capacity of person-days.

    Attributes:
        start: The first day of the first month.
        period: What the capacity is given for.
        total: Person-days in each period; None for as many as are wanted.
        owners: Person-days of single owners in each period, where they are limited.
    """

    start: date
    period: Period = "quarter"
    total: float | None = None
    owners: Mapping[str, float] = field(default_factory=dict)

    @property
    def length(self) -> int:
        """Months in a period."""
        return MONTHS[self.period]

    @property
    def is_limited(self) -> bool:
        """Whether there is any limit to the days."""
        return self.total is not None or bool(self.owners)

    def first_day(self, month: int) -> date:
        """The first day of a month, counted from 0."""
        years, rest = divmod(self.start.month - 1 + month, 12)
        return date(self.start.year + years, rest + 1, 1)

    def last_day(self, months: int) -> date:
        """The last day when so many months are over."""
        return date.fromordinal(self.first_day(months).toordinal() - 1)

    def months_until(self, day: date) -> int:
        """How many months are over by the end of a day; 0 for a day before the start."""
        after = date.fromordinal(day.toordinal() + 1)
        found = (after.year - self.start.year) * 12 + after.month - self.start.month
        return max(0, found)


def month_after(day: date) -> date:
    """The first day of the next month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def quarter_after(day: date) -> date:
    """The first day of the next calendar quarter."""
    first = month_after(day)
    while first.month % 3 != 1:
        first = month_after(first)
    return first
