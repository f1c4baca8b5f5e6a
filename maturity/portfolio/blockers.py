"""What keeps most organisations from their next step?

The rule is that of the `blocker` findings of one organisation, over all rows at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from maturity.model.portfolio import Blocker, NextStep, Shared
from maturity.model.rubric import WITH_LEVEL
from maturity.portfolio.bodies import Bodies
from maturity.portfolio.figures import shown
from maturity.scoring.aggregate import Mask
from maturity.scoring.path import StepResult
from maturity.scoring.plan import TOLERANCE, PlannedGate, PlannedPath, PlannedStep
from maturity.scoring.standing import need_name

_Rows = NDArray[np.intp]
_Found = tuple[Blocker, Mask]


def nexts(bodies: Bodies) -> Iterator[NextStep]:
    """Every step that comes next for somebody, with what they lack for it."""
    with np.errstate(all="ignore"):  # what is missing is NaN, and so is what is made of it
        for place, considered in _ways_forward(bodies):
            planned, result = bodies.plan.paths[place], bodies.scores.paths[place]
            for number, step in enumerate(planned.steps):
                rows = np.flatnonzero(considered & (result.position == number))
                if len(rows):
                    lacking = _Lacking(bodies, step, result.steps[number], rows)
                    yield _next(planned, number, len(rows), list(lacking.all()))


def _ways_forward(bodies: Bodies) -> Iterator[tuple[int, Mask]]:
    """The paths whose next steps come first, and for whom.

    That is the main path; where it is the lowest of others, those that hold it back; without a main
    path, all that rest on answers.
    """
    plan, scores = bodies.plan, bodies.scores
    everybody = np.ones(bodies.count, dtype=bool)
    if plan.main is None:
        for place, path in enumerate(plan.paths):
            if path.kind != "lowest":
                yield place, everybody
    elif plan.paths[0].kind != "lowest":
        yield 0, everybody
    else:
        for place in plan.paths[0].of:
            yield place, scores.paths[place].position == scores.paths[0].position


def _next(planned: PlannedPath, number: int, count: int, found: list[_Found]) -> NextStep:
    lacked = np.sum([mask for _, mask in found], axis=0) if found else np.zeros(count)
    blockers = [
        blocker.model_copy(update={"alone": int((mask & (lacked == 1)).sum())})
        for blocker, mask in found
    ]
    return NextStep(
        path=planned.id,
        step=planned.steps[number].id,
        number=number + 1,
        bodies=count,
        out_of_reach=int((lacked == 0).sum()),
        blockers=tuple(sorted(blockers, key=lambda blocker: -blocker.bodies)),
    )


class _Lacking:
    """What one step lacks, of the organisations in some rows."""

    def __init__(self, bodies: Bodies, step: PlannedStep, result: StepResult, rows: _Rows) -> None:
        self.plan, self.scores = bodies.plan, bodies.scores
        self.step, self.result, self.rows = step, result, rows

    def all(self) -> Iterator[_Found]:
        """Gates, the score, practices: those that some lack, each with who lacks it."""
        for gate, truth in zip(self.step.gates, self.result.gates, strict=True):
            yield from self._gate(gate, truth[self.rows] != 1)
        yield from self._score()
        yield from self._practices()

    def _gate(self, gate: PlannedGate, closed: Mask) -> Iterator[_Found]:
        if not closed.any():
            return
        if gate.is_measure:
            have, why = shown(self.scores.measures[gate.index])[self.rows], "gate-measure"
            lagging = self._lagging(gate.index, self._needed(gate, self.rows[closed]), closed)
        else:
            have, why, lagging = self.scores.counted[gate.index, self.rows], "gate", ()
        yield (
            Blocker(
                why="gate-measure" if why == "gate-measure" else "gate",
                id=need_name(self.plan, gate),
                at_least=gate.at_least,
                on="score" if gate.on_score else "value",
                bodies=int(closed.sum()),
                missing=int((closed & np.isnan(have)).sum()),
                lagging=lagging,
            ),
            closed,
        )

    def _score(self) -> Iterator[_Found]:
        place, need = self.step.measure, self.step.reached_at
        if place is None:
            return
        have = shown(self.scores.measures[place])[self.rows]
        below = ~(have >= need - TOLERANCE)
        if below.any():
            blocker = Blocker(
                why="score",
                id=self.plan.measures[place].id,
                at_least=need,
                on="score",
                bodies=int(below.sum()),
                missing=int(np.isnan(have).sum()),
                lagging=self._lagging(place, need, below),
            )
            yield blocker, below

    def _practices(self) -> Iterator[_Found]:
        unmet = [truth[self.rows] != 1 for truth in self.result.practices]
        some = np.logical_or.reduce(unmet) if unmet else np.zeros(len(self.rows), dtype=bool)
        if some.any():
            names = [need_name(self.plan, practice) for practice in self.step.practices]
            counts: dict[str, Mask] = {}
            for name, mask in zip(names, unmet, strict=True):
                counts[name] = counts.get(name, np.zeros_like(mask)) | mask
            blocker = Blocker(
                why="practices",
                id=self.step.id,
                bodies=int(some.sum()),
                lagging=_most_first({name: int(mask.sum()) for name, mask in counts.items()}),
            )
            yield blocker, some

    def _lagging(self, place: int, need: Any, where: Mask) -> tuple[Shared, ...]:
        """The questions below what a measure needs of them, among the organisations in a mask."""
        rows = self.rows[where]
        masks: dict[int, Mask] = {}
        for column, mask in self._below(place, need, rows):
            masks[column] = masks.get(column, np.zeros_like(mask)) | mask
        ids = {self.plan.questions[c].id: int(masks[c].sum()) for c in sorted(masks)}
        return _most_first(ids)

    def _below(self, place: int, need: Any, rows: _Rows) -> Iterator[tuple[int, Mask]]:
        measure = self.plan.measures[place]
        if measure.by not in WITH_LEVEL:
            for column in measure.columns:
                yield int(column), self._share(int(column), rows) < need - TOLERANCE
            return
        for part in measure.parts:
            if part.is_measure:
                level = PlannedGate(
                    part.index, part.need, is_measure=True, on_score=measure.on_score
                )
                yield from self._below(part.index, self._needed(level, rows), rows)
            else:
                least, width = self._ends(part.index)
                wanted = part.need if measure.on_score else (part.need - least) / width
                yield part.index, self._share(part.index, rows) < wanted - TOLERANCE

    def _needed(self, need: PlannedGate, rows: _Rows) -> Any:
        """What a gate or practice needs of a measure, as a score: one for all, or one for each."""
        if need.on_score:
            return need.at_least
        result = self.scores.measures[need.index]
        least, greatest = result.least[rows], result.greatest[rows]
        return (need.at_least - least) / (greatest - least)

    def _share(self, column: int, rows: _Rows) -> Any:
        least, width = self._ends(column)
        return (self.scores.counted[column, rows] - least) / width

    def _ends(self, column: int) -> tuple[float, float]:
        least = float(self.plan.least[column])
        return least, float(self.plan.greatest[column]) - least


def _most_first(counts: dict[str, int]) -> tuple[Shared, ...]:
    some = [Shared(id=name, bodies=count) for name, count in counts.items() if count]
    return tuple(sorted(some, key=lambda shared: -shared.bodies))
