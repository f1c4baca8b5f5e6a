"""Small content written as YAML in a test, read the way files are."""

from pathlib import Path
from typing import Any

from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.model.rubric import Rubric
from maturity.scoring.assess import Digests, Scored, assess
from maturity.storage import documents
from maturity.storage.binding import bind

QUESTIONNAIRE = """
questionnaire: small
version: 1.0.0
languages: [en]
title: Small
"""
RUBRIC = """
rubric: small-rubric
version: 1.0.0
title: Small
questionnaire: {id: small, versions: ">=1,<2"}
"""
RESPONSE = """
response: "1"
questionnaire: {id: small, version: 1.0.0}
organisation: {id: org}
date: 2026-01-31
"""
NOT_APPLICABLE = "{answer: not_applicable, reason: Not ours}"


def levels(greatest: int, least: int = 0) -> str:
    """The flow form of a ladder of whole numbers."""
    return (
        "["
        + ", ".join(f"{{value: {value}, text: L}}" for value in range(least, greatest + 1))
        + "]"
    )


def ladder(name: str, greatest: int = 4) -> str:
    """The flow form of a question with levels from 0."""
    return f"{{id: {name}, ask: Q, type: level, levels: {levels(greatest)}}}"


def score_texts(folder: Path, questionnaire: str, rubric: str, answers: str) -> Scored:
    """Score answers; the texts go without the heads that all files of a kind share."""
    q: Questionnaire = read(folder / "q.yaml", QUESTIONNAIRE + questionnaire, "questionnaire")
    r: Rubric = read(folder / "r.yaml", RUBRIC + rubric, "rubric")
    a: Response = read(folder / "a.yaml", RESPONSE + answers, "response")
    return assess(q, r, a, Digests("q", "r", "a"))


def read(path: Path, text: str, kind: str) -> Any:
    path.write_text(text, encoding="utf-8")
    model, problems = bind(documents.read(str(path)), kind)
    assert problems == []
    return model
