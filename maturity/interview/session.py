"""Where does an interview stand, and where does each command take it?

A pure state machine under every face: `advance` gives the next state and what must happen outside,
and touches nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from maturity.interview import commands as c
from maturity.interview.answering import answered
from maturity.interview.effects import Change, Effect, Record, Refuse, Tell
from maturity.interview.items import Item, is_open, said, says_nothing, with_said
from maturity.interview.routing import Script
from maturity.model.response import Answer, Response


@dataclass(frozen=True)
class State:
    """An interview at one moment.

    Attributes:
        script: What can be asked, and of whom.
        response: Everything said so far, answers that are not asked at present among it.
        place: The item at hand; None at the review.
        trail: The items one came from, latest last.
        changes: Everything that undo takes back, latest last.
    """

    script: Script
    response: Response
    place: str | None
    trail: tuple[str | None, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def item(self) -> Item | None:
        """The item at hand."""
        return self.script.by_id[self.place] if self.place is not None else None

    @property
    def answer(self) -> Answer:
        """What is said to the question at hand; empty where nothing is."""
        found = said(self.response, self.item) if self.item else None
        return found if isinstance(found, Answer) else Answer(answer=found)

    @cached_property
    def route(self) -> tuple[Item, ...]:
        """The items that are asked as things stand, in order."""
        return self.script.route(self.response)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each question of the route, from 1; the profile is not counted."""
        questions = [item.id for item in self.route if not item.is_profile]
        return {name: number for number, name in enumerate(questions, 1)}

    @property
    def open(self) -> tuple[Item, ...]:
        """The items of the route to which nothing has been said."""
        return tuple(item for item in self.route if is_open(self.response, item))


Outcome = tuple[State, tuple[Effect, ...]]


def begin(
    script: Script,
    response: Response,
    place: str | None = None,
    changes: tuple[Change, ...] = (),
) -> State:
    """An interview at a place of the route, or else at the first item that is open.

    Args:
        script: What is asked.
        response: Everything said so far.
        place: Where to begin.
        changes: What undo can take back.
    """
    state = State(script, response, None, changes=changes)
    on_route = {item.id for item in state.route}
    if place in on_route:
        return replace(state, place=place)
    return replace(state, place=state.open[0].id if state.open else None)


def advance(state: State, command: c.Command) -> Outcome:
    """The state after a command, and what must happen outside.

    A state with a `Record` may be shown only after the record is safe. Refused commands leave the
    state as it is.
    """
    match command:
        case c.Next():
            return _go(state, _following(state)), ()
        case c.Skip():
            return _skip(state)
        case c.Back():
            return _back(state)
        case c.Jump():
            return _jump(state, command.target)
        case c.Review():
            return _go(state, None), ()
        case c.Undo():
            return _undo(state)
        case _:
            return _change(state, command)


def _change(state: State, command: c.Command) -> Outcome:
    item = state.item
    if item is None:
        return _refuse(state, "nothing_asked")
    before = said(state.response, item)
    changed = answered(state.script.questionnaire, item, before, command)
    if isinstance(changed, Refuse):
        return state, (changed,)
    after, told = changed
    if after == before:
        moved = _go(state, _following(state)) if _moves_on(command) else state
        return moved, told
    done = _apply(state, Change(item.id, before, after))
    if _moves_on(command):
        # Whoever fills gaps is led to the next gap, whoever goes through answers to the next answer.
        done = _go(done, _following(done, among_open=says_nothing(before)))
    return done, (Record(done.changes[-1]), *told)


def _moves_on(command: c.Command) -> bool:
    return isinstance(command, c.Give | c.Mark | c.NotApplicable)


def _apply(state: State, change: Change) -> State:
    response = with_said(state.response, state.script.by_id[change.item], change.now)
    return replace(state, response=response, changes=(*state.changes, change))


def _go(state: State, place: str | None) -> State:
    if place == state.place:
        return state
    return replace(state, place=place, trail=(*state.trail, state.place))


def _following(state: State, *, among_open: bool = False) -> str | None:
    """The item of the route after the one at hand; None after the last."""
    route = state.open if among_open else state.route
    order = state.script.order
    here = order[state.place] if state.place is not None else -1
    return next((item.id for item in route if order[item.id] > here), None)


def _skip(state: State) -> Outcome:
    following = _following(state, among_open=True)
    if following is not None:
        return _go(state, following), ()
    earlier = next((item.id for item in state.open if item.id != state.place), None)
    if earlier is not None and state.place is not None:
        return _go(state, earlier), (Tell("interview.wrapped"),)
    return _go(state, None), ()


def _back(state: State) -> Outcome:
    """To where one came from; without a trail, to what stands before in the route."""
    on_route = {None, *(item.id for item in state.route)}
    trail = list(state.trail)
    while trail:
        place = trail.pop()
        if place in on_route and place != state.place:
            return replace(state, place=place, trail=tuple(trail)), ()
    here = state.script.order[state.place] if state.place is not None else len(state.script.order)
    before = [item.id for item in state.route if state.script.order[item.id] < here]
    if not before:
        return _refuse(state, "first")
    return replace(state, place=before[-1], trail=()), ()


def _jump(state: State, target: str) -> Outcome:
    found = state.script.find(state.response, target.strip())
    if isinstance(found, Item):
        return _go(state, found.id), ()
    key, values = found
    return state, (Refuse(key, values),)


def _undo(state: State) -> Outcome:
    if not state.changes:
        return _refuse(state, "no_undo")
    last = state.changes[-1]
    item = state.script.by_id[last.item]
    response = with_said(state.response, item, last.before)
    undone = replace(state, response=response, changes=state.changes[:-1])
    # What was changed is shown, unless it is not asked any more.
    place = last.item if last.item in {i.id for i in undone.route} else state.place
    back = Change(last.item, last.now, last.before)
    return _go(undone, place), (Record(back), Tell("interview.undone"))


def _refuse(state: State, why: Literal["nothing_asked", "first", "no_undo"]) -> Outcome:
    return state, (Refuse(f"interview.refused.{why}"),)
