"""Are the smallest changes those that one finds by hand, and does each of them do what it says?"""

from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.model.rubric import Rubric
from maturity.scoring.assess import Digests, Scored, assess
from maturity.scoring.changes import (
    MOST_KEPT,
    Changes,
    Ways,
    changes_of_position,
    changes_of_step,
)
from maturity.scoring.encode import ANSWERED, Rows
from maturity.scoring.engine import score
from maturity.scoring.options import options
from scoring.content import NOT_APPLICABLE, ladder, score_texts
from strategies.content import Case, cases

LADDERS = ", ".join(map(ladder, "abc"))
ABC = f"sections: [{{id: all, kind: area, title: A, questions: [{LADDERS}]}}]"


def one_step(needs: str) -> str:
    return f"path: {{title: P, steps: [{{id: one, title: One, measure: all, {needs}}}]}}"


def single(ways: Ways | None) -> list[tuple[Any, ...]]:
    """The question, the answers before and after, and the level steps of each single change."""
    assert ways is not None
    assert ways.pairs == ()
    return [
        (way.changes[0].question, way.changes[0].given, way.changes[0].other, way.steps)
        for way in ways.single
    ]


def pairs(ways: Ways | None) -> list[tuple[Any, ...]]:
    """Question and new answer of both changes, and the level steps together."""
    assert ways is not None
    assert ways.single == ()
    return [
        (*((change.question, change.other) for change in way.changes), way.steps)
        for way in ways.pairs
    ]


def changed(
    folder: Path, rubric: str, answers: str, questionnaire: str = ABC, index: int = 0
) -> Changes:
    return changes_of_step(
        score_texts(folder, questionnaire, rubric, f"answers: {{{answers}}}"), 0, index
    )


def test_one_answer_is_enough(tmp_path: Path) -> None:
    """6 of 12 are needed. There are 4: b from 1 to 3, a or c by 2; fewest steps first, then in order."""
    changes = changed(tmp_path, one_step("reached_at: 50%"), "a: 2, b: 1, c: 1")
    assert changes.down is None
    assert single(changes.up) == [("a", 2, 4, 2), ("b", 1, 3, 2), ("c", 1, 3, 2)]
    assert changes.up is not None
    assert (changes.up.step, changes.up.number, changes.up.needs) == ("one", 1, 1)


def test_the_fewest_steps_come_first(tmp_path: Path) -> None:
    """5 of 8 are needed and b counts double: 2 steps of a, c, or 1 of b bring the 2 that are missing."""
    rubric = f"""
measures: [{{id: m, of: [{{question: a}}, {{question: b, weight: 2}}, {{question: c}}]}}]
{one_step("reached_at: 50%").replace("all", "m")}
"""
    changes = changed(tmp_path, rubric, "a: 2, b: 1, c: 2")
    assert single(changes.up) == [("b", 1, 2, 1), ("a", 2, 4, 2), ("c", 2, 4, 2)]


def test_two_answers_where_one_is_not_enough(tmp_path: Path) -> None:
    """9 of 12 are needed, there are 3; each can give 3, so two must give all of it."""
    changes = changed(tmp_path, one_step("reached_at: 75%"), "a: 1, b: 1, c: 1")
    assert pairs(changes.up) == [
        (("a", 4), ("b", 4), 6),
        (("a", 4), ("c", 4), 6),
        (("b", 4), ("c", 4), 6),
    ]
    assert changes.up is not None
    assert changes.up.needs == 2


def test_only_the_smallest_pairs(tmp_path: Path) -> None:
    """8 of 12 are needed, there are 3, and no answer alone gives 5: five steps in two answers."""
    changes = changed(tmp_path, one_step("reached_at: 66%"), "a: 1, b: 1, c: 1")
    found = pairs(changes.up)
    assert found[:2] == [(("a", 3), ("b", 4), 5), (("a", 4), ("b", 3), 5)]
    assert len(found) == 6


def test_two_closed_gates(tmp_path: Path) -> None:
    gates = "{question: a, at_least: 3, because: B}, {question: c, at_least: 2, because: B}"
    rubric = one_step(f"reached_at: 10%, gates: [{gates}]")
    assert pairs(changed(tmp_path, rubric, "a: 2, b: 4, c: 1").up) == [(("a", 3), ("c", 2), 2)]


