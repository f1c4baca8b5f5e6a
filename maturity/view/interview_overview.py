"""What do an interview's overview, its review and its standing say?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maturity.interview.items import Item
from maturity.interview.pace import seconds_left
from maturity.interview.review import Review, extents, review
from maturity.interview.session import State
from maturity.messages import say
from maturity.model.assessment import PathPosition
from maturity.model.text import pick
from maturity.view.plain import visible


@dataclass(frozen=True)
class PartView:
    """One section with how far it is.

    Attributes:
        id: The section's, for a jump.
        here: Whether the question at hand stands in it.
    """

    id: str
    title: str
    depth: int
    done: int
    asked: int
    here: bool


def parts(state: State, language: str) -> tuple[PartView, ...]:
    """Areas and barriers of an interview and how far each is, in reading order."""
    first = state.script.questionnaire.languages[0]
    here = {section.id for section in state.item.sections} if state.item else set()
    return tuple(
        PartView(
            id=extent.section.id,
            title=visible(pick(extent.section.title, language, first).text),
            depth=extent.depth,
            done=extent.done,
            asked=extent.asked,
            here=extent.section.id in here,
        )
        for extent in extents(state)
    )


@dataclass(frozen=True)
class ReviewGroup:
    """Questions that deserve another look for one reason: (id, number, short name)."""

    title: str
    lines: tuple[tuple[str, int, str], ...]


def review_groups(state: State, language: str) -> tuple[ReviewGroup, ...]:
    """What is open, unknown, declined, not applicable or marked for later; empty ones are left out."""
    found: Review = review(state)
    kinds: tuple[tuple[str, tuple[Item, ...]], ...] = (
        ("open", found.open),
        ("follow_up", found.follow_up),
        ("unknown", found.unknown),
        ("declined", found.declined),
        ("not_applicable", found.not_applicable),
    )
    return tuple(
        ReviewGroup(
            say(f"interview.review.{kind}", language, n=len(items)),
            tuple(_lines(state, items, language)),
        )
        for kind, items in kinds
        if items
    )


def _lines(state: State, items: Sequence[Item], language: str) -> Iterator[tuple[str, int, str]]:
    first = state.script.questionnaire.languages[0]
    for item in items:
        words = pick(item.about.title or item.about.ask, language, first).text
        yield item.id, state.numbers.get(item.id, 0), visible(words, 70)


def progress_words(state: State, language: str) -> str:
    """How many questions have been dealt with, such as "12 of 47 done"."""
    questions = [item for item in state.route if not item.is_profile]
    left = sum(not item.is_profile for item in state.open)
    return say("interview.progress", language, done=len(questions) - left, n=len(questions))


def time_left(state: State, moments: Sequence[float], language: str) -> str:
    """How long the open questions will take, such as "about 1 h 20 min left"; empty when none is open."""
    left = sum(not item.is_profile for item in state.open)
    if not left:
        return ""
    minutes = max(1, round(seconds_left(left, moments) / 60))
    if minutes < 60:
        rounded = minutes if minutes < 10 else 5 * round(minutes / 5)
        return say("interview.minutes_left", language, minutes=rounded)
    hours, rest = divmod(10 * round(minutes / 10), 60)
    key = "interview.hours_left" if rest else "interview.whole_hours_left"
    return say(key, language, hours=hours, minutes=rest)


def standing_words(path: PathPosition | None, language: str) -> str:
    """Where the organisation stands so far, with its range; empty for a rubric without a path."""
    if path is None:
        return ""
    steps = len(path.steps)
    if path.low == path.high and path.position is not None:
        return say("interview.standing", language, position=path.position, n=steps)
    return say("interview.standing.range", language, low=path.low, high=path.high, n=steps)
