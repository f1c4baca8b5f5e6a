"""What must hold for every questionnaire, rubric and response?

The set of asked questions is fixed here: answers are changed in the rows, after the conditions
were evaluated. Where a property speaks of raising answers or of ranges, the rubrics are steady:
nothing in them turns a higher answer into a lower number, and every measure can come to both ends
of its scale. (Elsewhere a missing answer may be estimated at a value that it cannot have.)
"""

import copy
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.model.rubric import Rubric
from maturity.scoring.assess import Digests, Scored, assess
from maturity.scoring.compiling import compile_plan
from maturity.scoring.encode import ANSWERED, NOT_APPLICABLE, Rows, encode
from maturity.scoring.engine import Scores, score
from maturity.scoring.explain import explain_measure
from maturity.scoring.explanation import Node
from maturity.scoring.plan import ScoringPlan
from strategies.content import Case, cases

SLACK = 1e-12
property_of_cases = settings(
    max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
choices = st.randoms(use_true_random=False)
steady_cases = cases(steady=True)


def without_dependencies(case: Case) -> Case:
    """The same case without caps that rest on other answers: they keep missing ones from the top."""
    caps = [cap for cap in case.rubric["caps"] if "unless" not in cap]
    return Case(case.questionnaire, {**case.rubric, "caps": caps}, case.responses)


ranged_cases = steady_cases.map(without_dependencies)


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


def variants(
    rows: Rows, cells: Any, value: Callable[[int, int], float]
) -> tuple[np.ndarray[Any, Any], Rows]:
    """For each cell (question, row) that row with this answer changed, and which row it was."""
    columns, origins = np.nonzero(cells)
    values, states = rows.values[:, origins].copy(), rows.states[:, origins].copy()
    for place, (column, origin) in enumerate(zip(columns, origins, strict=True)):
        values[column, place], states[column, place] = value(int(column), int(origin)), ANSWERED
    return origins, Rows(values, states)


def at_most(low: object, high: object) -> bool:
    """Whether low <= high wherever there are both."""
    a, b = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    return bool(np.all(np.isnan(a) | np.isnan(b) | (a <= b + SLACK)))


@property_of_cases
@given(cases())
def test_every_figure_lies_on_its_scale(case: Case) -> None:
    plan, rows = compiled(case)
    scores = score(plan, rows)
    for measure in scores.measures:
        for share in (measure.low, measure.score, measure.high):
            assert at_most(0, share)
            assert at_most(share, 1)
        assert at_most(measure.least, measure.value)
        assert at_most(measure.value, measure.greatest)
    for path in scores.paths:
        assert at_most(path.position, path.progress)
        assert at_most(path.progress, path.position + 1)


@property_of_cases
@given(ranged_cases)
def test_the_point_lies_in_its_range(case: Case) -> None:
    plan, rows = compiled(case)
    scores = score(plan, rows)
    for measure in scores.measures:
        assert at_most(measure.low, measure.score)
        assert at_most(measure.score, measure.high)
        assert at_most(measure.low, measure.high)
    for path in scores.paths:
        assert at_most(path.low, path.position)
        assert at_most(path.position, path.high)


@property_of_cases
@given(steady_cases, choices)
def test_raising_an_answer_lowers_nothing(case: Case, random: Random) -> None:
    plan, rows = compiled(case)

    def raised(column: int, row: int) -> float:
        old, top = float(rows.values[column, row]), float(plan.greatest[column])
        return old + random.random() * (top - old)

    before = score(plan, rows)
    row, higher = variants(rows, rows.states == ANSWERED, raised)
    after = score(plan, higher)
    for one, other in zip(before.measures, after.measures, strict=True):
        assert at_most(one.value[row], other.value)
        assert at_most(one.score[row], other.score)
        assert at_most(one.low[row], other.low)
        assert at_most(one.high[row], other.high)
    for walked, further in zip(before.paths, after.paths, strict=True):
        assert at_most(walked.position[row], further.position)
        assert at_most(walked.low[row], further.low)
        assert at_most(walked.high[row], further.high)
        assert at_most(walked.progress[row], further.progress)


@property_of_cases
@given(ranged_cases, choices)
def test_answering_what_was_missing_stays_in_the_range(case: Case, random: Random) -> None:
    plan, rows = compiled(case)

    def somewhere(column: int, _: int) -> float:
        least, greatest = float(plan.least[column]), float(plan.greatest[column])
        return least + random.choice((0.0, 0.5, 1.0)) * (greatest - least)

    before = score(plan, rows)
    row, known = variants(rows, rows.missing, somewhere)
    after = score(plan, known)
    for one, other in zip(before.measures, after.measures, strict=True):
        for inner in (other.low, other.score, other.high):
            assert at_most(one.low[row], inner)
            assert at_most(inner, one.high[row])
    for walked, further in zip(before.paths, after.paths, strict=True):
        for position in (further.low, further.position, further.high):
            assert at_most(walked.low[row], position)
            assert at_most(position, walked.high[row])


@property_of_cases
@given(cases(), choices)
def test_not_applicable_changes_only_what_rests_on_the_question(case: Case, random: Random) -> None:
    plan, rows = compiled(case)
    # What other answers count may rest on this one too, by a cap.
    names = [question.id for question in plan.questions]
    rest = {name for cap in case.rubric["caps"] for name in questions_in(cap.get("unless", {}))}
    assume(free := [name for name in names if name not in rest])
    column = names.index(random.choice(free))
    before = score(plan, rows)
    after = score(plan, changed(rows, column, np.nan, NOT_APPLICABLE))
    for planned, one, other in zip(plan.measures, before.measures, after.measures, strict=True):
        if column not in planned.columns:
            assert np.array_equal(one.score, other.score, equal_nan=True)
            assert np.array_equal(one.low, other.low, equal_nan=True)
            assert np.array_equal(one.high, other.high, equal_nan=True)


def questions_in(condition: dict[str, Any]) -> Iterator[str]:
    """The questions that a condition looks at."""
    if "question" in condition:
        yield condition["question"]
    inside = [*condition.get("all", []), *condition.get("any", [])]
    for part in [*inside, condition["not"]] if "not" in condition else inside:
        yield from questions_in(part)


@property_of_cases
@given(cases(), choices)
def test_a_question_that_never_applies_could_as_well_not_be_there(
    case: Case, random: Random
) -> None:
    case = left_out_where_not_applicable(case)
    larger = copy.deepcopy(case)
    section = random.choice(
        [s for s in sections_of(larger.questionnaire) if any(map(is_scored, s["questions"]))]
    )
    # A twin of one beside it: it is selected, scaled and capped as that is.
    twin = random.choice([q for q in section["questions"] if is_scored(q)])
    extra = {**copy.deepcopy(twin), "id": "extra"}
    extra.pop("ask_if", None)
    section["questions"].append(extra)
    larger.rubric["scales"] += [
        {**entry, "question": "extra"}
        for entry in larger.rubric["scales"]
        if entry["question"] == twin["id"]
    ]
    for response in larger.responses:
        response["answers"]["extra"] = {"answer": "not_applicable", "reason": "R"}
    one, other = (score(*compiled(each)) for each in (case, larger))
    for before, after in zip(in_order(case, one), in_order(larger, other), strict=True):
        np.testing.assert_allclose(before, after, rtol=SLACK, atol=SLACK)


def left_out_where_not_applicable(case: Case) -> Case:
    """The same case without policies by which a question counts that does not apply."""
    case = copy.deepcopy(case)
    for rule in (case.rubric["scoring"], *case.rubric["measures"]):
        rule.pop("not_applicable", None)
    return case


def is_scored(question: dict[str, Any]) -> bool:
    return bool(question["type"] != "text")


def sections_of(parent: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for section in parent["sections"]:
        yield section
        yield from sections_of(section)


def in_order(case: Case, scores: Scores) -> list[Any]:
    """The figures of all measures by name, then of the paths."""
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
    for path in scores.paths:
        found += [path.position, path.low, path.high, path.progress]
    return found


def contributions(node: Node) -> Iterator[tuple[float, float]]:
    """For each node with members that have a value: its contribution, and the sum of theirs."""
    parts = [child.contribution for child in node.children if child.contribution is not None]
    if node.contribution is not None and parts:
        yield node.contribution, sum(parts)
        for child in node.children:
            yield from contributions(child)


def own_parts(node: Node) -> Iterator[tuple[float, float]]:
    """For each measure that counts: its own value, and the sum of what its members add to it."""
    parts = [child.adds for child in node.children if child.adds is not None]
    if node.value is not None and parts:
        yield node.value, sum(parts)
    for child in node.children:
        yield from own_parts(child)


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
            for number, total in [*contributions(top), *own_parts(top)]:
                assert abs(number - total) <= 1e-9 * max(1, abs(number))
            if top.value is not None:
                looked += 1
                assert top.contribution == top.value
                assert abs(sum(leaves(top)) - top.value) <= 1e-9 * max(1, abs(top.value))
    assume(looked)
