"""Does each finding arise when it should, and only then?"""

from pathlib import Path
from typing import Any

import pytest

from maturity.model.assessment import Finding
from maturity.scoring.assess import Digests, assess
from maturity.scoring.lagging import lagging, lagging_ids
from scoring.content import NOT_APPLICABLE, ladder, levels, score_texts

QUESTIONNAIRE = f"""
sections:
  - id: early
    kind: barrier
    title: Early
    questions: [{ladder("a")}, {ladder("b")}]
  - id: late
    kind: barrier
    title: Late
    questions: [{ladder("c")}, {ladder("d")}]
"""
RUBRIC = """
scoring: {minimum_answered: 50%}
strong_from: 75%
measures: [{id: all, of: [{section: early}, {section: late}]}]
path:
  title: Path
  steps:
    - id: first
      title: First
      measure: early
      reached_at: 50%
      gates: [{question: a, at_least: 2, because: B}]
      minimums: {a: 3, b: 2}
    - id: second
      title: Second
      measure: late
      reached_at: 50%
      minimums: {c: 2, d: 2}
"""
PROVEN = "{answer: 3, evidence: [{title: Minutes}]}"


def found(folder: Path, answers: str, code: str, rubric: str = RUBRIC) -> list[Finding]:
    scored = score_texts(folder, QUESTIONNAIRE, rubric, f"answers: {answers}")
    return [finding for finding in scored.assessment.findings if finding.code == code]


def short(finding: Finding) -> tuple[Any, ...]:
    return finding.step, finding.measure, finding.questions, finding.values


def test_blocker_gate(tmp_path: Path) -> None:
    [blocker] = found(tmp_path, "{a: 1, b: 4, c: 4, d: 4}", "blocker")
    assert short(blocker) == (
        "first",
        None,
        ("a",),
        {"why": "gate", "answer": 1.0, "at_least": 2.0},
    )


def test_blocker_gate_that_is_unknown(tmp_path: Path) -> None:
    [blocker] = found(tmp_path, "{a: unknown, b: 4, c: 4, d: 4}", "blocker")
    assert short(blocker) == (
        "first",
        None,
        ("a",),
        {"why": "gate", "answer": None, "at_least": 2.0},
    )


def test_blocker_score_names_the_weakest_first(tmp_path: Path) -> None:
    [blocker] = found(tmp_path, "{a: 4, b: 4, c: 1, d: 0}", "blocker")
    assert short(blocker) == (
        "second",
        "late",
        ("d", "c"),
        {"why": "score", "score": 0.125, "reached_at": 0.5},
    )


def test_blocker_without_a_score(tmp_path: Path) -> None:
    [blocker] = found(tmp_path, "{a: 4, b: 4, c: unknown, d: declined}", "blocker")
    assert short(blocker) == (
        "second",
        "late",
        (),
        {"why": "score", "score": None, "reached_at": 0.5},
    )


def test_only_the_next_step_is_blocked(tmp_path: Path) -> None:
    assert {f.step for f in found(tmp_path, "{a: 0, b: 0, c: 0, d: 0}", "blocker")} == {"first"}


def test_no_blocker_at_the_top(tmp_path: Path) -> None:
    assert found(tmp_path, "{a: 2, b: 2, c: 2, d: 2}", "blocker") == []


def test_no_blocker_without_a_path(tmp_path: Path) -> None:
    scored = score_texts(tmp_path, QUESTIONNAIRE, "measures: []", "answers: {a: 0, b: 0}")
    assert {f.code for f in scored.assessment.findings} <= {"strength", "not-enough-answers"}
    assert scored.assessment.path is None


def test_holds_alone(tmp_path: Path) -> None:
    [alone] = found(tmp_path, "{a: 0, b: 0, c: 4, d: 4}", "holds-alone")
    assert short(alone) == ("second", None, (), {"waits_for": "first"})
    assert found(tmp_path, "{a: 4, b: 4, c: 4, d: 4}", "holds-alone") == []
    assert found(tmp_path, "{a: 4, b: 4, c: 0, d: 4}", "holds-alone") == []


