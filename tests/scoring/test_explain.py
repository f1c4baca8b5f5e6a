"""Do the parts of a number add up to it, whatever way it is made of them, and is it said why?"""

from dataclasses import replace
from math import log
from pathlib import Path
from typing import Any

import pytest

from maturity.scoring.explain import (
    explain_measure,
    explain_path,
    explain_question,
    explain_step,
    paths_of,
)
from maturity.scoring.explanation import Node, Reason, TooFew
from scoring.content import NOT_APPLICABLE, ladder, levels, score_texts

TWO_SIDED = f"""
sections:
  - id: all
    kind: area
    title: All
    questions:
      - {{id: a, ask: Q, type: level, levels: {levels(1, least=-1)}}}
      - {{id: b, ask: Q, type: level, levels: {levels(1, least=-1)}}}
"""


ABC = f"sections: [{{id: all, kind: area, title: A, questions: [{ladder('a')}, {ladder('b')}, {ladder('c')}]}}]"


def added(node: Node) -> list[float | None]:
    return [child.contribution for child in node.children]


def of(folder: Path, rule: str, answers: str, questionnaire: str = ABC) -> Node:
    """The measure `m` of a, b and c by some rule."""
    rubric = (
        f"measures: [{{id: m, of: [{{question: a}}, {{question: b}}, {{question: c}}], {rule}}}]"
    )
    scored = score_texts(folder, questionnaire, rubric, f"answers: {{{answers}}}")
    return explain_measure(scored, "m")


def test_contributions_to_a_weighted_mean(tmp_path: Path) -> None:
    """(3x4 + 1x2) / 4 = 3.5, of which a brings 12 / 4 = 3 and b brings 2 / 4 = 0.5; c has no answer."""
    questionnaire = f"""
sections:
  - {{id: all, kind: area, title: A, questions: [{ladder("a")}, {ladder("b")}, {ladder("c")}]}}
"""
    rubric = "measures: [{id: m, of: [{question: a, weight: 3}, {question: b}, {question: c}]}]"
    top = explain_measure(
        score_texts(tmp_path, questionnaire, rubric, "answers: {a: 4, b: 2}"), "m"
    )
    assert top.contribution == pytest.approx(3.5)
    assert added(top) == [pytest.approx(3), pytest.approx(0.5), None]
    assert [child.weight for child in top.children] == [0.75, 0.25, 0]


def test_a_mean_of_zero_that_enters_as_a_score(tmp_path: Path) -> None:
    """a = 1, b = -1: the mean is 0 of -1..1, a score of 0.5.

    A score on -1..1 is value / 2 + 1 / 2; each half of the mean brings (+-1 / 2) / 2 + 1 / 4: 0.5 and 0.
    """
    rubric = "measures: [{id: m, on: score, of: [{section: all}]}]"
    top = explain_measure(score_texts(tmp_path, TWO_SIDED, rubric, "answers: {a: 1, b: -1}"), "m")
    assert added(top) == [pytest.approx(0.5)]
    assert added(top.children[0]) == [pytest.approx(0.5), pytest.approx(0)]


def test_a_minimum_bounded_by_what_is_missing(tmp_path: Path) -> None:
    """a = 4 of 0..4 and b unknown on 0..1: the minimum can at most be 1, so 1 is shown, and a carries it."""
    questionnaire = f"""
sections:
  - {{id: all, kind: area, title: A, questions: [{ladder("a")}, {ladder("b", 1)}]}}
"""
    rubric = "measures: [{section: all, by: minimum, on: value}]"
    top = explain_measure(
        score_texts(tmp_path, questionnaire, rubric, "answers: {a: 4, b: unknown}"), "all"
    )
    assert (top.value, top.contribution) == (1, 1)
    assert added(top) == [pytest.approx(1), None]
    assert not any(child.decides for child in top.children)


def test_the_member_that_gives_a_minimum_decides(tmp_path: Path) -> None:
    rubric = "measures: [{section: all, by: minimum}]"
    top = explain_measure(score_texts(tmp_path, TWO_SIDED, rubric, "answers: {a: 1, b: 0}"), "all")
    assert [child.decides for child in top.children] == [False, True]


