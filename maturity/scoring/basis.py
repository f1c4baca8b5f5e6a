"""What do the position and the ranks of a response rest on?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from maturity.scoring.assess import Scored
from maturity.scoring.engine import Scores
from maturity.scoring.plan import Floats, ScoringPlan

_WEIGHTED = frozenset(
    {
        "mean",
        "sum",
        "median",
        "geometric_mean",
        "harmonic_mean",
        "share_at_least",
        "count_at_least",
    }
)
"""The aggregations in which a member with more weight has more say."""


@dataclass(frozen=True)
class Basis:
    """What the results of a response rest on, by place.

    Attributes:
        paths: The main path and those it rests on; none without one.
        outcome: The measure whose score stands for the progress where there is no path.
        ranked: The sections with a score, kind by kind where there are at least two.
        weighted: The measures below the path (or the outcome) in which weights have a say.
        weighted_for_ranks: The same below the ranked sections.
    """

    paths: frozenset[int]
    outcome: int
    ranked: tuple[tuple[int, ...], ...]
    weighted: frozenset[int]
    weighted_for_ranks: frozenset[int]

    def result(self, scores: Scores) -> Floats:
        """The progress on the path, or the score that stands for it; one figure per row.

        A progress that cannot be said is what is reached for certain: the position.
        """
        path = scores.path
        if path is not None:
            return np.where(np.isnan(path.progress), path.position, path.progress)
        measure = scores.measures[self.outcome]
        return np.where(measure.enough, measure.score, np.nan)


def basis_of(scored: Scored) -> Basis:
    """What the results of one response rest on."""
    plan = scored.plan
    paths = frozenset(_below_path(plan)) if plan.main is not None else frozenset[int]()
    outcome = _outcome(scored)
    ranked = tuple(_ranked(scored))
    roots = [place for path in paths for place in _needed(plan, path)] if paths else [outcome]
    return Basis(
        paths,
        outcome,
        ranked,
        _weighted(plan, roots),
        _weighted(plan, [place for kind in ranked for place in kind]),
    )


def _outcome(scored: Scored) -> int:
    """The last measure that the rubric names, or the last of all."""
    named = [m.id for m in scored.rubric.measures if m.id is not None]
    return scored.plan.measure[named[-1]] if named else len(scored.plan.measures) - 1


def _ranked(scored: Scored) -> Iterator[tuple[int, ...]]:
    """Kind by kind the sections that have a score, where there are at least two."""
    plan = scored.plan
    kinds: dict[str, list[int]] = {}
    for section in scored.questionnaire.walk():
        place = plan.measure.get(section.id)
        if place is not None and scored.scores.measures[place].enough[0]:
            kinds.setdefault(section.kind, []).append(place)
    yield from (tuple(places) for places in kinds.values() if len(places) > 1)


def _below_path(plan: ScoringPlan) -> Iterator[int]:
    """The main path and all it rests on."""
    todo = [0]
    while todo:
        place = todo.pop()
        yield place
        todo += plan.paths[place].of


def _needed(plan: ScoringPlan, path: int) -> Iterator[int]:
    """The measures that the steps of a path look at."""
    for step in plan.paths[path].steps:
        if step.measure is not None:
            yield step.measure
        yield from (need.index for need in (*step.gates, *step.practices) if need.is_measure)


def _weighted(plan: ScoringPlan, roots: Iterable[int]) -> frozenset[int]:
    """The measures at or below some in which weights can shift what their members say."""
    found: set[int] = set()
    todo = list(roots)
    while todo:
        place = todo.pop()
        if place not in found:
            found.add(place)
            todo += [part.index for part in plan.measures[place].parts if part.is_measure]
    return frozenset(
        place
        for place in found
        if plan.measures[place].by in _WEIGHTED and len(plan.measures[place].parts) > 1
    )
