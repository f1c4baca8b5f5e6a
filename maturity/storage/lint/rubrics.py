"""Which mistakes can a rubric hold, by itself and against its questionnaire?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from maturity.diagnostics import Diagnostic, Route, nearest
from maturity.model.questionnaire import Question, Questionnaire
from maturity.model.rubric import Member, Rubric
from maturity.scoring.plan import Definition, definitions, in_order, result_scale, shared_scale
from maturity.storage.documents import Document
from maturity.storage.lint.questionnaires import doubled
from maturity.storage.lint.texts import missing_languages


@dataclass(frozen=True)
class _Context:
    document: Document
    rubric: Rubric
    questionnaire: Questionnaire
    questions: dict[str, Question]
    sections: frozenset[str]
    measures: frozenset[str]


def lint(
    document: Document, rubric: Rubric, questionnaire: Questionnaire | None
) -> list[Diagnostic]:
    """Every mistake of a rubric; those against a questionnaire only when there is one."""
    found = [
        *_ids(document, rubric, questionnaire),
        *_measure_forms(document, rubric),
        *_thresholds(document, rubric),
        *_bands(document, rubric),
        *_action_needs(document, rubric),
        *missing_languages(document, rubric, rubric.languages, "MR"),
    ]
    if questionnaire is None:
        return found
    context = _Context(
        document,
        rubric,
        questionnaire,
        {question.id: question for question in questionnaire.questions()},
        frozenset(
            s.id for s in questionnaire.walk() if any(q.is_scored for q in s.all_questions())
        ),
        frozenset(measure.id for measure in rubric.measures if measure.id is not None),
    )
    found += [
        *_members(context),
        *_path_references(context),
        *_minimums(context),
        *_lifts(context),
    ]
    if not any(d.severity == "error" for d in found):
        found += [*_structure(context), *_unused(context)]
    return found


def _ids(
    document: Document, rubric: Rubric, questionnaire: Questionnaire | None
) -> Iterator[Diagnostic]:
    named: list[tuple[Route, str]] = [
        (("measures", i, "id"), m.id) for i, m in enumerate(rubric.measures) if m.id
    ]
    steps = rubric.path.steps if rubric.path else ()
    named += [(("path", "steps", i, "id"), step.id) for i, step in enumerate(steps)]
    taken: set[str] = set()
    if questionnaire is not None:
        taken = {s.id for s in questionnaire.walk()} | {q.id for q in questionnaire.questions()}
    for route, name in named:
        if name in taken:
            yield document.diagnose("MR102", route, id=name)
    yield from doubled(document, named, "MR101")
    yield from doubled(
        document, [(("actions", i, "id"), a.id) for i, a in enumerate(rubric.actions)], "MR101"
    )
    yield from doubled(
        document, [(("bands", i, "id"), b.id) for i, b in enumerate(rubric.bands)], "MR101"
    )


def _measure_forms(document: Document, rubric: Rubric) -> Iterator[Diagnostic]:
    for index, measure in enumerate(rubric.measures):
        route: Route = ("measures", index)
        if (measure.id is None) == (measure.section is None):
            yield document.diagnose("MR105", route, of_key=True)
        elif measure.id is not None and measure.of is None:
            yield document.diagnose("MR106", (*route, "id"), id=measure.id)
        for place, member in enumerate(measure.of or ()):
            yield from _member_form(document, member, (*route, "of", place))


def _member_form(document: Document, member: Member, route: Route) -> Iterator[Diagnostic]:
    if sum(name is not None for name in (member.question, member.section, member.measure)) != 1:
        yield document.diagnose("MR107", route)
    if member.weight <= 0:
        yield document.diagnose("MR108", (*route, "weight"), found=member.weight)


def _thresholds(document: Document, rubric: Rubric) -> Iterator[Diagnostic]:
    highest: dict[str, float] = {}
    for index, step in enumerate(rubric.path.steps if rubric.path else ()):
        before = highest.get(step.measure)
        if before is not None and step.reached_at <= before:
            yield document.diagnose("MR111", ("path", "steps", index, "reached_at"), id=step.id)
        highest[step.measure] = step.reached_at


def _bands(document: Document, rubric: Rubric) -> Iterator[Diagnostic]:
    for index, band in enumerate(rubric.bands):
        if index == 0 and band.from_ != 0:
            yield document.diagnose("MR113", ("bands", 0, "from"))
        elif index and band.from_ <= rubric.bands[index - 1].from_:
            yield document.diagnose("MR114", ("bands", index, "from"))


def _action_needs(document: Document, rubric: Rubric) -> Iterator[Diagnostic]:
    known = [action.id for action in rubric.actions]
    for index, action in enumerate(rubric.actions):
        for place, need in enumerate(action.needs):
            if need not in known:
                near = nearest(need, known)
                yield document.diagnose(
                    "MR115", ("actions", index, "needs", place), id=need, near=near
                )
        for name in ("days", "months"):
            if getattr(action.effort, name) <= 0:
                yield document.diagnose("MR123", ("actions", index, "effort", name), key=name)
    graph = {a.id: [n for n in a.needs if n in known] for a in rubric.actions}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = [str(name) for name in error.args[1]]
        where: Route = ("actions", known.index(circle[0]), "needs")
        yield document.diagnose("MR116", where, of_key=True, circle=" > ".join(reversed(circle)))


def _members(context: _Context) -> Iterator[Diagnostic]:
    known = {
        "question": list(context.questions),
        "section": sorted(context.sections),
        "measure": sorted(context.measures | context.sections),
    }
    for index, measure in enumerate(context.rubric.measures):
        if measure.section is not None and measure.section not in context.sections:
            near = nearest(measure.section, known["section"])
            route: Route = ("measures", index, "section")
            yield context.document.diagnose(
                "MR103", route, kind="section", id=measure.section, near=near
            )
        for place, member in enumerate(measure.of or ()):
            for kind, names in known.items():
                name = getattr(member, kind)
                route = ("measures", index, "of", place, kind)
                if name is not None and name not in names:
                    yield context.document.diagnose(
                        "MR103", route, kind=kind, id=name, near=nearest(name, names)
                    )
                elif (
                    kind == "question"
                    and name is not None
                    and not context.questions[name].is_scored
                ):
                    yield context.document.diagnose("MR119", route, id=name)


def _path_references(context: _Context) -> Iterator[Diagnostic]:
    measures = sorted(context.measures | context.sections)
    for index, step in enumerate(context.rubric.path.steps if context.rubric.path else ()):
        route: Route = ("path", "steps", index)
        if step.measure not in measures:
            near = nearest(step.measure, measures)
            yield context.document.diagnose(
                "MR103", (*route, "measure"), kind="measure", id=step.measure, near=near
            )
        for place, gate in enumerate(step.gates):
            where = (*route, "gates", place)
            question = context.questions.get(gate.question)
            if question is None or not question.is_scored:
                near = nearest(gate.question, list(context.questions))
                yield context.document.diagnose(
                    "MR103", (*where, "question"), kind="question", id=gate.question, near=near
                )
            elif gate.at_least > question.scale[1]:
                yield context.document.diagnose(
                    "MR109", (*where, "at_least"), found=gate.at_least, greatest=question.scale[1]
                )
            elif gate.at_least <= question.scale[0]:
                yield context.document.diagnose(
                    "MR110", (*where, "at_least"), found=gate.at_least, least=question.scale[0]
                )


def _minimums(context: _Context) -> Iterator[Diagnostic]:
    for index, step in enumerate(context.rubric.path.steps if context.rubric.path else ()):
        for name, minimum in step.minimums.items():
            route: Route = ("path", "steps", index, "minimums", name)
            question = context.questions.get(name)
            if question is None or not question.is_scored:
                near = nearest(name, list(context.questions))
                yield context.document.diagnose(
                    "MR103", route, of_key=True, kind="question", id=name, near=near
                )
            elif not question.scale[0] <= minimum <= question.scale[1]:
                yield context.document.diagnose(
                    "MR120",
                    route,
                    found=minimum,
                    least=question.scale[0],
                    greatest=question.scale[1],
                )


def _lifts(context: _Context) -> Iterator[Diagnostic]:
    for index, action in enumerate(context.rubric.actions):
        for place, lift in enumerate(action.lifts):
            route: Route = ("actions", index, "lifts", place)
            question = context.questions.get(lift.question)
            if question is None or not question.is_scored:
                near = nearest(lift.question, list(context.questions))
                yield context.document.diagnose(
                    "MR103", (*route, "question"), kind="question", id=lift.question, near=near
                )
                continue
            least, greatest = question.scale
            if lift.to <= lift.from_:
                yield context.document.diagnose(
                    "MR112", (*route, "to"), found=lift.to, start=lift.from_
                )
            for key, value in (("from", lift.from_), ("to", lift.to)):
                if not least <= value <= greatest:
                    yield context.document.diagnose(
                        "MR120", (*route, key), found=value, least=least, greatest=greatest
                    )


def _structure(context: _Context) -> Iterator[Diagnostic]:
    """Circles among measures, and members whose scales differ without a word on how to join them."""
    defined = definitions(context.questionnaire, context.rubric)
    places = {m.id or m.section: index for index, m in enumerate(context.rubric.measures)}
    try:
        order = in_order(defined)
    except CycleError as error:
        circle = [str(name) for name in error.args[1]]
        route: Route = ("measures", next(places[c] for c in circle if c in places))
        yield context.document.diagnose(
            "MR104", route, of_key=True, circle=" > ".join(reversed(circle))
        )
        return
    scales: dict[str, tuple[float, float] | None] = {}
    for name in order:
        definition = defined[name]
        shared = shared_scale(definition, context.questions, scales)
        scales[name] = result_scale(definition, shared)
        if definition.by != "sum" and shared is None and definition.on is None:
            yield _mixed(context, definition, places)


def _mixed(context: _Context, definition: Definition, places: dict[str | None, int]) -> Diagnostic:
    index = places.get(definition.id)
    route: Route = ("measures", index) if index is not None else ("scoring",)
    return context.document.diagnose(
        "MR124", route, of_key=index is None, id=definition.id, name=definition.id
    )


def _unused(context: _Context) -> Iterator[Diagnostic]:
    """Questions that no step and no named measure looks at, though other questions have one."""
    path = context.rubric.path
    if path is None:
        return
    defined = definitions(context.questionnaire, context.rubric)
    used: set[str] = set()
    todo = [step.measure for step in path.steps] + sorted(context.measures)
    while todo:
        for kind, name in (member.target for member in defined[todo.pop()].members):
            if kind == "question":
                used.add(name)
            elif name in defined:
                todo.append(name)
    unused = [q.id for q in context.questions.values() if q.is_scored and q.id not in used]
    if unused:
        listed = ", ".join(unused[:10])
        yield context.document.diagnose(
            "MR117", ("measures",), of_key=True, n=len(unused), listed=listed
        )
