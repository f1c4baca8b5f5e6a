"""Does each measure of a rubric say what it is made of, and only what it can say?"""

from __future__ import annotations

from collections.abc import Iterator

from maturity.diagnostics import Diagnostic, Route
from maturity.model.rubric import WITH_FLOOR, WITH_LEVEL, Measure, Rounding, Rubric
from maturity.storage.documents import Document
from maturity.storage.lint.context import Context
from maturity.storage.lint.members import member_form, members
from maturity.storage.lint.numbers import room, whole_number
from maturity.storage.lint.questionnaires import doubled

_MOST_DECIMALS = 9


def forms(document: Document, rubric: Rubric) -> Iterator[Diagnostic]:
    """Mistakes that need no questionnaire to be seen."""
    yield from _rounding(document, rubric.scoring.rounding, ("scoring", "rounding"))
    sections: list[tuple[Route, str]] = []
    for index, measure in enumerate(rubric.measures):
        route: Route = ("measures", index)
        if measure.section is not None and measure.id is None:
            sections.append(((*route, "section"), measure.section))
        yield from _made_of(document, measure, route)
        yield from _unused_keys(document, measure, rubric, route)
        for key in ("scale", "report_on"):
            yield from room(document, getattr(measure, key), (*route, key))
        yield from _rounding(document, measure.rounding, (*route, "rounding"))
    yield from doubled(document, sections, "MR101")


def _made_of(document: Document, measure: Measure, route: Route) -> Iterator[Diagnostic]:
    if (measure.id is None) == (measure.section is None):
        yield document.diagnose("MR105", route, of_key=True)
    elif measure.of is not None and measure.select is not None:
        yield document.diagnose("MR128", (*route, "select"), of_key=True)
    elif measure.id is not None and measure.of is None and measure.select is None:
        yield document.diagnose("MR106", (*route, "id"), id=measure.id)
    for place, member in enumerate(measure.of or ()):
        yield from member_form(document, member, (*route, "of", place))
    if measure.of and all(member.weight == 0 for member in measure.of):
        yield document.diagnose("MR132", (*route, "of"), of_key=True)


def _unused_keys(
    document: Document, measure: Measure, rubric: Rubric, route: Route
) -> Iterator[Diagnostic]:
    """A level or floor of its own that the way of joining does not use."""
    by = measure.by or rubric.scoring.by
    for key, users in (("level", WITH_LEVEL), ("floor", WITH_FLOOR)):
        if getattr(measure, key) is not None and by not in users:
            known = sorted(users)
            yield document.diagnose(
                "MR134", (*route, key), of_key=True, key=key, by=by, known=known
            )


def _rounding(document: Document, rounding: Rounding | None, route: Route) -> Iterator[Diagnostic]:
    if rounding is not None:
        yield from whole_number(
            document, rounding.decimals, (*route, "decimals"), 0, _MOST_DECIMALS
        )


def references(context: Context) -> Iterator[Diagnostic]:
    """Names in measures that the questionnaire and the rubric do not have."""
    for index, measure in enumerate(context.rubric.measures):
        route: Route = ("measures", index)
        if measure.section is not None:
            yield from context.reference("section", measure.section, (*route, "section"))
        yield from members(context, measure.of, measure.select, (*route, "of"))
