"""The choice is the cheapest there is: held against every subset of the tasks, one by one."""

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.model.rubric import Action, Rubric
from maturity.planning.choose import Chooser
from maturity.planning.problem import Problem, Wishes, problem_of
from maturity.planning.target import Target
from maturity.scoring.assess import Digests, assess
from maturity.scoring.encode import Rows
from maturity.scoring.engine import score
from maturity.scoring.plan import PlannedGate
from strategies.content import Case, cases

MOST = 7


@dataclass
class Instance:
    problem: Problem
    target: Target


@st.composite
def instances(draw: Any) -> Instance:
    case: Case = draw(cases(1, steady=True))
    questionnaire = Questionnaire.model_validate(case.questionnaire)
    rubric = Rubric.model_validate(case.rubric)
    response = Response.model_validate(case.responses[0])
    scored = assess(questionnaire, rubric, response, Digests("", "", ""))
    questions = [question for question in questionnaire.questions() if question.is_scored]
    actions: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, MOST))):
        lifts = []
        for question in draw(
            st.lists(st.sampled_from(questions), min_size=1, max_size=3, unique_by=id)
        ):
            ends = sorted({*question.option_values(), *question.scale})
            pair = (
                sorted(draw(st.lists(st.sampled_from(ends), min_size=2, max_size=2, unique=True)))
                if len(ends) > 1
                else None
            )
            if pair:
                lifts.append({"question": question.id, "from": pair[0], "to": pair[1]})
        if not lifts:
            continue
        known = [action["id"] for action in actions]
        needs = draw(st.lists(st.sampled_from(known), max_size=2, unique=True)) if known else []
        actions.append(
            {
                "id": f"act-{number}", "title": "A", "owner": "O", "needs": needs, "lifts": lifts,
                "effort": {"days": draw(st.integers(1, 6)), "months": 1},
            }
        )  # fmt: skip
    names = [action["id"] for action in actions]
    some = st.frozensets(st.sampled_from(names), max_size=1) if names else st.just(frozenset())
    wishes = Wishes(refused=draw(some), done=draw(some))
    end = draw(st.sampled_from(["low", "high"]))
    problem = problem_of(scored, [Action.model_validate(a) for a in actions], end, wishes)
    return Instance(problem, draw(targets(problem)))


@st.composite
def targets(draw: Any, problem: Problem) -> Target:
    plan = problem.plan
    levels = []
    if plan.measures and (not plan.paths or draw(st.booleans())):
        place = draw(st.integers(0, len(plan.measures) - 1))
        levels.append(
            PlannedGate(
                place, draw(st.sampled_from([0.25, 0.5, 0.6, 0.9])), is_measure=True, on_score=True
            )
        )
    if plan.paths and (not levels or draw(st.booleans())):
        path = draw(st.integers(0, len(plan.paths) - 1))
        most = max(1, len(plan.paths[path].steps))
        return Target(path, draw(st.integers(1, most)), tuple(levels))
    return Target(levels=tuple(levels))


def after(problem: Problem, chosen: frozenset[int]) -> Any:
    """What each column counts after some tasks, found by trying everything again and again."""
    says, counts = problem.worth.copy(), problem.rows.values[:, 0].copy()
    done: set[int] = set()
    changed = True
    while changed:
        changed = False
        for place in sorted(chosen - done):
            met = all(
                need in done
                or all(says[x.column] >= x.to - 1e-9 for x in problem.tasks[need].lifts)
                for need in problem.tasks[place].needs
            )
            if met:
                done.add(place)
                changed = True
        for place in done:
            for lift in problem.tasks[place].lifts:
                if lift.start - 1e-9 <= says[lift.column] < lift.to - 1e-9:
                    says[lift.column] = lift.to
                    counts[lift.column] = max(counts[lift.column], lift.to)
                    changed = True
    return counts


def cheapest(instance: Instance) -> float | None:
    problem = instance.problem
    every = range(len(problem.tasks))
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
    sets = np.zeros((len(instance.problem.tasks), 1), dtype=np.bool_)
    sets[list(found.tasks)] = True
    reached = instance.target.reached(score(instance.problem.plan, instance.problem.scored(sets)))
    assert reached.all()
