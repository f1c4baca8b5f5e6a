"""How is an input that cannot be used told, so that a program and a person can mend it?"""

from __future__ import annotations

import json
from typing import Any

from maturity.batch.part import Rejected
from maturity.diagnostics import Diagnostic
from maturity.view.plain import visible
from maturity.view.problems import problem_view


def rejected_line(item: Rejected, language: str) -> str:
    """One line of `rejected.jsonl`."""
    told = {
        "file": visible(item.file),
        "row": item.row,
        "organisation": None if item.organisation is None else visible(item.organisation, 200),
        "problems": [_problem(found, item.row, language) for found in item.diagnostics],
    }
    return json.dumps(told, ensure_ascii=False) + "\n"


def _problem(found: Diagnostic, row: int | None, language: str) -> dict[str, Any]:
    view = problem_view(found, language)
    heading = found.values.get("heading")
    place = {"line": view.line or None} if row is None else {}
    return {
        "code": view.code,
        "severity": view.severity,
        "message": view.message,
        "expected": view.expected or None,
        "help": list(view.help),
        **place,
        "column": view.column or None,
        **({"heading": visible(heading, 200)} if isinstance(heading, str) else {}),
    }
