"""What is said of a comparison? Plain values: worded, rounded and in order."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Table:
    """Rows under a heading.

    Attributes:
        lead: What to know before reading it.
        figures: The places of the columns that hold figures.
        more: How many rows are not shown, in words.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lead: str = ""
    figures: tuple[int, ...] = ()
    more: str = ""

    def led(self, lead: str) -> Table:
        """The same with one more sentence to know before reading it."""
        return replace(self, lead=f"{self.lead} {lead}".strip())


@dataclass(frozen=True)
class ComparisonView:
    """Everything a comparison says.

    Attributes:
        title: What is compared.
        headline: The most important thing, in one line.
        lead: More about it.
        barred: What is not comparable, and why.
        careful: What to bear in mind.
    """

    language: str
    title: str
    headline: str
    lead: tuple[str, ...]
    barred: tuple[str, ...]
    careful: tuple[str, ...]
    tables: tuple[Table, ...]