def test_below_minimum(tmp_path: Path) -> None:
    """What a gate or a blocker names is not said again; steps after the next are left alone."""
    assert found(tmp_path, "{a: 2, b: 1, c: 0, d: 0}", "below-minimum") == []
    [below] = found(tmp_path, "{a: 4, b: 1, c: 0, d: 0}", "below-minimum")
    assert short(below) == ("first", None, ("b",), {"at_least": {"b": 2.0}})
    steps = [
        (f.step, f.questions) for f in found(tmp_path, "{a: 4, b: 1, c: 4, d: 1}", "below-minimum")
    ]
    assert steps == [("first", ("b",)), ("second", ("d",))]
    assert found(tmp_path, "{a: 2, b: 2, c: 2, d: 2}", "below-minimum") == []
    assert found(tmp_path, "{a: 2, b: unknown, c: 2, d: 2}", "below-minimum") == []


def test_strengths_are_the_best_first(tmp_path: Path) -> None:
    """At three quarters or more, of measures that rest on questions alone."""
    assert [
        (f.measure, f.values) for f in found(tmp_path, "{a: 3, b: 3, c: 4, d: 3}", "strength")
    ] == [
        ("late", {"score": 0.875}),
        ("early", {"score": 0.75}),
    ]
    assert [f.measure for f in found(tmp_path, "{a: 3, b: 2, c: 3, d: 3}", "strength")] == ["late"]


def test_a_strength_needs_enough_answers(tmp_path: Path) -> None:
    rubric = RUBRIC.replace("minimum_answered: 50%", "minimum_answered: 60%")
    assert found(tmp_path, "{a: 4, b: unknown}", "strength", rubric) == []


def test_risk_of_a_gate_that_does_not_apply(tmp_path: Path) -> None:
    [risk] = found(tmp_path, f"{{a: {NOT_APPLICABLE}, b: 4, c: 4, d: 4}}", "risk")
    assert short(risk) == (
        "first",
        None,
        ("a",),
        {"why": "gate-not-applicable", "reason": "Not ours"},
    )


def test_risk_of_a_gate_without_evidence(tmp_path: Path) -> None:
    [risk] = found(tmp_path, "{a: 3, b: 4, c: 4, d: 4}", "risk")
    assert short(risk) == ("first", None, ("a",), {"why": "gate-without-evidence", "answer": 3.0})
    assert found(tmp_path, f"{{a: {PROVEN}, b: 4, c: 4, d: 4}}", "risk") == []


@pytest.mark.parametrize("answer", ["1", "unknown", "declined"])
def test_no_risk_where_the_gate_is_shut(tmp_path: Path, answer: str) -> None:
    assert found(tmp_path, f"{{a: {answer}, b: 4, c: 4, d: 4}}", "risk") == []


def test_an_unknown_that_decides_alone(tmp_path: Path) -> None:
    """b at 0 gives early (2 + 0) / 8 = 0.25, at 4 it gives 0.75; d decides nothing: c = 4 is half already."""
    decides = found(tmp_path, "{a: 2, b: unknown, c: 4, d: unknown}", "unknown-decides")
    assert [short(f) for f in decides] == [
        (None, None, ("b",), {"low": 0, "high": 2, "position": 2})
    ]
    assert found(tmp_path, "{a: 2, b: unknown, c: 4, d: unknown}", "unknown-widens") == []


def test_unknowns_that_decide_only_together(tmp_path: Path) -> None:
    """At 60 % of four levels: with one of b, c, d at 0 the others still carry it, with two they do not.

    a = 4 alone gives 1; b = 0: (4 + 0) / 8 = 0.5 >= 0.3; b = c = 0: 4 / 12 = 0.33; b = c = d = 0: 4 / 16 = 0.25.
    """
    rubric = """
measures: [{id: whole, of: [{question: a}, {question: b}, {question: c}, {question: d}]}]
path: {title: P, steps: [{id: only, title: O, measure: whole, reached_at: 30%}]}
"""
    answers = "{a: 4, b: unknown, c: declined}"
    [widens] = found(tmp_path, answers, "unknown-widens", rubric)
    assert short(widens) == (None, None, ("b", "c", "d"), {"low": 0, "high": 1, "position": 1})
    assert found(tmp_path, answers, "unknown-decides", rubric) == []


