"""The measure language in small cases, each computed by hand where it stands."""

from pathlib import Path

import pytest

from maturity.model.assessment import Assessment
from maturity.model.values import Portion
from maturity.scoring.definitions import definitions
from maturity.scoring.encode import ANSWERED, NOT_ASKED, UNANSWERED, Rows, encode, not_asked
from maturity.scoring.engine import score, score_in_chunks
from scoring.content import NOT_APPLICABLE, ladder, levels, score_texts

NUMBER = "{id: n, ask: Q, type: number, least: 0, greatest: 100}"


def near(value: float) -> object:
    return pytest.approx(value, abs=1e-12)


def found(folder: Path, questions: str, rubric: str, answers: str) -> Assessment:
    sections = f"sections: [{{id: all, kind: area, title: All, questions: [{questions}]}}]"
    return score_texts(folder, sections, rubric, answers).assessment


@pytest.mark.parametrize(
    ("answer", "level"), [(15, 0), (15.1, 1), (49.9, 1), (50, 2), (85, 2), (85.000001, 3), (100, 3)]
)
def test_levels_begin_at_or_strictly_above(tmp_path: Path, answer: float, level: int) -> None:
    """Up to 15 is level 0, above it 1, from 50 on 2, above 85 %, which is 85 of 100, 3."""
    rubric = """
measures:
  - section: all
    levels: [{from: 0, value: 0}, {above: 15, value: 1}, {from: 50, value: 2}, {above: 85%, value: 3}]
"""
    measure = found(tmp_path, NUMBER, rubric, f"answers: {{n: {answer}}}").measures["all"]
    assert (measure.value, measure.least, measure.greatest) == (level, 0, 3)
    assert measure.score == near(level / 3)


def test_a_sum_of_scores_and_a_sum_with_weights(tmp_path: Path) -> None:
    """a = 3 of 4, b = 1 of 2, all answered.

    As scores: 2 x 3/4 + 1 x 1/2 = 2, on 0 to 2 + 1 = 3. As values: 2 x 3 + 1 x 1 = 7, on 0 to 2 x 4 + 2 = 10.
    """
    of = "of: [{question: a, weight: 2}, {question: b}]"
    rubric = f"""
scoring: {{by: sum}}
measures: [{{id: scores, on: score, {of}}}, {{id: values, on: value, {of}}}]
"""
    measures = found(
        tmp_path, f"{ladder('a')}, {ladder('b', 2)}", rubric, "answers: {a: 3, b: 1}"
    ).measures
    scores, values = measures["scores"], measures["values"]
    assert (scores.value, scores.least, scores.greatest) == (near(2), 0, 3)
    assert (values.value, values.least, values.greatest) == (near(7), 0, 10)
    assert (scores.score, values.score) == (near(2 / 3), near(0.7))


@pytest.mark.parametrize(
    ("evidence", "counts"),
    [
        ("", 2),
        ("{title: T}", 2),  # undated
        ("{title: T, grade: E2, date: 2024-07-31}", 3),  # 18 months before, to the day
        ("{title: T, grade: E2, date: 2024-07-30}", 2),
        ("{title: T, grade: E1, date: 2026-01-01}", 2),  # of another grade
        ("{title: T, grade: E3, date: 2026-12-01}", 3),
    ],
)
def test_evidence_ages(tmp_path: Path, evidence: str, counts: int) -> None:
    """The response is of 2026-01-31; evidence counts for 18 months, back to 2024-07-31."""
    rubric = "caps: [{at_most: 2, without: evidence, grades: [E2, E3], months: 18}]"
    answers = f"answers: {{a: {{answer: 3, evidence: [{evidence}]}}, b: unknown}}"
    result = found(tmp_path, f"{ladder('a')}, {ladder('b')}", rubric, answers)
    assert result.measures["all"].value == counts
    # What is not answered has no claim to hold down: b could still be 4.
    assert result.measures["all"].high == near((counts + 4) / 8)
    capped = [f for f in result.findings if f.code == "capped"]
    values = [(f.questions, f.values) for f in capped]
    told = (("a",), {"claimed": 3.0, "counted": 2.0, "why": "evidence"})
    assert values == ([told] if counts == 2 else [])


@pytest.mark.parametrize(
    ("months", "day", "counts"),
    [
        (2, "2025-11-30", 3),  # there is no 31 November
        (2, "2025-11-29", 2),
        (11, "2025-02-28", 3),
        (13, "2024-12-31", 3),
        (13, "2024-12-30", 2),
        (1, "2025-12-31", 3),
        (24312, "0001-01-01", 3),  # more months than there were
        (24301, "0001-01-01", 3),
        (24300, "0001-01-01", 2),  # back to 0001-01-31, the first there was
    ],
)
def test_months_are_counted_by_the_calendar(
    tmp_path: Path, months: int, day: str, counts: int
) -> None:
    rubric = f"caps: [{{at_most: 2, without: evidence, months: {months}}}]"
    answers = f"answers: {{a: {{answer: 3, evidence: [{{title: T, date: {day}}}]}}}}"
    assert found(tmp_path, ladder("a"), rubric, answers).measures["all"].value == counts


