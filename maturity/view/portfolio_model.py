"""What does the picture of many organisations say? Plain values: worded, rounded and in order."""

from __future__ import annotations

from dataclasses import dataclass

from maturity.view.report_model import Term


@dataclass(frozen=True)
class CountBar:
    """A count as a share of all, for drawing, and in words.

    Attributes:
        low: The share there is for certain.
        high: The share there could be.
        shown: Such as `12 of 50`.
        notes: What stands below it.
    """

    share: float
    low: float
    high: float
    shown: str
    alt: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class StepRow:
    """A step of a path, or its start, and how many stand there; `reached` is empty for the start."""

    title: str
    bar: CountBar
    reached: str


@dataclass(frozen=True)
class Stairs:
    """A path with how many stand where."""

    title: str
    rows: tuple[StepRow, ...]


@dataclass(frozen=True)
class Lacked:
    """Something that a step lacks in some organisations."""

    title: str
    need: str
    bar: CountBar


@dataclass(frozen=True)
class NextGroup:
    """A step that comes next for some, and what they lack for it, most shared first."""

    title: str
    lead: str
    caption: str
    rows: tuple[Lacked, ...]


@dataclass(frozen=True)
class ActionRow:
    """An action that lifts many at once."""

    title: str
    owner: str
    effort: str
    lifted: str
    reaching: str


@dataclass(frozen=True)
class SetRow:
    """The best few actions together."""

    title: str
    actions: str
    effort: str
    lifted: str
    reaching: str


@dataclass(frozen=True)
class SetGroup:
    """Sets that are compared with each other."""

    title: str
    lead: str
    rows: tuple[SetRow, ...]


@dataclass(frozen=True)
class Common:
    """What would lift many at once."""

    lead: str
    rows: tuple[ActionRow, ...]
    more: str
    sets: tuple[SetGroup, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Spread:
    """How figures are spread: shares of the scale for drawing."""

    least: float
    lower: float
    median: float
    upper: float
    greatest: float


@dataclass(frozen=True)
class SpreadRow:
    """One measure over all organisations.

    Attributes:
        drawn: None where nobody has a score.
        median: In words, as the other figures.
        without: How many have no score; empty for none.
    """

    title: str
    drawn: Spread | None
    alt: str
    median: str
    middle: str
    ends: str
    without: str = ""


@dataclass(frozen=True)
class SpreadGroup:
    """Measures that belong together; the title may be empty."""

    title: str
    caption: str
    head: str
    rows: tuple[SpreadRow, ...]


@dataclass(frozen=True)
class Cell:
    """A figure on the colour of its band; `mark` is the colour's name, empty where there is none."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Head:
    """The head of a column: its number, and its title where there is room and where there is little."""

    number: int
    title: str
    short: str


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
        maps: Those that stand in the chapter: all organisations, or tiers and the ends of the order.
        everybody: All organisations, where they do not stand in the chapter.
        where: Where all are found, on paper.
    """

    title: str
    lead: tuple[str, ...]
    columns: tuple[Head, ...]
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


@dataclass(frozen=True)
class LastRow:
    """Who is last in something."""

    title: str
    who: str
    shown: str
    median: str


@dataclass(frozen=True)
class OutlierRow:
    """Who lies far from the others in something."""

    title: str
    usual: str
    below: str
    above: str


@dataclass(frozen=True)
class MissingRow:
    """A question with missing answers."""

    title: str
    missing: CountBar
    unknown: str


@dataclass(frozen=True)
class Opening:
    """The first page beside its headline and path."""

    lead: tuple[str, ...]
    back_title: str
    back: tuple[str, ...]
    first_title: str
    first_note: str
    first: tuple[Term, ...]
    sure: tuple[str, ...]


@dataclass(frozen=True)
class PortfolioView:
    """Everything the picture of many organisations says."""

    language: str
    title: str
    kind: str
    subject: str
    facts: tuple[Term, ...]
    headline: str
    opening: Opening
    path: Stairs | None
    path_note: str
    paths: tuple[Stairs, ...]
    nexts: tuple[NextGroup, ...]
    nexts_lead: str
    common: Common | None
    profile_title: str
    profile_lead: tuple[str, ...]
    profile: tuple[SpreadGroup, ...]
    others: tuple[SpreadGroup, ...]
    bands: BandTable | None
    heat: Heat | None
    cohorts: Cohorts | None
    last: tuple[LastRow, ...]
    last_lead: tuple[str, ...]
    outliers: tuple[OutlierRow, ...]
    outliers_lead: str
    coverage: tuple[str, ...]
    coverage_spread: SpreadGroup | None
    missing: tuple[MissingRow, ...]
    missing_more: str
    method: tuple[str, ...]
    provenance: tuple[Term, ...]
