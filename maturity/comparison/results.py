"""Who moved, who is new or gone, and what is not comparable, from one table of results to a later one?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from maturity.comparison.comparable import Bars, remarks_of, side_of
from maturity.comparison.moves import SAME, Answered, Place, change, moved
from maturity.comparison.spread import quartiles
from maturity.comparison.tables import Pairs, standings
from maturity.model import comparison as told
from maturity.model.labels import alike
from maturity.model.results_table import ResultsTable
from maturity.model.values import LocalText

_GROUPS = ("down", "up", "same", None)


def compare(last: ResultsTable, now: ResultsTable, by: str | None = None) -> told.Comparison:
    """All that changed; a position or score that cannot be compared is left out and a remark says why.

    Args:
        last: The earlier results.
        now: The later ones.
        by: `country` or `government`, to count organisations apart by what they say there.
    """
    pairs = Pairs(last, now)
    bars = Bars.between(last, now)
    groups = {} if by is None else _groups(pairs, by)
    changes = sorted(_changes(pairs, bars, groups), key=_most_moved_first)
    new = tuple(_listed(now, pairs.new, groups))
    gone = tuple(_listed(last, pairs.gone, groups))
    return told.Comparison(
        last=side_of(last),
        now=side_of(now),
        positions=not bars.positions,
        scores=not bars.scores,
        remarks=remarks_of(bars, pairs, changes),
        paths=() if bars.positions else tuple(_paths(pairs, changes)),
        measures=tuple(_measures(pairs, bars)),
        cohorts=None if by is None else _cohorts(by, changes, new, gone),
        changes=tuple(changes),
        new=new,
        gone=gone,
    )


def _groups(pairs: Pairs, by: str) -> dict[str, str | None]:
    """What each organisation is counted under: what it says now, or else what it said before."""
    said: dict[str, str | None] = {}
    for table in (pairs.last, pairs.now):
        for name, label in zip(table.column("organisation"), table.column(by), strict=True):
            if (label or "").strip() or name not in said:
                said[name] = label
    return dict(zip(said, alike(list(said.values())), strict=True))


def _changes(pairs: Pairs, bars: Bars, groups: Mapping[str, str | None]) -> Iterable[told.Change]:
    """One change per organisation in both, in the order of the later table."""
    before, after = standings(pairs.last), standings(pairs.now)
    names = pairs.both("organisation.name")
    paths = {} if bars.positions else {p: pairs.both(f"{p}:position") for p in pairs.paths}
    scores = {} if bars.scores else {m: pairs.both(m) for m in pairs.measures}
    for place, (old, new) in enumerate(pairs.rows):
        first, second = before[old], after[new]
        to, sure = (None, None) if bars.positions else _moved(first, second)
        yield told.Change(
            id=pairs.ids[place],
            name=names[place][1] or names[place][0],
            cohort=groups.get(pairs.ids[place]),
            last=first,
            now=second,
            moved=to,
            steps=None if to is None else int(change(first.position, second.position) or 0),
            progress=None if bars.positions else change(first.progress, second.progress),
            sure=sure,
            paths={name: _whole(change(*column[place])) for name, column in paths.items()},
            measures={name: change(*column[place]) for name, column in scores.items()},
            cautions=_cautions(first, second),
        )


def _cautions(last: told.Standing, now: told.Standing) -> tuple[told.Caution, ...]:
    """What to bear in mind about one organisation's change."""
    found: list[told.Caution] = []
    if last.date is not None and now.date is not None and now.date <= last.date:
        found.append("backwards" if now.date < last.date else "same-date")
    if Answered.of(last).differs_much(Answered.of(now)):
        found.append("coverage")
    return tuple(found)


def _moved(last: told.Standing, now: told.Standing) -> tuple[told.Direction | None, bool | None]:
    return moved(Place(last.position, last.low, last.high), Place(now.position, now.low, now.high))


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)