@pytest.mark.parametrize(
    ("rule", "answers", "parts"),
    [
        # Two tie for the smallest: each brings half of it.
        ("by: minimum", "a: 1, b: 1, c: 4", [0.5, 0.5, 0]),
        ("by: maximum", "a: 1, b: 3, c: 2", [0, 3, 0]),
        ("by: median", "a: 1, b: 4, c: 2", [0, 0, 2]),
        # Without c the middle lies between 1 and 4: half of each, 0.5 + 2 = 2.5.
        ("by: median", "a: 1, b: 4", [0.5, 2, None]),
        # The cube root of 1 x 2 x 4 is 2; by Euler's theorem each brings a third.
        ("by: geometric_mean, floor: 1", "a: 1, b: 2, c: 4", [2 / 3, 2 / 3, 2 / 3]),
        # 3 / (1 + 1/2 + 1/4) = 12/7; the pulls are 4 : 2 : 1 of 7.
        ("by: harmonic_mean, floor: 1", "a: 1, b: 2, c: 4", [48 / 49, 24 / 49, 12 / 49]),
        ("by: harmonic_mean, floor: 0", "a: 0, b: 2, c: 4", [0, 0, 0]),
        # Two of the three reach 2: 2/3, a third each.
        ("by: share_at_least, level: 2", "a: 3, b: 1, c: 2", [1 / 3, 0, 1 / 3]),
        # One of the two that are answered reaches 2: prorated to 1.5 of 3, all of it from a.
        ("by: count_at_least, level: 2", "a: 3, b: 1", [1.5, 0, None]),
        # b has no answer and ends it, so c does not count.
        ("by: ordered_until, level: 2", "a: 3, c: 4", [1, None, 0]),
        # 1 + 3 of the two that are answered, prorated to 6 of 12.
        ("by: sum", "a: 1, b: 3", [1.5, 4.5, None]),
        # A mean of 3 is held at 2: in proportion 2 : 3 : 4 of 9.
        ("scale: {least: 0, greatest: 2}", "a: 2, b: 3, c: 4", [4 / 9, 6 / 9, 8 / 9]),
        # A mean of 2 counts as level 5: in proportion 1 : 2 : 3 of 6.
        (
            "levels: [{from: 0, value: 1}, {from: 2, value: 5}]",
            "a: 1, b: 2, c: 3",
            [5 / 6, 10 / 6, 15 / 6],
        ),
        # Values in proportion also where one of them is 0.
        (
            "levels: [{from: 0, value: 1}, {from: 2, value: 5}]",
            "a: 0, b: 2, c: 4",
            [0, 5 / 3, 10 / 3],
        ),
        # A level of 0 is made of nothing.
        ("levels: [{from: 0, value: 0}, {from: 2, value: 5}]", "a: 1, b: 1, c: 0", [0, 0, 0]),
        ("levels: [{from: 0, value: 0}, {from: 2, value: 5}]", "a: 0, b: 0, c: 0", [0, 0, 0]),
        # Level 3 by 1 : 2 : 3, as 0.5, 1 and 1.5; on 10 to 50 a unit is 20, which makes 10 too many.
        (
            "levels: [{from: 0, value: 1}, {from: 2, value: 3}], report_on: {least: 10, greatest: 50}",
            "a: 1, b: 2, c: 3",
            [10 - 10 / 3, 20 - 10 / 3, 30 - 10 / 3],
        ),
        # 1 + 2 of 4 are 25 + 50 of 100.
        ("report_on: {least: 0, greatest: 100}", "a: 2, c: 4", [25, None, 50]),
        # The smallest is 1 and is reported as 2: it bears what all start from.
        ("by: minimum, report_on: {least: 1, greatest: 5}", "a: 1, b: 3, c: 4", [2, 0, 0]),
        # Nothing to go by: level 1 by weight.
        ("levels: [{from: 0, value: 1}, {from: 2, value: 5}]", "a: 0, b: 0, c: 0", [1 / 3] * 3),
        # 2 of 0..4 is 3 of 1..5: each value adds itself / 3, and a third of the 1 that all start from.
        ("report_on: {least: 1, greatest: 5}", "a: 0, b: 2, c: 4", [1 / 3, 1, 5 / 3]),
        # What is missing counts at its least, what does not apply at its greatest: (2 + 0 + 4) / 3.
        (
            "missing: least, not_applicable: greatest",
            f"a: 2, b: unknown, c: {NOT_APPLICABLE}",
            [2 / 3, 0, 4 / 3],
        ),
    ],
)
def test_contributions_by_hand(
    tmp_path: Path, rule: str, answers: str, parts: list[float | None]
) -> None:
    top = of(tmp_path, rule, answers)
    expected = [None if part is None else pytest.approx(part) for part in parts]
    assert added(top) == expected
    assert [child.adds for child in top.children] == expected
    assert top.value == pytest.approx(sum(part or 0 for part in parts))


def test_a_measure_in_a_measure_that_is_no_sum(tmp_path: Path) -> None:
    """all = mean(2, 4, 3) = 3, which with 3 alone makes a geometric mean of 3; its parts go by 2 : 4 : 3."""
    rubric = "measures: [{id: m, of: [{section: all}], by: geometric_mean, floor: 1}]"
    top = explain_measure(score_texts(tmp_path, ABC, rubric, "answers: {a: 2, b: 4, c: 3}"), "m")
    assert added(top) == [pytest.approx(3)]
    assert added(top.children[0]) == [pytest.approx(2 / 3), pytest.approx(4 / 3), pytest.approx(1)]
    assert [child.adds for child in top.children[0].children] == added(top.children[0])


