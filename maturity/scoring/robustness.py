"""How far does the result depend on weights, thresholds and missing answers?

Every plausible reading of a response is a row of the same engine with figures of its own. What
varies and how it is drawn stands in `draws`.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from maturity.model.assessment import Driver, Rank, Robustness, Varied
from maturity.scoring.assess import Scored
from maturity.scoring.basis import Basis, basis_of
from maturity.scoring.draws import Drawing, Drawn, thresholds, uniforms, weights
from maturity.scoring.encode import ANSWERED, Rows
from maturity.scoring.engine import Scores, score
from maturity.scoring.missing_answers import missing_answers
from maturity.scoring.one_at_a_time import part_names, strongest_answer, strongest_weight
from maturity.scoring.plan import TOLERANCE, Floats
from maturity.scoring.shared_spread import SharedSpread

_OUTSIDE = 20
"""One draw in so many may lie below an interval of ranks, and one above it: 5% and 95%."""

_NUMBERS = 2**21
"""So many figures are drawn or scored at a time, so that memory is bounded."""

Ranks = NDArray[np.int64]


def robustness(scored: Scored) -> Robustness | None:
    """The position and the ranks over seeded draws, and what moves them most.

    None where there is nothing to try out: the rubric has no path, and no kind of section has two
    members with a score.
    """
    settings = scored.rubric.robustness
    basis = basis_of(scored)
    draws = int(settings.draws)
    if draws < 1 or not (basis.paths or basis.ranked):
        return None
    plan = scored.plan
    drawing = Drawing(
        missing_answers(plan, scored.rows),
        thresholds(plan, basis.paths, settings.thresholds),
        weights(plan, basis.weighted | basis.weighted_for_ranks, settings.weights),
    )
    tally = _Tally(scored, basis, drawing)
    bits = np.random.PCG64(int(settings.seed))
    for count in _blocks(draws, max(drawing.width, len(plan.questions))):
        drawn = drawing.draw(plan, uniforms(bits, count, drawing.width))
        tally.add(drawn, score(plan, _filled(scored, drawing, drawn, count), drawn.figures))
    return Robustness(
        draws=draws,
        seed=int(settings.seed),
        varied=_varied(drawing),
        positions=tally.positions(draws),
        ranks=tally.ranks(),
        outcome=None if basis.paths else plan.measures[basis.outcome].id,
        answer=strongest_answer(scored, basis.result),
        weight=strongest_weight(scored, basis.weighted, basis.result),
        draw=tally.draw(),
    )


def _blocks(draws: int, width: int) -> Iterator[int]:
    """How many draws are made at a time; more would give the same."""
    most = max(1, _NUMBERS // max(1, width))
    for start in range(0, draws, most):
        yield min(most, draws - start)


def _filled(scored: Scored, drawing: Drawing, drawn: Drawn, count: int) -> Rows:
    """One row per draw: the response with what is drawn in the place of its missing answers."""
    rows = scored.rows.repeated(count)
    for item, values in zip(drawing.answers, drawn.answers, strict=True):
        rows.values[item.column] = values
        rows.states[item.column] = ANSWERED
    return rows


def _varied(drawing: Drawing) -> tuple[Varied, ...]:
    found: dict[Varied, int] = {
        "answers": len(drawing.answers),
        "weights": len(drawing.weights),
        "thresholds": len(drawing.thresholds),
    }
    return tuple(name for name, count in found.items() if count)


class _Tally:
    """Adds up what draws that come in blocks give."""

    def __init__(self, scored: Scored, basis: Basis, drawing: Drawing) -> None:
        self.plan, self.basis, self.drawing = scored.plan, basis, drawing
        self.scores = scored.scores
        self.counts = np.zeros(len(scored.plan.steps) + 1, dtype=np.int64)
        self.drawn_ranks: list[list[Ranks]] = [[] for _ in basis.ranked]
        self.inputs = tuple(self._inputs())
        self.spread = SharedSpread()
        self.next_step: int | None = None

    def _inputs(self) -> Iterator[Driver]:
        """All that is drawn and has a name, answers first."""
        for item in self.drawing.answers:
            yield Driver(question=self.plan.questions[item.column].id)
        for drawn in self.drawing.weights:
            if drawn.place in self.basis.weighted:
                for index in range(len(drawn.parameters)):
                    measure, member = part_names(self.plan, drawn.place, index)
                    yield Driver(measure=measure, member=member)

    def add(self, drawn: Drawn, scores: Scores) -> None:
        """One more block of draws."""
        if scores.path is not None:
            self.counts += np.bincount(scores.path.position, minlength=len(self.counts))
        for places, found in zip(self.basis.ranked, self.drawn_ranks, strict=True):
            found.append(_ranks(scores, places))
        shares = [drawn.answers] + [
            drawn.figures.weights[place] / drawn.figures.weights[place].sum(axis=0)
            for place in drawn.figures.weights
            if place in self.basis.weighted
        ]
        results = [self.basis.result(scores), self._score_of_next_step(scores)]
        self.spread.add(np.concatenate(shares), np.nan_to_num(np.array(results)))

    def _score_of_next_step(self, scores: Scores) -> Floats:
        """The score that the step after the first draw's position needs (at the top the last one's)."""
        path, steps = scores.path, self.plan.steps
        if path is not None and self.next_step is None:
            self.next_step = min(int(path.position[0]), len(steps) - 1)
        measure = None if self.next_step is None else steps[self.next_step].measure
        if measure is None:
            return np.zeros(len(self.basis.result(scores)))
        return scores.measures[measure].score

    def positions(self, draws: int) -> dict[str, float]:
        """The share of draws at each position; empty without a path."""
        if not self.basis.paths:
            return {}
        return {str(place): int(count) / draws for place, count in enumerate(self.counts)}

    def ranks(self) -> dict[str, Rank]:
        """The rank of every ranked section with its interval, kind by kind in reading order."""
        found: dict[str, Rank] = {}
        for places, blocks in zip(self.basis.ranked, self.drawn_ranks, strict=True):
            ordered = np.sort(np.concatenate(blocks, axis=1), axis=1)
            outside = ordered.shape[1] // _OUTSIDE
            now = _ranks(self.scores, places)[:, 0]
            ends = ordered[:, outside], ordered[:, -1 - outside]
            for place, rank, low, high in zip(places, now, *ends, strict=True):
                # The rubric's own reading is a plausible one too, so it lies inside.
                inside = min(int(low), int(rank)), max(int(high), int(rank))
                found[self.plan.measures[place].id] = Rank(
                    rank=int(rank), low=inside[0], high=inside[1], of=len(places)
                )
        return found

    def draw(self) -> Driver | None:
        """What goes most with the result, or, where that never changes, with the next step's score."""
        best = self.spread.strongest()
        if best is None:
            return None
        index, share = best
        return self.inputs[index].model_copy(update={"share": share})


def _ranks(scores: Scores, places: tuple[int, ...]) -> Ranks:
    """The rank of each of some measures in every row: 1 the highest score; equal ones share the better.

    Returns:
        Measures x rows.
    """
    found = np.nan_to_num(np.array([scores.measures[place].score for place in places]), nan=-1.0)
    order = np.argsort(-found, axis=0, kind="stable")
    ordered = np.take_along_axis(found, order, axis=0)
    begins = np.ones(found.shape, dtype=np.bool_)
    begins[1:] = ordered[:-1] - ordered[1:] > TOLERANCE
    numbers = np.arange(1, len(places) + 1)[:, None]
    ranks = np.empty(found.shape, dtype=np.int64)
    np.put_along_axis(ranks, order, np.maximum.accumulate(np.where(begins, numbers, 1), axis=0), 0)
    return ranks
