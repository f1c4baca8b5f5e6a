"""A whole roadmap: order, repeatability, comparison with other ways, limits of time, missing answers."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.model.roadmap import Roadmap
from maturity.model.rubric import Action, Rubric
from maturity.planning.brief import Brief, Wanted, wanted_by
from maturity.planning.calendar import Calendar
from maturity.planning.choose import Chooser
from maturity.planning.problem import Wishes, problem_of
from maturity.planning.roadmap import roadmap_of
from maturity.planning.target import Target, judged
from maturity.planning.together import Planner
from maturity.scoring.assess import Digests, Scored, assess
from maturity.storage.library import Library
from maturity.usecases.score import score_file

EXAMPLES = ("brennavia-statistics", "orvendal-city", "ulmerra-basin-water")
START = date(2027, 1, 1)


@cache
def example(name: str) -> Scored:
    return score_file(Library(), f"examples/{name}.yaml", None, "en")


def planned(scored: Scored, wanted: Wanted, calendar: Calendar, **more: Any) -> Roadmap:
    actions = more.pop("actions", scored.rubric.actions)
    return roadmap_of(scored, Brief(wanted, calendar, actions=tuple(actions), **more))


def made(
    levels: Mapping[str, int],
    actions: Sequence[dict[str, Any]],
    gates: Mapping[str, int],
    caps: Sequence[dict[str, Any]] = (),
) -> Scored:
    """A response to level questions from 0 to 4, and a path of one step with gates."""
    questions = [
        {
            "id": name, "ask": "?", "type": "level",
            "levels": [{"value": value, "text": "L"} for value in range(5)],
        }
        for name in levels
    ]  # fmt: skip
    questionnaire = {
        "questionnaire": "made", "version": "1.0.0", "languages": ["en"], "title": "M",
        "sections": [{"id": "all", "kind": "area", "title": "A", "questions": questions}],
    }  # fmt: skip
    step = {
        "id": "first", "title": "F", "measure": "all", "reached_at": "0%",
        "gates": [{"question": q, "at_least": at, "because": "B"} for q, at in gates.items()],
    }  # fmt: skip
    rubric = {
        "rubric": "made", "version": "1.0.0", "title": "M",
        "questionnaire": {"id": "made", "versions": ">=1,<2"},
        "path": {"title": "P", "steps": [step]}, "actions": list(actions), "caps": list(caps),
    }  # fmt: skip
    response = {
        "response": "1", "questionnaire": {"id": "made", "version": "1.0.0"},
        "organisation": {"id": "o"}, "date": "2026-11-20",
        "answers": {name: level for name, level in levels.items() if level >= 0},
    }  # fmt: skip
    return assess(
        Questionnaire.model_validate(questionnaire),
        Rubric.model_validate(rubric),
        Response.model_validate(response),
        Digests("", "", ""),
    )


def action(
    name: str, days: float, months: float, lifts: str, needs: Sequence[str] = (), owner: str = "O"
) -> dict[str, Any]:
    """An action; lifts are written as `a 0>2, b 1>3`."""
    found = []
    for lift in lifts.split(", "):
        question, ends = lift.split()
        start, to = ends.split(">")
        found.append({"question": question, "from": int(start), "to": int(to)})
    return {
        "id": name, "title": name.title(), "owner": owner, "needs": list(needs),
        "effort": {"days": days, "months": months}, "lifts": found,
    }  # fmt: skip


FIRST = Wanted("command", 1)


def test_a_plan_worked_out_by_hand() -> None:
    # `b` must rise from 1 to 3: either by `long` (9 days), or by `prepare` and `short` (3 + 4 days).
    scored = made(
        {"a": 0, "b": 1},
        [
            action("long", 9, 1, "b 0>4"),
            action("prepare", 3, 2, "a 0>1"),
            action("short", 4, 2.5, "b 1>3", needs=["prepare"]),
        ],
        {"b": 3},
    )
    found = planned(scored, FIRST, Calendar(START))
    assert [(a.id, a.start, a.end) for a in found.actions] == [
        ("prepare", date(2027, 1, 1), date(2027, 2, 28)),
        ("short", date(2027, 3, 1), date(2027, 5, 31)),
    ]
    assert (found.days, found.end, found.status) == (7, date(2027, 5, 31), "planned")
    assert found.proof is not None
    assert found.proof.exact
    assert [r.model_dump() for a in found.actions for r in a.lifts] == [
        {"question": "a", "before": 0, "to": 1},
        {"question": "b", "before": 1, "to": 3},
    ]
    # 4 days over 2.5 months: 1.6 in March, 2.4 after it.
    assert [period.days for period in found.periods] == [pytest.approx(4.6), pytest.approx(2.4)]
    assert [p.path.position for p in found.periods if p.path] == [0, 1]
    assert {each.without: each.cost for each in found.instead} == {"prepare": 9, "short": 9}

    sooner = planned(scored, FIRST, Calendar(START), soonest=True)
    assert [a.id for a in sooner.actions] == ["long"]
    assert sooner.end == date(2027, 1, 31)


def test_capacity_of_all_and_of_single_owners_moves_actions_apart() -> None:
    actions = [action(f"act-{n}", 10, 1, f"q{n} 0>2", owner="AB"[n % 2]) for n in range(4)]
    scored = made({f"q{n}": 0 for n in range(4)}, actions, {f"q{n}": 2 for n in range(4)})
    free = planned(scored, FIRST, Calendar(START))
    assert free.end == date(2027, 1, 31)
    of_all = planned(scored, FIRST, Calendar(START, total=20))
    assert [period.days for period in of_all.periods] == [20, 20]
    assert of_all.end == date(2027, 4, 30)
    of_a = planned(scored, FIRST, Calendar(START, owners={"A": 10}))
    assert [period.owners for period in of_a.periods] == [{"A": 10, "B": 20}, {"A": 10}]
    monthly = planned(scored, FIRST, Calendar(START, "month", total=20))
    assert [period.days for period in monthly.periods] == [20, 20]
    assert monthly.end == date(2027, 2, 28)


def test_too_late_says_why_and_what_would_do() -> None:
    actions = [action(f"act-{n}", 10, 1, f"q{n} 0>2") for n in range(4)]
    scored = made({f"q{n}": 0 for n in range(4)}, actions, {f"q{n}": 2 for n in range(4)})
    found = planned(scored, FIRST, Calendar(START, total=15), by=date(2027, 6, 30))
    assert found.status == "late"
    assert [(o.code, o.values) for o in found.obstacles] == [("days", {"needs": 40, "has": 30})]
    # One action fits into each quarter, so that all are done in October; two each need 20 days.
    assert found.ways_out is not None
    assert (found.ways_out.later, found.ways_out.capacity) == (date(2027, 10, 31), 20)
    assert found.end == date(2027, 10, 31)

    short = planned(scored, FIRST, Calendar(START), by=date(2027, 1, 30))
    assert [(o.code, o.values) for o in short.obstacles] == [("chain", {"months": 1, "has": 0})]

    small = planned(scored, FIRST, Calendar(START, total=5))
    assert small.status == "late"
    assert {o.code for o in small.obstacles} == {"too-big"}
    assert small.ways_out is not None
    assert small.ways_out.capacity == 10
    assert small.actions == ()


def test_as_far_as_possible_with_what_there_is() -> None:
    actions = [action("one", 10, 1, "a 0>2"), action("two", 10, 1, "b 0>4")]
    scored = made({"a": 0, "b": 0}, actions, {"a": 2, "b": 4})
    wanted = Wanted("furthest", 1)
    whole = planned(scored, wanted, Calendar(START, total=20), by=date(2027, 3, 31))
    assert ([a.id for a in whole.actions], whole.aim.progress) == (["one", "two"], 1)
    # Each gate alone holds the progress down to what the other has.
    none = planned(scored, wanted, Calendar(START, total=10), by=date(2027, 3, 31))
    assert (none.status, none.actions) == ("late", ())
    assert {o.code for o in none.obstacles} == {"days"}
    assert (
        planned(made({"a": 2}, actions[:1], {"a": 2}), wanted, Calendar(START)).status == "reached"
    )


def test_what_no_action_lifts_is_named() -> None:
    scored = made({"a": 0, "b": 0}, [action("one", 5, 1, "a 0>4, b 0>1")], {"a": 2, "b": 3})
    found = planned(scored, FIRST, Calendar(START))
    assert found.status == "impossible"
    assert [(o.code, o.values) for o in found.obstacles] == [
        ("no-action", {"question": "b", "need": 3, "most": 1})
    ]


def test_a_claim_without_evidence_needs_proof_rather_than_an_action() -> None:
    actions = [action("one", 5, 1, "a 0>4")]
    caps = [{"question": "a", "at_most": 2, "without": "evidence"}]
    scored = made({"a": 4}, actions, {"a": 3}, caps=caps)
    found = planned(scored, FIRST, Calendar(START))
    assert [(o.code, o.values) for o in found.obstacles] == [
        ("evidence", {"question": "a", "need": 3, "most": 2})
    ]


def test_refused_actions_that_are_missed_are_named_and_others_are_not() -> None:
    actions = [action("one", 5, 1, "a 0>2"), action("other", 1, 1, "b 0>1")]
    scored = made({"a": 0, "b": 0}, actions, {"a": 2})
    wishes = Wishes(refused=frozenset({"one", "other"}))
    found = planned(scored, FIRST, Calendar(START), wishes=wishes)
    assert [(o.code, o.values) for o in found.obstacles] == [("barred", {"actions": ["one"]})]


def test_wishes_are_kept() -> None:
    actions = [
        action("one", 5, 1, "a 0>2"),
        action("dear", 9, 1, "a 0>2"),
        action("more", 2, 1, "b 0>1", needs=["one"]),
    ]
    scored = made({"a": 0, "b": 0}, actions, {"a": 2})

    def chosen(**wishes: Any) -> list[str]:
        found = planned(scored, FIRST, Calendar(START), wishes=Wishes(**wishes))
        return [each.id for each in found.actions]

    assert chosen() == ["one"]
    assert chosen(refused=frozenset({"one"})) == ["dear"]
    assert chosen(kept=frozenset({"dear"})) == ["dear"]
    assert chosen(kept=frozenset({"more"})) == ["one", "more"]
    # A prerequisite that is refused is met once everything that it lifts stands where it would.
    both = Wishes(refused=frozenset({"one"}), kept=frozenset({"more"}))
    found = planned(scored, FIRST, Calendar(START), wishes=both)
    assert [(a.id, a.start) for a in found.actions] == [
        ("dear", date(2027, 1, 1)), ("more", date(2027, 2, 1)),
    ]  # fmt: skip
    # What is done already needs no more work: its lifts are to be in the answers.
    assert chosen(done=frozenset({"one"}), kept=frozenset({"more"})) == ["dear", "more"]
    # With a price for days and actions, money counts.
    assert chosen(day_rate=100.0, costs={"dear": 10.0}) == ["dear"]


def test_missing_answers_are_taken_at_their_least_and_the_one_to_find_out_is_named() -> None:
    actions = [action("one", 5, 1, "a 0>2"), action("two", 3, 1, "b 0>2")]
    scored = made({"a": -1, "b": -1, "c": -1}, actions, {"a": 2, "b": 2})
    found = planned(scored, FIRST, Calendar(START))
    assert found.days == 8
    assert found.unknowns is not None
    assert (found.unknowns.low, found.unknowns.high) == (8, 0)
    assert found.unknowns.first == {"a": 5, "b": 3}
    assert [r.before for a in found.actions for r in a.lifts] == [None, None]
    assert [(p.path.low, p.path.high) for p in found.periods if p.path] == [(1, 1)]
    assert found.today is not None
    assert (found.today.low, found.today.high) == (0, 1)


def test_a_target_that_is_reached_is_said_and_needs_nothing() -> None:
    found = planned(
        made({"a": 3}, [action("one", 5, 1, "a 0>4")], {"a": 2}), FIRST, Calendar(START)
    )
    assert (found.status, found.days, found.actions) == ("reached", 0, ())


@pytest.mark.parametrize(("name", "total"), [(EXAMPLES[0], None), (EXAMPLES[2], 90.0)])
def test_the_same_plan_again_and_with_everything_shuffled(name: str, total: float | None) -> None:
    scored = example(name)
    wanted = wanted_by(scored, scored.response.target)
    calendar = Calendar(START, total=total)
    first = planned(scored, wanted, calendar)
    assert planned(scored, wanted, calendar) == first
    chance = random.Random(7)
    actions = list(scored.rubric.actions)
    chance.shuffle(actions)
    shuffled = [
        each.model_copy(
            update={
                "lifts": tuple(chance.sample(each.lifts, len(each.lifts))),
                "needs": tuple(chance.sample(each.needs, len(each.needs))),
            }
        )
        for each in actions
    ]
    again = planned(scored, wanted, calendar, actions=shuffled)
    assert again.model_dump(exclude={"assumed"}) == first.model_dump(exclude={"assumed"})


@pytest.mark.parametrize("name", EXAMPLES)
def test_never_dearer_than_the_greedy_choice_or_everything(name: str) -> None:
    scored = example(name)
    for position in (1, 3):
        found = planned(scored, Wanted("command", position), Calendar(START))
        ways = {each.way: each for each in found.compared}
        if found.status == "reached":
            continue
        assert ways["plan"].reaches
        assert ways["everything"].reaches
        assert all(
            float(ways["plan"].cost) <= float(way.cost) for way in ways.values() if way.reaches
        )


@pytest.mark.parametrize("name", EXAMPLES)
def test_effort_never_falls_with_further_progress(name: str) -> None:
    scored = example(name)
    found = planned(scored, wanted_by(scored, scored.response.target), Calendar(START))
    costs = [float(point.cost or 0) for point in found.frontier]
    assert costs == sorted(costs)
    progress = [point.progress for point in found.frontier]
    assert progress == sorted(set(progress))


def test_what_a_plan_promises_the_engine_finds_when_the_answers_are_changed() -> None:
    scored = example("ulmerra-basin-water")
    found = planned(scored, Wanted("command", 2), Calendar(START, total=90))
    answers = dict(scored.response.answers)
    for each in found.actions:
        for rise in each.lifts:
            old = answers.get(rise.question)
            proof = {"title": "Done", "date": date(2026, 11, 20), "grade": "E3"}
            answers[rise.question] = type(next(iter(answers.values()))).model_validate(
                {"answer": rise.to, "evidence": [proof], "note": old.note if old else None}
            )
    then = assess(
        scored.questionnaire,
        scored.rubric,
        scored.response.model_copy(update={"answers": answers}),
        Digests("", "", ""),
    )
    last = found.periods[-1]
    assert then.assessment.path is not None
    assert last.path is not None
    assert then.assessment.path.position == last.path.position
    assert then.assessment.path.position >= 2
    for name, projected in last.measures.items():
        assert projected.score == pytest.approx(then.assessment.measures[name].score, abs=1e-12)


def test_without_time_the_best_plan_so_far_with_its_gap() -> None:
    scored = example("ulmerra-basin-water")
    problem = problem_of(scored, scored.rubric.actions, "low", Wishes())
    target = Target(0, 4)
    found = Chooser(problem, target).best(seconds=0.0)
    assert found is not None
    assert judged(problem, target, problem.set_of(found.tasks))[0]
    assert found.bound < found.cost
    assert not found.proven
    hurried = planned(scored, Wanted("command", 1), Calendar(START, total=90), seconds=0.0)
    assert hurried.status in {"planned", "late"}


GRAPH = yaml.safe_load((Path(__file__).with_name("dsomm-graph.yaml")).read_text("utf-8"))


@cache
def dsomm() -> Scored:
    """A published model of 250 activities, each a question and an action that waits for others."""
    return made(
        {each["id"]: 0 for each in GRAPH["activities"]},
        [
            action(each["id"], 3 * each["time"], each["time"], f"{each['id']} 0>4", each["needs"])
            for each in GRAPH["activities"]
        ],
        {each["id"]: 4 for each in GRAPH["activities"] if each["level"] == 3},
    )


@pytest.mark.parametrize("total", [None, 150.0])
def test_every_prerequisite_of_a_published_graph_is_done_before(total: float | None) -> None:
    scored = dsomm()
    assert len(scored.rubric.actions) >= 120
    problem = problem_of(scored, scored.rubric.actions, "low", Wishes())
    found = Planner(problem, Target(0, 1), Calendar(START, total=total)).plan()
    assert found is not None
    starts = found.timetable.starts
    needs = {each["id"]: each["needs"] for each in GRAPH["activities"]}
    places = {task.id: place for place, task in enumerate(problem.tasks)}
    wanted = {each["id"] for each in GRAPH["activities"] if each["level"] == 3}
    # Nothing else lifts what an activity lifts, so that all of them are needed, with all they need.
    todo = list(wanted)
    while todo:
        more = [need for need in needs[todo.pop()] if need not in wanted]
        wanted.update(more)
        todo += more
    assert {problem.tasks[place].id for place in found.choice.tasks} == wanted
    checked = 0
    for name in wanted:
        for need in needs[name]:
            end = starts[places[need]] + int(np.ceil(problem.tasks[places[need]].months))
            assert end <= starts[places[name]]
            checked += 1
    assert checked > 50


def test_actions_of_the_organisations_own_and_other_efforts() -> None:
    scored = made({"a": 0}, [action("one", 5, 1, "a 0>2")], {"a": 2})
    ours = Action.model_validate(action("ours", 2, 1, "a 0>2"))
    found = planned(scored, FIRST, Calendar(START), actions=(*scored.rubric.actions, ours))
    assert [each.id for each in found.actions] == ["ours"]
    assert found.assumed.changed == ("ours",)


def test_a_roadmap_is_the_same_after_being_written_and_read() -> None:
    scored = example("ulmerra-basin-water")
    wanted = replace(wanted_by(scored, scored.response.target), levels={})
    found = planned(scored, wanted, Calendar(START, total=90), by=date(2028, 12, 31))
    text = found.model_dump_json(by_alias=True)
    again = Roadmap.model_validate_json(text)
    assert again.model_dump_json(by_alias=True) == text
