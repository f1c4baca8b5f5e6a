"""What do the parts of a report say that show scores? Plain values: worded, rounded and in order."""

from __future__ import annotations

from dataclasses import dataclass

from maturity.view.targets import TargetRow


@dataclass(frozen=True)
class Bar:
    """One bar: shares of its scale for drawing, and the same in words.

    Attributes:
        notes: What stands below the number: the range, the level's name, the target.
        need: Where a threshold or target lies.
    """

    id: str
    title: str
    share: float | None
    low: float
    high: float
    shown: str
    notes: tuple[str, ...]
    alt: str
    need: float | None = None


@dataclass(frozen=True)
class Gate:
    """A question or measure that a step insists on; only questions have an answer to look up."""

    question: str
    title: str
    need: str
    have: str
    because: str
    mark: str
    verdict: str


@dataclass(frozen=True)
class Practice:
    """Something a step needs that does not hold yet; only questions have an answer to look up."""

    question: str
    title: str
    need: str
    have: str


@dataclass(frozen=True)
class Step:
    """One step of the path; `mark` is done, next, alone or open.

    Attributes:
        short: The title where there is little room.
        need: What the bar must reach, in words; empty where the number says it.
        practices: Those that do not hold yet and are not named at an earlier step.
        waits: Which other paths have not come this far.
    """

    number: int
    id: str
    title: str
    short: str
    summary: str
    mark: str
    here: bool
    state: str
    need: str
    bar: Bar
    gates: tuple[Gate, ...]
    practices: tuple[Practice, ...]
    waits: str


@dataclass(frozen=True)
class PathRow:
    """A further path: where it stands, its range, and what its next step needs."""

    id: str
    title: str
    position: str
    step: str
    range: str
    next: str


@dataclass(frozen=True)
class Bars:
    """Bars that belong together; `own` is the whole of them.

    Attributes:
        lead: What the bars mean, where it is not what all others mean.
        head: What each bar is about; empty where the title says it.
    """

    id: str
    title: str
    lead: str
    caption: str
    head: str
    own: Bar | None
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Profile:
    """All bars."""

    title: str
    lead: str
    legend: tuple[str, ...]
    groups: tuple[Bars, ...]


@dataclass(frozen=True)
class Targets:
    """How far the targets are; `since` heads the column of what changed, where there is a baseline."""

    lead: str
    because: str
    since: str
    rows: tuple[TargetRow, ...]


@dataclass(frozen=True)
class RankRow:
    """A section's place among others, and the places it takes in most draws."""

    title: str
    text: str
    rank: int
    low: int
    high: int
    of: int


@dataclass(frozen=True)
class Firm:
    """How firm the result is."""

    lead: str
    meaning: str
    matters: tuple[str, ...]
    ranking: str
    head: str
    ranks: tuple[RankRow, ...]
