"""How are the scores of many organisations spread, in words and as shares for drawing?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from maturity.messages import say
from maturity.messages.numbers import grouped
from maturity.model.portfolio import MeasureSpread, Quantiles
from maturity.view.portfolio_maps import BandTable, Cell, HeatRow
from maturity.view.portfolio_model import Spread, SpreadGroup, SpreadRow
from maturity.view.portfolio_words import Told


def words_kind(told: Told) -> str:
    """Which words the profile is spoken of in: those for barriers, or for anything else."""
    profile = told.portfolio.profile
    kind = told.sections[profile[0]].kind if profile else ""
    return "" if kind == "barrier" else ".other"


def profile_head(told: Told) -> str:
    """What one measure of the profile is called."""
    return say(f"report.head{words_kind(told) or '.barrier'}", told.language)


def profile_lead(told: Told) -> Iterator[str]:
    """How to read the profile."""
    yield told.say(f"profile.lead{words_kind(told)}")
    yield told.say("profile.how")
    if scale := told.scale(told.portfolio.profile):
        yield scale


def profile(told: Told) -> Iterator[SpreadGroup]:
    """The sections of the first kind, by the top sections they stand in."""
    wanted = set(told.portfolio.profile)
    alone: list[str] = []
    for area in told.questionnaire.sections:
        inside = [section.id for section in area.walk() if section.id in wanted]
        if inside == [area.id]:
            alone += inside
        elif inside:
            yield from _group(told, told.text(area.title), [*_without(inside, area.id), area.id])
    yield from _group(told, "", alone)


def others(told: Told) -> Iterator[SpreadGroup]:
    """What the rubric names itself, and sections of other kinds that hold questions."""
    rubric, wanted = told.rubric, set(told.portfolio.profile)
    every = (*((rubric.path,) if rubric.path else ()), *rubric.paths)
    decides = Counter(step.measure for path in every for step in path.steps)
    own = [m.id for m in rubric.measures if m.id and decides[m.id] != 1]
    yield from _group(told, say("report.wholes", told.language), own)
    for area in told.questionnaire.sections:
        inside = [s.id for s in area.walk() if s.questions and s.id not in wanted]
        yield from _group(told, told.text(area.title), inside)


def _without(names: Sequence[str], name: str) -> list[str]:
    return [each for each in names if each != name]


def _group(told: Told, title: str, names: Sequence[str]) -> Iterator[SpreadGroup]:
    """Those of the names that are measures, under a title; nothing where none is."""
    known = {measure.id: measure for measure in told.portfolio.measures}
    names = [name for name in names if name in known]
    if not names:
        return
    section = told.sections.get(names[0])
    kind = section.kind if section is not None else ""
    head = say(f"report.head.{kind if kind in {'barrier', 'practice'} else 'other'}", told.language)
    yield SpreadGroup(
        title=title,
        caption=told.say("spread.caption", title=title) if title else told.say("spread.all"),
        head=head,
        rows=tuple(_row(told, known[name]) for name in names),
    )


def _row(told: Told, measure: MeasureSpread) -> SpreadRow:
    section = told.sections.get(measure.id)
    title = told.short_title(measure.id)
    if section is not None and not section.questions:
        title = say("report.profile.whole", told.language, title=title)
    without = (
        told.say("spread.without", n=measure.without, count=grouped(measure.without))
        if measure.without
        else ""
    )
    found = measure.scores
    if found is None:
        none = told.say("spread.none")
        alt = told.say("spread.alt.none", title=title)
        return SpreadRow(title, None, alt, none, told.say("none"), told.say("none"), without)
    return row_of(told, title, found, partial(told.figure, measure.id), without)


def row_of(
    told: Told, title: str, found: Quantiles, written: Callable[[float], str], without: str = ""
) -> SpreadRow:
    """A row of a spread: drawn, and with its figures as they are written."""
    least, lower, median, upper, greatest = map(
        written, (found.least, found.lower, found.median, found.upper, found.greatest)
    )
    middle = told.say("to", low=lower, high=upper)
    ends = told.say("to", low=least, high=greatest)
    return SpreadRow(
        title=title,
        drawn=Spread(found.least, found.lower, found.median, found.upper, found.greatest),
        alt=told.say("spread.alt", title=title, median=median, middle=middle, ends=ends),
        median=median,
        middle=middle,
        ends=ends,
        without=without,
    )


def bands(told: Told) -> BandTable | None:
    """How many organisations lie in which band; None where the rubric has no bands."""
    if not told.rubric.bands:
        return None
    known = {measure.id: measure for measure in told.portfolio.measures}
    without = any(known[name].without for name in told.portfolio.profile)
    last = (Cell(told.say("bands.without")),) if without else ()
    return BandTable(
        caption=told.say("bands.caption"),
        first=profile_head(told),
        heads=(*legend(told), *last),
        rows=tuple(
            HeatRow(
                name=told.short_title(name),
                facts=(),
                cells=tuple(_band_cells(told, known[name], without=without)),
            )
            for name in told.portfolio.profile
        ),
    )


def _band_cells(told: Told, measure: MeasureSpread, *, without: bool) -> Iterator[Cell]:
    """The counts; the greatest stands on the colour of its band."""
    most = max(measure.bands.values())
    for place, count in enumerate(measure.bands.values()):
        yield Cell(grouped(count), told.colour(place) if 0 < count == most else "")
    if without:
        yield Cell(grouped(measure.without))


def legend(told: Told) -> Iterator[Cell]:
    """What the colours mean."""
    for place, (_, title) in enumerate(told.bands):
        yield Cell(title, told.colour(place))
