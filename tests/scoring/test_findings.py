"""Does each finding arise when it should, and only then?"""

from pathlib import Path
from typing import Any

import pytest

from maturity.model.assessment import Finding
from scoring.content import NOT_APPLICABLE, ladder, score_texts

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
