"""How do a questionnaire and a rubric become the plan that rows of answers are scored by?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from maturity.model.questionnaire import Question, Questionnaire
from maturity.model.rubric import WITH_LEVEL, Gate, Member, Path, Rubric, Step
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
from maturity.scoring.linear import compile_linear
from maturity.scoring.plan import (
    MAIN,
    Columns,
    Part,
    PlannedCap,
    PlannedGate,
    PlannedMeasure,
    PlannedPath,
    PlannedRung,
    PlannedStep,
    Scale,
    ScoringPlan,
    compile_asking,
)


def compile_plan(questionnaire: Questionnaire, rubric: Rubric) -> ScoringPlan:
    """Compile a valid questionnaire and a valid rubric for it.

    Returns:
        The plan; columns are the scored questions in reading order.
    """
    return _Compiler(questionnaire, rubric).plan()


class _Compiler:
    def __init__(self, questionnaire: Questionnaire, rubric: Rubric) -> None:
        self.questionnaire, self.rubric = questionnaire, rubric
        self.asking = compile_asking(questionnaire)
        self.questions, self.column = self.asking.questions, self.asking.column
        self.own = {s.question: s for s in rubric.scales}
        self.scale_of = {
            q.id: s.ends if (s := self.own.get(q.id)) else q.scale for q in self.questions
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
            fills=self.rubric.scoring.missing == "least",
            unscored=self.asking.unscored,
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
        """Values of each column that all it can count are whole steps from; None where there are none."""
        capped: dict[int, list[float]] = {}
        for cap in self.caps:
            capped.setdefault(cap.column, []).append(cap.at_most)
        return [
            self._grid(question, capped.get(column, []))
            for column, question in enumerate(self.questions)
        ]

    def _grid(self, question: Question, capped: Sequence[float]) -> tuple[float, ...] | None:
        own = self.own.get(question.id)
        if question.type == "number" or (own is not None and own.curve != "linear"):
            return None
        least, greatest = self.scale_of[question.id]
        values = question.option_values()
        if question.type != "multi":
            return (least, greatest, *(self._bound(question.id, v) for v in values), *capped)
        if own is not None:
            return None
        # Any of the choices together: each adds as much as one of them alone.
        return (least, greatest, *(least + abs(value) for value in values), *capped)

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
        own = 0 if step.at_least is None else step.at_least
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
            return PlannedGate(self.column[target], self._bound(target, bound))
        return PlannedGate(
            self.place[target], float(bound), is_measure=True, on_score=isinstance(bound, Portion)
        )


def _columns(found: frozenset[int]) -> Columns:
    return np.array(sorted(found), dtype=np.intp)