def test_next_to_nothing_is_not_blown_up(tmp_path: Path) -> None:
    """Values that cancel out are not multiplied: their difference from the level goes by weight."""
    rule = "measures: [{section: all, levels: [{from: -1, value: 1}, {from: 0, value: 4}]}]"
    scored = score_texts(tmp_path, TWO_SIDED, rule, "answers: {a: 1, b: -1}")
    assert added(explain_measure(scored, "all")) == [pytest.approx(2), pytest.approx(2)]


def test_what_became_of_a_value(tmp_path: Path) -> None:
    rule = (
        "scale: {least: 0, greatest: 3}, report_on: {least: 0, greatest: 100}, "
        "levels: [{from: 0, value: 0}, {from: 3, value: 2, name: Largely}]"
    )
    turns = of(tmp_path, rule, "a: 4, b: 4, c: 4").turns
    assert [(turn.by, turn.before, turn.after) for turn in turns] == [
        ("scale", 4, 3),
        ("levels", 3, 2),
        ("report_on", 2, 100),
    ]
    assert [(turn.least, turn.greatest) for turn in turns] == [(0, 4), (0, 3), (0, 2)]
    assert turns[1].rung is not None
    assert turns[1].rung.name == "Largely"
    assert of(tmp_path, rule, "a: unknown").turns == ()
    assert of(tmp_path, "scale: {least: 0, greatest: 4}", "a: 4, b: 4, c: 4").turns == ()


def test_what_is_left_out_and_why(tmp_path: Path) -> None:
    rubric = """
measures:
  - id: m
    of: [{question: a}, {question: b}, {question: c, weight: 0}, {section: none}]
    minimum_answered: 80%
"""
    none = "{id: none, kind: area, title: N, questions: [{id: d, ask: Q, type: yes_no}]}"
    questionnaire = f"{ABC[:-1]}, {none}]"
    top = explain_measure(
        score_texts(tmp_path, questionnaire, rubric, "answers: {a: 2, b: declined, c: 4}"), "m"
    )
    assert [(child.id, child.weight, child.left_out) for child in top.children] == [
        ("a", 1, None),
        ("b", 0, "declined"),
        ("none", 0, "unanswered"),
        ("c", 0, "weight"),
    ]
    assert top.too_few is not None
    assert (top.too_few.answered, top.too_few.asked, top.too_few.minimum) == (1, 3, 0.8)
    # Half of the way on the scale of all that apply, 0 to (4 + 4 + 1) / 3.
    assert (top.value, top.contribution) == (1.5, 1.5)


RULES = """
scales:
  - {question: a, least: 0, greatest: 3}
  - {question: n, least: 1, greatest: 100, curve: log}
  - {question: r, least: 10, greatest: 0}
caps:
  - {question: b, at_most: 1, without: evidence, grades: [E1], because: Show it}
  - {question: c, at_most: 2, unless: {question: b, at_least: 3}, because: It stands on b}
"""
NUMBER = "{{id: {}, ask: Q, type: number, least: 0, greatest: 1000}}"
CLAIMS = f"{ABC[:-3]}, {NUMBER.format('n')}, {NUMBER.format('r')}]}}]\nevidence_grades: [{{id: E1, text: G}}]"


def test_claimed_and_counted(tmp_path: Path) -> None:
    scored = score_texts(tmp_path, CLAIMS, RULES, "answers: {a: 4, b: 3, c: 4, n: 10, r: 4}")
    found: dict[str, tuple[Any, ...]] = {}
    for name in ("a", "b", "c", "n", "r"):
        node = explain_question(scored, name)
        reason = node.reasons[-1]
        because = None if reason.cap is None else reason.cap.because
        found[name] = (node.claimed, node.value, reason.by, because)
    assert found == {
        "a": (4, 3, "scale", None),
        "b": (3, 1, "evidence", "Show it"),
        "c": (4, 2, "dependency", "It stands on b"),
        "n": (10, pytest.approx(1 + 99 * log(10) / log(100)), "curve", None),
        "r": (4, 6, "reverse", None),
    }
    proven = "answers: {a: 3, b: {answer: 3, evidence: [{title: T, grade: E1}]}, c: 4}"
    for name in ("a", "b", "c"):
        node = explain_question(score_texts(tmp_path, CLAIMS, RULES, proven), name)
        assert (node.claimed, node.reasons) == (None, ())


PATHS = """
path:
  title: Main
  steps:
    - {id: one, title: One, measure: all, reached_at: 50%, gates: [{question: a, at_least: 2, because: B}]}
paths:
  - id: other
    title: Other
    kind: cumulative
    steps:
      - {id: first, title: F, level: 1, at_least: 2, all: [{question: a}]}
      - {id: second, title: S, level: 2, at_least: 3, all: [{question: b}, {section: all}]}
  - {id: both, title: Both, kind: lowest, of: [other], steps: [{id: low1, title: L}, {id: low2, title: L}]}
"""


