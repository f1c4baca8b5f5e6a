"""Which tables count organisations, and what stands in them?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from maturity.messages import say
from maturity.model.comparison import Comparison, Counts, MeasureChange, PathChange
from maturity.model.text import pick
from maturity.view.comparison_cells import count, heads, signed
from maturity.view.comparison_model import Table

_COUNTED = ("up", "down", "same", "unsaid")


def matrix(path: PathChange, language: str) -> Iterator[Table]:
    """How many went from which position to which: rows are the earlier one, columns the later."""
    if not path.moves:
        return
    ends = range(max(max(move.last, move.now) for move in path.moves) + 1)
    cells = {(move.last, move.now): move.organisations for move in path.moves}

    def name(position: int) -> str:
        return say("compare.at" if position else "compare.at.start", language, at=position)

    yield Table(
        title=say("compare.matrix", language),
        lead=say("compare.matrix.lead", language),
        heads=(say("compare.head.from", language), *(name(now) for now in ends)),
        rows=tuple(
            (
                name(last),
                *(count(cells[last, now]) if (last, now) in cells else "·" for now in ends),
            )
            for last in ends
        ),
        figures=tuple(range(1, len(ends) + 1)),
    )


def counting(found: Comparison, language: str) -> Iterator[Table]:
    """The further paths, the measures and the groups."""
    yield from _explained(_counting(found, language), language)


def _counting(found: Comparison, language: str) -> Iterator[tuple[Table, int]]:
    """The tables that count organisations, and in which column those stand of whom nothing can be said."""
    yield from _paths(found, language)
    yield from _measures(found, language)
    yield from _cohorts(found, language)


def _explained(tables: Iterable[tuple[Table, int]], language: str) -> Iterator[Table]:
    """Without that column where nothing stands in it; the first that has it says what it means."""
    said = False
    for table, place in tables:
        if all(row[place] == "0" for row in table.rows):
            yield _without(table, place)
        elif said:
            yield table
        else:
            said = True
            yield table.led(say("compare.unsaid.lead", language))


def measures_moved(found: Comparison) -> list[MeasureChange]:
    """The measures that are shown: somebody moved in them, or nobody can be compared."""
    return [measure for measure in _in_both(found) if not _is_still(measure)]


def measures_still(found: Comparison) -> list[MeasureChange]:
    """The measures in which nobody moved."""
    return [measure for measure in _in_both(found) if _is_still(measure)]


def _in_both(found: Comparison) -> list[MeasureChange]:
    return [measure for measure in found.measures if measure.only is None] if found.changes else []


def _is_still(measure: MeasureChange) -> bool:
    counts = measure.counts
    return counts.same > 0 and not counts.up and not counts.down


def still_words(key: str, measures: Sequence[MeasureChange], language: str) -> str:
    """That so many measures did not change, as far as that can be said."""
    unsaid = any(measure.counts.unsaid for measure in measures)
    return say(f"{key}.said" if unsaid else key, language, n=len(measures))


def title_of(measure: MeasureChange, language: str) -> str:
    """A measure's title, its id where the tables do not say it."""
    return pick(measure.title, language, "en").text or measure.id


def _without(table: Table, place: int) -> Table:
    """A table without one of its columns of figures."""

    def without(cells: tuple[str, ...]) -> tuple[str, ...]:
        return (*cells[:place], *cells[place + 1 :])

    return replace(
        table,
        heads=without(table.heads),
        rows=tuple(without(row) for row in table.rows),
        figures=table.figures[:-1],
    )


def _counted(counts: Counts) -> tuple[str, str, str, str]:
    return count(counts.up), count(counts.down), count(counts.same), count(counts.unsaid)


def _paths(found: Comparison, language: str) -> Iterator[tuple[Table, int]]:
    further = [path for path in found.paths if path.id is not None]
    if further and found.changes:
        table = Table(
            title=say("compare.paths", language),
            heads=heads(("path", *_COUNTED), language),
            rows=tuple((str(path.id), *_counted(path.counts)) for path in further),
            figures=(1, 2, 3, 4),
        )
        yield table, 4


def _measures(found: Comparison, language: str) -> Iterator[tuple[Table, int]]:
    shown, still = measures_moved(found), measures_still(found)
    if not shown:
        return
    rows = []
    for measure in shown:
        spread = measure.change
        median = half = ""
        if spread is not None:
            median = signed(spread.median * 100, 1)
            ends = (signed(spread.lower * 100, 1), signed(spread.upper * 100, 1))
            half = say("compare.range", language, low=ends[0], high=ends[1])
        rows.append((title_of(measure, language), median, half, *_counted(measure.counts)))
    table = Table(
        title=say("compare.measures", language),
        lead=say("compare.measures.lead", language),
        heads=heads(("measure", "median", "half", *_COUNTED), language),
        rows=tuple(rows),
        figures=(1, 2, 3, 4, 5, 6),
        more=still_words("compare.measures.still", still, language) if still else "",
    )
    yield table, 6


def _cohorts(found: Comparison, language: str) -> Iterator[tuple[Table, int]]:
    if found.cohorts is None:
        return
    by = say(f"compare.by.{found.cohorts.by}", language)
    table = Table(
        title=say("compare.cohorts", language, by=by),
        heads=(by.capitalize(), *heads((*_COUNTED, "new", "gone"), language)),
        rows=tuple(
            (
                group.name or say("compare.no_cohort", language),
                *_counted(group.counts),
                count(group.new),
                count(group.gone),
            )
            for group in found.cohorts.groups
        ),
        figures=(1, 2, 3, 4, 5, 6),
    )
    yield table, 4
