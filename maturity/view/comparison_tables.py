"""Which tables show a comparison, and what stands in them?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from maturity.messages import say
from maturity.model.comparison import Change, Comparison, Listed
from maturity.view.comparison_cells import heads, signed
from maturity.view.comparison_counts import counting, matrix
from maturity.view.comparison_model import Table

MOST = 20
"""So many organisations are shown in one table; the formats for programs carry all."""
_MOST_WITHIN = 10
_LONGEST = 60


def tables(found: Comparison, language: str) -> Iterator[Table]:
    """Who moved, who is new or gone, then the path, the measures and the groups; none is empty."""
    yield from _both_ways(found, language)
    within = [item for item in found.changes if item.moved == "same" and item.progress]
    yield from _moved("within", within, language, _MOST_WITHIN)
    yield from _within_unsaid(found, language)
    yield from _listed("new", found.new, language)
    yield from _listed("gone", found.gone, language)
    main = next((path for path in found.paths if path.id is None), None)
    if main is not None and found.changes:
        yield from matrix(main, language)
    yield from counting(found, language)


def _both_ways(found: Comparison, language: str) -> Iterator[Table]:
    """Who moved down and who up; a move that is sure though other answers were given is explained once."""
    explained = False
    for to in ("down", "up"):
        moved = [item for item in found.changes if item.moved == to]
        odd = any(item.sure and "coverage" in item.cautions for item in moved[:MOST])
        lead = say("compare.sure.lead", language) if odd and not explained else ""
        explained = explained or odd
        yield from (table.led(lead) for table in _moved(f"moved_{to}", moved, language, MOST))


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
        heads=heads((*names, *(("note",) if noted else ())), language),
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
    return (_name(item), position, progress, *sure, *((_notes(item, language),) if noted else ()))


def _notes(item: Change, language: str) -> str:
    """What to bear in mind about one organisation, in a few words."""

    def words(caution: str) -> str:
        if caution != "coverage":
            return say(f"compare.caution.{caution}", language)
        more = (item.now.answered or 0) > (item.last.answered or 0)
        return say(f"compare.caution.coverage.{'more' if more else 'fewer'}", language)

    return ", ".join(words(caution) for caution in item.cautions)


def _within_unsaid(found: Comparison, language: str) -> Iterator[Table]:
    """Who may have moved within a step unseen: those first whose measures fell, or who gave other answers."""

    def went(item: Change) -> tuple[int, int]:
        changes = [change for change in item.measures.values() if change]
        up = sum(change > 0 for change in changes)
        return up, len(changes) - up

    def fell_most_first(item: Change) -> tuple[bool, bool, int, str]:
        up, down = went(item)
        fell = down > up
        return not fell, not fell and "coverage" not in item.cautions, -abs(up - down), item.id

    items = [item for item in found.changes if item.moved == "same" and item.progress is None]
    items.sort(key=fell_most_first)
    if not items:
        return
    shown = items[:_MOST_WITHIN]
    noted = any(item.cautions for item in shown)
    names = ("organisation", "position", "measures_up", "measures_down")
    yield Table(
        title=say("compare.within_unsaid", language, n=len(items)),
        lead=say("compare.within_unsaid.lead", language),
        heads=heads((*names, *(("note",) if noted else ())), language),
        rows=tuple(
            (
                *(_name(item), str(item.now.position), *map(str, went(item))),
                *((_notes(item, language),) if noted else ()),
            )
            for item in shown
        ),
        figures=(1, 2, 3),
        more=_more(len(items), len(shown), language),
    )


def _listed(key: str, items: Sequence[Listed], language: str) -> Iterator[Table]:
    if not items:
        return
    yield Table(
        title=say(f"compare.listed.{key}", language, n=len(items)),
        heads=heads(("organisation", "position"), language),
        rows=tuple(
            (_name(item), "" if item.standing.position is None else str(item.standing.position))
            for item in items[:MOST]
        ),
        figures=(1,),
        more=_more(len(items), MOST, language),
    )
