"""Can what is aimed at be reached: the targets of a rubric, and those of a response?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from maturity.diagnostics import Diagnostic, Guesses, Route, nearest
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response, Target
from maturity.model.rubric import Rubric
from maturity.scoring.definitions import Scale
from maturity.storage.documents import Document
from maturity.storage.lint.aggregation import lay_out
from maturity.storage.lint.context import KINDS, Context
from maturity.storage.lint.numbers import outside


def of_rubric(context: Context) -> Iterator[Diagnostic]:
    """Targets of the rubric for what does not exist, has no numbers, or lies elsewhere."""
    known = list(context.names["measure"] | context.names["question"])
    for name, bound in context.rubric.targets.items():
        route: Route = ("targets", name)
        kind = next((kind for kind in KINDS if name in context.names[kind]), None)
        if kind is None:
            what = "question, section or measure"
            yield context.unknown(what, name, known, route, of_key=True)
            continue
        yield from context.reference(kind, name, route, of_key=True)
        scale = context.possible(kind, name)
        if scale is not None:
            yield from outside(context.document, bound, scale, route)


def of_response(
    document: Document, response: Response, questionnaire: Questionnaire, rubric: Rubric | None
) -> Iterator[Diagnostic]:
    """Mistakes in the target of a response; what the rubric defines is looked up when there is one."""
    target = response.target
    if target is None:
        return
    if target.step is None and not target.levels:
        yield document.diagnose("MA120", ("target",), of_key=True)
    if rubric is not None and rubric.path is not None and target.step is not None:
        yield from _step(document, target.step, [step.id for step in rubric.path.steps])
    if target.by is not None and target.by <= response.date:
        yield document.diagnose("MA114", ("target", "by"))
    if target.baseline is not None and target.baseline.date > response.date:
        yield document.diagnose("MA121", ("target", "baseline", "date"))
    if target.levels or target.baseline is not None:
        yield from _levels(document, target, questionnaire, rubric)


def _step(document: Document, step: str, known: list[str]) -> Iterator[Diagnostic]:
    if step not in known:
        near = nearest(step, known)
        yield document.diagnose("MA112", ("target", "step"), id=step, known=known, near=near)


class _Aims(NamedTuple):
    """What can be aimed at: the values a question can have, and possible values of measures."""

    questions: Mapping[str, Scale]
    measures: Mapping[str, Scale | None]


def _levels(
    document: Document, target: Target, questionnaire: Questionnaire, rubric: Rubric | None
) -> Iterator[Diagnostic]:
    aims = _aims(document, questionnaire, rubric)
    known, guesses = [*aims.questions, *aims.measures], Guesses()
    asked = {question.id for question in questionnaire.questions()}
    places: list[tuple[Route, dict[str, float]]] = [(("target", "levels"), target.levels)]
    if target.baseline is not None:
        places.append((("target", "baseline", "levels"), target.baseline.levels))
    for base, levels in places:
        for name, bound in levels.items():
            route: Route = (*base, name)
            scale = aims.questions.get(name) or aims.measures.get(name)
            if name not in aims.questions and name not in aims.measures:
                if rubric is not None:
                    near = None if name in asked else guesses.near(name, known)
                    yield document.diagnose("MA118", route, of_key=True, id=name, near=near)
            elif scale is not None:
                yield from outside(document, bound, scale, route, "MA119")


def _aims(document: Document, questionnaire: Questionnaire, rubric: Rubric | None) -> _Aims:
    asked = {q.id: q.scale for q in questionnaire.questions() if q.is_scored}
    if rubric is None:
        return _Aims(asked, dict.fromkeys(section.id for section in questionnaire.walk()))
    context = Context(document, rubric, questionnaire)
    for _ in lay_out(context):
        return _Aims(asked, {})
    # An answer may lie outside the rubric's own scale; it counts at its end.
    wide = {
        name: (min(scale[0], context.scales[name][0]), max(scale[1], context.scales[name][1]))
        for name, scale in asked.items()
    }
    return _Aims(wide, {name: context.possible("measure", name) for name in context.layouts})
