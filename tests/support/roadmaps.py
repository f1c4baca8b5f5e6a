"""Roadmaps to show: of an example as it is planned, and a long one made up from its rubric."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from maturity.model.roadmap import (
    Aim,
    Assumed,
    PlannedAction,
    PlanPeriod,
    Proof,
    Rise,
    Roadmap,
    Standing,
)
from maturity.planning.brief import Brief, Wanted, wanted_by
from maturity.planning.calendar import Calendar
from maturity.planning.problem import Wishes
from maturity.planning.roadmap import roadmap_of
from maturity.scoring.assess import Scored
from maturity.storage.library import Library
from maturity.usecases.score import score_file

ROOT = Path(__file__).parents[2]
START = date(2027, 1, 1)


@cache
def scored(name: str = "brennavia-statistics") -> Scored:
    """A shipped example, scored."""
    return score_file(Library(), str(ROOT / "examples" / f"{name}.yaml"), None, "en")


@cache
def planned(
    name: str = "brennavia-statistics",
    step: int | None = None,
    capacity: float | None = None,
    by: date | None = None,
    refused: frozenset[str] = frozenset(),
) -> Roadmap:
    """The roadmap of a shipped example, from January 2027."""
    result = scored(name)
    wanted = wanted_by(result, result.response.target) if step is None else Wanted("command", step)
    calendar = Calendar(START, "quarter", capacity)
    wishes = Wishes(refused=refused)
    brief = Brief(wanted, calendar, by=by, wishes=wishes, actions=result.rubric.actions)
    return roadmap_of(result, brief)


def made(actions: tuple[PlannedAction, ...], quarters: int, **more: Any) -> Roadmap:
    """A roadmap of these actions that nobody planned."""
    found = scored().assessment
    calendar = Calendar(START)
    periods = tuple(
        PlanPeriod(
            start=calendar.first_day(3 * place),
            end=calendar.last_day(3 * place + 3),
            days=58.0 + place,
            path=Standing(position=2, low=2 + (place > quarters // 2), high=3, progress=2.5),
        )
        for place in range(quarters)
    )
    values: dict[str, Any] = {
        "organisation": found.organisation,
        "date": found.date,
        "questionnaire": found.questionnaire,
        "rubric": found.rubric,
        "response": found.response,
        "status": "planned",
        "aim": Aim(said="command", position=3, step="establish-trust"),
        "assumed": Assumed(start=START, period="quarter", capacity=60.0),
        "days": sum(action.days for action in actions),
        "cost": sum(action.cost for action in actions),
        "end": periods[-1].end if periods else None,
        "proof": Proof(cost=sum(action.cost for action in actions), end=None, exact=False),
        "today": Standing(position=2, low=2, high=2, progress=2.5),
        "actions": actions,
        "periods": periods,
    }
    return Roadmap(**{"schema": "maturity/roadmap@1", **values, **more})


def long_plan(count: int = 31, quarters: int = 14, **texts: Any) -> Roadmap:
    """Many actions of the shipped rubric, one after the other, each with other texts if wanted."""
    calendar = Calendar(START)
    actions: list[PlannedAction] = []
    for place, action in enumerate(scored().rubric.actions[:count]):
        begin = place * (3 * quarters - 2) // count
        fields = {
            "id": action.id, "title": action.title, "owner": action.owner, "what": action.what,
            "kpi": action.kpi, "references": action.references, "days": float(action.effort.days),
            "cost": float(action.effort.days), "months": 2, "start": calendar.first_day(begin),
            "end": calendar.last_day(begin + 2), "share": 1.0 if place % 3 else 0.8,
            "without": 900.0, "needs": (actions[-1].id,) if actions else (),
            "lifts": (Rise(question=action.lifts[0].question, before=None, to=2.0),),
        }  # fmt: skip
        actions.append(PlannedAction(**{**fields, **texts}))
    return made(tuple(actions), quarters)
