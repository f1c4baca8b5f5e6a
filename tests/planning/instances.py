"""Random small problems of planning, on random questionnaires and rubrics."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.model.rubric import Action, Rubric
from maturity.planning.problem import Problem, Wishes, problem_of
from maturity.planning.target import Target
from maturity.scoring.assess import Digests, assess
from maturity.scoring.engine import score
from maturity.scoring.plan import PlannedGate
from strategies.content import Case, cases


@dataclass
class Instance:
    problem: Problem
    target: Target


@st.composite
def instances(draw: Any, most: int = 7) -> Instance:
    case: Case = draw(cases(1, steady=True))
    questionnaire = Questionnaire.model_validate(case.questionnaire)
    rubric = Rubric.model_validate(case.rubric)
    response = Response.model_validate(case.responses[0])
    scored = assess(questionnaire, rubric, response, Digests("", "", ""))
    questions = [question for question in questionnaire.questions() if question.is_scored]
    actions: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, most))):
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
    levels: list[PlannedGate] = []
    if plan.measures and (not plan.paths or draw(st.booleans())):
        if (moved := lifted(problem)) and draw(st.integers(0, 3)):
            place, before, after = draw(st.sampled_from(moved))
            share = draw(st.sampled_from([0.2, 0.5, 0.8, 1.0]))
            at_least = before + share * (after - before)
        else:
            place = draw(st.integers(0, len(plan.measures) - 1))
            at_least = draw(st.sampled_from([0.25, 0.5, 0.6, 0.9]))
        levels.append(PlannedGate(place, at_least, is_measure=True, on_score=True))
    if plan.paths and (not levels or draw(st.booleans())):
        path = draw(st.integers(0, len(plan.paths) - 1))
        most = max(1, len(plan.paths[path].steps))
        return Target(path, draw(st.integers(1, most)), tuple(levels))
    return Target(levels=tuple(levels))


def lifted(problem: Problem) -> list[tuple[int, float, float]]:
    """The measures that the tasks can raise, with their scores before and after all of them."""
    none = problem.set_of(())
    before, after = (score(problem.plan, problem.scored(s)) for s in (none, problem.all_tasks()))
    found = zip(before.measures, after.measures, strict=True)
    pairs = [(float(one.score[0]), float(two.score[0])) for one, two in found]
    return [(place, one, two) for place, (one, two) in enumerate(pairs) if two > one + 1e-6]


def after(problem: Problem, chosen: frozenset[int], *, worth: bool = False) -> Any:
    """What each column counts (or says) after some tasks, found by trying everything again and again."""
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
    return says if worth else counts