def test_steps_of_every_kind_of_path(tmp_path: Path) -> None:
    scored = score_texts(tmp_path, ABC, PATHS, "answers: {a: 3, b: 1, c: 2}")
    one = explain_step(scored, 0, 0)
    assert (one.number, one.score, one.need, one.holds) == (1, 0.5, 0.5, True)
    assert [(c.kind, c.id, c.value, c.need, c.holds) for c in one.children] == [
        ("gate", "a", 3, 2, True),
        ("measure", "all", 2, None, None),
    ]
    second = explain_step(scored, 1, 1)
    assert [(c.kind, c.id, c.value, c.need, c.holds) for c in second.children] == [
        ("practice", "a", 3, 3, True),
        ("practice", "b", 1, 3, False),
        ("practice", "all", 2, 3, False),
    ]
    low = explain_step(scored, 2, 1)
    assert [(c.kind, c.id, c.value, c.need, c.holds) for c in low.children] == [
        ("path", "other", 1, 2, False)
    ]
    other = explain_path(scored, 1)
    assert (other.kind, other.id, other.value) == ("path", "other", 1)
    assert [step.id for step in other.children] == ["first", "second"]


def test_where_an_answer_counts(tmp_path: Path) -> None:
    scored = score_texts(tmp_path, ABC, PATHS, "answers: {a: 3, b: 1, c: 2}")
    uses = explain_question(scored, "a").uses
    assert [(use.id, use.children[0].id, use.children[0].adds) for use in uses] == [
        ("all", "a", pytest.approx(1)),
        ("one", "a", None),
        ("first", "a", None),
        ("second", "a", None),
    ]


def test_weights_in_means_that_are_no_sums(tmp_path: Path) -> None:
    """The cube root of 1 x 1 x 8 is 2, two thirds of it by a's weight of 2.

    3 / (2 + 1 / 8) = 24 / 17; the pulls are 2 and 1 / 8, so 16 : 1 of it.
    """
    of_both = "of: [{question: a, weight: 2}, {question: b}]"
    rubric = f"""
measures:
  - {{id: g, by: geometric_mean, floor: 1, {of_both}}}
  - {{id: h, by: harmonic_mean, floor: 1, {of_both}}}
"""
    sections = f"sections: [{{id: all, kind: area, title: A, questions: [{ladder('a', 8)}, {ladder('b', 8)}]}}]"
    scored = score_texts(tmp_path, sections, rubric, "answers: {a: 1, b: 8}")
    for name, parts in (("g", [4 / 3, 2 / 3]), ("h", [384 / 289, 24 / 289])):
        assert [child.adds for child in explain_measure(scored, name).children] == [
            pytest.approx(part) for part in parts
        ]


@pytest.mark.parametrize(
    ("answers", "parts"),
    [
        # Their mean of 1 counts as 4: each stays as it is, and the other 3 go by weight.
        ("a: 3, b: -1", [1.5 + 1.5, -0.5 + 1.5]),
        # Their mean of -0.5 counts as -1: in proportion, for none is on the other side of 0.
        ("a: -1, b: 0", [-1, 0]),
    ],
)
def test_pieces_on_both_sides_of_zero(tmp_path: Path, answers: str, parts: list[float]) -> None:
    questions = TWO_SIDED.replace(levels(1, least=-1), levels(3, least=-1))
    rule = "measures: [{section: all, levels: [{from: -1, value: -1}, {from: 0, value: 4}]}]"
    scored = score_texts(tmp_path, questions, rule, f"answers: {{{answers}}}")
    assert added(explain_measure(scored, "all")) == [pytest.approx(part) for part in parts]


def test_what_no_value_of_a_sum_accounts_for(tmp_path: Path) -> None:
    """2 x 2 of 8 stands half way, and so does the sum on 1 to 11: 6, all of it from a."""
    b = f"{{id: b, ask: Q, type: level, levels: {levels(3, least=1)}}}"
    sections = f"sections: [{{id: all, kind: area, title: A, questions: [{ladder('a')}, {b}]}}]"
    rubric = "measures: [{id: m, by: sum, of: [{question: a, weight: 2}, {question: b}]}]"
    top = explain_measure(score_texts(tmp_path, sections, rubric, "answers: {a: 2}"), "m")
    assert [child.adds for child in top.children] == [pytest.approx(6), None]


BESIDE = f"""{TWO_SIDED}
  - {{id: other, kind: area, title: O, questions: [{ladder("c")}]}}
  - {{id: more, kind: area, title: M, questions: [{ladder("d")}, {ladder("e")}]}}
"""


