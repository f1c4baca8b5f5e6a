"""Which answers of a file still fit a questionnaire that has changed since?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from maturity.diagnostics import Diagnostic, Route, errors_in
from maturity.errors import InputError
from maturity.interview.items import Item
from maturity.model.response import Response

_SAID = frozenset({"MA101", "MA102", "MA103", "MA104", "MA106", "MA111", "MA116"})
_STAYS = frozenset({"MA113", "MA117", "MA119"})


@dataclass(frozen=True)
class Fit:
    """What a file says, sorted by whether the questionnaire can take it.

    Attributes:
        response: What can be taken as it is, and the notes of answers that cannot.
        misfits: What has to be answered again, by item: an `Answer`, or a value of the profile.
        gone: What is not asked any more: its names by where it stands in the file.
        stays: What stands beside the answers, no longer fits and stays as it is.
        warnings: What there is to say about the file itself.
    """

    response: Response
    misfits: Mapping[str, Any]
    gone: Mapping[Route, str]
    stays: tuple[Diagnostic, ...]
    warnings: tuple[Diagnostic, ...]


def sorted_by_fit(
    response: Response, items: Mapping[str, Item], found: Sequence[Diagnostic]
) -> Fit:
    """Sort what a file says.

    Args:
        response: All that it says.
        items: What can be asked, by id.
        found: The diagnostics of the file against the questionnaire.

    Raises:
        InputError: When it has mistakes that no change of a questionnaire can cause.
    """
    other = [d for d in found if d.code not in _SAID | _STAYS]
    if errors_in(other):
        raise InputError(other)
    parts = [_part(response, items, d.route) for d in found if d.code in _SAID]
    return Fit(
        response=_without(response, {route for route, _, _ in parts}),
        misfits={name: value for _, name, value in parts if name in items},
        gone={route: name for route, name, _ in parts if name not in items},
        stays=tuple(d for d in found if d.code in _STAYS),
        warnings=tuple(other),
    )


def _part(response: Response, items: Mapping[str, Item], route: Route) -> tuple[Route, str, Any]:
    """What does not fit, by the route of its diagnostic: where it stands, its name and what it says."""
    parent, key = route[:2]
    if parent == "answers":
        return route[:2], str(key), response.answers[str(key)]
    name, value = f"profile/{key}", response.profile[str(key)]
    axes = next((item.axes for item in items.values() if item.route == (parent, key)), None)
    if len(route) == 2 or axes is None:
        return route[:2], name, value
    cell = value[route[2]]
    row = cell.get(axes[0]) if isinstance(cell, dict) else None
    return (route[:3], f"{name}/{row}", cell.get(axes[1], cell)) if row else (route[:3], name, cell)


def _without(response: Response, parts: Set[Route]) -> Response:
    """The response without some parts; the notes of an answer stay."""
    answers = {
        name: answer.model_copy(update={"answer": None, "reason": None})
        if ("answers", name) in parts
        else answer
        for name, answer in response.answers.items()
    }
    profile = {
        name: [cell for place, cell in enumerate(value) if ("profile", name, place) not in parts]
        if isinstance(value, list)
        else value
        for name, value in response.profile.items()
        if ("profile", name) not in parts
    }
    return response.model_copy(update={"answers": answers, "profile": profile})
