"""Does a roadmap say what was planned, in sentences that a director can read?"""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maturity.model.roadmap import (
    Aim,
    Assumed,
    Instead,
    Obstacle,
    Proof,
    Roadmap,
    Sensitivity,
    Standing,
    Unknowns,
    WaysOut,
)
from maturity.planning.calendar import Calendar
from maturity.view.roadmap import roadmap_view
from maturity.view.roadmap_model import RoadmapView
from support.roadmaps import long_plan, made, planned, scored

JUNE = date(2027, 6, 30)
JARGON = re.compile(
    r"[Oo]ptim|[Ss]olver|\bbounds?\b|\bMIP\b|[Ff]rontier|[Cc]onstraint|[Hh]euristic|[!{}]|\bNone\b|\bnan\b"
)


def view(roadmap: Roadmap) -> RoadmapView:
    return roadmap_view(scored(), roadmap, "en")


def sentences(item: Any) -> list[str]:
    """Every text that is not an id or a link."""
    if isinstance(item, str):
        return [item]
    if isinstance(item, tuple):
        return [text for each in item for text in sentences(each)]
    if not is_dataclass(item):
        return []
    hidden = {"id", "question", "url", "language"}
    named = [field.name for field in fields(item) if field.name not in hidden]
    return [text for name in named for text in sentences(getattr(item, name))]


def test_a_plan_says_what_is_reached_when_and_with_how_much_work() -> None:
    found = view(planned())
    assert found.headline == (
        "Step 3, “Establish trust”, can be reached by December 2027 with 237 days of work."
    )
    assert found.lead == (
        "Today you stand on step 2, at the end of the plan on step 3 or 4.",
        "It begins in January 2027 with “Appoint an accountable executive”.",
    )
    assert found.proof == (
        "No set of actions with less work reaches this step, under the efforts assumed here.",
        "No plan with this work ends earlier.",
    )
    assert found.unknowns == ("Whatever the missing answers are, it takes 237 days.",)
    assert found.instead == (
        "Actions 1, 2, 3 and 4 cannot be left out: there is no plan without each of them.",
    )
    assert "As many days as needed are there; the busiest quarter takes 93." in found.assumptions
    assert (found.today, found.today_high, found.further) == (2, 2, 0)


def test_bars_lie_where_their_months_are() -> None:
    found = view(planned())
    first, *_, last = found.bars
    assert [first.start, first.end] == pytest.approx([0, 2 / 12])
    assert [last.start, last.end] == pytest.approx([7 / 12, 1])
    assert first.when == "January to February 2027"
    assert first.effort == "12 days of work over 2 months"
    assert (first.after, last.after) == ("", "After action 3")
    assert last.lifts[0].text == "from level 2 to level 3"
    assert all(bar.firm and bar.note == "There is no plan without it." for bar in found.bars)


def test_columns_tell_the_work_and_the_position() -> None:
    found = view(planned())
    assert [column.label for column in found.columns] == [f"Q{n} 2027" for n in range(1, 5)]
    assert [column.days for column in found.columns] == ["43 days", "93 days", "59 days", "42 days"]
    assert found.columns[0].standing == "step 2, 67% of the way to step 3"
    assert found.columns[-1].standing == "step 3 or step 4"
    assert sum(column.load for column in found.columns) == pytest.approx(237)
    for owner in found.owners:
        assert len(owner.loads) == len(found.columns)
    assert sum(sum(owner.loads) for owner in found.owners) == pytest.approx(237)


def test_the_profile_stands_beside_todays() -> None:
    found = {each.title: each for each in view(planned()).profile}
    assert len(found) == 11
    cyber = next(each for title, each in found.items() if "yber" in title)
    assert cyber.today is not None
    assert cyber.then is not None
    assert cyber.then > cyber.today


def test_points_come_with_their_steps() -> None:
    found = view(planned()).frontier
    assert [point.step for point in found if point.step] == [
        "Establish trust",
        "Grow skills and habits",
    ]
    assert found[0].words == "70% of the way to step 3: 237 days, 4 actions"
    assert found[-1].words == "Step 4, “Grow skills and habits”: 247 days, 5 actions"


def test_ways_are_compared() -> None:
    plan, greedy, every = view(planned()).ways
    assert (plan.name, plan.work, plan.reaches) == ("This plan", "237 days", "reaches it")
    assert greedy.actions == "4 actions"
    assert every.work == "3,231 days"


