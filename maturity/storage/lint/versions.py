"""Was a response given to another version of its questionnaire?"""

from __future__ import annotations

from maturity.diagnostics import Diagnostic
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.storage.documents import Document


def of_response(
    document: Document, response: Response, questionnaire: Questionnaire
) -> list[Diagnostic]:
    """An error for another major version, a warning for another minor one."""
    wanted, has = response.questionnaire.version, questionnaire.version
    wants, have = wanted.split("."), has.split(".")
    if wants[:2] == have[:2]:
        return []
    code = "MA108" if wants[0] != have[0] else "MA109"
    return [document.diagnose(code, ("questionnaire", "version"), found=wanted, has=has)]
