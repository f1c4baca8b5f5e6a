"""The choice is the cheapest there is: held against every subset of the tasks, one by one."""

from itertools import combinations

import numpy as np
from hypothesis import HealthCheck, given, settings

from maturity.planning.choose import Chooser
from maturity.scoring.encode import Rows
from maturity.scoring.engine import score
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
