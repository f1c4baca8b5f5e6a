"""What was found, in sentences."""

from pathlib import Path

import pytest

from maturity.view.report_summary import summary
from maturity.view.wording import finding_text, next_sentence
from scoring.content import ladder, score_texts

QUESTIONNAIRE = f"""
sections:
  - id: early
    kind: barrier
    title: Early
    questions:
      - {{id: a, title: First thing, ask: Q, type: level, levels: [{{value: 0, text: L}}, {{value: 2, text: L}}, {{value: 4, text: L}}]}}
      - {{id: b, title: Second thing, ask: Q, type: level, levels: [{{value: 0, text: L}}, {{value: 2, text: L}}, {{value: 4, text: L}}]}}
  - id: late
    kind: barrier
    title: Late
    questions: [{ladder("c")}, {ladder("d")}]
  - id: mixed
    kind: other
    title: Mixed
    questions:
      - {{id: way, title: The way, ask: Q, type: choice, choices: [{{id: x, text: None at all, value: 0}}, {{id: y, text: Some of it, value: 1}}, {{id: z, text: All of it, value: 2}}]}}
      - {{id: yes, title: The board, ask: Q, type: yes_no, values: {{yes: 0, no: 1}}}}
      - {{id: sum, title: The tools, ask: Q, type: multi, choices: [{{id: u, text: U, value: 2}}, {{id: v, text: V, value: 3}}]}}
      - {{id: money, title: The money, ask: Q, type: number, least: 0, greatest: 100000}}
      - {{id: faults, title: The faults, ask: Q, type: number, least: 0, greatest: 50}}
"""
RUBRIC = """
scoring: {on: score, minimum_answered: 50%}
"""
STEP = """
path:
  title: Path
  steps:
    - id: first
      title: Begin
      measure: early
      reached_at: 50%
"""
LEVELS = """
path:
  title: Levels
  kind: cumulative
  steps:
    - {id: one, title: One, level: 1, all: [{question: a}, {question: b}], at_least: 2}
    - {id: two, title: Two, level: 2, all: [{question: c}], at_least: 3}
"""
ALL = "a: 4, b: 4, c: 4, d: 4, way: z, yes: false, sum: [u, v], money: 100, faults: 1"


def said(folder: Path, rubric: str, answers: str, code: str) -> list[str]:
    scored = score_texts(folder, QUESTIONNAIRE, RUBRIC + rubric, f"answers: {{{answers}}}")
    return [finding_text(f, scored, "en") for f in scored.assessment.findings if f.code == code]


def next_said(folder: Path, rubric: str, answers: str) -> str:
    scored = score_texts(folder, QUESTIONNAIRE, RUBRIC + rubric, f"answers: {{{answers}}}")
    return next_sentence(scored, "en")


@pytest.mark.parametrize(
    ("gate", "answers", "sentence"),
    [
        ("question: a, at_least: 4", "a: 2", "“First thing” is at level 2. Step 1 needs level 4"),
        ("question: a, at_least: 60%", "a: 2", "“First thing” is at level 2. Step 1 needs 60% of its scale"),
        ("question: way, at_least: 2", "way: y", "“The way” is at “Some of it”. Step 1 needs “All of it”"),
        ("question: yes, at_least: 1", "yes: true", "“The board” is at yes. Step 1 needs no"),
        ("question: sum, at_least: 5", "sum: [u]", "“The tools” is at 2. Step 1 needs 5"),
        ("question: money, at_least: 5000", "money: 120", "“The money” is at 120. Step 1 needs 5000"),
        ("question: way, at_least: 2", "way: declined", "For “The way” the answer is declined. Step 1 needs “All of it”"),
        ("section: late, at_least: 60%", "c: 2, d: 2", "“Late” is at 50%. Step 1 needs 60%, however good the rest is. Lowest answers: “Q” and “Q”"),
        ("section: late, at_least: 59.9%", "c: 2, d: unknown", "“Late” is at 50%. Step 1 needs 59.9%, however good the rest is. Lowest answers: “Q”"),
        ("section: late, at_least: 0.76", "c: 2, d: 4", "“Late” is at 0.75. Step 1 needs 0.76, however good the rest is. Lowest answers: “Q”"),  # not 0.8
        (
            "section: late, at_least: 0.8",
            "c: unknown, d: unknown",
            "“Late” has no score, because too few of its questions are answered. Step 1 needs 0.8",
        ),
    ],
)  # fmt: skip
def test_a_gate_says_what_it_is_at_and_what_it_needs(
    tmp_path: Path, gate: str, answers: str, sentence: str
) -> None:
    given = dict(part.split(": ", 1) for part in ALL.split(", ") if ": " in part)
    given["sum"] = "[u, v]"
    given |= dict(part.split(": ", 1) for part in answers.split(", "))
    text = ", ".join(f"{name}: {value}" for name, value in given.items())
    rubric = f"{STEP}      gates: [{{{gate}, because: B}}]\n"
    end = "." if "however" in sentence else ", however good the rest is."
    assert said(tmp_path, rubric, text, "blocker") == [f"{sentence}{end}"]


