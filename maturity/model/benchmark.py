"""Where does one organisation stand among others? Never who the others are."""

from __future__ import annotations

from datetime import date

from maturity.model.assessment import Figure, Result
from maturity.model.comparison import Spread

FEWEST = 5
"""Figures of fewer others are not shown, since they would show single organisations."""


class Among(Result):
    """One figure of an organisation among those of the others.

    Attributes:
        others: How many others have such a figure.
        lower: How many of them have a lower one; null, as all that follows, where there are fewer than
            five of them, or no own figure.
        percentile: Between 0 and 100, by the mid-rank rule.
        low: The percentile if all missing answers of the organisation were at their least.
        high: If all were at their greatest.
        spread: The quarter points of the others; null only where there are fewer than five.
    """

    others: int
    lower: int | None = None
    same: int | None = None
    higher: int | None = None
    percentile: Figure | None = None
    low: Figure | None = None
    high: Figure | None = None
    spread: Spread | None = None


class Benchmark(Result):
    """One organisation among the others of a table of results.

    Attributes:
        others: How many organisations it is held against.
        itself: Whether the table has the organisation too; its own row is left out.
        first_date: Of the others' answers.
        position: Null where there is no main path.
        measures: By their ids, those that the table has too.
    """

    others: int
    itself: bool
    first_date: date | None = None
    last_date: date | None = None
    position: Among | None = None
    progress: Among | None = None
    measures: dict[str, Among]
