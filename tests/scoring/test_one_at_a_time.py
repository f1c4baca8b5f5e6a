"""Is what matters most what a hand calculation says?"""

from pathlib import Path

import pytest

from maturity.scoring.robustness import robustness
from scoring.content import ladder, score_texts
from scoring.trials import STILL, exactly, options, path, section, told, tried


def test_the_answer_and_the_weight_that_matter_most(tmp_path: Path) -> None:
    """a = 2 with weight 3 and b = 0 with weight 1 of 0 to 4, half of the score is needed.

    Now: 6 / 16 = 0.375, which is 0.75 of the way. a at 1: 3 / 16, 0.375 of it; a at 3: 9 / 16, there.
    b can only rise, to 7 / 16: 0.875.
    Half of a's weight: 3 / 10 = 0.3, 0.6 of the way; twice: 12 / 28 = 3 / 7, 6 / 7 of it.
    b's weight does the same the other way round; a comes first.
    """
    rubric = "measures: [{id: m, of: [{question: a, weight: 3}, {question: b}]}]\n" + path(
        measure="m"
    )
    found = tried(tmp_path, [section(*map(ladder, "ab"))], rubric, "{a: 2, b: 0}")
    assert told(found.answer) == {"question": "a", "low": exactly(0.375), "high": 1}
    assert told(found.weight) == {
        "measure": "m",
        "member": "a",
        "low": exactly(0.6),
        "high": exactly(6 / 7),
    }


def test_nothing_moves_a_step_that_always_holds(tmp_path: Path) -> None:
    found = tried(tmp_path, [section(*map(ladder, "ab"))], path("0%"), "{a: 2, b: 0}")
    assert (found.answer, found.weight) == (None, None)


@pytest.mark.parametrize(
    ("question", "answer", "low", "high"),
    [
        # The next choices by worth are 1 and 6 of 0 to 6.
        (
            options("choice", w=6, x=1, y=3, z=0),
            "y",
            1 / 6,
            1,
        ),
        # {x, z} is worth 5 of 10: without x 4, without z 1; with w 7, with y 8; v is worth nothing.
        (
            options("multi", x=1, y=3, z=4, w=2, v=0),
            "[x, z]",
            4 / 10,
            7 / 10,
        ),
        # A tenth of the scale either way, not beyond its end.
        ("{id: a, ask: Q, type: number, least: 0, greatest: 50}", "48", 43 / 50, 1),
        ("{id: a, ask: Q, type: number, least: 10, greatest: 20}", "15", 4 / 10, 6 / 10),
        ("{id: a, ask: Q, type: yes_no}", "true", 0, 1),
        (ladder("a"), "unknown", 0, 1),
    ],
    ids=["choice", "multi", "number", "number-from-10", "yes-no", "missing"],
)
def test_the_next_answers_of_every_type(
    tmp_path: Path, question: str, answer: str, low: float, high: float
) -> None:
    found = tried(tmp_path, [section(question)], path("100%"), f"{{a: {answer}}}")
    assert told(found.answer) == {"question": "a", "low": exactly(low), "high": exactly(high)}


def test_a_claim_without_evidence_moves_nothing_by_rising(tmp_path: Path) -> None:
    """Without evidence a counts at most 2 of 4; a claim of 3 instead of 2 does not change that."""
    rubric = "caps: [{at_most: 2, without: evidence, because: B}]\n" + path("100%")
    found = tried(tmp_path, [section(ladder("a"))], rubric, "{a: 2}")
    assert told(found.answer) == {"question": "a", "low": 0.25, "high": 0.5}


def test_on_a_scale_where_less_is_better_a_missing_answer_goes_from_worst_to_best(
    tmp_path: Path,
) -> None:
    question = "{id: a, ask: Q, type: number, least: 0, greatest: 10}"
    rubric = "scales: [{question: a, least: 10, greatest: 0}]\n" + path("100%")
    found = tried(tmp_path, [section(question)], rubric, "{a: unknown}")
    assert told(found.answer) == {"question": "a", "low": 0, "high": 1}


def test_many_changes_are_tried_in_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    questions = [section(*map(ladder, "abcde"))]
    answers = "{a: 0, b: 1, c: 2, d: 3, e: unknown}"
    rubric = "measures: [{id: m, of: [{section: s}, {question: e, weight: 2}]}]\n" + path(
        "60%", "m"
    )
    whole = tried(tmp_path, questions, rubric, answers)
    assert whole.answer is not None
    assert whole.answer.question == "e"
    monkeypatch.setattr("maturity.scoring.one_at_a_time._BLOCK", 2)
    assert tried(tmp_path, questions, rubric, answers) == whole


