"""Worked examples, computed by hand in each test's own text."""

from pathlib import Path

import pytest

from maturity.model.assessment import Assessment
from scoring.content import NOT_APPLICABLE, ladder, levels, score_texts


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-12)


def four_ladders(greatest: int = 4) -> str:
    questions = ", ".join(ladder(name, greatest) for name in ("a", "b", "c", "d"))
    return f"sections: [{{id: all, kind: area, title: All, questions: [{questions}]}}]"


def test_weighted_mean_with_an_unknown(tmp_path: Path) -> None:
    """Levels 0 to 4; a = 4 with weight 2, b = 1 with weight 1, c unknown with weight 3.

    The point leaves c out:        (2x4 + 1x1) / (2 + 1)         = 9 / 3  = 3
    as a share of the scale:       (3 - 0) / (4 - 0)             = 0.75
    low takes c at its least, 0:   (2x4 + 1x1 + 3x0) / 6 = 9/6   = 1.5,  1.5 / 4 = 0.375
    high takes c at 4:             (2x4 + 1x1 + 3x4) / 6 = 21/6  = 3.5,  3.5 / 4 = 0.875
    Two of three asked questions are answered: 2/3 = 67 %, at least the 60 % wanted of `enough`,
    less than the 70 % wanted of `strict`, which is null and keeps its range.
    """
    rubric = """
measures:
  - id: enough
    minimum_answered: 60%
    of: [{question: a, weight: 2}, {question: b}, {question: c, weight: 3}]
  - id: strict
    minimum_answered: 70%
    of: [{question: a, weight: 2}, {question: b}, {question: c, weight: 3}]
  - {id: above, of: [{measure: strict}]}
"""
    found = score_texts(
        tmp_path, four_ladders(), rubric, "answers: {a: 4, b: 1, c: unknown, d: 0}"
    ).assessment
    enough, strict, above = (found.measures[name] for name in ("enough", "strict", "above"))
    assert (enough.value, enough.score) == (near(3), near(0.75))
    assert (enough.low, enough.high) == (near(0.375), near(0.875))
    assert (enough.least, enough.greatest, enough.answered, enough.asked) == (0, 4, 2, 3)
    assert (strict.value, strict.score) == (None, None)
    assert (strict.low, strict.high) == (near(0.375), near(0.875))
    # What stands above still uses the estimate, and has its own minimum (none).
    assert above.value == near(3)


def test_sum_with_prorating_and_not_applicable(tmp_path: Path) -> None:
    """Four levels 0 to 4 summed: a = 3, b = 1, c unknown, d not applicable.

    d leaves the scale: three questions remain, so the sum runs from 0 to 3 x 4 = 12.
    a and b stand at (3 + 1) / (4 + 4) = 1/2 of their scales; c is prorated to 1/2 x 4 = 2.
    Point: 3 + 1 + 2 = 6, as a share 6 / 12 = 0.5.
    Low:   3 + 1 + 0 = 4, 4 / 12 = 1/3.     High: 3 + 1 + 4 = 8, 8 / 12 = 2/3.
    With weight 2 on c the scale is 0 to 4 + 4 + 8 = 16; c counts 2 x 2 = 4, the sum is 8, still 0.5;
    low 4 / 16 = 0.25, high (4 + 8) / 16 = 0.75.
    """
    rubric = """
scoring: {by: sum}
measures:
  - {id: heavy, of: [{question: a}, {question: b}, {question: c, weight: 2}, {question: d}]}
"""
    answers = f"answers: {{a: 3, b: 1, c: unknown, d: {NOT_APPLICABLE}}}"
    found = score_texts(tmp_path, four_ladders(), rubric, answers).assessment
    plain, heavy = found.measures["all"], found.measures["heavy"]
    assert (plain.value, plain.score, plain.least, plain.greatest) == (near(6), near(0.5), 0, 12)
    assert (plain.low, plain.high) == (near(1 / 3), near(2 / 3))
    assert (heavy.value, heavy.score, heavy.least, heavy.greatest) == (near(8), near(0.5), 0, 16)
    assert (heavy.low, heavy.high) == (near(0.25), near(0.75))
    assert found.coverage.model_dump() == {
        "asked": 4, "answered": 2, "not_applicable": 1, "unknown": 1, "declined": 0, "unanswered": 0,
    }  # fmt: skip


