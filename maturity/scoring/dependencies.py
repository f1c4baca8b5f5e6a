"""What does an answer count at most while another answer, on which it depends, is too low?"""

from __future__ import annotations

import numpy as np

from maturity.model.questionnaire import Condition
from maturity.scoring.conditions import Kleene, evaluate
from maturity.scoring.encode import NOT_APPLICABLE, NOT_ASKED, Rows, native_value
from maturity.scoring.plan import TOLERANCE, Floats, ScoringPlan


def depending(plan: ScoringPlan, rows: Rows, values: Floats) -> Floats:
    """Values held down where what they depend on is too low; in question order, so that chains work.

    Args:
        plan: The plan, with its caps.
        rows: The states of the answers.
        values: What they count before, questions x rows. Where a missing answer has a value here
            (its least or its greatest), conditions are judged by it; else they stay undecided.
    """
    if not plan.dependencies:
        return values
    held = values.copy()

    def compare(condition: Condition) -> Kleene:
        column = plan.column[str(condition.question)]
        states = rows.states[column]
        outside = (states == NOT_APPLICABLE) | (states == NOT_ASKED)
        known = ~np.isnan(held[column]) & ~outside
        if condition.at_least is not None:
            need = plan.counted(column, condition.at_least)
            fits = held[column] >= need - TOLERANCE
        else:
            worth = native_value(plan.questions[column], condition.is_)
            fits = np.abs(held[column] - plan.counted(column, worth)) <= TOLERANCE
        return known & fits, ~known & ~outside

    for cap, condition in plan.dependencies:
        holds, undecided = evaluate(condition, compare)
        fails = ~holds & ~undecided
        held[cap.column] = np.where(
            fails, np.minimum(held[cap.column], cap.at_most), held[cap.column]
        )
    return held
