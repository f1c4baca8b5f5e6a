"""What must hold for the robustness of any content?"""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from maturity.model.questionnaire import Question, Questionnaire
from maturity.model.response import Answer, Response
from maturity.model.rubric import Rubric
from maturity.scoring.assess import Digests, Scored, assess
from maturity.scoring.encode import native_value
from maturity.scoring.robustness import robustness
from scoring.trials import exactly
from strategies.content import Case, cases

DIGESTS = Digests("q", "r", "a")

LARGE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
of_cases = settings(max_examples=40, suppress_health_check=LARGE)


def scored_case(case: Case, setting: dict[str, object]) -> Scored:
    rubric = {**case.rubric, "robustness": setting}
    return assess(
        Questionnaire.model_validate(case.questionnaire),
        Rubric.model_validate(rubric),
        Response.model_validate(case.responses[0]),
        DIGESTS,
    )


@of_cases
@given(cases(1))
def test_it_fits_together_for_any_content(case: Case) -> None:
    scored = scored_case(case, {"draws": 40, "weights": "80%", "thresholds": "10%"})
    found = robustness(scored)
    place = scored.assessment.path
    if found is None:
        assert place is None
        return
    assert found == robustness(scored)
    assert (place is None) == (found.positions == {}) == (found.outcome is not None)
    if place is not None:
        assert [*found.positions] == [str(n) for n in range(len(place.steps) + 1)]
        assert sum(found.positions.values()) == exactly(1)
        if not found.varied:
            assert found.positions[str(place.position)] == 1
    for name, rank in found.ranks.items():
        assert 1 <= rank.low <= rank.rank <= rank.high <= rank.of
        kind = scored.assessment.measures[name].kind
        same = [n for n in found.ranks if scored.assessment.measures[n].kind == kind]
        assert len(same) == rank.of >= 2
    for driver in (found.answer, found.weight, found.draw):
        if driver is not None:
            assert (driver.question is None) == (driver.member is not None)
            assert driver.share is None or 0 < driver.share <= 1


@of_cases
@given(cases(1, steady=True))
def test_missing_answers_alone_stay_in_the_range_of_the_position(case: Case) -> None:
    """Holds where raising an answer lowers nothing."""
    scored = scored_case(case, {"draws": 40, "weights": "0%", "thresholds": "0%"})
    found, place = robustness(scored), scored.assessment.path
    assume(found is not None and place is not None)
    assert found is not None
    assert place is not None
    seen = [int(key) for key, share in found.positions.items() if share > 0]
    assert place.low <= min(seen)
    assert max(seen) <= place.high


def unconditional(plain: Any) -> Any:
    """The same content with every question asked."""
    if isinstance(plain, dict):
        return {key: unconditional(value) for key, value in plain.items() if key != "ask_if"}
    return [unconditional(item) for item in plain] if isinstance(plain, list) else plain


def possible(question: Question) -> list[Any]:
    """The answers to a question from the least to the greatest worth, one of each worth."""
    answers: dict[str, list[Any]] = {
        "level": [level.value for level in question.levels or ()],
        "choice": [choice.id for choice in question.choices or ()],
        "yes_no": [False, True],
    }
    by_worth = {native_value(question, a): a for a in answers.get(question.type, [])}
    return [by_worth[worth] for worth in sorted(by_worth)]


@settings(max_examples=15, suppress_health_check=LARGE)
@given(cases(1))
def test_the_answer_that_matters_most_moves_as_much_when_it_is_given(case: Case) -> None:
    """Scored as a response of its own; without conditions, for they would be judged again."""
    case = replace(case, questionnaire=unconditional(case.questionnaire))
    scored = scored_case(case, {"draws": 1})
    found, place = robustness(scored), scored.assessment.path
    assume(found is not None and place is not None and found.answer is not None)
    assert found is not None
    assert found.answer is not None
    name = str(found.answer.question)
    question = scored.plan.questions[scored.plan.column[name]]
    answer, others = scored.response.answers.get(name, Answer()), possible(question)
    assume(answer.state == "answered" and others)
    worths = [native_value(question, other) for other in others]
    at = worths.index(native_value(question, answer.answer))
    for end, index in ((found.answer.low, max(0, at - 1)), (found.answer.high, at + 1)):
        changed = answer.model_copy(update={"answer": others[min(index, len(others) - 1)]})
        response = scored.response.model_copy(
            update={"answers": {**scored.response.answers, name: changed}}
        )
        path = assess(scored.questionnaire, scored.rubric, response, DIGESTS).assessment.path
        assert path is not None
        now = path.position if path.progress is None else path.progress
        assert end == pytest.approx(now, abs=1e-9)