def test_minimum_on_mixed_scales(tmp_path: Path) -> None:
    """a on 0 to 4, b on 0 to 10, c on 1 to 3.

    a = 3 is 3/4 = 0.75; b = 6 is 6/10 = 0.6; c = 2 is (2 - 1) / (3 - 1) = 0.5.
    On scores the minimum is 0.5, given by c (not by the smallest native value alone);
    the maximum is 0.75, given by a.
    With c unknown: point 0.6; low takes c at 0: 0; high takes c at 1: min(0.75, 0.6, 1) = 0.6.
    """
    questionnaire = f"""
sections:
  - id: all
    kind: area
    title: All
    questions:
      - {ladder("a")}
      - {{id: b, ask: Q, type: number, least: 0, greatest: 10}}
      - {{id: c, ask: Q, type: level, levels: {levels(3, least=1)}}}
"""
    rubric = """
measures:
  - {section: all, by: minimum, on: score}
  - {id: best, by: maximum, on: score, of: [{section: all}, {question: a}, {question: b}, {question: c}]}
"""
    found = score_texts(tmp_path, questionnaire, rubric, "answers: {a: 3, b: 6, c: 2}").assessment
    lowest = found.measures["all"]
    assert (lowest.value, lowest.score, lowest.low, lowest.high) == (
        near(0.5),
        near(0.5),
        near(0.5),
        near(0.5),
    )
    assert (lowest.least, lowest.greatest) == (0, 1)
    assert found.measures["best"].score == near(0.75)
    found = score_texts(
        tmp_path, questionnaire, rubric, "answers: {a: 3, b: 6, c: declined}"
    ).assessment
    lowest = found.measures["all"]
    assert (lowest.score, lowest.low, lowest.high) == (near(0.6), near(0), near(0.6))


PATH = """
measures:
  - {id: early, of: [{question: a}, {question: b}]}
  - {id: late, of: [{question: c}, {question: d}]}
path:
  title: Path
  steps:
    - id: first
      title: First
      measure: early
      reached_at: 50%
      gates: [{question: a, at_least: 3, because: B}]
    - id: second
      title: Second
      measure: late
      reached_at: 75%
      gates: [{question: c, at_least: 2, because: B}]
    - {id: third, title: Third, measure: early, reached_at: 60%}
"""


def path_of(found: Assessment) -> tuple[object, ...]:
    path = found.path
    assert path is not None
    return path.position, path.low, path.high, [step.holds for step in path.steps], path.holds_alone


def progress_of(found: Assessment) -> float | None:
    assert found.path is not None
    return found.path.progress


def test_path_with_a_failed_gate(tmp_path: Path) -> None:
    """a = 2, b = 4, c = 4, d = 4 on 0 to 4.

    early = (2 + 4) / 2 / 4 = 0.75, at least 50 %, but a = 2 is below the gate's 3: step 1 fails.
    late = (4 + 4) / 2 / 4 = 1, c = 4 opens its gate: step 2 holds, on its own.
    early = 0.75 is at least 60 %: step 3 holds, on its own. The position is 0, nothing is missing: 0 to 0.
    Progress: 0 + min(1, 0.75 / 0.5 -> 1, gate (2 - 0) / (3 - 0)) = 2/3.
    """
    found = score_texts(
        tmp_path, four_ladders(), PATH, "answers: {a: 2, b: 4, c: 4, d: 4}"
    ).assessment
    assert path_of(found) == (0, 0, 0, [False, True, True], ("second", "third"))
    assert progress_of(found) == near(2 / 3)


