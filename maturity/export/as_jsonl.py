"""Assessments as JSON lines, one response a line."""

from __future__ import annotations

from collections.abc import Sequence

from maturity.scoring.assess import Scored


def write(items: Sequence[Scored], language: str) -> str:
    """The assessments by the schema `maturity/assessment@1`."""
    del language
    return "".join(item.assessment.model_dump_json(by_alias=True) + "\n" for item in items)
