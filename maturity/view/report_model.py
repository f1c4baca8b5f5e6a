"""What does a report say? Plain values: worded, rounded and in order; templates only lay them out."""

from __future__ import annotations

from dataclasses import dataclass

from maturity.view.targets import TargetRow
from maturity.view.wording import CappedWords


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


@dataclass(frozen=True)
class Said:
    """A finding in words, with the question it is about and why it matters."""

    text: str
    question: str = ""
    because: str = ""


@dataclass(frozen=True)
class Found:
    """Findings under one heading, or what is said where there are none."""

    title: str
    lead: str
    said: tuple[Said, ...]
    none: str = ""


@dataclass(frozen=True)
class Link:
    """A title with an address, where there is one."""

    title: str
    url: str = ""


@dataclass(frozen=True)
class Lifted:
    """What an action does to one answer."""

    question: str
    title: str
    text: str


@dataclass(frozen=True)
class Action:
    """Something to do, in the order in which it can be done."""

    number: int
    id: str
    title: str
    what: str
    owner: str
    effort: str
    kpi: str
    lifts: tuple[Lifted, ...]
    after: str
    references: tuple[Link, ...]


@dataclass(frozen=True)
class Context:
    """A published figure and where it comes from."""

    text: str
    source: str


@dataclass(frozen=True)
class ProfileAnswer:
    """An unscored answer about the organisation."""

    title: str
    answer: str
    context: tuple[Context, ...] = ()


@dataclass(frozen=True)
class Grid:
    """An unscored answer that is a table."""

    title: str
    ask: str
    heads: tuple[str, str]
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Proof:
    """A piece of evidence."""

    title: str
    url: str
    detail: str


@dataclass(frozen=True)
class Question:
    """A question with its answer and what comes next.

    Attributes:
        share: How far up its ladder the answer stands; None where there is no ladder.
        steps: How many steps its ladder has above the lowest.
        capped: That it counts less than it claims, where it does.
    """

    id: str
    title: str
    ask: str
    state: str
    badge: str
    share: float | None
    steps: int
    text: str
    capped: str
    note: str
    note_label: str
    remarks: tuple[str, ...]
    evidence: tuple[Proof, ...]
    next_title: str
    next_text: str


@dataclass(frozen=True)
class Part:
    """A section of the questionnaire with its questions."""

    id: str
    title: str
    summary: str
    shown: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Chapter:
    """A top section of the questionnaire."""

    id: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Choice:
    """A choice of the method, why, and its source or whose judgement it is."""

    choice: str
    because: str
    source: str


@dataclass(frozen=True)
class Term:
    """A word and its meaning."""

    term: str
    text: str


@dataclass(frozen=True)
class Summary:
    """The first page; `bars` stand there in the place of a path."""

    headline: str
    open: str
    next: str
    bars: Bars | None
    why_title: str
    why: tuple[str, ...]
    why_none: str
    first_lead: str
    first: tuple[Action, ...]
    first_more: str
    first_none: str
    sure: tuple[str, ...]


@dataclass(frozen=True)
class ReportView:
    """Everything a report says."""

    language: str
    answers_language: str
    title: str
    organisation: str
    short_name: str
    subject: str
    facts: tuple[Term, ...]
    date: str
    created: str
    summary: Summary
    here: str
    path_lead: str
    steps: tuple[Step, ...]
    position: int | None
    position_low: int | None
    position_high: int | None
    paths_title: str
    paths: tuple[PathRow, ...]
    bars: Profile | None
    targets: Targets | None
    found: tuple[Found, ...]
    capped: tuple[CappedWords, ...]
    actions_lead: str
    actions: tuple[Action, ...]
    profile: tuple[ProfileAnswer, ...]
    grids: tuple[Grid, ...]
    chapters: tuple[Chapter, ...]
    method_summary: str
    method_how: tuple[str, ...]
    firm: Firm | None
    method: tuple[Choice, ...]
    bands: tuple[Term, ...]
    rules: tuple[str, ...]
    grades: tuple[Term, ...]
    glossary: tuple[Term, ...]
    provenance: tuple[Term, ...]
