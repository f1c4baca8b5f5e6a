"""Why is a target not reached, or not in time, what would help, and what do missing answers mean?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from maturity.messages.numbers import grouped, month
from maturity.model.roadmap import Obstacle
from maturity.scoring.plan import TOLERANCE
from maturity.view.roadmap_aims import main_step, number_of, this_aim
from maturity.view.roadmap_words import Told
from maturity.view.wording import (
    against,
    answer_words,
    apart,
    native,
    rounding_of,
    short,
    threshold,
    title_of,
    titles_of,
)

_FIRST = 4


def obstacles(told: Told) -> Iterator[str]:
    """Why the target is not reached, or not in time, a sentence each."""
    for each in told.roadmap.obstacles:
        yield _obstacle(told, each)


def _obstacle(told: Told, found: Obstacle) -> str:
    values: dict[str, Any] = found.values
    match found.code:
        case "no-action" | "evidence":
            return _question(told, found.code, values)
        case "score":
            return _score(told, values)
        case "barred":
            names = values["actions"]
            return told.say("obstacle.barred", n=len(names), titles=told.titles(names))
        case "too-big":
            return told.say(
                "obstacle.too-big",
                title=short(told.title(values["action"])),
                needs=told.days(values["needs"]),
                has=grouped(values["has"]),
                one=told.say(f"one.{told.roadmap.assumed.period}"),
            )
        case "days":
            fits = values["needs"] <= values["has"] + TOLERANCE
            return told.say(
                f"obstacle.days{'.fit' if fits else ''}",
                needs=told.days(values["needs"]),
                has=grouped(values["has"]),
                by=_by(told),
            )
        case "chain":
            needs = told.months(values["months"])
            return told.say("obstacle.chain", needs=needs, has=int(values["has"]), by=_by(told))
        case "unproven":
            return told.say("obstacle.unproven")


def _by(told: Told) -> str:
    by = told.roadmap.aim.by
    return "" if by is None else told.by(by)


def _question(told: Told, code: str, values: dict[str, Any]) -> str:
    name = values["question"]
    need, most = (
        answer_words(told.scored, name, native(told.scored, name, values[end]), told.language)
        for end in ("need", "most")
    )
    title = short(title_of(told.scored, name, told.language))
    return told.say(f"obstacle.{code}", title=title, need=need, most=most)


def _score(told: Told, values: dict[str, Any]) -> str:
    name, need, most = values["measure"], values["need"], values["most"]
    if values["on"] == "score":
        shown = threshold(need), against(most, need)
    else:
        rounding = rounding_of(told.scored, name)
        shown = grouped(need, 6), apart(most, need, rounding)
    questions = values["questions"]
    return told.say(
        f"obstacle.score{'.questions' if questions else ''}",
        title=short(title_of(told.scored, name, told.language)),
        need=shown[0],
        most=shown[1],
        titles=titles_of(told.scored, questions, told.language),
    )


def ways_out(told: Told) -> Iterator[str]:
    """What would help, a sentence each."""
    roadmap, out = told.roadmap, told.roadmap.ways_out
    found = {each.code: each for each in reversed(roadmap.obstacles)}
    if roadmap.status == "impossible" and "barred" in found:
        yield told.say("out.allow", n=len(found["barred"].values["actions"]))
    elif roadmap.status == "impossible":
        yield told.say("out.own")
    if out is None:
        return
    capacity = roadmap.assumed.capacity
    if out.capacity is not None and capacity is not None:
        values = {"days": told.days(out.capacity), "has": grouped(capacity)}
        yield told.say("out.capacity", each=told.each, **values)
    elif "too-big" in found:
        one = told.say(f"one.{roadmap.assumed.period}")
        yield told.say("out.big", needs=told.days(found["too-big"].values["needs"]), one=one)
    if out.later is not None:
        yield told.say("out.later", later=month(out.later))
    if out.step is not None:
        number = number_of(told, out.step)
        key = "out.step" if roadmap.aim.by is not None else "out.step.now"
        yield told.say(key, by=_by(told), number=number, title=main_step(told, number))


def unknowns(told: Told) -> Iterator[str]:
    """What missing answers mean for the plan, and which to find out first."""
    found = told.roadmap.unknowns
    if found is None:
        return
    money = ".money" if told.is_money else ""
    amount = told.money if told.is_money else told.days
    if found.high is None:
        if found.low is None:
            yield told.say("unknown.none", aim=this_aim(told))
        return
    if found.low is None:
        yield told.say(f"unknown.high{money}", aim=this_aim(told), high=amount(found.high))
        return
    if found.low - found.high <= TOLERANCE:
        yield told.say(f"unknown.same{money}", work=amount(found.low))
    elif found.high <= TOLERANCE:
        yield told.say("unknown.reached", aim=this_aim(told))
    else:
        low = told.money(found.low) if told.is_money else grouped(found.low)
        values = {"high": amount(found.high), "low": low}
        yield told.say(f"unknown.range{money}", **values)
    yield from _first(told, found.first, saves=found.low - found.high > TOLERANCE)


def _first(told: Told, first: dict[str, float], *, saves: bool) -> Iterator[str]:
    if saves and not first:
        yield told.say("unknown.together")
    for place, (name, saved) in enumerate(first.items()):
        if place == _FIRST:
            yield told.say("unknown.more", n=len(first) - _FIRST)
            return
        title = short(title_of(told.scored, name, told.language))
        key = "unknown.then" if place else "unknown.first"
        yield told.say(key, title=title, saved=told.amount(saved))