def test_more_than_two_answers(tmp_path: Path) -> None:
    changes = changed(tmp_path, one_step("reached_at: 100%"), "a: 1, b: 1, c: 1")
    assert changes.up is not None
    assert (changes.up.needs, changes.up.single, changes.up.pairs) == (None, (), ())


def test_nothing_that_could_be_changed(tmp_path: Path) -> None:
    none = ", ".join(f"{name}: {NOT_APPLICABLE}" for name in "abc")
    up = changed(tmp_path, one_step("reached_at: 50%"), none).up
    assert up is not None
    assert (up.needs, up.single, up.pairs) == (None, (), ())


def test_what_holds_can_be_lost(tmp_path: Path) -> None:
    """7 of 12, and 6 are needed: two down. a cannot go down by two; the gate on c is lost by one."""
    gate = "gates: [{question: c, at_least: 3, because: B}]"
    changes = changed(tmp_path, one_step(f"reached_at: 50%, {gate}"), "a: 1, b: 3, c: 3")
    assert changes.up is None
    assert single(changes.down) == [("c", 3, 2, 1), ("b", 3, 1, 2)]


def test_missing_answers(tmp_path: Path) -> None:
    """b is not known. With 3 or more there the mean is at least 2: (1 + 3) / 2, three steps; a needs 2."""
    changes = changed(
        tmp_path, one_step("reached_at: 50%"), f"a: 1, b: unknown, c: {NOT_APPLICABLE}"
    )
    assert single(changes.up) == [("a", 1, 2, 1), ("b", "unknown", 3, 3)]


def test_a_missing_answer_at_its_least_is_one_step(tmp_path: Path) -> None:
    """a = 4 and nothing else: 100%. With b at 0, one step, it is 50% of the two that are answered."""
    changes = changed(tmp_path, one_step("reached_at: 60%"), f"a: 4, c: {NOT_APPLICABLE}")
    assert single(changes.down) == [("b", "unanswered", 0, 1), ("a", 4, 2, 2)]


def test_the_position_goes_up_and_down(tmp_path: Path) -> None:
    """Step 1 needs 3 of 12, step 2 a gate; 5 are there, so three down lose step 1: only b has them."""
    rubric = """
path:
  title: P
  steps:
    - {id: one, title: One, measure: all, reached_at: 25%}
    - {id: two, title: Two, measure: all, reached_at: 25%, gates: [{question: a, at_least: 2, because: B}]}
"""
    scored = score_texts(tmp_path, ABC, rubric, "answers: {a: 1, b: 3, c: 1}")
    changes = changes_of_position(scored)
    assert single(changes.up) == [("a", 1, 2, 1)]
    assert changes.up is not None
    assert changes.down is not None
    assert (changes.up.step, changes.down.step, changes.down.number) == ("two", "one", 1)
    assert single(changes.down) == [("b", 3, 0, 3)]
    top = score_texts(tmp_path, ABC, rubric, "answers: {a: 4, b: 4, c: 4}")
    assert changes_of_position(top).up is None
    start = score_texts(tmp_path, ABC, rubric, "answers: {a: 0, b: 0, c: 0}")
    assert changes_of_position(start).down is None


CAPS = """
caps:
  - {question: a, at_most: 1, without: evidence, because: B}
  - {question: c, at_most: 1, unless: {question: b, at_least: 2}, because: B}
"""


def test_a_claim_without_evidence(tmp_path: Path) -> None:
    """a claims 3 and counts 1. Evidence alone, no step, brings the 2 that are missing of 6 of 12."""
    rubric = one_step("reached_at: 50%") + CAPS
    up = changed(tmp_path, rubric, "a: 3, b: 2, c: 1").up
    assert single(up) == [("a", 3, 3, 0), ("b", 2, 4, 2), ("c", 1, 3, 2)]
    assert up is not None
    assert [way.changes[0].proves for way in up.single] == [True, False, False]


