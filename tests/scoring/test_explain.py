"""Do the parts of a number add up to it, whatever way it is made of them, and is it said why?"""

from math import log
from pathlib import Path
from typing import Any

import pytest

from maturity.scoring.explain import (
    explain_measure,
    explain_path,
    explain_question,
    explain_step,
)
from maturity.scoring.explanation import Node
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
    assert added(top) == [None if part is None else pytest.approx(part) for part in parts]
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
    assert turns[1].rung is not None
    assert turns[1].rung.name == "Largely"
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
