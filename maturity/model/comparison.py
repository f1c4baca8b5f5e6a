"""What has changed from one table of results to a later one?

The shape of these models is the JSON of `maturity compare --format json`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from maturity.model.assessment import Figure, Result, Source
from maturity.model.values import LocalText

Direction = Literal["up", "down", "same"]
Only = Literal["last", "now"]
Caution = Literal["backwards", "same-date", "coverage"]
RemarkCode = Literal[
    "unchecked",
    "questionnaire-id",
    "questionnaire-major",
    "questionnaire-minor",
    "questionnaire-digest",
    "rubric-id",
    "rubric-major",
    "rubric-minor",
    "rubric-digest",
    "steps",
    "only-last",
    "only-now",
    "position-unsaid",
    "swapped",
    "backwards",
    "same-date",
    "coverage",
    "refused-last",
    "refused-now",
    "rejected",
    "none-in-both",
]
COHORTS = ("country", "government")
"""The columns by which organisations can be counted apart."""


class Side(Result):
    """One of the two tables."""

    file: str
    organisations: int
    first_date: date | None = None
    last_date: date | None = None
    questionnaire: Source | None = None
    rubric: Source | None = None


class Remark(Result):
    """Something that is not comparable, or only with care, and why.

    Attributes:
        bars: That nothing is said about what the remark is about; else it is only to be borne in mind.
        file: The table it is about, where it is about one of them.
        last: What stands in the first table, such as a version.
        now: What stands in the second.
        ids: Of the measures or organisations it is about.
        count: How many inputs it is about, which have no ids.
    """

    code: RemarkCode
    bars: bool = False
    file: str | None = None
    last: str | None = None
    now: str | None = None
    ids: tuple[str, ...] = ()
    count: int | None = None


class Standing(Result):
    """Where one organisation stood at one time.

    Attributes:
        low: The position if all missing answers were at their least.
        high: If all were at their greatest.
        applicable: How many questions were asked and not said to be not applicable.
    """

    date: date | None
    position: int | None
    low: int | None
    high: int | None
    progress: Figure | None
    answered: int | None
    applicable: int | None


class Listed(Result):
    """An organisation that only one of the tables has."""

    id: str
    name: str | None = None
    cohort: str | None = None
    standing: Standing


class Change(Result):
    """What has changed for one organisation that both tables have.

    Attributes:
        cohort: What it is counted under, by the later table where that says it, and as most
            organisations write it.
        moved: Where its position went; null where that cannot be said.
        steps: By how many steps, below zero for down.
        progress: By how much its progress changed; positions may be the same.
        sure: Whether missing answers cannot explain the move: the ranges of the two positions do not
            meet. Null where nothing moved.
        paths: The change of the position on each further path.
        measures: The change of each measure's score; scores lie between 0 and 1.
        cautions: What to bear in mind about this organisation.
    """

    id: str
    name: str | None = None
    cohort: str | None = None
    last: Standing
    now: Standing
    moved: Direction | None
    steps: int | None
    progress: Figure | None
    sure: bool | None
    paths: dict[str, int | None] = Field(default_factory=dict)
    measures: dict[str, Figure | None] = Field(default_factory=dict)
    cautions: tuple[Caution, ...] = ()


class Counts(Result):
    """How many organisations went where; `unsaid` are those for which that cannot be said."""

    up: int = 0
    down: int = 0
    same: int = 0
    unsaid: int = 0
    sure_up: int = 0
    sure_down: int = 0


class Move(Result):
    """How many organisations went from one position to another, or stayed."""

    last: int
    now: int
    organisations: int


class PathChange(Result):
    """What has changed on one path.

    Attributes:
        id: Null for the main path.
        moves: From which position to which, in order.
        nearer: How many on the same position have more progress now.
        farther: How many on the same position have less.
        progress_unsaid: Of how many on the same position the progress cannot be compared.
    """

    id: str | None
    counts: Counts
    moves: tuple[Move, ...] = ()
    nearer: int = 0
    farther: int = 0
    progress_unsaid: int = 0


class Spread(Result):
    """The quarter points of all changes (linear interpolation, Hyndman and Fan's type 7)."""

    lower: Figure
    median: Figure
    upper: Figure


class MeasureChange(Result):
    """What has changed in one measure's score, over all organisations that have one both times.

    Attributes:
        only: The one table that has the measure, where it is one.
        change: Null where no organisation has a score both times.
    """

    id: str
    title: LocalText | None = None
    only: Only | None = None
    counts: Counts
    change: Spread | None = None


class Cohort(Result):
    """The organisations that say the same of themselves; `name` is null for those that say nothing."""

    name: str | None
    counts: Counts
    new: int = 0
    gone: int = 0


class Cohorts(Result):
    """Organisations counted apart by what they say in one column."""

    by: str
    groups: tuple[Cohort, ...]


class Comparison(Result):
    """All that has changed from the table `last` to the table `now`.

    Attributes:
        positions: Whether positions can be compared.
        scores: Whether the scores of measures can.
        remarks: What is not comparable and why, what bars first.
        changes: The organisations in both: those moved down first, then up, then the others; in each
            part the most moved first.
    """

    schema_: Annotated[Literal["maturity/comparison@1"], Field(alias="schema")] = (
        "maturity/comparison@1"
    )
    last: Side
    now: Side
    positions: bool
    scores: bool
    remarks: tuple[Remark, ...] = ()
    paths: tuple[PathChange, ...] = ()
    measures: tuple[MeasureChange, ...] = ()
    cohorts: Cohorts | None = None
    changes: tuple[Change, ...] = ()
    new: tuple[Listed, ...] = ()
    gone: tuple[Listed, ...] = ()