@pytest.mark.parametrize(
    ("rule", "more", "all_", "below", "others"),
    [
        # a = 1 and b = -1 make 0 of -1 to 1, half of the scale; c = 4 is all of it. With the weights
        # 3 and 1: 0.375 + 0.25. Halves of the mean bring (+-1 / 2) / 2 x 0.75, and half of the rest.
        ("on: score, of: [{section: all, weight: 3}, {section: other}]", "c: 4", 0.375, [0.375, 0], [0.25]),
        # As values, (3 x 0 + 4) / 4.
        ("on: value, of: [{section: all, weight: 3}, {section: other}]", "c: 4", 0, [0.375, -0.375], [1]),
        # The smallest score is that of all: (+-1 / 2) / 2, and half of the 0.5 that is left.
        ("on: score, by: minimum, of: [{section: all}, {section: other}]", "c: 4", 0.5, [0.5, 0], [0]),
        # Two tie, so each brings half.
        ("on: score, by: minimum, of: [{section: all}, {section: other}]", "c: 2", 0.25, [0.25, 0], [0.25]),
        ("on: score, by: maximum, of: [{section: all}, {section: other}]", "c: 4", 0, [0, 0], [1]),
        # Half way between 0.5 and 0.75.
        ("on: score, by: median, of: [{section: all}, {section: other}]", "c: 3", 0.25, [0.25, 0], [0.375]),
        # Of 0.5, 0.75, 1 and 1 the middle is 0.875.
        (
            "on: score, by: median, of: [{section: all}, {question: c}, {question: d}, {question: e}]",
            "c: 3, d: 4, e: 4",
            0,
            [0, 0],
            [0.375, 0.25, 0.25],
        ),
        # 0.625 on 10 to 18: 8 for one of it, and the 10 that all start with by weight.
        (
            "on: score, report_on: {least: 10, greatest: 18}, of: [{section: all, weight: 3}, {section: other}]",
            "c: 4",
            3 + 7.5,
            [1.5 + 3.75 + 1.5, -1.5 + 3.75 + 1.5],
            [2 + 2.5],
        ),
    ],
)  # fmt: skip
def test_measures_in_a_measure(
    tmp_path: Path, rule: str, more: str, all_: float, below: list[float], others: list[float]
) -> None:
    rubric = f"measures: [{{id: m, {rule}}}]"
    scored = score_texts(tmp_path, BESIDE, rubric, f"answers: {{a: 1, b: -1, {more}}}")
    first, *rest = explain_measure(scored, "m").children
    assert first.contribution == pytest.approx(all_)
    assert added(first) == [pytest.approx(part, abs=1e-12) for part in below]
    assert [child.contribution for child in rest] == [pytest.approx(part) for part in others]
    assert [child.left_out for child in (first, *rest)] == [None] * (1 + len(rest))


@pytest.mark.parametrize(
    ("rule", "answers"), [("maximum", "c: 4, d: 0, e: 0"), ("median", "c: 3, d: 4, e: 4")]
)
def test_a_measure_that_does_not_decide_brings_nothing_in_any_part(
    tmp_path: Path, rule: str, answers: str
) -> None:
    """all = (3 - 1) / 2 is half of -1 to 3. Its parts bring nothing, though they have two signs."""
    questions = BESIDE.replace(levels(1, least=-1), levels(3, least=-1))
    of_four = "of: [{section: all}, {question: c}, {question: d}, {question: e}]"
    rubric = f"measures: [{{id: m, on: score, by: {rule}, {of_four}}}]"
    scored = score_texts(tmp_path, questions, rubric, f"answers: {{a: 3, b: -1, {answers}}}")
    first = explain_measure(scored, "m").children[0]
    assert (first.contribution, added(first)) == (0, [0, 0])


def test_what_is_missing_bounds_a_measure_of_measures(tmp_path: Path) -> None:
    """all = (4 + 2) / 2 = 3, but c, unknown on 0 to 1, holds the minimum at 1: 2 : 1 of it."""
    sections = f"""
sections:
  - {{id: all, kind: area, title: A, questions: [{ladder("a")}, {ladder("b")}]}}
  - {{id: other, kind: area, title: O, questions: [{ladder("c", 1)}]}}
"""
    rubric = "measures: [{id: m, by: minimum, on: value, of: [{section: all}, {section: other}]}]"
    top = explain_measure(score_texts(tmp_path, sections, rubric, "answers: {a: 4, b: 2}"), "m")
    assert added(top) == [1, None]
    assert added(top.children[0]) == [pytest.approx(2 / 3), pytest.approx(1 / 3)]


