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
        # {x, z} is worth 5 of 9: without x 4, with y as well 8; without z it would be 1.
        (
            options("multi", x=1, y=3, z=4, w=1),
            "[x, z]",
            4 / 9,
            6 / 9,
        ),
        # A tenth of the scale either way, not beyond its end.
        ("{id: a, ask: Q, type: number, least: 0, greatest: 50}", "48", 43 / 50, 1),
        ("{id: a, ask: Q, type: yes_no}", "true", 0, 1),
        (ladder("a"), "unknown", 0, 1),
    ],
    ids=["choice", "multi", "number", "yes-no", "missing"],
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
    rubric = "measures: [{id: m, of: [{section: s}, {question: a, weight: 2}]}]\n" + path(
        "60%", "m"
    )
    whole = tried(tmp_path, questions, rubric, answers)
    monkeypatch.setattr("maturity.scoring.one_at_a_time._BLOCK", 2)
    assert tried(tmp_path, questions, rubric, answers) == whole


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