def test_a_target_that_is_reached_offers_the_next_step() -> None:
    found = view(planned(step=1))
    assert (
        found.headline == "Step 1, “Identify use cases, data and participants”, is reached already."
    )
    assert found.lead == ("The next step is step 3, “Establish trust”.",)
    assert found.further == 3
    top = roadmap_view(scored("orvendal-city"), planned("orvendal-city"), "en")
    assert top.headline == "Every step of the path is reached already."
    assert top.further == 0


def test_too_late_says_what_it_takes_and_what_would_help() -> None:
    found = view(planned(step=3, by=JUNE))
    assert found.headline == (
        "Step 3, “Establish trust”, by June 2027 needs 12 months; you have 6: "
        "the nearest date is December 2027."
    )
    assert found.obstacles == (
        "Actions that wait for each other take 12 months; until June 2027 there are 6.",
    )
    assert found.ways_out == ("With more time: it can be done by December 2027.",)
    assert len(found.bars) == 4


def late(*obstacles: Obstacle, **out: Any) -> RoadmapView:
    aim = Aim(said="command", position=3, step="establish-trust", by=JUNE)
    return view(
        made((), 0, status="late", aim=aim, obstacles=obstacles, ways_out=WaysOut(**out), end=None)
    )


def test_too_few_days_say_how_many_more() -> None:
    days = Obstacle(code="days", values={"needs": 240, "has": 180})
    found = late(days, later=date(2027, 10, 31), capacity=80, step="build")
    assert found.headline == (
        "Step 3, “Establish trust”, by June 2027 needs 240 days; you have 180: "
        "either 80 days each quarter, or October 2027."
    )
    assert found.ways_out == (
        "With more people: 80 days each quarter instead of 60 are enough.",
        "With more time: it can be done by October 2027.",
        (
            "With less: by June 2027 you can reach step 2, "
            "“Build what lets systems and partners work together”."
        ),
    )


def test_days_that_lie_where_no_work_is_are_said_to() -> None:
    found = late(Obstacle(code="days", values={"needs": 170, "has": 180}), capacity=80)
    assert found.headline == (
        "Step 3, “Establish trust”, by June 2027 does not fit into 60 days each quarter: "
        "it takes 80 days each quarter."
    )
    assert "some actions wait for others" in found.obstacles[0]


def test_an_action_that_is_too_big_is_named() -> None:
    found = view(planned(step=3, capacity=20.0))
    assert found.headline == (
        "Step 3, “Establish trust”, cannot be reached with 20 days each quarter: "
        "it takes 51 days each quarter."
    )
    assert found.obstacles[1] == (
        "“Build one catalogue of shared data” alone takes 51 days in one quarter; there are 20."
    )
    assert not found.bars


def test_what_was_left_out_is_named_where_it_is_needed() -> None:
    found = view(planned(step=3, refused=frozenset(["build-shared-catalogue"])))
    assert found.headline == (
        "Step 3, “Establish trust”, cannot be reached without the actions you left out."
    )
    assert found.obstacles == (
        "It takes an action that you left out: “Build one catalogue of shared data”.",
    )
    assert found.ways_out == ("Let it in again, or choose a nearer target.",)


def test_a_question_that_nothing_lifts_is_named() -> None:
    nothing = Obstacle(
        code="no-action", values={"question": "quality.known-origin", "need": 3.0, "most": 2.0}
    )
    low = Obstacle(
        code="score",
        values={
            "measure": "trust", "need": 0.6, "most": 0.599, "on": "score",
            "questions": ["cyber.managing-risk"],
        },
    )  # fmt: skip
    found = view(made((), 0, status="impossible", obstacles=(nothing, low), end=None))
    assert found.headline == (
        "Step 3, “Establish trust”, cannot be reached with the actions there are."
    )
    assert found.obstacles == (
        (
            "“Knowing origin and owner” must be at level 3, "
            "and no action brings it further than level 2."
        ),
        (
            "“Trust” must be at 60%; all actions together bring it to 59.9%. "
            "Not lifted to the top: “Managing cyber risk”."
        ),
    )


def with_(roadmap: Roadmap, **changes: Any) -> RoadmapView:
    return view(roadmap.model_copy(update=changes))


