"""Do the draws show what can be worked out by hand?"""

from pathlib import Path

import pytest

from maturity.model.assessment import Rank
from maturity.scoring.robustness import robustness
from maturity.storage.library import Library
from maturity.usecases.score import score_file
from scoring.content import ladder
from scoring.trials import STILL, exactly, near, options, path, section, told, tried


@pytest.mark.parametrize(
    ("question", "reached_at", "share"),
    [
        # Levels 2, 3 and 4 of 0 to 4 reach half of the scale.
        (ladder("a"), "50%", 3 / 5),
        # Of three choices one is worth enough, though two are worth the same.
        (
            options("choice", x=0, y=0, z=3),
            "50%",
            1 / 3,
        ),
        # At least one of two choices, each chosen or not: all but one of four sets.
        (
            options("multi", x=1, y=1),
            "50%",
            3 / 4,
        ),
        ("{id: a, ask: Q, type: yes_no}", "50%", 1 / 2),
        # Anywhere from 10 to 20; 13 and more is 30 % of the scale and more.
        ("{id: a, ask: Q, type: number, least: 10, greatest: 20}", "30%", 7 / 10),
    ],
    ids=["level", "choice", "multi", "yes-no", "number"],
)
def test_a_missing_answer_that_alone_decides(
    tmp_path: Path, question: str, reached_at: str, share: float
) -> None:
    """With one question nothing else varies, so the share of its options that reach the step shows."""
    found = tried(tmp_path, [section(question)], path(reached_at), "{a: unknown}")
    assert found.varied == ("answers",)
    assert found.positions == {"0": near(1 - share), "1": near(share)}
    assert sum(found.positions.values()) == exactly(1)
    assert found.draw is not None
    assert found.draw.question == "a"
    assert found.ranks == {}


def test_what_is_drawn_counts_on_the_scale_of_the_rubric(tmp_path: Path) -> None:
    """ln(x) / ln(100) is at least a half from x = 10 on: nine tenths of the numbers from 0 to 100."""
    question = "{id: a, ask: Q, type: number, least: 0, greatest: 100}"
    rubric = "scales: [{question: a, least: 1, greatest: 100, curve: log}]\n" + path()
    found = tried(tmp_path, [section(question)], rubric, "{a: declined}")
    assert found.positions == {"0": near(0.1), "1": near(0.9)}


def test_a_gate_on_a_missing_answer(tmp_path: Path) -> None:
    """a = 4 reaches the score by itself; the gate needs b at 3 or 4: two of five levels."""
    rubric = (
        "measures: [{id: m, of: [{question: a}]}]\n"
        + STILL
        + path(measure="m", more=", gates: [{question: b, at_least: 3, because: B}]")
    )
    found = tried(tmp_path, [section(*map(ladder, "ab"))], rubric, "{a: 4}")
    assert found.positions == {"0": near(0.6), "1": near(0.4)}
    # The gate cannot be said now, so what is sure is position 0; b opens it or leaves it shut.
    assert told(found.answer) == {"question": "b", "low": 0, "high": 1}


def test_a_response_without_any_answer(tmp_path: Path) -> None:
    """Two levels 0 to 1: the mean reaches 60 % where both are 1, in one of four cases."""
    rubric = "scoring: {minimum_answered: 60%}\n" + STILL + path("60%")
    found = tried(tmp_path, [section(*(ladder(n, 1) for n in "ab"))], rubric, "{}")
    assert found.positions == {"0": near(3 / 4), "1": near(1 / 4)}
    assert found.ranks == {}
    # One answer alone is less than 60 % of two, so it gives no score and moves nothing.
    assert found.answer is None


def test_a_score_on_the_threshold_holds_in_half_of_the_draws(tmp_path: Path) -> None:
    rubric = "robustness: {thresholds: 5%}\n" + path()
    found = tried(tmp_path, [section(ladder("a"))], rubric, "{a: 2}")
    assert found.varied == ("thresholds",)
    assert found.positions == {"0": near(0.5), "1": near(0.5)}


def test_the_way_to_a_step_is_that_to_the_threshold_that_was_drawn(tmp_path: Path) -> None:
    """a, 0 or 1, brings 0 or 1/10 of the score; the threshold t lies evenly from 0.15 to 0.85.

    The way done is 0 or u = 0.1 / t. What goes with a of its spread is 1 / (1 + 2 v), where v is
    the mean of 1 / t**2 by the square of the mean of 1 / t, less 1: 7.843 / 2.478**2 - 1 = 0.277.
    """
    rubric = """
robustness: {weights: 0%, thresholds: 35%}
measures: [{id: m, of: [{question: a}, {question: b, weight: 9}]}]
"""
    questions = section(ladder("a", 1), ladder("b", 1))
    found = tried(tmp_path, [questions], rubric + path(measure="m"), "{b: 0}")
    assert found.positions == {"0": 1, "1": 0}
    assert found.draw is not None
    assert found.draw.question == "a"
    assert found.draw.share == pytest.approx(1 / (1 + 2 * 0.277), abs=0.05)


def test_a_threshold_stays_between_0_and_1(tmp_path: Path) -> None:
    """2 % +- 5 points is at or below 0 for a number of (0.05 - 0.02) / 0.1 = 0.3 and less."""
    rubric = "robustness: {thresholds: 5%}\n" + path("2%")
    found = tried(tmp_path, [section(ladder("a"))], rubric, "{a: 0}")
    assert found.positions == {"0": near(0.7), "1": near(0.3)}


