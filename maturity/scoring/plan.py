"""What has to be computed, in which order, for one questionnaire and one rubric?

Index and weight arrays, made once; every row of answers, one interview or a million, is then scored
by the same plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from maturity.model.questionnaire import Condition, Question, Questionnaire
from maturity.model.rubric import (
    Aggregation,
    Missing,
    NotApplicable,
    PathKind,
    QuestionScale,
)
from maturity.model.values import Portion
from maturity.scoring.linear import Linear

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
    at_least: float
    is_measure: bool = False
    on_score: bool = False


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
class Asking:
    """What decides which questions are asked.

    Attributes:
        questions: Those that are scored, in reading order.
        unscored: The conditions of questions that are not scored, by question id; others may rest on them.
    """

    questions: tuple[Question, ...]
    unscored: Mapping[str, Condition]

    @cached_property
    def column(self) -> Mapping[str, int]:
        """The column of each question id."""
        return {question.id: index for index, question in enumerate(self.questions)}

    @cached_property
    def conditions(self) -> tuple[tuple[int, Condition], ...]:
        """The columns that are asked only under a condition, in asking order."""
        return tuple((i, q.ask_if) for i, q in enumerate(self.questions) if q.ask_if is not None)


def compile_asking(questionnaire: Questionnaire) -> Asking:
    """What decides which questions of a valid questionnaire are asked."""
    questions = tuple(questionnaire.questions())
    return Asking(
        questions=tuple(q for q in questions if q.is_scored),
        unscored={q.id: q.ask_if for q in questions if q.ask_if is not None and not q.is_scored},
    )


@dataclass(frozen=True)
class ScoringPlan(Asking):
    """Everything needed to score rows of answers; measures stand after all they rest on.

    Attributes:
        scales: The rubric's own scales of questions, by column.
        targets: The rubric's target of each column, as counted; NaN where there is none.
        paths: The main path first, where there is one (its id is `path`), then the others.
        linear: The measures that are computed together as sums of whole numbers.
        fills: Whether the rubric takes missing answers at their least unless a measure says otherwise;
            then what depends on them does too.
    """

    least: Floats
    greatest: Floats
    scales: Mapping[int, QuestionScale]
    targets: Floats
    caps: tuple[PlannedCap, ...]
    measures: tuple[PlannedMeasure, ...]
    paths: tuple[PlannedPath, ...]
    linear: Linear
    fills: bool
    main: str | None = None

    @cached_property
    def measure(self) -> Mapping[str, int]:
        """The index of each measure id."""
        return {measure.id: index for index, measure in enumerate(self.measures)}

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
    def dependencies(self) -> tuple[tuple[PlannedCap, Condition], ...]:
        """The caps that rest on other answers, each with its condition, in question order."""
        found = [(cap, cap.unless) for cap in self.caps if cap.unless is not None]
        return tuple(sorted(found, key=lambda pair: pair[0].column))

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
