"""Which actions would lift many organisations at once, in words?"""

from __future__ import annotations

from collections.abc import Iterator

from maturity.messages.numbers import grouped
from maturity.model.common_actions import CommonAction, CommonActions, CommonSet
from maturity.view.portfolio_model import ActionRow, Common, SetGroup, SetRow
from maturity.view.portfolio_words import Told

_MOST_ACTIONS = 10
_MOST_SETS = 6
_MOST_MISSED = 3


def common(told: Told) -> Common | None:
    """The actions that lift most, and the best few together; None where that was not worked out."""
    found = told.portfolio.actions
    if found is None:
        return None
    useful = [action for action in found.single if action.bodies_lifted]
    more = len(useful) - _MOST_ACTIONS
    return Common(
        lead=told.say("common.lead" if useful else "common.none"),
        rows=tuple(_action(told, found, action) for action in useful[:_MOST_ACTIONS]),
        more=told.say("common.more", n=more, count=grouped(more)) if more > 0 else "",
        sets=tuple(_sets(told, found)),
        notes=tuple(_notes(told, found)),
    )


def _action(told: Told, found: CommonActions, action: CommonAction) -> ActionRow:
    lifted = told.of_all(action.bodies_lifted, found.bodies)
    if action.bodies_waiting:
        waiting = grouped(action.bodies_waiting)
        lifted = told.say("common.waiting", lifted=lifted, n=action.bodies_waiting, count=waiting)
    return ActionRow(
        title=told.rubric_text(action.title),
        owner=told.rubric_text(action.owner),
        effort=_effort(told, action.days, action.days_each),
        lifted=lifted,
        reaching=told.of_all(action.bodies_next_step, found.ahead),
    )


def _sets(told: Told, found: CommonActions) -> Iterator[SetGroup]:
    """By how many actions there are, and by how many days."""
    for kind, sets in (("number", found.sets), ("days", found.frontier)):
        useful = [each for each in sets if each.actions][:_MOST_SETS]
        if useful:
            yield SetGroup(
                title=told.say(f"common.sets.{kind}"),
                lead=told.say(f"common.sets.{kind}.lead"),
                rows=tuple(_set(told, found, each) for each in useful),
            )


def action_title(told: Told, name: str) -> str:
    """The title of an action of the rubric."""
    titles = (action.title for action in told.rubric.actions if action.id == name)
    return told.rubric_text(next(titles, name))


def _set(told: Told, found: CommonActions, each: CommonSet) -> SetRow:
    names = [action_title(told, name) for name in each.actions]
    count = len(each.actions)
    within = each.within
    title = (
        told.say("common.set", n=count, count=count)
        if within is None
        else told.say("common.within", days=_days(told, within))
    )
    return SetRow(
        title=title,
        actions=told.quoted(names, len(names)),
        effort=_effort(told, each.days, each.days_each),
        reaching=told.of_all(each.bodies_next_step, found.ahead),
    )


def _effort(told: Told, once: float, each: float) -> str:
    """What it costs once, beside what it would cost if everybody bought it for themselves."""
    days = _days(told, once)
    if each <= once:
        return days
    return told.say("common.effort", days=days, each=grouped(each, 2))


def _days(told: Told, days: float) -> str:
    return told.say("days", n=days, days=grouped(days, 2))


def _notes(told: Told, found: CommonActions) -> Iterator[str]:
    if found.unreachable:
        yield told.say(
            "common.unreachable",
            n=found.unreachable,
            of=told.of_all(found.unreachable, found.ahead),
        )
    if found.missed:
        names = dict.fromkeys(each.question or each.measure or "" for each in found.missed)
        titles = told.quoted((told.title(name) for name in names), _MOST_MISSED)
        yield told.say("common.missed", titles=titles)
    if not all(each.proven for each in (*found.sets, *found.frontier)):
        yield told.say("common.unproven")
    yield told.say("common.assumed")
