"""Common actions: held against every subset of the actions, one by one, and against hand-made figures."""

from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from maturity.model.common_actions import CommonSet, Missed
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.model.rubric import Action, Rubric
from maturity.planning.choose import Chooser
from maturity.planning.problem import Problem, Wishes, problem_of
from maturity.planning.target import Target
from maturity.portfolio.bodies import Bodies
from maturity.portfolio.carried_out import world_of
from maturity.portfolio.common import common_actions
from maturity.scoring.assess import Digests, assess
from maturity.scoring.compiling import compile_plan
from maturity.scoring.encode import Rows, encode
from maturity.scoring.engine import score
from maturity.scoring.rests_on import is_monotone
from maturity.storage.library import Library
from maturity.usecases.score import score_file
from planning.instances import after
from portfolio.made import government
from scoring.content import QUESTIONNAIRE, RESPONSE, RUBRIC, ladder, read
from strategies.content import Case, cases

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("brennavia-statistics", "ulmerra-basin-water")
NO_FILES = Digests("", "", "")


def bodies_of(questionnaire: Questionnaire, rubric: Rubric, responses: list[Response]) -> Bodies:
    plan = compile_plan(questionnaire, rubric)
    rows = encode(plan, responses)
    names = tuple(f"b{number}" for number in range(len(responses)))
    return Bodies(questionnaire, rubric, plan, names, names, {}, rows, score(plan, rows))


def portfolio(folder: Path, names: str, rubric: str, answers: list[str]) -> Bodies:
    """Organisations with these answers to questions on a scale from 0 to 4."""
    questions = ", ".join(ladder(name) for name in names)
    sections = f"sections: [{{id: s, kind: area, title: S, questions: [{questions}]}}]\n"
    responses = [
        read(folder / f"{number}.yaml", f"{RESPONSE}answers: {each}\n", "response")
        for number, each in enumerate(answers)
    ]
    return bodies_of(
        read(folder / "q.yaml", QUESTIONNAIRE + sections, "questionnaire"),
        read(folder / "r.yaml", RUBRIC + rubric, "rubric"),
        responses,
    )


# A portfolio that can be worked out by hand

PATH = """
measures:
  - {id: first, title: M, of: [{question: a}, {question: b}]}
  - {id: second, title: M, of: [{question: c}]}
path:
  title: P
  steps:
    - {id: one, title: T, measure: first, reached_at: 50%}
    - {id: two, title: T, measure: second, reached_at: 50%, gates: [{question: a, at_least: 3, because: B}]}
actions:
  - {id: low-a, title: A, owner: O, effort: {days: 10, months: 1}, lifts: [{question: a, from: 0, to: 2}]}
  - {id: low-b, title: A, owner: O, effort: {days: 20, months: 2}, lifts: [{question: b, from: 0, to: 2}]}
  - id: high-a
    title: A
    owner: O
    needs: [low-a]
    effort: {days: 5, months: 1}
    lifts: [{question: a, from: 2, to: 3}]
  - {id: low-c, title: A, owner: O, effort: {days: 7, months: 1}, lifts: [{question: c, from: 1, to: 2}]}
"""


@pytest.fixture
def five(tmp_path: Path) -> Bodies:
    """Where they stand, on a scale to 4; the first step needs a + b of 4, the second c of 2 and a of 3."""
    answers = [
        "{a: 0, b: 2, c: 0}",  # the first step with low-a; half of the way there
        "{a: 0, b: unknown, c: 4}",  # the first step with low-a and low-b
        "{a: 2, b: 2, c: 1}",  # the second with high-a and low-c
        "{a: 3, b: 4, c: 0}",  # the second never: nothing lifts c from 0
        "{a: 4, b: 4, c: 3}",  # at the end
    ]
    return portfolio(tmp_path, "abc", PATH, answers)


