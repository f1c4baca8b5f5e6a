"""Nothing can be computed about a small group from what is shown of the others."""

from dataclasses import replace
from itertools import product
from typing import Any

import highspy
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.errors import UsageError
from maturity.model.cohorts import Breakdown
from maturity.portfolio.cohorts import SMALLEST, breakdowns
from maturity.portfolio.disclosure import held_back_alone
from maturity.scoring.encode import Rows
from portfolio.made import bodies_of, government
from portfolio.small import QUESTIONNAIRE, RUBRIC

Cell = tuple[str, ...]
COUNTRIES, LEVELS, FIELDS = "ABCDE", ("local", "regional", "national"), ("water", "health")

# Few small ones among large ones, so that most tables can be shown and have something to hide.
SIZES = st.sampled_from((0, 1, 2, 3, 4, 6, 9, 12, 13, 15, 18, 20, 22, 25, 27, 30, 33, 40))


def bodies_with(cells: dict[Cell, int], labels: tuple[str, ...]) -> Any:
    """As many organisations with each combination of labels as wanted."""
    rows = [cell for cell, count in cells.items() for _ in range(count)]
    values = np.random.default_rng(len(rows)).integers(0, 5, (3, len(rows))).astype(float)
    return bodies_of(
        QUESTIONNAIRE,
        RUBRIC,
        Rows(values, np.zeros(values.shape, dtype=np.uint8)),
        [f"b{number}" for number in range(len(rows))],
        None,
        {label: [row[place] for row in rows] for place, label in enumerate(labels)},
    )


class Attacker:
    """Knows all that is shown, which combinations exist, and how many organisations there are."""

    def __init__(self, cells: dict[Cell, int], labels: tuple[str, ...]) -> None:
        self.cells, self.labels = list(cells), labels
        self.equations = [(np.ones(len(cells)), float(sum(cells.values())))]

    def sees(self, breakdown: Breakdown) -> None:
        for group in breakdown.groups:
            if not group.suppressed:
                assert group.bodies is not None
                self.equations.append((self.members(breakdown, group.values), group.bodies))

    def members(self, breakdown: Breakdown, values: tuple[str | None, ...]) -> Any:
        places = [self.labels.index(label) for label in breakdown.labels]
        return np.array([tuple(cell[p] for p in places) == values for cell in self.cells], float)

    def range(self, members: Any) -> tuple[float, float]:
        """The least and the most a group can have, for all that is known."""
        ends = []
        for sign in (1, -1):
            highs = highspy.Highs()  # type: ignore[no-untyped-call]
            highs.setOptionValue("output_flag", False)
            highs.setOptionValue("threads", 1)  # as everywhere: one process has one scheduler
            count = len(self.cells)
            highs.addVars(count, np.ones(count), np.full(count, highspy.kHighsInf))
            for place, weight in enumerate(members):
                highs.changeColCost(place, sign * weight)
            for row, total in self.equations:
                places = np.flatnonzero(row).astype(np.int32)
                highs.addRow(total, total, len(places), places, np.ones(len(places)))
            highs.run()
            status = highs.getModelStatus()
            found = sign * highs.getInfo().objective_function_value
            unbounded = {
                highspy.HighsModelStatus.kUnbounded,
                highspy.HighsModelStatus.kUnboundedOrInfeasible,
            }
            ends.append(-sign * np.inf if status in unbounded else found)
        return ends[0], ends[1]


def attacked(cells: dict[Cell, int], labels: tuple[str, ...]) -> list[Breakdown]:
    found = list(breakdowns(bodies_with(cells, labels), labels, ("a", "b")))
    attacker = Attacker(cells, labels)
    for breakdown in found:
        attacker.sees(breakdown)
    for breakdown in found:
        for group in breakdown.groups:
            members = attacker.members(breakdown, group.values)
            size = sum(n for n, inside in zip(cells.values(), members, strict=True) if inside)
            if not group.suppressed:
                assert group.bodies == size >= SMALLEST
                continue
            assert (group.bodies, group.position, group.progress) == (None, None, None)
            assert group.measures == {}
            low, high = attacker.range(members)
            assert high - low >= 1 - 1e-6, (breakdown.labels, group.values)
            if size < SMALLEST:
                assert high >= SMALLEST - 1e-6
                assert high - low >= SMALLEST - 1 - 1e-6
    return found


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=5))
def test_one_label(sizes: list[int]) -> None:
    found = attacked({(COUNTRIES[i],): n for i, n in enumerate(sizes)}, ("country",))
    if min(sizes) >= SMALLEST:
        assert not any(group.suppressed for group in found[0].groups)
        assert found[0].withheld is None