def test_the_proof_says_no_more_than_is_known() -> None:
    plan = long_plan(4, 4)
    cost, end = plan.cost, plan.end
    least = "No set of actions with less work reaches this step, under the efforts and the capacity assumed here."
    cases = {
        (cost, end, True): (least, "No plan with this work ends earlier."),
        (cost - 12, end, True): (
            "The search ended early: at most 12 days could still be saved.",
            "No plan with this work ends earlier.",
        ),
        (cost, None, True): (least, "Whether the same work can end earlier was not settled."),
        (cost, date(2027, 10, 31), True): (
            least,
            "It may be possible to end earlier with this work, but not before October 2027.",
        ),
    }
    for (bound, last, monotone), words in cases.items():
        proof = Proof(cost=bound, end=last, exact=False, is_monotone=monotone)
        assert with_(plan, proof=proof).proof == words
    turns = with_(plan, proof=Proof(cost=cost, end=end, exact=True, is_monotone=False)).proof
    assert turns == (
        (
            "Here a better answer to one question can lower a score elsewhere. The plan does reach "
            "this step; that no other takes less is not proven."
        ),
    )


def test_the_soonest_plan_is_proven_the_other_way_round() -> None:
    plan = long_plan(4, 4)
    soonest = Assumed(start=plan.assumed.start, period="quarter", soonest=True)
    exact = Proof(cost=plan.cost, end=plan.end, exact=True)
    assert with_(plan, assumed=soonest, proof=exact).proof == (
        "No plan reaches this step earlier, and none that ends then needs less work.",
    )
    loose = Proof(cost=plan.cost - 1, end=date(2027, 10, 31), exact=False)
    assert with_(plan, assumed=soonest, proof=loose).proof == (
        "It may be possible to end earlier, but not before October 2027.",
        "The search ended early: at most 1 day could still be saved.",
    )


def test_missing_answers_are_told_with_both_ends() -> None:
    plan = long_plan(4, 4)
    first = {"quality.known-origin": 30.0, "cyber.managing-risk": 4.5}
    assert with_(plan, unknowns=Unknowns(low=100, high=60, first=first)).unknowns == (
        "If every missing answer turns out at its best, 60 days are enough instead of 100.",
        "Find out “Knowing origin and owner” first: it may save 30 days.",
        "Then “Managing cyber risk”: it may save 4.5 days.",
    )
    assert with_(plan, unknowns=Unknowns(low=100, high=60)).unknowns[1] == (
        "No single one of them saves anything alone."
    )
    assert with_(plan, unknowns=Unknowns(low=100, high=0)).unknowns[0] == (
        "If every missing answer turns out at its best, this step is reached already."
    )
    assert with_(plan, unknowns=Unknowns(low=None, high=60)).unknowns == (
        (
            "The plan takes missing answers at their lowest, and so nothing reaches this step. "
            "If all turn out at their best, 60 days are enough."
        ),
    )
    assert with_(plan, unknowns=Unknowns(low=None, high=None)).unknowns == (
        "Nothing reaches this step, whatever the missing answers turn out to be.",
    )


def test_guesses_say_how_often_and_actions_alike_come_together() -> None:
    plan = long_plan(4, 4)
    names = [action.id for action in plan.actions]
    shares = dict.fromkeys(names, 1.0)
    other = scored().rubric.actions[10]
    found = with_(
        plan,
        sensitivity=Sensitivity(
            draws=50, seed=1, spread=0.3, same=0.5, shares={**shares, other.id: 0.02}
        ),
        instead=(
            Instead(without=names[0], cost=plan.cost + 6, more=(other.id,), fewer=tuple(names[:2])),
            Instead(without=names[1], cost=plan.cost + 6, more=(other.id,), fewer=tuple(names[:2])),
            Instead(without=names[2], cost=plan.cost, more=(other.id,), fewer=tuple(names[1:3])),
            Instead(without=names[3], cost=None),
        ),
    )
    assert found.guesses[:2] == (
        "“Describe and measure one shared dataset” is in the best plan in 40 of 50 draws of the efforts.",
        "“Find a sponsor and have a lead named” is in the best plan in 40 of 50 draws of the efforts.",
    )
    assert found.guesses[-1].startswith(f"“{other.title}” would come in instead in 1 of 50")
    assert found.instead == (
        "Action 4 cannot be left out: there is no plan without it.",
        (
            f"Without “{plan.actions[2].title}”: just as much, with “{other.title}” instead; "
            f"“{plan.actions[1].title}” would also fall away."
        ),
        (
            f"Without “{plan.actions[0].title}” or “{plan.actions[1].title}”: 6 days more, "
            f"with “{other.title}” instead."
        ),
    )
    assert found.firm == (plan.actions[1].title, plan.actions[2].title)