def test_a_raised_answer_counts_as_proven_and_a_lowered_one_does_not(tmp_path: Path) -> None:
    scored = score_texts(tmp_path, ABC, one_step("reached_at: 50%") + CAPS, "answers: {a: 3}")
    found = [(o.answer, o.worth, o.counts, o.steps) for o in options(scored, 0)]
    assert found == [(0, 0, 0, 3), (4, 4, 4, 1), (3, 3, 3, 0)]


def test_an_answer_that_others_depend_on(tmp_path: Path) -> None:
    """c claims 4 and counts 1 while b is below 2: one step of b brings 1 and frees 3."""
    rubric = one_step("reached_at: 50%") + CAPS
    assert single(changed(tmp_path, rubric, "a: 1, b: 1, c: 4").up)[0] == ("b", 1, 2, 1)


def test_two_answers_where_others_depend_on_one(tmp_path: Path) -> None:
    """10 of 12 are needed. c counts 1 while b is below 2, which b at 2 or more frees to 4.

    Then a and b must bring 6, of which they have 2: four steps, however they are shared.
    """
    rubric = one_step("reached_at: 83%") + CAPS.replace(
        "{question: a, at_most: 1", "{question: b, at_most: 4"
    )
    assert pairs(changed(tmp_path, rubric, "a: 1, b: 1, c: 4").up) == [
        (("a", 2), ("b", 4), 4),
        (("a", 3), ("b", 3), 4),
        (("a", 4), ("b", 2), 4),
    ]


def test_what_a_gate_depends_on_is_tried_though_the_step_does_not_look_at_it(
    tmp_path: Path,
) -> None:
    rubric = f"""
measures: [{{id: m, of: [{{question: c}}]}}]
{one_step("reached_at: 75%").replace("all", "m")}{CAPS}
"""
    assert single(changed(tmp_path, rubric, "a: 0, b: 1, c: 3").up) == [("b", 1, 2, 1)]


def test_cumulative_and_lowest_paths(tmp_path: Path) -> None:
    rubric = """
path: {title: P, kind: lowest, of: [x, y], steps: [{id: low1, title: L}, {id: low2, title: L}]}
paths:
  - id: x
    title: X
    kind: cumulative
    steps:
      - {id: x1, title: X, level: 1, at_least: 2, all: [{question: a}]}
      - {id: x2, title: X, level: 2, at_least: 3, lower_at_least: 2, all: [{question: b}]}
  - id: y
    title: Y
    kind: cumulative
    steps:
      - {id: y1, title: Y, level: 1, at_least: 1, all: [{question: c}]}
      - {id: y2, title: Y, level: 2, at_least: 3, all: [{question: c}]}
"""
    scored = score_texts(tmp_path, ABC, rubric, "answers: {a: 3, b: 2, c: 2}")
    assert single(changes_of_position(scored, 1).up) == [("b", 2, 3, 1)]
    assert single(changes_of_position(scored, 1).down) == [("a", 3, 1, 2)]
    assert pairs(changes_of_position(scored).up) == [(("b", 3), ("c", 3), 2)]
    assert single(changes_of_position(scored).down) == [("a", 3, 1, 2), ("c", 2, 0, 2)]
    assert single(changes_of_step(scored, 2, 1).up) == [("c", 2, 3, 1)]


