"""What is said of other plans: what depends on guesses, what would take a place, what is proven?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from maturity.messages.numbers import month, percent
from maturity.model.roadmap import Instead, Proof
from maturity.scoring.plan import TOLERANCE
from maturity.view.roadmap_aims import main_step, number_of, this_aim
from maturity.view.roadmap_bars import is_firm
from maturity.view.roadmap_model import Point, Way
from maturity.view.roadmap_words import Told
from maturity.view.wording import short


def firm(told: Told) -> Iterator[str]:
    """The titles of the actions that belong to every good plan."""
    for action in told.roadmap.actions:
        if is_firm(action):
            yield told.title(action.id)


def guesses(told: Told) -> Iterator[str]:
    """What depends on a guess of effort: actions of the plan first, then those that would come in."""
    found = told.roadmap.sensitivity
    if found is None or not found.draws:
        return
    planned = {action.id: action for action in told.roadmap.actions}
    depends = [
        (name, action.share)
        for name, action in planned.items()
        if action.share is not None and not action.kept and not is_firm(action)
    ]
    comes = [(n, share) for n, share in found.shares.items() if n not in planned and share > 0]
    for key, some in (("guess.in", depends), ("guess.out", comes)):
        for name, share in sorted(some, key=lambda pair: (-pair[1], pair[0])):
            count = round(share * found.draws)
            yield told.say(key, title=short(told.title(name)), count=count, n=found.draws)


def instead(told: Told) -> Iterator[str]:
    """What it costs to do without an action, the least first; those that cannot be left out together."""
    kept = {action.id for action in told.roadmap.actions if action.kept}
    needed = [i.without for i in told.roadmap.instead if i.cost is None and i.without not in kept]
    if needed:
        yield told.numbered("instead.needed", needed)
    same: dict[tuple[float, frozenset[str], frozenset[str]], list[Instead]] = {}
    for each in told.roadmap.instead:
        if each.cost is not None:
            other = (each.cost, frozenset(each.more), frozenset(each.fewer))
            same.setdefault(other, []).append(each)
    for (cost, _, _), alike in sorted(same.items(), key=lambda pair: pair[0][0]):
        yield _instead(told, alike, cost)


def _instead(told: Told, alike: Sequence[Instead], cost: float) -> str:
    """What it costs to do without actions for which the same others would come in."""
    names = sorted((each.without for each in alike), key=lambda name: told.numbers.get(name, 0))
    parts = ""
    if alike[0].more:
        parts = told.say("instead.with", titles=told.titles(alike[0].more))
    if also := [name for name in alike[0].fewer if name not in names]:
        parts += told.say("instead.also", titles=told.titles(also))
    values = {"titles": told.titles(names, last="or"), "how": parts}
    more = cost - told.roadmap.cost
    if more <= TOLERANCE:
        return told.say("instead.same", **values)
    return told.say("instead.more", more=told.amount(more), **values)


def points(told: Told) -> Iterator[Point]:
    """The least work for each further piece of the way."""
    for each in told.roadmap.frontier:
        if each.cost is None:
            continue
        tenths = round(each.progress * 10)
        position, part = divmod(tenths, 10)
        step = "" if each.step is None else main_step(told, number_of(told, each.step))
        values = {
            "work": told.amount(each.cost),
            "actions": told.say("actions", n=each.actions or 0),
        }
        if step:
            words = told.say("point.step", number=position, title=step, **values)
        else:
            share = percent(part / 10)
            words = told.say("point.part", share=share, number=position + 1, **values)
        yield Point(progress=each.progress, cost=each.cost, words=words, step=step)


def ways(told: Told) -> Iterator[Way]:
    """The plan beside other ways to choose."""
    for each in told.roadmap.compared:
        yield Way(
            name=told.say(f"way.{each.way}"),
            work=told.amount(each.cost),
            actions=told.say("actions", n=each.actions),
            reaches=told.say("way.reaches" if each.reaches else "way.misses"),
        )


def proof(told: Told) -> Iterator[str]:
    """What is known about cheaper and earlier plans, a sentence each."""
    found = told.roadmap.proof
    if found is None:
        return
    if not found.is_monotone:
        yield told.say("proof.turns", aim=this_aim(told))
    elif told.roadmap.assumed.soonest:
        yield from _soonest(told, found)
    else:
        yield _least(told, found)
        yield from _end(told, found)


def _least(told: Told, found: Proof) -> str:
    roadmap = told.roadmap
    gap = roadmap.cost - found.cost
    if gap > 1e-6 * max(1.0, roadmap.cost):
        return told.say("proof.gap", saved=told.amount(gap))
    by = roadmap.aim.by if roadmap.status == "planned" else None
    limited = roadmap.assumed.capacity is not None or roadmap.assumed.owners
    return told.say(
        f"proof.least{'.money' if told.is_money else ''}",
        aim=this_aim(told),
        by="" if by is None else told.say("proof.by", by=told.by(by)),
        efforts=told.say(f"proof.efforts{'.capacity' if limited else ''}"),
    )


def _end(told: Told, found: Proof) -> Iterator[str]:
    end = told.roadmap.end
    if end is None:
        return
    if found.end is None:
        yield told.say("proof.end.open")
    elif found.end >= end:
        yield told.say("proof.end")
    else:
        yield told.say("proof.end.gap", end=month(found.end))


def _soonest(told: Told, found: Proof) -> Iterator[str]:
    end, cost = told.roadmap.end, told.roadmap.cost
    is_least = cost - found.cost <= 1e-6 * max(1.0, cost)
    is_first = end is not None and found.end is not None and found.end >= end
    if is_first and is_least:
        yield told.say("proof.soonest", aim=this_aim(told))
        return
    if not is_first:
        open_ = told.say("proof.end.open")
        yield open_ if found.end is None else told.say("proof.soonest.end", end=month(found.end))
    if is_least:
        yield told.say("proof.soonest.least")
    else:
        yield told.say("proof.gap", saved=told.amount(cost - found.cost))