def test_a_gate_on_a_curve_is_said_in_what_was_answered(tmp_path: Path) -> None:
    rubric = (
        "scales: [{question: money, least: 10, greatest: 50000, curve: log}]\n"
        f"{STEP}      gates: [{{question: money, at_least: 5000, because: B}}]\n"
    )
    assert said(tmp_path, rubric, ALL, "blocker") == [
        "“The money” is at 100. Step 1 needs 5000, however good the rest is."
    ]


def test_where_less_is_better_a_gate_says_or_less(tmp_path: Path) -> None:
    rubric = (
        "scales: [{question: faults, least: 50, greatest: 0}]\n"
        f"{STEP}      gates: [{{question: faults, at_least: 5, because: B}}]\n"
    )
    assert said(tmp_path, rubric, ALL.replace("faults: 1", "faults: 20"), "blocker") == [
        "“The faults” is at 20. Step 1 needs 5 or less, however good the rest is."
    ]


@pytest.mark.parametrize(
    ("answers", "blocker", "comes_next"),
    [
        (
            "a: 4, b: 0, c: 0",
            "Step 1 needs 2 practices, and one of them holds. Still open: “Second thing”.",
            "Step 1, One, needs one more practice: “Second thing”.",
        ),
        (
            "a: 0, b: unknown, c: 0",
            "Step 1 needs 2 practices, and none of them holds yet: “First thing” and “Second thing”.",
            "Step 1, One, needs 2 more practices: “First thing” and “Second thing”.",
        ),
        (
            "a: 4, b: 4, c: 0",
            "Step 2 needs 3 practices, and 2 of them hold. Still open: “Q”.",
            "Step 2, Two, needs one more practice: “Q”.",
        ),
    ],
)
def test_open_practices_are_named(
    tmp_path: Path, answers: str, blocker: str, comes_next: str
) -> None:
    rubric = LEVELS.replace("at_least: 3}", "at_least: 3, lower_at_least: 2}")
    assert said(tmp_path, rubric, answers, "blocker") == [blocker]
    assert next_said(tmp_path, rubric, answers) == comes_next


def test_a_step_of_practices_none_of_which_applies_cannot_be_reached(tmp_path: Path) -> None:
    none = "{answer: not_applicable, reason: Not ours}"
    assert next_said(tmp_path, LEVELS, f"a: {none}, b: {none}, c: 4") == (
        "Step 1, One, cannot be reached: none of the practices it needs applies."
    )


def test_what_a_step_with_a_score_needs(tmp_path: Path) -> None:
    rubric = f"{STEP}      gates: [{{question: d, at_least: 3, because: B}}]\n"
    assert next_said(tmp_path, rubric, "a: 0, b: 2, d: 1") == (
        "Step 1, Begin, needs a score of 50% (it is at 25%) and “Q” at level 3."
    )
    assert next_said(tmp_path, rubric, "d: 4") == (
        "Step 1, Begin, needs a score of 50% (too few of its questions are answered to give one)."
    )
    assert next_said(tmp_path, STEP, ALL) == (
        "All steps are reached. What is left is to keep them, and to raise the answers that are still low."
    )


