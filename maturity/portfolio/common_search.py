"""Which few actions bring most organisations to their next step, and how is it known that none bring more?

Branch and bound over sets of actions. Every set that looks best is judged by the engine; a branch is
left only where no set in it can be better. The bound on a branch: an organisation that lacks something
needs actions whose shares of it add up to 1, so that no more organisations can be won than what the
actions that can still be bought give to all of them together. Because one action can be worthless
without another, to take the best action again and again (which is near the best where gains only
shrink) can be far from the best here.

What the model of the needs allows and the engine refuses comes back as a further need (as in
`planning.choose`), and the search begins again.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from maturity.portfolio.common_bounds import filled, rows_filled, starts_of
from maturity.portfolio.common_judge import Judge
from maturity.portfolio.common_needs import SLACK, Lacks
from maturity.scoring.conditions import Mask
from maturity.scoring.plan import Columns, Floats

_FLOOR = 1e-7


@dataclass(frozen=True)
class Found:
    """The best set that was found.

    Attributes:
        chosen: The places of the actions, rising.
        won: How many organisations reach their next step by it.
        days: What it costs, once.
        bound: No set that can be bought wins more.
        proven: Whether none wins more, and none wins as many for fewer days.
    """

    chosen: tuple[int, ...] = ()
    won: int = 0
    days: float = 0.0
    bound: int = 0
    proven: bool = True

    @property
    def key(self) -> tuple[int, float]:
        """What makes one set better than another: more organisations, then fewer days."""
        return self.won, -self.days


@dataclass(frozen=True)
class _Branch:
    """Sets that hold some actions and lack others.

    Attributes:
        won: How many organisations lack nothing any more by the actions held.
        purse: What may still be spent.
        open: The rows that were open before the last action, of organisations that can be won.
        entries: The entries of these rows.
    """

    chosen: tuple[int, ...]
    barred: Mask
    won: int
    purse: float
    open: Mask
    entries: Columns


@dataclass(frozen=True)
class _Look:
    """What is still open in a branch, and what each further action could give.

    Attributes:
        rows: The rows that are open.
        starts: Where the rows of each organisation begin among them.
        gives: How much of each row each action can give at most: rows x actions.
        entries: The entries of these rows that can still count.
    """

    won: int
    rows: Columns
    starts: Columns
    gives: Floats
    entries: Columns


class Search:
    """Looks for the best set that can be bought."""

    def __init__(self, lacks: Lacks, judge: Judge, work: int) -> None:
        """Take what organisations lack.

        Args:
            lacks: What they lack.
            judge: Who reaches the next step after some actions.
            work: So many numbers are looked at in a search before it ends with what it has.
        """
        self.judge, self.work = judge, work
        self.days = np.array([task.days for task in judge.world.tasks])
        self.judging = judge.count * len(judge.world.plan.questions)
        self.prices = self.days
        self.best = Found()
        self.spent = 0
        self.has_learned = False
        self.is_sure = True
        self._take(lacks)

    def _take(self, lacks: Lacks) -> None:
        self.lacks = lacks
        self.ways = lacks.ways.astype(np.float64)
        self.member = np.flatnonzero(lacks.ways) % len(self.days)
        self.members = lacks.ways.sum(axis=1)
        self.first = np.cumsum(self.members) - self.members

    def of_at_most(self, count: int, start: Found) -> Found:
        """The best set of at most so many actions.

        Args:
            count: How many actions may be bought.
            start: A set to begin with.
        """
        return self._search(np.ones_like(self.days), float(count), start)

    def for_at_most(self, days: float, start: Found) -> Found:
        """The best set that costs at most so many days.

        Args:
            days: What may be spent.
            start: A set to begin with.
        """
        return self._search(self.days, days, start)

    def _search(self, prices: Floats, purse: float, start: Found) -> Found:
        # Nothing is quite free, and the purse a little larger instead.
        self.prices, self.spent = np.maximum(prices, _FLOOR), 0
        purse += _FLOOR * len(prices)
        barred = np.zeros(len(prices), dtype=np.bool_)
        self.best, self.has_learned = start, True
        while self.has_learned:
            self.best = replace(self.best, bound=0, proven=True)
            self.has_learned = False
            open_ = np.ones(len(self.lacks.body), dtype=np.bool_)
            self._into(_Branch((), barred, 0, purse, open_, np.arange(len(self.lacks.row))))
        if not self.is_sure:
            return replace(self.best, bound=self.judge.count, proven=False)
        bound = min(self.best.bound, self.judge.count)
        return replace(self.best, bound=max(self.best.won, bound))

    def _into(self, branch: _Branch) -> None:
        look = self._look(branch)
        self._offer(branch.chosen, look.won)
        prices = np.sort(self.prices[look.gives.any(axis=0)])
        if self.has_learned or not len(prices):
            return
        if prices[:2].sum() > branch.purse + SLACK or len(prices) == 1:
            self._offer_one_more(branch, look)
            return
        for child in self._children(branch, look):
            self._into(child)

    def _look(self, branch: _Branch) -> _Look:
        lacks, entries = self.lacks, branch.entries
        further = np.ones(len(self.days))
        further[list(branch.chosen)] = 0.0
        # Of every way: what is still to be paid for it, what of it is barred, and what it still takes.
        asks = np.stack([self.prices * further, branch.barred * further, further], axis=1)
        price, barred, takes = (self.ways @ asks).T
        possible = (price <= branch.purse + SLACK) & (barred < 0.5)
        entries = entries[possible[lacks.way[entries]]]
        done = takes[lacks.way[entries]] < 0.5
        full = entries[done]
        lacking = np.ones(len(lacks.body))
        lacking -= np.bincount(lacks.row[full], lacks.share[full], len(lacks.body))
        still = branch.open & (lacking > SLACK)
        rows = np.flatnonzero(still)
        starts = starts_of(lacks.body[rows])
        won = branch.won + len(starts_of(lacks.body[branch.open])) - len(starts)
        opens = still[lacks.row[entries]]
        gives = self._gives(entries[opens & ~done], further, lacking, rows)
        self.spent += len(branch.entries) + len(rows) * len(self.days)
        return _Look(won, rows, starts, gives, entries[opens])

    def _gives(self, entries: Columns, further: Floats, lacking: Floats, rows: Columns) -> Floats:
        """What a way fills is shared out among the actions that it still takes, by their prices."""
        lacks, count = self.lacks, len(self.days)
        row, way = lacks.row[entries], lacks.way[entries]
        prices = self.prices * further
        share = np.minimum(lacks.share[entries] / lacking[row], 1.0) / (self.ways @ prices)[way]
        place = np.zeros(len(lacks.body), dtype=np.intp)
        place[rows] = np.arange(len(rows)) * count
        # Every entry once for each member of its way.
        times = self.members[way]
        each = np.repeat(self.first[way] - np.cumsum(times) + times, times)
        action = self.member[each + np.arange(len(each))]
        cells = np.repeat(place[row], times) + action
        found = np.bincount(cells, np.repeat(share, times) * prices[action], len(rows) * count)
        return np.minimum(found, 1.0).reshape(len(rows), count)

    def _offer_one_more(self, branch: _Branch, look: _Look) -> None:
        """Where only one more action can be bought, every one is tried."""
        fills = look.gives >= 1 - SLACK
        wins = np.logical_and.reduceat(fills, look.starts, axis=0).sum(axis=0)
        wins[self.prices > branch.purse + SLACK] = 0
        for place in map(int, np.lexsort((self.days, -wins))):
            if not wins[place]:
                return
            self._offer((*branch.chosen, place), look.won + int(wins[place]))

    def _children(self, branch: _Branch, look: _Look) -> Iterator[_Branch]:
        """The branches below, most promising first; each leaves out the actions of those before it."""
        promise, live = self._promise(branch, look)
        rates = np.round(promise / self.prices, 9)
        order = np.argsort(-rates, kind="stable")
        order = order[(promise[order] > 0) & (self.prices[order] <= branch.purse + SLACK)]
        open_ = np.zeros(len(self.lacks.body), dtype=np.bool_)
        open_[look.rows[live]] = True
        entries = look.entries[open_[self.lacks.row[look.entries]]]
        barred = branch.barred
        for index, place in enumerate(map(int, order)):
            rest = order[index:]
            bound = look.won + int(filled(promise[rest], self.prices[rest], branch.purse) + SLACK)
            if bound < self.best.won or self.has_learned:
                return
            if self.spent > self.work:
                self._cut(bound)
                return
            purse = branch.purse - float(self.prices[place])
            others = filled(promise[rest[1:]], self.prices[rest[1:]], purse)
            bound = look.won + int(promise[place] + others + SLACK)
            chosen = (*branch.chosen, place)
            if (bound, -self._days(chosen)) > self.best.key:
                yield _Branch(chosen, barred, look.won, purse, open_, entries)
            barred = barred.copy()
            barred[place] = True

    def _promise(self, branch: _Branch, look: _Look) -> tuple[Floats, Mask]:
        """What each action gives at most to all that can be won, and the rows of these."""
        most = rows_filled(look.gives, self.prices, branch.purse)
        # Of all that an organisation lacks, what is hardest to fill bounds it best.
        lengths = np.diff(np.r_[look.starts, len(look.rows)])
        hardest = np.repeat(np.minimum.reduceat(most, look.starts), lengths)
        live = hardest >= 1 - SLACK
        picked = np.flatnonzero((most <= hardest) & live)
        picked = picked[starts_of(self.lacks.body[look.rows[picked]])]
        return look.gives[picked].sum(axis=0), live

    def _offer(self, chosen: tuple[int, ...], hoped: int) -> None:
        """Take a set if it is the best so far; `hoped` is what it wins at most."""
        days = self._days(chosen)
        if (hoped, -days) <= self.best.key or self.has_learned:
            return
        if self.spent > self.work:
            self._cut(hoped)
            return
        self.spent += self.judging
        there = self.judge.there(chosen)
        won = int(there.sum())
        if (won, -days) > self.best.key:
            self.best = replace(self.best, chosen=tuple(sorted(chosen)), won=won, days=days)
        if won < hoped:
            self._learn(chosen, hoped, there)

    def _learn(self, chosen: tuple[int, ...], hoped: int, there: Mask) -> None:
        """Write down what the engine misses where the model missed nothing."""
        self.spent += self.judging * len(self.days)
        if self.spent > self.work:
            self._cut(hoped)
            return
        missed = np.flatnonzero(self._lack_nothing(chosen) & ~there)
        if len(missed):
            self.has_learned = True
            # Where more can undo what fewer reach, what is learned may rule out too much.
            self.is_sure &= self.judge.is_monotone
            self._take(self.lacks.with_any(missed, self.judge.outside(chosen, missed)))

    def _lack_nothing(self, chosen: tuple[int, ...]) -> Mask:
        """Which organisations lack nothing in the model after some actions."""
        lacks = self.lacks
        others = np.ones(len(self.days))
        others[list(chosen)] = 0.0
        full = (self.ways @ others < 0.5)[lacks.way]
        given = np.bincount(lacks.row[full], lacks.share[full], len(lacks.body))
        lacking = np.zeros(self.judge.count, dtype=np.bool_)
        lacking[lacks.body[given < 1 - SLACK]] = True
        return ~lacking

    def _cut(self, bound: int) -> None:
        """Leave a branch without having looked into it."""
        self.best = replace(self.best, bound=max(self.best.bound, bound), proven=False)

    def _days(self, chosen: tuple[int, ...]) -> float:
        return math.fsum(self.days[place] for place in chosen)
