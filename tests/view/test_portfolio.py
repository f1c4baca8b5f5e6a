"""Does the picture of many say what was worked out, in sentences that a director can read?"""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from maturity.model.common_actions import CommonAction, CommonActions, CommonSet
from maturity.portfolio.bodies import Bodies
from maturity.portfolio.portfolio import portfolio_of
from maturity.view.portfolio import portfolio_view
from maturity.view.portfolio_model import PortfolioView
from portfolio.made import ARABIC, bodies_of, government, nobody_knows, odd
from portfolio.small import worked
from portfolio.test_portfolio import bodies_from
from strategies.content import Case, cases

# What stands in no sentence: a value nobody put into words, a hole in a message, doubled marks.
SLIPS = re.compile(r"\bNone\b(?! of the)|\bnan\b|\binf\b|[{}]|\.\.|  |“”|: ?\.|\( |\d\.\d{7}")
JARGON = re.compile(r"[Oo]ptim|[Ss]olver|\bLP\b|[Ll]inear|\b[Bb]od(?:y|ies)\b|!")


def view(bodies: Bodies, *cohorts: str, actions: CommonActions | None = None) -> PortfolioView:
    found = portfolio_of(bodies, cohorts, actions)
    return portfolio_view(found, bodies.questionnaire, bodies.rubric, "en")


def sentences(item: Any) -> list[str]:
    """Every text that is not a mark or an id."""
    if isinstance(item, str):
        return [item]
    if isinstance(item, tuple):
        return [text for each in item for text in sentences(each)]
    if not is_dataclass(item):
        return []
    named = [field.name for field in fields(item) if field.name not in {"id", "mark", "language"}]
    return [text for name in named for text in sentences(getattr(item, name))]


def test_the_first_page_of_the_worked_example() -> None:
    found = view(worked())
    assert found.title == "Where 6 organisations stand"
    assert found.headline == "3 of 6 organisations stand on step 1 of 2: Begin"
    assert found.opening.lead == ("The weakest participant is Dogwood, at the start of the path.",)
    assert found.opening.back == (
        "Step 1: 2 of 2 do not have the score it needs, 50%. Most often low: “First of A” and “Second of A”.",
        "Step 2: 2 of 3 lack “Only of B” at level 3.",
        "Step 2: 2 of 3 do not have the score it needs, 75%. Most often low: “First of A” and “Second of A”.",
    )
    assert found.opening.sure == (
        "14 of 18 questions that apply are answered.",
        "4 of 6 stand where they stand, whatever the missing answers are.",
        "2 could stand higher.",
    )
    assert [(item.term, item.text) for item in found.opening.first] == [
        ("Barrier B", "Half of them stand at 2.0 or lower."),
        ("Barrier A", "Half of them stand at 3.5 or lower."),
    ]


def test_where_they_stand() -> None:
    path = view(worked()).path
    assert path is not None
    assert [(row.title, row.bar.shown, row.bar.notes, row.reached) for row in path.rows] == [
        ("Before step 1", "2", ("33%", "could be 1 to 2"), ""),
        ("1. Begin", "3", ("50%", "could be 2 to 4"), "4 of 6"),
        ("2. Go on", "1", ("17%", "could be 1 to 3"), "1 of 6"),
    ]
    bar = path.rows[1].bar
    assert (bar.share, bar.low, bar.high) == pytest.approx((0.5, 2 / 6, 4 / 6))
    assert bar.alt == "1. Begin: 3 of 6, 50%, could be 2 to 4"


def test_what_is_lacking() -> None:
    first, second = view(worked()).nexts
    assert (first.title, first.lead) == ("Step 1: Begin", "The next step of 2 organisations.")
    assert [(row.title, row.need, row.bar.shown, row.bar.notes) for row in second.rows] == [
        ("Only of B", "level 3", "2 of 3", ("One lacks only this.", "One has no answer.")),
        (
            "Score of step 2",
            "75%",
            "2 of 3",
            (
                "One lacks only this.",
                "Most often low: “First of A” (1), “Second of A” (1) and “Only of B” (1).",
            ),
        ),
    ]


def test_how_barriers_are_spread() -> None:
    found = view(worked())
    (group,) = found.profile
    assert group.title == "The top"
    assert [(r.title, r.median, r.middle, r.ends, r.without) for r in group.rows] == [
        ("Barrier A", "3.5", "2.0 to 4.0", "1.0 to 4.0", "One has no score."),
        ("Barrier B", "2.0", "0.8 to 3.3", "0.0 to 4.0", "2 have no score."),
        ("The top, all together", "2.5", "2.3 to 4.0", "0.5 to 4.0", "One has no score."),
    ]
    assert found.profile_lead[0].endswith("the better the barrier is overcome.")
    assert found.profile_lead[-1] == "Figures run from 0 to 4."
    assert found.bands is not None
    assert [[cell.text for cell in row.cells] for row in found.bands.rows] == [
        ["1", "4", "1"],
        ["2", "2", "2"],
    ]


