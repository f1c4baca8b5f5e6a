"""What of two tables of results is not comparable, and why?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from maturity.comparison.tables import Pairs
from maturity.model.assessment import Source
from maturity.model.comparison import Caution, Change, Remark, RemarkCode, Side
from maturity.model.results_table import RestsOn, ResultsTable

Gap = Literal["id", "major", "minor", "digest"]


def gap_between(last: Source, now: Source) -> Gap | None:
    """How far two questionnaires, or two rubrics, are apart; None where nothing is to be said.

    A patch corrects what changes no result, so only its own digest is looked at.
    """
    if last.id != now.id:
        return "id"
    before, after = last.version.split("."), now.version.split(".")
    if before[:1] != after[:1]:
        return "major"
    if before[:2] != after[:2]:
        return "minor"
    return "digest" if before == after and last.sha256 != now.sha256 else None


@dataclass(frozen=True)
class Bars:
    """What the origins of two tables leave to be compared.

    Attributes:
        positions: Whether positions cannot be compared.
        scores: Whether the scores of measures cannot.
        remarks: Why, and what else is to be said about the origins.
    """

    positions: bool
    scores: bool
    remarks: tuple[Remark, ...]

    @classmethod
    def between(cls, last: ResultsTable, now: ResultsTable) -> Bars:
        """What can be compared between two tables."""
        if last.rests_on is None or now.rests_on is None:
            tables = [table for table in (last, now) if table.rests_on is None]
            return cls(
                positions=False,
                scores=False,
                remarks=tuple(Remark(code="unchecked", file=table.file) for table in tables),
            )
        found = tuple(_origins(last.rests_on, now.rests_on))
        return cls(
            positions=any(remark.bars for remark in found),
            scores=any(remark.bars and remark.code != "steps" for remark in found),
            remarks=found,
        )


def _origins(last: RestsOn, now: RestsOn) -> Iterator[Remark]:
    kinds: tuple[Literal["questionnaire", "rubric"], ...] = ("questionnaire", "rubric")
    for kind in kinds:
        before: Source = getattr(last, kind)
        after: Source = getattr(now, kind)
        gap = gap_between(before, after)
        if gap is not None:
            code: RemarkCode = f"{kind}-{gap}"  # type: ignore[assignment]
            old, new = (before.id, after.id) if gap == "id" else (before.version, after.version)
            yield Remark(code=code, bars=gap in {"id", "major"}, last=old, now=new)
    if None not in (last.steps, now.steps) and step_ids(last.steps) != step_ids(now.steps):
        yield Remark(code="steps", bars=True)


def step_ids(steps: Any) -> Any:
    """The ids in what a table says of its steps, without titles, in the order of the steps."""
    if isinstance(steps, Mapping):
        if "id" in steps:
            return steps["id"]
        told = [(name, step_ids(inside)) for name, inside in steps.items()]
        numbered = all(isinstance(number, int) for _, number in told)
        return sorted(told, key=lambda pair: pair[1 if numbered else 0])
    if isinstance(steps, Sequence) and not isinstance(steps, str):
        return [each if isinstance(each, str) else step_ids(each) for each in steps]
    return steps if isinstance(steps, int) else None


def side_of(table: ResultsTable) -> Side:
    """What one table is."""
    days = [day for day in table.column("date") if day is not None]
    return Side(
        file=table.file,
        organisations=table.rows,
        first_date=min(days, default=None),
        last_date=max(days, default=None),
        questionnaire=table.rests_on.questionnaire if table.rests_on else None,
        rubric=table.rests_on.rubric if table.rests_on else None,
    )


def remarks_of(bars: Bars, pairs: Pairs, changes: Sequence[Change]) -> tuple[Remark, ...]:
    """All remarks, those that bar something first."""
    found = (*bars.remarks, *_inside(bars, pairs, changes))
    return tuple(sorted(found, key=lambda remark: not remark.bars))


def _inside(bars: Bars, pairs: Pairs, changes: Sequence[Change]) -> Iterator[Remark]:
    """What the tables themselves do not let be compared."""
    if not changes and pairs.last.rows and pairs.now.rows:
        yield Remark(code="none-in-both", bars=True)
    for table in (pairs.last, pairs.now):
        if table.rejected:
            yield Remark(code="rejected", file=table.file, count=table.rejected)
    parts = [(pairs.last.measures, pairs.now.measures), (pairs.last.paths, pairs.now.paths)]
    for code, here, there in (("only-last", 0, 1), ("only-now", 1, 0)):
        names = [name for part in parts for name in part[here] if name not in part[there]]
        if names:
            yield Remark(code=code, bars=True, ids=tuple(names))  # type: ignore[arg-type]
    unsaid = tuple(item.id for item in changes if item.moved is None)
    if unsaid and not bars.positions and pairs.has_position:
        yield Remark(code="position-unsaid", bars=True, ids=tuple(sorted(unsaid)))
    cautions: tuple[Caution, ...] = ("backwards", "same-date", "coverage")
    for caution in cautions:
        names = sorted(item.id for item in changes if caution in item.cautions)
        if names:
            most = caution == "backwards" and 2 * len(names) > len(changes)
            yield Remark(code="swapped" if most else caution, ids=tuple(names))
