"""What has to be computed, in which order, for one questionnaire and one rubric?

`compile_plan` turns both into index and weight arrays once; every row of answers, one interview or
a million, is then scored by the same plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter

import numpy as np
from numpy.typing import NDArray

from maturity.model.questionnaire import Condition, Question, Questionnaire, Section
from maturity.model.rubric import Aggregation, Measure, Member, MemberKind, Rubric

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Part:
    """A member of a measure: a column of answers or another measure, with its weight."""

    index: int
    weight: float
    is_measure: bool = False


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """One measure, ready to be computed.

    Attributes:
        kind: The section's kind, or `measure` for one the rubric names.
        on_score: Whether members enter as shares of their own scale (0 to 1).
        scale: The common scale of all members, or None when they differ.
        columns: The columns of all questions below it, each once.
    """

    id: str
    kind: str
    by: Aggregation
    on_score: bool
    parts: tuple[Part, ...]
    scale: tuple[float, float] | None
    columns: NDArray[np.intp]
    minimum_answered: float


@dataclass(frozen=True, slots=True)
class PlannedGate:
    """A gate of a step: the column and the least native value that opens it."""

    column: int
    at_least: float


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step: its measure, threshold (a score) and gates."""

    id: str
    measure: int
    reached_at: float
    gates: tuple[PlannedGate, ...]


@dataclass(frozen=True)
class ScoringPlan:
    """Everything needed to score rows of answers; measures stand after all they rest on.

    Attributes:
        unscored: The conditions of questions that are not scored, by question id; others may rest on them.
    """

    questions: tuple[Question, ...]
    least: Floats
    greatest: Floats
    measures: tuple[PlannedMeasure, ...]
    steps: tuple[PlannedStep, ...]
    unscored: Mapping[str, Condition]

    @cached_property
    def column(self) -> Mapping[str, int]:
        """The column of each question id."""
        return {question.id: index for index, question in enumerate(self.questions)}

    @cached_property
    def measure(self) -> Mapping[str, int]:
        """The index of each measure id."""
        return {measure.id: index for index, measure in enumerate(self.measures)}

    @cached_property
    def conditions(self) -> tuple[tuple[int, Condition], ...]:
        """The columns that are asked only under a condition, in asking order."""
        return tuple((i, q.ask_if) for i, q in enumerate(self.questions) if q.ask_if is not None)


@dataclass(frozen=True, slots=True)
class Definition:
    """A measure as the two files define it, before anything is compiled."""

    id: str
    kind: str
    members: tuple[Member, ...]
    by: Aggregation
    on: str | None
    minimum_answered: float
    section: Section | None = None
    measure: Measure | None = None


def definitions(questionnaire: Questionnaire, rubric: Rubric) -> dict[str, Definition]:
    """Every measure by id: each section (of its direct children), then those the rubric names.

    Unscored questions, and sections without a scored question, are not members.
    """
    overrides = {m.section: m for m in rubric.measures if m.section is not None}
    result: dict[str, Definition] = {}
    for section in questionnaire.walk():
        if any(question.is_scored for question in section.all_questions()):
            result[section.id] = _of_section(section, overrides.get(section.id), rubric)
    for measure in rubric.measures:
        if measure.id is not None and measure.of is not None:
            result[measure.id] = _define(measure.id, "measure", measure.of, measure, rubric)
    return result


def _of_section(section: Section, override: Measure | None, rubric: Rubric) -> Definition:
    members = tuple(
        [Member(question=q.id) for q in section.questions if q.is_scored]
        + [
            Member(section=s.id)
            for s in section.sections
            if any(q.is_scored for q in s.all_questions())
        ]
    )
    if override is not None and override.of is not None:
        members = override.of
    return _define(section.id, section.kind, members, override, rubric, section)


def _define(
    name: str,
    kind: str,
    members: tuple[Member, ...],
    measure: Measure | None,
    rubric: Rubric,
    section: Section | None = None,
) -> Definition:
    minimum = measure.minimum_answered if measure else None
    return Definition(
        id=name,
        kind=kind,
        members=members,
        by=(measure.by if measure else None) or rubric.scoring.by,
        on=measure.on if measure else None,
        minimum_answered=rubric.scoring.minimum_answered if minimum is None else minimum,
        section=section,
        measure=measure,
    )


