"""What could a missing answer be?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from maturity.model.questionnaire import Question
from maturity.scoring.encode import Rows
from maturity.scoring.plan import Floats, ScoringPlan


@dataclass(frozen=True)
class MissingAnswer:
    """A missing answer, evenly spread over what it could be.

    Attributes:
        column: Of the question.
        width: How many numbers it takes.
        counted: Makes what it counts (one per draw) of draws x width numbers.
    """

    column: int
    width: int
    counted: Callable[[Floats], Floats]


def missing_answers(plan: ScoringPlan, rows: Rows) -> tuple[MissingAnswer, ...]:
    """The missing answers of the first row."""
    return tuple(
        _missing(plan, int(column)) for column in np.flatnonzero(np.asarray(rows.missing)[:, 0])
    )


def _missing(plan: ScoringPlan, column: int) -> MissingAnswer:
    question = plan.questions[column]
    if question.type == "number":
        return MissingAnswer(column, 1, _anywhere(plan, column, question))
    if question.type == "multi":
        return MissingAnswer(column, len(question.option_values()), _any_of(plan, column, question))
    options = _counted(plan, column, np.array(question.option_values(), dtype=np.float64))
    return MissingAnswer(
        column, 1, lambda numbers: options[(numbers[:, 0] * len(options)).astype(np.intp)]
    )


def _anywhere(plan: ScoringPlan, column: int, question: Question) -> Callable[[Floats], Floats]:
    least, greatest = question.scale

    def counted(numbers: Floats) -> Floats:
        return _counted(plan, column, least + numbers[:, 0] * (greatest - least))

    return counted


def _any_of(plan: ScoringPlan, column: int, question: Question) -> Callable[[Floats], Floats]:
    def counted(numbers: Floats) -> Floats:
        given = np.zeros(len(numbers))
        for place, worth in enumerate(question.option_values()):
            given += np.where(numbers[:, place] < 0.5, worth, 0.0)
        return _counted(plan, column, given)

    return counted


def _counted(plan: ScoringPlan, column: int, given: Floats) -> Floats:
    """What given values count, by the plan's own rule."""
    if column not in plan.scales:
        return given
    return np.array([plan.counted(column, float(value)) for value in given])