def test_single_actions_are_what_they_do_when_nothing_else_is_done(five: Bodies) -> None:
    found = common_actions(five)
    assert (found.bodies, found.ahead) == (5, 4)
    assert [action.id for action in found.single] == ["low-a", "low-b", "low-c", "high-a"]
    low_a, low_b, low_c, high_a = found.single

    # The first body goes from half of the first step to the whole; the second, its unknown b at 0, from
    # nothing to half.
    assert (low_a.bodies_lifted, low_a.bodies_next_step, low_a.bodies_waiting) == (2, 1, 0)
    assert (low_a.days, low_a.months, low_a.days_each) == (10, 1, 20)
    assert low_a.mean_gain == low_a.median_gain == pytest.approx(0.5)

    assert (low_b.bodies_lifted, low_b.bodies_next_step, low_b.days_each) == (1, 0, 20)
    assert low_b.mean_gain == pytest.approx(0.5)

    # The third has c at 1 of 2, then 2 of 2, so that a at 2 of 3 is furthest behind.
    assert (low_c.bodies_lifted, low_c.bodies_next_step) == (1, 0)
    assert low_c.mean_gain == pytest.approx(2 / 3 - 1 / 2)

    # In the third a stands where low-a would bring it, so that high-a need not wait.
    assert (high_a.bodies_lifted, high_a.bodies_next_step) == (1, 0)
    assert high_a.mean_gain == pytest.approx(0.0)


def test_an_action_waits_for_what_it_needs(five: Bodies) -> None:
    action = {
        "id": "rest", "title": "A", "owner": "O", "needs": ["low-c"],
        "effort": {"days": 1, "months": 1},
        "lifts": [{"question": "b", "from": 2, "to": 3}],
    }  # fmt: skip
    more = (*five.rubric.actions, Action.model_validate(action))
    rubric = five.rubric.model_copy(update={"actions": more})
    found = common_actions(replace(five, rubric=rubric))
    rest = next(each for each in found.single if each.id == "rest")
    # b stands at 2 in the first and the third; low-c is not needed in either, as c is below 2.
    assert (rest.bodies_lifted, rest.bodies_waiting) == (0, 2)


def told(each: CommonSet) -> tuple[object, ...]:
    return each.actions, each.days, each.days_each, each.bodies_lifted, each.bodies_next_step


def test_sets_bring_most_organisations_to_their_next_step_for_the_fewest_days(five: Bodies) -> None:
    found = common_actions(five, most=4, budgets=[100, 9, 12, 25])
    every = ("low-a", "high-a", "low-b", "low-c")
    assert [told(each) for each in found.sets] == [
        (("low-a",), 10, 20, 2, 1),
        (("low-a", "low-b"), 30, 40, 2, 2),
        # As many as before, for fewer days: the first body and the third. high-a raises a in three.
        (("low-a", "high-a", "low-c"), 22, 20 + 15 + 7, 3, 2),
        (every, 42, 20 + 15 + 20 + 7, 3, 3),
    ]
    assert [(each.most, each.within) for each in found.sets] == [(n, None) for n in (1, 2, 3, 4)]
    assert [dict(each.steps) for each in found.sets[1:]] == [
        {"one": 2},
        {"one": 1, "two": 1},
        {"one": 2, "two": 1},
    ]
    assert [(each.within, each.actions, each.bodies_next_step) for each in found.frontier] == [
        (12, ("low-a",), 1),
        (25, ("low-a", "high-a", "low-c"), 2),
        (100, every, 3),
    ]
    for each in (*found.sets, *found.frontier):
        assert each.proven
        assert each.bound == each.bodies_next_step


def test_budgets_left_out_are_doubled_from_the_cheapest_action(five: Bodies) -> None:
    # 5, 10, 20, 40 and 80, of which 5 is not enough for anything, and 20 for no more than 10.
    assert [each.within for each in common_actions(five).frontier] == [10, 40, 80]


def test_what_no_action_changes_is_said(five: Bodies) -> None:
    found = common_actions(five)
    assert found.unreachable == 1
    assert found.missed == (Missed(code="score", measure="second", bodies=1),)


