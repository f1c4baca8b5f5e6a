"""Which mistakes can a rubric hold, by itself and against its questionnaire?"""

from __future__ import annotations

from collections.abc import Iterator

from maturity.diagnostics import Diagnostic, Route, errors_in
from maturity.model.questionnaire import Questionnaire
from maturity.model.rubric import Rubric
from maturity.storage.documents import Document
from maturity.storage.lint import (
    actions,
    aggregation,
    caps,
    effects,
    measures,
    needs,
    paths,
    rungs,
    scales,
    targets,
)
from maturity.storage.lint.context import Context
from maturity.storage.lint.numbers import whole_number
from maturity.storage.lint.questionnaires import doubled
from maturity.storage.lint.texts import missing_languages

_MOST_DRAWS = 100_000
_MOST_SEED = 10**12


def lint(
    document: Document, rubric: Rubric, questionnaire: Questionnaire | None
) -> list[Diagnostic]:
    """Every mistake of a rubric; those against a questionnaire only when there is one."""
    of_measures = [*measures.forms(document, rubric), *scales.forms(document, rubric)]
    found = [
        *_ids(document, rubric, questionnaire),
        *_bands(document, rubric),
        *_robustness(document, rubric),
        *caps.forms(document, rubric),
        *paths.forms(document, rubric),
        *actions.forms(document, rubric),
        *missing_languages(document, rubric, rubric.languages, "MR"),
    ]
    if questionnaire is None:
        return [*found, *of_measures, *rungs.levels(document, rubric, {})]
    context = Context(document, rubric, questionnaire)
    if not context.scales:
        found.append(
            document.diagnose("MR172", ("questionnaire", "id"), id=questionnaire.questionnaire)
        )
        return [*found, *of_measures]
    of_measures += [*measures.references(context), *scales.scales(context)]
    if not errors_in(of_measures):
        of_measures += aggregation.lay_out(context)
    extents = {name: layout.leveled for name, layout in context.layouts.items()}
    found += [
        *of_measures,
        *aggregation.aggregations(context),
        *rungs.levels(document, rubric, extents),
        *caps.caps(context),
        *needs.needs(context),
        *targets.of_rubric(context),
        *actions.lifts(context),
    ]
    if not errors_in(found):
        found += [*effects.unused(context), *effects.lowering(context)]
    return found


def _ids(
    document: Document, rubric: Rubric, questionnaire: Questionnaire | None
) -> Iterator[Diagnostic]:
    named: list[tuple[Route, str]] = [
        (("measures", i, "id"), m.id) for i, m in enumerate(rubric.measures) if m.id
    ]
    named += [((*route, "id"), path.id) for route, path in paths.placed(rubric) if path.id]
    named += [((*route, "id"), step.id) for route, step in paths.steps(rubric)]
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


def _bands(document: Document, rubric: Rubric) -> Iterator[Diagnostic]:
    for index, band in enumerate(rubric.bands):
        if index == 0 and band.from_ != 0:
            yield document.diagnose("MR113", ("bands", 0, "from"))
        elif index and band.from_ <= rubric.bands[index - 1].from_:
            yield document.diagnose("MR114", ("bands", index, "from"))


def _robustness(document: Document, rubric: Rubric) -> Iterator[Diagnostic]:
    tried = rubric.robustness
    yield from whole_number(document, tried.draws, ("robustness", "draws"), 0, _MOST_DRAWS)
    yield from whole_number(document, tried.seed, ("robustness", "seed"), 0, _MOST_SEED)
