"""Which answers should be lifted first, and how far?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maturity.model.values import Portion
from maturity.scoring.lagging import lagging, needed_score
from maturity.scoring.plan import TOLERANCE, PlannedGate
from maturity.view.wording import native
from maturity.view.wording.caps import too_low
from maturity.view.wording.ways import Lacking, lacking, ways_forward

if TYPE_CHECKING:
    from maturity.scoring.assess import Scored

_LOWEST = 3


@dataclass(frozen=True)
class Goals:
    """What the next steps need of single answers.

    Attributes:
        lift: The questions to lift, with the value each must reach.
        prove: Those whose answer would do, if it counted what it claims.
        missing: Those without an answer.
    """

    lift: Mapping[str, float]
    prove: tuple[str, ...]
    missing: tuple[str, ...]


def goals(scored: Scored) -> Goals:
    """What blocks the next steps, or the lowest answers where nothing does."""
    ways = ways_forward(scored)
    lacks = [found for way in ways if (found := lacking(scored, way)) is not None]
    if ways and not lacks:
        return Goals(_lowest(scored), (), ())
    wanted: dict[str, float] = {}
    for lack in lacks:
        for name, need in _needs(scored, lack):
            wanted.setdefault(name, need)
    have = answers(scored)
    proven = [name for name, need in wanted.items() if _claims(scored, name, need, have)]
    lift = {name: need for name, need in wanted.items() if name in have and name not in proven}
    for name in proven:
        for other, need in too_low(scored, name):
            if other in have and have[other] < need - TOLERANCE:
                lift.setdefault(other, need)
    return Goals(
        lift=lift,
        prove=tuple(name for name in proven if name in _unproven(scored)),
        missing=tuple(name for name in wanted if name not in have),
    )


def _unproven(scored: Scored) -> set[str]:
    """The questions whose answer counts less than it claims for lack of evidence."""
    return {
        finding.questions[0]
        for finding in scored.assessment.findings
        if finding.code == "capped" and finding.values["why"] == "evidence"
    }


def _claims(scored: Scored, name: str, need: float, have: Mapping[str, float]) -> bool:
    """Whether an answer would do if it counted what it claims."""
    if name not in have:
        return False
    column = scored.plan.column[name]
    counted = scored.plan.counted(column, have[name])
    return counted >= scored.plan.counted(column, need) - TOLERANCE


def answers(scored: Scored) -> dict[str, float]:
    """What every answered question says, whatever it counts."""
    values = scored.rows.claimed[:, 0]
    return {q.id: float(v) for q, v in zip(scored.plan.questions, values, strict=True) if v == v}  # noqa: PLR0124


def _needs(scored: Scored, lack: Lacking) -> Iterator[tuple[str, float]]:
    """The questions that a step lacks, with the native value each must reach."""
    plan = scored.plan
    for gate, found in lack.gates:
        if gate.question is not None:
            yield gate.question, _native(scored, gate.question, gate.at_least)
        elif found.measure is not None:
            yield from _of_measure(scored, found.measure, gate.at_least)
    if lack.short and lack.result.measure is not None:
        for name, goal in _of_measure(
            scored, lack.result.measure, Portion(lack.result.reached_at or 0.0)
        ):
            expected = lack.step.minimums.get(name)
            yield name, goal if expected is None else float(expected)
    for practice in lack.practices:
        if practice.name in plan.column:
            yield practice.name, _native(scored, practice.name, practice.bound)
        else:
            yield from _of_measure(scored, practice.name, practice.bound)


def _of_measure(scored: Scored, measure: str, bound: float) -> Iterator[tuple[str, float]]:
    """The questions that keep a measure low, lowest first, with the native value each must reach."""
    plan, place = scored.plan, scored.plan.measure[measure]
    need = PlannedGate(place, bound, is_measure=True, on_score=isinstance(bound, Portion))
    for lag in lagging(plan, place, needed_score(need, scored.scores), scored.scores):
        name = plan.questions[lag.column].id
        yield name, _native(scored, name, Portion(lag.need))


def _native(scored: Scored, name: str, bound: float) -> float:
    return native(scored, name, scored.plan.bound(scored.plan.column[name], bound))


def _lowest(scored: Scored) -> dict[str, float]:
    """The lowest answers that are not yet at the top of their scale, each to be lifted to the top."""
    have = answers(scored)
    open_ends = [
        (share, index, question.id, float(question.scale[1]))
        for index, question in enumerate(scored.plan.questions)
        if question.id in have and (share := _share(have[question.id], question.scale)) < 1
    ]
    return {name: top for _, _, name, top in sorted(open_ends)[:_LOWEST]}


def _share(value: float, scale: tuple[float, float]) -> float:
    least, greatest = scale
    return (value - least) / (greatest - least) if greatest > least else 1.0
