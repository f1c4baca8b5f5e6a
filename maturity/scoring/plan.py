"""What has to be computed, in which order, for one questionnaire and one rubric?

`compile_plan` turns both into index and weight arrays once; every row of answers, one interview or
a million, is then scored by the same plan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from maturity.model.questionnaire import Condition, Question, Questionnaire
from maturity.model.rubric import (
    WITH_LEVEL,
    Aggregation,
    Gate,
    Member,
    Missing,
    NotApplicable,
    Path,
    PathKind,
    QuestionScale,
    Rubric,
    Step,
)
from maturity.model.values import Portion
from maturity.scoring.definitions import (
    Definition,
    capped_questions,
    definitions,
    in_order,
    result_scale,
    selected,
    shared_scale,
)
from maturity.scoring.linear import Linear, compile_linear

TOLERANCE = 1e-9
"""What comparisons forgive."""

Floats = NDArray[np.float64]
Scale = tuple[float, float]
Columns = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Part:
    """A member of a measure: a column of answers or another measure, with its weight.

    Attributes:
        need: What it must reach to count, for aggregations with a level: on its own scale, or as
            a share of it where the measure takes scores.
    """

    index: int
    weight: float
    is_measure: bool = False
    need: float = 0.0


@dataclass(frozen=True, slots=True)
class PlannedRung:
    """A level that a measure's value stands for, from a start on the value or on the score."""

    start: float
    on_score: bool
    above: bool
    value: float


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """One measure, ready to be computed.

    Attributes:
        kind: The section's kind, or `measure` for one the rubric names.
        on_score: Whether members enter as shares of their own scale (0 to 1).
        scale: The common scale of all members, or None when they differ.
        own_scale: The scale its value is held inside, where the rubric says one.
        columns: The columns of all questions below it, each once.
        counting: Those of them that count also where they do not apply.
        settling: Those of them that count as answered also where they are missing.
    """

    id: str
    kind: str
    by: Aggregation
    on_score: bool
    parts: tuple[Part, ...]
    scale: Scale | None
    floor: float
    own_scale: Scale | None
    rungs: tuple[PlannedRung, ...]
    report_on: Scale | None
    not_applicable: NotApplicable
    missing: Missing
    columns: Columns
    counting: Columns
    settling: Columns
    minimum_answered: float


@dataclass(frozen=True, slots=True)
class PlannedGate:
    """Something a step needs: a column or measure, and the least value or score that opens it."""

    index: int
    is_measure: bool
    at_least: float
    on_score: bool


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step: its measure and threshold (a score), its gates, and the practices it needs."""

    id: str
    measure: int | None
    reached_at: float
    gates: tuple[PlannedGate, ...]
    practices: tuple[PlannedGate, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedPath:
    """A path; one of kind `lowest` names the places of the paths it rests on."""

    id: str
    kind: PathKind
    steps: tuple[PlannedStep, ...]
    of: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedCap:
    """What a column counts at most.

    Attributes:
        unless: The condition under which it does not apply; None for a cap on what lacks evidence.
        grades: Which evidence counts; all of it when empty.
        months: How old evidence may be; None for any age.
    """

    column: int
    at_most: float
    unless: Condition | None
    grades: frozenset[str] = frozenset()
    months: float | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Ones and zeros, measures x questions; None where there are no ones.

    Attributes:
        below: The questions below each measure.
        counting: Those that count also where they do not apply.
        settling: Those that count as answered also where they are missing.
    """

    below: NDArray[np.float32]
    counting: NDArray[np.float32] | None
    settling: NDArray[np.float32] | None


