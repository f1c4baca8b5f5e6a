"""Assessments as JSON: an object for one response, an array for several."""

from __future__ import annotations

import json
from collections.abc import Sequence

from maturity.scoring.assess import Scored


def write(items: Sequence[Scored], language: str) -> str:
    """The assessments by the schema `maturity/assessment@1`."""
    del language
    values = [item.assessment.model_dump(mode="json", by_alias=True) for item in items]
    return (
        json.dumps(values[0] if len(values) == 1 else values, ensure_ascii=False, indent=2) + "\n"
    )
