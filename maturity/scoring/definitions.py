"""Which measures do a questionnaire and a rubric define, of what, and on which scales?

Plain values, before anything is compiled: what checks the files and what compiles the plan both
start here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

from maturity.model.questionnaire import Question, Questionnaire, Section
from maturity.model.rubric import (
    DEPENDENT,
    WITH_LEVEL,
    Aggregation,
    Cap,
    Measure,
    Member,
    MemberKind,
    Missing,
    NotApplicable,
    Rubric,
    Rung,
    Select,
)
from maturity.model.rubric import Scale as ScaleModel
from maturity.model.values import Portion

Scale = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Definition:
    """A measure as the two files define it.

    Attributes:
        members: What it is made of; members of weight 0 are left out.
        on: What members enter with, where the rubric says it.
    """

    id: str
    kind: str
    members: tuple[Member, ...]
    by: Aggregation
    level: float | None
    floor: float | None
    on: str | None
    scale: Scale | None
    report_on: Scale | None
    levels: tuple[Rung, ...]
    not_applicable: NotApplicable
    missing: Missing
    minimum_answered: float

    @property
    def targets(self) -> tuple[tuple[MemberKind, str], ...]:
        """Kind and id of each member."""
        return tuple(member.target for member in self.members)

    @property
    def on_score(self) -> bool:
        """Whether members enter as shares of their scales."""
        return self.on == "score" or (self.by in WITH_LEVEL and isinstance(self.level, Portion))


def definitions(questionnaire: Questionnaire, rubric: Rubric) -> dict[str, Definition]:
    """Every measure by id: each section (of its direct children), then those the rubric names.

    Unscored questions, and sections without a scored question, are not members.
    """
    overrides = {m.section: m for m in rubric.measures if m.section is not None}
    result: dict[str, Definition] = {}
    for section in questionnaire.walk():
        if any(question.is_scored for question in section.all_questions()):
            override = overrides.get(section.id)
            members = _members(override, questionnaire) if override else ()
            result[section.id] = _define(
                section.id, section.kind, members or _children(section), override, rubric
            )
    for measure in rubric.measures:
        if measure.id is not None:
            members = _members(measure, questionnaire)
            result[measure.id] = _define(measure.id, "measure", members, measure, rubric)
    return result


def _members(measure: Measure, questionnaire: Questionnaire) -> tuple[Member, ...]:
    return measure.of or selected(measure.select, questionnaire)


def _children(section: Section) -> tuple[Member, ...]:
    return tuple(
        [Member(question=q.id) for q in section.questions if q.is_scored]
        + [
            Member(section=s.id)
            for s in section.sections
            if any(q.is_scored for q in s.all_questions())
        ]
    )


def selected(select: Select | None, questionnaire: Questionnaire) -> tuple[Member, ...]:
    """The scored questions that every key of a selection holds for, in reading order."""
    if select is None:
        return ()
    return tuple(
        Member(question=question.id)
        for above, question in _with_sections(questionnaire)
        if question.is_scored and _fits(select, above, question)
    )


def _with_sections(
    questionnaire: Questionnaire,
) -> list[tuple[tuple[Section, ...], Question]]:
    """Every question with the sections it stands in, in reading order."""
    found: list[tuple[tuple[Section, ...], Question]] = []

    def visit(section: Section, above: tuple[Section, ...]) -> None:
        here = (*above, section)
        found.extend((here, question) for question in section.questions)
        for inner in section.sections:
            visit(inner, here)

    for section in questionnaire.sections:
        visit(section, ())
    return found


def _fits(select: Select, above: tuple[Section, ...], question: Question) -> bool:
    return (
        (select.tag is None or select.tag in question.tags)
        and (select.role is None or select.role in question.roles)
        and (select.kind is None or any(section.kind == select.kind for section in above))
        and (select.section is None or any(section.id == select.section for section in above))
    )


def capped_questions(cap: Cap, questionnaire: Questionnaire) -> tuple[str, ...]:
    """The ids of the questions a cap is for: one, those selected, or all that are scored."""
    if cap.question is not None:
        return (cap.question,)
    return tuple(member.target[1] for member in selected(cap.select or Select(), questionnaire))


def _define(
    name: str,
    kind: str,
    members: tuple[Member, ...],
    measure: Measure | None,
    rubric: Rubric,
) -> Definition:
    said = measure or Measure()
    default = rubric.scoring
    minimum = said.minimum_answered
    return Definition(
        id=name,
        kind=kind,
        members=tuple(member for member in members if member.weight != 0),
        by=said.by or default.by,
        level=default.level if said.level is None else said.level,
        floor=default.floor if said.floor is None else said.floor,
        on=said.on or default.on,
        scale=_pair(said.scale),
        report_on=_pair(said.report_on),
        levels=said.levels or (),
        not_applicable=said.not_applicable or default.not_applicable,
        missing=said.missing or default.missing,
        minimum_answered=default.minimum_answered if minimum is None else minimum,
    )


def _pair(scale: ScaleModel | None) -> Scale | None:
    return None if scale is None else (float(scale.least), float(scale.greatest))


def in_order(defined: Mapping[str, Definition]) -> list[str]:
    """Measure ids, each after all it rests on.

    Raises:
        CycleError: When measures rest on each other; its second argument is the circle.
    """
    graph = {
        name: [target for kind, target in d.targets if kind != "question" and target in defined]
        for name, d in defined.items()
    }
    return list(TopologicalSorter(graph).static_order())


def shared_scale(
    definition: Definition,
    questions: Mapping[str, Scale],
    measures: Mapping[str, Scale | None],
) -> Scale | None:
    """The scale all members have in common, (0, 1) when they enter as scores, else None.

    Args:
        definition: The measure.
        questions: The scale of each scored question, by id.
        measures: The result scales of the measures before it; None where one depends on the row.
    """
    if definition.on_score:
        return (0.0, 1.0)
    found = {
        questions[name] if kind == "question" else measures.get(name)
        for kind, name in definition.targets
    }
    return found.pop() if len(found) == 1 else None


def result_scale(definition: Definition, shared: Scale | None) -> Scale | None:
    """The fixed scale of a measure's own values; None when it depends on what applies."""
    if definition.report_on is not None:
        return definition.report_on
    if definition.levels:
        return float(definition.levels[0].value), float(definition.levels[-1].value)
    return definition.scale or computed_scale(definition, shared)


def computed_scale(definition: Definition, shared: Scale | None) -> Scale | None:
    """The scale of what the aggregation gives, before the measure's own scale and levels."""
    if definition.by in DEPENDENT:
        return None
    if definition.by == "share_at_least":
        return (0.0, 1.0)
    if definition.by in {"geometric_mean", "harmonic_mean"} and shared is not None:
        floor = float(definition.floor or 0)
        return max(shared[0], floor), max(shared[1], floor)
    return shared