def test_what_an_answer_depends_on(tmp_path: Path) -> None:
    """b counts 0 while a is below 2, and c counts 1 while b counts below 3: a chain.

    With a = 1: b claims 4 and counts 0, so c claims 4 and counts 1. Mean (1 + 0 + 1) / 3 = 2/3.
    With a = 2 all count what they claim: (2 + 4 + 4) / 3 = 10/3.
    With a unknown nothing is held down at the point: (4 + 4) / 2 = 4; at worst (0 + 0 + 1) / 3 / 4
    = 1/12, at best (4 + 4 + 4) / 3 / 4 = 1.
    """
    rubric = """
caps:
  - {question: b, at_most: 0, unless: {question: a, at_least: 2}}
  - {question: c, at_most: 1, unless: {question: b, at_least: 3}}
"""
    questions = ", ".join(ladder(name) for name in "abc")

    def mean(a: object) -> Assessment:
        return found(tmp_path, questions, rubric, f"answers: {{a: {a}, b: 4, c: 4}}")

    low, whole, open_ = mean(1), mean(2), mean("unknown").measures["all"]
    assert low.measures["all"].value == near(2 / 3)
    assert whole.measures["all"].value == near(10 / 3)
    assert (open_.value, open_.low, open_.high) == (near(4), near(1 / 12), near(1))
    told = {f.questions: f.values for f in low.findings if f.code == "capped"}
    assert told == {
        ("b",): {"claimed": 4.0, "counted": 0.0, "why": "dependency"},
        ("c",): {"claimed": 4.0, "counted": 1.0, "why": "dependency"},
    }


CUMULATIVE = """
path:
  title: Levels
  kind: cumulative
  steps:
    - {id: one, title: One, level: 1, all: [{question: a}, {question: b}], at_least: 2}
    - {id: two, title: Two, level: 2, all: [{question: c}], at_least: 2, lower_at_least: 3}
"""


@pytest.mark.parametrize(
    ("answers", "holds", "position", "progress", "practices"),
    [
        ("a: 3, b: 3, c: 2", [True, True], (2, 2, 2), 2, [(2, 2, ()), (3, 3, ())]),
        # b is good enough for step 1, not for step 2: two of the three that step 2 needs hold
        ("a: 3, b: 2, c: 4", [True, False], (1, 1, 1), 1 + 2 / 3, [(2, 2, ()), (3, 2, ("b",))]),
        ("a: 1, b: 2, c: 4", [False, False], (0, 0, 0), 1 / 2, [(2, 1, ("a",)), (3, 1, ("a", "b"))]),
        # an unknown practice may or may not hold
        ("a: 3, b: unknown, c: 4", [None, None], (0, 0, 2), None, [(2, 1, ("b",)), (3, 2, ("b",))]),
        ("a: 3, b: unknown, c: 1", [None, False], (0, 0, 1), None, [(2, 1, ("b",)), (3, 1, ("b", "c"))]),
        # what does not apply stands in nobody's way
        (f"a: 3, b: {NOT_APPLICABLE}, c: 2", [True, True], (2, 2, 2), 2, [(2, 2, ()), (3, 3, ())]),
    ],
)  # fmt: skip
def test_cumulative_steps(
    tmp_path: Path,
    answers: str,
    holds: list[bool | None],
    position: tuple[int, int, int],
    progress: float | None,
    practices: list[tuple[int, int, tuple[str, ...]]],
) -> None:
    questions = ", ".join(ladder(name) for name in "abc")
    path = found(tmp_path, questions, CUMULATIVE, f"answers: {{{answers}}}").path
    assert path is not None
    assert [step.holds for step in path.steps] == holds
    assert (path.position, path.low, path.high) == position
    assert path.progress == (None if progress is None else near(progress))
    told = [
        (s.practices.needed, s.practices.met, s.practices.open) for s in path.steps if s.practices
    ]
    assert told == practices


def test_a_practice_that_can_no_longer_hold(tmp_path: Path) -> None:
    """b is unknown, but counts at most 1 while a is below 3: whatever it is, step 1 fails."""
    rubric = CUMULATIVE + "caps: [{question: b, at_most: 1, unless: {question: a, at_least: 3}}]\n"
    questions = ", ".join(ladder(name) for name in "abc")
    path = found(tmp_path, questions, rubric, "answers: {a: 2, b: unknown, c: 4}").path
    assert path is not None
    assert ([step.holds for step in path.steps], path.high) == ([False, False], 0)


def test_a_gate_on_a_cumulative_step(tmp_path: Path) -> None:
    """Its one practice holds; b = 3 is three quarters of what the gate needs."""
    gate = "{question: b, at_least: 4, because: B}"
    step = (
        f"{{id: one, title: One, level: 1, all: [{{question: a}}], at_least: 2, gates: [{gate}]}}"
    )
    rubric = f"path: {{title: P, kind: cumulative, steps: [{step}]}}"
    path = found(tmp_path, f"{ladder('a')}, {ladder('b')}", rubric, "answers: {a: 2, b: 3}").path
    assert path is not None
    assert (path.position, path.progress) == (0, near(0.75))


def test_a_practice_that_any_answer_would_do_for(tmp_path: Path) -> None:
    """The first step takes any answer to a, so it holds also where the answer is not known."""
    rubric = """
path:
  title: Levels
  kind: cumulative
  steps:
    - {id: one, title: One, level: 1, all: [{question: a}], at_least: 0}
    - {id: two, title: Two, level: 2, all: [{question: b}], at_least: 2, lower_at_least: 0}
"""
    path = found(
        tmp_path, f"{ladder('a')}, {ladder('b')}", rubric, "answers: {a: unknown, b: 1}"
    ).path
    assert path is not None
    assert [step.holds for step in path.steps] == [True, False]
    assert (path.position, path.low, path.high, path.progress) == (1, 1, 1, 1.5)
    assert [step.practices and step.practices.open for step in path.steps] == [(), ("b",)]


def test_nothing_that_applies_reaches_no_level(tmp_path: Path) -> None:
    rubric = CUMULATIVE
    answers = f"answers: {{a: {NOT_APPLICABLE}, b: {NOT_APPLICABLE}, c: 4}}"
    path = found(tmp_path, ", ".join(ladder(name) for name in "abc"), rubric, answers).path
    assert path is not None
    assert [step.holds for step in path.steps] == [False, True]
    assert (path.position, path.high, path.progress) == (0, 0, 0)


