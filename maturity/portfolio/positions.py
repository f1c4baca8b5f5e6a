"""How many organisations stand on which step of a path, for certain and at most?"""

from __future__ import annotations

from collections.abc import Iterator

from maturity.model.portfolio import PathCounts, StepCount
from maturity.portfolio.bodies import Bodies
from maturity.portfolio.figures import quantiles
from maturity.scoring.path import PathResult
from maturity.scoring.plan import PlannedPath


def paths(bodies: Bodies) -> tuple[PathCounts | None, tuple[PathCounts, ...]]:
    """The main path, where there is one, and the others."""
    found = [
        _counts(planned, result)
        for planned, result in zip(bodies.plan.paths, bodies.scores.paths, strict=True)
    ]
    if bodies.plan.main is None:
        return None, tuple(found)
    return found[0], tuple(found[1:])


def _counts(planned: PlannedPath, result: PathResult) -> PathCounts:
    return PathCounts(
        id=planned.id,
        steps=tuple(_steps(planned, result)),
        higher=int((result.high > result.position).sum()),
        lower=int((result.low < result.position).sum()),
        unsaid=int(((result.low == 0) & (result.high == len(planned.steps))).sum()),
        progress=quantiles(result.progress),
    )


def _steps(planned: PlannedPath, result: PathResult) -> Iterator[StepCount]:
    at, low, high = result.position, result.low, result.high
    for number, name in enumerate((None, *(step.id for step in planned.steps))):
        yield StepCount(
            step=name,
            here=int((at == number).sum()),
            least=int(((low == number) & (high == number)).sum()),
            most=int(((low <= number) & (high >= number)).sum()),
            reached=int((at >= number).sum()),
            reached_low=int((low >= number).sum()),
            reached_high=int((high >= number).sum()),
        )