def test_unknowns_that_change_nothing(tmp_path: Path) -> None:
    answers = "{a: 4, b: unknown, c: 4, d: unknown}"
    assert found(tmp_path, answers, "unknown-decides") == []
    assert found(tmp_path, answers, "unknown-widens") == []


def test_not_enough_answers(tmp_path: Path) -> None:
    [few] = found(tmp_path, "{a: 4, b: 4, c: unknown, d: declined}", "not-enough-answers")
    assert short(few) == (None, "late", (), {"answered": 0, "asked": 2})
    assert found(tmp_path, "{a: 4, b: 4, c: 4, d: declined}", "not-enough-answers") == []
    # What does not apply is not waited for.
    answers = f"{{a: 4, b: 4, c: {NOT_APPLICABLE}, d: {NOT_APPLICABLE}}}"
    assert found(tmp_path, answers, "not-enough-answers") == []


def test_a_faultless_response_gives_strengths_only(tmp_path: Path) -> None:
    scored = score_texts(
        tmp_path, QUESTIONNAIRE, RUBRIC, f"answers: {{a: {PROVEN}, b: 3, c: 3, d: 3}}"
    )
    assert {f.code for f in scored.assessment.findings} == {"strength"}


BANDS = "bands: [{id: low, from: 0%, title: L}, {id: high, from: 50%, title: H}]\n"


def test_a_score_lies_in_the_band_that_begins_at_it(tmp_path: Path) -> None:
    """early = (2 + 2) / 8 is where the second band begins; late = (2 + 1) / 8 is below it."""
    scored = score_texts(tmp_path, QUESTIONNAIRE, BANDS, "answers: {a: 2, b: 2, c: 2, d: 1}")
    measures = scored.assessment.measures
    assert [measures[name].band for name in ("early", "late")] == ["high", "low"]


def test_an_assessment_says_whose_it_is(tmp_path: Path) -> None:
    answers = "answers: {a: 2}\n"
    scored = score_texts(tmp_path, QUESTIONNAIRE, RUBRIC, answers)
    organisation = scored.response.organisation.model_copy(update={"name": "Office"})
    response = scored.response.model_copy(update={"organisation": organisation})
    again = assess(scored.questionnaire, scored.rubric, response, Digests("q", "r", "a"))
    assert again.assessment.organisation.model_dump() == {"id": "org", "name": "Office"}


def test_each_reason_of_a_blocked_step_by_itself(tmp_path: Path) -> None:
    """The gate asks for 2 and the score for half: of each, just enough is no reason."""
    for answers, reason in (("{a: 2, b: 1}", "score"), ("{a: 1, b: 3}", "gate")):
        assert [f.values["why"] for f in found(tmp_path, answers, "blocker")] == [reason]


ONE_TO_SIX = ", ".join(
    f"{{id: {name}, ask: Q, type: level, levels: {levels(6, least=1)}}}" for name in "abc"
)
ON_SIX = f"sections: [{{id: all, kind: area, title: A, questions: [{ONE_TO_SIX}]}}]"


def of_gate(folder: Path, gate: str, answers: str, more: str = "") -> Finding:
    """What the only gate of a step says that is shut."""
    step = f"{{id: one, title: O, measure: all, reached_at: 0%, gates: [{{{gate}, because: B}}]}}"
    rubric = f"{more}\npath: {{title: P, steps: [{step}]}}"
    scored = score_texts(folder, ON_SIX, rubric, f"answers: {answers}")
    [blocker] = [f for f in scored.assessment.findings if f.values.get("why") == "gate-measure"]
    return blocker


