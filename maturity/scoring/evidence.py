"""What does an answer count at most, given its evidence?"""

from __future__ import annotations

import math
from calendar import monthrange
from datetime import date

from maturity.model.response import Answer, Evidence
from maturity.scoring.plan import PlannedCap, ScoringPlan


def proven_at_most(plan: ScoringPlan, column: int, answer: Answer, on: date) -> float:
    """What an answer counts at most, given its evidence; infinite without a cap.

    Args:
        plan: The plan, with its caps.
        column: Of the question.
        answer: The answer with its evidence.
        on: The date of the response, from which the age of evidence is counted.
    """
    limits = (
        cap.at_most
        for cap in plan.caps
        if cap.column == column
        and cap.unless is None
        and not any(_qualifies(piece, cap, on) for piece in answer.evidence)
    )
    return min(limits, default=math.inf)


def _qualifies(piece: Evidence, cap: PlannedCap, on: date) -> bool:
    if cap.grades and piece.grade not in cap.grades:
        return False
    return cap.months is None or (
        piece.date is not None and piece.date >= _months_before(on, int(cap.months))
    )


def _months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the month's last day where that one does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
