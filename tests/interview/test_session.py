"""The session: what each command makes of an interview, and what it refuses."""

from collections.abc import Iterable
from typing import Any

import pytest

from interview.made import HEAD, PROFILE, QUESTIONNAIRE, QUESTIONS
from maturity.interview import commands as c
from maturity.interview.effects import Record, Refuse, Tell
from maturity.interview.items import said
from maturity.interview.pace import ASSUMED, seconds_left
from maturity.interview.review import extents, review
from maturity.interview.routing import script_for
from maturity.interview.session import State, advance, begin
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.storage import yaml_reader

MODEL = Questionnaire.model_validate(yaml_reader.load(QUESTIONNAIRE)[0])


def started(answers: dict[str, Any] | None = None, **wishes: Any) -> State:
    head = {**yaml_reader.load(HEAD)[0], "date": "2026-01-31", "answers": answers or {}}
    response = Response.model_validate(head)
    return begin(script_for(MODEL, response, **wishes), response)


def after(state: State, *commands: c.Command) -> State:
    for command in commands:
        state, effects = advance(state, command)
        assert not [effect for effect in effects if isinstance(effect, Refuse)]
    return state


def refused(state: State, command: c.Command) -> str:
    same, effects = advance(state, command)
    assert same == state
    assert not [effect for effect in effects if isinstance(effect, Record)]
    (why,) = [effect for effect in effects if isinstance(effect, Refuse)]
    return why.key.removeprefix("interview.refused.")


def at(place: str, answers: dict[str, Any] | None = None) -> State:
    return after(started(answers), c.Jump(place))


def names(items: Iterable[Any]) -> list[str]:
    return [item.id for item in items]


def test_the_profile_is_asked_first_then_every_question_that_has_no_condition() -> None:
    state = started()
    assert names(state.route) == [
        *PROFILE,
        "soil",
        "paths",
        "pond",
        "fish",
        "food",
        "tools",
        "story",
    ]
    assert state.place == "profile/motto"


def test_an_answer_is_recorded_and_leads_on() -> None:
    state, effects = advance(at("soil"), c.Give(2))
    (record,) = [effect.change for effect in effects if isinstance(effect, Record)]
    assert (record.item, record.before, record.now.answer) == ("soil", None, 2)
    assert state.place == "paths"
    assert after(state, c.Back()).place == "soil"


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("soil", 2), ("paths", "paved"), ("pond", False), ("fish", 7.5), ("tools", ["rake", "hose"]),
        ("tools", []), ("story", "Long ago"), ("profile/motto", "Green"), ("profile/size", "small"),
        ("profile/staff/writing", "many"),
    ],
)  # fmt: skip
def test_every_kind_of_question_takes_its_kind_of_answer(place: str, value: Any) -> None:
    state = at(place, {"pond": True})
    given = said(after(state, c.Give(value)).response, state.script.by_id[place])
    assert (given if place.startswith("profile/") else given.answer) == value