def test_the_lowest_of_several_paths(tmp_path: Path) -> None:
    """One path stands on step 1 of 2, with b at 1 of 3 needed; the other at the top.

    The first path's next step needs a >= 2 and b >= 3; a holds and b does not: progress 1 + 1/2.
    """
    rubric = """
paths:
  - id: left
    title: Left
    kind: cumulative
    steps:
      - {id: left-1, title: One, level: 1, all: [{question: a}], at_least: 2}
      - {id: left-2, title: Two, level: 2, all: [{question: b}], at_least: 3, lower_at_least: 2}
  - id: right
    title: Right
    kind: cumulative
    steps:
      - {id: right-1, title: One, level: 1, all: [{question: c}], at_least: 2}
      - {id: right-2, title: Two, level: 2, all: [{question: c}], at_least: 3}
path:
  title: Both
  kind: lowest
  of: [left, right]
  steps: [{id: both-1, title: One}, {id: both-2, title: Two}]
"""
    questions = ", ".join(ladder(name) for name in "abc")
    result = found(tmp_path, questions, rubric, "answers: {a: 2, b: 1, c: 4}")
    assert {name: path.position for name, path in result.paths.items()} == {"left": 1, "right": 2}
    assert result.path is not None
    assert (result.path.position, result.path.low, result.path.high) == (1, 1, 1)
    assert result.path.progress == near(1.5)
    assert [step.holds for step in result.path.steps] == [True, False]
    open_ = found(tmp_path, questions, rubric, "answers: {a: 2, b: unknown, c: 4}").path
    assert open_ is not None
    assert (open_.position, open_.low, open_.high, open_.progress) == (1, 1, 2, None)
    assert [step.holds for step in open_.steps] == [True, None]


def test_targets_with_a_scale_and_a_baseline(tmp_path: Path) -> None:
    """On a scale where less is better, 10 counts least and 0 most: 4 counts 10 - 4 = 6.

    The target 2 counts 8, so the gap is 2 and 6/8 of the way is done; from a baseline of 8, which
    counts 2, it is (6 - 2) / (8 - 2) = 2/3. The measure, at 6 of 10, has a target of 75 % = 7.5.
    """
    rubric = "scales: [{question: n, least: 10, greatest: 0}]\ntargets: {n: 9, all: 75%}"
    answers = """
target:
  levels: {n: 2}
  baseline: {date: 2025-01-31, levels: {n: 8}}
answers: {n: 4}
"""
    result = found(tmp_path, NUMBER, rubric, answers)
    n, whole = result.targets["n"], result.targets["all"]
    assert (n.target, n.value, n.gap, n.share) == (near(8), near(6), near(2), near(0.75))
    assert (n.baseline, n.progress) == (near(2), near(2 / 3))
    assert (whole.target, whole.gap, whole.baseline) == (near(7.5), near(1.5), None)


def test_a_target_step_asks_for_its_gates_and_scores(tmp_path: Path) -> None:
    """Both steps compare `all`; the greater threshold and the greater gate are the targets."""
    rubric = """
path:
  title: P
  steps:
    - {id: s1, title: S, measure: all, reached_at: 25%, gates: [{question: a, at_least: 1, because: B}]}
    - id: s2
      title: S
      measure: all
      reached_at: 75%
      gates: [{question: a, at_least: 3, because: B}, {section: all, at_least: 50%, because: B}]
"""
    answers = "target: {step: s2}\nanswers: {a: 2, b: 4}"
    targets = found(tmp_path, f"{ladder('a')}, {ladder('b')}", rubric, answers).targets
    assert {name: (t.target, t.gap) for name, t in targets.items()} == {
        "a": (3, 1),
        "all": (near(3), near(0)),
    }


def test_several_choices_together_are_no_single_option(tmp_path: Path) -> None:
    """p and q offer +4 and -1.5, so each lies on -1.5 to 4: p none = 0, q both = 2.5; mean 1.25."""
    choices = "[{id: up, text: T, value: 4}, {id: down, text: T, value: -1.5}]"
    questions = ", ".join(f"{{id: {n}, ask: Q, type: multi, choices: {choices}}}" for n in "pq")
    measure = found(tmp_path, questions, "", "answers: {p: [], q: [up, down]}").measures["all"]
    assert (measure.value, measure.least, measure.greatest) == (near(1.25), -1.5, 4)
    assert measure.score == near(0.5)


def test_a_cap_that_is_no_whole_step_of_the_scale(tmp_path: Path) -> None:
    """9 % of -1 to 10 is -0.01, to which a = 10 without evidence is held."""
    question = "{id: a, ask: Q, type: level, levels: [{value: -1, text: L}, {value: 10, text: L}]}"
    rubric = "caps: [{at_most: 9%, without: evidence}]"
    measure = found(tmp_path, question, rubric, "answers: {a: 10}").measures["all"]
    assert (measure.value, measure.score) == (near(-0.01), near(0.09))


def test_a_target_step_with_a_share_and_a_number_on_one_measure(tmp_path: Path) -> None:
    """A gate at 3 of 4 is more than a score of 60 %, which is 2.4; one at 1 is less."""
    rubric = """
path:
  title: P
  steps:
    - {{id: s1, title: S, measure: all, reached_at: 60%, gates: [{{section: all, at_least: {}, because: B}}]}}
"""
    for gate, target in ((3, 3), (1, 2.4)):
        answers = "target: {step: s1}\nanswers: {a: 2}"
        targets = found(tmp_path, ladder("a"), rubric.format(gate), answers).targets
        assert targets["all"].target == near(target)


