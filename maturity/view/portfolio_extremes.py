"""Who is last, and who lies far from the others, in words?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from maturity.messages.numbers import grouped
from maturity.model.portfolio import Outliers, Weakest
from maturity.view.portfolio_model import LastRow, OutlierRow
from maturity.view.portfolio_words import Told

_MOST_NAMED = 3
_MOST_EQUAL = 12


def last_lead(told: Told) -> Iterator[str]:
    """Why the last one matters, and who it is as a whole."""
    yield told.say("last.lead")
    for each in told.portfolio.weakest:
        if each.measure is None:
            yield _whole(told, each)


def _whole(told: Told, weakest: Weakest) -> str:
    names = told.listed([told.name(body) for body in weakest.bodies], _MOST_NAMED)
    return told.say(
        "last.whole",
        n=len(weakest.bodies),
        names=names,
        where=told.where(weakest.position),
    )


def last(told: Told) -> Iterator[LastRow]:
    """By each measure of the profile, where there are several organisations."""
    if told.portfolio.count == 1:
        return
    medians = {m.id: m.scores.median for m in told.portfolio.measures if m.scores is not None}
    for each in told.portfolio.weakest:
        if each.measure is not None:
            yield LastRow(
                title=told.short_title(each.measure),
                who=tuple(_lowest(told, each.bodies)),
                shown=told.figure(each.measure, each.score),
                median=told.figure(each.measure, medians[each.measure]),
            )


def _lowest(told: Told, bodies: Sequence[str]) -> Iterator[str]:
    """Their names; of very many only how many they are, since no few stand for them."""
    if len(bodies) > _MOST_EQUAL:
        yield told.say("last.many", count=grouped(len(bodies)))
        return
    yield from (told.name(body) for body in bodies[:_MOST_NAMED])
    if more := max(0, len(bodies) - _MOST_NAMED):
        yield told.say("others", n=more, count=grouped(more))


def outliers_lead(told: Told) -> str:
    """How many lie far from the others in something."""
    found = told.portfolio.outliers
    count = len({body for each in found for body in (*each.below, *each.above)})
    return told.say("outliers.lead", n=count, count=grouped(count))


def outliers(told: Told) -> Iterator[OutlierRow]:
    """By each measure of the profile in which somebody lies far from the others."""
    scores = {body.id: body.scores for body in told.portfolio.bodies}
    for each in told.portfolio.outliers:
        low, high = max(0.0, each.fence_low), min(1.0, each.fence_high)
        yield OutlierRow(
            title=told.short_title(each.measure),
            usual=told.say(
                "to", low=told.figure(each.measure, low), high=told.figure(each.measure, high)
            ),
            below=_named(told, each, each.below, scores),
            above=_named(told, each, each.above, scores),
        )


def _named(
    told: Told,
    found: Outliers,
    bodies: Sequence[str],
    scores: dict[str, dict[str, float | None]],
) -> tuple[str, ...]:
    words = [
        told.say(
            "outliers.one",
            name=told.name(body),
            shown=told.figure(found.measure, scores[body][found.measure]),
        )
        for body in bodies[: _MOST_NAMED + 1]
    ]
    more = len(bodies) - _MOST_NAMED
    if more > 1:
        words = [*words[:_MOST_NAMED], told.say("others", n=more, count=grouped(more))]
    return tuple(words) or (told.say("outliers.nobody"),)
