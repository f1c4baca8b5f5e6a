"""Is what the draws show said in sentences that are true, whole and can be read aloud?"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from maturity.model.assessment import Driver, Rank, Robustness
from maturity.scoring.assess import Scored
from maturity.scoring.robustness import robustness
from maturity.view.robustness import RankWords, RobustnessWords, of_a_hundred, robustness_words
from scoring.content import levels, score_texts

QUESTIONS = ", ".join(
    f"{{id: {name}, title: {title}, ask: Q, type: level, levels: {levels(4)}}}"
    for name, title in (("a", "Alpha"), ("b", "Beta"))
)
NUMBER = "{id: n, title: Number, ask: Q, type: number, least: 0, greatest: 10}"
QUESTIONNAIRE = (
    f"sections: [{{id: s, kind: area, title: Section, questions: [{QUESTIONS}, {NUMBER}]}}]"
)
RUBRIC = """
robustness: {thresholds: 5%}
measures:
  - {id: m, title: Measure, of: [{question: a, weight: 3}, {question: b}]}
path:
  title: P
  steps:
    - {id: one, title: One, measure: m, reached_at: 50%}
    - {id: two, title: Two, measure: m, reached_at: 90%}
"""


@pytest.fixture
def scored(tmp_path: Path) -> Scored:
    """Progress 0.75 on two steps."""
    return score_texts(
        tmp_path, QUESTIONNAIRE, f"scoring: {{on: score}}{RUBRIC}", "answers: {a: 2, b: 0}"
    )


def said(scored: Scored, **changes: Any) -> RobustnessWords:
    """The words for a result of one's own making."""
    plain: dict[str, Any] = {"draws": 2000, "seed": 1, "varied": ("weights",), "positions": {}}
    found = Robustness(**(plain | changes))
    words = robustness_words(with_(scored, found), "en")
    assert words is not None
    return words


def with_(scored: Scored, found: Robustness | None) -> Scored:
    return replace(scored, assessment=scored.assessment.model_copy(update={"robustness": found}))


@pytest.mark.parametrize(
    ("positions", "lead"),
    [
        (
            {"0": 0, "1": 0.93, "2": 0.07},
            "In 93 of 100 plausible readings you stand on step 1, in 7 on step 2.",
        ),
        (
            {"0": 0.2214, "1": 0.0595, "2": 0.7191},
            "In 72 of 100 plausible readings you stand on step 2, in 22 at the start of the path and in 6 on step 1.",
        ),
        ({"0": 0, "1": 1, "2": 0}, "In all of 2,000 plausible readings you stand on step 1."),
        (
            {"0": 1, "1": 0, "2": 0},
            "In all of 2,000 plausible readings you stand at the start of the path.",
        ),
        (
            {"0": 0.001, "1": 0.999, "2": 0},
            "In more than 99 of 100 plausible readings you stand on step 1, in fewer than 1 at the start of the path.",
        ),
        (
            {"0": 0.004, "1": 0.6, "2": 0.396},
            "In 60 of 100 plausible readings you stand on step 1, in 40 on step 2 and in fewer than 1 at the start of the path.",
        ),
    ],
    ids=["two", "three", "all", "start", "nearly-all", "hardly-any"],
)
def test_where_you_stand_over_all_readings(
    scored: Scored, positions: dict[str, float], lead: str
) -> None:
    assert said(scored, positions=positions).lead == lead


def test_where_nothing_can_be_read_otherwise(scored: Scored) -> None:
    ranks = {"s": Rank(rank=2, low=2, high=2, of=2)}
    words = said(scored, varied=(), positions={"0": 0, "1": 1, "2": 0}, ranks=ranks)
    assert words.lead == "There is only one plausible reading: you stand on step 1."
    assert words.meaning == (
        "No answer is missing, and no weight or threshold that counts here is varied."
    )
    assert words.ranks[0].text == "2nd of 2"
    assert words.ranking == "The 1st stands best: it has the highest score."


@pytest.mark.parametrize(
    ("shares", "whole"),
    [
        ((1 / 3, 1 / 3, 1 / 3), [34, 33, 33]),
        ((0.29, 0.71), [29, 71]),
        ((0.005, 0.995), [0, 100]),
        ((0.2045, 0.2045, 0.591), [20, 21, 59]),
        ((0.125,) * 8, [13, 13, 13, 13, 12, 12, 12, 12]),
    ],
)
def test_whole_numbers_add_up_to_a_hundred(shares: tuple[float, ...], whole: list[int]) -> None:
    found = of_a_hundred(dict(enumerate(shares)))
    assert sum(found.values()) == 100
    assert sorted(found.values()) == sorted(whole)