@dataclass(frozen=True)
class ScoringPlan:
    """Everything needed to score rows of answers; measures stand after all they rest on.

    Attributes:
        scales: The rubric's own scales of questions, by column.
        targets: The rubric's target of each column, as counted; NaN where there is none.
        paths: The main path first, where there is one (its id is `path`), then the others.
        linear: The measures that are computed together as sums of whole numbers.
        unscored: The conditions of questions that are not scored, by question id; others may rest on them.
    """

    questions: tuple[Question, ...]
    least: Floats
    greatest: Floats
    scales: Mapping[int, QuestionScale]
    targets: Floats
    caps: tuple[PlannedCap, ...]
    measures: tuple[PlannedMeasure, ...]
    paths: tuple[PlannedPath, ...]
    linear: Linear
    unscored: Mapping[str, Condition]
    main: str | None = field(default=None)

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

    @cached_property
    def path_order(self) -> tuple[int, ...]:
        """The places of the paths, each after those it rests on."""
        places = range(len(self.paths))
        return tuple(sorted(places, key=lambda place: (self.paths[place].kind == "lowest", place)))

    @cached_property
    def counts(self) -> Counts:
        """Which questions count below each measure."""
        return Counts(
            below=self._incidence([m.columns for m in self.measures]),
            counting=self._some([m.counting for m in self.measures]),
            settling=self._some([m.settling for m in self.measures]),
        )

    def _some(self, columns: list[Columns]) -> NDArray[np.float32] | None:
        return self._incidence(columns) if any(map(len, columns)) else None

    def _incidence(self, columns: list[Columns]) -> NDArray[np.float32]:
        found = np.zeros((len(columns), len(self.questions)), dtype=np.float32)
        for row, places in enumerate(columns):
            found[row, places] = 1
        return found

    @property
    def steps(self) -> tuple[PlannedStep, ...]:
        """The steps of the main path; none without one."""
        return self.paths[0].steps if self.main is not None else ()

    @cached_property
    def dependencies(self) -> tuple[PlannedCap, ...]:
        """The caps that rest on other answers, in question order."""
        return tuple(sorted((c for c in self.caps if c.unless is not None), key=lambda c: c.column))

    def counted(self, column: int, given: float) -> float:
        """What a given value of a question counts, before any cap."""
        scale = self.scales.get(column)
        return float(given) if scale is None else scale.counted(given)

    def bound(self, column: int, bound: float) -> float:
        """A threshold on a question, as the value that is counted: a given value or a share."""
        least, greatest = float(self.least[column]), float(self.greatest[column])
        if isinstance(bound, Portion):
            return least + bound * (greatest - least)
        return self.counted(column, bound)


MAIN = "path"
"""The id of the path that a rubric does not name."""


def compile_plan(questionnaire: Questionnaire, rubric: Rubric) -> ScoringPlan:
    """Compile a valid questionnaire and a valid rubric for it.

    Returns:
        The plan; columns are the scored questions in reading order.
    """
    return _Compiler(questionnaire, rubric).plan()