def test_the_heat_map_of_the_worked_example() -> None:
    heat = view(worked()).heat
    assert heat is not None
    (everybody,) = heat.maps
    assert heat.everybody is None
    rows = {row.name: row for row in everybody.rows}
    assert list(rows) == ["Ash", "Cedar", "Birch", "Elm", "Dogwood", "Fir"]
    assert rows["Cedar"].facts == ("1", "1.77")
    assert rows["Elm"].facts == ("1 (1-2)", "-")
    assert [(cell.text, cell.mark) for cell in rows["Birch"].cells] == [
        ("3.5", "h4"),
        ("1.0", "h0"),
    ]
    assert [(cell.text, cell.mark) for cell in rows["Fir"].cells] == [("-", ""), ("-", "")]


def test_groups_side_by_side() -> None:
    bodies = government(50)
    cohorts = view(bodies, "country", "government").cohorts
    assert cohorts is not None
    assert [group.title for group in cohorts.groups] == [
        "Country",
        "Government",
        "Country · Government",
    ]
    assert [row.name for row in cohorts.groups[0].rows] == ["Brennavia", "Orvendal"]
    assert [row.facts[0] for row in cohorts.groups[0].rows] == ["14", "15"]
    assert cohorts.notes[0] == "Country, held back: Ostvik, Tamsel, Ulmerra and not said."
    # Too few for anything: that is said, and nothing shown.
    none = view(government(6), "country").cohorts
    assert none is not None
    assert none.groups == ()
    assert none.notes == (
        "Country, nothing is shown: whatever was shown would give a group of fewer than 5 away.",
    )


def test_names_that_are_cut_or_shared_carry_their_id() -> None:
    heat = view(odd()).heat
    assert heat is not None
    names = [row.name for row in heat.maps[0].rows]
    assert f"{ARABIC} (body-0002)" in names
    assert f"{ARABIC} (body-0005)" in names
    assert f"{'W' * 69}… (body-0006)" in names
    assert len(set(names)) == 6


def test_many_stand_in_groups_of_neighbours() -> None:
    heat = view(government(400)).heat
    assert heat is not None
    assert [len(each.rows) for each in heat.maps] == [30, 12, 12]
    assert heat.everybody is not None
    assert len(heat.everybody.rows) == 400
    assert "HTML" in heat.where


def test_nothing_is_claimed_of_those_who_know_nothing() -> None:
    found = view(nobody_knows())
    assert found.headline == "Too much is unknown to say where most of the 6 organisations stand"
    assert found.opening.lead == ()
    assert found.opening.first == ()
    assert found.opening.back == ("Step 1: 6 of 6 have answered too little for its score.",)
    assert found.last == ()


def test_one_organisation() -> None:
    found = view(government(1))
    assert found.title == "Where one organisation stands"
    assert found.headline.startswith("The organisation stands on step 1 of 4: ")
    assert found.last == ()


def test_common_actions() -> None:
    bodies = worked()
    single = CommonAction(
        id="rulebook", title="A common rulebook", owner="The board", days=60, months=4, days_each=240,
        bodies_lifted=4, bodies_waiting=1, bodies_next_step=2,
    )  # fmt: skip
    best = CommonSet(
        most=1, actions=("rulebook",), days=60, days_each=240, bodies_lifted=4, bodies_next_step=2,
        bound=2, proven=True,
    )  # fmt: skip
    actions = CommonActions(bodies=6, ahead=5, single=(single,), sets=(best,), unreachable=1)
    found = view(bodies, actions=actions)
    assert found.common is not None
    (row,) = found.common.rows
    assert (row.title, row.owner) == ("A common rulebook", "The board")
    assert row.effort == "60 days once, 240 if each buys alone"
    assert row.lifted == "4 of 6, one more after what comes first"
    assert row.reaching == "2 of 5"
    assert found.common.notes == (
        "1 of 5 cannot reach the next step with all actions together.",
        "Efforts are assumptions.",
    )
    assert found.opening.first_note == (
        "Bought once and carried out by all, it brings 2 of 5 to their next step, for 60 days of work."
    )
    assert view(bodies).common is None
    nothing = view(bodies, actions=replace_none(actions))
    assert nothing.common is not None
    assert nothing.common.rows == ()


