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


@dataclass(frozen=True)
class _Stake:
    """What a part's native value does to the number on top: `factor * value + offset`."""

    factor: float
    offset: float

    def of(self, value: float | None) -> float | None:
        return None if value is None else self.factor * value + self.offset

    def on_native(self, least: float, greatest: float) -> _Stake:
        """The stake of a native value whose score (0 to 1) has this one."""
        factor = self.factor / (greatest - least)
        return _Stake(factor, self.offset - factor * least)


_WHOLE = _Stake(1.0, 0.0)


def explain_measure(scored: Scored, name: str) -> Node:
    """The tree of a measure (or section); contributions add up to its native value."""
    return _measure(scored, scored.plan.measure[name], 1.0, _WHOLE)


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
        Node(
            kind="gate",
            id=g.question,
            value=g.answer,
            need=g.at_least,
            holds=g.holds,
            state=g.state,
        )
        for g in step.gates
    )
    measure = explain_measure(scored, step.measure)
    return Node(
        kind="step",
        id=step.id,
        score=step.score,
        need=step.reached_at,
        holds=step.holds,
        children=(*gates, measure),
    )


def explain_position(scored: Scored) -> Node:
    """The tree of the position: every step with its gates and its measure."""
    path = scored.assessment.path
    if path is None:
        raise ValueError("a rubric without a path has no position")
    steps = tuple(explain_step(scored, index) for index in range(len(path.steps)))
    return Node(
        kind="position", id="position", value=path.position, score=path.progress, children=steps
    )


def _measure(scored: Scored, index: int, weight: float, stake: _Stake | None) -> Node:
    planned = scored.plan.measures[index]
    result = scored.scores.measures[index]
    value = figure(result.value[0])
    return Node(
        kind="measure",
        id=planned.id,
        value=value,
        score=figure(result.score[0]),
        least=figure(result.least[0]),
        greatest=figure(result.greatest[0]),
        by=planned.by,
        weight=weight,
        contribution=stake.of(value) if stake else None,
        children=_members(scored, planned, index, stake),
    )


@dataclass(frozen=True)
class _Member:
    """One part of a measure: its value and width of scale as they enter it, and its native scale."""

    part: Part
    value: float | None
    span: float
    least: float
    greatest: float
    weight: float


def _members(
    scored: Scored, planned: PlannedMeasure, index: int, stake: _Stake | None
) -> tuple[Node, ...]:
    members = [_member(scored, part, on_score=planned.on_score) for part in planned.parts]
    total = sum(m.weight for m in members)
    result = scored.scores.measures[index]
    own, width = float(result.value[0]), float(result.greatest[0] - result.least[0])
    deciding = _deciding(planned, members)
    nodes: list[Node] = []
    for place, member in enumerate(members):
        its: _Stake | None = None
        if stake is not None and member.value is not None:
            if planned.by in {"minimum", "maximum"}:
                its = (
                    _of_extreme(stake, own, member.value) if place == deciding else _Stake(0.0, 0.0)
                )
            else:
                its = _of_sum(stake, own, width, members, member)
            if planned.on_score:
                its = its.on_native(member.least, member.greatest)
        build = _measure if member.part.is_measure else _question
        node = build(scored, member.part.index, member.weight / total if total else 0.0, its)
        decides = place == deciding and member.value is not None and abs(member.value - own) < 1e-12
        nodes.append(replace(node, decides=True) if decides else node)
    return tuple(nodes)


def _member(scored: Scored, part: Part, *, on_score: bool) -> _Member:
    if part.is_measure:
        result = scored.scores.measures[part.index]
        value, least, greatest = (
            float(result.value[0]),
            float(result.least[0]),
            float(result.greatest[0]),
        )
    else:
        value = float(scored.rows.values[part.index, 0])
        least, greatest = (
            float(scored.plan.least[part.index]),
            float(scored.plan.greatest[part.index]),
        )
    shown, span = (
        ((value - least) / (greatest - least), 1.0) if on_score else (value, greatest - least)
    )
    return _Member(
        part, figure(shown), span, least, greatest, 0.0 if np.isnan(value) else part.weight
    )


def _deciding(planned: PlannedMeasure, members: list[_Member]) -> int | None:
    """The place of the least or greatest member; None where sums count."""
    present = [(m.value, place) for place, m in enumerate(members) if m.value is not None]
    if planned.by not in {"minimum", "maximum"} or not present:
        return None
    best = (min if planned.by == "minimum" else max)(value for value, _ in present)
    return next(place for value, place in present if value == best)


def _of_extreme(stake: _Stake, own: float, value: float) -> _Stake:
    """All of the measure's stake; a fixed amount where a missing member bounds the measure."""
    return stake if abs(value - own) < 1e-12 else _Stake(0.0, stake.factor * own + stake.offset)


def _of_sum(
    stake: _Stake, own: float, width: float, members: list[_Member], member: _Member
) -> _Stake:
    """A member's part of a mean or sum; what no value explains is spread by weight."""
    here = [m for m in members if m.value is not None]
    scale = width / sum(m.weight * m.span for m in here)
    rest = own - scale * sum(m.weight * (m.value or 0.0) for m in here)
    share = member.weight / sum(m.weight for m in here)
    return _Stake(
        stake.factor * scale * member.weight, (stake.factor * rest + stake.offset) * share
    )


def _question(scored: Scored, column: int, weight: float, stake: _Stake | None) -> Node:
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
        contribution=stake.of(value) if stake else None,
        state=STATE_NAMES[rows.states[column, 0]],
    )