def test_the_point_stays_in_the_range_of_what_is_still_possible(tmp_path: Path) -> None:
    """z = 0 holds b at 0, whatever its unknown answer is: a = 4 and b = 0 are all there can be.

    Leaving b out would give 4 of 4, which nothing can reach any more; the point is held at 2.
    """
    rubric = """
caps: [{question: b, at_most: 0, unless: {question: z, at_least: 2}}]
measures: [{id: both, of: [{question: a}, {question: b}]}]
"""
    questions = ", ".join(ladder(name) for name in "zab")
    both = found(tmp_path, questions, rubric, "answers: {z: 0, a: 4, b: unknown}").measures["both"]
    assert (both.value, both.score, both.low, both.high) == (near(2), *[near(0.5)] * 3)


@pytest.mark.parametrize(
    ("condition", "first", "asked"),
    [
        # x and y are worth the same: which one was chosen is what counts, not its worth
        ("question: way, is: x", "way: x", 2),
        ("question: way, is: x", "way: y", 1),
        ("question: uses, is: v", "uses: [u, v], way: x", 2),
        ("question: uses, is: v", "uses: [u], way: x", 1),
        ("question: words, is: red", "words: red, way: x", 2),
        ("question: words, is: red", "words: blue, way: x", 1),
        ("question: words, is: red", "words: unknown, way: x", 2),  # undecided: asked, unanswered
        ("question: words, is: red", "way: x", 2),
        ("question: words, is: red", "words: declined, way: x", 2),
    ],
)
def test_conditions_look_at_what_was_said(
    tmp_path: Path, condition: str, first: str, asked: int
) -> None:
    """Of way and b, b is asked only under the condition; uses is never part of the measure."""
    questions = ", ".join(
        (
            "{id: words, ask: Q, type: text}",
            "{id: uses, ask: Q, type: multi, choices: [{id: u, text: U, value: 1}, {id: v, text: V, value: 1}]}",
            "{id: way, ask: Q, type: choice, choices: [{id: w, text: W, value: 0}, {id: x, text: X, value: 1}, {id: y, text: Y, value: 1}]}",
            f"{{id: b, ask: Q, type: yes_no, ask_if: {{{condition}}}}}",
        )
    )
    rubric = "measures: [{id: both, of: [{question: way}, {question: b}]}]"
    both = found(tmp_path, questions, rubric, f"answers: {{{first}}}").measures["both"]
    assert both.asked == asked


def test_a_missing_answer_at_its_least_and_what_depends_on_it(tmp_path: Path) -> None:
    """b counts 0 while a is below 2, and a is unknown, so it counts 0 in m.

    Where only m takes what is missing at its least, it is still open whether a holds b down, so
    b counts its 4 and m is 2. Where the rubric says it for all, a is 0 for its rule too: b counts 0.
    """
    rubric = """
scoring: {{missing: {}}}
caps: [{{question: b, at_most: 0, unless: {{question: a, at_least: 2}}}}]
measures: [{{id: m, missing: least, of: [{{question: a}}, {{question: b}}]}}]
"""
    questions = f"{ladder('a')}, {ladder('b')}"
    values = [
        found(tmp_path, questions, rubric.format(missing), "answers: {a: unknown, b: 4}")
        .measures["m"]
        .value
        for missing in ("range", "least")
    ]
    assert values == [near(2), near(0)]


def test_a_value_is_told_as_it_was_said(tmp_path: Path) -> None:
    """1 of 0 to 49 is 1 to the last digit, though 1 / 49 x 49 is a little less in floating point."""
    question = "{id: n, ask: Q, type: number, least: 0, greatest: 49}"
    rubric = "measures: [{section: all, by: minimum}]"
    assert found(tmp_path, question, rubric, "answers: {n: 1}").measures["all"].value == 1


@pytest.mark.parametrize("condition", ["at_least: 3", "is: 3"])
@pytest.mark.parametrize(("n", "held"), [(3, False), (5, True)])
def test_a_rule_on_a_question_with_a_scale_of_its_own(
    tmp_path: Path, condition: str, n: int, held: bool
) -> None:
    """Less is better: 3 counts 10 - 3 = 7, which n = 3 reaches and n = 5, which counts 5, does not."""
    rubric = f"""
scales: [{{question: n, least: 10, greatest: 0}}]
caps: [{{question: b, at_most: 1, unless: {{question: n, {condition}}}}}]
measures: [{{id: m, of: [{{question: b}}]}}]
"""
    questions = f"{{id: n, ask: Q, type: number, least: 0, greatest: 10}}, {ladder('b')}"
    measure = found(tmp_path, questions, rubric, f"answers: {{n: {n}, b: 4}}").measures["m"]
    assert measure.value == (1 if held else 4)


@pytest.mark.parametrize(("words", "asked"), [("red", True), ("blue", False)])
def test_a_condition_on_what_is_itself_asked_under_a_condition(
    tmp_path: Path, words: str, asked: bool
) -> None:
    """b rests on the text `name`, which is asked only where the text `words` is red."""
    questions = ", ".join(
        (
            "{id: words, ask: Q, type: text}",
            "{id: name, ask: Q, type: text, ask_if: {question: words, is: red}}",
            f"{ladder('b')[:-1]}, ask_if: {{question: name, is: us}}}}",
        )
    )
    sections = f"sections: [{{id: all, kind: area, title: All, questions: [{questions}]}}]"
    scored = score_texts(tmp_path, sections, "", f"answers: {{words: {words}, name: us, b: 4}}")
    assert scored.assessment.measures["all"].asked == asked
    assert not_asked(scored.plan, scored.response) == (set() if asked else {"name", "b"})