def test_path_with_an_unknown_gate(tmp_path: Path) -> None:
    """a unknown, b = 4, c = 4, d = 3.

    early leaves a out: 4 / 4 = 1; low (0 + 4) / 2 / 4 = 0.5; high (4 + 4) / 2 / 4 = 1.
    The gate on a is null: it fails for the position and its low, holds for its high.
    Step 1: point false, low false, high true. late = (4 + 3) / 2 / 4 = 0.875: step 2 holds on its own.
    Step 3: point 1, low 0.5 < 0.6 fails, high 1 holds. Position 0, low 0, high 3.
    Progress needs the gate's answer, so it is null.
    """
    found = score_texts(
        tmp_path, four_ladders(), PATH, "answers: {a: unknown, b: 4, c: 4, d: 3}"
    ).assessment
    assert path_of(found) == (0, 0, 3, [False, True, True], ("second", "third"))
    assert progress_of(found) is None
    assert found.path is not None
    assert found.path.steps[0].gates[0].holds is None
    early = found.measures["early"]
    assert (early.score, early.low, early.high) == (near(1), near(0.5), near(1))


def test_path_with_a_range_and_progress(tmp_path: Path) -> None:
    """a = 3, b = 1, c = 2, d unknown.

    early = (3 + 1) / 2 / 4 = 0.5, exactly 50 %, and a = 3 opens the gate: step 1 holds.
    late leaves d out: 2 / 4 = 0.5 < 75 %: step 2 fails; high (2 + 4) / 2 / 4 = 0.75 holds, and c = 2 opens its gate.
    early = 0.5 < 60 %: step 3 fails always. Position 1, low 1, high 2.
    Progress: 1 + min(0.5 / 0.75 = 2/3, gate min(1, 2 / 2) = 1) = 1 + 2/3.
    """
    found = score_texts(
        tmp_path, four_ladders(), PATH, "answers: {a: 3, b: 1, c: 2, d: unknown}"
    ).assessment
    assert path_of(found) == (1, 1, 2, [True, False, False], ())
    assert progress_of(found) == near(5 / 3)


def test_path_with_too_few_answers(tmp_path: Path) -> None:
    """Step 1 wants half of a and b answered and is reached at 20 %; step 2 at 70 %; both rest on a, b, c.

    a = 4, b and c unknown: 1 of 3 answered is below 50 %: value and score are null.
    low (4 + 0 + 0) / 12 = 1/3, high (4 + 4 + 4) / 12 = 1.
    Step 1: holds at low (1/3 >= 0.2), so it holds: true. Step 2: fails at low, holds at high: null.
    Position 1, low 1, high 2. Progress is null: the next step's score is.
    With a = 0: low 0, high 8/12 = 2/3. Step 1 null, step 2 fails even at high (2/3 < 0.7): false. Position 0, 0 to 1.
    """
    rubric = """
measures: [{id: early, minimum_answered: 50%, of: [{question: a}, {question: b}, {question: c}]}]
path:
  title: Path
  steps:
    - {id: first, title: First, measure: early, reached_at: 20%}
    - {id: second, title: Second, measure: early, reached_at: 70%}
"""
    found = score_texts(
        tmp_path, four_ladders(), rubric, "answers: {a: 4, b: unknown, d: 4}"
    ).assessment
    assert path_of(found) == (1, 1, 2, [True, None], ())
    assert progress_of(found) is None
    early = found.measures["early"]
    assert (early.value, early.low, early.high) == (None, near(1 / 3), near(1))
    found = score_texts(
        tmp_path, four_ladders(), rubric, "answers: {a: 0, b: unknown, d: 4}"
    ).assessment
    assert path_of(found) == (0, 0, 1, [None, False], ())


CONDITIONS = f"""
sections:
  - id: all
    kind: area
    title: All
    questions:
      - {ladder("a")}
      - {{id: b, ask: Q, type: yes_no}}
      - {{id: c, ask: Q, type: level, levels: {levels(4)}, ask_if: {{question: a, at_least: 2}}}}
      - id: d
        ask: Q
        type: level
        levels: {levels(4)}
        ask_if: {{any: [{{question: c, at_least: 1}}, {{question: b, is: true}}]}}
"""
MEAN = "measures: [{section: all, on: score}]"