def test_many_weights_are_tried_in_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only c, the last of three, has anything, so its weight moves most: (4 / 2) / 2.5 and 4 x 2 / 4 of 4."""
    monkeypatch.setattr("maturity.scoring.one_at_a_time._BLOCK", 2)
    found = tried(tmp_path, [section(*map(ladder, "abc"))], path("100%"), "{a: 0, b: 0, c: 4}")
    low, high = exactly(1 / 5), exactly(1 / 2)
    assert told(found.weight) == {"measure": "s", "member": "c", "low": low, "high": high}


def test_without_a_path_the_last_named_measure_stands_for_the_progress(tmp_path: Path) -> None:
    """m = (2 a + b) / 3 with b missing; its score goes up with b in a straight line: a share of 1."""
    sections = [section(ladder("a")), section(ladder("c"), name="t")]
    rubric = (
        "measures: [{id: n, of: [{question: c}]}, {id: m, of: [{question: a, weight: 2}, {question: b}]}]\n"
        + STILL
    )
    sections.append(section(ladder("b"), name="u", kind="other"))
    found = tried(tmp_path, sections, rubric, "{a: 2, c: 1}")
    assert (found.outcome, found.positions) == ("m", {})
    assert told(found.draw) == {"question": "b", "share": 1}
    # As long as b is missing, a is the whole score: a level is a quarter of it, a weight nothing.
    assert told(found.answer) == {"question": "a", "low": exactly(1 / 4), "high": exactly(3 / 4)}
    assert found.weight is None


def test_without_a_path_and_without_ranks_there_is_nothing_to_try(tmp_path: Path) -> None:
    scored = score_texts(tmp_path, f"sections: [{section(ladder('a'))}]", "", "answers: {a: 1}")
    assert robustness(scored) is None


def test_where_a_gate_fixes_the_progress_the_next_score_shows_what_matters(tmp_path: Path) -> None:
    """a = 1 is a quarter of the gate's 4, in every draw; the score still moves with b."""
    gate = ", gates: [{question: a, at_least: 4, because: B}]"
    rubric = STILL + "measures: [{id: m, of: [{question: b}, {question: c}]}]\n"
    found = tried(
        tmp_path, [section(*map(ladder, "abc"))], rubric + path("10%", "m", gate), "{a: 1, c: 4}"
    )
    assert found.positions == {"0": 1, "1": 0}
    assert told(found.draw) == {"question": "b", "share": 1}


def test_a_claim_that_is_proven_counts_more_by_rising(tmp_path: Path) -> None:
    """Evidence of the last twelve months: a = 3 of 4 goes down to 2 and up to 4."""
    rubric = "caps: [{at_most: 2, without: evidence, months: 12, because: B}]\n" + path("100%")
    answers = "{a: {answer: 3, evidence: [{title: T, date: 2025-12-01}]}}"
    found = tried(tmp_path, [section(ladder("a"))], rubric, answers)
    assert told(found.answer) == {"question": "a", "low": 0.5, "high": 1}


@pytest.mark.parametrize(
    ("scale", "answer", "low", "high"),
    [
        # 3 counts 10 - 3 = 7 and 5 counts 5, where less is better.
        ("least: 10, greatest: 0", "4", 0.7, 0.5),
        # From 2 to 5: 0 is held at 2 and 10 at 5.
        ("least: 2, greatest: 5", "unknown", 0, 1),
    ],
)
def test_answers_on_a_scale_of_the_rubric(
    tmp_path: Path, scale: str, answer: str, low: float, high: float
) -> None:
    question = "{id: a, ask: Q, type: number, least: 0, greatest: 10}"
    rubric = f"scales: [{{question: a, {scale}}}]\n" + path("100%")
    found = tried(tmp_path, [section(question)], rubric, f"{{a: {answer}}}")
    assert told(found.answer) == {"question": "a", "low": exactly(low), "high": exactly(high)}


def test_a_missing_answer_that_brings_a_minimum_down(tmp_path: Path) -> None:
    rubric = "measures: [{section: s, by: minimum}]\n" + path("100%")
    found = tried(tmp_path, [section(*map(ladder, "ab"))], rubric, "{a: unknown, b: 4}")
    assert told(found.answer) == {"question": "a", "low": 0, "high": 1}