def test_at_the_very_top_nothing_is_left_to_raise(tmp_path: Path) -> None:
    best = ALL.replace("money: 100", "money: 100000").replace("faults: 1", "faults: 50")
    assert next_said(tmp_path, STEP, best) == (
        "All steps are reached, and every answer is at its highest. What is left is to keep it there."
    )


@pytest.mark.parametrize(
    ("cap", "answers", "sentence"),
    [
        (
            "{question: a, at_most: 2, without: evidence}",
            "a: 4",
            "“First thing” claims level 4 and counts as level 2, because no evidence of it is named.",
        ),
        (
            "{question: a, at_most: 2, without: evidence, grades: [E3]}",
            "a: {answer: 4, evidence: [{title: Minutes, grade: E1}]}",
            "“First thing” claims level 4 and counts as level 2, because its evidence is not strong or recent enough.",
        ),
        (
            "{question: b, at_most: 0, unless: {question: a, at_least: 2}}",
            "a: 0, b: 4",
            "“Second thing” claims level 4 and counts as level 0, because “First thing”, on which it depends, is too low.",
        ),
        (
            "{question: c, at_most: 1, unless: {all: [{question: a, at_least: 2}, {question: b, at_least: 2}]}}",
            "a: 0, b: 0, c: 3",
            "“Q” claims level 3 and counts as level 1, because “First thing” and “Second thing”, on which it depends, are too low.",
        ),
        (
            "{question: c, at_most: 1, unless: {all: [{question: a, at_least: 2}, {question: b, at_least: 2}]}}",
            "a: 2, b: 0, c: 3",
            "“Q” claims level 3 and counts as level 1, because “Second thing”, on which it depends, is too low.",
        ),
        (
            "{question: c, at_most: 1, unless: {not: {question: a, at_least: 4}}}",
            "a: 4, b: 0, c: 3",
            "“Q” claims level 3 and counts as level 1, because the answer to “First thing”, on which it depends, holds it down.",
        ),
        (
            "{question: sum, at_most: 2, unless: {question: way, is: z}}",
            "way: x, sum: [u, v]",
            "“The tools” claims 5 and counts as 2, because the answer to “The way”, on which it depends, holds it down.",
        ),
        (
            "{question: way, at_most: 1, without: evidence}",
            "way: z",
            "“The way” claims “All of it” and counts as “Some of it”, because no evidence of it is named.",
        ),
    ],
)
def test_an_answer_that_counts_less_says_why(
    tmp_path: Path, cap: str, answers: str, sentence: str
) -> None:
    assert said(tmp_path, f"caps: [{cap}]\n", answers, "capped") == [sentence]


def test_a_doubtful_gate_is_a_risk(tmp_path: Path) -> None:
    rubric = f"{STEP}      gates: [{{question: a, at_least: 2, because: B}}]\n"
    answers = "a: {answer: 4, confidence: low, evidence: [{title: Minutes}]}, b: 4"
    assert said(tmp_path, rubric, answers, "risk") == [
        "“First thing” guards step 1, and its answer was given with low confidence."
    ]


def test_what_is_claimed_without_proof_is_to_be_proven_first(tmp_path: Path) -> None:
    rubric = (
        "caps: [{question: a, at_most: 0, without: evidence}]\n"
        f"{STEP}      gates: [{{question: a, at_least: 2, because: B}}]\n"
    )
    scored = score_texts(tmp_path, QUESTIONNAIRE, RUBRIC + rubric, "answers: {a: 4, b: 4}")
    assert summary(scored, None, "en").first_none == (
        "First name what proves your answers to “First thing”. Proven, they would count in full."
    )


def test_long_titles_are_cut_in_sentences(tmp_path: Path) -> None:
    long = "A title of many words " * 15
    text = QUESTIONNAIRE.replace("First thing", long.strip())
    scored = score_texts(tmp_path, text, RUBRIC + LEVELS, "answers: {a: 0, b: 4, c: 0}")
    sentence = next_sentence(scored, "en")
    assert "…”" in sentence
    assert len(sentence) < 160
