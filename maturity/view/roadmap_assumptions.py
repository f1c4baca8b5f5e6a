"""What does a roadmap rest on, beside the answers?"""

from __future__ import annotations

from collections.abc import Iterator

from maturity.messages.numbers import month, percent
from maturity.view.plain import visible
from maturity.view.roadmap_words import Told


def assumptions(told: Told) -> Iterator[str]:
    """What is assumed, a sentence each."""
    roadmap = told.roadmap
    if roadmap.actions:
        yield told.say("assume.efforts")
        yield told.say("assume.start", start=month(roadmap.assumed.start))
        yield from _capacity(told)
    if roadmap.aim.said == "next" and roadmap.status != "reached":
        yield told.say("assume.next")
    yield from _wishes(told)
    coverage = told.scored.assessment.coverage
    missing = coverage.unknown + coverage.declined + coverage.unanswered
    if missing:
        yield told.say("assume.missing", n=missing)
    found = roadmap.sensitivity
    if found is not None and found.draws and roadmap.actions:
        yield told.say("assume.draws", n=found.draws, spread=percent(found.spread))


def _capacity(told: Told) -> Iterator[str]:
    assumed, periods = told.roadmap.assumed, told.roadmap.periods
    one = told.say(f"period.{assumed.period}")
    if assumed.capacity is not None:
        days = told.days(assumed.capacity)
        yield told.say("assume.capacity", days=days, each=told.each)
    elif periods:
        busiest = max(period.days for period in periods)
        yield told.say("assume.free", period=one, days=told.about(busiest))
    for owner, limit in assumed.owners.items():
        yield told.say("assume.owner", owner=visible(owner), days=told.days(limit), each=told.each)
    if assumed.day_rate is not None:
        yield told.say("assume.rate", rate=told.money(assumed.day_rate))
    if assumed.soonest:
        yield told.say("assume.soonest")


def _wishes(told: Told) -> Iterator[str]:
    assumed = told.roadmap.assumed
    for key in ("refused", "kept", "done", "changed"):
        names = getattr(assumed, key)
        if names:
            yield told.say(f"assume.{key}", titles=told.titles(names))
