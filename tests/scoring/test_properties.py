"""What must hold for every questionnaire, rubric and response?

The set of asked questions is fixed here: answers are changed in the rows, after the conditions
were evaluated.
"""

import copy
from collections.abc import Iterator
from random import Random
from typing import Any

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.model.rubric import Rubric
from maturity.scoring.assess import Digests, Scored, assess
from maturity.scoring.encode import ANSWERED, NOT_APPLICABLE, Rows, encode
from maturity.scoring.engine import Scores, score
from maturity.scoring.explain import Node, explain_measure
from maturity.scoring.plan import ScoringPlan, compile_plan
from strategies.content import Case, all_questions, cases

SLACK = 1e-12
property_of_cases = settings(
    max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
choices = st.randoms(use_true_random=False)


def compiled(case: Case) -> tuple[ScoringPlan, Rows]:
    plan = compile_plan(
        Questionnaire.model_validate(case.questionnaire), Rubric.model_validate(case.rubric)
    )
    return plan, encode(plan, [Response.model_validate(plain) for plain in case.responses])


def changed(rows: Rows, column: int, value: float, state: int = ANSWERED) -> Rows:
    """The same rows with one question answered alike in all."""
    values, states = rows.values.copy(), rows.states.copy()
    values[column], states[column] = value, state
    return Rows(values, states)


def each_row(plan: ScoringPlan, rows: Rows) -> Iterator[tuple[Rows, Scores]]:
    for index in range(rows.values.shape[1]):
        one = Rows(rows.values[:, index : index + 1], rows.states[:, index : index + 1])
        yield one, score(plan, one)


def at_most(low: object, high: object) -> bool:
    """Whether low <= high wherever there are both."""
    a, b = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    return bool(np.all(np.isnan(a) | np.isnan(b) | (a <= b + SLACK)))


@property_of_cases
@given(cases())
def test_the_point_lies_in_its_range(case: Case) -> None:
    plan, rows = compiled(case)
    scores = score(plan, rows)
    for measure in scores.measures:
        assert at_most(measure.low, measure.score)
        assert at_most(measure.score, measure.high)
        assert at_most(measure.low, measure.high)
        assert at_most(0, measure.low)
        assert at_most(measure.high, 1)
        assert at_most(measure.least, measure.value)
        assert at_most(measure.value, measure.greatest)
    if scores.path is not None:
        path = scores.path
        assert at_most(path.low, path.position)
        assert at_most(path.position, path.high)
        assert at_most(path.position, path.progress)
        assert at_most(path.progress, path.position + 1)


@property_of_cases
@given(cases(), choices)
def test_raising_an_answer_lowers_nothing(case: Case, random: Random) -> None:
    plan, rows = compiled(case)
    for row, before in each_row(plan, rows):
        answered = np.flatnonzero(row.states[:, 0] == ANSWERED)
        for column in answered:
            share = random.random()
            old, top = row.values[column, 0], plan.greatest[column]
            after = score(plan, changed(row, int(column), old + share * (top - old)))
            for one, other in zip(before.measures, after.measures, strict=True):
                assert at_most(one.value, other.value)
                assert at_most(one.score, other.score)
                assert at_most(one.low, other.low)
                assert at_most(one.high, other.high)
            if before.path is not None and after.path is not None:
                assert at_most(before.path.position, after.path.position)
                assert at_most(before.path.low, after.path.low)
                assert at_most(before.path.high, after.path.high)
                assert at_most(before.path.progress, after.path.progress)


@property_of_cases
@given(cases(), choices)
def test_answering_what_was_missing_stays_in_the_range(case: Case, random: Random) -> None:
    plan, rows = compiled(case)
    for row, before in each_row(plan, rows):
        for column in np.flatnonzero(row.missing[:, 0]):
            share = random.choice((0.0, 0.5, 1.0))
            least, greatest = plan.least[column], plan.greatest[column]
            after = score(plan, changed(row, int(column), least + share * (greatest - least)))
            for one, other in zip(before.measures, after.measures, strict=True):
                for inner in (other.low, other.score, other.high):
                    assert at_most(one.low, inner)
                    assert at_most(inner, one.high)
            if before.path is not None and after.path is not None:
                for position in (after.path.low, after.path.position, after.path.high):
                    assert at_most(before.path.low, position)
                    assert at_most(position, before.path.high)


@property_of_cases
@given(cases(), choices)
def test_not_applicable_changes_only_what_rests_on_the_question(case: Case, random: Random) -> None:
    plan, rows = compiled(case)
    before = score(plan, rows)
    column = random.randrange(len(plan.questions))
    after = score(plan, changed(rows, column, np.nan, NOT_APPLICABLE))
    for planned, one, other in zip(plan.measures, before.measures, after.measures, strict=True):
        if column not in planned.columns:
            assert np.array_equal(one.score, other.score, equal_nan=True)
            assert np.array_equal(one.low, other.low, equal_nan=True)
            assert np.array_equal(one.high, other.high, equal_nan=True)


@property_of_cases
@given(cases(), choices)
def test_a_question_that_never_applies_could_as_well_not_be_there(
    case: Case, random: Random
) -> None:
    questions = [q for q in all_questions(case.questionnaire) if q["type"] != "text"]
    larger = copy.deepcopy(case)
    extra = {**copy.deepcopy(random.choice(questions)), "id": "extra"}
    extra.pop("ask_if", None)
    section = next(
        s
        for s in sections_of(larger.questionnaire)
        if any(q["id"] in ids(questions) for q in s["questions"])
    )
    section["questions"].append(extra)
    for response in larger.responses:
        response["answers"]["extra"] = {"answer": "not_applicable", "reason": "R"}
    one, other = (score(*compiled(each)) for each in (case, larger))
    for before, after in zip(in_order(case, one), in_order(larger, other), strict=True):
        np.testing.assert_allclose(before, after, rtol=SLACK, atol=SLACK)


def sections_of(parent: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for section in parent["sections"]:
        yield section
        yield from sections_of(section)


def ids(questions: list[dict[str, Any]]) -> set[str]:
    return {question["id"] for question in questions}


def in_order(case: Case, scores: Scores) -> list[Any]:
    """The figures of all measures by name, then of the path."""
    plan, _ = compiled(case)
    found: list[Any] = []
    for _, measure in sorted(
        zip((m.id for m in plan.measures), scores.measures, strict=True), key=lambda pair: pair[0]
    ):
        found += [
            measure.value,
            measure.score,
            measure.low,
            measure.high,
            measure.least,
            measure.greatest,
        ]
        found += [measure.answered, measure.enough]
    if scores.path is not None:
        found += [scores.path.position, scores.path.low, scores.path.high, scores.path.progress]
    return found


def contributions(node: Node) -> Iterator[tuple[float, float]]:
    """For each node with members that have a value: its contribution, and the sum of theirs."""
    parts = [child.contribution for child in node.children if child.contribution is not None]
    if node.contribution is not None and parts:
        yield node.contribution, sum(parts)
        for child in node.children:
            yield from contributions(child)


def leaves(node: Node) -> Iterator[float]:
    if node.kind == "question":
        yield node.contribution or 0.0
    for child in node.children:
        yield from leaves(child)


def scored(case: Case, index: int) -> Scored:
    questionnaire, rubric = (
        Questionnaire.model_validate(case.questionnaire),
        Rubric.model_validate(case.rubric),
    )
    return assess(
        questionnaire,
        rubric,
        Response.model_validate(case.responses[index]),
        Digests("q", "r", "a"),
    )


@property_of_cases
@given(cases(2))
def test_contributions_add_up_to_the_number_shown(case: Case) -> None:
    looked = 0
    for index in range(len(case.responses)):
        whole = scored(case, index)
        for measure in whole.plan.measures:
            top = explain_measure(whole, measure.id)
            for number, total in contributions(top):
                assert abs(number - total) <= 1e-9 * max(1, abs(number))
            if top.value is not None:
                looked += 1
                assert top.contribution == top.value
                assert abs(sum(leaves(top)) - top.value) <= 1e-9 * max(1, abs(top.value))
    assume(looked)
