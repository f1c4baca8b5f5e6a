"""How is a problem written for a solver, so that nothing that reaches the target is left out?

Gates, means, sums, minimums and shares of levels reached are written as they are. What cannot be
written in linear terms is left open: the engine judges what the solver proposes, and what it refuses
comes back as a cut.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from maturity.planning.problem import Problem
from maturity.planning.solver import Row
from maturity.scoring.encode import Rows
from maturity.scoring.engine import score
from maturity.scoring.plan import TOLERANCE, Part, PlannedGate, PlannedMeasure, ScoringPlan

_SLACK = 1e-7
"""What a solver's arithmetic may be off; the engine judges to the last digit."""


@dataclass(frozen=True)
class _Applied:
    """A lift that can take effect: the variable that says whether it does."""

    task: int
    variable: int
    start: float
    to: float

    def brings_to(self, value: float) -> bool:
        """Whether it brings an answer to a value; what starts there does not."""
        return self.start < value - TOLERANCE <= self.to


@dataclass
class Model:
    """Variables and constraints; the first variables are the tasks, 1 for what is chosen.

    The others say how far answers come, from 0 to 1: because they are only ever held down by whole
    numbers and pulled up by what is wanted, they need not be whole themselves.

    Attributes:
        count: How many variables there are.
        rows: The constraints.
        reach: For a column and a value, the variable that says whether the value is reached.
    """

    problem: Problem
    count: int = 0
    rows: list[Row] = field(default_factory=list)
    reach: dict[tuple[int, float], int] = field(default_factory=dict)
    values: dict[int, tuple[float, ...]] = field(default_factory=dict)
    applied: dict[int, list[_Applied]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.count = len(self.problem.tasks)
        for column in sorted({lift.column for task in self.problem.tasks for lift in task.lifts}):
            self._column(column)
        for place, task in enumerate(self.problem.tasks):
            for need in task.needs:
                self._prerequisite(place, need)

    def variable(self) -> int:
        """A new variable from 0 to 1."""
        self.count += 1
        return self.count - 1

    def _column(self, column: int) -> None:
        """The values at which lifts start and end, and what each rests on."""
        today = self.problem.worth[column]
        lifts = [
            (place, lift)
            for place, task in enumerate(self.problem.tasks)
            for lift in task.lifts
            if lift.column == column and lift.to > today + TOLERANCE
        ]
        ends = {end for _, lift in lifts for end in (lift.start, lift.to)}
        self.values[column] = tuple(sorted(end for end in ends if end > today + TOLERANCE))
        for value in self.values[column]:
            self.reach[column, value] = self.variable()
        applied = self.applied[column] = []
        for place, lift in lifts:
            if lift.start <= today + TOLERANCE:
                applied.append(_Applied(place, place, lift.start, lift.to))
                continue
            before = self._reached(column, lift.start)
            if before is None:
                continue
            both = self.variable()
            self.rows += [Row({place: 1, both: -1}, 0), Row({before: 1, both: -1}, 0)]
            applied.append(_Applied(place, both, lift.start, lift.to))
        for value in self.values[column]:
            terms = {self.reach[column, value]: -1.0}
            for each in applied:
                if each.brings_to(value):
                    terms[each.variable] = terms.get(each.variable, 0) + 1
            self.rows.append(Row(terms, 0))

    def _reached(self, column: int, value: float) -> int | None:
        """The variable that says whether a value is reached; None where no lift comes so far."""
        found = next((v for v in self.values.get(column, ()) if v >= value - TOLERANCE), None)
        return None if found is None else self.reach[column, found]

    def _prerequisite(self, place: int, need: int) -> None:
        """A task rests on another: that is done, or others bring everything it lifts to its `to`."""
        lifts = [x for x in self.problem.tasks[need].lifts if self._is_open(x.column, x.to)]
        if not lifts:
            return
        terms = {place: -1.0, need: 1.0}
        ways = [
            [
                each.variable
                for each in self.applied.get(lift.column, ())
                if each.brings_to(lift.to) and each.task not in (place, need)
            ]
            for lift in lifts
        ]
        if all(ways):
            met = self.variable()
            terms[met] = 1.0
            for way in ways:
                self.rows.append(Row({**dict.fromkeys(way, 1.0), met: -1.0}, 0))
        self.rows.append(Row(terms, 0))

    def _is_open(self, column: int, value: float) -> bool:
        return bool(self.problem.worth[column] < value - TOLERANCE)

    def require(self, need: PlannedGate) -> None:
        """Write down a need, as far as it can be written."""
        if need.is_measure:
            self._require_measure(need)
        else:
            self._require_column(need.index, need.at_least)

    def _require_column(self, column: int, value: float) -> None:
        counted = float(self.problem.rows.values[column, 0])
        if np.isnan(counted) or counted >= value - TOLERANCE or self._is_held_down(column):
            return
        variable = self._reached(column, value)
        # Without any lift that comes so far the need cannot be met.
        self.rows.append(Row({} if variable is None else {variable: 1}, 1))

    def _require_measure(self, need: PlannedGate) -> None:
        measure = self.problem.plan.measures[need.index]
        if self._is_affine(need.index):
            self._require_affine(need)
        elif (members := of_minimum(self.problem.plan, need)) is not None:
            for inner in members:
                self.require(inner)
        elif (
            measure.by in {"share_at_least", "count_at_least"}
            and is_plain(measure)
            and (need.on_score or measure.report_on is None)
        ):
            self._require_share(measure, need)

    def _is_affine(self, place: int) -> bool:
        measure = self.problem.plan.measures[place]
        return (
            measure.by in {"mean", "sum"}
            and is_plain(measure)
            and not any(self._is_held_down(int(column)) for column in measure.columns)
            and all(self._is_affine(part.index) for part in measure.parts if part.is_measure)
        )

    def _is_held_down(self, column: int) -> bool:
        """Whether another answer can hold a column down, so that its value is not what it is lifted to."""
        return any(cap.column == column for cap, _ in self.problem.plan.dependencies)

    def _require_affine(self, need: PlannedGate) -> None:
        """What each column adds is asked of the engine itself: one row for each, at its greatest."""
        columns = [
            int(c) for c in self.problem.plan.measures[need.index].columns if int(c) in self.values
        ]
        rows = self.problem.rows
        tried = np.repeat(rows.values, len(columns) + 1, axis=1)
        for index, column in enumerate(columns, 1):
            tried[column, index] = self.problem.plan.greatest[column]
        found = score(
            self.problem.plan, Rows(tried, np.repeat(rows.states, tried.shape[1], axis=1))
        )
        result = found.measures[need.index]
        given = result.score if need.on_score else result.value
        if np.isnan(given[0]):
            return
        terms: dict[int, float] = {}
        for index, column in enumerate(columns, 1):
            before = float(rows.values[column, 0])
            width = float(self.problem.plan.greatest[column]) - before
            slope = float(given[index] - given[0]) / width if width > TOLERANCE else 0.0
            for value in self.values[column]:
                if value > before + TOLERANCE:
                    terms[self.reach[column, value]] = slope * (value - before)
                    before = value
        self.rows.append(Row(terms, need.at_least - float(given[0]) - _SLACK))

    def _require_share(self, measure: PlannedMeasure, need: PlannedGate) -> None:
        """So much of the weight of the members must reach the level; members that are measures stay open."""
        if any(part.is_measure or self._is_held_down(part.index) for part in measure.parts):
            return
        plan, held, whole = self.problem.plan, 0.0, 0.0
        terms: dict[int, float] = {}
        for part in measure.parts:
            counted = float(self.problem.rows.values[part.index, 0])
            if np.isnan(counted):
                continue
            least, greatest = plan.least[part.index], plan.greatest[part.index]
            level = float(least + part.need * (greatest - least)) if measure.on_score else part.need
            whole += part.weight
            if counted >= level - TOLERANCE:
                held += part.weight
            elif (variable := self._reached(part.index, level)) is not None:
                terms[variable] = terms.get(variable, 0.0) + part.weight
        on_share = need.on_score or measure.by == "share_at_least"
        wanted = need.at_least * whole if on_share else need.at_least
        if whole > 0:
            self.rows.append(Row(terms, wanted - held - _SLACK * max(1.0, whole)))


def is_plain(measure: PlannedMeasure) -> bool:
    """Whether a measure is nothing but its aggregation."""
    return (
        not measure.rungs
        and measure.own_scale is None
        and measure.floor == 0
        and measure.not_applicable == "leave_out"
    )


def of_minimum(plan: ScoringPlan, need: PlannedGate) -> list[PlannedGate] | None:
    """What each member of a minimum must reach for it to meet a need.

    Returns:
        None for another measure, and where it depends on which members apply: the score of a minimum
        whose members have scales of their own lies between the least of their ends.
    """
    measure = plan.measures[need.index] if need.is_measure else None
    if measure is None or measure.by != "minimum" or not is_plain(measure):
        return None
    at_least, is_share = need.at_least, need.on_score
    if measure.report_on is not None and not is_share:
        least, greatest = measure.report_on
        at_least, is_share = (at_least - least) / (greatest - least), True
    if is_share:
        if measure.scale is None:
            return None
        least, greatest = measure.scale
        at_least = least + at_least * (greatest - least)
    return [_member(plan, part, at_least, on_score=measure.on_score) for part in measure.parts]


def _member(plan: ScoringPlan, part: Part, at_least: float, *, on_score: bool) -> PlannedGate:
    if part.is_measure:
        return PlannedGate(part.index, at_least, is_measure=True, on_score=on_score)
    if not on_score:
        return PlannedGate(part.index, at_least)
    least, greatest = float(plan.least[part.index]), float(plan.greatest[part.index])
    return PlannedGate(part.index, least + at_least * (greatest - least))
