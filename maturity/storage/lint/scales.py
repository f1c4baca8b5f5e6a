"""Do answers fit the scales that a rubric gives to questions?"""

from __future__ import annotations

from collections.abc import Iterator

from maturity.diagnostics import Diagnostic, Route
from maturity.model.rubric import QuestionScale, Rubric
from maturity.storage.documents import Document
from maturity.storage.lint.context import Context
from maturity.storage.lint.numbers import shown
from maturity.storage.lint.questionnaires import doubled


def forms(document: Document, rubric: Rubric) -> Iterator[Diagnostic]:
    """Mistakes that need no questionnaire to be seen."""
    named: list[tuple[Route, str]] = []
    for index, scale in enumerate(rubric.scales):
        route: Route = ("scales", index)
        named.append(((*route, "question"), scale.question))
        if scale.least == scale.greatest:
            yield document.diagnose(
                "MR140", (*route, "greatest"), variant="flat", least=shown(scale.least)
            )
        for key in ("least", "greatest") if scale.curve == "log" else ():
            if (end := getattr(scale, key)) <= 0:
                yield document.diagnose("MR141", (*route, key), found=end)
    yield from doubled(document, named, "MR101")


def scales(context: Context) -> Iterator[Diagnostic]:
    """Mistakes against the questionnaire."""
    for index, scale in enumerate(context.rubric.scales):
        route: Route = ("scales", index, "question")
        yield from context.reference("question", scale.question, route)
        if scale.question in context.scales:
            yield from _apart(context, scale, route)


def _apart(context: Context, scale: QuestionScale, route: Route) -> Iterator[Diagnostic]:
    """A scale that all answers lie outside of, on the same side."""
    least, greatest = context.questions[scale.question].scale
    low, high = scale.ends
    if low < high and (low >= greatest or high <= least):
        yield context.document.diagnose(
            "MR142", route, id=scale.question, least=shown(least), greatest=shown(greatest)
        )
