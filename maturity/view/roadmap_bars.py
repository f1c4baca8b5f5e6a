"""Which action lies where on the calendar, who does it, and where does one stand after each quarter?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from maturity.messages.numbers import month, short_month
from maturity.model.roadmap import PlannedAction, PlanPeriod, Rise
from maturity.view.report_model import Lifted, Link
from maturity.view.roadmap_aims import standing
from maturity.view.roadmap_model import Bar, Column, Owner
from maturity.view.roadmap_words import Told
from maturity.view.wording import answer_words, question_title, rubric_text

_SURE = 1 - 1e-9


def columns(told: Told) -> Iterator[Column]:
    """Every quarter or month."""
    for period in told.roadmap.periods:
        path = period.path
        yield Column(
            label=_label(told, period),
            days=told.say("days", n=period.days, days=told.about(period.days)),
            load=period.days,
            position=None if path is None else path.low,
            high=None if path is None else path.high,
            progress=None if path is None else path.progress,
            standing="" if path is None else standing(told, path),
            head=_head(told, period),
            year=str(period.start.year),
        )


def _label(told: Told, period: PlanPeriod) -> str:
    if _is_month(period):
        return month(period.start)
    if _is_quarter(period):
        return f"{_head(told, period)} {period.start.year}"
    first = short_month(period.start)
    if period.start.year != period.end.year:
        first = f"{first} {period.start.year}"
    return told.say("when.year", first=first, last=f"{short_month(period.end)} {period.end.year}")


def _head(told: Told, period: PlanPeriod) -> str:
    if _is_quarter(period):
        return told.say("quarter", number=period.start.month // 3 + 1)
    return short_month(period.start)


def _is_month(period: PlanPeriod) -> bool:
    return months_between(period.start, period.end) == 1


def _is_quarter(period: PlanPeriod) -> bool:
    return months_between(period.start, period.end) == 3 and period.start.month % 3 == 1


def months_between(start: date, end: date) -> int:
    """Whole months from a first day to a last one."""
    return (end.year - start.year) * 12 + end.month - start.month + 1


def bars(told: Told) -> Iterator[Bar]:
    """Every action of the plan, in the order in which they begin."""
    periods = told.roadmap.periods
    begin = periods[0].start if periods else told.roadmap.assumed.start
    whole = months_between(begin, periods[-1].end) if periods else 1
    for action in told.roadmap.actions:
        before = months_between(begin, action.start) - 1
        yield Bar(
            number=told.numbers[action.id],
            id=action.id,
            title=told.title(action.id),
            what=rubric_text(told.scored, action.what, told.language),
            owner=rubric_text(told.scored, action.owner, told.language),
            effort=told.effort(action),
            days=action.days,
            when=told.when(action.start, action.end),
            start=before / whole,
            end=min(1.0, (before + months_between(action.start, action.end)) / whole),
            after=told.numbered("after", action.needs) if action.needs else "",
            kpi=rubric_text(told.scored, action.kpi, told.language),
            lifts=tuple(_lifted(told, rise) for rise in action.lifts),
            references=tuple(Link(each.title, each.url or "") for each in action.references),
            firm=is_firm(action),
            note=" ".join(_note(told, action)),
            kept=action.kept,
        )


def is_firm(action: PlannedAction) -> bool:
    """Whether an action belongs to every good plan, and not only because it was asked for."""
    in_all = action.share is not None and action.share >= _SURE
    return not action.kept and (in_all or action.without is None)


def _lifted(told: Told, rise: Rise) -> Lifted:
    to = answer_words(told.scored, rise.question, rise.to, told.language)
    title = question_title(told.scored, rise.question, told.language)
    if rise.before is None:
        return Lifted(rise.question, title, told.say("lift.missing", to=to))
    have = answer_words(told.scored, rise.question, rise.before, told.language)
    return Lifted(rise.question, title, told.say("lift", have=have, to=to))


def _note(told: Told, action: PlannedAction) -> Iterator[str]:
    """Why an action is there, or how far that depends on a guess."""
    found = told.roadmap.sensitivity
    draws = found.draws if found else 0
    if action.kept:
        yield told.say("note.kept")
    elif action.without is None:
        yield told.say("note.needed")
    elif is_firm(action):
        yield told.say("note.firm", n=draws)
    elif action.share is not None and draws:
        yield told.say("note.guess", count=round(action.share * draws), n=draws)
    if action.id in told.roadmap.assumed.changed:
        yield told.say("note.changed")


def owners(told: Told) -> Iterator[Owner]:
    """Every owner, by when their first action begins."""
    work: dict[str, list[PlannedAction]] = {}
    for action in told.roadmap.actions:
        work.setdefault(owner_key(action), []).append(action)
    for key, actions in work.items():
        yield Owner(
            name=rubric_text(told.scored, actions[0].owner, told.language),
            days=told.days(sum(action.days for action in actions)),
            numbers=tuple(told.numbers[action.id] for action in actions),
            loads=tuple(period.owners.get(key, 0.0) for period in told.roadmap.periods),
        )


def owner_key(action: PlannedAction) -> str:
    """The name by which loads and capacities know an owner: the first of its languages."""
    return action.owner if isinstance(action.owner, str) else next(iter(action.owner.values()))
