"""Where does one organisation stand among others? Worked out by hand, and properties."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparison.made import DAY, body, table
from maturity.comparison.benchmark import among, benchmark, percentile
from maturity.model.assessment import (
    Assessment,
    Coverage,
    MeasureScore,
    OrganisationRef,
    PathPosition,
    ResponseSource,
    Source,
)
from maturity.model.benchmark import Among, Benchmark

SCORE = st.integers(0, 8).map(lambda eighth: eighth / 8)


def assessed(
    name: str = "own",
    position: tuple[int, int, int] | None = (1, 1, 1),
    progress: float | None = 1.5,
    **scores: tuple[float | None, float, float],
) -> Assessment:
    found = Source(id="parks", version="1.0.0", sha256="a" * 64)
    at, low, high = position or (0, 0, 0)
    return Assessment(
        organisation=OrganisationRef(id=name),
        date=DAY,
        questionnaire=found,
        rubric=found,
        response=ResponseSource(sha256="c" * 64),
        coverage=Coverage(
            asked=1, answered=1, not_applicable=0, unknown=0, declined=0, unanswered=0
        ),
        measures={
            measure: MeasureScore(
                kind="barrier", value=score, score=score, least=0, greatest=1, low=least,
                high=most, answered=1, asked=1,
            )
            for measure, (score, least, most) in scores.items()
        },
        path=PathPosition(position=at, low=low, high=high, progress=progress, steps=())
        if position
        else None,
    )  # fmt: skip


# The ten scores of the usual textbook example: 60 % are below a score of 4 and 95 % below 7, 90 % below 6.
TEN = [1.0, 2, 3, 3, 3, 4, 4, 5, 5, 7]


@pytest.mark.parametrize(
    ("own", "rank"),
    [
        (7, 95),  # 9 lower, 1 the same
        (6, 90),  # 9 lower
        (5, 80),  # 7 lower, 2 the same
        (4, 60),
        (3, 35),  # 2 lower, 3 the same
        (1, 5),
        (0, 0),
        (8, 100),
    ],
)
def test_percentiles_of_ten_scores(own: float, rank: float) -> None:
    assert percentile(TEN, own) == rank


def test_figures_in_the_twelfth_digit_are_the_same() -> None:
    assert percentile([0.1 + 0.2], 0.3) == 50


def test_one_figure_among_six() -> None:
    found = among([0.2, 0.2, 0.4, 0.5, 0.6, 0.8], 0.4, 0.1, 0.9)
    assert (found.others, found.lower, found.same, found.higher) == (6, 2, 1, 3)
    assert found.percentile == pytest.approx(100 * 2.5 / 6)
    assert (found.low, found.high) == (0, 100)
    assert found.spread is not None
    # Quarter points of six figures lie a quarter of the way from the second to the third and so on.
    ends = (found.spread.lower, found.spread.median, found.spread.upper)
    assert ends == pytest.approx((0.25, 0.45, 0.575))


def test_fewer_than_five_others_show_nothing_but_how_many() -> None:
    assert among([0.1, 0.2, 0.3, 0.4], 0.2) == Among(others=4)
    assert among([0.1, 0.2, 0.3, 0.4, 0.5], 0.2).lower == 1


def test_without_an_own_figure_only_the_others_are_shown() -> None:
    found = among([0.1] * 5, None, 0.0, 1.0)
    assert (found.percentile, found.low, found.lower) == (None, None, None)
    assert found.spread is not None


def test_an_organisation_among_the_others_of_a_table() -> None:
    rows = [body(f"body-{n}", n % 3, n % 3 + n / 10) for n in range(6)]
    rows[0]["date"] = date(2026, 1, 15)
    rows.append(body("own", 3, measures={"trust": 0.0}, day=date(2025, 1, 1)))
    found = benchmark(
        table(rows), assessed(position=(1, 0, 2), trust=(0.75, 0.5, 1), absent=(0.5, 0, 1))
    )
    assert (found.others, found.itself) == (6, True)
    assert (found.first_date, found.last_date) == (date(2026, 1, 15), DAY)
    # The others stand on 0, 1, 2, 0, 1, 2.
    assert found.position is not None
    assert (found.position.lower, found.position.same, found.position.higher) == (2, 2, 2)
    assert found.position.percentile == 50
    assert (found.position.low, found.position.high) == pytest.approx((100 / 6, 500 / 6))
    # Their progress is 0, 1.1, 2.2, 0.3, 1.4, 2.5.
    assert found.progress is not None
    assert (found.progress.lower, found.progress.higher) == (4, 2)
    assert list(found.measures) == ["trust"]
    trust = found.measures["trust"]
    assert (trust.lower, trust.low, trust.high) == (6, 50, 100)


def test_without_a_path_there_is_no_position() -> None:
    rows = [body(f"body-{n}", None) for n in range(6)]
    found = benchmark(table(rows), assessed(position=None))
    assert (found.position, found.progress) == (None, None)


def test_others_without_a_figure_do_not_count() -> None:
    rows = [body(f"body-{n}", measures={"trust": (None, 0, 1)}) for n in range(3)]
    rows += [body(f"said-{n}") for n in range(4)]
    found = benchmark(table(rows), assessed(trust=(0.5, 0.5, 0.5)))
    assert found.others == 7
    assert found.measures["trust"] == Among(others=4)


# Properties


@given(st.lists(SCORE, min_size=1), SCORE, SCORE)
def test_a_higher_figure_has_no_lower_percentile(
    others: Sequence[float], one: float, other: float
) -> None:
    low, high = sorted((one, other))
    assert 0 <= percentile(others, low) <= percentile(others, high) <= 100


@given(st.lists(SCORE, min_size=1), SCORE)
def test_percentiles_mirror(others: Sequence[float], own: float) -> None:
    mirrored = percentile([1 - other for other in others], 1 - own)
    assert percentile(others, own) + mirrored == pytest.approx(100)


@given(st.lists(SCORE, min_size=5), SCORE)
def test_everyone_is_counted_once(others: list[float], own: float) -> None:
    least, at, most = sorted([own, *others[:2]])
    found = among(others, at, least, most)
    assert (found.lower or 0) + (found.same or 0) + (found.higher or 0) == len(others)
    assert (found.low or 0) <= (found.percentile or 0) <= (found.high or 0)
    assert found.spread is not None
    assert min(others) <= found.spread.lower <= found.spread.median <= found.spread.upper


@given(st.lists(SCORE, min_size=1, max_size=12), SCORE)
def test_a_table_with_the_organisation_itself_gives_the_same(
    scores: list[float], own: float
) -> None:
    rows: list[dict[str, Any]] = [
        body(f"body-{n}", measures={"trust": score}) for n, score in enumerate(scores)
    ]
    found = assessed(trust=(own, own, own))

    def without_mark(held: Benchmark) -> Benchmark:
        return held.model_copy(update={"itself": False})

    alone = benchmark(table(rows), found)
    assert not alone.itself
    with_itself = benchmark(table([*rows, body("own", measures={"trust": own})]), found)
    assert without_mark(with_itself) == alone
