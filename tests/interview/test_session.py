"""Where does every command take an interview, and what does it make of what is said?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.made import PROFILE, QUESTIONS, questionnaire_of, response_of
from maturity.interview import commands as c
from maturity.interview.effects import Change, Record, Refuse, Tell
from maturity.interview.items import said
from maturity.interview.pace import ASSUMED, seconds_left
from maturity.interview.review import extents, review
from maturity.interview.routing import Script, script_for
from maturity.interview.session import State, advance, begin
from maturity.interview.values import tidy
from maturity.model.response import Answer, Evidence
from maturity.model.values import MAX_TEXT

REMARKS = (c.Note("x"), c.AddEvidence("x"), c.DropEvidence(0), c.Confidence("low"), c.FollowUp())


@pytest.fixture
def state(tmp_path: Path) -> State:
    """An interview in which nothing has been said."""
    return begin(Script(questionnaire_of(tmp_path)), response_of(tmp_path))


def at(state: State, place: str, *commands: c.Command | str) -> State:
    """The state after commands at a place, none of them refused; an id jumps there."""
    for command in (place, *commands):
        state, effects = advance(state, c.Jump(command) if isinstance(command, str) else command)
        assert not [effect for effect in effects if isinstance(effect, Refuse)]
    return state


def refusal(state: State, command: c.Command) -> str:
    """Why a command is refused; it changes nothing."""
    after, effects = advance(state, command)
    assert after is state
    (effect,) = effects
    assert isinstance(effect, Refuse)
    return effect.key.removeprefix("interview.refused.")


def ids(items: Any) -> list[str]:
    return [item.id for item in items]


def answer(state: State, name: str) -> Any:
    return said(state.response, state.script.by_id[name])


# Answers

ANSWERS: dict[str, list[Any]] = {
    "profile/motto": ["Green", "two\nlines", "unknown"], "profile/size": ["small", "large"],
    "profile/staff/digging": ["few", "many"], "soil": [0, 1, 2], "paths": ["gravel", "paved"], "pond": [True, False],
    "fish": [0, 100, 12.5], "food": ["Bread"], "tools": [[], ["rake"], ["hose", "spade"]], "story": ["unknown to us"],
}  # fmt: skip
NO_ANSWERS: dict[str, list[tuple[Any, str]]] = {
    "profile/motto": [("", "text"), (3, "text"), (None, "text"), (" \n\t", "text")],
    "profile/size": [("huge", "option"), (0, "option"), (["small"], "option")],
    "profile/staff/digging": [("digging", "option"), (None, "option")],
    "soil": [(3, "option"), (1.5, "option"), ("1", "option"), (True, "option"), (False, "option"), ([1], "option")],
    "paths": [("mud", "option"), (["gravel"], "option"), ("", "option")],
    "pond": [(1, "option"), (0, "option"), ("true", "option")],
    "fish": [(-1, "range"), (100.1, "range"), ("7", "number"), (True, "number"), (float("nan"), "range"),
             (float("inf"), "range")],
    "food": [("", "text"), ("unknown", "state"), ("declined", "state"), ("not_applicable", "state"),
             ("unanswered", "state")],
    "tools": [("rake", "option"), (["rake", "rake"], "option"), (["pond"], "option"), ([["rake"]], "option")],
}  # fmt: skip


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, all_ in ANSWERS.items() for v in all_])
def test_an_answer_that_fits_is_taken_and_the_next_question_follows(
    state: State, name: str, value: Any
) -> None:
    before = at(state, name)
    after, effects = advance(before, c.Give(value))
    found = answer(after, name)
    assert (found.answer if isinstance(found, Answer) else found) == value
    (record,) = effects
    assert record == Record(Change(name, answer(before, name), found))
    order = ids(after.route)
    assert after.place == (order[order.index(name) + 1] if name != order[-1] else None)


@pytest.mark.parametrize(
    ("name", "value", "why"), [(n, v, w) for n, all_ in NO_ANSWERS.items() for v, w in all_]
)
def test_what_is_no_answer_is_refused(state: State, name: str, value: Any, why: str) -> None:
    assert refusal(at(state, "pond", c.Give(True), name), c.Give(value)) == why


def test_the_same_answer_again_goes_on_and_changes_nothing(state: State) -> None:
    once = at(state, "soil", c.Give(2), "soil")
    again, effects = advance(once, c.Give(2))
    assert (again.place, effects) == ("paths", ())
    assert again.changes == once.changes


def test_an_open_question_leads_to_the_next_open_one_and_a_change_to_the_next(state: State) -> None:
    answered = at(state, "soil", c.Give(1), c.Give("paved"), "story", c.Give("Long ago"))
    assert at(answered, "soil", c.Give(2)).place == "paths"
    assert at(answered, "profile/staff/writing", c.Give("many")).place == "pond"
    # A note is no answer yet.
    assert (
        at(
            answered,
            "profile/size",
            "paths",
            c.Clear(),
            c.Note("Ask"),
            "soil",
            c.Clear(),
            c.Give(0),
        ).place
        == "paths"
    )
    filled = at(answered, "pond", c.Give(False), c.Give(["rake"]))
    assert filled.place is None


def test_an_answer_can_be_missing_for_a_reason(state: State) -> None:
    state = at(state, "soil", c.Mark("unknown"), c.Mark("declined"), c.NotApplicable("No water"))
    assert [answer(state, name).state for name in ("soil", "paths", "pond")] == [
        "unknown",
        "declined",
        "not_applicable",
    ]
    assert answer(state, "pond").reason == "No water"
    assert state.place == "tools"
    changed = at(state, "pond", c.Give(False))
    assert answer(changed, "pond") == Answer(answer=False)
    assert answer(at(changed, "pond", c.Mark("unknown")), "pond") == Answer(answer="unknown")


def test_without_a_reason_nothing_is_not_applicable(state: State) -> None:
    assert refusal(at(state, "soil"), c.NotApplicable(" \n ")) == "reason"


def test_remarks_stand_beside_an_answer_and_stay_when_it_is_taken_back(state: State) -> None:
    state = at(
        state, "soil", c.Note("Wet"), c.AddEvidence("Map"), c.Confidence("high"), c.FollowUp(), c.Give(2), "soil"
    )  # fmt: skip
    assert state.answer == Answer(
        answer=2, note="Wet", evidence=(Evidence(title="Map"),), confidence="high", follow_up=True
    )
    cleared = at(state, "soil", c.Clear())
    assert cleared.place == "soil"
    assert cleared.answer == state.answer.model_copy(update={"answer": None})
    assert "soil" in ids(cleared.open)
    bare = at(cleared, "soil", c.Note(" "), c.DropEvidence(0), c.Confidence(None), c.FollowUp())
    assert answer(bare, "soil") is None


def test_remarks_do_not_lead_away_from_the_question(state: State) -> None:
    for remark in (c.Note("x"), c.AddEvidence("x"), c.Confidence("low"), c.FollowUp(), c.Clear()):
        assert at(state, "soil", remark).place == "soil"


@pytest.mark.parametrize("command", [*REMARKS, c.Mark("unknown"), c.NotApplicable("x")])
def test_the_profile_takes_nothing_but_answers(state: State, command: c.Command) -> None:
    assert refusal(at(state, "profile/size"), command) == "profile"


@pytest.mark.parametrize("command", [*REMARKS, c.Give(1), c.Mark("unknown"), c.Clear()])
def test_at_the_review_nothing_can_be_said(state: State, command: c.Command) -> None:
    assert refusal(at(state, "soil", c.Review()), command) == "nothing_asked"


def test_rows_of_a_grid_are_asked_one_by_one_and_stand_in_their_order(state: State) -> None:
    state = at(state, "profile/staff/writing", c.Give("few"), "profile/staff/digging", c.Give("many"))  # fmt: skip
    assert state.response.profile["staff"] == [
        {"work": "digging", "people": "many"},
        {"work": "writing", "people": "few"},
    ]
    state = at(state, "profile/staff/digging", c.Clear(), "profile/staff/writing", c.Clear())
    assert state.response.profile == {}


@pytest.mark.parametrize("command", [c.Clear(), c.Note(""), c.Confidence(None)])
def test_taking_back_what_was_never_said_is_no_change(tmp_path: Path, command: c.Command) -> None:
    response = response_of(tmp_path, "profile: {size: }\nanswers: {soil: }\n")
    state = begin(Script(questionnaire_of(tmp_path)), response, "soil")
    assert advance(state, command) == (state, ())


# Evidence and texts


def test_evidence_is_taken_with_the_grade_as_the_questionnaire_writes_it(state: State) -> None:
    proof = c.AddEvidence(" The map ", "https://example.org", "2026-02-28", "SEEN")
    (found,) = at(state, "soil", proof).answer.evidence
    assert found.written() == {
        "title": "The map",
        "url": "https://example.org",
        "date": "2026-02-28",
        "grade": "seen",
    }


@pytest.mark.parametrize(
    ("proof", "why"),
    [(c.AddEvidence(" "), "title"), (c.AddEvidence("x", "example.org"), "link"), (c.AddEvidence("x", "http://a b"), "link"),
     (c.AddEvidence("x", "javascript:alert(1)"), "link"), (c.AddEvidence("x", date="28.2.2026"), "date"),
     (c.AddEvidence("x", date="2026-02-29"), "date"), (c.AddEvidence("x", date="20260228"), "date"),
     (c.AddEvidence("x", grade="heard"), "grade")],
)  # fmt: skip
def test_evidence_that_cannot_stand_in_a_file_is_refused(
    state: State, proof: c.AddEvidence, why: str
) -> None:
    assert refusal(at(state, "soil"), proof) == why


def test_evidence_goes_by_its_place(state: State) -> None:
    state = at(state, "soil", *(c.AddEvidence(name) for name in "abc"), c.DropEvidence(1))
    assert [proof.title for proof in state.answer.evidence] == ["a", "c"]
    assert refusal(state, c.DropEvidence(2)) == "no_evidence"
    assert refusal(state, c.DropEvidence(-1)) == "no_evidence"


def test_there_is_an_end_to_evidence(state: State) -> None:
    full = at(state, "soil", *(c.AddEvidence(str(number)) for number in range(50)))
    assert refusal(full, c.AddEvidence("one more")) == "much_evidence"


def test_a_text_may_be_as_long_as_a_file_can_hold_and_no_longer(state: State) -> None:
    longest = at(state, "soil", c.Note("x" * MAX_TEXT))
    assert len(longest.answer.note or "") == MAX_TEXT
    for command in (c.Note("x" * (MAX_TEXT + 1)), c.NotApplicable("x" * 30_000), c.AddEvidence("x" * 30_000)):  # fmt: skip
        assert refusal(longest, command) == "too_long"
    assert refusal(at(state, "story"), c.Give("x" * 30_000)) == "too_long"


@pytest.mark.parametrize(
    ("typed", "kept", "dropped"),
    [("a\x00b\x07c", "abc", 2), ("\x1b[31mred\x1b[0m", "red", 2), ("\x1b]0;title\x07x", "x", 1), ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne", 0),
     ("  a  \n  b\t\n\n", "a\n  b", 0), ("\ud800x\uffff", "x", 2), ("a\x7f\x9bb", "ab", 2), ("حديقة 🌳", "حديقة 🌳", 0)],
)  # fmt: skip
def test_what_cannot_stand_in_a_file_is_left_out_and_counted(
    state: State, typed: str, kept: str, dropped: int
) -> None:
    after, effects = advance(at(state, "soil"), c.Note(typed))
    assert after.answer.note == kept
    told = [dict(effect.values)["n"] for effect in effects if isinstance(effect, Tell)]
    assert told == ([dropped] if dropped else [])


@given(st.text())
def test_a_tidy_text_is_tidy(typed: str) -> None:
    kept, _ = tidy(typed)
    assert tidy(kept) == (kept, 0)


# Ways


def test_an_interview_begins_at_the_first_open_item_or_where_it_is_told_to(tmp_path: Path) -> None:
    script = Script(questionnaire_of(tmp_path))
    response = response_of(tmp_path, "profile: {motto: x, size: small}\nanswers: {soil: 1}\n")
    assert begin(script, response).place == "profile/staff/digging"
    assert begin(script, response, "soil").place == "soil"
    assert begin(script, response, "nowhere").place == "profile/staff/digging"


def test_next_goes_through_everything_and_ends_at_the_review(state: State) -> None:
    seen = [state.place]
    while state.place is not None:
        state = at(state, str(state.place), c.Next())
        seen.append(state.place)
    assert seen == [*PROFILE, *QUESTIONS, None]


def test_back_goes_the_way_one_came_and_then_up_the_route(state: State) -> None:
    state = at(state, "pond", c.Give(True), "story", "soil", c.Review())
    back = []
    for _ in range(6):
        state, _ = advance(state, c.Back())
        back.append(state.place)
    assert back == ["soil", "story", "fish", "pond", "profile/motto", "profile/motto"]
    assert refusal(state, c.Back()) == "first"


def test_back_without_a_way_goes_to_what_stands_before(tmp_path: Path) -> None:
    script = Script(questionnaire_of(tmp_path))
    state = begin(script, response_of(tmp_path), "paths")
    assert at(state, "paths", c.Back()).place == "soil"


def test_back_leaves_out_what_is_not_asked_any_more(state: State) -> None:
    state = at(state, "pond", c.Give(True), c.Give(20), c.Give("Bread"), "pond", c.Give(False))
    assert state.place == "tools"
    way = []
    for _ in range(3):
        state, _ = advance(state, c.Back())
        way.append(state.place)
    assert way == ["pond", "tools", "pond"]


def test_skip_goes_to_the_next_open_question_and_around_once(state: State) -> None:
    state = at(state, "tools", c.Give([]), "pond", c.Mark("unknown"), "paths")
    assert at(state, "paths", c.Skip()).place == "fish"
    assert at(state, "food", c.Skip()).place == "story"
    around, effects = advance(at(state, "story"), c.Skip())
    assert around.place == "profile/motto"
    assert effects == (Tell("interview.wrapped"),)


def test_skip_at_the_only_open_question_leads_to_the_review(tmp_path: Path) -> None:
    script = Script(questionnaire_of(tmp_path), section="plants")
    state = begin(script, response_of(tmp_path, "answers: {tools: []}\n"))
    assert state.place == "story"
    assert at(state, "story", c.Skip()).place is None


@pytest.mark.parametrize(
    ("target", "place"),
    [("fish", "fish"), (" fish ", "fish"), ("water", "pond"), ("ground", "soil"), ("plants", "tools"), ("1", "soil"), ("7", "story"),
     ("profile/staff/writing", "profile/staff/writing")],
)  # fmt: skip
def test_a_jump_goes_to_a_question_a_section_or_a_number(
    state: State, target: str, place: str
) -> None:
    assert at(state, target).place == place


def test_numbers_are_those_of_the_questions_that_are_asked(state: State) -> None:
    state = at(state, "pond", c.Give(False))
    assert state.numbers == {"soil": 1, "paths": 2, "pond": 3, "tools": 4, "story": 5}
    assert at(state, "4").place == "tools"
    assert refusal(state, c.Jump("6")) == "jump_number"


@pytest.mark.parametrize(
    ("target", "why"),
    [("0", "jump_number"), ("8", "jump_number"), ("999999999999", "jump_unknown"), ("pnd", "jump_unknown"), ("", "jump_unknown"),
     ("x" * 500, "jump_unknown"), ("²", "jump_unknown"), ("-1", "jump_unknown")],
)  # fmt: skip
def test_a_jump_to_nowhere_is_refused(state: State, target: str, why: str) -> None:
    assert refusal(state, c.Jump(target)) == why


def test_a_jump_to_a_misspelt_id_names_the_nearest(state: State) -> None:
    _, (effect,) = advance(state, c.Jump("stroy"))
    assert isinstance(effect, Refuse)
    assert dict(effect.values) == {"id": "stroy", "near": "story"}


def test_a_jump_to_what_is_not_asked_says_why(tmp_path: Path) -> None:
    questionnaire = questionnaire_of(tmp_path)
    response = response_of(tmp_path, "answers: {pond: false, soil: 2}\n")
    of_clerk = begin(script_for(questionnaire, response, role="clerk"), response)
    assert refusal(of_clerk, c.Jump("fish")) == "jump_other"
    of_plants = begin(script_for(questionnaire, response, section="plants"), response)
    assert refusal(of_plants, c.Jump("water")) == "jump_section"
    of_open = begin(script_for(questionnaire, response, only_open=True), response)
    assert refusal(of_open, c.Jump("soil")) == "jump_settled"
    assert refusal(begin(Script(questionnaire), response), c.Jump("fish")) == "jump_not_asked"


# Undo


def test_undo_takes_back_change_by_change_and_shows_each(state: State) -> None:
    first = state
    states = [first]
    for command in (c.Give(2), c.Jump("pond"), c.Give(True), c.Note("Large"), c.Give(3), c.Clear()):
        state, _ = advance(at(state, "soil") if state is first else state, command)
        states.append(state)
    assert [change.item for change in state.changes] == ["soil", "pond", "fish", "fish"]
    for response, place in (
        (states[4].response, "fish"), (states[3].response, "fish"), (states[1].response, "pond"), (first.response, "soil"),
    ):  # fmt: skip
        state, effects = advance(state, c.Undo())
        assert (state.response, state.place) == (response, place)
        assert [type(effect) for effect in effects] == [Record, Tell]
    assert refusal(state, c.Undo()) == "no_undo"


def test_what_is_undone_is_recorded_as_a_change_back(state: State) -> None:
    _, effects = advance(at(state, "soil", c.Give(2)), c.Undo())
    assert effects[0] == Record(Change("soil", Answer(answer=2), None))


def test_undo_of_what_is_not_asked_any_more_stays_where_one_is(state: State) -> None:
    state = at(state, "pond", c.Give(True), c.Give(50), "pond", c.Give(False), "tools")
    state = at(begin(state.script, state.response, "tools", state.changes[1:2]), "tools", c.Undo())
    assert state.place == "tools"
    assert answer(state, "fish") is None


# Conditions


def test_a_question_is_asked_as_long_as_its_condition_is_open_or_holds(state: State) -> None:
    assert {"fish", "food"} <= set(ids(state.route))
    assert not {"fish", "food"} & set(ids(at(state, "pond", c.Give(False)).route))
    assert {"fish", "food"} <= set(ids(at(state, "pond", c.Mark("unknown")).route))
    few = at(state, "pond", c.Give(True), c.Give(9))
    assert few.place == "tools"
    assert at(few, "fish", c.Give(10)).place == "food"


def test_what_a_change_makes_moot_is_kept_aside_and_comes_back(state: State) -> None:
    told = at(state, "pond", c.Give(True), c.Give(20), c.Give("Bread"), "food", c.Note("Old"))
    moot = at(told, "pond", c.Give(False))
    assert not {"fish", "food"} & set(ids(moot.route))
    assert moot.place == "tools"
    assert answer(moot, "fish") == Answer(answer=20)
    assert answer(moot, "food") == Answer(answer="Bread", note="Old")
    back = at(moot, "pond", c.Give(True))
    assert {"fish", "food"} <= set(ids(back.route))
    assert not {"fish", "food"} & set(ids(back.open))
    assert back.response == told.response


def test_a_chain_of_conditions_breaks_at_its_first_link(state: State) -> None:
    told = at(state, "pond", c.Give(True), c.Give(20), c.Give("Bread"))
    broken = at(told, "fish", c.Give(3))
    assert "food" not in ids(broken.route)
    assert "food" in ids(at(broken, "fish", c.Give(30)).route)
    assert "food" not in ids(at(told, "pond", c.Give(False)).route)


# Who is asked what


@pytest.mark.parametrize(
    ("wish", "asked"),
    [({}, [*PROFILE, *QUESTIONS]), ({"role": "clerk"}, ["soil", "paths", "pond", "food", "tools", "story"]),
     ({"role": "gardener"}, ["soil", "pond", "fish", "food", "tools", "story"]),
     ({"section": "water"}, ["pond", "fish", "food"]), ({"section": "ground"}, ["soil", "paths", "pond", "fish", "food"]),
     ({"role": "clerk", "section": "water"}, ["pond", "food"]),
     ({"only_open": True}, [*PROFILE[1:], "paths", "fish", "food", "tools", "story"]),
     ({"only_open": True, "role": "clerk", "section": "ground"}, ["paths", "food"])],
)  # fmt: skip
def test_nobody_is_asked_what_another_should_answer(
    tmp_path: Path, wish: dict[str, Any], asked: list[str]
) -> None:
    text = "profile: {motto: x}\nanswers: {soil: 1, pond: unknown, tools: {note: later}}\n"
    response = response_of(tmp_path, text)
    if not wish.get("only_open"):
        response = response_of(tmp_path)
    script = script_for(questionnaire_of(tmp_path), response, **wish)
    assert ids(script.route(response)) == asked
    state = begin(script, response)
    seen = []
    while state.place is not None:
        seen.append(state.place)
        state = at(state, state.place, c.Next())
    assert seen == asked


def test_what_was_open_at_the_start_stays_when_it_is_answered(tmp_path: Path) -> None:
    response = response_of(tmp_path, "answers: {soil: 1}\n")
    state = begin(script_for(questionnaire_of(tmp_path), response, only_open=True), response)
    state = at(state, "paths", c.Give("gravel"), c.Back())
    assert state.place == "paths"


# Review, extent, pace


def test_the_review_groups_what_deserves_another_look(state: State) -> None:
    state = at(
        state, "soil", c.Mark("unknown"), c.Mark("declined"), c.Give(True), c.NotApplicable("Dry"), "tools", c.FollowUp(),
        "story", c.Give("x"), "story", c.FollowUp(), c.Review(),
    )  # fmt: skip
    found = review(state)
    assert ids(found.open) == ["tools"]
    assert ids(found.unknown) == ["soil"]
    assert ids(found.declined) == ["paths"]
    assert ids(found.not_applicable) == ["fish"]
    assert ids(found.follow_up) == ["tools", "story"]


def test_the_review_leaves_out_what_is_not_asked(state: State) -> None:
    state = at(state, "pond", c.Give(True), c.Mark("unknown"), "pond", c.Give(False))
    assert ids(review(state).unknown) == []


def test_each_section_says_how_far_it_is(state: State) -> None:
    state = at(state, "soil", c.Give(2), "pond", c.Give(True), "tools", c.Note("x"))
    found = [(part.section.id, part.depth, part.done, part.asked) for part in extents(state)]
    assert found == [("ground", 0, 2, 5), ("water", 1, 1, 3), ("plants", 0, 0, 2)]


@pytest.mark.parametrize(
    ("moments", "each"),
    [([], ASSUMED), ([5.0], ASSUMED), ([0.0, 60.0], (60 + 5 * ASSUMED) / 6), ([0.0, 30.0, 90.0, 1000.0], (45 * 2 + 5 * ASSUMED) / 7),
     ([0.0, 5000.0], ASSUMED)],
)  # fmt: skip
def test_the_pace_of_the_room_is_weighed_against_the_assumed_one(
    moments: list[float], each: float
) -> None:
    assert seconds_left(10, moments) == pytest.approx(10 * each)
    assert seconds_left(0, moments) == 0
