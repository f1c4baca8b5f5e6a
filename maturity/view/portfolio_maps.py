"""What stands in tables whose figures have the colours of their bands? Plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A figure on the colour of its band; `mark` is the colour's name, empty where there is none."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class HeatRow:
    """One organisation, tier or group with its figures.

    Attributes:
        facts: What stands before the cells: how many, where, how far; as many as the map has heads.
    """

    name: str
    facts: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class HeatMap:
    """Rows with coloured figures under common heads.

    Attributes:
        id: Of its caption on the page.
        first: The head of the names.
        facts: The heads of the facts.
    """

    id: str
    caption: str
    first: str
    facts: tuple[str, ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True)
class Heat:
    """All heat maps, their columns and what the colours mean.

    Attributes:
        columns: The heads of the measures.
        cut: The titles that are cut there, in full; empty where none is.
        maps: Those that stand in the chapter: all organisations, or tiers and the ends of the order.
        everybody: All organisations, where they do not stand in the chapter.
        where: Where all are found, on paper.
    """

    title: str
    lead: tuple[str, ...]
    columns: tuple[str, ...]
    cut: str
    legend: tuple[Cell, ...]
    maps: tuple[HeatMap, ...]
    everybody: HeatMap | None
    where: str


@dataclass(frozen=True)
class BandTable:
    """How many organisations lie in which band, for each measure of the profile."""

    caption: str
    first: str
    heads: tuple[Cell, ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True)
class CohortGroup:
    """The groups of one breakdown that are shown."""

    title: str
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True)
class Cohorts:
    """All organisations by their labels.

    Attributes:
        map: The caption and heads; it has no rows of its own.
        wide: How many columns there are.
        notes: What is held back or not shown, and why.
    """

    lead: str
    map: HeatMap
    wide: int
    groups: tuple[CohortGroup, ...]
    notes: tuple[str, ...]