def test_what_is_missing_is_named_as_in_a_roadmap(tmp_path: Path) -> None:
    rubric_text = """
caps: [{question: b, at_most: 1, without: evidence}]
path:
  title: P
  steps:
    - id: one
      title: T
      measure: s
      reached_at: 0%
      gates: [{question: a, at_least: 3, because: B}, {question: b, at_least: 2, because: B}]
actions:
  - {id: up, title: A, owner: O, effort: {days: 1, months: 1}, lifts: [{question: a, from: 0, to: 2}]}
"""
    bodies = portfolio(
        tmp_path, "ab", rubric_text, ["{a: 0, b: 2}", "{a: 2, b: 0}", "{a: 3, b: 1}"]
    )
    found = common_actions(bodies)
    assert found.unreachable == 3
    assert found.missed == (
        Missed(code="no-action", question="a", bodies=2),
        Missed(code="no-action", question="b", bodies=2),
        Missed(code="evidence", question="b", bodies=1),
    )


def test_without_actions_a_path_or_organisations_there_is_nothing_to_buy(
    five: Bodies, tmp_path: Path
) -> None:
    bare = replace(five, rubric=five.rubric.model_copy(update={"actions": ()}))
    found = common_actions(bare)
    assert (found.single, found.sets, found.frontier) == ((), (), ())
    assert (found.ahead, found.unreachable) == (4, 4)

    none = replace(five, ids=(), names=(), rows=five.rows.between(0, 0))
    assert common_actions(none).bodies == 0

    actions = PATH[PATH.index("actions:") :]
    pathless = portfolio(tmp_path, "abc", actions, ["{a: 0, b: 2, c: 0}"])
    found = common_actions(pathless)
    low_a = next(each for each in found.single if each.id == "low-a")
    assert (low_a.bodies_lifted, low_a.bodies_next_step, low_a.mean_gain) == (1, 0, None)
    assert (found.ahead, found.sets, found.frontier) == (0, (), ())


# Held against every subset


@dataclass
class Small:
    bodies: Bodies
    problems: list[Problem]


@st.composite
def smalls(draw: Any, most: int = 6) -> Small:
    """Any method, mostly out of reach; or two steps that are means of a few answers, mostly within it."""
    case = draw(st.one_of(cases(3, steady=True), cases(3), means()))
    questionnaire = Questionnaire.model_validate(case.questionnaire)
    actions = draw(some_actions(questionnaire, most))
    rubric = Rubric.model_validate({**case.rubric, "actions": actions})
    responses = [Response.model_validate(each) for each in case.responses]
    scored = [assess(questionnaire, rubric, each, NO_FILES) for each in responses]
    return Small(
        bodies_of(questionnaire, rubric, responses),
        [problem_of(each, rubric.actions, "low", Wishes()) for each in scored],
    )


@st.composite
def means(draw: Any) -> Case:
    names = ["q1", "q2", "q3", "q4"]
    levels = [{"value": value, "text": "L"} for value in range(4)]
    step = {"title": "T", "measure": "s"}
    gate = {"question": draw(st.sampled_from(names)), "at_least": 2, "because": "B"}
    answer = st.sampled_from([0, 0, 1, 1, 2, 3, "unknown"])
    return Case(
        {
            "questionnaire": "random", "version": "1.0.0", "languages": ["en"], "title": "Q",
            "sections": [
                {
                    "id": "s", "kind": "area", "title": "S",
                    "questions": [
                        {"id": name, "ask": "?", "type": "level", "levels": levels} for name in names
                    ],
                }
            ],
        },
        {
            "rubric": "random-rubric", "version": "1.0.0", "title": "R",
            "questionnaire": {"id": "random", "versions": ">=1,<2"},
            "path": {
                "title": "P",
                "steps": [
                    {**step, "id": "one", "reached_at": draw(st.sampled_from(["40%", "50%"]))},
                    {**step, "id": "two", "reached_at": "70%", "gates": [gate]},
                ],
            },
        },
        [
            {
                "response": "1", "questionnaire": {"id": "random", "version": "1.0.0"},
                "organisation": {"id": "org"}, "date": "2026-01-31",
                "answers": {name: draw(answer) for name in names},
            }
            for _ in range(draw(st.integers(1, 5)))
        ],
    )  # fmt: skip


