"""How do measures see the answers: which apply, which are there, what each counts?

Numbers stand in blocks: the point, and, where something is missing, the low and the high end.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np

from maturity.scoring.aggregate import Column, Mask, Number
from maturity.scoring.dependencies import depending
from maturity.scoring.encode import ANSWERED, NOT_APPLICABLE, Rows
from maturity.scoring.plan import Floats, PlannedMeasure, ScoringPlan


class Answers:
    """The answers of many responses.

    Attributes:
        missing: Where a question applies but has no answer; None where nothing is missing.
        applicable: Where a question applies; None where all do.
        present: Where there is an answer; None where there is everywhere.
    """

    def __init__(self, plan: ScoringPlan, rows: Rows) -> None:
        self.plan, self.rows = plan, rows
        self.count = rows.values.shape[1]
        present = rows.states == ANSWERED
        self.present: Mask | None = None if present.all() else present
        self.applicable: Mask | None = None
        self.missing: Mask | None = None
        if self.present is not None:
            applicable, missing = rows.applicable, rows.missing
            self.applicable = None if applicable.all() else applicable
            self.missing = missing if missing.any() else None

    @cached_property
    def point(self) -> Floats:
        """What answers count, questions x rows; NaN where there is no answer."""
        plan, rows = self.plan, self.rows
        if not (plan.fills and plan.dependencies):
            return depending(plan, rows, rows.values)
        return np.where(np.isnan(rows.values), np.nan, self.ends[0])

    @cached_property
    def ends(self) -> tuple[Floats, Floats]:
        """The same with every missing answer at its least, and at its greatest."""
        plan, rows = self.plan, self.rows
        low, high = (
            depending(plan, rows, np.where(rows.missing, end[:, None], rows.values))
            for end in (plan.least, plan.greatest)
        )
        return low, high

    def of(self, column: int) -> Floats:
        """One question in blocks: the point, and, where something is missing, both ends."""
        point = self.point[column]
        if self.missing is None:
            return np.array([point])
        if self.plan.dependencies:
            return np.array([point, *(end[column] for end in self.ends)])
        missing = self.missing[column]
        ends = (self.plan.least[column], self.plan.greatest[column])
        return np.array([point, *(np.where(missing, end, point) for end in ends)])

    @cached_property
    def not_applicable(self) -> Mask:
        """Where a question is asked but does not apply."""
        return np.asarray(self.rows.states == NOT_APPLICABLE)

    def member(self, column: int, measure: PlannedMeasure, weight: Number, need: float) -> Column:
        """A question as a member of a measure, by the measure's policies."""
        values = self.of(column)
        applicable = None if self.applicable is None else self.applicable[column]
        if measure.missing == "least" and self.missing is not None:
            values = np.array([np.where(self.missing[column], values[1], values[0]), *values[1:]])
        if measure.not_applicable != "leave_out" and applicable is not None:
            out = self.not_applicable[column]
            values = np.where(out, self._stand_in(column, measure), values)
            applicable = applicable | out
        present = None if self.present is None else ~np.isnan(values)
        least, greatest = float(self.plan.least[column]), float(self.plan.greatest[column])
        share = (values - least) / (greatest - least)
        if measure.on_score:
            return Column(share, 0.0, 1.0, present, applicable, weight, need)
        return Column(share, least, greatest, present, applicable, weight, need, values)

    def _stand_in(self, column: int, measure: PlannedMeasure) -> float:
        ends: dict[str, Any] = {
            "least": self.plan.least,
            "greatest": self.plan.greatest,
            "target": self.plan.targets,
        }
        return float(ends[measure.not_applicable][column])
