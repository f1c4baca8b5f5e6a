"""What can be asked in an interview, in order, and where in a response is it answered?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from maturity.model.questionnaire import (
    Choice,
    ProfileQuestion,
    Question,
    Questionnaire,
    Section,
)
from maturity.model.response import Answer, Response

_PROFILE = "profile/"


@dataclass(frozen=True)
class Spot:
    """Where a response says something, whether that is asked at present or not.

    Attributes:
        id: A question's own id; `profile/<id>` for the profile, `profile/<id>/<row>` for a row of a grid.
        axes: The keys of row and column in an answer to a grid.
    """

    id: str
    axes: tuple[str, str] | None = field(default=None, kw_only=True)

    @property
    def is_profile(self) -> bool:
        """Whether it is about the organisation rather than its maturity."""
        return self.id.startswith(_PROFILE)

    @property
    def route(self) -> tuple[str, str]:
        """The keys to it in a file; those of the whole grid for a row."""
        return ("profile", self.id.split("/")[1]) if self.is_profile else ("answers", self.id)

    @property
    def rows(self) -> tuple[str, ...]:
        """The ids of the rows of the grid, in order, as far as they are known."""
        return ()


@dataclass(frozen=True)
class Item(Spot):
    """One thing to ask.

    Attributes:
        about: The question, or the question of the profile.
        sections: Where a question stands, from the outermost section inwards; none for the profile.
        row: The row of a grid.
    """

    about: Question | ProfileQuestion
    sections: tuple[Section, ...] = ()
    row: Choice | None = None

    @property
    def rows(self) -> tuple[str, ...]:
        """The ids of the rows of the grid, in order."""
        axis = self.about.rows if isinstance(self.about, ProfileQuestion) else None
        return tuple(choice.id for choice in axis.choices) if axis else ()

    @property
    def options(self) -> tuple[Any, ...]:
        """The answers that can be chosen: values of levels, ids of choices, True and False."""
        about = self.about
        if isinstance(about, ProfileQuestion):
            choices = about.columns.choices if about.columns else about.choices or ()
            return tuple(choice.id for choice in choices)
        if about.type == "level":
            return tuple(level.value for level in about.levels or ())
        if about.type == "yes_no":
            return (True, False)
        return tuple(choice.id for choice in about.choices or ())


def items_of(questionnaire: Questionnaire) -> tuple[Item, ...]:
    """Everything that can be asked, in the order in which it is asked."""
    return (*_profile(questionnaire), *_questions(questionnaire.sections, ()))


def _profile(questionnaire: Questionnaire) -> Iterator[Item]:
    for about in questionnaire.profile:
        if about.rows and about.columns:
            axes = (about.rows.name, about.columns.name)
            for row in about.rows.choices:
                yield Item(f"{_PROFILE}{about.id}/{row.id}", about, row=row, axes=axes)
        else:
            yield Item(f"{_PROFILE}{about.id}", about)


def _questions(sections: tuple[Section, ...], above: tuple[Section, ...]) -> Iterator[Item]:
    # Sections come before questions of their own, as everywhere else.
    for section in sections:
        here = (*above, section)
        for question in section.questions:
            yield Item(question.id, question, here)
        yield from _questions(section.sections, here)


def said(response: Response, spot: Spot) -> Any:
    """What the response says at a spot: an `Answer`, the value of a profile question, or None."""
    if not spot.is_profile:
        answer = response.answers.get(spot.id)
        # A key with nothing behind it says nothing.
        return None if answer == Answer() else answer
    given = response.profile.get(spot.route[1])
    if spot.axes is None:
        return given
    found = (cell for cell in _cells(given) if _is_row(cell, spot))
    return next((cell.get(spot.axes[1]) for cell in found), None)


def with_said(response: Response, spot: Spot, value: Any) -> Response:
    """The response with something else at a spot; None takes it out."""
    parent, key = spot.route
    held = getattr(response, parent)
    changed = {**held, key: in_place(held.get(key), spot, value)}
    if changed[key] is None:
        del changed[key]
    return response.model_copy(update={parent: changed})


def in_place(given: Any, spot: Spot, value: Any) -> Any:
    """What stands at the route of a spot after something is said there; other rows stay as they are."""
    if spot.axes is None:
        return value
    cells = [cell for cell in _cells(given) if not _is_row(cell, spot)]
    if value is not None:
        cells.append(dict(zip(spot.axes, (spot.id.split("/")[2], value), strict=True)))
    rows, key = spot.rows, spot.axes[0]
    rank = {row: place for place, row in enumerate(rows)}
    return sorted(cells, key=lambda cell: rank.get(_row(cell, key), len(rows))) or None


def says_nothing(value: Any) -> bool:
    """Whether what is said to an item leaves it open; a note alone is no answer."""
    return value.state == "unanswered" if isinstance(value, Answer) else value is None


def is_open(response: Response, item: Item) -> bool:
    """Whether nothing has been said to an item yet."""
    return says_nothing(said(response, item))


def _cells(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []


def _row(cell: Any, key: str) -> str:
    """The id of the row that a cell of a grid is about; empty where it names none."""
    row = cell.get(key) if isinstance(cell, dict) else None
    return row if isinstance(row, str) else ""


def _is_row(cell: Any, spot: Spot) -> bool:
    return spot.axes is not None and _row(cell, spot.axes[0]) == spot.id.split("/")[2]