def test_every_type_of_question(tmp_path: Path) -> None:
    questionnaire = """
sections:
  - id: all
    kind: area
    title: A
    questions:
      - {id: yes, ask: Q, type: yes_no}
      - {id: one, ask: Q, type: choice, choices: [{id: x, text: T, value: 0}, {id: y, text: T, value: 0}, {id: z, text: T, value: 5}]}
      - {id: some, ask: Q, type: multi, choices: [{id: p, text: T, value: 1}, {id: q, text: T, value: 3}, {id: r, text: T, value: -2}]}
      - {id: n, ask: Q, type: number, least: 0, greatest: 50}
"""
    rubric = "scoring: {on: score}\n" + one_step("reached_at: 50%")
    answers = "answers: {yes: false, one: y, some: [p, r], n: 12}"
    scored = score_texts(tmp_path, questionnaire, rubric, answers)
    found = {
        name: [(option.answer, option.steps) for option in options(scored, column)]
        for name, column in scored.plan.column.items()
    }
    assert found == {
        "yes": [(True, 1)],
        "one": [("z", 1)],
        # Down: without p. Up: with q, then also without r.
        "some": [(["r"], 1), (["p", "q", "r"], 1), (["p", "q"], 2)],
        # The ticks are 0, 5, 10, 15 and so on; 12 lies between 10 and 15.
        "n": [(0, 3), (5, 2), (10, 1), *((15 + 5 * k, 1 + k) for k in range(8))],
    }
    nothing = score_texts(tmp_path, questionnaire, rubric, "answers: {}")
    assert [(option.answer, option.steps) for option in options(nothing, 2)] == [
        (["r"], 1),
        ([], 1),
        (["q"], 1),
        (["p", "q"], 2),
    ]
    assert [option.steps for option in options(nothing, 3)] == [1, *range(1, 11)]


def test_the_rubrics_own_scale_divides_a_number(tmp_path: Path) -> None:
    questionnaire = "sections: [{id: all, kind: area, title: A, questions: [{id: n, ask: Q, type: number, least: 0, greatest: 100}]}]"
    rubric = "scales: [{question: n, least: 50, greatest: 0}]\n" + one_step("reached_at: 50%")
    scored = score_texts(tmp_path, questionnaire, rubric, "answers: {n: 80}")
    assert [(option.answer, option.counts, option.steps) for option in options(scored, 0)] == [
        (5 * tick, 50 - 5 * tick, 10 - tick) for tick in range(10)
    ]


@pytest.mark.parametrize(
    ("greatest", "need", "given"),
    [(10_000, 7109.96, 7000), (1_000_000_000, 408_085_530, 408_085_525)],
)
def test_what_a_gate_needs_is_told_to_the_last_digit_on_a_large_scale(
    tmp_path: Path, greatest: float, need: float, given: float
) -> None:
    questionnaire = (
        "sections: [{id: all, kind: area, title: A, questions: "
        f"[{{id: n, ask: Q, type: number, least: 0, greatest: {greatest}}}]}}]"
    )
    rubric = one_step(f"reached_at: 10%, gates: [{{question: n, at_least: {need}, because: B}}]")
    found = single(changed(tmp_path, rubric, f"n: {given}", questionnaire).up)
    assert found == [("n", given, need, 1)]


def test_some_are_kept_and_the_others_counted(tmp_path: Path) -> None:
    names = [f"q{number}" for number in range(30)]
    questions = ", ".join(map(ladder, names))
    questionnaire = f"sections: [{{id: all, kind: area, title: A, questions: [{questions}]}}]"
    answers = ", ".join(f"{name}: 2" for name in names)
    changes = changed(tmp_path, one_step("reached_at: 50%"), answers, questionnaire)
    assert changes.down is not None
    assert [way.changes[0].question for way in changes.down.single] == names[:MOST_KEPT]
    assert changes.down.more == 10
    two = changed(
        tmp_path, one_step("reached_at: 51%"), answers.replace("2", "3", 0), questionnaire
    )
    assert two.up is not None
    assert (len(two.up.single), two.up.more) == (MOST_KEPT, 10)


@pytest.mark.parametrize(
    "condition",
    [
        "{not: {question: a, at_least: 3}}",
        "{any: [{question: b, at_least: 5}, {not: {question: a, at_least: 3}}]}",
    ],
)
def test_a_condition_that_can_turn_is_searched_in_full(tmp_path: Path, condition: str) -> None:
    """Lowering a lifts the cap from c, which a bound by the highest answers would not see."""
    rubric = f"""
caps: [{{question: c, at_most: 0, unless: {condition}, because: B}}]
{one_step("reached_at: 75%")}
"""
    assert pairs(changed(tmp_path, rubric, "a: 3, b: 3, c: 3").up) == [
        (("a", 2), ("b", 4), 2),
        (("a", 2), ("c", 4), 2),
    ]


