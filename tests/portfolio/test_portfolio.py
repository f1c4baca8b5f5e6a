"""Properties of the picture of many, with any content."""

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maturity.model.portfolio import Portfolio
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.model.rubric import Rubric
from maturity.portfolio.bodies import Bodies
from maturity.portfolio.figures import mid_ranks
from maturity.portfolio.portfolio import portfolio_of
from maturity.portfolio.tiers import MOST_NAMED
from maturity.scoring.assess import Digests, Scored, assess
from maturity.scoring.compiling import compile_plan
from maturity.scoring.encode import Rows, encode
from maturity.scoring.engine import score
from portfolio.made import bodies_of, government, nobody_knows
from strategies.content import Case, cases

LARGE = [HealthCheck.too_slow, HealthCheck.data_too_large]


def bodies_from(case: Case) -> tuple[Bodies, list[Scored]]:
    questionnaire = Questionnaire.model_validate(case.questionnaire)
    rubric = Rubric.model_validate(case.rubric)
    responses = [Response.model_validate(plain) for plain in case.responses]
    plan = compile_plan(questionnaire, rubric)
    rows = encode(plan, responses)
    ids = tuple(f"body-{number}" for number in range(len(responses)))
    scores = score(plan, rows)
    bodies = Bodies(questionnaire, rubric, plan, ids, ids, {}, rows, scores)
    alone = [assess(questionnaire, rubric, each, Digests("q", "r", "a")) for each in responses]
    return bodies, alone


@settings(max_examples=60, suppress_health_check=LARGE, deadline=None)
@given(cases(5))
def test_blockers_are_those_of_each_organisation(case: Case) -> None:
    bodies, alone = bodies_from(case)
    if bodies.plan.main is None or bodies.plan.paths[0].kind == "lowest":
        return
    wanted: Counter[tuple[Any, ...]] = Counter()
    lagging: Counter[tuple[Any, ...]] = Counter()
    for scored in alone:
        for finding in scored.assessment.findings:
            if finding.code != "blocker":
                continue
            why = finding.values["why"]
            name = {"gate": finding.questions[:1], "practices": (finding.step,)}.get(
                why, (finding.measure,)
            )[0]
            key = finding.step, why, name
            wanted[key] += 1
            named = finding.values["unmet"] if why == "practices" else finding.questions
            lagging.update((*key, each) for each in set(named) if why != "gate")
    found = portfolio_of(bodies)
    have: Counter[tuple[Any, ...]] = Counter()
    have_lagging: Counter[tuple[Any, ...]] = Counter()
    for next_ in found.nexts:
        for blocker in next_.blockers:
            key = next_.step, blocker.why, blocker.id
            have[key] += blocker.bodies
            have_lagging.update({(*key, each.id): each.bodies for each in blocker.lagging})
            assert blocker.alone + blocker.missing <= 2 * blocker.bodies
    assert have == wanted
    ahead = [
        s.assessment
        for s in alone
        if s.assessment.path and s.assessment.path.position < len(bodies.plan.steps)
    ]
    without = [a for a in ahead if not any(f.code == "blocker" for f in a.findings)]
    assert sum(next_.out_of_reach for next_ in found.nexts) == len(without)
    assert have_lagging == lagging


@settings(max_examples=40, suppress_health_check=LARGE, deadline=None)
@given(cases(6))
def test_everybody_is_counted_once(case: Case) -> None:
    bodies, alone = bodies_from(case)
    found = portfolio_of(bodies)
    for path in (*((found.path,) if found.path else ()), *found.paths):
        assert sum(step.here for step in path.steps) == found.count
        assert all(step.least <= step.here <= step.most for step in path.steps)
        assert all(s.reached_low <= s.reached <= s.reached_high for s in path.steps)
    for measure in found.measures:
        count = 0 if measure.scores is None else measure.scores.count
        assert count + measure.without == found.count
        assert sum(measure.bands.values()) in {0, count}
    for body in found.bodies:
        own = alone[bodies.ids.index(body.id)].assessment
        assert body.scores == {name: each.score for name, each in own.measures.items()}
        if own.path is not None:
            assert (body.position, body.low, body.high) == (
                own.path.position,
                own.path.low,
                own.path.high,
            )
    assert Portfolio.model_validate_json(found.model_dump_json(by_alias=True)).count == found.count


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 60), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(count: int, random: Any) -> None:
    bodies = government(count)
    order = list(range(count))
    random.shuffle(order)
    turned = bodies_of(
        bodies.questionnaire,
        bodies.rubric,
        Rows(bodies.rows.values[:, order], bodies.rows.states[:, order]),
        [bodies.ids[i] for i in order],
        [bodies.names[i] for i in order],
        {name: [values[i] for i in order] for name, values in bodies.labels.items()},
    )
    labels = ("country", "government")
    assert portfolio_of(turned, labels) == portfolio_of(bodies, labels)


@given(st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=1))
def test_percentiles_are_mid_ranks(figures: list[int | None]) -> None:
    found = mid_ranks(np.array([np.nan if figure is None else figure / 4 for figure in figures]))
    there = [figure for figure in figures if figure is not None]
    for figure, rank in zip(figures, found, strict=True):
        if figure is None:
            assert np.isnan(rank)
            continue
        below = sum(other < figure for other in there)
        equal = sum(other == figure for other in there)
        assert rank == pytest.approx((below + equal / 2) / len(there))


def test_many_are_told_in_tiers() -> None:
    assert portfolio_of(government(MOST_NAMED)).tiers == ()
    found = portfolio_of(government(MOST_NAMED + 1))
    assert found.tiers[0].first == 1
    assert found.tiers[-1].last == found.count
    assert all(a.last + 1 == b.first for a, b in zip(found.tiers, found.tiers[1:], strict=False))
    sizes = [tier.last - tier.first + 1 for tier in found.tiers]
    assert max(sizes) - min(sizes) <= 1
    positions = [tier.position for tier in found.tiers]
    assert positions == sorted(positions, key=lambda at: -(at or 0))


def test_who_knows_nothing_is_not_called_the_weakest() -> None:
    found = portfolio_of(nobody_knows())
    assert found.weakest == ()
    assert found.path is not None
    assert found.path.unsaid == found.count
