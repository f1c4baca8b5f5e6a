"""Is an explanation made of whole sentences that are true and can be read aloud, each by itself?"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from maturity.export.explanation import explanation_json
from maturity.export.explanation_mermaid import explanation_mermaid
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.model.rubric import Rubric
from maturity.scoring.assess import Digests, Scored, assess
from maturity.storage.library import Library
from maturity.usecases.score import score_file
from maturity.view.explain import explain_view, explained
from maturity.view.explain_chart import explain_chart
from maturity.view.explain_words import Line
from scoring.content import NOT_APPLICABLE, levels, score_texts
from strategies.content import Case, cases

SENTENCES = re.compile(
    r"[“A-Z0-9].*[.:?]|(The (question|note|reason|evidence)|That level).*", re.DOTALL
)
WRONG = re.compile(r"(?<!: )None|nan\b|\{|\}|  |\.\.|!| ,| \.|inf\b")


def lines(line: Line) -> Iterator[str]:
    yield line.text
    for child in line.children:
        yield from lines(child)


def said(scored: Scored, what: str | None) -> list[str]:
    blocks = explain_view(scored, explained(scored, what), "en")
    return [text for block in blocks for text in lines(block)]


def everything(scored: Scored) -> list[str | None]:
    """All that can be asked for."""
    plan = scored.plan
    steps = [step.id for path in plan.paths for step in path.steps]
    questions = [question.id for question in scored.questionnaire.questions()]
    return [None, *plan.measure, *questions, *steps, *(path.id for path in plan.paths)]


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(cases(1))
def test_anything_can_be_explained(case: Case) -> None:
    plain = {**case.responses[0], "organisation": {"id": "org", "name": "Org"}}
    check_reading_aloud(
        assess(
            Questionnaire.model_validate(case.questionnaire),
            Rubric.model_validate(case.rubric),
            Response.model_validate(plain),
            Digests("q", "r", "a"),
        )
    )


METHODS = sorted(
    path.parent for path in (Path(__file__).parents[1] / "worked").glob("*/rubric.yaml")
)


@pytest.mark.parametrize("folder", METHODS, ids=lambda folder: folder.name)
def test_published_methods_can_be_explained(folder: Path) -> None:
    answers, rubric = min(folder.glob("answers*.yaml")), str(folder / "rubric.yaml")
    check_reading_aloud(score_file(Library(), str(answers), rubric, "en"))


def check_reading_aloud(scored: Scored) -> None:
    for what in everything(scored):
        for text in said(scored, what):
            assert SENTENCES.fullmatch(text), text
            assert not WRONG.search(text), text
        found = explained(scored, what)
        json.loads(explanation_json(found.node, found.changes))
        assert explanation_mermaid(explain_chart(scored, found, "en")).startswith("flowchart LR")


def ladder(name: str, title: str) -> str:
    return f"{{id: {name}, title: {title}, ask: Q, type: level, levels: {levels(4)}}}"


LADDERS = ", ".join(
    ladder(name, title)
    for name, title in (("a", "Alpha"), ("b", "Beta"), ("c", "Gamma"), ("d", "Delta"))
)
QUESTIONNAIRE = f"""
evidence_grades: [{{id: E1, text: G}}]
sections: [{{id: all, kind: area, title: All, questions: [{LADDERS}]}}]
"""


def explain(folder: Path, rubric: str, answers: str, what: str | None = "all") -> list[str]:
    return said(score_texts(folder, QUESTIONNAIRE, rubric, f"answers: {{{answers}}}"), what)


def test_answers_that_are_alike_share_a_sentence(tmp_path: Path) -> None:
    assert explain(tmp_path, "measures: []", "a: 2, b: 3, c: 2, d: unknown") == [
        "“All” stands at 2.3 of 4, or 58%, the mean of 3 answers.",
        "“Beta” was answered with level 3 and brings 1.0 of the 2.3.",
        "2 answers are at level 2 and together bring 1.3 of the 2.3: “Alpha” and “Gamma”.",
        "“Delta” was left out, because the answer is not known.",
    ]


@pytest.mark.parametrize(
    ("rule", "first", "second"),
    [
        (
            "by: minimum",
            "“All” stands at 1.0 of 4, or 25%, the smallest of 4 answers.",
            "2 answers are at level 3, which changes nothing here: “Beta” and “Delta”.",
        ),
        (
            "by: median",
            "“All” stands at 2.5 of 4, or 63%, the middle one of 4 answers.",
            "2 answers are at level 3, one of the two values in the middle: “Beta” and “Delta”.",
        ),
        (
            "by: share_at_least, level: 3",
            "“All” stands at 50%, because 2 of 4 answers reach level 3.",
            "2 answers are at level 3 and together bring all of the 50%: “Beta” and “Delta”.",
        ),
        (
            "by: ordered_until, level: 3",
            "“All” stands at 0.0 of 4, or 0%, because it begins with one that does not reach level 3.",
            "“Alpha” was answered with level 2, which is too low to count.",
        ),
        (
            "levels: [{from: 0%, value: 0}, {above: 50%, value: 3, name: Largely}]",
            (
                "“All” stands at level 3, “Largely”. Its parts make 2.25 of 4, the mean of 4 "
                "answers. A value of 2.25 of 4 counts as level 3, “Largely”."
            ),
            "2 answers are at level 3 and together bring 2 of the 3: “Beta” and “Delta”.",
        ),
        (
            "report_on: {least: 1, greatest: 5}",
            (
                "“All” stands at 3.3 on a scale from 1 to 5, or 56%. Its parts make 2.25 of 4, the mean "
                "of 4 answers. On the scale that is reported, from 1 to 5, 2.25 of 4 is 3.3."
            ),
            "2 answers are at level 3 and together bring 2.0 of the 3.3: “Beta” and “Delta”.",
        ),
    ],
)
def test_every_way_of_making_a_number(tmp_path: Path, rule: str, first: str, second: str) -> None:
    found = explain(tmp_path, f"measures: [{{section: all, {rule}}}]", "a: 2, b: 3, c: 1, d: 3")
    assert found[:2] == [first, second]


def test_weights_are_said_in_words(tmp_path: Path) -> None:
    rubric = "measures: [{id: m, title: M, of: [{question: a, weight: 2}, {question: b}, {question: c}, {question: d, weight: 0}]}]"
    assert explain(tmp_path, rubric, "a: 2, b: 4, c: 4, d: 4", "m") == [
        "“M” stands at 3.0 of 4, or 75%, the weighted mean of 3 answers.",
        "2 answers are at level 4, carry a quarter of the weight each and together bring 2.0 of the 3.0: “Beta” and “Gamma”.",
        "“Alpha” was answered with level 2, carries half of the weight and brings 1.0 of the 3.0.",
        "“Delta” was left out, because it carries no weight here.",
    ]


def test_too_few_answers(tmp_path: Path) -> None:
    rubric = "measures: [{section: all, minimum_answered: 60%}]"
    assert explain(tmp_path, rubric, "a: 2")[0] == (
        "“All” has no score: one of its 4 questions is answered, and it needs 60% of them. "
        "With all answers, its score could be anything from 13% to 88%. "
        "The answers there are make 2.0 of 4."
    )


def test_claims_and_policies(tmp_path: Path) -> None:
    rubric = """