@pytest.mark.parametrize(
    ("place", "value", "why"),
    [
        ("soil", 3, "option"), ("soil", True, "option"), ("soil", "2", "option"),
        ("paths", "tarred", "option"), ("pond", 1, "option"), ("fish", 101, "range"),
        ("fish", "7", "number"), ("fish", True, "number"), ("tools", "rake", "option"),
        ("tools", ["rake", "rake"], "option"), ("tools", ["axe"], "option"), ("story", " ", "text"),
        ("story", "unknown", "state"), ("story", "x" * 20_001, "too_long"), ("profile/size", "huge", "option"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(place: str, value: Any, why: str) -> None:
    assert refused(at(place, {"pond": True}), c.Give(value)) == why


def test_a_question_appears_and_disappears_and_its_answer_comes_back() -> None:
    state = after(at("pond"), c.Give(True))
    assert state.place == "fish"
    state = after(state, c.Give(12), c.Give("Crumbs"), c.Jump("pond"), c.Give(False))
    assert state.place == "tools"
    assert {"fish", "food"}.isdisjoint(names(state.route))
    assert state.response.answers["food"].answer == "Crumbs"
    assert refused(state, c.Jump("food")) == "jump_not_asked"
    state = after(state, c.Jump("pond"), c.Give(True))
    assert names(state.route)[-4:] == ["fish", "food", "tools", "story"]
    assert not {"fish", "food"} & set(names(state.open))


def test_marks_notes_and_evidence_stand_beside_one_another() -> None:
    state = after(
        at("soil"),
        c.Note("Ask\r\nagain\x1b[31m"),
        c.AddEvidence("Map", "https://example.org/map", "2026-01-31", "PAPER"),
        c.AddEvidence("Photo"),
        c.Confidence("low"),
        c.FollowUp(),
        c.Mark("unknown"),
    )
    answer = state.response.answers["soil"]
    assert answer.written() == {
        "answer": "unknown",
        "note": "Ask\nagain",
        "evidence": [
            {
                "title": "Map",
                "url": "https://example.org/map",
                "date": "2026-01-31",
                "grade": "paper",
            },
            {"title": "Photo"},
        ],
        "confidence": "low",
        "follow_up": True,
    }
    state = after(
        state,
        c.Jump("soil"),
        c.DropEvidence(0),
        c.Note(""),
        c.Confidence(None),
        c.FollowUp(),
        c.Give(1),
    )
    assert state.response.answers["soil"].written() == {
        "answer": 1,
        "evidence": [{"title": "Photo"}],
    }


def test_what_cannot_stand_in_a_file_is_left_out_and_said() -> None:
    _, effects = advance(at("soil"), c.Note("a\x1b[31mb\x07c"))
    assert Tell("interview.tidied", (("n", 2),)) in effects


def test_not_applicable_needs_a_reason_which_goes_with_it() -> None:
    assert refused(at("soil"), c.NotApplicable(" ")) == "reason"
    state = after(at("soil"), c.NotApplicable("No ground"))
    assert state.response.answers["soil"].written() == {
        "answer": "not_applicable",
        "reason": "No ground",
    }
    assert after(state, c.Back(), c.Give(0)).response.answers["soil"].written() == 0


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (c.AddEvidence(""), "title"), (c.AddEvidence("x", url="ftp://x"), "link"),
        (c.AddEvidence("x", date="2026-02-30"), "date"), (c.AddEvidence("x", grade="heard"), "grade"),
        (c.DropEvidence(0), "no_evidence"), (c.DropEvidence(-1), "no_evidence"), (c.Undo(), "no_undo"),
        (c.Jump("fisch"), "jump_unknown"), (c.Jump("99"), "jump_number"), (c.Jump("0"), "jump_number"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_and_changes_nothing(command: c.Command, why: str) -> None:
    assert refused(at("soil"), command) == why


def test_the_profile_has_no_notes_and_no_states() -> None:
    state = started()
    for command in (c.Mark("unknown"), c.NotApplicable("x"), c.Note("x"), c.FollowUp()):
        assert refused(state, command) == "profile"
    state = after(state, c.Give("Green"), c.Back(), c.Clear())
    assert "motto" not in state.response.profile


def test_a_row_of_a_grid_is_answered_by_itself() -> None:
    state = after(
        at("profile/staff/writing"), c.Give("few"), c.Jump("profile/staff/digging"), c.Give("many")
    )
    assert state.response.profile["staff"] == [
        {"work": "digging", "people": "many"},
        {"work": "writing", "people": "few"},
    ]
    state = after(
        state,
        c.Jump("profile/staff/digging"),
        c.Clear(),
        c.Jump("profile/staff/writing"),
        c.Clear(),
    )
    assert "staff" not in state.response.profile


def test_undo_takes_changes_back_one_by_one_and_shows_them() -> None:
    state = after(at("soil"), c.Give(1), c.Give("gravel"), c.Mark("declined"))
    for place in ("pond", "paths", "soil"):
        state = after(state, c.Undo())
        assert state.place == place
    assert not state.response.answers
    assert refused(state, c.Undo()) == "no_undo"


def test_skipping_goes_to_what_is_open_and_round_to_the_first() -> None:
    state = at("soil", {"paths": "gravel"})
    assert after(state, c.Skip()).place == "pond"
    state, effects = advance(at("story"), c.Skip())
    assert (state.place, effects) == ("profile/motto", (Tell("interview.wrapped"),))


def test_next_and_back_walk_the_route_and_end_at_the_review() -> None:
    state = after(at("tools"), c.Next(), c.Next())
    assert state.place is None
    assert refused(state, c.Give(1)) == "nothing_asked"
    assert after(state, c.Back()).place == "story"
    assert refused(started(), c.Back()) == "first"
    assert begin(state.script, state.response, "soil").place == "soil"
    assert (
        after(begin(state.script, state.response, "soil"), c.Back()).place
        == "profile/staff/writing"
    )


def test_a_jump_finds_numbers_questions_and_sections() -> None:
    state = started()
    assert after(state, c.Jump("3")).place == "pond"
    assert after(state, c.Jump("water")).place == "pond"
    assert after(state, c.Jump("plants")).place == "tools"
    _, effects = advance(state, c.Jump("tolls"))
    assert effects == (
        Refuse("interview.refused.jump_unknown", (("id", "tolls"), ("near", "tools"))),
    )


def test_nobody_is_asked_what_another_should_answer() -> None:
    clerk = started({"pond": True}, role="clerk")
    assert names(clerk.route) == ["soil", "paths", "pond", "food", "tools", "story"]
    assert refused(clerk, c.Jump("fish")) == "jump_other"
    assert names(started(section="water").route) == ["pond", "fish", "food"]
    assert names(started(role="gardener", section="plants").route) == ["tools", "story"]
    assert refused(started(section="water"), c.Jump("plants")) == "jump_section"


def test_only_open_leaves_out_what_was_answered_before_but_not_what_is_answered_now() -> None:
    state = started({"soil": 1, "pond": True, "paths": {"note": "only a note"}}, only_open=True)
    assert names(state.route)[len(PROFILE) :] == ["paths", "fish", "food", "tools", "story"]
    assert refused(state, c.Jump("soil")) == "jump_settled"
    state = after(state, c.Jump("paths"), c.Give("gravel"))
    assert "paths" in names(state.route)


def test_the_review_lists_what_deserves_another_look() -> None:
    state = started(
        {
            "soil": "unknown", "paths": {"answer": "gravel", "follow_up": True}, "pond": "declined",
            "tools": {"answer": "not_applicable", "reason": "None"},
        }
    )  # fmt: skip
    found = review(state)
    assert [names(x) for x in (found.open, found.unknown, found.declined, found.not_applicable, found.follow_up)] == [
        ["fish", "food", "story"], ["soil"], ["pond"], ["tools"], ["paths"],
    ]  # fmt: skip
    told = [(e.section.id, e.depth, e.done, e.asked) for e in extents(state)]
    assert told == [("ground", 0, 3, 5), ("water", 1, 1, 3), ("plants", 0, 1, 2)]


def test_the_time_left_follows_the_pace_and_forgets_breaks() -> None:
    assert seconds_left(10, []) == 10 * ASSUMED
    assert seconds_left(10, [0, 5000]) == 10 * ASSUMED
    quick = [30.0 * n for n in range(21)]
    # Twenty gaps of 30 seconds against five assumed ones of 120.
    assert seconds_left(10, quick) == 10 * (20 * 30 + 5 * 120) / 25


def test_questions_are_numbered_without_the_profile() -> None:
    assert started().numbers == {name: number for number, name in enumerate(QUESTIONS, 1)}
