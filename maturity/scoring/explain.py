"""Where does a number come from?

A tree from a measure, step or the position down to the answers. Contributions are in the units of
the number on top and add up to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from maturity.scoring.assess import Scored, figure
from maturity.scoring.encode import STATE_NAMES
from maturity.scoring.plan import Part, PlannedMeasure

NodeKind = Literal["position", "step", "gate", "measure", "question"]


@dataclass(frozen=True)
class Node:
    """One line of an explanation.

    Attributes:
        value: Native value, or None where there is none.
        weight: The share of its parent's weight that it carries, 0 when it was left out.
        contribution: What it adds to the number on top of the tree; None where sums say nothing.
        state: Why it was left out, for a question without an answer.
        decides: Whether it alone gives a minimum or maximum.
        holds: For steps and gates.
    """

    kind: NodeKind
    id: str
    value: float | None = None
    score: float | None = None
    least: float | None = None
    greatest: float | None = None
    by: str | None = None
    weight: float | None = None
    contribution: float | None = None
    state: str | None = None
    decides: bool = False
    holds: bool | None = None
    need: float | None = None
    children: tuple[Node, ...] = field(default=())


def explain_measure(scored: Scored, name: str) -> Node:
    """The tree of a measure (or section); contributions add up to its native value."""
    index = scored.plan.measure[name]
    value = figure(scored.scores.measures[index].value[0])
    return _measure(scored, index, weight=1.0, contribution=value)


def explain_question(scored: Scored, name: str) -> Node:
    """The answer to one question."""
    return _question(scored, scored.plan.column[name], 1.0, None)


def explain_step(scored: Scored, index: int) -> Node:
    """The tree of a step: its gates and its measure."""
    path = scored.assessment.path
    if path is None:
        raise ValueError("a rubric without a path has no steps")
    step = path.steps[index]
    gates = tuple(
        Node(kind="gate", id=g.question, value=g.answer, need=g.at_least, holds=g.holds, state=g.state) for g in step.gates
    )
    measure = explain_measure(scored, step.measure)
    return Node(
        kind="step", id=step.id, score=step.score, need=step.reached_at, holds=step.holds, children=(*gates, measure)
    )


def explain_position(scored: Scored) -> Node:
    """The tree of the position: every step with its gates and its measure."""
    path = scored.assessment.path
    if path is None:
        raise ValueError("a rubric without a path has no position")
    steps = tuple(explain_step(scored, index) for index in range(len(path.steps)))
    return Node(kind="position", id="position", value=path.position, score=path.progress, children=steps)


def _measure(scored: Scored, index: int, weight: float, contribution: float | None) -> Node:
    planned = scored.plan.measures[index]
    result = scored.scores.measures[index]
    children = _members(scored, planned, index, contribution)
    return Node(
        kind="measure",
        id=planned.id,
        value=figure(result.value[0]),
        score=figure(result.score[0]),
        least=figure(result.least[0]),
        greatest=figure(result.greatest[0]),
        by=planned.by,
        weight=weight,
        contribution=contribution,
        children=children,
    )


def _members(scored: Scored, planned: PlannedMeasure, index: int, contribution: float | None) -> tuple[Node, ...]:
    values = [_member_value(scored, part, on_score=planned.on_score) for part in planned.parts]
    weights = [part.weight if value is not None else 0.0 for part, value in zip(planned.parts, values, strict=True)]
    total = sum(weights)
    own = figure(scored.scores.measures[index].value[0])
    extreme = planned.by in {"minimum", "maximum"}
    deciding = next((i for i, v in enumerate(values) if extreme and v is not None and own is not None and abs(v - own) < 1e-12), None)
    nodes: list[Node] = []
    for place, (part, value, weight) in enumerate(zip(planned.parts, values, weights, strict=True)):
        share = weight / total if total else 0.0
        adds: float | None = None
        if contribution is not None and value is not None:
            adds = _adds(planned, contribution, own, values, weights, place, deciding)
        build = _measure(scored, part.index, share, adds) if part.is_measure else None
        node = build or _question(scored, part.index, share, adds)
        nodes.append(_marked(node) if place == deciding else node)
    return tuple(nodes)


def _adds(
    planned: PlannedMeasure,
    contribution: float,
    own: float | None,
    values: list[float | None],
    weights: list[float],
    place: int,
    deciding: int | None,
) -> float:
    """The part of a parent's contribution that one member brings."""
    if planned.by in {"minimum", "maximum"}:
        return contribution if place == deciding else 0.0
    weighted = [w * v for w, v in zip(weights, values, strict=True) if v is not None]
    total = sum(weighted)
    if not total:
        present = sum(1 for v in values if v is not None)
        return contribution / present if own else 0.0
    return contribution * weights[place] * (values[place] or 0.0) / total


def _marked(node: Node) -> Node:
    return replace(node, decides=True)


def _member_value(scored: Scored, part: Part, *, on_score: bool) -> float | None:
    if part.is_measure:
        result = scored.scores.measures[part.index]
        return figure((result.score if on_score else result.value)[0])
    value = scored.rows.values[part.index, 0]
    if on_score:
        least, greatest = scored.plan.least[part.index], scored.plan.greatest[part.index]
        value = (value - least) / (greatest - least)
    return None if np.isnan(value) else float(value)


def _question(scored: Scored, column: int, weight: float, contribution: float | None) -> Node:
    plan, rows = scored.plan, scored.rows
    least, greatest = float(plan.least[column]), float(plan.greatest[column])
    value = figure(rows.values[column, 0])
    return Node(
        kind="question",
        id=plan.questions[column].id,
        value=value,
        score=None if value is None else (value - least) / (greatest - least),
        least=least,
        greatest=greatest,
        weight=weight,
        contribution=contribution,
        state=STATE_NAMES[rows.states[column, 0]],
    )
