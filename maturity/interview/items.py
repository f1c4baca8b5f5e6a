"""What can be asked in an interview, in order: the profile first, then the questions?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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
class Item:
    """One thing to ask.

    Attributes:
        id: A question's own id; `profile/<id>` for the profile, `profile/<id>/<row>` for a row of a grid.
        about: The question, or the question of the profile.
        sections: Where a question stands, from the outermost section inwards; none for the profile.
        row: The row of a grid.
        axes: The keys of row and column in an answer to a grid.
    """

    id: str
    about: Question | ProfileQuestion
    sections: tuple[Section, ...] = ()
    row: Choice | None = None
    axes: tuple[str, str] = ("", "")

    @property
    def is_profile(self) -> bool:
        """Whether it asks about the organisation rather than its maturity."""
        return isinstance(self.about, ProfileQuestion)

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


def said(response: Response, item: Item) -> Any:
    """What the response says to an item: an `Answer`, the value of a profile question, or None."""
    if not item.is_profile:
        answer = response.answers.get(item.id)
        # A key with nothing behind it says nothing.
        return None if answer == Answer() else answer
    given = response.profile.get(item.about.id)
    if item.row is None:
        return given
    rows, columns = item.axes
    cells = [cell for cell in given if isinstance(cell, dict)] if isinstance(given, list) else []
    return next((cell.get(columns) for cell in cells if cell.get(rows) == item.row.id), None)


def with_said(response: Response, item: Item, value: Any) -> Response:
    """The response with another answer to an item; None takes it out."""
    if not item.is_profile:
        return response.model_copy(update={"answers": _set(response.answers, item.id, value)})
    name = item.about.id
    if item.row is not None:
        value = _with_row(response.profile.get(name), item, value)
    return response.model_copy(update={"profile": _set(response.profile, name, value)})


def is_open(response: Response, item: Item) -> bool:
    """Whether nothing has been said to an item yet; a note alone is no answer."""
    given = said(response, item)
    return given.state == "unanswered" if isinstance(given, Answer) else given is None


def _set(values: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    return (
        {k: v for k, v in values.items() if k != key} if value is None else {**values, key: value}
    )


def _with_row(given: Any, item: Item, value: Any) -> list[dict[str, str]] | None:
    rows, columns = item.axes
    cells = [cell for cell in given or () if item.row is None or cell[rows] != item.row.id]
    if value is not None and item.row is not None:
        cells.append({rows: item.row.id, columns: value})
    about = item.about
    axis = about.rows if isinstance(about, ProfileQuestion) else None
    order = [choice.id for choice in axis.choices] if axis else []
    return sorted(cells, key=lambda cell: order.index(cell[rows])) or None
