"""What varies from one plausible reading of a response to the next, and how is it drawn?

Random numbers are the raw output of PCG64 (O'Neill, PCG: a family of simple fast space-efficient
statistically good algorithms for random number generation, 2014). All that is made of them takes
addition, multiplication, division, comparison and sorting alone, which every processor and every
numpy does alike, so the same seed gives the same figures everywhere.

The order of the stream: one draw after another, and in each draw

1. every missing answer, in question order: one number, or one for each choice of a `multi`,
2. every threshold, path by path and step by step: one number,
3. the weights of every measure, in the plan's order: as many as its parameters add up to, less one.

So more draws begin with the same ones, and it does not matter how many are made at a time.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np

from maturity.scoring.engine import Draws
from maturity.scoring.missing_answers import MissingAnswer
from maturity.scoring.plan import Floats, ScoringPlan

_MOST = 200
"""So many numbers at most are drawn and sorted for one measure (more only with more members)."""


def uniforms(bits: np.random.PCG64, draws: int, width: int) -> Floats:
    """The next numbers of a stream, evenly spread over 0 <= u < 1.

    Args:
        bits: Where the stream comes from; it moves on.
        draws: How many rows.
        width: How many numbers each draw takes.

    Returns:
        Draws x width; each the upper 53 bits of one raw number, as a multiple of 2**-53.
    """
    raw = bits.random_raw(draws * width)
    raw >>= np.uint64(11)
    # As signed numbers, which are the same here and become floats more quickly.
    return np.multiply(raw.view(np.int64), 2.0**-53, dtype=np.float64).reshape(draws, width)


@dataclass(frozen=True)
class Threshold:
    """The score a step is reached at, evenly spread around the rubric's and held in 0 to 1.

    Attributes:
        path: The place of the path.
        step: The place of the step on it.
        at: The rubric's score.
        spread: How far it may lie from that.
    """

    path: int
    step: int
    at: float
    spread: float
    width: int = 1

    def draw(self, numbers: Floats) -> Floats:
        """One score per draw, of draws x 1 numbers."""
        return np.clip(self.at + self.spread * (2.0 * numbers[:, 0] - 1.0), 0.0, 1.0)


@dataclass(frozen=True)
class Weights:
    """The weights of one measure: a Dirichlet distribution around the rubric's.

    Attributes:
        place: Of the measure.
        around: The rubric's weights.
        parameters: Of the distribution, whole numbers, one for each weight.
        pull: How far a draw goes from the rubric's weights to those of the distribution, 0 to 1.
    """

    place: int
    around: Floats
    parameters: tuple[int, ...]
    pull: float

    @property
    def width(self) -> int:
        """How many numbers they take."""
        return sum(self.parameters) - 1

    def draw(self, numbers: Floats) -> Floats:
        """Weights of one draw each, parts x draws, of draws x width numbers.

        The gaps between the order statistics of evenly spread numbers have the Dirichlet
        distribution with all parameters 1, and gaps that are put together add their parameters
        (David and Nagaraja, Order Statistics, 3rd edition, 2003). Each weight is on average the
        rubric's, also where a parameter had to be rounded.
        """
        ends = list(accumulate(self.parameters))
        cuts = np.sort(numbers, axis=1)[:, [end - 1 for end in ends[:-1]]]
        gaps = np.diff(cuts, axis=1, prepend=0.0, append=1.0)
        expected = np.array(self.parameters) / ends[-1]
        drawn = self.around * (1.0 + self.pull * (gaps / expected - 1.0))
        return np.ascontiguousarray(drawn.T)


def spread_around(weights: Sequence[float], spread: float) -> tuple[tuple[int, ...], float]:
    """The parameters and the pull for weights that spread by a share of themselves.

    A weight of average size gets the parameter 1 / spread**2, so among many members its standard
    deviation is `spread` times itself (a spread of 50% gives 4, one of 100% gives 1, where every
    division of the whole is equally likely). Parameters that would need too many numbers are made
    smaller in proportion, which spreads the draws more, and the draws are pulled back towards the
    rubric's weights until they spread as asked.

    Args:
        weights: The rubric's, all above 0.
        spread: Above 0, at most 1.
    """
    mean = sum(weights) / len(weights)
    wanted = [max(1, round(weight / mean / (spread * spread))) for weight in weights]
    whole = sum(wanted)
    if whole <= _MOST:
        return tuple(wanted), 1.0
    held = tuple(max(1, round(each * _MOST / whole)) for each in wanted)
    return held, math.sqrt((sum(held) + 1) / (whole + 1))


@dataclass(frozen=True)
class Drawn:
    """Some draws.

    Attributes:
        answers: What each missing answer counts, missing answers x draws.
        figures: Weights and thresholds, as the engine takes them.
    """

    answers: Floats
    figures: Draws


@dataclass(frozen=True)
class Drawing:
    """All that varies from draw to draw."""

    answers: tuple[MissingAnswer, ...]
    thresholds: tuple[Threshold, ...]
    weights: tuple[Weights, ...]

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """How many numbers each item takes, in the order of the stream."""
        return (
            *(item.width for item in self.answers),
            *(item.width for item in self.thresholds),
            *(item.width for item in self.weights),
        )

    @property
    def width(self) -> int:
        """How many numbers one draw takes."""
        return sum(self.widths)

    def draw(self, plan: ScoringPlan, numbers: Floats) -> Drawn:
        """As many draws as there are rows of numbers (draws x width)."""
        parts = self._parts(numbers)
        answers = [item.counted(next(parts)) for item in self.answers]
        thresholds = {
            place: np.repeat(
                [[step.reached_at] for step in plan.paths[place].steps], len(numbers), 1
            )
            for place in sorted({item.path for item in self.thresholds})
        }
        for item in self.thresholds:
            thresholds[item.path][item.step] = item.draw(next(parts))
        weights = {item.place: item.draw(next(parts)) for item in self.weights}
        return Drawn(
            np.array(answers).reshape(len(answers), len(numbers)), Draws(weights, thresholds)
        )

    def _parts(self, numbers: Floats) -> Iterator[Floats]:
        start = 0
        for width in self.widths:
            yield numbers[:, start : start + width]
            start += width


def thresholds(plan: ScoringPlan, paths: Collection[int], spread: float) -> tuple[Threshold, ...]:
    """The thresholds of some paths, by place; none when they do not vary."""
    return tuple(
        Threshold(path, index, step.reached_at, spread)
        for path in sorted(paths)
        for index, step in enumerate(plan.paths[path].steps)
        if step.measure is not None and spread > 0
    )


def weights(plan: ScoringPlan, places: Collection[int], spread: float) -> tuple[Weights, ...]:
    """The weights of some measures, by place; none when they do not vary."""
    if spread <= 0:
        return ()
    found: list[Weights] = []
    for place in sorted(places):
        around = [part.weight for part in plan.measures[place].parts]
        found.append(Weights(place, np.array(around), *spread_around(around, spread)))
    return tuple(found)
