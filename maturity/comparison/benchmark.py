"""Where does one organisation stand among the others of a table of results?

An organisation is held against the others: its own row is left out, so that a table with it and one
without it give the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from maturity.comparison.moves import SAME
from maturity.comparison.spread import quartiles
from maturity.model.assessment import Assessment
from maturity.model.benchmark import FEWEST, Among, Benchmark
from maturity.model.comparison import Spread
from maturity.model.results_table import ResultsTable


def benchmark(table: ResultsTable, found: Assessment) -> Benchmark:
    """One organisation's position, progress and measures among the others of a table.

    What missing answers leave open is told for the organisation itself; the others count as they stand.

    Args:
        table: The results of many, by the same questionnaire and rubric.
        found: The organisation's own result.
    """
    ids = table.column("organisation")
    rows = [row for row, name in enumerate(ids) if name != found.organisation.id]
    path = found.path

    def others(column: str) -> list[float]:
        values = table.column(column)
        return [float(values[row]) for row in rows if values[row] is not None]

    dates = table.column("date")
    days = [dates[row] for row in rows if dates[row] is not None]
    return Benchmark(
        others=len(rows),
        itself=len(rows) < table.rows,
        first_date=min(days, default=None),
        last_date=max(days, default=None),
        position=None
        if path is None
        else among(others("position"), path.position, path.low, path.high),
        progress=None if path is None else among(others("progress"), path.progress),
        measures={
            name: among(others(name), measure.score, measure.low, measure.high)
            for name, measure in found.measures.items()
            if name in table.measures
        },
    )


def among(
    others: Sequence[float],
    own: float | None,
    low: float | None = None,
    high: float | None = None,
) -> Among:
    """One figure among those of the others; little is said where there are fewer than five.

    Args:
        others: Their figures.
        own: The organisation's own, if it has one.
        low: The least it could be with the answers that are missing; `own` when left out.
        high: The greatest.
    """
    count = len(others)
    if count < FEWEST:
        return Among(others=count)
    lower, median, upper = quartiles(others)
    spread = Spread(lower=lower, median=median, upper=upper)
    if own is None:
        return Among(others=count, spread=spread)
    below = sum(other < own - SAME for other in others)
    above = sum(other > own + SAME for other in others)
    return Among(
        others=count,
        lower=below,
        same=count - below - above,
        higher=above,
        percentile=percentile(others, own),
        low=percentile(others, own if low is None else low),
        high=percentile(others, own if high is None else high),
        spread=spread,
    )


def percentile(others: Sequence[float], own: float) -> float:
    """The percentile rank between 0 and 100: the share that is lower, and half of the share that is the same.

    Source: the mid-rank rule of educational testing, which `scipy.stats.percentileofscore` calls
    `mean`; there the one that is ranked is usually among those it is ranked in, here it is not.

    Args:
        others: At least one figure.
        own: The figure that is ranked; figures that differ by less than 1e-9 are the same.
    """
    below = sum(other < own - SAME for other in others)
    above = sum(other > own + SAME for other in others)
    return 100 * (below + (len(others) - below - above) / 2) / len(others)
