"""Tables of results as a batch writes them, with made-up figures."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from maturity.model.results_table import COVERAGE, RestsOn, ResultsTable

FORMATS = ("parquet", "csv", "jsonl", "xlsx")
MEASURES = ("trust", "skills")
DAY = date(2026, 6, 30)


def rests_on(**changes: Any) -> dict[str, Any]:
    """What a table says it rests on; changes replace whole keys."""
    return {
        "schema": "maturity/results@1",
        "questionnaire": {"id": "parks", "version": "1.0.0", "sha256": "a" * 64},
        "rubric": {"id": "parks-path", "version": "1.0.0", "sha256": "b" * 64},
        "measures": {"trust": "Trust between partners", "skills": "Skills"},
        "steps": {"identify": 1, "build": 2, "share": 3},
        **changes,
    }


def body(
    name: str,
    position: int | None = 1,
    progress: float | None = None,
    *,
    span: tuple[int, int] | None = None,
    day: date = DAY,
    answered: int = 10,
    measures: Mapping[str, Any] | None = None,
    title: str | None = None,
    **columns: Any,
) -> dict[str, Any]:
    """One row. A measure is a score, or a score with its low and high."""
    low, high = span or (position, position)
    row: dict[str, Any] = {
        "organisation": name,
        "organisation.name": title,
        "country": None,
        "government": None,
        "tags": None,
        "date": day,
        "position": position,
        "position_low": low,
        "position_high": high,
        "progress": position if progress is None else progress,
        "asked": 12,
        "answered": answered,
        "not_applicable": 0,
        "unknown": 0,
        "declined": 0,
        "unanswered": 12 - answered,
    }
    row |= columns
    for measure, score in (dict.fromkeys(MEASURES, 0.5) | dict(measures or {})).items():
        at, least, most = score if isinstance(score, tuple) else (score, score, score)
        row |= {measure: at, f"{measure}:low": least, f"{measure}:high": most}
    return row


def frame(rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
    """The rows as columns of the types that a batch gives them."""
    kinds: dict[str, Any] = {}
    for name in rows[0] if rows else body("x"):
        if name.startswith(("organisation", "country", "government", "tags")):
            kinds[name] = pl.String
        elif name == "date":
            kinds[name] = pl.Date
        elif "position" in name or name in COVERAGE:
            kinds[name] = pl.Int32
        else:
            kinds[name] = pl.Float64
    return pl.DataFrame(list(rows), schema=kinds)


def write(
    folder: Path,
    rows: Sequence[dict[str, Any]],
    form: str = "parquet",
    said: Mapping[str, Any] | None = None,
) -> Path:
    """A table in a folder of its own, with what it rests on; `said` empty leaves that out."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"results.{form}"
    found, origin = frame(rows), json.dumps(rests_on() if said is None else said)
    if form == "parquet":
        found.write_parquet(path, metadata=None if said == {} else {"maturity": origin})
        return path
    if form == "csv":
        found.write_csv(path)
    elif form == "jsonl":
        found.write_ndjson(path)
    else:
        found.write_excel(path, worksheet="results")
    if said != {}:
        (folder / "batch.json").write_text(origin, "utf-8")
    return path


def table(
    rows: Sequence[dict[str, Any]], said: Mapping[str, Any] | None = None, file: str = "made"
) -> ResultsTable:
    """The same without a file."""
    found = frame(rows)
    names = tuple(n for n in found.columns if f"{n}:low" in found.columns)
    paths = tuple(n.removesuffix(":position") for n in found.columns if n.endswith(":position"))
    origin = None if said == {} else RestsOn.model_validate(rests_on() if said is None else said)
    columns = {name: found[name].to_list() for name in found.columns}
    return ResultsTable(file, found.height, columns, names, paths, origin)