@pytest.mark.parametrize(
    ("ends", "answers", "parts", "halves"),
    [
        # The missing ones hold the middle at most at 1, at least at 3: the nearest one carries it.
        ((0, 1), "a: 4", [1, None, None, None, None], []),
        ((3, 4), "a: 0", [3, None, None, None, None], []),
        ((3, 4), "a: 0, b: 4", [3, 0, None, None, None], []),
    ],
)
def test_a_median_bounded_by_what_is_missing(
    tmp_path: Path,
    ends: tuple[int, int],
    answers: str,
    parts: list[float | None],
    halves: list[str],
) -> None:
    """a and b are on 0 to 4, the others end where what is missing does."""
    others = [
        f"{{id: {name}, ask: Q, type: level, levels: {levels(ends[1], least=ends[0])}}}"
        for name in "cde"
    ]
    questions = ", ".join([ladder("a"), ladder("b"), *others])
    sections = f"sections: [{{id: all, kind: area, title: A, questions: [{questions}]}}]"
    rubric = "measures: [{section: all, by: median, on: value}]"
    # Without b, where it is not answered, so that only the others can be missing.
    if "b" not in answers:
        answers += f", b: {NOT_APPLICABLE}"
    top = explain_measure(score_texts(tmp_path, sections, rubric, f"answers: {{{answers}}}"), "all")
    assert [child.adds for child in top.children] == parts
    assert [child.id for child in top.children if child.decides or child.halves] == halves


@pytest.mark.parametrize(
    ("answers", "more", "parts", "halves"),
    [
        ("a: 0, b: 1, c: 3, d: 4", "", [0, 0.5, 1.5, 0], "bc"),
        ("a: 1, b: 3, c: 1, d: 3", "", [0.25, 0.75, 0.25, 0.75], "abcd"),
        # 10 for one, and the 10 that all start with go to the two in the middle.
        (
            "a: 0, b: 1, c: 3, d: 4",
            ", report_on: {least: 10, greatest: 50}",
            [0, 10, 20, 0],
            "bc",
        ),
    ],
)
def test_a_median_between_two_values(
    tmp_path: Path, answers: str, more: str, parts: list[float], halves: str
) -> None:
    questions = ", ".join(map(ladder, "abcd"))
    sections = f"sections: [{{id: all, kind: area, title: A, questions: [{questions}]}}]"
    rubric = f"measures: [{{section: all, by: median{more}}}]"
    top = explain_measure(score_texts(tmp_path, sections, rubric, f"answers: {{{answers}}}"), "all")
    assert [child.adds for child in top.children] == [pytest.approx(part) for part in parts]
    told = [(child.id in halves,) * 2 for child in top.children]
    assert [(child.decides, child.halves) for child in top.children] == told


def test_what_does_not_apply_is_passed_over_and_what_is_missing_is_not(tmp_path: Path) -> None:
    """a reaches 2, b does not apply, c has no answer and ends it before d."""
    questions = ", ".join(map(ladder, "abcd"))
    sections = f"sections: [{{id: all, kind: area, title: A, questions: [{questions}]}}]"
    rubric = "measures: [{section: all, by: ordered_until, level: 2}]"
    answers = f"answers: {{a: 3, b: {NOT_APPLICABLE}, d: 4}}"
    top = explain_measure(score_texts(tmp_path, sections, rubric, answers), "all")
    assert added(top) == [1, None, None, 0]


def one_to_five(name: str) -> str:
    return f"{{id: {name}, ask: Q, type: level, levels: {levels(5, least=1)}}}"


