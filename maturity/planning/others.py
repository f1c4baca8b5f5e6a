"""Which other plans would people ask for: without one action, one step less, other efforts, other answers?"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from maturity.model.roadmap import Compared, FrontierPoint, Instead, Sensitivity
from maturity.planning.choose import Choice, Chooser
from maturity.planning.problem import Problem
from maturity.planning.target import Target, holds, judged
from maturity.scoring.engine import Scores, score
from maturity.scoring.plan import TOLERANCE, PlannedGate

DRAWS, SEED, SPREAD = 50, 1, 0.3
_TENTHS = 10


@dataclass(frozen=True)
class Others:
    """Looks for other plans of one problem and target, on no calendar.

    Attributes:
        chosen: The plan's own tasks.
    """

    chooser: Chooser
    chosen: tuple[int, ...]

    @property
    def problem(self) -> Problem:
        """What can be done, and from where."""
        return self.chooser.problem

    def instead(self) -> Iterator[Instead]:
        """The best plan without each action of this one."""
        for place in self.chosen:
            self.chooser.solver.hold(place, 0.0, 0.0)
            found = None if place in self.problem.kept else self._best_without(place)
            self.chooser.solver.hold(place, 1.0 if place in self.problem.kept else 0.0, 1.0)
            yield self._instead(place, found)

    def _best_without(self, place: int) -> Choice | None:
        rest = self.problem.all_tasks()
        rest[place] = False
        if not judged(self.problem, self.chooser.target, rest)[0]:
            return None
        return self.chooser.best()

    def _instead(self, place: int, found: Choice | None) -> Instead:
        tasks, before = self.problem.tasks, set(self.chosen)
        after = before if found is None else set(found.tasks)
        return Instead(
            without=tasks[place].id,
            cost=None if found is None else found.cost,
            more=tuple(tasks[p].id for p in sorted(after - before)),
            fewer=tuple(tasks[p].id for p in sorted(before - after)),
        )

    def sensitivity(self) -> Sensitivity:
        """How often each action belongs to the best plan when all efforts are off by up to 30 %."""
        chance = np.random.Generator(np.random.PCG64(SEED))
        counts = dict.fromkeys((task.id for task in self.problem.tasks), 0)
        same = made = 0
        for _ in range(DRAWS):
            # Raw 64-bit words, so that every numpy draws the same.
            raw = chance.bit_generator.random_raw(len(self.problem.tasks))
            shares = 1 - SPREAD + 2 * SPREAD * (np.asarray(raw) / 2.0**64)
            self.chooser.prices(dict(enumerate(map(float, self.problem.costs * shares))))
            found = self.chooser.best()
            if found is None:
                continue
            made += 1
            same += found.tasks == self.chosen
            for place in found.tasks:
                counts[self.problem.tasks[place].id] += 1
        self.chooser.prices(dict(enumerate(map(float, self.problem.costs))))
        return Sensitivity(
            draws=made,
            seed=SEED,
            spread=SPREAD,
            same=same / max(1, made),
            shares={name: n / max(1, made) for name, n in counts.items() if n},
        )


def frontier(problem: Problem, now: float, steps: int) -> Iterator[FrontierPoint]:
    """The least cost for each further tenth of progress on the main path, and for each further step.

    Args:
        problem: What can be done.
        now: The progress today.
        steps: How many steps the path has.
    """
    plan = problem.plan
    found: Choice | None = None
    for tenth in range(math.floor(now * _TENTHS + TOLERANCE) + 1, steps * _TENTHS + 1):
        position, part = divmod(tenth, _TENTHS)
        target = on_the_way(problem, position, part / _TENTHS)
        # What reaches more as well is also the cheapest for that.
        if found is None or not judged(problem, target, problem.set_of(found.tasks))[0]:
            found = Chooser(problem, target).best()
        yield FrontierPoint(
            progress=tenth / _TENTHS,
            step=None if part else plan.steps[position - 1].id,
            cost=None if found is None else found.cost,
            actions=None if found is None else len(found.tasks),
        )
        if found is None:
            return


def on_the_way(problem: Problem, position: int, share: float) -> Target:
    """Some steps, and a share of the way to everything that the next one needs."""
    plan = problem.plan
    if not share or position >= len(plan.steps):
        return Target(0, position)
    step = plan.steps[position]
    needs: list[PlannedGate] = []
    if step.measure is not None:
        needs.append(
            PlannedGate(step.measure, share * step.reached_at, is_measure=True, on_score=True)
        )
    for gate in (*step.gates, *step.practices):
        least = _least(problem, gate)
        needs.append(replace(gate, at_least=least + share * (gate.at_least - least)))
    return Target(0, position, tuple(needs))


def _least(problem: Problem, gate: PlannedGate) -> float:
    if not gate.is_measure:
        return float(problem.plan.least[gate.index])
    if gate.on_score:
        return 0.0
    return float(score(problem.plan, problem.rows).measures[gate.index].least[0])


def greedy(problem: Problem, target: Target) -> tuple[int, ...] | None:
    """What somebody would choose who always takes the action that brings most for its cost.

    Each action comes with the prerequisites that are not met yet; what it brings is how much nearer it
    takes everything that the target needs.
    """
    chosen: tuple[int, ...] = ()
    while not judged(problem, target, problem.set_of(chosen))[0]:
        packs = {
            place: _with_needs(problem, place, chosen)
            for place in range(len(problem.tasks))
            if place not in problem.barred and place not in chosen
        }
        packs = {place: pack for place, pack in packs.items() if pack.isdisjoint(problem.barred)}
        if not packs:
            return None
        places = sorted(packs)
        sets = np.concatenate(
            [problem.set_of({*chosen, *packs[place]}) for place in places], axis=1
        )
        before = _missing(
            problem, target, score(problem.plan, problem.scored(problem.set_of(chosen)))
        )
        gains = before[0] - _missing(problem, target, score(problem.plan, problem.scored(sets)))
        costs = [problem.total(packs[place]) for place in places]
        worth = [gain / max(cost, TOLERANCE) for gain, cost in zip(gains, costs, strict=True)]
        best = max(range(len(places)), key=lambda index: (worth[index], -costs[index], -index))
        chosen = tuple(sorted({*chosen, *packs[places[best]]}))
    return chosen


def _with_needs(problem: Problem, place: int, chosen: tuple[int, ...]) -> frozenset[int]:
    """A task with all prerequisites that are neither chosen nor met."""
    found, todo = {place}, [place]
    while todo:
        for need in problem.tasks[todo.pop()].needs:
            is_open = any(
                problem.worth[lift.column] < lift.to - TOLERANCE
                for lift in problem.tasks[need].lifts
            )
            if is_open and need not in found and need not in chosen:
                found.add(need)
                todo.append(need)
    return frozenset(found)


def _missing(problem: Problem, target: Target, scores: Scores) -> np.ndarray:
    """How much is missing to everything that a target needs, in shares of it."""
    total = np.zeros(scores.counted.shape[1])
    for need in target.needs(problem.plan):
        if need.is_measure:
            result = scores.measures[need.index]
            have = result.score if need.on_score else result.value
            least = np.zeros_like(have) if need.on_score else result.least
        else:
            have = scores.counted[need.index]
            least = np.full_like(have, problem.plan.least[need.index])
        lack = (need.at_least - have) / np.maximum(need.at_least - least, TOLERANCE)
        total += np.where(holds(need, scores), 0.0, np.nan_to_num(lack))
    return total


def compared(problem: Problem, target: Target, chosen: tuple[int, ...]) -> tuple[Compared, ...]:
    """The plan beside the greedy choice and everything there is."""
    every = tuple(
        place
        for place, task in enumerate(problem.tasks)
        if place not in problem.barred
        and any(problem.worth[lift.column] < lift.to - TOLERANCE for lift in task.lifts)
    )
    by_greed = greedy(problem, target)
    ways: Mapping[str, tuple[int, ...] | None] = {
        "plan": chosen, "greedy": by_greed, "everything": every,
    }  # fmt: skip
    return tuple(
        Compared.model_validate(
            {
                "way": way,
                "cost": problem.total(tasks or ()),
                "actions": len(tasks or ()),
                "reaches": tasks is not None
                and bool(judged(problem, target, problem.set_of(tasks))[0]),
            }
        )
        for way, tasks in ways.items()
    )
