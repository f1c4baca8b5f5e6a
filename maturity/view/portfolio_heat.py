"""Which rows and figures stand in the heat maps, and on which colours?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from maturity.messages.numbers import grouped
from maturity.model.portfolio import BodyStanding, Tier
from maturity.view.portfolio_maps import Cell, Heat, HeatMap, HeatRow
from maturity.view.portfolio_spread import legend, words_kind
from maturity.view.portfolio_words import Told
from maturity.view.wording.figures import progress_shown
from maturity.view.wording.names import short

_MOST_COLUMNS = 16
_SHORT_HEAD = 32
_ENDS = 12


def columns(told: Told) -> tuple[str, ...]:
    """The measures that have a column."""
    return told.portfolio.profile[:_MOST_COLUMNS]


def heat(told: Told) -> Heat | None:
    """All heat maps; None where there is nothing to show."""
    portfolio = told.portfolio
    names = columns(told)
    if not names or not portfolio.bodies:
        return None
    many = bool(portfolio.tiers)
    everybody = _map(told, "everybody", portfolio.bodies)
    return Heat(
        title=told.say("heat"),
        lead=tuple(_lead(told, many=many)),
        columns=tuple(_head(told, number, name) for number, name in enumerate(names, 1)),
        cut=_cut(told),
        legend=tuple(legend(told)),
        maps=(
            (
                _tiers(told),
                _map(told, "furthest", portfolio.bodies[:_ENDS]),
                _last(told),
            )
            if many
            else (everybody,)
        ),
        everybody=everybody if many else None,
        where=told.say("heat.where") if many else "",
    )


def _head(told: Told, number: int, name: str) -> str:
    """A title that is cut has its number before it, by which it is found in full."""
    title = told.title(name)
    cut = short(title, _SHORT_HEAD)
    return cut if cut == title else short(f"{number}. {title}", _SHORT_HEAD)


def _cut(told: Told) -> str:
    """The titles that are cut in the heads, in full; nothing where none is."""
    titles = [(number, told.title(name)) for number, name in enumerate(columns(told), 1)]
    cut = [
        told.say("step", number=number, title=title)
        for number, title in titles
        if short(title, _SHORT_HEAD) != title
    ]
    return told.say("heat.cut", titles="; ".join(cut)) if cut else ""


def _last(told: Told) -> HeatMap:
    """The last ones; whose progress cannot be said is not called the last, unless nobody's can."""
    bodies = told.portfolio.bodies
    said = [body for body in bodies if body.progress is not None]
    if said and len(said) < len(bodies):
        return _map(told, "last.said", said[-_ENDS:])
    return _map(told, "last", bodies[-_ENDS:])


def _lead(told: Told, *, many: bool) -> Iterator[str]:
    path = "" if told.portfolio.path is not None else ".no_path"
    yield told.say(f"heat.order{path}")
    if many:
        yield told.say("heat.tiers", n=len(told.portfolio.tiers))
    yield told.say(f"heat.cells{words_kind(told)}")
    if scale := told.scale(columns(told)):
        yield scale
    if any(body.progress is None and body.position is not None for body in told.portfolio.bodies):
        yield told.say("heat.unsaid")
        if many or told.portfolio.cohorts:
            yield told.say("heat.unsaid.medians")
    more = len(told.portfolio.profile) - len(columns(told))
    if more:
        yield told.say("heat.more", n=more, count=more)
    if any(body.scores[name] is None for body in told.portfolio.bodies for name in columns(told)):
        yield told.say("heat.none", mark=told.say("none"))


def fact_heads(told: Told) -> tuple[str, ...]:
    """The heads of the columns before the figures."""
    if told.portfolio.path is None:
        return ()
    return told.say("heat.position"), told.say("heat.progress")


def _map(told: Told, kind: str, bodies: Sequence[BodyStanding]) -> HeatMap:
    return HeatMap(
        id=f"map-{kind.partition('.')[0]}",
        caption=told.say(f"heat.caption.{kind}", n=len(bodies), count=grouped(len(bodies))),
        first=told.say("heat.body"),
        facts=fact_heads(told),
        rows=tuple(_body(told, body) for body in bodies),
    )


def _body(told: Told, body: BodyStanding) -> HeatRow:
    facts: tuple[str, ...] = ()
    if body.position is not None:
        facts = (_position(told, body), progress_words(told, body.progress))
    return HeatRow(told.name(body.id), facts, tuple(cells(told, body.scores)))


def _position(told: Told, body: BodyStanding) -> str:
    if body.low == body.high:
        return str(body.position)
    return told.say("heat.range", position=body.position, low=body.low, high=body.high)


def progress_words(told: Told, progress: float | None) -> str:
    """A progress with two digits, or that there is none."""
    return told.say("none") if progress is None else progress_shown(progress)


def cells(told: Told, scores: Mapping[str, float | None]) -> Iterator[Cell]:
    """The figures of all columns, each on its colour."""
    for name in columns(told):
        score = scores.get(name)
        yield Cell(told.figure(name, score), told.mark(score))


def _tiers(told: Told) -> HeatMap:
    tiers = told.portfolio.tiers
    return HeatMap(
        id="map-tiers",
        caption=told.say("heat.caption.tiers", n=told.portfolio.count),
        first=told.say("heat.tier"),
        facts=fact_heads(told),
        rows=tuple(_tier(told, tier) for tier in tiers),
    )


def _tier(told: Told, tier: Tier) -> HeatRow:
    facts: tuple[str, ...] = ()
    if tier.position is not None:
        facts = (str(tier.position), progress_words(told, tier.progress))
    name = told.say("to", low=grouped(tier.first), high=grouped(tier.last))
    return HeatRow(name, facts, tuple(cells(told, tier.scores)))
