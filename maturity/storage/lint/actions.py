"""Can each action be begun, and does it lift what it says?"""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from maturity.diagnostics import Diagnostic, Guesses, Route
from maturity.model.rubric import Lift, Rubric
from maturity.storage.documents import Document
from maturity.storage.lint.context import Context
from maturity.storage.lint.numbers import outside


def forms(document: Document, rubric: Rubric) -> Iterator[Diagnostic]:
    """Mistakes that need no questionnaire to be seen."""
    known, guesses = {action.id: None for action in rubric.actions}, Guesses()
    for index, action in enumerate(rubric.actions):
        for place, need in enumerate(action.needs):
            if need not in known:
                near = guesses.near(need, list(known))
                where: Route = ("actions", index, "needs", place)
                yield document.diagnose("MR115", where, id=need, near=near)
        for name in ("days", "months"):
            if getattr(action.effort, name) <= 0:
                yield document.diagnose("MR123", ("actions", index, "effort", name), key=name)
    yield from _circles(document, rubric)


def _circles(document: Document, rubric: Rubric) -> Iterator[Diagnostic]:
    first = {action.id: place for place, action in reversed(list(enumerate(rubric.actions)))}
    graph = {a.id: [need for need in a.needs if need in first] for a in rubric.actions}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = [str(name) for name in error.args[1]]
        where: Route = ("actions", first[circle[0]], "needs")
        yield document.diagnose("MR116", where, of_key=True, circle=" > ".join(reversed(circle)))


def lifts(context: Context) -> Iterator[Diagnostic]:
    """Lifts of questions that do not exist, from and to values they cannot have."""
    for index, action in enumerate(context.rubric.actions):
        for place, lift in enumerate(action.lifts):
            route: Route = ("actions", index, "lifts", place)
            yield from context.reference("question", lift.question, (*route, "question"))
            if lift.question in context.scales:
                yield from _lift(context, lift, route)


def _lift(context: Context, lift: Lift, route: Route) -> Iterator[Diagnostic]:
    turned = lift.question in context.turned
    if lift.to == lift.from_ or (lift.to < lift.from_) != turned:
        variant = "turned" if turned else "rising"
        where: Route = (*route, "to")
        yield context.document.diagnose(
            "MR112", where, variant=variant, found=lift.to, start=lift.from_
        )
    scale = context.questions[lift.question].scale
    for key, value in (("from", lift.from_), ("to", lift.to)):
        yield from outside(context.document, value, scale, (*route, key))
