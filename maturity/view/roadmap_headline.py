"""What does a roadmap say first: what is reached, when, with how much work?"""

from __future__ import annotations

from collections.abc import Iterator

from maturity.messages.numbers import decimal, grouped, month
from maturity.view.roadmap_aims import aim_words, main_step, stands, step_count
from maturity.view.roadmap_words import Told


def headline(told: Told) -> str:
    """One sentence."""
    match told.roadmap.status:
        case "planned":
            return _planned(told)
        case "reached":
            return _reached(told)
        case "late":
            return _late(told)
        case "impossible":
            barred = any(each.code == "barred" for each in told.roadmap.obstacles)
            return told.say(f"headline.{'barred' if barred else 'impossible'}", aim=aim_words(told))


def _planned(told: Told) -> str:
    roadmap = told.roadmap
    end = month(roadmap.end or roadmap.assumed.start)
    work = told.work(roadmap.days, roadmap.cost)
    if roadmap.aim.said == "furthest":
        return told.say("headline.furthest", where=_where(told), end=end, work=work)
    key = "kept" if _is_there(told) else "planned"
    return told.say(f"headline.{key}", aim=aim_words(told), end=end, work=work)


def _is_there(told: Told) -> bool:
    """Whether only what was asked for besides is left to do."""
    today, aim = told.roadmap.today, told.roadmap.aim
    return (
        today is not None
        and aim.position is not None
        and not aim.levels
        and (today.low or 0) >= aim.position
    )


def _where(told: Told) -> str:
    """How far along the path the furthest plan comes."""
    aim = told.roadmap.aim
    position = aim.position or 0
    tenths = round(((aim.progress or position) - position) * 10)
    if not tenths:
        return told.say("where.step", number=position, title=main_step(told, position))
    share = f"{decimal(tenths * 10, 0)}%"
    title = main_step(told, position + 1)
    return told.say("where.part", share=share, number=position + 1, title=title)


def further(told: Told) -> int:
    """The number of the step after the one that is reached already; 0 where there is none."""
    today = told.roadmap.today
    if told.roadmap.status != "reached" or today is None or told.roadmap.aim.said == "furthest":
        return 0
    after = (today.low or 0) + 1
    return after if after <= step_count(told) else 0


def _is_top(told: Told) -> bool:
    today = told.roadmap.today
    return today is not None and 0 < step_count(told) <= (today.low or 0)


def _reached(told: Told) -> str:
    if _is_top(told) and not told.roadmap.aim.levels:
        return told.say("headline.top")
    if told.roadmap.aim.said == "furthest":
        return told.say("headline.no_further")
    return told.say("headline.reached", aim=aim_words(told))


def _late(told: Told) -> str:
    roadmap = told.roadmap
    by, assumed = roadmap.aim.by, roadmap.assumed
    values = {"aim": aim_words(told), "ways": _ways(told), "each": told.each}
    if assumed.capacity is not None:
        values["days"] = told.days(assumed.capacity)
    if by is None:
        key = "headline.late.owner" if assumed.capacity is None else "headline.late.never"
        return told.say(key, **values)
    values["by"] = told.by(by)
    for each in roadmap.obstacles:
        if each.code == "chain":
            needs, has = told.months(each.values["months"]), grouped(each.values["has"], 0)
            return told.say("headline.late.chain", needs=needs, has=has, **values)
        if each.code == "days" and each.values["needs"] > each.values["has"]:
            needs, has = told.days(each.values["needs"]), grouped(each.values["has"])
            return told.say("headline.late.days", needs=needs, has=has, **values)
    return told.say(f"headline.late.{'by' if assumed.capacity is None else 'capacity'}", **values)


def _ways(told: Told) -> str:
    """The ways out as the end of the headline."""
    out = told.roadmap.ways_out
    days = later = ""
    if out is not None and out.capacity is not None:
        days = told.say("ways.capacity", days=told.days(out.capacity), each=told.each)
    if out is not None and out.later is not None:
        later = month(out.later)
    if days and later:
        return told.say("ways.either", first=days, second=later)
    if later:
        return told.say("ways.later", later=later)
    return told.say("ways.only", first=days) if days else ""


def lead(told: Told) -> Iterator[str]:
    """What else a leader needs to know, a sentence each."""
    roadmap = told.roadmap
    if number := further(told):
        yield told.say("lead.next", number=number, title=main_step(told, number))
    elif roadmap.status == "reached" and _is_top(told):
        yield told.say("lead.all")
    if not roadmap.actions:
        return
    if roadmap.status == "late" and roadmap.end is not None:
        work = told.work(roadmap.days, roadmap.cost)
        yield told.say("lead.late", end=month(roadmap.end), work=work)
    elif roadmap.aim.by is not None and roadmap.status == "planned":
        yield told.say("lead.by", by=told.by(roadmap.aim.by))
    last = roadmap.periods[-1].path if roadmap.periods else None
    if roadmap.today is not None and last is not None:
        today, then = stands(told, roadmap.today), stands(told, last)
        yield told.say("lead.stay" if today == then else "lead.rise", today=today, then=then)
    start = roadmap.actions[0].start
    first = [action.id for action in roadmap.actions if action.start == start]
    titles = told.titles(first, 3)
    yield told.say("lead.begin", n=len(first), start=month(start), titles=titles)