def test_all_that_is_said_of_a_measure(tmp_path: Path) -> None:
    """(3 x 5 + 1) / 4 = 4 of 1 to 5, of which a brings 15 / 4 and b 1 / 4."""
    sections = f"""
sections:
  - {{id: all, kind: area, title: A, questions: [{one_to_five("a")}, {one_to_five("b")}]}}
  - {{id: gone, kind: area, title: G, questions: [{one_to_five("g")}]}}
  - {{id: open, kind: area, title: O, questions: [{one_to_five("o")}]}}
"""
    rubric = """
measures:
  - {id: first, of: [{question: a}, {question: o, weight: 0}]}
  - id: m
    of:
      - {question: a, weight: 3}
      - {question: b}
      - {section: gone}
      - {section: open}
      - {question: g, weight: 0}
      - {section: all, weight: 0}
"""
    answers = f"answers: {{a: 5, b: 1, g: {NOT_APPLICABLE}}}"
    top = explain_measure(score_texts(tmp_path, sections, rubric, answers), "m")

    def measure(name: str, **more: Any) -> Node:
        return Node(kind="measure", id=name, least=1, greatest=5, by="mean", **more)

    def question(name: str, **more: Any) -> Node:
        return Node(kind="question", id=name, least=1, greatest=5, **more)

    a = question("a", value=5, score=1, state="answered", weight=0.75, adds=3.75, contribution=3.75)
    b = question("b", value=1, score=0, state="answered", weight=0.25, adds=0.25, contribution=0.25)
    g = question("g", state="not_applicable", weight=0, left_out="not_applicable")
    o = question("o", state="unanswered", weight=0, left_out="unanswered")
    few = TooFew(answered=0, asked=1, minimum=0, low=0, high=1)
    assert top == measure(
        "m",
        value=4,
        score=0.75,
        weight=1,
        contribution=4,
        children=(
            a,
            b,
            Node(kind="measure", id="gone", by="mean", weight=0, left_out="not_applicable", children=(g,)),
            measure("open", weight=0, left_out="unanswered", too_few=few, children=(o,)),
            replace(g, left_out="weight"),
            measure("all", value=3, score=0.5, weight=0, left_out="weight"),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(("level", "need", "on"), [("3", 3, "value"), ("75%", 0.75, "score")])
def test_what_each_member_must_reach(tmp_path: Path, level: str, need: float, on: str) -> None:
    """a = 4 of 0 to 4 reaches a level of 3, which is 75 %, and b = 2 does not."""
    top = of(tmp_path, f"by: count_at_least, level: {level}", "a: 4, b: 2, c: 3")
    told = [(child.reaches, child.need, child.on) for child in top.children]
    assert told == [(reaches, need, on) for reaches in (True, False, True)]
    plain = of(tmp_path, "by: mean", "a: 4, b: 2, c: 3").children
    assert {(child.reaches, child.need, child.on) for child in plain} == {(None, None, None)}


def test_what_stands_in_for_an_answer(tmp_path: Path) -> None:
    """On 1 to 5: what is missing counts 1 and what does not apply 5, so (4 + 1 + 5) / 3."""
    questions = ", ".join(map(one_to_five, "abc"))
    sections = f"sections: [{{id: all, kind: area, title: A, questions: [{questions}]}}]"
    rule = "missing: least, not_applicable: greatest"
    answers = f"a: 4, b: unknown, c: {NOT_APPLICABLE}"
    top = of(tmp_path, rule, answers, sections)
    assert [(c.value, c.score, c.state, c.stands_in, c.left_out) for c in top.children] == [
        (4, 0.75, "answered", None, None),
        (1, 0, "unknown", "least", None),
        (5, 1, "not_applicable", "greatest", None),
    ]


def test_a_measure_without_any_number(tmp_path: Path) -> None:
    """Nothing is answered, so nothing is brought, though b would stand in with its least."""
    top = of(tmp_path, "by: mean", f"a: unknown, b: {NOT_APPLICABLE}")
    assert (top.value, top.contribution, added(top)) == (None, None, [None] * 3)
    assert top.too_few == TooFew(answered=0, asked=2, minimum=0, low=0, high=1)


def test_an_answer_and_where_it_counts(tmp_path: Path) -> None:
    """3 of 1 to 5 is half; measures that only others of its questions are in are not named."""
    questions = f"{one_to_five('b')}, {one_to_five('a')}"
    sections = f"sections: [{{id: all, kind: area, title: A, questions: [{questions}]}}]"
    rubric = """
measures: [{id: m, of: [{question: b}]}, {id: over, of: [{section: all}]}]
path:
  title: P
  steps:
    - id: one
      title: O
      measure: all
      reached_at: 50%
      gates: [{question: b, at_least: 2, because: B}, {question: a, at_least: 2, because: A}]
"""
    scored = score_texts(tmp_path, sections, rubric, "answers: {a: 3, b: 4}")
    node = explain_question(scored, "a")
    said = Node(kind="question", id="a", value=3, score=0.5, least=1, greatest=5, state="answered")
    assert replace(node, uses=()) == said
    uses = [(use.kind, use.id, [child.id for child in use.children]) for use in node.uses]
    assert uses == [("measure", "all", ["a"]), ("step", "one", ["a"])]


CLAIMED_TWICE = f"""
evidence_grades: [{{id: E1, text: G}}, {{id: E2, text: G}}]
{ABC}
"""


@pytest.mark.parametrize(
    ("evidence", "counts", "because"),
    [
        # Both rules hold a down; that which holds it lowest is the reason.
        ("", 1, "Second"),
        # What is of this grade and recent enough satisfies the first two.
        ("{title: T, grade: E1, date: 2026-01-01}", 1, "Third"),
        ("{title: T, grade: E1, date: 2024-01-01}", 1, "Second"),
    ],
)
def test_the_rule_that_holds_an_answer_down(
    tmp_path: Path, evidence: str, counts: float, because: str
) -> None:
    rubric = """
caps:
  - {question: b, at_most: 1, without: evidence, because: Another}
  - {question: a, at_most: 2, without: evidence, grades: [E1], because: First}
  - {question: a, at_most: 1, without: evidence, grades: [E1], months: 12, because: Second}
  - {question: a, at_most: 1, without: evidence, grades: [E2], because: Third}
  - {question: a, at_most: 1, unless: {question: c, at_least: 0}, because: Fourth}
"""
    answers = f"answers: {{a: {{answer: 4, evidence: [{evidence}]}}, b: 4, c: 4}}"
    node = explain_question(score_texts(tmp_path, CLAIMED_TWICE, rubric, answers), "a")
    [reason] = node.reasons
    assert (node.claimed, node.value, reason.by, reason.counts) == (4, counts, "evidence", counts)
    assert reason.cap is not None
    assert reason.cap.because == because


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        # Less is better: 1 counts 9, is not proven and counts 5, and b holds it at 2.
        ("n: 1, b: 0", [("reverse", 9), ("evidence", 5), ("dependency", 2)]),
        ("n: 1, b: 4", [("reverse", 9), ("evidence", 5)]),
        ("n: {answer: 1, evidence: [{title: T}]}, b: 4", [("reverse", 9)]),
        # 4 counts 6 and, not proven, 5; 5 counts 5 on either scale.
        ("n: 5, b: 4", []),
        ("n: 5, b: 0", [("dependency", 2)]),
        # 2 counts 8, then 5, then 2 again: what it says.
        ("n: 2, b: 0", []),
    ],
)
def test_one_reason_after_another(
    tmp_path: Path, answers: str, told: list[tuple[str, float]]
) -> None:
    number = "{id: n, ask: Q, type: number, least: 0, greatest: 10}"
    sections = (
        f"sections: [{{id: all, kind: area, title: A, questions: [{number}, {ladder('b')}]}}]"
    )
    rubric = """
scales: [{question: n, least: 10, greatest: 0}]
caps:
  - {question: n, at_most: 50%, without: evidence}
  - {question: n, at_most: 20%, unless: {question: b, at_least: 2}}
"""
    node = explain_question(score_texts(tmp_path, sections, rubric, f"answers: {{{answers}}}"), "n")
    assert [(reason.by, reason.counts) for reason in node.reasons] == told
    assert (node.claimed is None) == (told == [])


