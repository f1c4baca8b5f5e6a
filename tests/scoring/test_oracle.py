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
from maturity.model.assessment import Assessment, PathPosition
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.model.rubric import Rubric
from maturity.scoring.assess import Digests, assess
from maturity.scoring.compiling import compile_plan
from maturity.scoring.encode import Rows, encode
from maturity.scoring.engine import CHUNK, Scores, score, score_in_chunks
from maturity.storage.documents import Document
from maturity.storage.lint import questionnaires as lint_questionnaires
from maturity.storage.lint import responses as lint_responses
from maturity.storage.lint import rubrics as lint_rubrics
from scoring.oracle import solve
from strategies.content import Case, cases

LARGE = [HealthCheck.too_slow, HealthCheck.data_too_large]
DIGESTS = Digests("q", "r", "a")
MANY = 10_000
RESPONSES = 3  # each with its questionnaire and rubric is one instance


def close(found: float | None, wanted: Fraction | None) -> bool:
    if found is None or wanted is None:
        return found is None and wanted is None
    allowed = max(Fraction(1), abs(wanted)) / 10**12
    return abs(Fraction(found) - wanted) <= allowed


def differences(found: Assessment, wanted: dict[str, Any]) -> list[str]:
    wrong: list[str] = []
    if found.coverage.model_dump() != wanted["coverage"]:
        wrong.append(f"coverage: {found.coverage} is not {wanted['coverage']}")
    for kind in ("measures", "paths", "targets"):
        if getattr(found, kind).keys() != wanted[kind].keys():
            wrong.append(f"{kind}: {[*getattr(found, kind)]} are not {[*wanted[kind]]}")
            return wrong
    for name, measure in wanted["measures"].items():
        wrong += figure_differences(name, found.measures[name], measure)
    for name, target in wanted["targets"].items():
        wrong += figure_differences(f"targets.{name}", found.targets[name], target)
    paths = [("path", found.path, wanted["path"])]
    paths += [(f"paths.{name}", found.paths[name], path) for name, path in wanted["paths"].items()]
    for name, has, path in paths:
        if has is None or path is None:
            wrong += [f"one has no {name}, the other has"] if has is not path else []
        else:
            wrong += path_differences(name, has, path)
    return wrong


def figure_differences(name: str, found: object, wanted: dict[str, Any]) -> list[str]:
    """Counts, words and truths must be the same, numbers within what floats can say."""
    wrong = []
    for key, value in wanted.items():
        has = getattr(found, key)
        same = has == value if isinstance(value, int | str | bool) else close(has, value)
        if not same:
            wrong.append(f"{name}.{key}: {has} is not {value}")
    return wrong


def path_differences(name: str, path: PathPosition, wanted: dict[str, Any]) -> list[str]:
    has = {
        "position": path.position,
        "low": path.low,
        "high": path.high,
        "holds_alone": list(path.holds_alone),
        "holds": [step.holds for step in path.steps],
        "gates": [[gate.holds for gate in step.gates] for step in path.steps],
    }
    said = wanted | {key: [step[key] for step in wanted["steps"]] for key in ("holds", "gates")}
    wrong = [
        f"{name}.{key}: {value} is not {said[key]}"
        for key, value in has.items()
        if value != said[key]
    ]
    if not close(path.progress, wanted["progress"]):
        wrong.append(f"{name}.progress: {path.progress} is not {wanted['progress']}")
    for step, figures in zip(path.steps, wanted["steps"], strict=True):
        scores = {key: figures[key] for key in ("score", "low", "high")}
        wrong += figure_differences(f"{name}.{step.id}", step, scores)
    return wrong


def check_agreement(case: Case) -> None:
    questionnaire = Questionnaire.model_validate(case.questionnaire)
    rubric = Rubric.model_validate(case.rubric)
    plan = compile_plan(questionnaire, rubric)
    for plain in case.responses:
        response = Response.model_validate(plain)
        found = assess(questionnaire, rubric, response, DIGESTS, plan).assessment
        assert differences(found, solve(case.questionnaire, case.rubric, plain)) == []


@settings(max_examples=500, suppress_health_check=LARGE)
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
    found: list[Any] = [scores.counted]
    for measure in scores.measures:
        found += [
            measure.value,
            measure.score,
            measure.least,
            measure.greatest,
            measure.low,
            measure.high,
        ]
        found += [measure.answered, measure.applicable, measure.enough]
    for path in scores.paths:
        found += [path.position, path.low, path.high, path.progress]
        for step in path.steps:
            found += [step.holds, *step.gates, *step.practices]
    return found


def same_bits(one: Sequence[Any], many: Sequence[Any], column: int) -> bool:
    return all(
        np.array_equal(a, b[..., column : column + 1], equal_nan=a.dtype.kind == "f")
        and (
            a.dtype.kind != "f"
            or np.array_equal(np.signbit(a), np.signbit(b[..., column : column + 1]))
        )
        for a, b in zip(one, many, strict=True)
    )


def columns_of(rows: Rows, columns: Any) -> Rows:
    """Some of the responses, copied."""
    given = None if rows.given is None else rows.given[:, columns].copy()
    return Rows(rows.values[:, columns].copy(), rows.states[:, columns].copy(), given)


@settings(max_examples=40, suppress_health_check=LARGE, phases=[Phase.generate])
@given(
    cases(8), st.lists(st.integers(0, MANY - 1), min_size=12, max_size=12), st.integers(0, 2**32)
)
def test_a_row_alone_and_among_ten_thousand_gives_the_same_bits(
    case: Case, columns: list[int], seed: int
) -> None:
    questionnaire = Questionnaire.model_validate(case.questionnaire)
    plan = compile_plan(questionnaire, Rubric.model_validate(case.rubric))
    responses = [Response.model_validate(plain) for plain in case.responses]
    random = np.random.default_rng(seed)
    # Encoded among a hundred others, then scored among many thousands.
    order = random.integers(0, len(responses), 100)
    encoded = encode(plan, [responses[index] for index in order])
    picked = random.integers(0, len(order), MANY)
    crowd = columns_of(encoded, picked)
    together = arrays(score(plan, crowd))
    in_chunks = [arrays(chunk) for chunk in score_in_chunks(plan, crowd)]
    for column in columns:
        alone = encode(plan, [responses[order[picked[column]]]])
        assert same_bits([alone.values, alone.claimed], [crowd.values, crowd.claimed], column)
        one = arrays(score(plan, alone))
        assert same_bits(one, together, column)
        assert same_bits(one, in_chunks[column // CHUNK], column % CHUNK)
        assert same_bits(arrays(score(plan, columns_of(crowd, [column]))), together, column)
