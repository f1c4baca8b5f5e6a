"""Are the random figures those that the seed stands for, and do they spread as they should?"""

import math
from pathlib import Path

import numpy as np
import pytest

from maturity.scoring import robustness as module
from maturity.scoring.draws import Weights, spread_around, uniforms
from maturity.scoring.missing_answers import missing_answers
from maturity.scoring.shared_spread import SharedSpread
from scoring.content import ladder, score_texts
from scoring.trials import exactly, near, options, path, section, told, tried


def test_the_first_numbers_of_seed_1() -> None:
    """The 64 bits that PCG64 gives, without the last 11, as a share of 2**53."""
    raw = [int(number) for number in np.random.PCG64(1).random_raw(3)]
    found = uniforms(np.random.PCG64(1), 3, 1)[:, 0].tolist()
    assert found == [number // 2**11 / 2**53 for number in raw]
    assert found == [0.5118216247002567, 0.9504636963259353, 0.14415961271963373]


def test_draws_follow_each_other_in_the_stream() -> None:
    bits = np.random.PCG64(1)
    pieces = [uniforms(bits, 2, 3), uniforms(bits, 1, 3)]
    assert np.array_equal(np.concatenate(pieces), uniforms(np.random.PCG64(1), 3, 3))


def test_the_same_seed_gives_the_same_figures_in_blocks_of_any_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = [section(*map(ladder, "abc")), section(*map(ladder, "de"), name="t")]
    answers = "{a: 3, b: unknown, c: 1, d: 2, e: unknown}"
    rubric = "robustness: {draws: 300, thresholds: 5%}\n" + path()
    whole = tried(tmp_path, questions, rubric, answers)
    assert whole == tried(tmp_path, questions, rubric, answers)
    # 21 numbers a draw: blocks of 4 and of 7, where the last one is of 6.
    for numbers in (4 * 21, 7 * 21):
        monkeypatch.setattr(module, "_NUMBERS", numbers)
        assert whole == tried(tmp_path, questions, rubric, answers)
    other = tried(tmp_path, questions, rubric.replace("draws", "seed: 2, draws"), answers)
    assert other.positions != whole.positions


def test_figures_that_must_never_change(tmp_path: Path) -> None:
    """A seed printed in a report must give the report's figures also after years."""
    questions = [section(*map(ladder, "abc"))]
    rubric = "robustness: {thresholds: 5%}\n" + path()
    found = tried(tmp_path, questions, rubric, "{a: 3, b: unknown, c: 1}")
    assert (found.draws, found.seed) == (2000, 1)
    assert found.positions == {"0": 0.491, "1": 0.509}


def test_more_draws_begin_with_the_same_ones(tmp_path: Path) -> None:
    questions, answers = [section(*map(ladder, "abc"))], "{a: 3, b: unknown, c: 1}"
    counts = []
    for draws in (100, 150):
        rubric = f"robustness: {{draws: {draws}}}\n{path()}"
        found = tried(tmp_path, questions, rubric, answers)
        counts.append([round(share * draws) for share in found.positions.values()])
    first, both = counts
    assert sum(both) - sum(first) == 50
    assert all(one <= other for one, other in zip(first, both, strict=True))


def test_equal_answers_stand_the_same_by_any_weights(tmp_path: Path) -> None:
    found = tried(tmp_path, [section(*map(ladder, "abc"))], path(), "{a: 2, b: 2, c: 2}")
    assert found.varied == ("weights",)
    assert found.positions == {"0": 0, "1": 1}
    assert (found.weight, found.draw) == (None, None)


@pytest.mark.parametrize(
    ("spread", "share"),
    [
        # One parameter each: the share of a is spread evenly, so it is at least a quarter in 75 %.
        ("100%", 3 / 4),
        # Four each: 1 - I(4, 4) at a quarter = 1 - (35 x 27 + 21 x 9 + 7 x 3 + 1) / 4**7.
        ("50%", 1 - 1156 / 16384),
    ],
)
def test_two_weights_whose_distribution_is_known(tmp_path: Path, spread: str, share: float) -> None:
    """a = 4 and b = 0 of 0 to 4: the score is the share of the weight that a has."""
    rubric = f"robustness: {{weights: {spread}}}\n" + path("25%")
    found = tried(tmp_path, [section(*map(ladder, "ab"))], rubric, "{a: 4, b: 0}")
    assert found.positions == {"0": near(1 - share), "1": near(share)}
    assert found.draw is not None
    assert (found.draw.measure, found.draw.member) == ("s", "a")


WEIGHTS = ((1.0, 1.0), (1.0,) * 9, (3.0, 1.0, 0.1), (5.0, 1.0, 1.0, 1.0), (1.0,) * 300)


@pytest.mark.parametrize("spread", [0.02, 0.1, 0.5, 1.0])
@pytest.mark.parametrize("around", WEIGHTS, ids=lambda around: f"{len(around)}-{around[0]:g}")
def test_weights_are_on_average_those_of_the_rubric(
    around: tuple[float, ...], spread: float
) -> None:
    weights = Weights(0, np.array(around), *spread_around(around, spread))
    draws = 4000
    drawn = weights.draw(uniforms(np.random.PCG64(7), draws, weights.width))
    assert drawn.shape == (len(around), draws)
    assert drawn.min() >= 0
    errors = np.std(drawn, axis=1) / math.sqrt(draws)
    assert (abs(drawn.mean(axis=1) - around) <= 5 * errors + 1e-12).all()
    assert abs(drawn.sum(axis=0).mean() - sum(around)) <= 5 * errors.sum() + 1e-12
    assert weights.width <= max(200 + len(around), 2 * len(around))


@pytest.mark.parametrize("spread", [0.02, 0.1, 0.25, 0.5, 1.0])
@pytest.mark.parametrize("members", [2, 3, 17, 120])
def test_equal_weights_spread_as_the_rubric_says(members: int, spread: float) -> None:
    """For n members with the parameter a: a standard deviation of sqrt((n - 1) / (n a + 1)).

    It is that of the rubric's spread also where the parameters are held small to save numbers.
    """
    weights = Weights(0, np.ones(members), *spread_around((1.0,) * members, spread))
    draws = 4000
    drawn = weights.draw(uniforms(np.random.PCG64(3), draws, weights.width))
    each = round(1 / spread**2)
    assert np.std(drawn) == pytest.approx(math.sqrt((members - 1) / (members * each + 1)), rel=0.05)


def test_only_weights_with_a_say_in_the_result_vary(tmp_path: Path) -> None:
    """The smallest of two has no weights; the section that nobody looks at stays as it is."""
    sections = [section(*map(ladder, "ab")), section(*map(ladder, "cd"), name="t", kind="other")]
    rubric = "measures: [{section: s, by: minimum}]\n" + path()
    found = tried(tmp_path, sections, rubric, "{a: 4, b: 1, c: 4, d: 0}")
    assert found.varied == ()
    assert found.positions == {"0": 1, "1": 0}
    assert found.weight is None


def test_a_threshold_at_the_top_stays_within_reach(tmp_path: Path) -> None:
    """98 % +- 5 points is held at 100 %, which a full score always reaches."""
    rubric = "robustness: {thresholds: 5%}\n" + path("98%")
    found = tried(tmp_path, [section(ladder("a"))], rubric, "{a: 4}")
    assert found.positions == {"0": 0, "1": 1}


def test_each_step_has_a_threshold_of_its_own(tmp_path: Path) -> None:
    """A half is above 25 % +- 5 points and below 75 % +- 5 points."""
    steps = ", ".join(f"{{id: s{at}, title: S, measure: s, reached_at: {at}%}}" for at in (25, 75))
    rubric = f"robustness: {{thresholds: 5%}}\npath: {{title: P, steps: [{steps}]}}"
    found = tried(tmp_path, [section(ladder("a"))], rubric, "{a: 2}")
    assert found.positions == {"0": 0, "1": 1, "2": 0}


@pytest.mark.parametrize(
    ("weights", "spread", "parameters", "pull"),
    [
        # 3 and 1 are 1.5 and 0.5 times their mean of 2; an average weight has 1 / 0.5**2 = 4.
        ((3.0, 1.0), 0.5, (6, 2), 1.0),
        # 1 / 0.1**2 = 100 each, 300 in all: two thirds of them, and (3 x 67 + 1) / (300 + 1) is left.
        ((1.0, 1.0, 1.0), 0.1, (67, 67, 67), math.sqrt(202 / 301)),
    ],
)
def test_the_parameters_of_weights(
    weights: tuple[float, ...], spread: float, parameters: tuple[int, ...], pull: float
) -> None:
    assert spread_around(weights, spread) == (parameters, exactly(pull))


def test_the_share_of_one_weight_goes_with_the_score_it_makes(tmp_path: Path) -> None:
    """a at the top and b at 0: the score is the share of the weight that a has, whatever is drawn.

    The parameters of 5 and 0.3 are rounded, so what is drawn does not add up to 5.3.
    """
    rubric = "measures: [{id: m, of: [{question: a, weight: 5}, {question: b, weight: 0.3}]}]\n"
    found = tried(
        tmp_path, [section(*map(ladder, "ab"))], rubric + path("100%", "m"), "{a: 4, b: 0}"
    )
    assert told(found.draw) == {"measure": "m", "member": "a", "share": 1}


def test_a_missing_answer_takes_as_many_numbers_as_it_needs(tmp_path: Path) -> None:
    """One, or one for each choice, which is chosen below a half; two choices count at most 3 here.

    Of the level less is better: 0 counts 4.
    """
    rubric = "scales: [{question: a, least: 0, greatest: 3}, {question: b, least: 4, greatest: 0}]"
    several = options("multi", x=2, y=4)
    number = "{id: n, ask: Q, type: number, least: 10, greatest: 20}"
    questions = section(several, number, ladder("b"))
    scored = score_texts(tmp_path, f"sections: [{questions}]", rubric, "answers: {}")
    multi, plain, level = missing_answers(scored.plan, scored.rows)
    assert (multi.width, plain.width, level.width) == (2, 1, 1)
    numbers = np.array([[0.5, 0.5], [0.25, 0.5], [0.5, 0.25], [0.25, 0.25]])
    assert multi.counted(numbers).tolist() == [0, 2, 3, 3]
    assert plain.counted(np.array([[0.0], [0.25]])).tolist() == [10, 12.5]
    assert level.counted(np.array([[0.0], [0.99]])).tolist() == [4, 0]


def spread_of(inputs: list[list[float]], *results: list[float]) -> tuple[int, float] | None:
    """The strongest input, of figures that come in blocks of two."""
    spread, x, y = SharedSpread(), np.array(inputs), np.array(results)
    for start in range(0, x.shape[1], 2):
        spread.add(x[:, start : start + 2], y[:, start : start + 2])
    return spread.strongest()


STILL_INPUT, UP, OTHER = [7.0, 7.0, 7.0, 7.0], [0.0, 1.0, 2.0, 3.0], [0.0, 1.0, 0.0, 1.0]


@pytest.mark.parametrize("shift", [0.0, 1e9])
def test_the_share_of_a_spread_by_hand(shift: float) -> None:
    """0, 1, 2, 3 and 0, 2, 2, 4 are -1.5 to 1.5 and -2, 0, 0, 2 around their means.

    Together 3 + 3 = 6; squared 5 and 8: 36 / 40 = 0.9. The other input is +-0.5: together
    1 + 1 = 2, squared 1: 4 / 8 = 0.5. Great numbers with a small spread lose no digits.
    """
    up = [shift + each for each in UP]
    result = [shift + each for each in (0.0, 2.0, 2.0, 4.0)]
    assert spread_of([STILL_INPUT, OTHER, up], result) == (2, 0.9)


def test_a_small_spread_is_one_and_what_is_forgiven_is_none() -> None:
    """A billionth is forgiven. Where the first result stays as it is, the next one is looked at."""
    for size in (0.1, 1e-6):
        small = [size * each for each in UP]
        assert spread_of([OTHER, small], small) == (1, 1)
    assert spread_of([UP], [5e-10 * each for each in (-1, 1, -1, 1)]) is None
    assert spread_of([UP], STILL_INPUT, UP) == (0, 1)


def test_a_result_that_goes_with_no_input() -> None:
    assert spread_of([STILL_INPUT], UP) is None
    # Nor with one that varies by no more than is forgiven: nothing is divided by its spread.
    assert spread_of([[5e-10 * each for each in (-1, -1, 1, 1)]], UP) is None
