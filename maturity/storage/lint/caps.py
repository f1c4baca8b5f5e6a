"""Does each cap hold something down, and say when?"""

from __future__ import annotations

from collections.abc import Iterator

from maturity.diagnostics import Diagnostic, Route
from maturity.model.rubric import Cap, Rubric
from maturity.storage.documents import Document
from maturity.storage.lint.conditions import Codes, Conditions
from maturity.storage.lint.context import Chosen, Context
from maturity.storage.lint.members import selection
from maturity.storage.lint.numbers import shown, whole_number

_CODES = Codes(
    incomplete="MR157",
    unknown="MR103",
    later="MR158",
    impossible="MR159",
    unscored="MR119",
    several="MR160",
)
_MOST_MONTHS = 1200


def forms(document: Document, rubric: Rubric) -> Iterator[Diagnostic]:
    """Mistakes that need no questionnaire to be seen."""
    for index, cap in enumerate(rubric.caps):
        route: Route = ("caps", index)
        if (cap.without is None) == (cap.unless is None):
            yield document.diagnose("MR152", route, of_key=True)
        if cap.question is not None and cap.select is not None:
            yield document.diagnose("MR153", (*route, "select"), of_key=True)
        for key, given in (("grades", bool(cap.grades)), ("months", cap.months is not None)):
            if given and cap.without is None:
                yield document.diagnose("MR154", (*route, key), of_key=True, key=key)
        if cap.months is not None:
            yield from whole_number(document, cap.months, (*route, "months"), 1, _MOST_MONTHS)


def caps(context: Context) -> Iterator[Diagnostic]:
    """Mistakes against the questionnaire."""
    conditions = Conditions(context.document, list(context.questions.values()), _CODES)
    for index, cap in enumerate(context.rubric.caps):
        route: Route = ("caps", index)
        yield from _reference(context, cap, route)
        yield from _grades(context, cap, route)
        chosen = context.only(cap.question) if cap.question else context.chosen(cap.select)
        yield from _at_most(context, cap, chosen, route)
        if cap.unless is not None:
            yield from conditions.check(cap.unless, (*route, "unless"), chosen.first)


def _reference(context: Context, cap: Cap, route: Route) -> Iterator[Diagnostic]:
    if cap.question is not None:
        yield from context.reference("question", cap.question, (*route, "question"))
    if cap.select is not None:
        yield from selection(context, cap.select, (*route, "select"))


def _grades(context: Context, cap: Cap, route: Route) -> Iterator[Diagnostic]:
    known = [grade.id for grade in context.questionnaire.evidence_grades]
    for place, grade in enumerate(cap.grades if known else ()):
        if grade not in known:
            near = context.guesses.near(grade, known)
            yield context.document.diagnose(
                "MR155", (*route, "grades", place), found=grade, known=known, near=near
            )


def _at_most(context: Context, cap: Cap, chosen: Chosen, route: Route) -> Iterator[Diagnostic]:
    """A value that is on the scale of no question, or holds none of them down."""
    asides = {reach.aside(cap.at_most) for reach in chosen.reaches}
    if asides and (asides <= {"top", "above"} or asides == {"below"}):
        yield context.document.diagnose(
            "MR156",
            (*route, "at_most"),
            variant="low" if asides == {"below"} else "high",
            most=shown(cap.at_most),
        )