scoring: {missing: least}
caps:
  - {question: a, at_most: 1, without: evidence, because: Show it}
  - {question: c, at_most: 2, unless: {question: b, at_least: 3}, because: B}
"""
    found = explain(tmp_path, rubric, "a: 3, b: 2, c: 4, d: unknown")
    assert found[0] == "“All” stands at 1.3 of 4, or 31%, the mean of 4 answers."
    assert found[1:] == [
        "“Beta” was answered with level 2 and brings 0.5 of the 1.3.",
        (
            "“Gamma” was answered with level 4 but counts as level 2, because “Beta”, on which it "
            "depends, is too low. It carries a quarter of “All” and adds 0.5 to its 1.3."
        ),
        (
            "“Alpha” was answered with level 3 but counts as level 1, because no evidence of it is "
            "named. It carries a quarter of “All” and adds 0.3 to its 1.3."
        ),
        (
            "The answer to “Delta” is not known. Here it counts as level 0, as the rubric wants it. "
            "It adds nothing to the 1.3 of “All”."
        ),
    ]
    assert "The reason for this rule: Show it" in explain(tmp_path, rubric, "a: 3", "a")


GATES = "gates: [{question: a, at_least: 3, because: Safety first.}, {question: d, at_least: 2, because: B}]"
PATH = (
    f"path: {{title: P, steps: [{{id: one, title: One, measure: all, reached_at: 50%, {GATES}}}]}}"
)


def test_a_step_and_what_would_make_it_hold(tmp_path: Path) -> None:
    answers = f"a: 2, b: 2, c: unknown, d: {NOT_APPLICABLE}"
    assert explain(tmp_path, PATH, answers, "one") == [
        "Step 1, “One”, does not hold. Its score is 50%, and it needs 50%. Of its 2 gates, one is closed.",
        "“Alpha” was answered with level 2. Step 1 needs level 3, so this gate is closed.",
        "The reason for this gate: Safety first.",
        "“Delta” does not apply. Its gate of step 1 is open without having been tested.",
        "“All” stands at 2.0 of 4, or 50%, the mean of 2 answers.",
        "2 answers are at level 2 and together bring all of the 2.0: “Alpha” and “Beta”.",
        "“Gamma” was left out, because the answer is not known.",
        "“Delta” was left out, because it does not apply.",
        "For step 1 to hold, this change is enough:",
        "“Alpha” goes from level 2 to level 3.",
    ]


def test_pairs_and_what_is_not_known(tmp_path: Path) -> None:
    found = explain(tmp_path, PATH, "a: unknown, b: 4, c: 4, d: 1", None)
    assert found[0] == "org has not yet reached the only step, “One”."
    assert found[-2:] == [
        "No single answer would bring you to step 1. These two together would:",
        "The answer to “Alpha”, not known today, is level 3, and “Delta” goes from level 1 to level 2.",
    ]


def test_evidence_alone_can_be_enough(tmp_path: Path) -> None:
    caps = "caps: [{question: a, at_most: 1, without: evidence, because: B}]"
    found = explain(tmp_path, f"{PATH}\n{caps}", "a: 4, b: 2, c: 2, d: 2", "position")
    assert found[-2:] == [
        "To reach step 1, this change is enough:",
        "“Alpha” stays at level 4, and evidence proves it.",
    ]


def test_what_is_safe(tmp_path: Path) -> None:
    found = explain(tmp_path, PATH.replace(GATES, "gates: []"), "a: 4, b: 4, c: 4, d: 4", "one")
    assert found[-1] == "Step 1 is safe: neither one changed answer nor two would lose it."
