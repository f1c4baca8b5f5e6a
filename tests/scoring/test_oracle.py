"""Does the engine agree with the slow, exact implementation, and with itself at any size?"""

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from maturity.diagnostics import errors_in
from maturity.model.assessment import Assessment
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.model.rubric import Rubric
from maturity.scoring.assess import Digests, assess
from maturity.scoring.encode import Rows, encode
from maturity.scoring.engine import Scores, score
from maturity.scoring.plan import compile_plan
from maturity.storage.documents import Document
from maturity.storage.lint import questionnaires as lint_questionnaires
from maturity.storage.lint import responses as lint_responses
from maturity.storage.lint import rubrics as lint_rubrics
from scoring.oracle import solve
from strategies.content import Case, cases

LARGE = [HealthCheck.too_slow, HealthCheck.data_too_large]
DIGESTS = Digests("q", "r", "a")
RESPONSES = 4  # each with its questionnaire and rubric is one instance


def close(found: float | None, wanted: Fraction | None) -> bool:
    if found is None or wanted is None:
        return found is None and wanted is None
    allowed = max(Fraction(1), abs(wanted)) / 10**12
    return abs(Fraction(found) - wanted) <= allowed


def differences(found: Assessment, wanted: dict[str, Any]) -> list[str]:
    wrong: list[str] = []
    if found.coverage.model_dump() != wanted["coverage"]:
        wrong.append(f"coverage: {found.coverage} is not {wanted['coverage']}")
    if found.measures.keys() != wanted["measures"].keys():
        wrong.append(f"measures: {[*found.measures]} are not {[*wanted['measures']]}")
    for name, measure in wanted["measures"].items():
        for key, value in measure.items():
            has = getattr(found.measures[name], key)
            same = has == value if key in {"answered", "asked"} else close(has, value)
            if not same:
                wrong.append(f"{name}.{key}: {has} is not {value}")
    if (found.path is None) != (wanted["path"] is None):
        wrong.append("one has a path and the other has none")
    elif found.path is not None:
        wrong += path_differences(found, wanted["path"])
    return wrong


def path_differences(found: Assessment, wanted: dict[str, Any]) -> list[str]:
    path = found.path
    assert path is not None
    has = {
        "position": path.position,
        "low": path.low,
        "high": path.high,
        "holds_alone": list(path.holds_alone),
        "holds": [step.holds for step in path.steps],
        "gates": [[gate.holds for gate in step.gates] for step in path.steps],
    }
    wrong = [
        f"path.{key}: {value} is not {wanted[key]}"
        for key, value in has.items()
        if value != wanted[key]
    ]
    if not close(path.progress, wanted["progress"]):
        wrong.append(f"path.progress: {path.progress} is not {wanted['progress']}")
    return wrong


def check_agreement(case: Case) -> None:
    questionnaire = Questionnaire.model_validate(case.questionnaire)
    rubric = Rubric.model_validate(case.rubric)
    plan = compile_plan(questionnaire, rubric)
    for plain in case.responses:
        response = Response.model_validate(plain)
        found = assess(questionnaire, rubric, response, DIGESTS, plan).assessment
        assert differences(found, solve(case.questionnaire, case.rubric, plain)) == []


@settings(max_examples=600, suppress_health_check=LARGE)
@given(cases(RESPONSES))
def test_engine_agrees_with_the_oracle(case: Case) -> None:
    check_agreement(case)


@pytest.mark.soak
@settings(max_examples=5000, suppress_health_check=LARGE)
@given(cases(RESPONSES))
def test_engine_agrees_with_the_oracle_at_length(case: Case) -> None:
    check_agreement(case)


def as_document(plain: dict[str, Any]) -> Document:
    return Document("random.json", "", json.dumps(plain), plain)


@settings(max_examples=60, suppress_health_check=LARGE)
@given(cases(1))
def test_the_random_content_is_valid(case: Case) -> None:
    """Only content that passes `check` says something about the engine."""
    questionnaire = Questionnaire.model_validate(case.questionnaire)
    rubric = Rubric.model_validate(case.rubric)
    response = Response.model_validate(case.responses[0])
    found = [
        *lint_questionnaires.lint(as_document(case.questionnaire), questionnaire),
        *lint_rubrics.lint(as_document(case.rubric), rubric, questionnaire),
        *lint_responses.lint(as_document(case.responses[0]), response, questionnaire, rubric),
    ]
    assert [(d.code, d.values) for d in errors_in(found)] == []


def arrays(scores: Scores) -> list[Any]:
    """Every array of a result, rows last."""
    found: list[Any] = []
    for measure in scores.measures:
        found += [
            measure.value,
            measure.score,
            measure.least,
            measure.greatest,
            measure.low,
            measure.high,
        ]
        found += [measure.answered, measure.applicable, measure.asked, measure.enough]
    if scores.path is not None:
        found += [scores.path.position, scores.path.low, scores.path.high, scores.path.progress]
        for step in scores.path.steps:
            found += [step.holds, *step.gates]
    return found


def same_bits(one: Sequence[Any], many: Sequence[Any], column: int) -> bool:
    return all(
        np.array_equal(a, b[column : column + 1], equal_nan=a.dtype.kind == "f")
        and np.array_equal(np.signbit(a), np.signbit(b[column : column + 1]))
        if a.dtype.kind == "f"
        else np.array_equal(a, b[column : column + 1])
        for a, b in zip(one, many, strict=True)
    )


@settings(max_examples=40, suppress_health_check=LARGE, phases=[Phase.generate])
@given(cases(8), st.lists(st.integers(0, 999), min_size=12, max_size=12), st.integers(0, 2**32))
def test_a_row_alone_and_among_a_thousand_gives_the_same_bits(
    case: Case, columns: list[int], seed: int
) -> None:
    questionnaire = Questionnaire.model_validate(case.questionnaire)
    plan = compile_plan(questionnaire, Rubric.model_validate(case.rubric))
    responses = [Response.model_validate(plain) for plain in case.responses]
    order = np.random.default_rng(seed).integers(0, len(responses), 1000)
    crowd = encode(plan, [responses[index] for index in order])
    together = arrays(score(plan, crowd))
    for column in columns:
        alone = encode(plan, [responses[order[column]]])
        assert np.array_equal(alone.values[:, 0], crowd.values[:, column], equal_nan=True)
        assert same_bits(arrays(score(plan, alone)), together, column)
        cut = Rows(
            crowd.values[:, column : column + 1].copy(), crowd.states[:, column : column + 1].copy()
        )
        assert same_bits(arrays(score(plan, cut)), together, column)
