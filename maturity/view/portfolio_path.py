"""Where do organisations stand on a path, and what do they lack for the next step, in words?"""

from __future__ import annotations

from collections.abc import Iterator

from maturity.messages.numbers import grouped
from maturity.model.portfolio import Blocker, NextStep, PathCounts, StepCount
from maturity.model.rubric import Gate
from maturity.view.portfolio_model import CountBar, Lacked, NextGroup, Stairs, StepRow
from maturity.view.portfolio_words import Told
from maturity.view.wording.figures import share_shown, threshold

_MOST_LAGGING = 4


def stairs(told: Told, path: PathCounts) -> Stairs:
    """A path from its start to its top, with how many stand where."""
    return Stairs(
        title=told.path_title(path.id),
        rows=tuple(
            StepRow(
                title=_step_title(told, path, number),
                bar=_here(told, path, number, count),
                reached=told.of_all(count.reached) if number else "",
            )
            for number, count in enumerate(path.steps)
        ),
    )


def _step_title(told: Told, path: PathCounts, number: int) -> str:
    if not number:
        return told.say("step.start")
    return told.say("step", number=number, title=told.step_title(path.id, number))


def _here(told: Told, path: PathCounts, number: int, count: StepCount) -> CountBar:
    everybody = told.portfolio.count
    notes = [share_shown(count.here / everybody, told.language)]
    if count.least != count.most:
        notes.append(told.say("step.range", low=grouped(count.least), high=grouped(count.most)))
    title = _step_title(told, path, number)
    return CountBar(
        share=count.here / everybody,
        low=count.least / everybody,
        high=count.most / everybody,
        shown=grouped(count.here),
        notes=tuple(notes),
        alt=told.say("step.alt", title=title, of=told.of_all(count.here), notes=", ".join(notes)),
    )


def next_groups(told: Told) -> Iterator[NextGroup]:
    """The steps that come next, with what is lacking."""
    several = len({next_.path for next_ in told.portfolio.nexts}) > 1
    for next_ in told.portfolio.nexts:
        title = told.say(
            "next.title",
            number=next_.number,
            title=told.step_title(next_.path, next_.number),
        )
        if several:
            title = told.say("next.of", path=told.path_title(next_.path), title=title)
        lead = told.say("next.lead", n=next_.bodies, count=grouped(next_.bodies))
        if next_.out_of_reach:
            count = grouped(next_.out_of_reach)
            key = "next.nothing.all" if not next_.blockers else "next.nothing"
            lead = f"{lead} {told.say(key, n=next_.out_of_reach, count=count)}"
        yield NextGroup(
            title=title,
            lead=lead,
            caption=told.say("next.caption", number=next_.number),
            rows=tuple(_lacked(told, next_, blocker) for blocker in next_.blockers),
        )


def _lacked(told: Told, next_: NextStep, blocker: Blocker) -> Lacked:
    title = _blocker_title(told, next_, blocker)
    notes = tuple(_notes(told, next_, blocker))
    shown = told.of_all(blocker.bodies, next_.bodies)
    return Lacked(
        title=title,
        need=blocker_need(told, next_, blocker),
        bar=CountBar(
            share=blocker.bodies / next_.bodies,
            low=0.0,
            high=0.0,
            shown=shown,
            notes=notes,
            alt=told.say("next.alt", title=title, of=shown),
        ),
    )


def _blocker_title(told: Told, next_: NextStep, blocker: Blocker) -> str:
    if blocker.why == "practices":
        return told.say("next.practices")
    if blocker.why == "score":
        return told.say("next.score", number=next_.number)
    return told.short_title(blocker.id)


def blocker_need(told: Told, next_: NextStep, blocker: Blocker) -> str:
    """What must be reached."""
    if blocker.why == "practices" or blocker.at_least is None:
        return told.say("next.all")
    if blocker.why == "score":
        return threshold(blocker.at_least)
    return told.need(blocker.id, blocker.at_least, _gate(told, next_, blocker))


def _gate(told: Told, next_: NextStep, blocker: Blocker) -> Gate | None:
    gates = told.step(next_.path, next_.number).gates
    return next((gate for gate in gates if gate.target[1] == blocker.id), None)


def _notes(told: Told, next_: NextStep, blocker: Blocker) -> Iterator[str]:
    if blocker.alone and len(next_.blockers) > 1:
        yield told.say("next.alone", n=blocker.alone, count=grouped(blocker.alone))
    if blocker.missing:
        key = "next.missing" if blocker.why == "gate" else "next.unscored"
        yield told.say(key, n=blocker.missing, count=grouped(blocker.missing))
    if blocker.lagging:
        words = [
            told.say("next.lag", title=told.short_title(each.id), count=grouped(each.bodies))
            for each in blocker.lagging[:_MOST_LAGGING]
        ]
        key = "next.open" if blocker.why == "practices" else "next.lagging"
        yield told.say(key, titles=told.listed(words))