def test_money_is_kept_small_where_a_day_has_a_price() -> None:
    plan = long_plan(4, 4, days=15.0, cost=12000.0)
    found = with_(plan, unit="money", cost=48000.0, days=60.0)
    assert found.headline.endswith("with 60 days of work, at a cost of 48,000.")
    assert found.bars[0].effort == "15 days of work over 2 months, cost 12,000"
    assert found.proof[0].startswith("No set of actions that costs less")


def test_what_was_asked_for_is_no_regret_of_ours() -> None:
    plan = long_plan(3, 4, kept=True, share=1.0, without=None)
    found = with_(plan, assumed=plan.assumed.model_copy(update={"kept": ("find-a-sponsor",)}))
    assert not found.firm
    assert all(bar.kept and "because you asked for it" in bar.note for bar in found.bars)
    words = "In the plan in any case, as you asked: “Find a sponsor and have a lead named”."
    assert words in found.assumptions


def test_a_missing_answer_is_said_to_be_missing() -> None:
    found = view(long_plan(1, 2)).bars[0].lifts[0]
    assert found.text == "to level 2 (the answer is missing and taken at its lowest)"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0, 0, "at the start of the path"),
        (0, 1, "at the start of the path or on step 1"),
        (0, 3, "between the start and step 3"),
        (1, 1, "on step 1"),
        (1, 4, "between step 1 and step 4"),
    ],
)
def test_positions_read_well(low: int, high: int, words: str) -> None:
    today = Standing(position=low, low=low, high=high, progress=None)
    assert f"Today you stand {words}," in with_(long_plan(2, 4), today=today).lead[0]


@pytest.mark.parametrize(
    ("start", "period", "labels"),
    [
        (date(2027, 2, 1), "quarter", "Feb to Apr 2027"),
        (date(2027, 11, 1), "quarter", "Nov 2027 to Jan 2028"),
        (date(2027, 10, 1), "quarter", "Q4 2027"),
    ],
)
def test_quarters_have_their_calendar_names_where_they_are_some(
    start: date, period: str, labels: str
) -> None:
    calendar = Calendar(start)
    plan = long_plan(2, 1)
    quarter = plan.periods[0].model_copy(update={"start": start, "end": calendar.last_day(3)})
    assert with_(plan, periods=(quarter,)).columns[0].label == labels


def test_targets_are_named_with_what_they_must_reach() -> None:
    aim = Aim(said="command", levels={"trust": 3.0, "cyber.managing-risk": 3.0})
    found = with_(long_plan(2, 4), aim=aim)
    assert found.headline.startswith("“Trust” at 3 and “Managing cyber risk” at level 3 can be")
    assert found.proof[0].count("this target") <= 1


def test_the_furthest_plan_says_how_far_it_comes() -> None:
    aim = Aim(said="furthest", position=2, step="build", progress=2.4)
    found = with_(long_plan(2, 4), aim=aim)
    assert found.headline.startswith(
        "The furthest you can come is 40% of the way to step 3, “Establish trust”: by December 2027"
    )


@pytest.mark.parametrize(
    "make",
    [
        planned,
        partial(planned, step=1),
        partial(planned, step=3, by=JUNE),
        partial(planned, step=3, capacity=20.0),
        partial(planned, step=3, refused=frozenset(["build-shared-catalogue"])),
        long_plan,
    ],
)
def test_no_jargon_no_ids_no_exclamation(make: Callable[[], Roadmap]) -> None:
    ids = [action.id for action in scored().rubric.actions]
    ids += [step.id for step in scored().plan.steps if "-" in step.id]
    for text in sentences(view(make())):
        assert not JARGON.search(text), text
        assert not any(name in text for name in ids), text
        assert "  " not in text
        assert ".." not in text


@given(st.text(min_size=1, max_size=320).filter(str.strip))
def test_any_title_survives(title: str) -> None:
    found = view(long_plan(2, 2, title=title, owner=title, what=title))
    assert found.bars[0].title == title
    assert found.bars[0].owner == title
    assert len(found.headline) < 300
