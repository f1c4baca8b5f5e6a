"""Numbers as they are shown: rounded once, the way the rubric says, and never onto a threshold."""

from typing import Any

import pytest

from maturity.messages.numbers import decimal, fixed, percent
from maturity.model.rubric import Rounding
from maturity.view.wording import against, apart, threshold


@pytest.mark.parametrize(
    ("number", "digits", "mode", "shown"),
    [
        (2.675, 2, "half_up", "2.68"),  # the nearest float lies below
        (0.285, 2, "half_up", "0.29"),
        (2.5, 0, "half_up", "3"),
        (2.5, 0, "half_even", "2"),
        (3.5, 0, "half_even", "4"),
        (0.125, 2, "half_even", "0.12"),
        (2.999, 1, "truncate", "2.9"),
        (-2.79, 1, "truncate", "-2.7"),
        (2, 3, "half_up", "2.000"),
        (-0.04, 1, "half_up", "0.0"),
        (0.94358987053974, 3, "half_up", "0.944"),
        (0.1 + 0.2, 9, "half_up", "0.300000000"),
        (1.15 * 3, 2, "half_up", "3.45"),  # 3.4499999999999997 in floats
        (64992, 9, "half_even", "64992.000000000"),
    ],
)
def test_so_many_decimals(number: float, digits: int, mode: Any, shown: str) -> None:
    assert fixed(number, digits, mode) == shown


def test_without_trailing_zeros() -> None:
    assert [decimal(number, 2) for number in (2, 2.5, 2.456, -0.001, 100)] == [
        "2", "2.5", "2.46", "0", "100",
    ]  # fmt: skip


def test_whole_percents() -> None:
    assert [percent(share) for share in (0, 0.145, 0.525, 0.994, 1)] == [
        "0%", "15%", "53%", "99%", "100%",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("score", "need", "shown"),
    [
        (0.53, 0.5, "53%"),
        (0.496, 0.5, "49.6%"),  # not 50%, which it misses
        (0.49996, 0.5, "49.996%"),
        (0.5, 0.5, "50%"),
        (0.5 - 1e-12, 0.5, "50%"),  # comparisons forgive so little
        (0.6143, 0.614, "61.4%"),  # not 61%, below what it reaches
        (0.2, 0.5, "20%"),
        (0.999, 1.0, "99.9%"),
    ],
)
def test_a_score_beside_what_it_must_reach(score: float, need: float, shown: str) -> None:
    assert against(score, need) == shown


def test_a_value_beside_what_it_must_reach() -> None:
    assert apart(2.46, 2.5, Rounding()) == "2.46"
    assert apart(2.44, 2.5, Rounding()) == "2.4"
    assert apart(2.59, 2.55, Rounding(mode="truncate")) == "2.59"


def test_thresholds_are_shown_as_the_rubric_says_them() -> None:
    assert [threshold(share) for share in (0.5, 0.625, 1 / 3)] == ["50%", "62.5%", "33.333333%"]