@settings(max_examples=40, deadline=None)
@given(st.lists(SIZES, min_size=15, max_size=15).filter(any))
def test_two_labels_together(sizes: list[int]) -> None:
    combos = product(COUNTRIES, LEVELS)
    attacked({c: n for c, n in zip(combos, sizes, strict=True) if n}, ("country", "government"))


@settings(max_examples=20, deadline=None)
@given(st.lists(SIZES, min_size=30, max_size=30).filter(any))
def test_three_labels_together(sizes: list[int]) -> None:
    combos = product(COUNTRIES, LEVELS, FIELDS)
    labels = ("country", "government", "field")
    attacked({c: n for c, n in zip(combos, sizes, strict=True) if n}, labels)


def test_a_single_small_group_takes_the_next_smallest_with_it() -> None:
    assert held_back_alone([3, 9, 7, 20], 5) == [True, False, True, False]


def test_two_small_groups_that_are_too_few_together_take_one_more() -> None:
    # Together 3: whoever knows the total knows that they have 1 and 2.
    assert held_back_alone([1, 2, 9, 7], 5) == [True, True, False, True]


def test_enough_small_groups_hide_each_other() -> None:
    assert held_back_alone([4, 4, 4, 9, 9], 5) == [True, True, True, False, False]


def test_a_table_that_cannot_be_shown_is_not() -> None:
    assert held_back_alone([3], 5) is None
    found = attacked({("A",): 4, ("B",): 1}, ("country",))
    assert (found[0].withheld, found[0].groups) == ("too-few", ())


def test_a_cell_is_protected_against_the_sums_of_both_tables() -> None:
    cells: dict[Cell, int] = {
        ("A", "local"): 20, ("A", "regional"): 3, ("B", "local"): 15, ("B", "regional"): 12,
        ("C", "local"): 9, ("C", "regional"): 30,
    }  # fmt: skip
    both = attacked(cells, ("country", "government"))[2]
    held = {group.values for group in both.groups if group.suppressed}
    # The cheapest way round: the small one, its row, its column, and the corner across.
    assert held == {("A", "regional"), ("A", "local"), ("C", "local"), ("C", "regional")} or held == {
        ("A", "regional"), ("A", "local"), ("B", "local"), ("B", "regional"),
    }  # fmt: skip


def test_a_median_of_few_is_not_shown() -> None:
    bodies = bodies_with({("A",): 6, ("B",): 9}, ("country",))
    bodies.rows.values[2, :3] = np.nan
    bodies.rows.states[2, :3] = 2
    again = bodies_of(QUESTIONNAIRE, RUBRIC, bodies.rows, bodies.ids, None, bodies.labels)
    group = next(iter(breakdowns(again, ("country",), ("a", "b")))).groups[0]
    assert group.bodies == 6
    assert group.measures["a"] is not None
    assert group.measures["b"] is None  # only three of the six have a score


def test_medians_of_progress_and_of_positions_do_not_part() -> None:
    seen = 0
    for seed in range(20):
        bodies = government(75, seed, missing=3.0)
        assert bodies.scores.path is not None
        assert np.isnan(bodies.scores.path.progress).any()
        (found,) = breakdowns(bodies, ("country",), ())
        for group in (group for group in found.groups if group.bodies and group.bodies % 2):
            seen += 1
            assert group.progress is not None
            assert int(group.progress.median + 1e-9) == group.position
    assert seen > 10


def test_many_different_labels_are_not_combined() -> None:
    bodies = government(900)
    many = {**bodies.labels, "city": tuple(str(number // 2) for number in range(900))}
    found = list(breakdowns(replace(bodies, labels=many), ("city", "country"), ()))
    assert [each.withheld for each in found] == ["too-few", None, "too-many"]


def test_who_says_nothing_is_a_group_of_their_own() -> None:
    bodies = government(300)
    found = next(iter(breakdowns(bodies, ("country",), ())))
    assert found.groups[-1].values == (None,)


def test_spellings_that_differ_in_case_or_blanks_are_one_group() -> None:
    bodies = government(30)
    labels = {"country": ("Ostvik", "ostvik", "Ostvik ", "Tamsel", "Tamsel", "TAMSEL") * 5}
    (found,) = breakdowns(replace(bodies, labels=labels), ("country",), ())
    assert [(group.values, group.bodies) for group in found.groups] == [
        (("Ostvik",), 15),
        (("Tamsel",), 15),
    ]


def test_a_label_that_nobody_has() -> None:
    with pytest.raises(UsageError) as caught:
        list(breakdowns(government(5), ("colour",), ()))
    assert caught.value.values == {"label": "colour", "known": "country, government"}