STANDINGS = """
measures: [{id: m, minimum_answered: 60%, of: [{question: a}, {question: b}]}]
caps: [{question: c, at_most: 1, without: evidence, because: Show it}]
path:
  title: Main
  steps:
    - id: one
      title: One
      measure: m
      reached_at: 25%
      gates:
        - {question: c, at_least: 2, because: First}
        - {section: all, at_least: 2, because: Second}
        - {section: all, at_least: 50%, because: Third}
        - {measure: m, at_least: 75%, because: Fourth}
paths:
  - id: other
    title: Other
    kind: cumulative
    steps: [{id: first, title: F, level: 1, at_least: 2, all: [{question: a}, {question: b}]}]
  - {id: both, title: Both, kind: lowest, of: [other], steps: [{id: low1, title: L}]}
"""


def test_all_that_is_said_of_a_step(tmp_path: Path) -> None:
    """a = 4 and c, which says 4 and counts 1: 2.5 of 4 with two of three answered; m has one of two."""
    scored = score_texts(tmp_path, ABC, STANDINGS, "answers: {a: 4, c: 4}")
    one = explain_step(scored, 0, 0)
    few = TooFew(answered=1, asked=2, minimum=0.6, low=0.5, high=1)
    step = Node(kind="step", id="one", number=1, need=0.25, holds=False, too_few=few)
    assert replace(one, children=()) == step
    reason = Reason("evidence", 1, scored.rubric.caps[0])
    assert one.children[:4] == (
        Node(
            kind="gate",
            id="c",
            value=1,
            need=2,
            holds=False,
            state="answered",
            claimed=4,
            reasons=(reason,),
            because="First",
        ),
        Node(kind="gate", id="all", value=2.5, need=2, on="value", holds=True, because="Second"),
        Node(kind="gate", id="all", value=0.625, need=0.5, on="score", holds=True, because="Third"),
        Node(kind="gate", id="m", need=0.75, on="score", holds=None, because="Fourth", too_few=few),
    )


def test_all_that_is_said_of_a_position(tmp_path: Path) -> None:
    """b is missing: step `first` may hold. a = 4 is all of a step without it."""
    scored = score_texts(tmp_path, ABC, STANDINGS, "answers: {a: 4, c: 4}")
    position = explain_path(scored, 0)
    said = Node(kind="position", id="position", value=0, low=0, high=0)
    assert replace(position, children=()) == said
    other = explain_path(scored, 1)
    assert replace(other, children=()) == Node(kind="path", id="other", value=0, low=0, high=1)
    [first] = other.children
    assert (first.kind, first.number, first.holds, first.need) == ("step", 1, None, None)
    proven = "{answer: 4, evidence: [{title: T}]}"
    reached = score_texts(tmp_path, ABC, STANDINGS, f"answers: {{a: 4, b: 2, c: {proven}}}")
    position = replace(explain_path(reached, 0), children=())
    assert position == Node(kind="position", id="position", value=1, score=1, low=1, high=1)
    failed = score_texts(tmp_path, ABC, STANDINGS, "answers: {a: 0, b: 0}")
    for now, at, holds in ((scored, 0, None), (reached, 1, True), (failed, 0, False)):
        [low] = explain_step(now, 2, 0).children
        assert (low.id, low.value, low.need, low.holds) == ("other", at, 1, holds)
    without = score_texts(tmp_path, ABC, STANDINGS[: STANDINGS.index("path:")], "answers: {a: 4}")
    assert paths_of(without) == ()
    assert [path.id for path in paths_of(scored)] == [None, "other", "both"]