def test_a_step_is_named_by_its_id_and_number(tmp_path: Path) -> None:
    """Three steps on one question each; the second is reached next, the first can be lost."""
    rubric = """
measures: [{id: x, of: [{question: a}]}, {id: y, of: [{question: b}]}, {id: z, of: [{question: c}]}]
path:
  title: P
  steps:
    - {id: one, title: O, measure: x, reached_at: 50%}
    - {id: two, title: T, measure: y, reached_at: 50%}
    - {id: three, title: T, measure: z, reached_at: 50%}
"""
    scored = score_texts(tmp_path, ABC, rubric, "answers: {a: 2, b: 1, c: 2}")
    found = changes_of_position(scored)
    assert found.up is not None
    assert found.down is not None
    assert (found.up.step, found.up.number, found.up.more) == ("two", 2, 0)
    assert (found.down.step, found.down.number) == ("one", 1)
    assert (single(found.up), single(found.down)) == ([("b", 1, 2, 1)], [("a", 2, 1, 1)])
    third = changes_of_step(scored, 0, 2).down
    assert third is not None
    assert (third.step, third.number) == ("three", 3)


def test_two_answers_that_lose_a_step_together(tmp_path: Path) -> None:
    """3 of 12 are needed and there are 6: two answers at nothing, for one alone leaves 4."""
    changes = changed(tmp_path, one_step("reached_at: 25%"), "a: 2, b: 2, c: 2")
    assert pairs(changes.down) == [
        (("a", 0), ("b", 0), 4),
        (("a", 0), ("c", 0), 4),
        (("b", 0), ("c", 0), 4),
    ]


def test_two_answers_with_a_single_other_answer_each(tmp_path: Path) -> None:
    questions = "{id: a, ask: Q, type: yes_no}, {id: b, ask: Q, type: yes_no}"
    questionnaire = f"sections: [{{id: all, kind: area, title: A, questions: [{questions}]}}]"
    needs = one_step("reached_at: 100%")
    changes = changed(tmp_path, needs, "a: false, b: false", questionnaire)
    assert pairs(changes.up) == [(("a", True), ("b", True), 2)]
    lost = changed(tmp_path, needs, "a: true, b: true", questionnaire)
    assert single(lost.down) == [("a", True, False, 1), ("b", True, False, 1)]


def test_a_condition_on_one_answer_is_searched_in_full(tmp_path: Path) -> None:
    """c counts only where a is 2, so lowering a can help."""
    rubric = f"""
caps: [{{question: c, at_most: 0, unless: {{question: a, is: 2}}, because: B}}]
{one_step("reached_at: 75%")}
"""
    assert pairs(changed(tmp_path, rubric, "a: 3, b: 3, c: 3").up) == [
        (("a", 2), ("b", 4), 2),
        (("a", 2), ("c", 4), 2),
    ]


def test_changes_are_tried_in_chunks_of_any_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rubric, answers = one_step("reached_at: 75%"), "a: 1, b: 2, c: 1"
    whole = changed(tmp_path, rubric, answers)
    assert whole.up is not None
    assert whole.up.pairs
    monkeypatch.setattr("maturity.scoring.changes.CHUNK", 3)
    assert changed(tmp_path, rubric, answers) == whole


def test_the_lowest_of_paths_rests_on_their_first_steps(tmp_path: Path) -> None:
    rubric = """
measures: [{id: x, of: [{question: a}]}, {id: y, of: [{question: b}]}]
path: {title: P, kind: lowest, of: [left, right], steps: [{id: low1, title: L}]}
paths:
  - {id: left, title: L, steps: [{id: l1, title: L, measure: x, reached_at: 50%}]}
  - {id: right, title: R, steps: [{id: r1, title: R, measure: y, reached_at: 50%}]}
"""
    changes = changed(tmp_path, rubric, "a: 2, b: 3, c: 0")
    assert single(changes.down) == [("a", 2, 1, 1), ("b", 3, 1, 2)]


NUMBER = "sections: [{{id: all, kind: area, title: A, questions: [{{id: n, ask: Q, type: number, least: {}, greatest: {}}}, {}]}}]"