def in_order(defined: Mapping[str, Definition]) -> list[str]:
    """Measure ids, each after all it rests on.

    Raises:
        CycleError: When measures rest on each other; its second argument is the circle.
    """
    graph = {
        name: [
            m.target[1] for m in d.members if m.target[0] != "question" and m.target[1] in defined
        ]
        for name, d in defined.items()
    }
    return list(TopologicalSorter(graph).static_order())


def shared_scale(
    definition: Definition,
    questions: Mapping[str, Question],
    scales: Mapping[str, tuple[float, float] | None],
) -> tuple[float, float] | None:
    """The scale all members have in common, (0, 1) when they enter as scores, else None."""
    if definition.on == "score":
        return (0.0, 1.0)
    found = {
        questions[name].scale if kind == "question" else scales.get(name)
        for kind, name in (member.target for member in definition.members)
    }
    return found.pop() if len(found) == 1 else None


def result_scale(
    definition: Definition, shared: tuple[float, float] | None
) -> tuple[float, float] | None:
    """The fixed scale of a measure's own values; None when it depends on what applies."""
    return None if definition.by == "sum" else shared


def compile_plan(questionnaire: Questionnaire, rubric: Rubric) -> ScoringPlan:
    """Compile a valid questionnaire and a valid rubric for it.

    Returns:
        The plan; columns are the scored questions in reading order.
    """
    questions = tuple(q for q in questionnaire.questions() if q.is_scored)
    by_id = {q.id: q for q in questions}
    column = {q.id: index for index, q in enumerate(questions)}
    defined = definitions(questionnaire, rubric)
    order = in_order(defined)
    position = {name: index for index, name in enumerate(order)}
    scales: dict[str, tuple[float, float] | None] = {}
    below: dict[str, frozenset[int]] = {}
    measures: list[PlannedMeasure] = []
    for name in order:
        definition = defined[name]
        shared = shared_scale(definition, by_id, scales)
        scales[name] = result_scale(definition, shared)
        parts, columns = _parts(definition, column, position, below)
        below[name] = columns
        measures.append(
            PlannedMeasure(
                id=name,
                kind=definition.kind,
                by=definition.by,
                on_score=definition.on == "score",
                parts=parts,
                scale=shared,
                columns=np.array(sorted(columns), dtype=np.intp),
                minimum_answered=definition.minimum_answered,
            )
        )
    return ScoringPlan(
        questions=questions,
        least=np.array([q.scale[0] for q in questions], dtype=np.float64),
        greatest=np.array([q.scale[1] for q in questions], dtype=np.float64),
        measures=tuple(measures),
        steps=_steps(rubric, column, position),
        unscored={
            q.id: q.ask_if
            for q in questionnaire.questions()
            if q.ask_if is not None and not q.is_scored
        },
    )


def _parts(
    definition: Definition,
    column: Mapping[str, int],
    position: Mapping[str, int],
    below: Mapping[str, frozenset[int]],
) -> tuple[tuple[Part, ...], frozenset[int]]:
    parts: list[Part] = []
    columns: set[int] = set()
    kind: MemberKind
    for member in definition.members:
        kind, target = member.target
        if kind == "question":
            parts.append(Part(column[target], float(member.weight)))
            columns.add(column[target])
        else:
            parts.append(Part(position[target], float(member.weight), is_measure=True))
            columns |= below[target]
    return tuple(parts), frozenset(columns)


def _steps(
    rubric: Rubric, column: Mapping[str, int], position: Mapping[str, int]
) -> tuple[PlannedStep, ...]:
    if rubric.path is None:
        return ()
    return tuple(
        PlannedStep(
            id=step.id,
            measure=position[step.measure],
            reached_at=step.reached_at,
            gates=tuple(PlannedGate(column[g.question], float(g.at_least)) for g in step.gates),
        )
        for step in rubric.path.steps
    )
