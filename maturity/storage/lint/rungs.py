"""Do the levels of a measure cover its scale, from the bottom up, each once?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from maturity.diagnostics import Diagnostic, Route
from maturity.model.rubric import Rubric, Rung
from maturity.model.values import Portion
from maturity.storage.documents import Document
from maturity.storage.lint.extents import Extent
from maturity.storage.lint.numbers import SLACK, shown


def levels(
    document: Document, rubric: Rubric, extents: Mapping[str, Extent]
) -> Iterator[Diagnostic]:
    """Every mistake in the levels of measures.

    Args:
        document: The rubric's file.
        rubric: The rubric.
        extents: Where the values lie that levels are taken of, by measure, as far as that is known.
    """
    for index, measure in enumerate(rubric.measures):
        if measure.levels is not None:
            ladder = _Ladder(document, ("measures", index, "levels"), measure.levels)
            yield from ladder.problems(extents.get(measure.id or measure.section or ""))


class _Ladder:
    def __init__(self, document: Document, route: Route, rungs: Sequence[Rung]) -> None:
        self.document, self.route, self.rungs = document, route, rungs

    def problems(self, extent: Extent | None) -> Iterator[Diagnostic]:
        if len(self.rungs) < 2:
            yield self.document.diagnose("MR143", self.route, of_key=True)
        for index, (before, rung) in enumerate(pairwise(self.rungs), 1):
            if rung.value <= before.value:
                where = (*self.route, index, "value")
                yield self.document.diagnose("MR147", where, found=rung.value, before=before.value)
        unclear = list(self._starts())
        yield from unclear or self._order(extent)

    def _starts(self) -> Iterator[Diagnostic]:
        for index, rung in enumerate(self.rungs):
            if (rung.from_ is None) == (rung.above is None):
                yield self.document.diagnose("MR144", (*self.route, index))
            elif index == 0 and rung.from_ is None:
                yield self.document.diagnose("MR144", (*self.route, 0, "above"), of_key=True)

    def _order(self, extent: Extent | None) -> Iterator[Diagnostic]:
        first = self.rungs[0]
        if _lies(first, extent, at_bottom=True) > SLACK:
            least = "0%" if _is_share(first) or extent is None else shown(extent.whole[0])
            yield self._at(0, "MR145", start=shown(_start(first)), least=least)
        for index, (before, rung) in enumerate(pairwise(self.rungs), 1):
            if _overlaps(before, rung, extent):
                yield self._at(index, "MR146", start=shown(_start(rung)))
            elif _is_beyond(rung, extent):
                greatest = (
                    "100%" if _is_share(rung) or extent is None else shown(extent.possible[1])
                )
                yield self._at(index, "MR148", start=shown(_start(rung)), greatest=greatest)

    def _at(self, index: int, code: str, **values: Any) -> Diagnostic:
        key = "from" if self.rungs[index].from_ is not None else "above"
        return self.document.diagnose(code, (*self.route, index, key), **values)


def _start(rung: Rung) -> float:
    """Where a level begins, as the file says it: a number or a share."""
    found = rung.from_ if rung.from_ is not None else rung.above
    return 0.0 if found is None else found


def _is_share(rung: Rung) -> bool:
    return isinstance(_start(rung), Portion)


def _lies(rung: Rung, extent: Extent | None, *, at_bottom: bool) -> float:
    """How far above the least value (or the greatest) a level begins; 0 where that is not known."""
    if _is_share(rung):
        return _start(rung) - (0 if at_bottom else 1)
    if extent is None:
        return 0.0
    return _start(rung) - (extent.whole[0] if at_bottom else extent.possible[1])


def _overlaps(before: Rung, rung: Rung, extent: Extent | None) -> bool:
    """Whether a level begins where the one before does, or below; 15% may begin `from` and `above`."""
    starts = [_start(before), _start(rung)]
    if _is_share(before) != _is_share(rung):
        if extent is None or extent.fixed is None:
            return False
        least, greatest = extent.fixed
        starts = [
            least + start * (greatest - least) if isinstance(start, Portion) else start
            for start in starts
        ]
    rises = before.above is None and rung.above is not None
    return starts[1] < starts[0] - SLACK or (starts[1] <= starts[0] + SLACK and not rises)


def _is_beyond(rung: Rung, extent: Extent | None) -> bool:
    if extent is None and not _is_share(rung):
        return False
    beyond = _lies(rung, extent, at_bottom=False)
    return beyond > SLACK or (rung.above is not None and beyond >= -SLACK)