@st.composite
def some_actions(draw: Any, questionnaire: Questionnaire, most: int) -> list[dict[str, Any]]:
    questions = [question for question in questionnaire.questions() if question.is_scored]
    ends = {q.id: sorted({*q.option_values(), *q.scale}) for q in questions}
    names = [name for name, values in ends.items() if len(values) > 1]
    made: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, most))) if names else ():
        chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
        pairs = {
            name: sorted(
                draw(st.lists(st.sampled_from(ends[name]), min_size=2, max_size=2, unique=True))
            )
            for name in chosen
        }
        known = [action["id"] for action in made]
        made.append(
            {
                "id": f"act-{number}", "title": "A", "owner": "O",
                "needs": draw(st.lists(st.sampled_from(known), max_size=2, unique=True)) if known else [],
                "lifts": [{"question": q, "from": low, "to": high} for q, (low, high) in pairs.items()],
                "effort": {"days": draw(st.integers(0, 6)), "months": 1},
            }
        )  # fmt: skip
    return made


def brought(small: Small) -> dict[frozenset[str], frozenset[int]]:
    """The organisations that each set of actions brings to their next step, one set after another."""
    plan, path = small.bodies.plan, small.bodies.scores.path
    tasks = small.problems[0].tasks
    every = range(len(tasks))
    sets = [frozenset(c) for size in range(len(tasks) + 1) for c in combinations(every, size)]
    found: dict[frozenset[str], set[int]] = {
        frozenset(tasks[p].id for p in each): set() for each in sets
    }
    for number, problem in enumerate(small.problems):
        position = 0 if path is None else int(path.position[number]) + 1
        if path is None or position > len(plan.steps):
            continue
        values = np.stack([after(problem, each) for each in sets], axis=1)
        states = np.repeat(problem.rows.states, len(sets), axis=1)
        there = Target(0, position).reached(score(plan, Rows(values, states)))
        for names, holds in zip(found, there, strict=True):
            if holds and not there[0]:
                found[names].add(number)
    return {names: frozenset(numbers) for names, numbers in found.items()}


def check(small: Small) -> None:
    days = {action.id: float(action.effort.days) for action in small.bodies.rubric.actions}
    sets = brought(small)
    total = sum(days.values())
    budgets = [total * share for share in (0.2, 0.4, 0.6, 0.8, 1)]
    found = common_actions(small.bodies, most=len(days), budgets=budgets)

    for each in (*found.sets, *found.frontier):
        if is_monotone(small.bodies.plan):
            assert each.proven
        if each.proven:
            assert each.bound == each.bodies_next_step
        assert each.bound >= each.bodies_next_step == len(sets[frozenset(each.actions)])
        assert each.days == sum(days[name] for name in each.actions)
    for count in range(1, len(days) + 1):
        allowed = [names for names in sets if len(names) <= count]
        reported = [each for each in found.sets if each.most is not None and each.most <= count]
        assert matches(best(sets, days, allowed), reported)
    for budget in budgets:
        allowed = [names for names in sets if sum(days[n] for n in names) <= budget + 1e-9]
        reported = [x for x in found.frontier if x.within is not None and x.within <= budget]
        assert matches(best(sets, days, allowed), reported)
    for action in found.single:
        assert action.bodies_next_step == len(sets[frozenset([action.id])])
    if path := small.bodies.scores.path:
        ahead = [p < len(small.bodies.plan.steps) for p in path.position]
        assert found.ahead <= sum(ahead)
        assert found.unreachable == found.ahead - len(sets[frozenset(days)])