@pytest.mark.parametrize(
    ("at_least", "have", "need", "on"),
    [("3.5", 10 / 3, 3.5, "value"), ("50%", 7 / 15, 0.5, "score")],
)
def test_a_gate_on_a_measure_names_what_is_below_it(
    tmp_path: Path, at_least: str, have: float, need: float, on: str
) -> None:
    """3.5 is half of 1 to 6. a and c are at (3 - 1) / 5 = 0.4 and below it, b at 0.6 is not.

    They make (3 + 4 + 3) / 3 = 10 / 3, a share of (10 / 3 - 1) / 5 = 7 / 15.
    """
    blocker = of_gate(tmp_path, f"section: all, at_least: {at_least}", "{a: 3, b: 4, c: 3}")
    values = {"why": "gate-measure", "have": pytest.approx(have), "at_least": need, "on": on}
    assert short(blocker) == ("one", "all", ("a", "c"), values)


def test_a_gate_on_a_measure_with_too_few_answers(tmp_path: Path) -> None:
    """a = 3 of 1 to 6 is below the half; one of three is too few to say more of the measure."""
    blocker = of_gate(
        tmp_path, "section: all, at_least: 3.5", "{a: 3}", "scoring: {minimum_answered: 50%}"
    )
    values = {"why": "gate-measure", "have": None, "at_least": 3.5, "on": "value"}
    assert short(blocker) == ("one", "all", ("a",), values)


@pytest.mark.parametrize(
    ("level", "names", "need"),
    [
        # 4 of 1 to 6 is 0.6 of it, which b just reaches.
        ("4", ("a", "c"), 0.6),
        ("60%", ("a", "c"), 0.6),
        ("5", ("a", "c", "b"), 0.8),
    ],
)
def test_a_level_that_is_asked_of_each_member(
    tmp_path: Path, level: str, names: tuple[str, ...], need: float
) -> None:
    """a = 2, b = 4 and c = 3: not all of the three reach the level."""
    more = f"measures: [{{section: all, by: count_at_least, level: {level}}}]"
    answers = "{a: 2, b: 4, c: 3}"
    blocker = of_gate(tmp_path, "section: all, at_least: 3", answers, more)
    assert blocker.questions == names
    rubric = f"{more}\n"
    scored = score_texts(tmp_path, ON_SIX, rubric, f"answers: {answers}")
    lags = lagging(scored.plan, scored.plan.measure["all"], 1.0, scored.scores)
    assert [lag.need for lag in lags] == [pytest.approx(need)] * len(names)
    assert lags[0].share == pytest.approx((2 - 1) / 5)


@pytest.mark.parametrize(("level", "names"), [("50%", ("a", "c")), ("3", ("a",))])
def test_a_level_that_is_asked_of_measures(
    tmp_path: Path, level: str, names: tuple[str, ...]
) -> None:
    """a = 2 is 0.2 of 1 to 6, c = 3 is 0.4 and b = 4 is 0.6. A level of 3 is 0.4 of it."""
    rubric = f"measures: [{{id: m, by: share_at_least, level: {level}, of: [{{section: all}}]}}]"
    scored = score_texts(tmp_path, ON_SIX, rubric, "answers: {a: 2, b: 4, c: 3}")
    assert lagging_ids(scored.plan, scored.plan.measure["m"], 1.0, scored.scores) == names


def test_practices_that_are_still_open(tmp_path: Path) -> None:
    """Of a, b and the section late, a holds; only questions are named as such."""
    rubric = """
path:
  title: P
  kind: cumulative
  steps:
    - {id: one, title: O, level: 1, at_least: 2, all: [{question: a}, {question: b}, {section: late}]}
"""
    [blocker] = found(tmp_path, "{a: 2, b: 1, c: 1, d: 1}", "blocker", rubric)
    values = {"why": "practices", "unmet": ["b", "late"], "needed": 3}
    assert short(blocker) == ("one", None, ("b",), values)


def test_a_minimum_on_a_scale_of_its_own(tmp_path: Path) -> None:
    """Less is better on b: a minimum of 1 counts 4 - 1 = 3, and b = 2 counts 2."""
    rubric = RUBRIC.replace("{a: 3, b: 2}", "{b: 1}")
    rubric = f"scales: [{{question: b, least: 4, greatest: 0}}]\n{rubric}"
    [below] = found(tmp_path, "{a: 4, b: 2, c: 4, d: 4}", "below-minimum", rubric)
    assert short(below) == ("first", None, ("b",), {"at_least": {"b": 1.0}})
    assert found(tmp_path, "{a: 4, b: 1, c: 4, d: 4}", "below-minimum", rubric) == []


