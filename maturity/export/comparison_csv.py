"""A comparison of results as a table: one row per organisation of either table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from maturity.export.escape import cell
from maturity.model.comparison import Change, Comparison, Listed, Standing

_STANDING = ("date", "position", "low", "high", "progress", "answered", "applicable")


def comparison_csv(found: Comparison, language: str) -> str:
    """A header and a row per organisation: those in both, then the new ones, then those gone.

    `moved` is up, down, same, unsaid, new or gone; `sure` is yes or no where something moved. The columns
    `<path>:position` and `<measure>` hold changes, and nothing where there is none to be had.
    """
    del language
    further = [path.id for path in found.paths if path.id is not None]
    measures = [measure.id for measure in found.measures if measure.only is None]
    by = [found.cohorts.by] if found.cohorts else []
    header = [
        *("organisation", "organisation.name", *by, "moved", "sure", "steps", "progress"),
        *(f"{side}:{name}" for side in ("last", "now") for name in _STANDING),
        "cautions",
        *(f"{path}:position" for path in further),
        *measures,
    ]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    nothing = [""] * len(_STANDING)
    for item in found.changes:
        writer.writerow(
            [
                *_who(item, by),
                *(item.moved or "unsaid", {True: "yes", False: "no", None: ""}[item.sure]),
                *(_number(item.steps), _number(item.progress)),
                *(*_standing(item.last), *_standing(item.now)),
                " ".join(item.cautions),
                *(_number(item.paths.get(path)) for path in further),
                *(_number(item.measures.get(measure)) for measure in measures),
            ]
        )
    empty = [""] * (1 + len(further) + len(measures))
    for new in found.new:
        there = _standing(new.standing)
        writer.writerow([*_who(new, by), "new", "", "", "", *nothing, *there, *empty])
    for gone in found.gone:
        there = _standing(gone.standing)
        writer.writerow([*_who(gone, by), "gone", "", "", "", *there, *nothing, *empty])
    return out.getvalue()


def _who(item: Change | Listed, by: list[str]) -> Iterator[str]:
    yield cell(item.id)
    yield cell(item.name or "")
    if by:
        yield cell(item.cohort or "")


def _standing(standing: Standing) -> Iterator[str]:
    yield standing.date.isoformat() if standing.date else ""
    for name in _STANDING[1:]:
        yield _number(getattr(standing, name))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"