class _Compiler:
    def __init__(self, questionnaire: Questionnaire, rubric: Rubric) -> None:
        self.questionnaire, self.rubric = questionnaire, rubric
        self.questions = tuple(q for q in questionnaire.questions() if q.is_scored)
        self.column = {q.id: index for index, q in enumerate(self.questions)}
        self.own = {s.question: s for s in rubric.scales}
        self.scale_of = {
            q.id: (float(s.least), float(s.greatest)) if (s := self.own.get(q.id)) else q.scale
            for q in self.questions
        }
        self.defined = definitions(questionnaire, rubric)
        self.order = in_order(self.defined)
        self.place = {name: index for index, name in enumerate(self.order)}
        self.caps = tuple(self._caps())

    def plan(self) -> ScoringPlan:
        measures = tuple(self._measures())
        scales = [self.scale_of[q.id] for q in self.questions]
        main = self.rubric.path
        paths = ([main] if main is not None else []) + list(self.rubric.paths)
        names = [path.id or MAIN for path in paths]
        return ScoringPlan(
            questions=self.questions,
            least=np.array([least for least, _ in scales], dtype=np.float64),
            greatest=np.array([greatest for _, greatest in scales], dtype=np.float64),
            scales={self.column[name]: scale for name, scale in self.own.items()},
            targets=np.array(
                [
                    self._bound(q.id, self.rubric.targets[q.id])
                    if q.id in self.rubric.targets
                    else np.nan
                    for q in self.questions
                ],
                dtype=np.float64,
            ),
            caps=self.caps,
            measures=measures,
            paths=tuple(self._path(path, names) for path in paths),
            linear=compile_linear(measures, self._grids()),
            unscored={
                q.id: q.ask_if
                for q in self.questionnaire.questions()
                if q.ask_if is not None and not q.is_scored
            },
            main=names[0] if main is not None else None,
        )

    def _measures(self) -> list[PlannedMeasure]:
        scales: dict[str, Scale | None] = {}
        below: dict[str, frozenset[int]] = {}
        counting: dict[str, frozenset[int]] = {}
        settling: dict[str, frozenset[int]] = {}
        planned: list[PlannedMeasure] = []
        for name in self.order:
            d = self.defined[name]
            shared = shared_scale(d, self.scale_of, scales)
            scales[name] = result_scale(d, shared)
            direct = frozenset(
                self.column[target] for kind, target in d.targets if kind == "question"
            )
            inner = [target for kind, target in d.targets if kind != "question"]
            below[name] = direct.union(*(below[i] for i in inner))
            counts = direct if d.not_applicable != "leave_out" else frozenset[int]()
            counting[name] = counts.union(*(counting[i] for i in inner))
            settles = direct if d.missing == "least" else frozenset[int]()
            settling[name] = settles.union(*(settling[i] for i in inner))
            planned.append(
                PlannedMeasure(
                    id=name,
                    kind=d.kind,
                    by=d.by,
                    on_score=d.on_score,
                    parts=tuple(self._part(member, d) for member in d.members),
                    scale=shared,
                    floor=float(d.floor or 0),
                    own_scale=d.scale,
                    rungs=tuple(
                        PlannedRung(
                            r.start,
                            isinstance(r.from_ if r.from_ is not None else r.above, Portion),
                            r.above is not None,
                            float(r.value),
                        )
                        for r in d.levels
                    ),
                    report_on=d.report_on,
                    not_applicable=d.not_applicable,
                    missing=d.missing,
                    columns=_columns(below[name]),
                    counting=_columns(counting[name]),
                    settling=_columns(settling[name]),
                    minimum_answered=1.0 if d.missing == "no_score" else d.minimum_answered,
                )
            )
        return planned

    def _part(self, member: Member, definition: Definition) -> Part:
        kind, target = member.target
        need = 0.0
        if definition.by in WITH_LEVEL and definition.level is not None:
            on_scale = kind == "question" and not definition.on_score
            need = self._bound(target, definition.level) if on_scale else float(definition.level)
        if kind == "question":
            return Part(self.column[target], float(member.weight), need=need)
        return Part(self.place[target], float(member.weight), is_measure=True, need=need)

    def _bound(self, question: str, bound: float) -> float:
        """A threshold on a question as the value that is counted."""
        least, greatest = self.scale_of[question]
        if isinstance(bound, Portion):
            return least + bound * (greatest - least)
        own = self.own.get(question)
        return float(bound) if own is None else own.counted(bound)

    def _caps(self) -> list[PlannedCap]:
        return [
            PlannedCap(
                column=self.column[name],
                at_most=max(self._bound(name, cap.at_most), self.scale_of[name][0]),
                unless=cap.unless,
                grades=frozenset(cap.grades),
                months=None if cap.months is None else float(cap.months),
            )
            for cap in self.rubric.caps
            for name in capped_questions(cap, self.questionnaire)
        ]

    def _grids(self) -> list[tuple[float, ...] | None]:
        """All values that each column can count; None where they cannot be listed."""
        capped: dict[int, list[float]] = {}
        for cap in self.caps:
            capped.setdefault(cap.column, []).append(cap.at_most)
        return [
            None
            if q.type == "number" or (q.id in self.own and self.own[q.id].curve != "linear")
            else (
                *self.scale_of[q.id],
                *(self._bound(q.id, value) for value in q.option_values()),
                *capped.get(column, ()),
            )
            for column, q in enumerate(self.questions)
        ]

    def _path(self, path: Path, names: Sequence[str]) -> PlannedPath:
        return PlannedPath(
            id=path.id or MAIN,
            kind=path.kind,
            steps=tuple(
                self._cumulative(path.steps, index)
                if path.kind == "cumulative"
                else PlannedStep(
                    id=step.id,
                    measure=None if step.measure is None else self.place[step.measure],
                    reached_at=step.reached_at or 0.0,
                    gates=self._gates(step),
                )
                for index, step in enumerate(path.steps)
            ),
            of=tuple(names.index(name) for name in path.of or ()),
        )

    def _gates(self, step: Step) -> tuple[PlannedGate, ...]:
        return tuple(self._need(gate, gate.at_least) for gate in step.gates)

    def _cumulative(self, steps: Sequence[Step], index: int) -> PlannedStep:
        """A step needs its own practices, and those of all before it (perhaps at another level)."""
        step = steps[index]
        own = step.at_least or 0
        lower = own if step.lower_at_least is None else step.lower_at_least
        return PlannedStep(
            id=step.id,
            measure=None,
            reached_at=0.0,
            gates=self._gates(step),
            practices=tuple(
                self._need(practice, own if place == index else lower)
                for place, earlier in enumerate(steps[: index + 1])
                for practice in self._practices(earlier)
            ),
        )

    def _practices(self, step: Step) -> tuple[Member, ...]:
        return step.all_ or selected(step.select, self.questionnaire)

    def _need(self, what: Member | Gate, bound: float) -> PlannedGate:
        kind, target = what.target
        if kind == "question":
            return PlannedGate(self.column[target], False, self._bound(target, bound), False)
        return PlannedGate(self.place[target], True, float(bound), isinstance(bound, Portion))


def _columns(found: frozenset[int]) -> Columns:
    return np.array(sorted(found), dtype=np.intp)