@pytest.mark.parametrize(
    ("answers", "asked", "states", "score", "low", "high"),
    [
        # a = 1 fails c's condition: c is not asked, so `c at least 1` is false, b = true: d is asked.
        # Scores: a 1/4, b 1, d 4/4 -> (0.25 + 1 + 1) / 3 = 0.75. The answer given to c counts nowhere.
        ("{a: 1, b: true, c: 4, d: 4}", 3, "answered answered not_asked answered", 0.75, 0.75, 0.75),
        # a unknown: c is undecided, so asked and unanswered, its answer does not count; `c at least 1` is
        # undecided, b = false: undecided or false is undecided: d unanswered too. Only b = 0 is there: 0.
        # high: a 1, b 0, c 1, d 1 -> 3/4.
        ("{a: unknown, b: false, c: 4, d: 4}", 4, "unknown answered unanswered unanswered", 0, 0, 0.75),
        # The same with b = true: undecided or true is true: d counts. (1 + 1) / 2 = 1; low (0 + 1 + 0 + 1) / 4.
        ("{a: unknown, b: true, c: 4, d: 4}", 4, "unknown answered unanswered answered", 1, 0.5, 1),
        # a not applicable: `at least 2` is false; c is not asked; b = false: d is not asked. b = 0 alone: 0.
        ("{a: {answer: not_applicable, reason: R}, b: false, d: 4}", 2, "not_applicable answered not_asked not_asked", 0, 0, 0),
        # a = 2: c asked; c = 0: `at least 1` false; b declined: undecided: d unanswered.
        # a 0.5, c 0 -> 0.25; low (0.5 + 0 + 0 + 0) / 4 = 0.125, high (0.5 + 1 + 0 + 1) / 4 = 0.625.
        ("{a: 2, b: declined, c: 0, d: 4}", 4, "answered declined answered unanswered", 0.25, 0.125, 0.625),
    ],
)  # fmt: skip
def test_conditions(
    tmp_path: Path, answers: str, asked: int, states: str, score: float, low: float, high: float
) -> None:
    """Each case shows its arithmetic above it; all four questions enter as scores, with weight 1."""
    scored = score_texts(tmp_path, CONDITIONS, MEAN, f"answers: {answers}")
    names = ("answered", "not_applicable", "unknown", "declined", "unanswered", "not_asked")
    assert [names[state] for state in scored.rows.states[:, 0]] == states.split()
    found = scored.assessment.measures["all"]
    assert (found.score, found.low, found.high, found.asked) == (
        near(score),
        near(low),
        near(high),
        asked,
    )


def test_a_condition_on_a_text_that_is_not_asked(tmp_path: Path) -> None:
    """`name` is asked only if a is at least 2; b only if `name` is "us". With a = 1 neither is asked.

    So only a counts: 1 / 4. With a unknown `name` is undecided, and b with it: asked, unanswered.
    b then counts 0 at low and 1 at high: nothing is there for the point; low 0, high (1 + 1) / 2 = 1.
    """
    questionnaire = f"""
sections:
  - id: all
    kind: area
    title: All
    questions:
      - {ladder("a")}
      - {{id: name, ask: Q, type: text, ask_if: {{question: a, at_least: 2}}}}
      - {{id: b, ask: Q, type: yes_no, ask_if: {{question: name, is: us}}}}
"""
    found = score_texts(
        tmp_path, questionnaire, MEAN, "answers: {a: 1, name: us, b: true}"
    ).assessment
    assert (found.measures["all"].asked, found.measures["all"].score) == (1, near(0.25))
    found = score_texts(tmp_path, questionnaire, MEAN, "answers: {a: 1, b: true}").assessment
    assert (found.measures["all"].asked, found.measures["all"].score) == (1, near(0.25))
    found = score_texts(
        tmp_path, questionnaire, MEAN, "answers: {a: unknown, name: us, b: true}"
    ).assessment
    measure = found.measures["all"]
    assert (measure.asked, measure.answered, measure.score, measure.low, measure.high) == (
        2,
        0,
        None,
        0,
        1,
    )
    found = score_texts(
        tmp_path, questionnaire, MEAN, "answers: {a: 4, name: us, b: true}"
    ).assessment
    assert (found.measures["all"].asked, found.measures["all"].score) == (2, near(1))