def test_the_first_page_recommends_what_brings_most_for_the_fewest_days() -> None:
    def chosen(names: str, days: float, bodies: int) -> CommonSet:
        return CommonSet(
            most=len(names), actions=tuple(names), days=days, days_each=days, bodies_lifted=6,
            bodies_next_step=bodies, bound=bodies, proven=True,
        )  # fmt: skip

    single = tuple(
        CommonAction(
            id=name, title=name, owner="All", days=0.25, months=1, days_each=1, bodies_lifted=3,
            bodies_waiting=0, bodies_next_step=0,
        ) for name in "abcdefg"
    )  # fmt: skip
    sets = (chosen("abc", 70, 3), chosen("abcd", 55, 4), chosen("abcde", 80, 5))
    frontier = (chosen("efg", 40, 4).model_copy(update={"within": 1.0}),)
    actions = CommonActions(bodies=6, ahead=5, single=single, sets=sets, frontier=frontier)
    found = view(worked(), actions=actions)
    assert [item.term for item in found.opening.first] == ["e", "f", "g"]
    assert "bring 4 of 5 to their next step, for 40 days" in found.opening.first_note
    assert found.common is not None
    assert found.common.rows[0].effort == "0.25 days once, 1 if each buys alone"
    assert found.common.sets[1].rows[0].title == "Within 1 day"


def test_the_facts_say_when_the_answers_were_given_and_what_was_left_out() -> None:
    bodies = replace(worked(), dates=(date(2026, 4, 1), date(2026, 9, 30)), rejected=2)
    assert [(fact.term, fact.text) for fact in view(bodies).facts] == [
        ("Scored by", "A small path"),
        ("Organisations", "6"),
        ("Left out", "2 inputs that cannot be used"),
        ("Answers of", "1 April 2026 to 30 September 2026"),
    ]
    alone = replace(bodies, dates=(date(2026, 4, 1), date(2026, 4, 1)), rejected=0)
    assert [fact.text for fact in view(alone).facts[2:]] == ["1 April 2026"]


def test_who_cannot_reach_the_next_step_is_told_of() -> None:
    bodies = worked()
    found = portfolio_of(bodies)
    first, second = found.nexts
    out = (
        first.model_copy(update={"out_of_reach": 1}),
        second.model_copy(update={"out_of_reach": 3, "blockers": ()}),
    )
    told = portfolio_view(
        found.model_copy(update={"nexts": out}), bodies.questionnaire, bodies.rubric, "en"
    )
    assert told.nexts[0].lead.endswith(
        "To one of them none of the practices it needs applies, so it cannot be reached."
    )
    assert told.nexts[1].lead.endswith(
        "None of the practices it needs applies to them, so it cannot be reached."
    )
    closed = (second.model_copy(update={"out_of_reach": 3, "blockers": ()}),)
    told = portfolio_view(
        found.model_copy(update={"nexts": closed}), bodies.questionnaire, bodies.rubric, "en"
    )
    assert told.opening.back == ()
    assert told.opening.back_none.startswith("Whoever has a step ahead cannot reach it")


def test_long_titles_stand_in_full_below_the_heat_map() -> None:
    bodies = worked()
    text = bodies.questionnaire.model_dump(by_alias=True, exclude_none=True)
    text["sections"][0]["sections"][0]["title"] = "A barrier with more words than a column can hold"
    questionnaire = type(bodies.questionnaire).model_validate(text)
    found = portfolio_view(portfolio_of(bodies), questionnaire, bodies.rubric, "en").heat
    assert found is not None
    assert found.columns[0].startswith("1. A barrier with")
    assert found.cut == "In full: 1. A barrier with more words than a column can hold."


def test_very_many_equals_are_counted_not_named() -> None:
    assert [row.who for row in view(all_alike(30)).last] == [("30 organisations",)] * 2
    assert [row.who for row in view(all_alike(5)).last] == [
        ("one-00", "one-01", "one-02", "2 more")
    ] * 2


def all_alike(count: int) -> Bodies:
    """So many organisations with the same answers."""
    bodies = worked()
    rows = bodies.rows.between(0, 1).repeated(count)
    names = [f"one-{number:02}" for number in range(count)]
    return bodies_of(bodies.questionnaire, bodies.rubric, rows, names)


def replace_none(actions: CommonActions) -> CommonActions:
    return actions.model_copy(update={"single": (), "sets": ()})


@pytest.mark.parametrize("count", [1, 5, 50, 200])
def test_no_slips_and_no_jargon(count: int) -> None:
    found = view(government(count), "country", "government")
    texts = sentences(replace(found, method=(), provenance=()))
    assert [text for text in texts if SLIPS.search(text) or JARGON.search(text)] == []


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    deadline=None,
)
@given(cases(5))
def test_any_result_can_be_said(case: Case) -> None:
    bodies, _ = bodies_from(case)
    found = view(bodies)
    assert [text for text in sentences(found) if SLIPS.search(text)] == []
