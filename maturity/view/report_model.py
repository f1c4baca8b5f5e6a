"""What does a report say? Plain values: worded, rounded and in order; templates only lay them out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maturity.view.report_scores import Bars, Firm, PathRow, Profile, Step, Targets
from maturity.view.wording import CappedWords

if TYPE_CHECKING:
    from maturity.view.report_benchmark import BenchmarkView
    from maturity.view.report_roadmap import Pictures
    from maturity.view.roadmap_model import Bar as Planned
    from maturity.view.roadmap_model import RoadmapView


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
    first: tuple[Planned, ...]
    first_more: str
    first_none: str
    sure: tuple[str, ...]


@dataclass(frozen=True)
class ReportView:
    """Everything a report says.

    Attributes:
        roadmap: What to do, where the rubric has actions.
        no_actions: What to do where it has none, if there is anything to say.
        benchmark: Where the organisation stands among others, where there are some.
    """

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
    roadmap: RoadmapView | None
    pictures: Pictures | None
    no_actions: str
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
    benchmark: BenchmarkView | None = None