def test_multi_choice_number_and_yes_no(tmp_path: Path) -> None:
    """How each type of answer becomes a number.

    multi:  options worth 2, 1 and -1: the scale runs from -1 to 2 + 1 = 3; {first, bad} is 2 - 1 = 1,
            (1 - -1) / (3 - -1) = 0.5.
    choice: options worth -2, 0 and 8: `none` is 0, (0 - -2) / (8 - -2) = 0.2.
    number: 20 to 120: 45 is (45 - 20) / 100 = 0.25.
    yes_no: yes is worth 0.25 and no 2.25 (an inverted question): yes is 0, no is 1. yes -> 0.
    Mean of the scores: (0.5 + 0.2 + 0.25 + 0) / 4 = 0.2375.
    Mean of the values: (1 + 0 + 45 + 0.25) / 4 = 11.5625, on a scale from (-1 - 2 + 20 + 0.25) / 4 = 4.3125
    to (3 + 8 + 120 + 2.25) / 4 = 33.3125: (11.5625 - 4.3125) / 29 = 0.25.
    With the number missing, its place is taken at the share of the others, by width of scale:
    (2 + 2 + 0) / (4 + 10 + 2) = 0.25 of its scale, so the score stays 0.25.
    """
    questionnaire = """
sections:
  - id: all
    kind: area
    title: All
    questions:
      - id: many
        ask: Q
        type: multi
        choices: [{id: first, text: F, value: 2}, {id: second, text: S, value: 1}, {id: bad, text: B, value: -1}]
      - id: one
        ask: Q
        type: choice
        choices: [{id: worse, text: W, value: -2}, {id: none, text: N, value: 0}, {id: better, text: B, value: 8}]
      - {id: count, ask: Q, type: number, least: 20, greatest: 120}
      - {id: inverted, ask: Q, type: yes_no, values: {"yes": 0.25, "no": 2.25}}
"""
    rubric = """
measures:
  - {section: all, on: score}
  - {id: native, on: value, of: [{question: many}, {question: one}, {question: count}, {question: inverted}]}
"""
    answers = "answers: {many: [first, bad], one: none, count: 45, inverted: true}"
    found = score_texts(tmp_path, questionnaire, rubric, answers).assessment
    assert found.measures["all"].score == near(0.2375)
    native = found.measures["native"]
    assert (native.value, native.score) == (near(11.5625), near(0.25))
    assert (native.least, native.greatest) == (near(4.3125), near(33.3125))
    answers = "answers: {many: [first, bad], one: none, count: unknown, inverted: true}"
    native = score_texts(tmp_path, questionnaire, rubric, answers).assessment.measures["native"]
    assert native.score == near(0.25)
    answers = "answers: {many: [], one: better, count: 120, inverted: false}"
    found = score_texts(tmp_path, questionnaire, rubric, answers).assessment
    # Nothing chosen is worth 0: (0 - -1) / 4 = 0.25; the other three are at their best: (0.25 + 3) / 4.
    assert found.measures["all"].score == near(0.8125)


def test_a_gate_that_opens_at_the_least_still_waits_for_an_answer(tmp_path: Path) -> None:
    """A gate on an unknown is null, even when every answer would open it.

    b = 4 alone gives 1 for the point; a unknown: the gate `a at least 0` fails for position and low, holds for high.
    """
    rubric = """
path:
  title: Path
  steps:
    - {id: first, title: F, measure: all, reached_at: 10%, gates: [{question: a, at_least: 0, because: B}]}
"""
    found = score_texts(
        tmp_path, four_ladders(), rubric, "answers: {a: unknown, b: 4, c: 4, d: 4}"
    ).assessment
    assert path_of(found) == (0, 0, 1, [False], ())
