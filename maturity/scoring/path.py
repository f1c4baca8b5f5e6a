"""Where on each path does each row stand?

Truth is kept as numbers: 1 holds, 0 fails, -1 cannot be said. What a step needs is judged three
times: at the point, and with every missing answer at its least and at its greatest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from maturity.scoring.aggregate import Column
from maturity.scoring.answers import Answers
from maturity.scoring.plan import TOLERANCE, Floats, PlannedGate, PlannedPath, PlannedStep

Truth = NDArray[np.int8]


class Ends(NamedTuple):
    """Whether something holds at the point, at the low end and at the high end, per row."""

    point: Truth
    low: Truth
    high: Truth


@dataclass(frozen=True)
class StepResult:
    """One step over all rows: whether it holds, its gates and its practices in the rubric's order."""

    holds: Truth
    gates: tuple[Truth, ...]
    practices: tuple[Truth, ...] = ()


@dataclass(frozen=True)
class PathResult:
    """One path over all rows; `progress` is NaN where it cannot be said."""

    steps: tuple[StepResult, ...]
    position: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    progress: Floats


class Measured(NamedTuple):
    """A measure as steps see it.

    Attributes:
        score: The point, NaN where it has too few answers.
        column: All blocks of it.
    """

    score: Floats
    column: Column


class Walk:
    """Judges paths over the same rows."""

    def __init__(self, answers: Answers, measures: Sequence[Measured]) -> None:
        self.answers, self.measures = answers, measures
        self.plan = answers.plan

    def path(
        self, path: PlannedPath, done: Mapping[int, PathResult], thresholds: Floats | None
    ) -> PathResult:
        """One path; those it rests on are in `done`.

        Args:
            path: The path.
            done: The paths before it, by place.
            thresholds: The score each step is reached at, steps x rows, in the place of the plan's.
        """
        if path.kind == "lowest":
            return lowest([done[place] for place in path.of], len(path.steps))
        found = [
            self._step(step, step.reached_at if thresholds is None else thresholds[index])
            for index, step in enumerate(path.steps)
        ]
        at = position([ends.point for ends, _ in found])
        return PathResult(
            tuple(result for _, result in found),
            at,
            position([ends.low for ends, _ in found]),
            position([ends.high for ends, _ in found]),
            self._progress(path, at, [result for _, result in found], thresholds),
        )

    def _step(self, step: PlannedStep, threshold: Any) -> tuple[Ends, StepResult]:
        gates = [self._gate(gate) for gate in step.gates]
        practices = [self._practice(practice) for practice in step.practices]
        ends = (
            self._cumulative(step, gates, practices)
            if step.measure is None
            else self._measured(step.measure, threshold, gates)
        )
        points = tuple(gate.point for gate in gates), tuple(part.point for part in practices)
        return ends, StepResult(ends.point, *points)

    def _measured(self, place: int, threshold: Any, gates: Sequence[Ends]) -> Ends:
        """A step with a score to reach: without a score it holds or fails only if both ends agree."""
        score, column = self.measures[place]
        low = _all([_at_end(_block(column.share, 1), threshold, 0), *(g.low for g in gates)])
        high = _all([_at_end(_block(column.share, 2), threshold, 1), *(g.high for g in gates)])
        holds = _all([_reaches(score, threshold), *((g.point == 1).view(np.int8) for g in gates)])
        unsaid = np.where(low == 1, 1, np.where(high == 0, 0, -1))
        return Ends(np.where(np.isnan(score), unsaid, holds).astype(np.int8), low, high)

    def _cumulative(
        self, step: PlannedStep, gates: Sequence[Ends], practices: Sequence[Ends]
    ) -> Ends:
        """A step that needs all of its practices, at least one of which applies."""
        some = np.zeros(self.answers.count, dtype=bool)
        for practice in step.practices:
            applies = self._applies(practice)
            some |= True if applies is None else applies
        parts = [*gates, *practices, Ends(*[some.astype(np.int8)] * 3)]
        point = np.ones(self.answers.count, dtype=np.int8)
        for part in parts:
            point = np.where((point == 0) | (part.point == 0), 0, np.minimum(point, part.point))
        return Ends(
            point.astype(np.int8), _all([p.low for p in parts]), _all([p.high for p in parts])
        )

    def _applies(self, need: PlannedGate) -> Any:
        if need.is_measure:
            return self.measures[need.index].column.applicable
        applicable = self.answers.applicable
        return None if applicable is None else applicable[need.index]

    def _gate(self, gate: PlannedGate) -> Ends:
        """A gate: on a missing answer it fails for the low and holds for the high end."""
        if gate.is_measure:
            return self._on_measure(gate)
        found = self._on_question(gate)
        if self.answers.missing is None:
            return found
        missing = self.answers.missing[gate.index]
        return Ends(*(_with(missing, t, v) for t, v in zip(found, (-1, 0, 1), strict=True)))

    def _practice(self, practice: PlannedGate) -> Ends:
        """A practice: where it is missing, what it could be at its ends decides."""
        if practice.is_measure:
            return self._passed_over(practice, self._on_measure(practice))
        found = self._on_question(practice)
        if self.answers.missing is None:
            return found
        point = np.where(found.low == 1, 1, np.where(found.high == 0, 0, -1))
        missing = self.answers.missing[practice.index]
        return found._replace(point=np.where(missing, point, found.point).astype(np.int8))

    def _on_question(self, need: PlannedGate) -> Ends:
        truths = _reaches(self.answers.of(need.index), need.at_least)
        return self._passed_over(need, Ends(*(_block(truths, place) for place in range(3))))

    def _on_measure(self, need: PlannedGate) -> Ends:
        score, column = self.measures[need.index]
        blocks = column.share if need.on_score else column.value
        low, high = (
            _at_end(_block(blocks, place), need.at_least, nothing)
            for place, nothing in ((1, 0), (2, 1))
        )
        unsaid = np.where(low == 1, 1, np.where(high == 0, 0, -1))
        point = np.where(np.isnan(score), unsaid, _reaches(_block(blocks, 0), need.at_least))
        return Ends(point.astype(np.int8), low, high)

    def _passed_over(self, need: PlannedGate, ends: Ends) -> Ends:
        """What does not apply or is not asked stands in nobody's way."""
        applies = self._applies(need)
        return ends if applies is None else Ends(*(_with(~applies, t, 1) for t in ends))

    def _progress(
        self,
        path: PlannedPath,
        at: NDArray[np.int64],
        steps: Sequence[StepResult],
        thresholds: Floats | None,
    ) -> Floats:
        """Position plus the share of the way to the next step; NaN where a part is missing."""
        result = at.astype(np.float64)
        for index, (step, found) in enumerate(zip(path.steps, steps, strict=True)):
            here = at == index
            if here.any():
                need = step.reached_at if thresholds is None else thresholds[index]
                result += np.where(here, self._share_done(step, found, need), 0.0)
        return result

    def _share_done(self, step: PlannedStep, found: StepResult, threshold: Any) -> Floats:
        done = np.ones(self.answers.count)
        if step.measure is not None:
            done = _share(self.measures[step.measure].score, threshold)
        for gate in step.gates:
            done = np.minimum(done, self._gate_share(gate))
        if step.practices:
            done = np.minimum(done, self._practices_share(step.practices, found.practices))
        return done

    def _gate_share(self, gate: PlannedGate) -> Floats:
        if gate.is_measure:
            score, column = self.measures[gate.index]
            value = _block(column.share if gate.on_score else column.value, 0)
            least = 0.0 if gate.on_score else column.least
            return _share(np.where(np.isnan(score), np.nan, value - least), gate.at_least - least)
        least = float(self.plan.least[gate.index])
        share = _share(self.answers.point[gate.index] - least, gate.at_least - least)
        applies = self._applies(gate)
        return share if applies is None else np.where(applies, share, 1.0)

    def _practices_share(self, practices: Sequence[PlannedGate], truths: Sequence[Truth]) -> Floats:
        """How many of the practices that apply hold; NaN where one cannot be said."""
        held, count = np.zeros(self.answers.count), np.zeros(self.answers.count)
        for practice, truth in zip(practices, truths, strict=True):
            applies = self._applies(practice)
            applies = True if applies is None else applies
            held += np.where(applies, np.where(truth == -1, np.nan, truth), 0.0)
            count += applies
        return np.asarray(held / np.maximum(count, 1.0))


