"""Do the parts of a number add up to it where values cancel out, are shifted, or are bounded?"""

from pathlib import Path

import pytest

from maturity.scoring.explain import Node, explain_measure
from scoring.content import ladder, levels, score_texts

TWO_SIDED = f"""
sections:
  - id: all
    kind: area
    title: All
    questions:
      - {{id: a, ask: Q, type: level, levels: {levels(1, least=-1)}}}
      - {{id: b, ask: Q, type: level, levels: {levels(1, least=-1)}}}
"""


def added(node: Node) -> list[float | None]:
    return [child.contribution for child in node.children]


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
