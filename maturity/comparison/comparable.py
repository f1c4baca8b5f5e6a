"""What of two tables of results is not comparable, and why?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

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
    if other_steps(last.steps, now.steps):
        yield Remark(code="steps", bars=True)


def other_steps(last: Mapping[str, int] | None, now: Mapping[str, int] | None) -> bool:
    """Whether two paths are known to have other steps, or the same in another order."""
    return last is not None and now is not None and dict(last) != dict(now)


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
    yield from _refused("refused-last", pairs.last, pairs.now, pairs.new)
    yield from _refused("refused-now", pairs.now, pairs.last, pairs.gone)
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


def _refused(
    code: RemarkCode, refusing: ResultsTable, other: ResultsTable, rows: Sequence[int]
) -> Iterator[Remark]:
    """Who may be missing from one table only because its batch refused their input.

    Args:
        code: What is said of those whose input is known to be refused.
        refusing: The table that lacks organisations.
        other: The table that has them.
        rows: Where they stand in it.
    """
    if not refusing.rejected:
        return
    ids, known = other.column("organisation"), set(refusing.rejected_ids)
    named = tuple(sorted(ids[row] for row in rows if ids[row] in known))
    if named:
        yield Remark(code=code, file=refusing.file, ids=named)
    if len(named) < refusing.rejected:
        yield Remark(code="rejected", file=refusing.file, count=refusing.rejected)
