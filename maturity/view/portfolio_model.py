"""What does the picture of many organisations say? Plain values: worded, rounded and in order."""

from __future__ import annotations

from dataclasses import dataclass

from maturity.view.portfolio_maps import BandTable, Cohorts, Heat
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
class LastRow:
    """Who is last in something."""

    title: str
    who: tuple[str, ...]
    shown: str
    median: str


@dataclass(frozen=True)
class OutlierRow:
    """Who lies far from the others in something."""

    title: str
    usual: str
    below: tuple[str, ...]
    above: tuple[str, ...]


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
    back_none: str
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
    paths_title: str
    nexts: tuple[NextGroup, ...]
    nexts_lead: str
    common: Common | None
    profile_title: str
    profile_head: str
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
