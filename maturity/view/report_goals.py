"""What is to be found out or proven first, where the rubric has no actions to propose?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from maturity.messages import say
from maturity.model.values import Portion
from maturity.scoring.lagging import lagging, needed_score
from maturity.scoring.plan import TOLERANCE, PlannedGate
from maturity.view.wording import native, titles_of
from maturity.view.wording.ways import Lacking, lacking, ways_forward

if TYPE_CHECKING:
    from maturity.scoring.assess import Scored


def no_actions(scored: Scored, language: str) -> str:
    """What to find out or to prove so that the next steps hold; nothing where neither would help."""
    wanted = _wanted(scored)
    have = _answers(scored)
    missing = [name for name in wanted if name not in have]
    unproven = _unproven(scored)
    prove = [n for n, need in wanted.items() if n in unproven and _claims(scored, n, need, have)]
    for key, names in (("ask", missing), ("prove", prove)):
        if names:
            return say(f"report.first.{key}", language, titles=titles_of(scored, names, language))
    return ""


def _wanted(scored: Scored) -> dict[str, float]:
    """What the next steps need of single answers: the native value each must reach."""
    wanted: dict[str, float] = {}
    for way in ways_forward(scored):
        if (lack := lacking(scored, way)) is not None:
            for name, need in _needs(scored, lack):
                wanted.setdefault(name, need)
    return wanted


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


def _answers(scored: Scored) -> dict[str, float]:
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
