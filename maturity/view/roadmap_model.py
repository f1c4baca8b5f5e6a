"""What a roadmap says in words, for terminal, report and exports: plain values, nothing to compute."""

from __future__ import annotations

from dataclasses import dataclass, field

from maturity.view.report_model import Lifted, Link


@dataclass(frozen=True)
class Column:
    """One quarter or month.

    Attributes:
        label: Such as "Q1 2027" or "Feb to Apr 2027".
        days: The work in it, in words.
        load: The same as a number of person-days.
        position: How many steps hold at its end, for certain; None without a path.
        high: How many may hold.
        progress: The progress at its end; None where it cannot be said.
        standing: The position at its end, in words.
        head: Its name without the year, such as "Q1" or "Feb", for where there is little room.
        year: The year it begins in.
    """

    label: str
    days: str
    load: float
    position: int | None
    high: int | None
    progress: float | None
    standing: str
    head: str = ""
    year: str = ""


@dataclass(frozen=True)
class Bar:
    """An action of the plan.

    Attributes:
        when: Such as "January to March 2027".
        start: Where it begins on the line of all columns, from 0 to 1.
        end: Where it ends on that line.
        after: Which actions are finished before, in words; empty for none.
        firm: Whether it belongs to every good plan ("no regret").
        note: Why it is there or what depends on a guess, in words; may be empty.
        kept: Whether it is there because somebody asked for it.
    """

    number: int
    id: str
    title: str
    what: str
    owner: str
    effort: str
    days: float
    when: str
    start: float
    end: float
    after: str
    kpi: str
    lifts: tuple[Lifted, ...]
    references: tuple[Link, ...]
    firm: bool
    note: str
    kept: bool = False


@dataclass(frozen=True)
class Owner:
    """One owner with the numbers of their actions.

    Attributes:
        days: All their work, in words.
        loads: Their person-days in each column.
    """

    name: str
    days: str
    numbers: tuple[int, ...]
    loads: tuple[float, ...]


@dataclass(frozen=True)
class Before:
    """A section of the profile today and at the end of the plan; scores from 0 to 1, None where unknown."""

    title: str
    today: float | None
    then: float | None
    today_words: str
    then_words: str


@dataclass(frozen=True)
class Point:
    """A point of the frontier: the least work for a progress.

    Attributes:
        step: The title of the step that it reaches whole; empty between steps.
    """

    progress: float
    cost: float
    words: str
    step: str


@dataclass(frozen=True)
class Way:
    """Another way to choose, beside the plan."""

    name: str
    work: str
    actions: str
    reaches: str


@dataclass(frozen=True)
class RoadmapView:
    """Everything a roadmap says.

    Attributes:
        headline: One sentence: what is reached, with how much work, by when.
        lead: What else a leader needs to know, a sentence each.
        obstacles: Why the target is not reached, or not in time.
        ways_out: What would help.
        unknowns: What missing answers mean for the plan, and which to find out first.
        firm: The titles of the actions that belong to every good plan.
        guesses: Those that depend on a guess of effort, each with how often it is chosen.
        instead: What each action costs to do without, in words.
        assumptions: What is assumed, a sentence each.
        proof: What is known about cheaper and earlier plans, a sentence each.
        organisation: Whose roadmap it is.
        date: The date of the answers, in words.
        language: In which language all this is said.
        steps: The titles of the steps of the path.
        today: How many of them hold today, for certain.
        today_high: How many may hold today.
        further: The number of the step to plan for where the target is reached already; 0 for none.
    """

    headline: str
    lead: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    bars: tuple[Bar, ...] = ()
    owners: tuple[Owner, ...] = ()
    profile: tuple[Before, ...] = ()
    frontier: tuple[Point, ...] = ()
    obstacles: tuple[str, ...] = ()
    ways_out: tuple[str, ...] = ()
    unknowns: tuple[str, ...] = ()
    firm: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    proof: tuple[str, ...] = ()
    ways: tuple[Way, ...] = field(default=())
    organisation: str = ""
    date: str = ""
    language: str = "en"
    steps: tuple[str, ...] = ()
    today: int = 0
    today_high: int = 0
    further: int = 0
