"""What is to be reached, and how is it seen whether it is?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maturity.planning.problem import Problem, Sets
from maturity.scoring.conditions import Mask
from maturity.scoring.engine import Scores, score
from maturity.scoring.plan import TOLERANCE, PlannedGate, ScoringPlan


@dataclass(frozen=True)
class Target:
    """A position on a path, or levels of questions and measures, or both.

    Attributes:
        path: The path's place in the plan; None where no position is wanted.
        position: How many of its steps are to hold.
        levels: What questions and measures are to reach.
    """

    path: int | None = None
    position: int = 0
    levels: tuple[PlannedGate, ...] = ()

    def needs(self, plan: ScoringPlan) -> tuple[PlannedGate, ...]:
        """What must hold in any case: everything that the wanted steps and levels look at."""
        return (*self.levels, *(_of_path(plan, self.path, self.position)))

    def reached(self, scores: Scores) -> Mask:
        """In which rows the target holds; every answer is there."""
        count = scores.counted.shape[1]
        held = np.ones(count, dtype=np.bool_)
        if self.path is not None:
            held &= scores.paths[self.path].position >= self.position
        for need in self.levels:
            held &= holds(need, scores)
        return held


def _of_path(plan: ScoringPlan, path: int | None, position: int) -> Sequence[PlannedGate]:
    if path is None:
        return ()
    planned = plan.paths[path]
    found: list[PlannedGate] = []
    for place in planned.of:
        found += _of_path(plan, place, position)
    for step in planned.steps[:position] if planned.kind != "lowest" else ():
        if step.measure is not None:
            found.append(PlannedGate(step.measure, step.reached_at, is_measure=True, on_score=True))
        found += [*step.gates, *step.practices]
    return found


def holds(need: PlannedGate, scores: Scores) -> Mask:
    """In which rows one need holds; it does where what it looks at does not apply."""
    if not need.is_measure:
        counted = scores.counted[need.index]
        return np.asarray(np.isnan(counted) | (counted >= need.at_least - TOLERANCE))
    result = scores.measures[need.index]
    found = result.score if need.on_score else result.value
    return np.asarray(np.isnan(found) | (found >= need.at_least - TOLERANCE))


def judged(problem: Problem, target: Target, sets: Sets) -> Mask:
    """For which sets of tasks the target holds afterwards."""
    return target.reached(score(problem.plan, problem.scored(sets)))
