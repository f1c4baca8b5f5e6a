"""An explanation as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from maturity.scoring.changes import Changes, Way, Ways
from maturity.scoring.explanation import Node

SCHEMA = "maturity/explanation@1"
_MARKS = frozenset({"decides", "halves"})
"""What is said only where it is so."""


def explanation_json(node: Node, changes: Changes | None = None) -> str:
    """The tree as nested objects, and the smallest changes.

    Numbers have 12 significant digits; what there is not is left out.
    """
    whole = {"schema": SCHEMA, **_object(node)}
    if changes is not None:
        whole["changes"] = {"up": _ways(changes.up), "down": _ways(changes.down)}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _object(item: Any) -> dict[str, Any]:
    """The fields of an item that say something."""
    shown = ((field.name, getattr(item, field.name)) for field in fields(item))
    return {
        name: _plain(value)
        for name, value in shown
        if value is not None and value != () and (value is not False or name not in _MARKS)
    }


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.12g}")
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return _object(value) if is_dataclass(value) else value


def _ways(ways: Ways | None) -> dict[str, Any] | None:
    if ways is None:
        return None
    return {
        "step": ways.step,
        "number": ways.number,
        "needs": ways.needs,
        "single": list(map(_way, ways.single)),
        "pairs": list(map(_way, ways.pairs)),
        "more": ways.more,
    }


def _way(way: Way) -> dict[str, Any]:
    return {"changes": list(_changes(way)), "steps": way.steps}


def _changes(way: Way) -> Iterator[dict[str, Any]]:
    for change in way.changes:
        proves = {"evidence": True} if change.proves else {}
        yield {"question": change.question, "from": change.given, "to": change.other, **proves}
