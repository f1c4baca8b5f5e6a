"""What is still to do in an interview, and how far is each section?"""

from __future__ import annotations

from dataclasses import dataclass

from maturity.interview.items import Item, is_open, said
from maturity.interview.session import State
from maturity.model.questionnaire import Section
from maturity.model.response import Answer


@dataclass(frozen=True)
class Review:
    """The items of a route that deserve another look, each list in asking order."""

    open: tuple[Item, ...]
    unknown: tuple[Item, ...]
    declined: tuple[Item, ...]
    not_applicable: tuple[Item, ...]
    follow_up: tuple[Item, ...]


def review(state: State) -> Review:
    """What is open, unknown, declined, not applicable or marked for later."""
    answers = {item.id: said(state.response, item) for item in state.route}

    def having(wanted: str) -> tuple[Item, ...]:
        return tuple(
            item
            for item in state.route
            if isinstance(a := answers[item.id], Answer) and a.state == wanted
        )

    marked = tuple(
        item for item in state.route if isinstance(a := answers[item.id], Answer) and a.follow_up
    )
    return Review(
        open=tuple(item for item in state.open if not item.is_profile),
        unknown=having("unknown"),
        declined=having("declined"),
        not_applicable=having("not_applicable"),
        follow_up=marked,
    )


@dataclass(frozen=True)
class Extent:
    """How far a section is: how many of its questions have been dealt with, of how many."""

    section: Section
    depth: int
    done: int
    asked: int


def extents(state: State) -> tuple[Extent, ...]:
    """How far each section is in which the route asks something, in reading order."""
    done: dict[str, int] = {}
    asked: dict[str, int] = {}
    depth: dict[str, int] = {}
    for item in state.route:
        settled = not is_open(state.response, item)
        for level, section in enumerate(item.sections):
            depth[section.id] = level
            asked[section.id] = asked.get(section.id, 0) + 1
            done[section.id] = done.get(section.id, 0) + settled
    return tuple(
        Extent(section, depth[section.id], done[section.id], asked[section.id])
        for section in state.script.questionnaire.walk()
        if section.id in asked
    )