def test_changes_that_give_no_result_move_nothing(tmp_path: Path) -> None:
    """m wants two of three answers and a alone has one: b and c give it a second, a does not.

    With b at 0 it is (1 + 0) / 8, with b at 4 (1 + 4) / 8.
    """
    sections = [
        section(ladder("a")),
        section(ladder("b"), name="t"),
        section(ladder("d"), name="u"),
    ]
    sections.append(section(ladder("c"), name="v", kind="other"))
    of = "of: [{question: a}, {question: b}, {question: c}]"
    rubric = STILL + f"measures: [{{id: m, minimum_answered: 60%, {of}}}]"
    found = tried(tmp_path, sections, rubric, "{a: 1, d: 4}")
    assert told(found.answer) == {"question": "b", "low": 1 / 8, "high": 5 / 8}


def test_a_weight_of_a_measure_in_a_measure(tmp_path: Path) -> None:
    """s at 1 and t at 0 with equal weights: a third of the way with half of the weight, or two."""
    sections = [section(ladder("a")), section(ladder("b"), name="t", kind="other")]
    rubric = "measures: [{id: m, of: [{section: s}, {section: t}]}]\n" + path("100%", "m")
    found = tried(tmp_path, sections, rubric, "{a: 4, b: 0}")
    low, high = exactly(1 / 3), exactly(2 / 3)
    assert told(found.weight) == {"measure": "m", "member": "s", "low": low, "high": high}


def test_weights_below_every_step_are_tried(tmp_path: Path) -> None:
    """The first step is not reached: (4 + 0) / 8 is 2/3 of 75 %. t, for the second, has no weights."""
    sections = [section(*map(ladder, "ab")), section(ladder("c"), name="t", kind="other")]
    steps = ", ".join(f"{{id: {n}-one, title: S, measure: {n}, reached_at: 75%}}" for n in "st")
    found = tried(tmp_path, sections, f"path: {{title: P, steps: [{steps}]}}", "{a: 4, b: 0, c: 4}")
    assert found.weight is not None
    assert (found.weight.measure, found.weight.member) == ("s", "a")


def test_weights_without_a_path(tmp_path: Path) -> None:
    """m rests on n, which is named after it: n is the result, (1 x 2 + 0) / 3 with twice the weight."""
    sections = [section(ladder("a")), section(ladder("b"), name="t")]
    rubric = """
measures: [{id: m, of: [{measure: n}]}, {id: n, of: [{question: a}, {question: b}]}]
"""
    found = tried(tmp_path, sections, rubric, "{a: 4, b: 0}")
    low, high = exactly(1 / 3), exactly(2 / 3)
    assert told(found.weight) == {"measure": "n", "member": "a", "low": low, "high": high}
    assert found.outcome == "n"
    assert tried(tmp_path, sections, "", "{a: 4, b: 0}").outcome == "t"
    assert tried(tmp_path, sections, path(), "{a: 4, b: 0}").outcome is None


def test_where_the_progress_cannot_be_said_the_position_counts(tmp_path: Path) -> None:
    """c = 2 of 2 holds step 1, and c = 1 is half of it. Step 2 needs a, which is missing, and d.

    With a at its best it is d's quarter of the way, so a moves less than c; with c as it is now,
    step 1 is what is sure.
    """
    sections = [section(ladder("c", 2)), section(ladder("d"), ladder("a"), name="t", kind="other")]
    rubric = (
        STILL
        + """
measures: [{id: m, of: [{question: d}]}]
path:
  title: P
  steps:
    - {id: one, title: O, measure: s, reached_at: 100%}
    - {id: two, title: T, measure: m, reached_at: 100%, gates: [{question: a, at_least: 4, because: B}]}
"""
    )
    found = tried(tmp_path, sections, rubric, "{c: 2, d: 1}")
    assert told(found.answer) == {"question": "c", "low": 0.5, "high": 1}


def test_the_next_step_is_the_one_after_the_position(tmp_path: Path) -> None:
    """A gate fixes the progress on step 2 of 3; what moves its score is shown, not that of another."""
    sections = [
        section(ladder("b"), ladder("c")),
        section(ladder("d"), ladder("e"), name="t", kind="other"),
        section(ladder("a", 4), name="u", kind="third"),
    ]
    steps = [
        "{id: one, title: O, measure: t, reached_at: 0%}",
        "{id: two, title: T, measure: s, reached_at: 10%, gates: [{question: a, at_least: 4, because: B}]}",
    ]
    rubric = STILL + f"path: {{title: P, steps: [{', '.join(steps)}]}}"
    found = tried(tmp_path, sections, rubric, "{a: 1, c: 4, d: 2}")
    assert told(found.draw) == {"question": "b", "share": 1}