def of_number(
    folder: Path, ends: tuple[float, float], rubric: str, answer: str
) -> list[tuple[str, float, int]]:
    """The other answers as they are told, what they count, and how many steps away they are."""
    questionnaire = NUMBER.format(*ends, ladder("b"))
    scored = score_texts(folder, questionnaire, rubric, f"answers: {{n: {answer}}}")
    return [(str(o.answer), o.counts, o.steps) for o in options(scored, 0)]


def gates(*needs: str) -> str:
    return one_step(f"reached_at: 0%, gates: [{', '.join(needs)}]")


@pytest.mark.parametrize(
    ("ends", "scale", "need", "answer", "told"),
    [
        # From 10 to 20 by one; 13.5, which the gate needs, is in the second step after 12.
        (
            (10, 20),
            "",
            "13.5",
            "12",
            [("10", 10, 2), ("11", 11, 1), ("13", 13, 1), ("13.5", 13.5, 2)]
            + [(str(12 + k), 12 + k, k) for k in range(2, 9)],
        ),
        # On the rubric's 0 to 50, by five; beyond it nothing counts more.
        (
            (0, 100),
            "least: 0, greatest: 50",
            "15",
            "30",
            [(str(5 * k), 5 * k, abs(6 - k)) for k in range(11) if k != 6],
        ),
        # On the rubric's 0 to 200, by twenty, as far as there are answers.
        (
            (0, 100),
            "least: 0, greatest: 200",
            "20",
            "40",
            [(str(20 * k), 20 * k, abs(2 - k)) for k in range(6) if k != 2],
        ),
        # Less is better: 13, which counts 37, is between 10 and 15.
        (
            (0, 50),
            "least: 50, greatest: 0",
            "13",
            "25",
            [("0", 50, 5), ("5", 45, 4), ("10", 40, 3), ("13", 37, 3)]
            + [("15", 35, 2), ("20", 30, 1)]
            + [(str(25 + 5 * k), 25 - 5 * k, k) for k in range(1, 6)],
        ),
    ],
)
def test_the_other_answers_of_a_number(
    tmp_path: Path,
    ends: tuple[float, float],
    scale: str,
    need: str,
    answer: str,
    told: list[tuple[str, float, int]],
) -> None:
    """What gates on other questions and on measures need is no answer to this one."""
    own = f"scales: [{{question: n, {scale}}}]\n" if scale else ""
    rubric = own + gates(
        f"{{question: n, at_least: {need}, because: B}}",
        "{question: b, at_least: 1.37, because: B}",
        "{section: all, at_least: 1.73, because: B}",
    )
    assert of_number(tmp_path, ends, rubric, answer) == told


def test_a_tick_has_no_digits_that_floating_point_adds(tmp_path: Path) -> None:
    """45.6 x 3 / 10 is 13.68, which floating point has as 13.680000000000001."""
    found = of_number(tmp_path, (0, 45.6), one_step("reached_at: 0%"), "0")
    ticks = ["4.56", "9.12", "13.68", "18.24", "22.8", "27.36", "31.92", "36.48", "41.04", "45.6"]
    assert [answer for answer, _, _ in found] == ticks


def test_a_number_by_its_logarithm_has_no_answer_for_what_it_needs(tmp_path: Path) -> None:
    """The ticks divide 1 to 101 as they are, 1, 11, 21 and so on; a count has no answer to it here."""
    rubric = "scales: [{question: n, least: 1, greatest: 101, curve: log}]\n"
    rubric += gates("{question: n, at_least: 30%, because: B}")
    found = of_number(tmp_path, (1, 101), rubric, "11")
    assert [answer for answer, _, _ in found] == [str(10 * k + 1) for k in range(11) if k != 1]


