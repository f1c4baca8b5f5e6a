"""Where does a number come from?

A tree from a measure, a step or a position down to the answers. Contributions are in the units of
the number on top and add up to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from maturity.model.rubric import Path
from maturity.scoring.assess import Scored
from maturity.scoring.explain_measures import MeasureTrees
from maturity.scoring.explanation import Node
from maturity.scoring.path import Truth
from maturity.scoring.plan import PlannedGate
from maturity.scoring.standing import figure, need_name


def explain_measure(scored: Scored, name: str) -> Node:
    """The tree of a measure (or section); contributions add up to its native value."""
    return MeasureTrees(scored).measure(scored.plan.measure[name])


def explain_question(scored: Scored, name: str) -> Node:
    """The answer to a scored question, with each measure and step that it counts in."""
    trees, column = _Steps(scored), scored.plan.column[name]
    uses = (*trees.measures.uses(column), *trees.guarded_by(name))
    return replace(trees.measures.answer(column), uses=uses)


def explain_step(scored: Scored, path: int, index: int) -> Node:
    """The tree of a step: what guards it, and its measure or practices.

    Args:
        scored: The scored response.
        path: The path's place in the plan.
        index: The step's place in its path.
    """
    return _Steps(scored).step(path, index)


def explain_path(scored: Scored, path: int) -> Node:
    """The tree of the position on a path, by its place in the plan: all its steps."""
    return _Steps(scored).path(path)


class _Steps:
    def __init__(self, scored: Scored) -> None:
        self.scored, self.plan = scored, scored.plan
        self.measures = MeasureTrees(scored)

    def path(self, place: int) -> Node:
        steps = range(len(self.plan.paths[place].steps))
        children = tuple(self.step(place, index) for index in steps)
        return replace(self._standing(place), children=children)

    def step(self, place: int, index: int) -> Node:
        planned = self.plan.paths[place].steps[index]
        node = Node(
            kind="step",
            id=planned.id,
            holds=_said(self.scored.scores.paths[place].steps[index].holds),
            number=index + 1,
        )
        needs = [*self._gates(place, index), *self._practices(place, index)]
        if planned.measure is None:
            return replace(node, children=(*needs, *self._lower_paths(place, index)))
        result = self.scored.scores.measures[planned.measure]
        return replace(
            node,
            score=figure(result.score[0]) if result.enough[0] else None,
            need=planned.reached_at,
            too_few=self.measures.too_few(planned.measure),
            children=(*needs, self.measures.measure(planned.measure)),
        )

    def guarded_by(self, question: str) -> Iterator[Node]:
        """The steps that a question is a gate or practice of, with only this below them."""
        for place, path in enumerate(self.plan.paths):
            for index in range(len(path.steps)):
                needs = [*self._gates(place, index), *self._practices(place, index)]
                own = tuple(need for need in needs if need.id == question)
                if own:
                    yield replace(self.step(place, index), children=own)

    def _standing(self, place: int) -> Node:
        path, result = self.plan.paths[place], self.scored.scores.paths[place]
        main = path.id == self.plan.main
        return Node(
            kind="position" if main else "path",
            id="position" if main else path.id,
            value=int(result.position[0]),
            score=figure(result.progress[0]),
            low=int(result.low[0]),
            high=int(result.high[0]),
        )

    def _gates(self, place: int, index: int) -> Iterator[Node]:
        planned = self.plan.paths[place].steps[index].gates
        found = self.scored.scores.paths[place].steps[index].gates
        said = paths_of(self.scored)[place].steps[index].gates
        for gate, truth, rule in zip(planned, found, said, strict=True):
            yield replace(self._need(gate, truth), kind="gate", because=rule.because)

    def _practices(self, place: int, index: int) -> Iterator[Node]:
        planned = self.plan.paths[place].steps[index].practices
        found = self.scored.scores.paths[place].steps[index].practices
        return map(self._need, planned, found)

    def _need(self, need: PlannedGate, truth: Truth) -> Node:
        """Something a step needs: an answer or a measure, and what it must reach."""
        node = Node(
            kind="practice", id=need_name(self.plan, need), need=need.at_least, holds=_said(truth)
        )
        if not need.is_measure:
            answer = self.measures.answer(need.index)
            return replace(
                node,
                value=answer.value,
                state=answer.state,
                claimed=answer.claimed,
                reasons=answer.reasons,
            )
        numbers = self.scored.scores.measures[need.index]
        have = numbers.score[0] if need.on_score else numbers.value[0]
        return replace(
            node,
            value=figure(have) if numbers.enough[0] else None,
            on="score" if need.on_score else "value",
            too_few=self.measures.too_few(need.index),
        )

    def _lower_paths(self, place: int, index: int) -> Iterator[Node]:
        """The paths that a step of the lowest of them rests on."""
        for below in self.plan.paths[place].of:
            result = self.scored.scores.paths[below]
            # Where it cannot be said, what is missing could still lift the path so far.
            could = bool(result.position[0] <= index < result.high[0])
            holds = None if could else bool(result.position[0] > index)
            yield replace(self._standing(below), need=index + 1, holds=holds)


def paths_of(scored: Scored) -> tuple[Path, ...]:
    """The paths as the rubric says them, in the plan's order: the main one first."""
    main = scored.rubric.path
    return (*(() if main is None else (main,)), *scored.rubric.paths)


def _said(truth: Truth) -> bool | None:
    return None if truth[0] == -1 else bool(truth[0])
