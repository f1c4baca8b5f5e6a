"""How long do the choice of actions and the timetable take?"""

import random
from datetime import date
from functools import partial
from itertools import count
from typing import Any

from benchmarks.figures import ROOT, line, median_of
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.model.rubric import Rubric
from maturity.planning.calendar import Calendar
from maturity.planning.choose import Chooser
from maturity.planning.problem import Problem, Wishes, problem_of
from maturity.planning.target import Target
from maturity.planning.together import Planner
from maturity.scoring.assess import Digests, Scored, assess
from maturity.storage.library import Library
from maturity.usecases.score import score_file

EXAMPLES = ("brennavia-statistics", "orvendal-city", "ulmerra-basin-water")
START = date(2027, 1, 1)


def plans() -> list[bool]:
    """The shipped rubric on all examples and targets, and a stress rubric."""
    return [*_shipped(), *_stress()]


def _problem(scored: Scored) -> Problem:
    return problem_of(scored, scored.rubric.actions, "low", Wishes())


def _shipped() -> list[bool]:
    scored = [
        score_file(Library(), str(ROOT / f"examples/{name}.yaml"), None, "en") for name in EXAMPLES
    ]
    cases = [
        (one, step)
        for one in scored
        for step in range(1, 5)
        if one.assessment.path is not None and one.assessment.path.position < step
    ]

    def choose(one: Scored, step: int) -> None:
        found = Chooser(_problem(one), Target(0, step)).best()
        assert found is not None
        assert found.proven

    def plan(one: Scored, step: int, days: float | None) -> None:
        found = Planner(_problem(one), Target(0, step), Calendar(START, total=days)).plan()
        assert found is not None

    chosen = max(median_of(partial(choose, *case), 3) for case in cases)
    planned = max(
        median_of(partial(plan, *case, days), 3) for case in cases for days in (None, 60.0, 90.0)
    )
    turns = count()
    each = median_of(lambda: choose(*cases[next(turns) % len(cases)]), 3 * len(cases))
    return [
        line("choice with proof", f"{chosen:.2f} s", "0.5 s", holds=chosen <= 0.5),
        line("choice and timetable", f"{planned:.1f} s", "4 s", holds=planned <= 4),
        line(
            "choices a minute, one core",
            f"{60 / each:,.0f}",
            "150",
            holds=60 / each >= 150,
            kind="at least",
        ),
    ]


def _stress() -> list[bool]:
    problem = _problem(stress(150, 200))

    def plan() -> None:
        planner = Planner(problem, Target(0, 2), Calendar(START, total=60.0), 30.0)
        found = planner.plan(36)
        assert found is not None
        gaps.append(found.choice.cost / found.choice.bound - 1)
        months.append(found.timetable.finish - found.finish_bound)

    gaps: list[float] = []
    months: list[int] = []
    seconds = median_of(plan, 1)
    return [
        line("150 actions, 200 questions", f"{seconds:.1f} s", "30 s", holds=seconds <= 30),
        line("effort above its bound", f"{gaps[0]:.2%}", "2%", holds=gaps[0] <= 0.02),
        line("months above their bound", f"{months[0]}", "3", holds=months[0] <= 3),
    ]


def stress(actions: int, questions: int) -> Scored:
    """A made-up rubric with many actions that overlap, wait for one another and follow up."""
    chance = random.Random(0)
    levels = [{"value": value, "text": "L"} for value in range(5)]
    sections = [
        {
            "id": f"s{number}", "kind": "area", "title": "S",
            "questions": [
                {"id": f"q{number * 10 + each}", "ask": "?", "type": "level", "levels": levels}
                for each in range(10)
            ],
        }
        for number in range(questions // 10)
    ]  # fmt: skip
    found: list[dict[str, Any]] = []
    for number in range(actions):
        lifts = []
        for question in chance.sample(range(questions), chance.randint(2, 4)):
            start = chance.choice([0, 0, 0, 2])
            to = chance.choice([3, 4] if start else [2, 3])
            lifts.append({"question": f"q{question}", "from": start, "to": to})
        needs = chance.sample(range(number), min(number, chance.choice([0, 0, 1, 1, 2])))
        found.append(
            {
                "id": f"a{number}", "title": "A", "owner": chance.choice("XYZ"), "lifts": lifts,
                "needs": [f"a{need}" for need in needs],
                "effort": {
                    "days": chance.choice([5, 8, 10, 12, 20, 22, 35, 40, 60]),
                    "months": chance.choice([1, 2, 2, 3, 4, 5]),
                },
            }
        )  # fmt: skip
    part = len(sections) // 4
    rubric = {
        "rubric": "stress", "version": "1.0.0", "title": "S", "actions": found,
        "questionnaire": {"id": "stress", "versions": ">=1,<2"},
        "measures": [
            {
                "id": f"m{step}", "title": "M", "by": "mean",
                "of": [{"section": f"s{n}"} for n in range(step * part, (step + 1) * part)],
            }
            for step in range(4)
        ],
        "path": {
            "title": "P",
            "steps": [
                {"id": f"step{step}", "title": "T", "measure": f"m{step}", "reached_at": "52%"}
                for step in range(4)
            ],
        },
    }  # fmt: skip
    questionnaire = {
        "questionnaire": "stress", "version": "1.0.0", "languages": ["en"], "title": "S",
        "sections": sections,
    }  # fmt: skip
    response = {
        "response": "1", "questionnaire": {"id": "stress", "version": "1.0.0"},
        "organisation": {"id": "o"}, "date": "2026-11-20",
        "answers": {f"q{q}": chance.choice([0, 0, 1, 1, 2]) for q in range(questions)},
    }  # fmt: skip
    return assess(
        Questionnaire.model_validate(questionnaire),
        Rubric.model_validate(rubric),
        Response.model_validate(response),
        Digests("", "", ""),
    )