@pytest.mark.parametrize(("a", "asked"), [(1, False), (2, True), ("unknown", True)])
def test_a_text_that_is_asked_by_what_was_scored(tmp_path: Path, a: object, asked: bool) -> None:
    """The text `why` is asked where a is at least 2, and where that is still open."""
    why = "{id: why, ask: Q, type: text, ask_if: {question: a, at_least: 2}}"
    sections = f"sections: [{{id: all, kind: area, title: A, questions: [{ladder('a')}, {why}]}}]"
    scored = score_texts(tmp_path, sections, "", f"answers: {{a: {a}}}")
    assert not_asked(scored.plan, scored.response) == (set() if asked else {"why"})


def test_responses_are_judged_one_by_one(tmp_path: Path) -> None:
    """b is asked where c is at least 2 or a is; the first response leaves that open, the second not.

    So b counts as missing in the first and does not count in the second: its 4 counts in neither.
    """
    asked_if = "{any: [{question: c, at_least: 2}, {question: a, at_least: 2}]}"
    questions = f"{ladder('a')}, {ladder('c')}, {ladder('b')[:-1]}, ask_if: {asked_if}}}"
    sections = f"sections: [{{id: all, kind: area, title: All, questions: [{questions}]}}]"
    open_ = score_texts(tmp_path, sections, "", "answers: {a: unknown, c: 1, b: 4}")
    shut = score_texts(tmp_path, sections, "", "answers: {a: 0, c: 1, b: 4}")
    together = encode(open_.plan, [open_.response, shut.response])
    assert together.states[2].tolist() == [UNANSWERED, NOT_ASKED]


@pytest.mark.parametrize("given", [None, "values"])
def test_many_rows_are_scored_in_chunks_and_in_order(tmp_path: Path, given: str | None) -> None:
    """Five rows with a = 0 to 4 make chunks of 2, 2 and 1; what was said goes with what counts."""
    sections = f"sections: [{{id: all, kind: area, title: All, questions: [{ladder('a')}]}}]"
    scored = score_texts(tmp_path, sections, "", "answers: {a: 4}")
    crowd = scored.rows.repeated(5)
    crowd.values[0] = range(5)
    rows = Rows(crowd.values, crowd.states, None if given is None else crowd.values + 1)
    chunks = list(score_in_chunks(scored.plan, rows, size=2))
    assert [chunk.measures[0].value.tolist() for chunk in chunks] == [[0, 1], [2, 3], [4]]
    part = rows.between(1, 3)
    assert part.values.tolist() == [[1, 2]]
    assert part.states.tolist() == [[ANSWERED, ANSWERED]]
    assert part.claimed.tolist() == [[1, 2]] if given is None else [[2, 3]]
    assert (part.given is None) == (given is None)


@pytest.mark.parametrize(
    ("values", "a", "b"),
    [
        ((0, 0.5, 1), 0.5, 1),  # steps of a half
        ((0, 2, 4), 2, 4),  # steps of two
        ((1, 2, 3), 2, 3),  # not from 0 on
        ((-1, 0, 1), 0, 1),
    ],
)
def test_ladders_of_other_steps(
    tmp_path: Path, values: tuple[float, ...], a: float, b: float
) -> None:
    """a stands in the middle and b at the top: 3/4 of the scale."""
    steps = ", ".join(f"{{value: {value}, text: L}}" for value in values)
    questions = ", ".join(f"{{id: {n}, ask: Q, type: level, levels: [{steps}]}}" for n in "ab")
    measure = found(tmp_path, questions, "", f"answers: {{a: {a}, b: {b}}}").measures["all"]
    assert (measure.score, measure.value) == (near(0.75), near((a + b) / 2))


def test_weights_that_differ_by_much(tmp_path: Path) -> None:
    """Of weights in the ratio of 20 000 000 to 1 the small one is seen, of 1e320 to 1 it is not."""
    rubric = """
measures:
  - {id: seen, of: [{question: a, weight: 20000000}, {question: b}]}
  - {id: unseen, of: [{question: a}, {question: b, weight: 1.0e-320}]}
"""
    measures = found(
        tmp_path, f"{ladder('a', 1)}, {ladder('b', 1)}", rubric, "answers: {a: 1, b: 0}"
    ).measures
    assert measures["seen"].score == near(20_000_000 / 20_000_001)
    assert measures["unseen"].score == 1


def test_a_measure_on_measures_with_scales_of_their_own(tmp_path: Path) -> None:
    """a = 4 and b = 1 of 0 to 4, c = 4: one of two reaches 2, a share of 1/2 on 0 to 1.

    With c: (1/2 + 4) / 2 on 0 to (1 + 4) / 2. With the share of those that reach 1, which is 1:
    (1/2 + 1) / 2 on 0 to 1. The geometric mean of 4 and 1 is 2, on 1 to 4 with a floor of 1, and on
    0 to 4 without. With c: (2 + 4) / 2, on (1 + 0) / 2 to 4, or on 0 to 4; alone it stays 2.
    """
    of = "of: [{question: a}, {question: b}]"
    rubric = f"""
measures:
  - {{id: two, by: share_at_least, level: 2, {of}}}
  - {{id: one, by: share_at_least, level: 1, {of}}}
  - {{id: raised, by: geometric_mean, floor: 1, {of}}}
  - {{id: plain, by: geometric_mean, {of}}}
  - {{id: mixed, of: [{{measure: two}}, {{question: c}}]}}
  - {{id: shares, of: [{{measure: two}}, {{measure: one}}]}}
  - {{id: over-raised, of: [{{measure: raised}}, {{question: c}}]}}
  - {{id: over-plain, of: [{{measure: plain}}, {{question: c}}]}}
  - {{id: only-plain, of: [{{measure: plain}}]}}
"""
    questions = ", ".join(ladder(name) for name in "abc")
    measures = found(tmp_path, questions, rubric, "answers: {a: 4, b: 1, c: 4}").measures
    told = {
        name: (measures[name].value, measures[name].least, measures[name].greatest)
        for name in ("mixed", "shares", "over-raised", "over-plain", "only-plain")
    }
    assert told == {
        "mixed": (near(2.25), near(0), near(2.5)),
        "shares": (near(0.75), near(0), near(1)),
        "over-raised": (near(3), near(0.5), near(4)),
        "over-plain": (near(3), near(0), near(4)),
        "only-plain": (near(2), near(0), near(4)),
    }


