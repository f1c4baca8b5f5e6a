"""The choice is the cheapest there is: held against every subset of the tasks, one by one."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.model.rubric import Action, Rubric
from maturity.planning.choose import Chooser
from maturity.planning.problem import Wishes, problem_of
from maturity.planning.target import Target
from maturity.scoring.assess import Digests, assess
from maturity.scoring.encode import Rows
from maturity.scoring.engine import score
from maturity.scoring.plan import PlannedGate
from planning.instances import Instance, after, instances


def cheapest(instance: Instance) -> float | None:
    problem = instance.problem
    every = [place for place in range(len(problem.tasks)) if place not in problem.barred]
    sets = [
        frozenset(c) for size in range(len(problem.tasks) + 1) for c in combinations(every, size)
    ]
    values = np.stack([after(problem, chosen) for chosen in sets], axis=1)
    states = np.repeat(problem.rows.states, len(sets), axis=1)
    reached = instance.target.reached(score(problem.plan, Rows(values, states)))
    costs = [
        sum(problem.tasks[place].cost for place in chosen)
        for chosen, holds in zip(sets, reached, strict=True)
        if holds
    ]
    return min(costs, default=None)


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(instances())
def test_the_choice_costs_what_the_cheapest_of_all_subsets_costs(instance: Instance) -> None:
    found = Chooser(instance.problem, instance.target).best()
    wanted = cheapest(instance)
    if wanted is None:
        assert found is None
        return
    assert found is not None
    assert abs(found.cost - wanted) < 1e-6
    assert found.proven
    sets = instance.problem.set_of(found.tasks)
    reached = instance.target.reached(score(instance.problem.plan, instance.problem.scored(sets)))
    assert reached.all()


@pytest.mark.parametrize(
    ("measure", "need", "cost"),
    [
        # The least of 1 on a scale to 1 and of 1 on a scale to 4 lies at the top of 0 to 1.
        ({"on": "value"}, PlannedGate(0, 1.0, is_measure=True, on_score=True), 0),
        # As shares of their scales the second has only a quarter.
        ({"on": "score"}, PlannedGate(0, 0.5, is_measure=True, on_score=True), 3),
        # Reported on 10 to 20, half of the way is 15.
        (
            {"on": "score", "report_on": {"least": 10, "greatest": 20}},
            PlannedGate(0, 15.0, is_measure=True),
            3,
        ),
        (
            {"on": "score", "report_on": {"least": 10, "greatest": 20}},
            PlannedGate(0, 12.5, is_measure=True),
            0,
        ),
    ],
)
def test_a_minimum_of_members_with_scales_of_their_own(
    measure: dict[str, Any], need: PlannedGate, cost: float
) -> None:
    levels = [[{"value": value, "text": "L"} for value in range(top + 1)] for top in (1, 4)]
    questions = [
        {"id": name, "ask": "?", "type": "level", "levels": each}
        for name, each in zip(("a", "b"), levels, strict=True)
    ]
    questionnaire = Questionnaire.model_validate(
        {
            "questionnaire": "two", "version": "1.0.0", "languages": ["en"], "title": "Two",
            "sections": [{"id": "s", "kind": "area", "title": "S", "questions": questions}],
        }
    )  # fmt: skip
    rubric = Rubric.model_validate(
        {
            "rubric": "least", "version": "1.0.0", "title": "Least",
            "questionnaire": {"id": "two", "versions": ">=1"},
            "measures": [{"section": "s", "by": "minimum", **measure}],
        }
    )  # fmt: skip
    response = Response.model_validate(
        {
            "response": "1", "questionnaire": {"id": "two", "version": "1.0.0"},
            "organisation": {"id": "one"}, "date": "2026-01-31", "answers": {"a": 1, "b": 1},
        }
    )  # fmt: skip
    action = {
        "id": "lift", "title": "Lift", "owner": "O", "effort": {"days": 3, "months": 1},
        "lifts": [{"question": "b", "from": 0, "to": 4}],
    }  # fmt: skip
    scored = assess(questionnaire, rubric, response, Digests("", "", ""))
    problem = problem_of(scored, [Action.model_validate(action)], "low", Wishes())
    found = Chooser(problem, Target(levels=(need,))).best()
    assert found is not None
    assert (found.cost, found.proven) == (cost, True)
