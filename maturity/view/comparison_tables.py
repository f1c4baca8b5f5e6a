"""Which tables show a comparison, and what stands in them?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from maturity.messages import say
from maturity.messages.numbers import fixed
from maturity.model.comparison import Change, Comparison, Counts, Listed, MeasureChange, PathChange
from maturity.model.text import pick
from maturity.view.comparison_model import Table

MOST = 20
"""So many organisations are shown in one table; the formats for programs carry all."""
_MOST_WITHIN = 10
_LONGEST = 60
_COUNTED = ("up", "down", "same", "unsaid")


def tables(found: Comparison, language: str) -> Iterator[Table]:
    """Who moved, who is new or gone, then the path, the measures and the groups; none is empty."""
    for to in ("down", "up"):
        moved = [item for item in found.changes if item.moved == to]
        yield from _moved(f"moved_{to}", moved, language, MOST)
    within = [item for item in found.changes if item.moved == "same" and item.progress]
    yield from _moved("within", within, language, _MOST_WITHIN)
    yield from _listed("new", found.new, language)
    yield from _listed("gone", found.gone, language)
    main = next((path for path in found.paths if path.id is None), None)
    if main is not None and found.changes:
        yield from _matrix(main, language)
    yield from _paths(found, language)
    yield from _measures(found, language)
    yield from _cohorts(found, language)


def signed(number: float, digits: int) -> str:
    """A change with its sign; what is rounded to nothing has none."""
    text = fixed(number, digits)
    return text if text.startswith("-") or not float(text) else f"+{text}"


def title_of(measure: MeasureChange, language: str) -> str:
    """A measure's title, its id where the tables do not say it."""
    return pick(measure.title, language, "en").text or measure.id


def _heads(names: Iterable[str], language: str) -> tuple[str, ...]:
    return tuple(say(f"compare.head.{name}", language) for name in names)


def _name(item: Change | Listed) -> str:
    name = item.name or item.id
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _more(count: int, shown: int, language: str) -> str:
    return say("compare.more", language, n=count - shown) if count > shown else ""


def _moved(key: str, items: Sequence[Change], language: str, most: int) -> Iterator[Table]:
    if not items:
        return
    noted = any(item.cautions for item in items[:most])
    within = key == "within"
    names = ("organisation", "position", "progress", *(() if within else ("sure",)))
    yield Table(
        title=say(f"compare.{key}", language, n=len(items)),
        heads=_heads((*names, *(("note",) if noted else ())), language),
        rows=tuple(_change(item, language, within=within, noted=noted) for item in items[:most]),
        figures=(1, 2),
        more=_more(len(items), most, language),
    )


def _change(item: Change, language: str, *, within: bool, noted: bool) -> tuple[str, ...]:
    position = (
        str(item.now.position)
        if within
        else say("compare.from_to", language, last=item.last.position, now=item.now.position)
    )
    progress = "" if item.progress is None else signed(item.progress, 2)
    sure = () if within else (say(f"compare.is_sure.{'yes' if item.sure else 'no'}", language),)
    notes = ", ".join(say(f"compare.caution.{caution}", language) for caution in item.cautions)
    return (_name(item), position, progress, *sure, *((notes,) if noted else ()))


def _listed(key: str, items: Sequence[Listed], language: str) -> Iterator[Table]:
    if not items:
        return
    yield Table(
        title=say(f"compare.listed.{key}", language, n=len(items)),
        heads=_heads(("organisation", "position"), language),
        rows=tuple(
            (_name(item), "" if item.standing.position is None else str(item.standing.position))
            for item in items[:MOST]
        ),
        figures=(1,),
        more=_more(len(items), MOST, language),
    )


def _matrix(path: PathChange, language: str) -> Iterator[Table]:
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
            (name(last), *(str(cells.get((last, now), "·")) for now in ends)) for last in ends
        ),
        figures=tuple(range(1, len(ends) + 1)),
    )


def _all_said(table: Table, place: int) -> Table:
    """A table of counts, without the column of what cannot be said where nothing stands in it."""
    if any(row[place] != "0" for row in table.rows):
        return table

    def without(cells: tuple[str, ...]) -> tuple[str, ...]:
        return (*cells[:place], *cells[place + 1 :])

    return replace(
        table,
        heads=without(table.heads),
        rows=tuple(without(row) for row in table.rows),
        figures=table.figures[:-1],
    )


def _counted(counts: Counts) -> tuple[str, str, str, str]:
    return str(counts.up), str(counts.down), str(counts.same), str(counts.unsaid)


def _paths(found: Comparison, language: str) -> Iterator[Table]:
    further = [path for path in found.paths if path.id is not None]
    if further and found.changes:
        table = Table(
            title=say("compare.paths", language),
            heads=_heads(("path", *_COUNTED), language),
            rows=tuple((str(path.id), *_counted(path.counts)) for path in further),
            figures=(1, 2, 3, 4),
        )
        yield _all_said(table, 4)


def _measures(found: Comparison, language: str) -> Iterator[Table]:
    shown = [measure for measure in found.measures if measure.only is None]
    if not shown or not found.changes:
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
        heads=_heads(("measure", "median", "half", *_COUNTED), language),
        rows=tuple(rows),
        figures=(1, 2, 3, 4, 5, 6),
    )
    yield _all_said(table, 6)


def _cohorts(found: Comparison, language: str) -> Iterator[Table]:
    if found.cohorts is None:
        return
    by = say(f"compare.by.{found.cohorts.by}", language)
    table = Table(
        title=say("compare.cohorts", language, by=by),
        heads=(by.capitalize(), *_heads((*_COUNTED, "new", "gone"), language)),
        rows=tuple(
            (
                group.name or say("compare.no_cohort", language),
                *_counted(group.counts),
                str(group.new),
                str(group.gone),
            )
            for group in found.cohorts.groups
        ),
        figures=(1, 2, 3, 4, 5, 6),
    )
    yield _all_said(table, 4)