def best(
    sets: dict[frozenset[str], frozenset[int]],
    days: dict[str, float],
    allowed: list[frozenset[str]],
) -> tuple[int, float]:
    keys = [(len(sets[names]), -sum(days[name] for name in names)) for names in allowed]
    won, cost = max(keys)
    return (won, -cost) if won else (0, 0.0)


def matches(wanted: tuple[int, float], reported: list[CommonSet]) -> bool:
    """Whether the last set is the best one, or says that it may not be."""
    if not reported:
        return wanted == (0, 0.0)
    found = reported[-1]
    return wanted == (found.bodies_next_step, found.days) or not found.proven


@settings(max_examples=80, suppress_health_check=list(HealthCheck))
@given(smalls())
def test_sets_are_the_best_of_all_subsets(small: Small) -> None:
    check(small)


@pytest.mark.soak
@settings(max_examples=5000, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(smalls())
def test_many_of_them(small: Small) -> None:
    check(small)


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(smalls(), st.integers(0, 400))
def test_a_search_that_ends_early_says_what_better_sets_could_bring(
    small: Small, work: int
) -> None:
    sets = brought(small)
    found = common_actions(small.bodies, most=6, budgets=(), work=work)
    for each in found.sets:
        most = max(len(won) for names, won in sets.items() if len(names) <= (each.most or 0))
        assert len(sets[frozenset(each.actions)]) == each.bodies_next_step <= most <= each.bound
        assert not each.proven or each.bodies_next_step == most


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(smalls(), st.sets(st.integers(0, 5)))
def test_answers_count_what_they_count_in_a_roadmap(small: Small, chosen: set[int]) -> None:
    world = world_of(small.bodies)
    chosen = {place for place in chosen if place < len(world.tasks)}
    carried = world.carry_out(chosen)
    for number, problem in enumerate(small.problems):
        assert np.array_equal(
            carried.says[:, number], after(problem, frozenset(chosen), worth=True), equal_nan=True
        )
        alone = world.of(np.array([number]))
        scores = alone.scored(alone.carry_out(chosen), np.array([0]))
        counted = score(problem.plan, problem.scored(problem.set_of(chosen))).counted
        assert np.array_equal(scores.counted, counted, equal_nan=True)


# The shipped content


def test_for_one_organisation_the_set_costs_what_its_own_roadmap_costs() -> None:
    for name in NAMES:
        scored = score_file(Library(), str(EXAMPLES / f"{name}.yaml"), None, "en")
        assert scored.assessment.path is not None
        problem = problem_of(scored, scored.rubric.actions, "low", Wishes())
        choice = Chooser(problem, Target(0, scored.assessment.path.position + 1)).best()
        assert choice is not None
        alone = bodies_of(scored.questionnaire, scored.rubric, [scored.response])
        budgets = [choice.cost - 1, choice.cost]
        found = common_actions(alone, most=0, budgets=budgets)
        assert [(each.within, each.days) for each in found.frontier] == [(choice.cost,) * 2]


def test_the_order_of_the_organisations_changes_nothing() -> None:
    bodies = government(200, seed=5)
    order = np.random.default_rng(1).permutation(bodies.count)
    rows = Rows(bodies.rows.values[:, order], bodies.rows.states[:, order])
    mixed = replace(bodies, rows=rows, scores=score(bodies.plan, rows))
    assert common_actions(mixed) == common_actions(bodies)


def test_five_thousand_organisations_get_sets_that_are_proven() -> None:
    found = common_actions(government(5000))
    sets = (*found.sets, *found.frontier)
    assert all(each.proven for each in sets)
    assert found.unreachable == 0
    for kind in (found.sets, found.frontier):
        for worse, better in pairwise(kind):
            assert (worse.bodies_next_step, -worse.days) < (better.bodies_next_step, -better.days)