def test_thresholds_of_the_paths_that_the_main_one_rests_on(tmp_path: Path) -> None:
    """Each of two paths holds in half of the draws, so both do in a quarter."""
    rubric = """
robustness: {thresholds: 5%}
path: {title: P, kind: lowest, of: [p, q], steps: [{id: both, title: B}]}
paths:
  - {id: p, title: P, steps: [{id: p1, title: T, measure: s, reached_at: 50%}]}
  - {id: q, title: Q, steps: [{id: q1, title: T, measure: t, reached_at: 50%}]}
  - {id: r, title: R, steps: [{id: r1, title: T, measure: t, reached_at: 50%}]}
"""
    sections = [section(ladder("a")), section(ladder("b"), name="t", kind="other")]
    found = tried(tmp_path, sections, rubric, "{a: 2, b: 2}")
    assert found.positions == {"0": near(0.75), "1": near(0.25)}


def test_ranks_among_sections_of_a_kind(tmp_path: Path) -> None:
    """a stands at 1; b at 1/2; c at 1/2 by its one answer, and at (2 + v) / 8 with the missing v.

    c is below b for v = 0 and 1, equal for 2, above for 3 and 4: both are second or third.
    d has no answer, so no rank; the area around them is the only one of its kind.
    """
    inner = [
        section(ladder("a"), name="sa", kind="barrier"),
        section(ladder("b"), name="sb", kind="barrier"),
        section(ladder("c"), ladder("v"), name="sc", kind="barrier"),
        section(ladder("d"), name="sd", kind="barrier"),
    ]
    area = f"{{id: s, kind: area, title: S, sections: [{', '.join(inner)}]}}"
    found = tried(tmp_path, [area], "", "{a: 4, b: 2, c: 2}")
    assert found.ranks == {
        "sa": Rank(rank=1, low=1, high=1, of=3),
        "sb": Rank(rank=2, low=2, high=3, of=3),
        "sc": Rank(rank=2, low=2, high=3, of=3),
    }
    assert found.positions == {}


@pytest.mark.parametrize(("b", "low"), [(26, 1), (30, 1), (72, 1), (76, 2)])
def test_an_interval_leaves_out_five_of_a_hundred_at_each_end(
    tmp_path: Path, b: int, low: int
) -> None:
    """c = (50 + x) / 200 with x anywhere from 0 to 100; b is given as a share.

    26 %: c is lower in 2 of 100 (left out). 30 %: in 10. 72 %: c is higher in 6. 76 %: it cannot be.
    """
    number = "{{id: {0}, ask: Q, type: number, least: 0, greatest: 100}}"
    sections = [
        section(number.format("b"), name="sb"),
        section(number.format("c"), number.format("x"), name="sc"),
    ]
    found = tried(tmp_path, sections, STILL, f"{{b: {b}, c: 50}}")
    other = found.ranks["sc"]
    assert found.ranks["sb"].rank == (2 if b < 50 else 1)
    assert (other.low, other.high) == (low, 1 if b == 26 else 2)


def test_a_rank_lies_in_its_interval_also_where_draws_go_elsewhere(tmp_path: Path) -> None:
    """c stands at 1 by the one answer of ten that it has; nine others are hardly ever all at the top."""
    sections = [
        section(ladder("b"), name="sb"),
        section(*(ladder(f"c{n}", 1) for n in range(10)), name="sc"),
    ]
    found = tried(tmp_path, sections, "", "{b: 4, c0: 1}")
    assert found.ranks["sc"] == Rank(rank=1, low=1, high=2, of=2)
    assert found.ranks["sb"] == Rank(rank=1, low=1, high=1, of=2)


def test_an_interval_of_three_draws(tmp_path: Path) -> None:
    """The first numbers of seed 1 are above, above and below a half: v = 1, 1 and 0.

    With v the section of c stands at (1 + v) / 2, above b's 3/4 in two draws and below it in one.
    """
    sections = [
        section(ladder("b"), name="sb"),
        section(ladder("c", 1), ladder("v", 1), name="sc"),
    ]
    rubric = "robustness: {draws: 3, weights: 0%}\n"
    found = tried(tmp_path, sections, rubric, "{b: 3, c: 1}")
    assert found.ranks == {
        "sb": Rank(rank=2, low=1, high=2, of=2),
        "sc": Rank(rank=1, low=1, high=2, of=2),
    }


def test_a_single_draw(tmp_path: Path) -> None:
    rubric = "robustness: {draws: 1}\n" + path()
    found = tried(tmp_path, [section(*map(ladder, "ab"))], rubric, "{a: 4, b: 4}")
    assert (found.draws, found.positions) == (1, {"0": 0, "1": 1})


def test_every_output_has_it(root: Path) -> None:
    scored = score_file(Library(), str(root / "examples/brennavia-statistics.yaml"), None, "en")
    found = scored.assessment.robustness
    assert found is not None
    assert found == robustness(scored)
    plain = scored.assessment.model_dump(mode="json", by_alias=True)["robustness"]
    assert [*plain["positions"]] == ["0", "1", "2", "3", "4"]
    assert sum(plain["positions"].values()) == exactly(1)
    assert (plain["draws"], plain["seed"]) == (2000, 1)
    barriers = [name for name, m in scored.assessment.measures.items() if m.kind == "barrier"]
    assert [found.ranks[name].of for name in barriers] == [11] * 11