def test_a_number_that_is_not_proven(tmp_path: Path) -> None:
    """6 counts 2 for want of evidence. A higher answer is proven, a lower one is not, 6 may be."""
    rubric = "caps: [{question: n, at_most: 2, without: evidence}]\n" + gates()
    assert of_number(tmp_path, (0, 10), rubric, "6") == [
        ("0", 0, 6),
        ("1", 1, 5),
        *((str(k), k, k - 6) for k in range(7, 11)),
        ("6", 6, 0),
    ]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("[p, r]", [(["r"], 1), (["p", "q", "r"], 1), (["p", "q"], 2)]),
        ("[p, r, o]", [(["r", "o"], 1), (["p", "q", "r", "o"], 1), (["p", "q", "o"], 2)]),
        ("unknown", [(["r"], 1), ([], 1), (["q"], 1), (["p", "q"], 2)]),
    ],
)
def test_choices_that_are_worth_nothing_are_left_as_they_are(
    tmp_path: Path, answer: str, told: list[tuple[list[str], int]]
) -> None:
    worths = {"p": 1, "q": 3, "r": -2, "o": 0}
    choices = ", ".join(f"{{id: {n}, text: T, value: {worth}}}" for n, worth in worths.items())
    question = f"{{id: s, ask: Q, type: multi, choices: [{choices}]}}"
    questionnaire = f"sections: [{{id: all, kind: area, title: A, questions: [{question}]}}]"
    scored = score_texts(tmp_path, questionnaire, "", f"answers: {{s: {answer}}}")
    found = list(options(scored, 0))
    assert [(option.answer, option.steps) for option in found] == told
    assert [o.counts for o in found] == [sum(worths[c] for c in names) for names, _ in told]
    assert [o.worth for o in found] == [o.counts for o in found]


# Against a search that does it one by one


def holding(scored: Scored, path: int, index: int, given: dict[int, float]) -> bool:
    rows = Rows(scored.rows.values.copy(), scored.rows.states.copy())
    for column, counts in given.items():
        rows.values[column, 0], rows.states[column, 0] = counts, ANSWERED
    return bool(score(scored.plan, rows).paths[path].steps[index].holds[0] == 1)


def by_hand(scored: Scored, path: int, index: int, size: int) -> tuple[int, int] | None:
    """The fewest steps of so many changed answers that turn a step, and in how many ways."""
    now = holding(scored, path, index, {})
    found: list[int] = []
    every = [o for column in range(len(scored.plan.questions)) for o in options(scored, column)]
    for chosen in combinations(every, size):
        given = {option.column: option.counts for option in chosen}
        if len(given) == size and holding(scored, path, index, given) != now:
            found.append(sum(option.steps for option in chosen))
    return (min(found), found.count(min(found))) if found else None


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(cases(1), st.randoms(use_true_random=False))
def test_no_smaller_change_is_overlooked(case: Case, random: Random) -> None:
    scored = assess(
        Questionnaire.model_validate(case.questionnaire),
        Rubric.model_validate(case.rubric),
        Response.model_validate(case.responses[0]),
        Digests("q", "r", "a"),
    )
    assume(scored.plan.paths)
    place = random.randrange(len(scored.plan.paths))
    index = random.randrange(len(scored.plan.paths[place].steps))
    changes = changes_of_step(scored, place, index)
    ways = changes.up or changes.down
    assert ways is not None
    one = by_hand(scored, place, index, 1)
    if one is not None:
        assert ways.single[0].steps == one[0]
        return
    assert ways.single == ()
    if len(scored.plan.questions) <= 4:
        two = by_hand(scored, place, index, 2)
        found = (ways.pairs[0].steps, len(ways.pairs) + ways.more) if ways.pairs else None
        assert found == two


def test_nothing_else_of_the_response_is_changed(tmp_path: Path) -> None:
    scored = score_texts(tmp_path, ABC, one_step("reached_at: 75%"), "answers: {a: 1, b: 2}")
    values, states = scored.rows.values.copy(), scored.rows.states.copy()
    changes_of_position(scored)
    assert np.array_equal(values, scored.rows.values, equal_nan=True)
    assert np.array_equal(states, scored.rows.states)


@pytest.mark.parametrize("state", ["declined", NOT_APPLICABLE])
def test_only_what_is_asked_and_applies_can_be_answered(tmp_path: Path, state: str) -> None:
    scored = score_texts(
        tmp_path, ABC, one_step("reached_at: 75%"), f"answers: {{a: 1, b: {state}}}"
    )
    assert bool(list(options(scored, 1))) == (state == "declined")