def _most_moved_first(item: told.Change) -> tuple[int, float, float, float, bool, str]:
    """Who fell, who rose, then the others; those that moved furthest come first."""
    scores = max((abs(value) for value in item.measures.values() if value is not None), default=0.0)
    return (
        _GROUPS.index(item.moved),
        -abs(item.steps or 0),
        -abs(item.progress or 0.0),
        -scores,
        not item.sure,
        item.id,
    )


def _listed(
    table: ResultsTable, rows: Sequence[int], groups: Mapping[str, str | None]
) -> Iterable[told.Listed]:
    ids, names = table.column("organisation"), table.column("organisation.name")
    found = standings(table) if rows else []
    for row in sorted(rows, key=lambda row: str(ids[row])):
        yield told.Listed(
            id=ids[row], name=names[row], cohort=groups.get(ids[row]), standing=found[row]
        )


def _counts(moves: Iterable[tuple[told.Direction | None, bool | None]]) -> told.Counts:
    counts = dict.fromkeys(told.Counts.model_fields, 0)
    for to, sure in moves:
        counts[to or "unsaid"] += 1
        if sure:
            counts[f"sure_{to}"] += 1
    return told.Counts(**counts)


def _paths(pairs: Pairs, changes: Sequence[told.Change]) -> Iterable[told.PathChange]:
    names = [None, *pairs.paths] if pairs.has_position else list(pairs.paths)
    for name in names:
        places = pairs.places("" if name is None else f"{name}:")
        moves: dict[tuple[int, int], int] = {}
        for old, new in places:
            if old.at is not None and new.at is not None:
                key = (int(old.at), int(new.at))
                moves[key] = moves.get(key, 0) + 1
        still = [c.progress for c in changes if c.moved == "same"] if name is None else []
        progress = [value for value in still if value is not None]
        yield told.PathChange(
            id=name,
            counts=_counts(moved(old, new) for old, new in places),
            moves=tuple(
                told.Move(last=old, now=new, organisations=count)
                for (old, new), count in sorted(moves.items())
            ),
            nearer=sum(value > SAME for value in progress),
            farther=sum(value < -SAME for value in progress),
            progress_unsaid=len(still) - len(progress),
        )


def _measures(pairs: Pairs, bars: Bars) -> Iterable[told.MeasureChange]:
    """Every measure of either table, in the order of the later one."""
    titles = {
        **(pairs.last.rests_on.measures if pairs.last.rests_on else {}),
        **(pairs.now.rests_on.measures if pairs.now.rests_on else {}),
    }
    for name in dict.fromkeys((*pairs.now.measures, *pairs.last.measures)):
        title = titles.get(name)
        if name not in pairs.measures:
            only: told.Only = "now" if name in pairs.now.measures else "last"
            yield told.MeasureChange(id=name, title=title, only=only, counts=told.Counts())
        elif not bars.scores:
            yield _measure(name, title, pairs)


def _measure(name: str, title: LocalText | None, pairs: Pairs) -> told.MeasureChange:
    places = pairs.scores(name)
    said = [value for old, new in places if (value := change(old.at, new.at)) is not None]
    spread = dict(zip(("lower", "median", "upper"), quartiles(said), strict=True)) if said else None
    return told.MeasureChange(
        id=name,
        title=title,
        counts=_counts(moved(old, new) for old, new in places),
        change=told.Spread(**spread) if spread else None,
    )


def _cohorts(
    by: str,
    changes: Sequence[told.Change],
    new: Sequence[told.Listed],
    gone: Sequence[told.Listed],
) -> told.Cohorts:
    """The groups by their names, those who say nothing last."""
    here = Counter(item.cohort for item in new)
    left = Counter(item.cohort for item in gone)
    moves: dict[str | None, list[told.Change]] = {name: [] for name in (*here, *left)}
    for item in changes:
        moves.setdefault(item.cohort, []).append(item)
    return told.Cohorts(
        by=by,
        groups=tuple(
            told.Cohort(
                name=name,
                counts=_counts((item.moved, item.sure) for item in moves[name]),
                new=here[name],
                gone=left[name],
            )
            for name in sorted(moves, key=lambda name: (name is None, name or ""))
        ),
    )