def test_a_level_to_reach_on_a_scale_of_its_own(tmp_path: Path) -> None:
    """Less is better on a: level 3 counts 4 - 3 = 1, which a = 2, counting 2, reaches."""
    rubric = """
scales: [{question: a, least: 4, greatest: 0}]
measures: [{section: all, by: count_at_least, level: 3}]
"""
    assert found(tmp_path, ladder("a"), rubric, "answers: {a: 2}").measures["all"].value == 1


def test_choices_on_a_scale_of_its_own(tmp_path: Path) -> None:
    """p, worth 0.3 of 0.05 to 0.95, is (0.3 - 0.05) / 0.9 of the scale, though its choices are 0.3 apart."""
    choices = (
        "[{id: p, text: T, value: 0.3}, {id: q, text: T, value: 0.3}, {id: r, text: T, value: 0.6}]"
    )
    question = f"{{id: m, ask: Q, type: multi, choices: {choices}}}"
    rubric = "scales: [{question: m, least: 0.05, greatest: 0.95}]"
    measure = found(tmp_path, question, rubric, "answers: {m: [p]}").measures["all"]
    assert measure.score == near(0.25 / 0.9)


@pytest.mark.parametrize(("at_least", "position"), [("0", 0), ("0%", 1)])
def test_a_practice_at_least_at_nothing(tmp_path: Path, at_least: str, position: int) -> None:
    """a = -1 of -1 to 1 is less than 0, but no less than 0 % of the scale."""
    question = "{id: a, ask: Q, type: level, levels: [{value: -1, text: L}, {value: 1, text: L}]}"
    step = f"{{id: one, title: O, level: 1, all: [{{question: a}}], at_least: {at_least}}}"
    rubric = f"path: {{title: P, kind: cumulative, steps: [{step}]}}"
    path = found(tmp_path, question, rubric, "answers: {a: -1}").path
    assert path is not None
    assert path.position == position
    path = found(tmp_path, ladder("a"), rubric, "answers: {a: 0}").path
    assert path is not None
    assert path.position == 1


def test_a_bound_on_a_question_is_a_share_or_an_answer(tmp_path: Path) -> None:
    """Counted on 2 to 10, where less is better: a quarter is 2 + 8 / 4, and the answer 3 is 12 - 3."""
    rubric = "scales: [{question: n, least: 10, greatest: 2}]"
    sections = f"sections: [{{id: all, kind: area, title: A, questions: [{NUMBER}]}}]"
    plan = score_texts(tmp_path, sections, rubric, "answers: {n: 4}").plan
    assert plan.bound(0, Portion(0.25)) == near(4)
    assert plan.bound(0, 3) == near(9)


def test_a_definition_has_the_name_of_its_section_or_measure(tmp_path: Path) -> None:
    sections = f"sections: [{{id: all, kind: area, title: A, questions: [{ladder('a')}]}}]"
    scored = score_texts(tmp_path, sections, "measures: [{id: m, of: [{question: a}]}]", "")
    found = definitions(scored.questionnaire, scored.rubric)
    assert {name: definition.id for name, definition in found.items()} == {"all": "all", "m": "m"}


def test_each_value_among_many_is_told_as_it_was_said(tmp_path: Path) -> None:
    """m is the smaller of n and b, and b counts 0 while z is below 2.

    The first response can only come to 0, though b, which is unknown, is left out of n = 30. The
    second has 1, and what becomes of the first changes no digit of it.
    """
    numbers = (f"{{id: {n}, ask: Q, type: number, least: 0, greatest: 49}}" for n in "nb")
    questions = ", ".join((ladder("z"), *numbers))
    sections = f"sections: [{{id: all, kind: area, title: All, questions: [{questions}]}}]"
    rubric = """
scoring: {on: score}
caps: [{question: b, at_most: 0, unless: {question: z, at_least: 2}}]
measures: [{id: m, on: value, by: minimum, of: [{question: n}, {question: b}]}]
"""
    held, free = (
        score_texts(tmp_path, sections, rubric, f"answers: {{z: {z}, n: {n}, b: unknown}}")
        for z, n in ((0, 30), (4, 1))
    )
    rows = encode(held.plan, [held.response, free.response])
    m = score(held.plan, rows).measures[held.plan.measure["m"]]
    assert m.value.tolist() == [0, 1]
    assert m.score.tolist() == [0, 1 / 49]


def test_a_level_is_told_as_the_rubric_says_it(tmp_path: Path) -> None:
    """Level 1 of 0 to 49 is 1 to the last digit."""
    rubric = "measures: [{section: all, levels: [{from: 0, value: 0}, {from: 2, value: 1}, {from: 4, value: 49}]}]"
    measure = found(tmp_path, ladder("a"), rubric, "answers: {a: 2}").measures["all"]
    assert (measure.value, measure.score) == (1, near(1 / 49))


