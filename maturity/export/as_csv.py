"""Assessments as a table: one row per response, the columns of the batch's results."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from maturity.export.escape import cell
from maturity.model.assessment import Assessment
from maturity.scoring.assess import Scored


def write(items: Sequence[Scored], language: str) -> str:
    """A header and a row per response; scores between 0 and 1, empty where there is none."""
    del language
    rows = [_row(item.assessment) for item in items]
    header = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, header, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _row(item: Assessment) -> dict[str, object]:
    path = item.path
    row: dict[str, object] = {
        "organisation": item.organisation.id,
        "organisation.name": cell(item.organisation.name or ""),
        "date": item.date.isoformat(),
        "position": path.position if path else None,
        "position_low": path.low if path else None,
        "position_high": path.high if path else None,
        "progress": _number(path.progress) if path else None,
        "asked": item.coverage.asked,
        "answered": item.coverage.answered,
    }
    for name, further in item.paths.items():
        row[f"{name}:position"] = further.position
        row[f"{name}:position_low"] = further.low
        row[f"{name}:position_high"] = further.high
    for name, measure in item.measures.items():
        row[name] = _number(measure.score)
        row[f"{name}:low"] = _number(measure.low)
        row[f"{name}:high"] = _number(measure.high)
    return row


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"
