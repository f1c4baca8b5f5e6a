"""How is a comparison of results put into words?"""

from __future__ import annotations

from collections.abc import Iterator

from maturity.messages import say
from maturity.messages.numbers import day, listing
from maturity.model.comparison import Comparison, Counts, PathChange, Side
from maturity.view.comparison_counts import measures_moved, measures_still, still_words
from maturity.view.comparison_model import ComparisonView
from maturity.view.comparison_remarks import remark_words
from maturity.view.comparison_tables import tables


def comparison_view(found: Comparison, language: str) -> ComparisonView:
    """All that is said about two tables of results, the most important first."""
    return ComparisonView(
        language=language,
        title=say("compare.title", language, last=_side(found.last, language), now=_side(found.now, language)),
        headline=_headline(found, language),
        lead=tuple(_lead(found, language)),
        barred=tuple(remark_words(r, language) for r in found.remarks if r.bars),
        careful=tuple(remark_words(r, language) for r in found.remarks if not r.bars),
        tables=tuple(tables(found, language)),
    )  # fmt: skip


def main_counts(found: Comparison) -> Counts | None:
    """Who moved on the main path; None where it cannot be compared or there is none."""
    return next((path.counts for path in found.paths if path.id is None), None)


def _side(side: Side, language: str) -> str:
    """A file with the days of its answers."""
    first, last = side.first_date, side.last_date
    if first is None or last is None:
        return side.file
    key = "compare.side.day" if first == last else "compare.side"
    return say(key, language, file=side.file, first=day(first), last=day(last))


def _headline(found: Comparison, language: str) -> str:
    counts = main_counts(found)
    if not found.changes:
        return say("compare.headline.none", language)
    if counts is None:
        return _without_path(found, language)
    if not counts.up and not counts.down:
        return say("compare.headline.still", language)
    down = "down" if counts.up else "down_alone"
    parts = [
        say(f"compare.headline.{key}", language, n=count)
        for key, count in (("up", counts.up), (down, counts.down))
        if count
    ]
    return say("compare.headline", language, parts=listing(parts, say("report.and", language)))


def _without_path(found: Comparison, language: str) -> str:
    """The headline where who moved cannot be said: why, and what is there instead."""
    key = "compare.headline.barred"
    if not found.positions:
        return say(f"{key}.positions", language)
    if not found.paths and all(measure.only for measure in found.measures):
        return say(f"{key}.nothing", language)
    below = ("measures", measures_moved(found)), ("paths", found.paths)
    what = [say(f"{key}.{name}", language) for name, there in below if there]
    if not what:
        return say(key, language)
    return say(f"{key}.below", language, what=listing(what, say("report.and", language)))


def _lead(found: Comparison, language: str) -> Iterator[str]:
    both = say("compare.both", language, n=len(found.changes))
    new = say("compare.new", language, n=len(found.new))
    gone = say("compare.gone", language, n=len(found.gone))
    yield say("compare.who", language, both=both, new=new, gone=gone)
    main = next((path for path in found.paths if path.id is None), None)
    if main is not None:
        yield from _path_lead(main, language)
    still = measures_still(found)
    if still and not measures_moved(found):
        yield still_words("compare.still", still, language)


def _path_lead(path: PathChange, language: str) -> Iterator[str]:
    """How sure the moves are, and what became of those that stand on the same step."""
    counts = path.counts
    moved = counts.up + counts.down
    if moved:
        sure = counts.sure_up + counts.sure_down
        key = "all" if sure == moved else "none" if sure == 0 else "some"
        yield say(f"compare.sure.{key}", language, sure=sure, n=moved)
    if not counts.same:
        return
    still = counts.same - path.nearer - path.farther - path.progress_unsaid
    if still == counts.same:
        yield say("compare.same.all", language, n=still)
        return
    parts = [
        say(f"compare.same.{key}", language, n=count)
        for key, count, always in (
            ("nearer", path.nearer, True),
            ("farther", path.farther, True),
            ("still", still, False),
            ("unsaid", path.progress_unsaid, False),
        )
        if count or always
    ]
    words = listing(parts, say("report.and", language))
    yield say("compare.same", language, n=counts.same, parts=words)
