"""What does the report say about where the organisation stands among others?

Only how many stand lower, the same and higher, and how the others are spread: never who they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from maturity.messages import say
from maturity.messages.numbers import day, fixed, percent
from maturity.model.benchmark import FEWEST, Among, Benchmark
from maturity.view.report_bars import head
from maturity.view.wording import measure_title, shown_number, shown_value
from maturity.view.wording.figures import progress_shown

if TYPE_CHECKING:
    from maturity.model.questionnaire import Section
    from maturity.scoring.assess import Scored


@dataclass(frozen=True)
class BenchmarkRow:
    """One figure among those of the others.

    Attributes:
        half: The quarter points of the others.
        median: Their median.
        counts: How many are lower, the same and higher; nothing where that is not said.
        open: What the percentile could be with the answers that are missing.
        few: Why counts are not said, where that needs saying.
    """

    id: str
    title: str
    own: str
    half: str
    median: str
    percentile: str
    counts: str
    open: str
    few: str


@dataclass(frozen=True)
class BenchmarkView:
    """The organisation among others.

    Attributes:
        lead: Where its position stands, in sentences.
        heads: Of the columns.
        notes: What the others are and how percentiles are counted.
    """

    lead: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[BenchmarkRow, ...]
    notes: tuple[str, ...]


def benchmark_view(scored: Scored, found: Benchmark, language: str) -> BenchmarkView:
    """The position in sentences; progress and the sections of the first kind as rows."""
    sections = _sections(scored, found)
    kind = sections[0].kind if sections else ""
    names = ("own", "half", "percentile")
    return BenchmarkView(
        lead=tuple(_lead(found, language)),
        heads=(
            head(kind, language),
            *(say(f"report.benchmark.head.{name}", language) for name in names),
        ),
        rows=tuple(_rows(scored, found, sections, language)),
        notes=tuple(_notes(found, language)),
    )


def _sections(scored: Scored, found: Benchmark) -> list[Section]:
    """The sections with questions, of the kind that comes first: in the shipped content the barriers."""
    inside = [
        section
        for section in scored.questionnaire.walk()
        if section.questions and section.id in scored.assessment.measures
    ]
    return [s for s in inside if s.kind == inside[0].kind and s.id in found.measures]


def _lead(found: Benchmark, language: str) -> Iterator[str]:
    position = found.position
    if position is None or position.percentile is None:
        return
    yield say(
        "report.benchmark.position",
        language,
        n=position.others,
        lower=position.lower,
        same=position.same,
        higher=position.higher,
    )
    ends = {"low": _percentile(position.low), "high": _percentile(position.high)}
    if ends["low"] != ends["high"]:
        yield say("report.benchmark.range", language, **ends)


def _percentile(value: float | None) -> str:
    """A percentile in whole numbers; 0 and 100 are kept for those who have all or none above them."""
    if value is None:
        return ""
    shown = fixed(value, 0)
    return {"0": "1", "100": "99"}.get(shown, shown) if 0 < value < 100 else shown


def _rows(
    scored: Scored, found: Benchmark, sections: list[Section], language: str
) -> Iterator[BenchmarkRow]:
    path = scored.assessment.path
    if path is not None and found.progress is not None:
        said = path.progress
        own = (
            say("report.benchmark.no_progress", language) if said is None else progress_shown(said)
        )
        title = say("report.benchmark.progress", language)
        yield _row("", title, own, found.progress, progress_shown, language, found.others)
    for section in sections:
        name = section.id
        title = measure_title(scored, name, language)
        own = shown_value(scored, name)
        shown = partial(_on_scale, scored, name)
        yield _row(name, title, own, found.measures[name], shown, language, found.others)


def _on_scale(scored: Scored, name: str, share: float) -> str:
    """A share of a measure's scale as its values are shown; in percent where it has no scale here."""
    measure = scored.assessment.measures[name]
    if measure.least is None or measure.greatest is None:
        return percent(share)
    return shown_number(scored, name, measure.least + share * (measure.greatest - measure.least))


def _row(
    name: str,
    title: str,
    own: str,
    among: Among,
    shown: Callable[[float], str],
    language: str,
    everybody: int,
) -> BenchmarkRow:
    spread = among.spread
    half = median = counts = could = ""
    if spread is not None:
        ends = {"low": shown(spread.lower), "high": shown(spread.upper)}
        half = say("report.benchmark.half", language, **ends)
        median = say("report.benchmark.median", language, median=shown(spread.median))
    if among.percentile is not None:
        sides = {"lower": among.lower, "same": among.same, "higher": among.higher}
        counts = say("report.benchmark.counts", language, **sides)
        if without := everybody - among.others:
            counts = say("report.benchmark.without", language, n=without, counts=counts)
        ends = {"low": _percentile(among.low), "high": _percentile(among.high)}
        if ends["low"] != ends["high"]:
            could = say("report.benchmark.open", language, **ends)
    return BenchmarkRow(
        id=name,
        title=title,
        own=own or say("report.no_score", language),
        half=half,
        median=median,
        percentile=_percentile(among.percentile),
        counts=counts,
        open=could,
        few="" if spread else say("report.benchmark.few", language, least=FEWEST),
    )


def _notes(found: Benchmark, language: str) -> Iterator[str]:
    first, last = found.first_date, found.last_date
    if first is None or last is None:
        yield say("report.benchmark.who.none", language, n=found.others)
    else:
        key = "report.benchmark.who.day" if first == last else "report.benchmark.who"
        yield say(key, language, n=found.others, first=day(first), last=day(last))
    if found.itself:
        yield say("report.benchmark.itself", language)
    yield say("report.benchmark.how", language)
    yield say("report.benchmark.others", language)
