"""Where does an organisation stand after some of the actions, as far as can be said today?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from maturity.model.roadmap import Projected, Standing
from maturity.planning.problem import Problem, Sets
from maturity.scoring.encode import ANSWERED, Rows
from maturity.scoring.engine import Scores, score
from maturity.scoring.plan import TOLERANCE, ScoringPlan
from maturity.scoring.standing import figure


@dataclass(frozen=True)
class Forecast:
    """One response after each of several sets of tasks: the point estimate and both ends."""

    plan: ScoringPlan
    point: Scores
    low: Scores
    high: Scores

    def standing(self, place: int) -> Standing | None:
        """The position on the main path after one of the sets."""
        if self.plan.main is None:
            return None
        point, low, high = (scores.paths[0] for scores in (self.point, self.low, self.high))
        return Standing(
            position=int(point.position[place]),
            low=int(low.low[place]),
            high=int(high.high[place]),
            progress=figure(point.progress[place]),
        )

    def measures(self, place: int) -> dict[str, Projected]:
        """Every measure after one of the sets."""
        return {
            planned.id: Projected(
                score=figure(point.score[place]) if point.enough[place] else None,
                low=figure(low.low[place]),
                high=figure(high.high[place]),
            )
            for planned, point, low, high in zip(
                self.plan.measures,
                self.point.measures,
                self.low.measures,
                self.high.measures,
                strict=True,
            )
        }


def forecast(low: Problem, high: Problem, rows: Rows, chosen: Sequence[Iterable[str]]) -> Forecast:
    """Where a response stands after each of several sets of actions.

    Args:
        low: The problem with every missing answer at its least.
        high: The same at its greatest.
        rows: The response as it was given.
        chosen: The ids of the actions that are finished.
    """
    names = {task.id: place for place, task in enumerate(low.tasks)}
    sets = np.zeros((len(low.tasks), len(chosen)), dtype=np.bool_)
    for column, ids in enumerate(chosen):
        sets[[names[name] for name in ids], column] = True
    return Forecast(
        plan=low.plan,
        point=score(low.plan, _point(low, rows, sets)),
        low=score(low.plan, low.scored(sets)),
        high=score(high.plan, high.scored(sets)),
    )


def _point(low: Problem, rows: Rows, sets: Sets) -> Rows:
    """The answers there are, and those that an action has brought to a value of its own."""
    lifted = low.lifted(sets)
    states = np.repeat(rows.states, sets.shape[1], axis=1)
    is_raised = lifted > low.rows.values + TOLERANCE
    states[is_raised] = ANSWERED
    return Rows(np.where(is_raised, lifted, np.repeat(rows.values, sets.shape[1], axis=1)), states)
