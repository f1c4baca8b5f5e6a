"""An explanation as JSON."""

from __future__ import annotations

import json
from typing import Any

from maturity.scoring.explain import Node


def explanation_json(node: Node) -> str:
    """The tree as nested objects; numbers with 12 significant digits, absent ones left out."""
    return (
        json.dumps(
            {"schema": "maturity/explanation@1", **_object(node)}, ensure_ascii=False, indent=2
        )
        + "\n"
    )


def _object(node: Node) -> dict[str, Any]:
    fields = (
        "kind",
        "id",
        "value",
        "score",
        "least",
        "greatest",
        "by",
        "weight",
        "contribution",
        "state",
        "holds",
        "need",
    )
    shown = {
        name: _number(getattr(node, name)) for name in fields if getattr(node, name) is not None
    }
    return {
        **shown,
        **({"children": [_object(child) for child in node.children]} if node.children else {}),
    }


def _number(value: Any) -> Any:
    return float(f"{value:.12g}") if isinstance(value, float) else value