def test_a_middle_that_a_missing_member_can_only_bring_down(tmp_path: Path) -> None:
    """t, of 0 to 1, has no answer; the other, with b still open, has 2 of 0 to 4.

    Alone that would be a middle of 2. With t at its best it is (2 + 1) / 2 = 1.5, so more is not
    said. At worst (0 + 2 / 2) / 2 = 0.5 and at best (1 + 3) / 2 = 2, on 0 to (1 + 4) / 2 = 2.5.
    """
    rubric = """
measures:
  - {section: all, on: score}
  - {id: s, of: [{question: a}, {question: b}]}
  - {id: t, of: [{question: c}]}
  - {id: m, by: median, on: value, of: [{measure: s}, {measure: t}]}
"""
    questions = f"{ladder('a')}, {ladder('b')}, {ladder('c', 1)}"
    m = found(tmp_path, questions, rubric, "answers: {a: 2}").measures["m"]
    assert (m.value, m.least, m.greatest) == (near(1.5), 0, near(2.5))
    assert (m.low, m.high) == (near(0.5 / 2.5), near(2 / 2.5))


def test_a_minimum_of_a_single_measure_without_a_common_scale(tmp_path: Path) -> None:
    """The share that reaches 2, 1/2 of 0 to 1, and with it a mean on 0 to (1 + 4) / 2: (1/2 + 4) / 2."""
    rubric = """
measures:
  - {id: share, by: share_at_least, level: 2, of: [{question: a}, {question: b}]}
  - {id: mixed, of: [{measure: share}, {question: c}]}
  - {id: only, by: minimum, of: [{measure: mixed}]}
"""
    questions = ", ".join(map(ladder, "abc"))
    only = found(tmp_path, questions, rubric, "answers: {a: 4, b: 1, c: 4}").measures["only"]
    assert (only.value, only.least, only.greatest) == (near(2.25), near(0), near(2.5))


def test_a_question_that_is_listed_twice_counts_twice(tmp_path: Path) -> None:
    rubric = "measures: [{id: m, of: [{question: a}, {question: b}, {question: a}]}]"
    questions = f"{ladder('a')}, {ladder('b')}"
    m = found(tmp_path, questions, rubric, "answers: {a: 4, b: 1}").measures["m"]
    assert m.value == near((4 + 1 + 4) / 3)


@pytest.mark.parametrize("by", ["geometric_mean", "harmonic_mean"])
def test_what_lies_on_the_floor_is_nothing_to_the_last_digit(tmp_path: Path, by: str) -> None:
    """All are at the floor of `low`, so it has none of its scale, and the product with d is nothing.

    In floating point the cube root of 0.7, three times, is not quite 0.7; a square root of that
    difference would be seen.
    """
    rubric = f"""
measures:
  - {{id: low, by: {by}, floor: 0.7, of: [{{question: a}}, {{question: b}}, {{question: c}}]}}
  - {{id: m, by: geometric_mean, floor: 0, on: score, of: [{{measure: low}}, {{question: d}}]}}
"""
    measures = found(
        tmp_path, ", ".join(map(ladder, "abcd")), rubric, "answers: {a: 0, b: 0, c: 0, d: 4}"
    ).measures
    assert (measures["low"].value, measures["low"].score) == (0.7, 0)
    assert measures["m"].value == 0


@pytest.mark.parametrize("by", ["minimum", "maximum", "median"])
def test_a_scale_that_begins_below_0(tmp_path: Path, by: str) -> None:
    """a = b = -1 is the least of -1 to 1."""
    questions = ", ".join(
        f"{{id: {n}, ask: Q, type: level, levels: {levels(1, least=-1)}}}" for n in "ab"
    )
    rubric = f"measures: [{{section: all, by: {by}}}]"
    measure = found(tmp_path, questions, rubric, "answers: {a: -1, b: -1}").measures["all"]
    assert (measure.value, measure.least, measure.greatest, measure.score) == (-1, -1, 1, 0)


def test_the_middle_by_weights_that_are_small(tmp_path: Path) -> None:
    """Half of the weight, 1.5 millionths, lies within that of b, whatever a millionth is a part of."""
    weighted = ", ".join(f"{{question: {n}, weight: 1.0e-6}}" for n in "abc")
    rubric = f"measures: [{{id: m, by: median, of: [{weighted}]}}]"
    questions = ", ".join(map(ladder, "abc"))
    assert (
        found(tmp_path, questions, rubric, "answers: {a: 1, b: 2, c: 4}").measures["m"].value == 2
    )


# --- Sections that are sums, in a measure of their own --------------------------------------------


def of_sums(folder: Path, by: str, answers: str) -> Assessment:
    """A measure m of section s with a yes-or-no question, and t with a ladder, which are sums."""
    sections = ", ".join(
        f"{{id: {name}, kind: area, title: S, questions: [{question}]}}"
        for name, question in (("s", "{id: a, ask: Q, type: yes_no}"), ("t", ladder("b")))
    )
    rubric = f"""
scoring: {{by: sum, on: value}}
measures: [{{id: m, by: {by}, on: value, of: [{{section: s}}, {{section: t}}]}}]
"""
    return score_texts(folder, f"sections: [{sections}]", rubric, f"answers: {answers}").assessment


@pytest.mark.parametrize("by", ["sum", "mean"])
def test_a_section_that_does_not_apply_leaves_the_scale(tmp_path: Path, by: str) -> None:
    """What is left is s, which is 1 of 0 to 1 by its one answer."""
    m = of_sums(tmp_path, by, f"{{a: true, b: {NOT_APPLICABLE}}}").measures["m"]
    assert (m.value, m.least, m.greatest) == (near(1), 0, near(1))


