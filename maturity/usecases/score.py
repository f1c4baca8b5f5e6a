"""How are response files scored?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from maturity.diagnostics import Diagnostic
from maturity.errors import InputError
from maturity.scoring.assess import Digests, Scored, assess
from maturity.scoring.compiling import compile_plan
from maturity.scoring.encode import NOT_ASKED
from maturity.scoring.plan import ScoringPlan
from maturity.scoring.robustness import robustness
from maturity.storage.library import Case, Library
from maturity.view.score import worded


def score_files(
    library: Library, paths: Sequence[str], rubric: str | None, language: str
) -> list[Scored]:
    """Score response files; all of them are checked before one is scored.

    Raises:
        InputError: With the diagnostics of every invalid file.
        UsageError: When no rubric can be chosen.
    """
    cases: list[Case] = []
    problems: list[Diagnostic] = []
    for path in paths:
        try:
            cases.append(library.case(path, rubric))
        except InputError as error:
            problems += [d for d in error.diagnostics if d not in problems]
    if problems:
        raise InputError(problems)
    plans: dict[tuple[int, int], ScoringPlan] = {}
    return [_score(library, case, plans, language) for case in cases]


def score_file(library: Library, path: str, rubric: str | None, language: str) -> Scored:
    """Score one response file."""
    return score_files(library, [path], rubric, language)[0]


def _score(
    library: Library, case: Case, plans: dict[tuple[int, int], ScoringPlan], language: str
) -> Scored:
    questionnaire, rubric, response = case.questionnaire, case.rubric, case.response
    key = (id(questionnaire.model), id(rubric.model))
    if key not in plans:
        plans[key] = compile_plan(questionnaire.model, rubric.model)
    digests = Digests(
        questionnaire.document.sha256, rubric.document.sha256, response.document.sha256
    )
    scored = assess(questionnaire.model, rubric.model, response.model, digests, plans[key])
    library.diagnostics += _not_counted(case, scored)
    return worded(_tried_out(scored), language)


def _tried_out(scored: Scored) -> Scored:
    """The same result with how far it depends on weights, thresholds and missing answers."""
    found = scored.assessment.model_copy(update={"robustness": robustness(scored)})
    return replace(scored, assessment=found)


def _not_counted(case: Case, scored: Scored) -> list[Diagnostic]:
    """A warning for each answer to a question that is not asked, given the answers before it."""
    return [
        case.response.document.diagnose(
            "MA110", ("answers", question.id), of_key=True, id=question.id
        )
        for column, question in enumerate(scored.plan.questions)
        if scored.rows.states[column, 0] == NOT_ASKED and question.id in case.response.model.answers
    ]