def lowest(paths: Sequence[PathResult], steps: int) -> PathResult:
    """A path on which a step holds where all other paths have reached it."""
    ends = [
        np.minimum.reduce([getattr(path, end) for path in paths])
        for end in ("position", "low", "high")
    ]
    at: NDArray[np.int64] = ends[0]
    progress = np.full(at.shape, np.inf)
    for path in paths:
        progress = np.where(path.position == at, np.minimum(progress, path.progress), progress)
    holds = tuple(
        StepResult(np.where(at > index, 1, np.where(ends[2] > index, -1, 0)).astype(np.int8), ())
        for index in range(steps)
    )
    return PathResult(holds, at, ends[1], ends[2], progress)


def position(holds: Sequence[Truth]) -> NDArray[np.int64]:
    """How many steps hold, counted from the first without a hole."""
    standing = np.asarray(holds[0] == 1)
    count = np.asarray(standing, dtype=np.int64)
    for step in holds[1:]:
        standing = standing & (step == 1)
        count = count + standing
    return count


def _block(values: Any, place: int) -> Any:
    """One of the blocks; the only one where one stands for all."""
    return values[min(place, len(values) - 1)]


def _all(truths: Sequence[Truth]) -> Truth:
    """Whether all hold, of truths that are all known."""
    result = truths[0]
    for truth in truths[1:]:
        result = result & truth
    return result


def _with(where: Any, truth: Truth, otherwise: int) -> Truth:
    return np.where(where, np.int8(otherwise), truth)


def _reaches(have: Floats, need: Any) -> Truth:
    return np.asarray(have >= need - TOLERANCE).view(np.int8)


def _at_end(have: Floats, need: Any, nothing: int) -> Truth:
    """Whether the low or high end reaches a threshold; `nothing` where there is no number at all."""
    return _with(np.isnan(have), _reaches(have, need), nothing)


def _share(have: Floats, need: Any) -> Floats:
    share = np.minimum(1.0, have / need)
    return np.where(need > 0, share, np.where(np.isnan(have), np.nan, 1.0))