def test_strengths_that_are_equal_stand_in_their_order(tmp_path: Path) -> None:
    """What the rubric puts together of its own is no strength beside the sections it is made of."""
    rubric = "strong_from: 75%\nmeasures: [{id: own, of: [{question: a}, {question: c}]}]"
    strengths = found(tmp_path, "{a: 4, b: 2, c: 3, d: 3}", "strength", rubric)
    assert [f.measure for f in strengths] == ["early", "late"]


GATES = """
path:
  title: P
  steps:
    - {id: one, title: O, measure: early, reached_at: 50%, gates: [{question: a, at_least: 1, because: B}]}
    - {id: two, title: T, measure: early, reached_at: 75%, gates: [{question: a, at_least: 2, because: B}, {question: c, at_least: 2, because: B}]}
    - {id: three, title: T, measure: early, reached_at: 90%, gates: [{question: d, at_least: 2, because: B}]}
"""


@pytest.mark.parametrize(
    ("a", "b", "risks"),
    [
        (2, 0, [("one", "a")]),
        (3, 2, [("one", "a"), ("two", "c")]),
        (4, 2, [("one", "a"), ("two", "c"), ("three", "d")]),
        (4, 4, [("one", "a"), ("two", "c"), ("three", "d")]),
    ],
)
def test_risks_up_to_the_next_step(
    tmp_path: Path, a: int, b: int, risks: list[tuple[str, str]]
) -> None:
    """(a + b) / 8 reaches one step after the other; each question is told where it is first needed."""
    told = found(tmp_path, f"{{a: {a}, b: {b}, c: 2, d: 2}}", "risk", GATES)
    assert [(f.step, *f.questions) for f in told] == risks


def test_risk_of_a_gate_on_a_doubtful_answer(tmp_path: Path) -> None:
    doubtful = PROVEN.replace("answer: 3", "answer: 3, confidence: low")
    [risk] = found(tmp_path, f"{{a: {doubtful}, b: 4, c: 4, d: 4}}", "risk")
    assert short(risk) == ("first", None, ("a",), {"why": "gate-doubtful", "answer": 3.0})


@pytest.mark.parametrize(
    ("answers", "counted", "why"),
    [
        # Less is better: 1 counts 4 - 1 = 3, which needs evidence above 2.
        ("{a: 1, b: 3}", 2.0, "evidence"),
        # b = 0 holds a at 1 at most.
        ("{a: 1, b: 0}", 1.0, "dependency"),
        ("{a: {answer: 1, evidence: [{title: T}]}, b: 0}", 1.0, "dependency"),
    ],
)
def test_what_holds_an_answer_down(tmp_path: Path, answers: str, counted: float, why: str) -> None:
    rubric = """
scales: [{question: a, least: 4, greatest: 0}]
caps:
  - {question: a, at_most: 50%, without: evidence}
  - {question: a, at_most: 25%, unless: {question: b, at_least: 2}}
"""
    [capped] = found(tmp_path, answers, "capped", rubric)
    assert capped.values == {"claimed": 1.0, "counted": counted, "why": why}


def test_each_unknown_is_tried_by_itself(tmp_path: Path) -> None:
    """b opens the gate or not; c makes no difference, as (4 + 0) / 8 is half already."""
    gate = "gates: [{question: b, at_least: 2, because: B}]"
    rubric = f"path: {{title: P, steps: [{{id: one, title: O, measure: late, reached_at: 50%, {gate}}}]}}"
    decides = found(tmp_path, "{a: 4, b: unknown, c: unknown, d: 4}", "unknown-decides", rubric)
    values = {"low": 0, "high": 1, "position": 0}
    assert [short(f) for f in decides] == [(None, None, ("b",), values)]


def test_one_question_without_an_answer_is_not_enough(tmp_path: Path) -> None:
    [few] = found(
        tmp_path, f"{{a: 4, b: 4, c: unknown, d: {NOT_APPLICABLE}}}", "not-enough-answers"
    )
    assert short(few) == (None, "late", (), {"answered": 0, "asked": 1})
