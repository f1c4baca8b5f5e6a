"""Which actions, bought once for many organisations, bring most of them further?

A common rulebook, a shared catalogue, a training programme: it is paid for once, and every organisation
carries it out. The question and the terms:

- An action costs its person-days once, however many organisations carry it out.
- In each organisation it does what the rubric says: it raises the answers that fit, and it waits for
  what it needs, which is met there when it is done too, or when all that it would lift stands there
  already. Nothing but the set of common actions is done.
- A missing answer is taken at its least, today and afterwards, as a roadmap takes it. So what is found
  holds for certain, whatever the missing answers are.
- The next step of an organisation is the one after the position that it has by its answers. It is
  reached when the engine, given the answers as they are afterwards, says so.

For a growing number of actions, and for a growing number of days, that set is looked for by which most
organisations reach their next step, and of those by which as many do the one of fewest days
(`common_search` says how this is proven). It is the planning of one roadmap turned round: there the least
effort for one organisation, here the most organisations for a given effort.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
from threadpoolctl import threadpool_limits

from maturity.model.common_actions import CommonAction, CommonActions, CommonSet, Missed
from maturity.planning.target import Target, holds
from maturity.portfolio.bodies import Bodies
from maturity.portfolio.carried_out import world_of
from maturity.portfolio.common_judge import Judge
from maturity.portfolio.common_needs import lacks_of
from maturity.portfolio.common_search import Found, Search
from maturity.scoring.conditions import Mask
from maturity.scoring.engine import Scores
from maturity.scoring.path import PathResult
from maturity.scoring.plan import TOLERANCE, Columns, Floats, PlannedGate
from maturity.scoring.rests_on import is_monotone
from maturity.scoring.standing import need_name

WORK = 100_000_000
"""So many numbers are looked at for each set before its search ends, a second or two; not a clock, so that
the same organisations always get the same answer."""

_DOUBLINGS = 7


def common_actions(
    bodies: Bodies,
    *,
    most: int = 5,
    budgets: Sequence[float] | None = None,
    work: int = WORK,
) -> CommonActions:
    """What each action would do for all, and the best sets by their number and by their days.

    Args:
        bodies: The organisations, in any order.
        most: The best sets of one, two, three … up to so many actions are looked for.
        budgets: The best sets for so many days are; where left out, for the days of the cheapest action,
            doubled again and again.
        work: So many numbers are looked at for each set; where that is not enough, the set is the best
            that was found, with a bound on what better ones could bring.
    """
    if not bodies.count:
        return CommonActions(bodies=0, ahead=0)
    # As in the engine: products of this shape only lose by threads.
    with threadpool_limits(limits=1, user_api="blas"):
        common = _Common(bodies, work)
        return CommonActions(
            bodies=bodies.count,
            ahead=len(common.ahead),
            single=tuple(common.single()),
            sets=tuple(common.sets(most)),
            frontier=tuple(common.frontier(common.doubled() if budgets is None else budgets)),
            unreachable=len(common.out_of_reach),
            missed=tuple(common.missed()),
        )


class _Common:
    """The organisations of a portfolio, and what actions would do in them.

    Attributes:
        next: The position after the one each organisation has.
        ahead: The places of those that have a further step to reach.
        out_of_reach: Those of them that all actions together do not bring there.
    """

    def __init__(self, bodies: Bodies, work: int) -> None:
        self.work = work
        self.rubric = {action.id: action for action in bodies.rubric.actions}
        self.world = world_of(bodies)
        self.plan, path = bodies.plan, bodies.scores.path
        self.next = np.zeros(bodies.count, dtype=np.int64)
        self.ahead = np.zeros(0, dtype=np.intp)
        if path is not None:
            self.next = path.position + 1
            lacking = ~self._is_there(self.world.scores, np.arange(bodies.count))
            self.ahead = np.flatnonzero((self.next <= len(self.plan.steps)) & lacking)
        everything = self.world.carry_out(range(len(self.world.tasks)))
        self.at_most = self.world.scored(everything, self.ahead)
        self.out_of_reach = self.ahead[~self._is_there(self.at_most, self.ahead)]

    def _is_there(self, scores: Scores, places: Columns) -> Mask:
        """Which of some organisations, scored afterwards, stand at their next step."""
        if scores.path is None:
            return np.zeros(len(places), dtype=np.bool_)
        return np.asarray(scores.path.position >= self.next[places])

    def single(self) -> Iterator[CommonAction]:
        """Every action on its own, the most useful first."""
        found = [self._single(place) for place in range(len(self.world.tasks))]

        def use(action: CommonAction) -> tuple[int, float, int, float, str]:
            total = round((action.mean_gain or 0.0) * action.bodies_lifted, 9)
            return -action.bodies_next_step, -total, -action.bodies_lifted, action.days, action.id

        return iter(sorted(found, key=use))

    def _single(self, place: int) -> CommonAction:
        task = self.world.tasks[place]
        carried = self.world.carry_out((place,))
        lifted = np.flatnonzero(carried.anything)
        could = self.world.carry_out((place,), in_turn=False).anything
        scores = self.world.scored(carried, lifted)
        gains = self._gains(scores, lifted)
        action = self.rubric[task.id]
        return CommonAction(
            id=task.id,
            title=action.title,
            owner=action.owner,
            days=task.days,
            months=task.months,
            days_each=task.days * len(lifted),
            bodies_lifted=len(lifted),
            bodies_waiting=int(could.sum()) - len(lifted),
            bodies_next_step=len(self._brought(scores, lifted)),
            mean_gain=math.fsum(gains) / len(gains) if len(gains) else None,
            median_gain=float(np.median(gains)) if len(gains) else None,
        )

    def _gains(self, scores: Scores, places: Columns) -> Floats:
        """How much further some organisations are on the path than before any action."""
        if scores.path is None or self.world.scores.path is None:
            return np.zeros(0)
        return _progress(scores.path) - _progress(self.world.scores.path)[places]

    def _brought(self, scores: Scores, places: Columns) -> Columns:
        """Those of some organisations, scored afterwards, that are brought to their next step."""
        return places[self._is_there(scores, places) & np.isin(places, self.ahead)]

    def sets(self, most: int) -> Iterator[CommonSet]:
        """The best sets of up to so many actions, each better than the one before."""
        search, best = self.search, Found()
        for count in range(1, min(most, len(self.world.tasks)) + 1):
            found = best if search is None else search.of_at_most(count, best)
            if found.key > best.key:
                yield self._set(found, most=count)
            best = found

    def frontier(self, budgets: Iterable[float]) -> Iterator[CommonSet]:
        """The best sets for some numbers of days, each better than the one before."""
        search, best = self.search, Found()
        for days in sorted(budgets):
            found = best if search is None else search.for_at_most(days, best)
            if found.key > best.key:
                yield self._set(found, within=days)
            best = found

    def doubled(self) -> list[float]:
        """The days of the cheapest action, doubled until all actions can be bought, or often enough."""
        days = [task.days for task in self.world.tasks if task.days > 0]
        budgets = [min(days) * 2**times for times in range(_DOUBLINGS)] if days else []
        return [each for each in budgets if each / 2 < math.fsum(days)]

    @cached_property
    def search(self) -> Search | None:
        """Looks for sets; None where no organisation can be brought to its next step."""
        hopeful = self.ahead
        if is_monotone(self.plan):
            hopeful = np.setdiff1d(self.ahead, self.out_of_reach)
        if not len(hopeful) or not self.world.tasks:
            return None
        judge = Judge(self.world.of(hopeful), self.next[hopeful])
        return Search(lacks_of(judge.world, judge.positions), judge, self.work)

    def _set(
        self, found: Found, *, most: int | None = None, within: float | None = None
    ) -> CommonSet:
        tasks = self.world.tasks
        carried = self.world.carry_out(found.chosen)
        lifted = np.flatnonzero(carried.anything)
        brought = self._brought(self.world.scored(carried, lifted), lifted)
        reached = np.bincount(self.next[brought], minlength=len(self.plan.steps) + 1)[1:]
        counts = zip(self.plan.steps, map(int, reached), strict=True)
        return CommonSet(
            most=most,
            within=within,
            actions=tuple(tasks[place].id for place in self._in_order(found.chosen)),
            days=found.days,
            days_each=math.fsum(tasks[p].days * int(m.sum()) for p, m in carried.raised.items()),
            bodies_lifted=len(lifted),
            bodies_next_step=len(brought),
            steps={step.id: count for step, count in counts if count},
            bound=found.bound,
            proven=found.proven,
        )

    def _in_order(self, chosen: Sequence[int]) -> Iterator[int]:
        """Actions after those of them that they need, else by their ids."""
        left = sorted(chosen)
        while left:
            ready = (p for p in left if not set(self.world.tasks[p].needs) & set(left))
            first = next(ready, left[0])
            left.remove(first)
            yield first

    def missed(self) -> Iterator[Missed]:
        """What is missing where all actions together are not enough."""
        counts: dict[tuple[str, str], int] = {}
        out = np.isin(self.ahead, self.out_of_reach)
        for position in map(int, np.unique(self.next[self.out_of_reach])):
            here = out & (self.next[self.ahead] == position)
            short: dict[tuple[str, str], Mask] = {}
            for need in dict.fromkeys(Target(0, position).needs(self.plan)):
                fails = here & ~holds(need, self.at_most)
                for code, mask in self._codes(need, fails):
                    key = code, need_name(self.plan, need)
                    short[key] = short.get(key, np.zeros_like(mask)) | mask
            for key, mask in short.items():
                counts[key] = counts.get(key, 0) + int(mask.sum())
        for (code, name), count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
            if count:
                kind = "measure" if code == "score" else "question"
                yield Missed.model_validate({"code": code, kind: name, "bodies": count})

    def _codes(self, need: PlannedGate, fails: Mask) -> Iterator[tuple[str, Mask]]:
        """Why a need fails, as `planning.obstacles` names it."""
        if need.is_measure:
            yield "score", fails
            return
        claims = self.world.says[need.index, self.ahead] >= need.at_least - TOLERANCE
        yield "evidence", fails & claims
        yield "no-action", fails & ~claims


def _progress(path: PathResult) -> Floats:
    """The progress; where it cannot be said, what is reached for certain."""
    return np.where(np.isnan(path.progress), path.position, path.progress)
