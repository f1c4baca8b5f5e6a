"""Which are the smallest changes of answers that would change where one stands?

Each change of one answer, and each pair of changes where no single one is enough, is a row of the
one engine. Conditions (`ask_if`) are not evaluated again: what is asked stays what is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from maturity.model.response import Answer
from maturity.scoring.assess import Scored
from maturity.scoring.encode import ANSWERED, STATE_NAMES
from maturity.scoring.engine import CHUNK, Scores, score
from maturity.scoring.options import Option, options
from maturity.scoring.rests_on import columns_below, is_monotone

Places = NDArray[np.intp]
Mask = NDArray[np.bool_]
Wanted = Callable[[Scores], Mask]

MOST_KEPT = 20


@dataclass(frozen=True)
class Change:
    """One question answered otherwise.

    Attributes:
        given: The answer there is, or the state where there is none.
        other: The answer in its place, as a response would say it; the same one where only
            evidence for it is added.
        proves: Whether only evidence is added.
    """

    question: str
    given: Any
    other: Any
    steps: int
    proves: bool = False


@dataclass(frozen=True)
class Way:
    """Changes that together are enough, and how many level steps they are."""

    changes: tuple[Change, ...]
    steps: int


@dataclass(frozen=True)
class Ways:
    """The smallest changes that reach or lose a step, smallest first, then in question order.

    Attributes:
        step: The id of the step.
        number: Its number on its path.
        single: For each question the smallest change that is enough by itself.
        pairs: Where there is none, the smallest pairs.
        more: How many further ones there are.
    """

    step: str
    number: int
    single: tuple[Way, ...] = ()
    pairs: tuple[Way, ...] = ()
    more: int = 0

    @property
    def needs(self) -> int | None:
        """How many answers must change: one, two, or None where two are not enough."""
        return 1 if self.single else 2 if self.pairs else None


@dataclass(frozen=True)
class Changes:
    """What would reach the next step, and what would lose the one held."""

    up: Ways | None = None
    down: Ways | None = None


def changes_of_step(scored: Scored, path: int, index: int) -> Changes:
    """The smallest changes that would make a step hold, or no longer hold.

    Args:
        scored: The scored response.
        path: The path's place in the plan.
        index: The step's place on its path.
    """
    columns = columns_below(scored.plan, path, index, index)
    search = _Search(scored, columns)

    def holds(scores: Scores) -> Mask:
        return np.asarray(scores.paths[path].steps[index].holds == 1)

    step = scored.plan.paths[path].steps[index].id
    if holds(scored.scores)[0]:
        return Changes(down=search.ways(step, index + 1, lambda scores: ~holds(scores)))
    return Changes(up=search.ways(step, index + 1, holds))


def changes_of_position(scored: Scored, path: int = 0) -> Changes:
    """The smallest changes that would reach the next step of a path, and lose the one held.

    Args:
        scored: The scored response.
        path: The path's place in the plan.
    """
    steps, at = scored.plan.paths[path].steps, int(scored.scores.paths[path].position[0])
    search = _Search(scored, columns_below(scored.plan, path, 0, min(at, len(steps) - 1)))

    def up(scores: Scores) -> Mask:
        return np.asarray(scores.paths[path].position > at)

    def down(scores: Scores) -> Mask:
        return np.asarray(scores.paths[path].position < at)

    return Changes(
        up=search.ways(steps[at].id, at + 1, up) if at < len(steps) else None,
        down=search.ways(steps[at - 1].id, at, down) if at else None,
    )


class _Search:
    """Tries other answers to some questions."""

    def __init__(self, scored: Scored, columns: Iterable[int]) -> None:
        self.scored = scored
        self.options = [option for column in columns for option in options(scored, column)]
        self.columns = np.array([option.column for option in self.options], dtype=np.intp)
        self.counts = np.array([option.counts for option in self.options], dtype=np.float64)
        self.steps = np.array([option.steps for option in self.options], dtype=np.intp)

    def ways(self, step: str, number: int, wanted: Wanted) -> Ways:
        """The single changes that give what is wanted; else the smallest pairs."""
        single = self._single(wanted)
        pairs = [] if single else self._pairs(wanted)
        more = max(0, len(single or pairs) - MOST_KEPT)
        return Ways(step, number, tuple(single[:MOST_KEPT]), tuple(pairs[:MOST_KEPT]), more)

    def _single(self, wanted: Wanted) -> list[Way]:
        every = np.arange(len(self.options), dtype=np.intp)
        found = every[self._gives(wanted, every)]
        smallest: dict[int, int] = {}
        for place in found[np.lexsort((found, self.steps[found]))]:
            smallest.setdefault(int(self.columns[place]), int(place))
        return [self._way(place) for place in smallest.values()]

    def _pairs(self, wanted: Wanted) -> list[Way]:
        """All pairs of the fewest steps in which two questions give what is wanted."""
        first, second = self._hopeful(wanted)
        total = self.steps[first] + self.steps[second]
        for steps in np.unique(total):
            one, other = first[total == steps], second[total == steps]
            found = self._gives(wanted, one, other)
            if found.any():
                one, other = one[found], other[found]
                in_order = np.lexsort((other, one, self.columns[other], self.columns[one]))
                return [self._way(int(one[place]), int(other[place])) for place in in_order]
        return []

    def _hopeful(self, wanted: Wanted) -> tuple[Places, Places]:
        """Pairs of options of two questions; where answers only help or only harm, not those in vain.

        Where a higher answer lowers nothing, two questions of which neither both at their highest
        nor both at their lowest give what is wanted never do.
        """
        first, second = np.triu_indices(len(self.options), 1)
        two = self.columns[first] != self.columns[second]
        first, second = first[two], second[two]
        if not is_monotone(self.scored.plan):
            return first, second
        hope = np.zeros((len(self.scored.plan.questions),) * 2, dtype=np.bool_)
        for ends in (self._ends(-1), self._ends(1)):
            at_ends = ends[first] & ends[second]
            one, other = first[at_ends], second[at_ends]
            found = self._gives(wanted, one, other)
            hope[self.columns[one[found]], self.columns[other[found]]] = True
        kept = hope[self.columns[first], self.columns[second]]
        return first[kept], second[kept]

    def _ends(self, sign: int) -> Mask:
        """Which options are the highest (or lowest) of their question."""
        ends = np.zeros(len(self.options), dtype=np.bool_)
        for column in np.unique(self.columns):
            places = np.flatnonzero(self.columns == column)
            ends[places[np.argmax(sign * self.counts[places])]] = True
        return ends

    def _gives(self, wanted: Wanted, *chosen: Places) -> Mask:
        """Which of many choices of options, one of each list, give what is wanted."""
        count = len(chosen[0])
        given = np.zeros(count, dtype=np.bool_)
        for start in range(0, count, CHUNK):
            part = slice(start, min(start + CHUNK, count))
            rows = self.scored.rows.repeated(part.stop - start)
            every = np.arange(part.stop - start)
            for places in chosen:
                columns = self.columns[places[part]]
                rows.values[columns, every] = self.counts[places[part]]
                rows.states[columns, every] = ANSWERED
            given[part] = wanted(score(self.scored.plan, rows))
        return given

    def _way(self, *places: int) -> Way:
        changes = tuple(self._change(self.options[place]) for place in places)
        return Way(changes, sum(change.steps for change in changes))

    def _change(self, option: Option) -> Change:
        name = self.scored.plan.questions[option.column].id
        state = STATE_NAMES[int(self.scored.rows.states[option.column, 0])]
        given = self.scored.response.answers.get(name, Answer()).answer
        return Change(
            question=name,
            given=given if state == "answered" else state,
            other=option.answer,
            steps=option.steps,
            proves=option.proves,
        )