def test_what_a_plausible_reading_is(scored: Scored) -> None:
    """One answer, to `n`, is missing."""
    positions = {"0": 1.0}
    assert said(scored, positions=positions).meaning == (
        "In a plausible reading, the weights differ from the rubric's by about 50%."
    )
    varied = ("answers", "weights", "thresholds")
    assert said(scored, positions=positions, varied=varied).meaning == (
        "In a plausible reading, the missing answer is anything it could be, the weights differ from the rubric's by about 50% and the thresholds differ from the rubric's by up to 5 points."
    )


def test_what_matters_most_as_it_is_computed(scored: Scored) -> None:
    """The figures are worked out where the same content is tried in `test_one_at_a_time`.

    A level less of a: (3 + 0) / 16 of the half that is needed; one more: 9 / 16, which is step 1.
    """
    words = robustness_words(with_(scored, robustness(scored)), "en")
    assert words is not None
    assert words.matters[:2] == (
        "No single answer moves you more than “Alpha”: one level lower you stand at the start of the path, one level higher on step 1.",
        "No single weight moves you more than that of “Alpha” in “Measure”: halved you are 60% of the way to step 1, doubled 86%.",
    )
    assert words.matters[2].startswith(
        "Among the weights and the missing answers, the weight of “Alpha” in “Measure” matters most: about "
    )


@pytest.mark.parametrize(
    ("driver", "sentence"),
    [
        (
            Driver(question="n", low=0, high=2),
            "No single answer moves you more than “Number”: at its worst you stand at the start of the path, at its best on step 2.",
        ),
        (
            Driver(question="a", low=0.375, high=0.75),
            "No single answer moves you more than “Alpha”: one level lower you are 38% of the way to step 1, as it is 75%.",
        ),
        (
            Driver(question="a", low=0.75, high=0.9999),
            "No single answer moves you more than “Alpha”: as it is you are 75.00% of the way to step 1, one level higher 99.99%.",
        ),
        (
            Driver(question="a", low=1.501, high=1.502),
            "No single answer moves you more than “Alpha”: one level lower you are 50.1% of the way to step 2, one level higher 50.2%.",
        ),
    ],
    ids=["missing", "as-it-is", "not-quite", "hardly"],
)
def test_the_answer_that_matters_most(scored: Scored, driver: Driver, sentence: str) -> None:
    assert said(scored, positions={"0": 1.0}, answer=driver).matters == (sentence,)


def test_answers_without_levels_move_a_little(tmp_path: Path) -> None:
    answers = "answers: {a: 2, b: 0, n: 5}"
    scored = score_texts(tmp_path, QUESTIONNAIRE, f"scoring: {{on: score}}{RUBRIC}", answers)
    driver = Driver(question="n", low=0.1, high=0.2)
    assert said(scored, positions={"0": 1.0}, answer=driver).matters == (
        "No single answer moves you more than “Number”: a little lower you are 10% of the way to step 1, a little higher 20%.",
    )


def test_without_a_path_the_score_is_spoken_of(scored: Scored) -> None:
    words = said(
        scored,
        outcome="m",
        answer=Driver(question="a", low=0.1875, high=0.5625),
        weight=Driver(measure="m", member="b", low=0.3, high=0.3752),
        draw=Driver(question="n", share=0.004),
    )
    assert (
        words.lead == "There is no path to stand on; what is tried out is which part ranks where."
    )
    # A share of less than half a percent is not worth a sentence.
    assert words.matters == (
        "No single answer moves the score of “Measure” more than “Alpha”: one level lower it is 19%, one level higher 56%.",
        "No single weight moves the score of “Measure” more than that of “Beta” in “Measure”: halved it is 30%, doubled 38%.",
    )


def test_where_nothing_moves_anything(scored: Scored) -> None:
    words = said(scored, positions={"1": 1.0}, draw=Driver(question="n", share=0.372))
    assert words.matters == (
        "No single answer, one lower or higher, and no single weight, halved or doubled, changes the result.",
        "Among the weights and the missing answers, the answer to “Number” matters most: about 37% of the differences between readings go with it.",
    )


@pytest.mark.parametrize(
    ("rank", "text"),
    [
        (Rank(rank=2, low=1, high=4, of=11), "2nd of 11, between 1st and 4th"),
        (Rank(rank=11, low=3, high=12, of=13), "11th of 13, between 3rd and 12th"),
        (Rank(rank=21, low=13, high=111, of=122), "21st of 122, between 13th and 111th"),
        (Rank(rank=1, low=1, high=1, of=3), "1st of 3 in at least 9 of 10 readings"),
    ],
)
def test_places_among_others(scored: Scored, rank: Rank, text: str) -> None:
    words = said(scored, ranks={"s": rank})
    assert words.ranks == (RankWords(id="s", kind="area", title="Section", text=text),)
    assert words.ranking == (
        "The 1st stands best: it has the highest score. At least 9 of 10 readings lie between the two places named."
    )


def test_nothing_is_said_where_nothing_was_tried(scored: Scored) -> None:
    assert robustness_words(with_(scored, None), "en") is None
