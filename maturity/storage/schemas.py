"""What is the JSON Schema of each kind of file?"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel

from maturity.model.assessment import Assessment, Result
from maturity.model.roadmap import Roadmap
from maturity.storage.binding import KINDS

_RESULTS: dict[str, type[Result]] = {"assessment": Assessment, "roadmap": Roadmap}
SCHEMAS = (*KINDS, *_RESULTS)


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a kind of file, generated from its model."""
    mode: Literal["serialization", "validation"] = (
        "serialization" if kind in _RESULTS else "validation"
    )
    model: type[BaseModel] = _RESULTS[kind] if kind in _RESULTS else KINDS[kind][0]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(by_alias=True, mode=mode),
        "title": f"maturity {kind}",
    }
