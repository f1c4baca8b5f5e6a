"""What do rows of answers score?

The only place where measures and positions are computed: terminal, batch and report all come here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import islice
from typing import Any

import numpy as np
from threadpoolctl import ThreadpoolController

from maturity.scoring.aggregate import Column, Mask, Number
from maturity.scoring.answers import Answers
from maturity.scoring.encode import Rows
from maturity.scoring.measures import compute
from maturity.scoring.path import Measured, PathResult, Walk
from maturity.scoring.plan import TOLERANCE, Floats, ScoringPlan

CHUNK = 24_576
"""So many rows are scored at a time: many enough that most of the time goes into numpy."""


@dataclass(frozen=True)
class MeasureResult:
    """One measure over all rows; NaN where there is no number.

    `value` and `score` are the estimate from the answers there are, before the rubric's minimum
    share of answered questions is applied; `enough` says where that minimum is met.

    Attributes:
        column: The measure on its own scale.
        answered: How many questions below it count as answered.
        applicable: How many questions below it count at all.
        enough: Whether that is enough for a score.
    """

    column: Column
    answered: Floats
    applicable: Floats
    enough: Mask

    @property
    def score(self) -> Floats:
        """How far it stands on its scale, 0 to 1."""
        return np.asarray(self.column.share[0])

    @property
    def low(self) -> Floats:
        """The score with every missing answer at its least."""
        return np.asarray(self.column.share[min(1, len(self.column.share) - 1)])

    @property
    def high(self) -> Floats:
        """The score with every missing answer at its greatest."""
        return np.asarray(self.column.share[-1])

    @property
    def value(self) -> Floats:
        """On the measure's own scale."""
        return np.asarray(self.column.value[0])

    @cached_property
    def least(self) -> Floats:
        """The lower end of the scale; NaN where nothing applies."""
        return self._end(self.column.least)

    @cached_property
    def greatest(self) -> Floats:
        """The upper end of the scale; NaN where nothing applies."""
        return self._end(self.column.greatest)

    def _end(self, end: Number) -> Floats:
        whole = np.broadcast_to(np.asarray(end, dtype=np.float64), self.score.shape)
        return np.where(self.applicable > 0, whole, np.nan)


@dataclass(frozen=True)
class Scores:
    """All measures and all paths of many rows, in the plan's order.

    Attributes:
        counted: What each answer counted in the end, questions x rows.
        path: The main path, where there is one.
    """

    measures: tuple[MeasureResult, ...]
    paths: tuple[PathResult, ...]
    counted: Floats
    path: PathResult | None


@dataclass(frozen=True)
class Draws:
    """Figures of one row each, in the place of the rubric's.

    Attributes:
        weights: For some measures, by place: parts x rows.
        thresholds: For some paths, by place: the scores that steps are reached at, steps x rows.
    """

    weights: Mapping[int, Floats] = field(default_factory=dict)
    thresholds: Mapping[int, Floats] = field(default_factory=dict)


@cache
def _libraries() -> ThreadpoolController:
    return ThreadpoolController()


def score(plan: ScoringPlan, rows: Rows, draws: Draws | None = None) -> Scores:
    """Score rows: point estimates, and ranges from every missing answer at its least and greatest."""
    # Products of this shape gain nothing from threads, and where the other cores are busy each
    # product would wait for a thread that has none: ten times slower was measured.
    limit = _libraries().limit(limits=1, user_api="blas")
    # What is missing is NaN, and a quotient of nothing is too: no reason to warn.
    with limit, np.errstate(all="ignore"):
        return _score(plan, rows, draws or Draws())


def _score(plan: ScoringPlan, rows: Rows, draws: Draws) -> Scores:
    answers = Answers(plan, rows)
    columns = compute(plan, answers, draws.weights)
    answered, applicable = _counts(plan, answers)
    minimum = np.array([[measure.minimum_answered] for measure in plan.measures])
    enough = (answered > 0) & (answered >= minimum * applicable - TOLERANCE)
    measures = tuple(map(MeasureResult, columns, answered, applicable, enough))
    walk = Walk(
        answers,
        [Measured(np.where(m.enough, m.score, np.nan), m.column) for m in measures],
    )
    paths: dict[int, PathResult] = {}
    for place in plan.path_order:
        paths[place] = walk.path(plan.paths[place], paths, draws.thresholds.get(place))
    in_order = tuple(paths[place] for place in range(len(plan.paths)))
    main = in_order[0] if plan.main is not None else None
    return Scores(measures, in_order, answers.point, main)


def _counts(plan: ScoringPlan, answers: Answers) -> tuple[Floats, Floats]:
    """How many questions below each measure count as answered, and at all: measures x rows."""
    shape = (len(plan.measures), answers.count)
    counts = plan.counts
    applicable: Any = counts.below.sum(axis=1, keepdims=True)
    if answers.applicable is not None:
        applicable = counts.below @ answers.applicable.astype(np.float32)
    answered = applicable
    if answers.missing is not None:
        answered = counts.below @ answers.present.astype(np.float32)  # type: ignore[union-attr]
        if counts.settling is not None:
            answered = answered + counts.settling @ answers.missing.astype(np.float32)
    if counts.counting is not None and answers.applicable is not None:
        outside = counts.counting @ answers.not_applicable.astype(np.float32)
        answered, applicable = answered + outside, applicable + outside
    whole = (np.broadcast_to(found, shape).astype(np.float64) for found in (answered, applicable))
    first, second = whole
    return first, second


def score_in_chunks(
    plan: ScoringPlan, rows: Rows, size: int = CHUNK, threads: int = 1
) -> Iterator[Scores]:
    """Score many rows a chunk at a time, in order, so that memory is bounded by the chunk.

    Args:
        plan: The plan.
        rows: Any number of responses.
        size: Responses in a chunk.
        threads: So many chunks are scored at once; numpy works outside the interpreter's lock.
    """
    from concurrent.futures import ThreadPoolExecutor  # only many rows need it

    starts = iter(range(0, rows.values.shape[1], size))

    def one(start: int) -> Scores:
        return score(plan, rows.between(start, start + size))

    with _libraries().limit(limits=1, user_api="blas"), ThreadPoolExecutor(threads) as pool:
        waiting = deque(pool.submit(one, start) for start in islice(starts, threads + 1))
        while waiting:
            done = waiting.popleft().result()
            waiting.extend(pool.submit(one, start) for start in islice(starts, 1))
            yield done