def test_a_section_without_an_answer_is_prorated(tmp_path: Path) -> None:
    """s is 1 of 1; t, of 0 to 4, is taken at the same share: 5 of 5. At worst it is 1 of 5."""
    m = of_sums(tmp_path, "sum", "{a: true, b: unknown}").measures["m"]
    assert (m.value, m.least, m.greatest) == (near(5), 0, 5)
    assert (m.low, m.high) == (near(0.2), near(1))


# --- What is told of steps and gates --------------------------------------------------------------


def one_step(needs: str) -> str:
    return f"path: {{title: P, steps: [{{id: one, title: One, {needs}}}]}}"


GATES = one_step(
    "measure: all, reached_at: 25%, gates: [{question: a, at_least: 2, because: B}, "
    "{section: all, at_least: 50%, because: B}, {section: all, at_least: 3, because: B}]"
)


def test_what_is_told_of_a_step_and_its_gates(tmp_path: Path) -> None:
    """(3 + 1) / 2 = 2 of 0 to 4, a score of a half: only the gate at 3 is shut."""
    path = found(tmp_path, f"{ladder('a')}, {ladder('b')}", GATES, "answers: {a: 3, b: 1}").path
    assert path is not None
    [step] = path.steps
    assert step.model_dump(exclude_none=True) == {
        "id": "one",
        "measure": "all",
        "holds": False,
        "score": 0.5,
        "low": 0.5,
        "high": 0.5,
        "reached_at": 0.25,
        "gates": (
            {"question": "a", "on": "value", "at_least": 2, "answer": 3, "state": "answered", "holds": True},
            {"measure": "all", "on": "score", "at_least": 0.5, "answer": 0.5, "holds": True},
            {"measure": "all", "on": "value", "at_least": 3, "answer": 2, "holds": False},
        ),
    }  # fmt: skip


def test_what_is_told_of_a_step_with_too_few_answers(tmp_path: Path) -> None:
    """One of two answers is less than 60 %: b = 1 gives 1/8 to 5/8, which is 0.5 to 2.5 of 4.

    So 25 % and 50 % may be reached, and 3 never is.
    """
    rubric = f"scoring: {{minimum_answered: 60%}}\n{GATES}"
    questions = f"{ladder('a')}, {ladder('b')}"
    path = found(tmp_path, questions, rubric, "answers: {a: unknown, b: 1}").path
    assert path is not None
    [step] = path.steps
    assert (step.score, step.low, step.high, step.holds) == (None, 0.125, 0.625, False)
    assert [(gate.answer, gate.state, gate.holds) for gate in step.gates] == [
        (None, "unknown", None),
        (None, None, None),
        (None, None, False),
    ]


ONE_TO_FIVE = ", ".join(
    f"{{id: {name}, ask: Q, type: level, levels: {levels(5, least=1)}}}" for name in "ab"
)
BELOW = """
measures:
  - {id: of-a, of: [{question: a}]}
  - {id: of-both, minimum_answered: 60%, of: [{question: a}, {question: b}]}
"""


@pytest.mark.parametrize(
    ("gate", "answers", "progress"),
    [
        # a = b = 2 is 1 above the least, and 4 is 3 above it.
        ("{measure: of-both, at_least: 4, because: B}", "{a: 2, b: 2}", 1 / 3),
        # It is a score of a quarter, which is half of a half.
        ("{measure: of-both, at_least: 50%, because: B}", "{a: 2, b: 2}", 1 / 2),
        ("{question: b, at_least: 5, because: B}", "{a: 5, b: 2}", 1 / 4),
        # Without enough answers it cannot be said how far the gate is open.
        ("{measure: of-both, at_least: 4, because: B}", "{a: 2, b: unknown}", None),
        ("{measure: of-both, at_least: 50%, because: B}", "{a: 2, b: unknown}", None),
    ],
)
def test_how_far_a_gate_is_open(
    tmp_path: Path, gate: str, answers: str, progress: float | None
) -> None:
    """The score that the step needs is reached in each case."""
    rubric = BELOW + one_step(f"measure: of-a, reached_at: 10%, gates: [{gate}]")
    path = found(tmp_path, ONE_TO_FIVE, rubric, f"answers: {answers}").path
    assert path is not None
    assert (path.position, path.progress) == (0, None if progress is None else near(progress))


def test_a_gate_on_a_measure_of_which_nothing_applies_cannot_be_said(tmp_path: Path) -> None:
    rubric = "measures: [{id: m, by: ordered_until, level: 2, of: [{question: a}, {question: b}]}, {id: n, of: [{question: c}]}]\n"
    rubric += one_step(
        "measure: n, reached_at: 50%, gates: [{measure: m, at_least: 1, because: B}]"
    )
    answers = f"answers: {{a: {NOT_APPLICABLE}, b: {NOT_APPLICABLE}, c: 4}}"
    path = found(tmp_path, ", ".join(map(ladder, "abc")), rubric, answers).path
    assert path is not None
    assert path.steps[0].gates[0].holds is None
    assert (path.position, path.low, path.high) == (0, 0, 1)


def test_the_lowest_of_paths_stands_where_the_answers_say(tmp_path: Path) -> None:
    """a = 4 alone gives 1; with b at its least it is a half, less than 60 %: position 1, low 0."""
    steps = "steps: [{{id: {0}-1, title: S, measure: all, reached_at: {1}%}}]"
    rubric = f"""
path: {{title: P, kind: lowest, of: [p, q], steps: [{{id: both, title: B}}]}}
paths:
  - {{id: p, title: P, {steps.format("p", 60)}}}
  - {{id: q, title: Q, {steps.format("q", 30)}}}
"""
    path = found(tmp_path, f"{ladder('a')}, {ladder('b')}", rubric, "answers: {a: 4}").path
    assert path is not None
    assert (path.position, path.low, path.high) == (1, 0, 1)
    assert (path.steps[0].holds, path.progress) == (True, 1)
