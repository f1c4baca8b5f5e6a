"""Six organisations, three questions, two steps: every figure here was worked out by hand."""

import numpy as np
import pytest

from maturity.model.portfolio import Portfolio
from maturity.portfolio.portfolio import portfolio_of
from maturity.scoring.encode import ANSWERED, Rows
from portfolio.made import bodies_of
from portfolio.small import NAMES, QUESTIONNAIRE, RUBRIC, worked


@pytest.fixture(scope="module")
def found() -> Portfolio:
    return portfolio_of(worked())


def test_where_they_stand(found: Portfolio) -> None:
    path = found.path
    assert path is not None
    # Ash on step 2; Birch, Cedar and Elm on 1; Dogwood and Fir at the start. Elm's missing answer could
    # bring it to step 2; Fir knows nothing and could be anywhere.
    assert [(s.step, s.here, s.least, s.most) for s in path.steps] == [
        (None, 2, 1, 2),
        ("begin", 3, 2, 4),
        ("go-on", 1, 1, 3),
    ]
    assert [(s.reached, s.reached_low, s.reached_high) for s in path.steps] == [
        (6, 6, 6),
        (4, 4, 5),
        (1, 1, 3),
    ]
    assert (path.higher, path.lower, path.unsaid) == (2, 0, 1)


def test_how_barriers_are_spread(found: Portfolio) -> None:
    measures = {measure.id: measure for measure in found.measures}
    first, second = measures["a"].scores, measures["b"].scores
    assert first is not None
    assert second is not None
    # 0.25, 0.5, 0.875, 1, 1 and one without
    assert (first.count, first.least, first.lower, first.median, first.upper, first.greatest) == (
        5, 0.25, 0.5, 0.875, 1.0, 1.0,
    )  # fmt: skip
    assert (measures["a"].spread, measures["a"].without) == (0.5, 1)
    assert measures["a"].bands == {"low": 1, "high": 4}
    # 0, 0.25, 0.75, 1: the lower quartile lies three quarters of the way from the first to the second
    assert (second.lower, second.median, second.upper) == (0.1875, 0.5, 0.8125)
    assert measures["b"].without == 2
    assert (measures["a"].least, measures["a"].greatest) == (0, 4)


def test_what_holds_them_back(found: Portfolio) -> None:
    first, second = found.nexts
    assert (first.step, first.number, first.bodies) == ("begin", 1, 2)
    (score,) = first.blockers
    assert (score.why, score.bodies, score.missing, score.alone) == ("score", 2, 1, 2)
    assert [(each.id, each.bodies) for each in score.lagging] == [
        ("a.one", 1),
        ("a.two", 1),
        ("b.one", 1),
    ]
    assert (second.step, second.bodies) == ("go-on", 3)
    gate, score = second.blockers
    # The gate stops Birch, with 1, and Elm, which does not know; Elm lacks nothing else.
    assert (gate.why, gate.id, gate.bodies, gate.missing, gate.alone) == ("gate", "b.one", 2, 1, 1)
    # The score of 75% is missed by Birch and by Cedar, which lacks nothing else.
    assert (score.why, score.bodies, score.missing, score.alone) == ("score", 2, 0, 1)


def test_order_and_percentiles(found: Portfolio) -> None:
    assert [(body.name, body.place) for body in found.bodies] == [
        ("Ash", 1), ("Cedar", 2), ("Birch", 3), ("Elm", 4), ("Dogwood", 5), ("Fir", 6),
    ]  # fmt: skip
    bodies = {body.name: body for body in found.bodies}
    assert bodies["Birch"].progress == pytest.approx(1 + 1 / 3)
    assert bodies["Cedar"].progress == pytest.approx(1 + (7 / 12) / 0.75)
    assert bodies["Elm"].progress is None
    assert [bodies[name].percentiles["progress"] for name in NAMES] == [
        0.875, 0.375, 0.625, 0.125, None, None,
    ]  # fmt: skip
    # Ash and Elm are equal in A: three of five below, and half of the two.
    assert [bodies[name].percentiles["a"] for name in NAMES] == [0.8, 0.5, 0.3, 0.1, 0.8, None]


def test_the_weakest(found: Portfolio) -> None:
    assert [(each.measure, each.bodies, each.score) for each in found.weakest] == [
        (None, ("dogwood",), None),
        ("a", ("dogwood",), 0.25),
        ("b", ("dogwood",), 0.0),
    ]
    assert found.weakest[0].position == 0
    assert found.outliers == ()


def test_coverage(found: Portfolio) -> None:
    coverage = found.coverage
    assert (coverage.answers.asked, coverage.answers.answered, coverage.answers.unknown) == (
        18,
        14,
        4,
    )
    assert (coverage.complete, coverage.certain) == (4, 4)
    assert coverage.answered is not None
    assert (coverage.answered.least, coverage.answered.median) == (0.0, 1.0)
    assert [(each.question, each.missing) for each in coverage.questions] == [
        ("b.one", 2),
        ("a.one", 1),
        ("a.two", 1),
    ]


def test_far_from_the_others() -> None:
    # In A: 2, 2, 2.5, 2.5, 3 and 0 of 4. The quartiles are 2 and 2.5 (of six: at 1.25 and 3.75), so the
    # fences lie at 1.25 and 3.25: only the 0 lies outside.
    values = np.array([[2, 2, 3, 3, 3, 0], [2, 2, 2, 2, 3, 0], [2, 2, 2, 2, 2, 0]], dtype=float)
    rows = Rows(values, np.full(values.shape, ANSWERED, dtype=np.uint8))
    found = portfolio_of(bodies_of(QUESTIONNAIRE, RUBRIC, rows, NAMES)).outliers
    # In B five of six have the same: there are no fences.
    (only,) = found
    assert (only.measure, only.below, only.above) == ("a", ("Fir",), ())
    assert (only.fence_low, only.fence_high) == pytest.approx((1.25 / 4, 3.25 / 4))


def test_one_organisation_is_a_portfolio() -> None:
    rows = Rows(np.array([[4.0], [4.0], [1.0]]), np.zeros((3, 1), dtype=np.uint8))
    found = portfolio_of(bodies_of(QUESTIONNAIRE, RUBRIC, rows, ["only"]))
    assert found.path is not None
    assert [step.here for step in found.path.steps] == [0, 1, 0]
    assert found.bodies[0].percentiles["a"] == 0.5
