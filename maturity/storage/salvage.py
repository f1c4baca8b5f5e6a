"""What can still be checked in a file whose shape is partly wrong?

A misspelt key should not hide a wrong level further down: the parts at fault are left out of a
copy, so that the checks across files see the rest in the same run.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from pydantic import ValidationError

from maturity.diagnostics import Route
from maturity.model.values import Frozen

_STAND_INS: dict[str, Any] = {
    "response": "1",
    "organisation": {"id": "stand-in"},
    "date": "2000-01-01",
}


def salvage(
    model: type[Frozen], value: dict[str, Any], routes: list[Route], *, only_keys: bool
) -> Any:
    """The model of what is left when the parts at these routes are taken out, or None.

    Args:
        model: What the file should hold.
        value: The plain value of the file.
        routes: Where its shape is wrong.
        only_keys: Whether all of these are unknown keys. Of questionnaires and rubrics nothing
            else is taken out, since others of their parts may refer to it.
    """
    if not only_keys and "answers" not in model.model_fields:
        return None
    kept = deepcopy(value)
    for route in routes:
        _take_out(kept, route)
    if "answers" in model.model_fields:
        kept = {**{k: v for k, v in _STAND_INS.items() if k not in kept}, **kept}
    try:
        return model.model_validate(kept)
    except ValidationError:
        return None


def _take_out(value: Any, route: Route) -> None:
    """Take out the key at a route; a list is taken out whole, so that no item changes its place."""
    keys = []
    for part in route:
        if isinstance(part, int):
            break
        keys.append(part)
    for part in keys[:-1]:
        value = value.get(part) if isinstance(value, dict) else None
    if keys and isinstance(value, dict):
        value.pop(keys[-1], None)
