"""What is the JSON Schema of each kind of file?"""

from __future__ import annotations

from typing import Any, Literal

from maturity.model.assessment import Assessment
from maturity.storage.binding import KINDS

SCHEMAS = (*KINDS, "assessment")


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a kind of file, generated from its model."""
    model = Assessment if kind == "assessment" else KINDS[kind][0]
    mode: Literal["serialization", "validation"] = (
        "serialization" if kind == "assessment" else "validation"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(by_alias=True, mode=mode),
        "title": f"maturity {kind}",
    }
