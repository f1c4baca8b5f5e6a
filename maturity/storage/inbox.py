"""Is a response, one among many, valid against the questionnaire and rubric at hand?"""

from __future__ import annotations

from maturity.diagnostics import Diagnostic, errors_in
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.model.rubric import Rubric
from maturity.storage.binding import bind, kind_of
from maturity.storage.documents import Document
from maturity.storage.lint import responses
from maturity.storage.lint.versions import of_response


def bound(
    document: Document, questionnaire: Questionnaire, rubric: Rubric
) -> tuple[Response | None, list[Diagnostic]]:
    """The response in a document, and everything that is wrong with it.

    Without a response, or with an error among the diagnostics, it cannot be used.
    """
    kind = kind_of(document)
    if kind != "response":
        code = "MF113" if kind is None else "MF115"
        return None, [document.diagnose(code, (), found=kind, wanted="response")]
    response, found = bind(document, "response")
    if response is None or errors_in(found):
        return None, found
    meant = response.questionnaire.id
    if meant != questionnaire.questionnaire:
        route = ("questionnaire", "id")
        other = document.diagnose("MA122", route, found=meant, has=questionnaire.questionnaire)
        return None, [*found, other]
    found = [*found, *of_response(document, response, questionnaire)]
    return response, [*found, *responses.lint(document, response, questionnaire, rubric)]
