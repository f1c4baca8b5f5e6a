"""Does an interview go on exactly where it was left, whatever happened to its file meanwhile?"""

from __future__ import annotations

import codecs
import errno
import json
import os
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from interview.made import HEAD, QUESTIONNAIRE, RUBRIC, Place, place_in
from maturity.errors import InputError, MachineError, MaturityError, UsageError
from maturity.interview import commands as c
from maturity.interview.items import said
from maturity.storage.atomic import write
from maturity.storage.journal import journal_of
from maturity.storage.library import Library
from maturity.usecases import interview as interviews
from maturity.usecases.interview import Interview
from maturity.usecases.interview_opening import Opening, Wish, create
from maturity.view.interview import item_view


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = place_in(tmp_path)
    made.fresh()
    return made


def say(interview: Interview, *commands: c.Command | str) -> None:
    """Carry out commands as a face does; an id jumps there."""
    for command in commands:
        interview.do(c.Jump(command) if isinstance(command, str) else command)
        assert interview.save() == ()


def crash(interview: Interview) -> None:
    """End as a killed process does: what is on the disk stays as it is."""
    os.close(interview.journal.handle)


def leave(opening: Opening) -> None:
    assert opening.interview.close(finished=False) == ()


def names(items: Any) -> list[str]:
    return [item.id for item, *_ in items]


def by_hand(place: Place, before: str, after: str) -> None:
    """Change the file as its owner does in an editor."""
    text = place.file.read_text("utf-8")
    assert before in text
    place.write(text.replace(before, after))


# Going on


@pytest.mark.parametrize("at", ["profile/staff/writing", "soil", "pond", "story"])
def test_the_next_start_goes_on_at_the_very_place(place: Place, at: str) -> None:
    first = place.open()
    say(first.interview, "soil", c.Give(2), at)
    leave(first)
    second = place.open()
    assert second.left is not None
    assert second.left.place == at
    second.go_on()
    assert second.interview.state.place == at


def test_without_going_on_an_interview_starts_at_the_first_open_item(place: Place) -> None:
    first = place.open()
    say(first.interview, c.Give("Green"), "pond")
    leave(first)
    assert place.open().interview.state.place == "profile/size"


def test_the_review_is_a_place_to_go_on_at(place: Place) -> None:
    first = place.open()
    say(first.interview, c.Give("Green"), c.Review())
    leave(first)
    second = place.open()
    second.go_on()
    assert second.interview.state.place is None


def test_a_place_that_is_not_asked_any_more_is_not_gone_back_to(place: Place) -> None:
    first = place.open()
    say(first.interview, "pond", c.Give(True), "fish")
    leave(first)
    by_hand(place, "pond: true", "pond: false")
    second = place.open()
    second.keep_file()
    second.go_on()
    assert second.interview.state.place == "profile/motto"


def test_it_is_said_when_the_last_answer_was_confirmed(place: Place) -> None:
    first = place.open()
    say(first.interview, "soil", c.Give(2))
    last = first.interview.moments[-1]
    say(first.interview, c.Next(), c.Next())
    leave(first)
    left = place.open().left
    assert left is not None
    assert left.at is not None
    assert left.at.timestamp() == last
    assert left.at.utcoffset() is not None


def test_a_file_that_no_interview_was_held_on_has_nothing_to_go_on_with(place: Place) -> None:
    assert place.open().left is None


def test_an_interview_that_was_only_looked_at_has_no_moment(place: Place) -> None:
    leave(place.open())
    second = place.open()
    assert second.left is None or second.left.at is None
    assert second.by_hand == ()


def test_undo_reaches_back_over_sittings(place: Place) -> None:
    first = place.open()
    say(first.interview, "soil", c.Give(2), "soil", c.Give(1), c.Note("Wet"), c.Undo())
    leave(first)
    second = place.open()
    say(second.interview, c.Undo())
    assert place.answers() == {"soil": 2}
    say(second.interview, c.Undo())
    assert place.answers() == {}
    assert [effect.key for effect in second.interview.do(c.Undo())] == ["interview.refused.no_undo"]


def test_a_finished_interview_leaves_nothing_beside_its_file(place: Place) -> None:
    opening = place.open()
    say(opening.interview, "soil", c.Give(2))
    assert opening.interview.close(finished=True) == ()
    assert place.litter() == []
    again = place.open()
    assert again.left is None
    assert again.answered == 1


# Crashes


def test_what_was_confirmed_but_not_saved_is_saved_at_the_next_start(place: Place) -> None:
    first = place.open()
    say(first.interview, "soil", c.Give(2))
    first.interview.do(c.Give("gravel"))
    first.interview.do(c.Jump("profile/staff/writing"))
    first.interview.do(c.Give("few"))
    crash(first.interview)
    assert place.answers() == {"soil": 2}
    second = place.open()
    assert second.by_hand == ()
    assert place.answers() == {"soil": 2, "paths": "gravel"}
    assert place.profile() == {"staff": [{"work": "writing", "people": "few"}]}
    assert second.interview.is_saved


def test_the_last_of_several_unsaved_words_on_one_question_counts(place: Place) -> None:
    first = place.open()
    for value in (1, 2, 0):
        first.interview.do(c.Jump("soil"))
        first.interview.do(c.Give(value))
    first.interview.do(c.Undo())
    crash(first.interview)
    place.open()
    assert place.answers() == {"soil": 2}


def test_an_unsaved_undo_is_saved_at_the_next_start(place: Place) -> None:
    first = place.open()
    say(first.interview, c.Give("Green"), "soil", c.Give(2))
    first.interview.do(c.Undo())
    first.interview.do(c.Undo())
    crash(first.interview)
    place.open()
    assert (place.profile(), place.answers()) == ({}, {})
    assert place.problems() == []


def test_a_torn_last_line_is_dropped_and_the_rest_is_kept(place: Place) -> None:
    first = place.open()
    say(first.interview, "soil", c.Give(2))
    crash(first.interview)
    with journal_of(place.file).open("ab") as file:
        file.write(b'{"put":"paths","was":null,"now":"gra')
    second = place.open()
    assert second.left is not None
    assert place.answers() == {"soil": 2}
    say(second.interview, "paths", c.Give("paved"))
    leave(second)
    place.open()
    assert place.answers() == {"soil": 2, "paths": "paved"}


def no_replace(path: str, data: bytes) -> None:
    raise OSError(5, "Killed here")


@pytest.mark.parametrize("what", ["answer", "undo"])
def test_a_crash_between_the_record_of_the_new_file_and_the_file_loses_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    first = place.open()
    say(first.interview, "soil", c.Give(1), "soil")
    with monkeypatch.context() as patched:
        patched.setattr(interviews, "write", no_replace)
        first.interview.do(c.Give(2) if what == "answer" else c.Undo())
        assert [told.key for told in first.interview.save()] == ["interview.not_saved"]
    crash(first.interview)
    assert place.answers() == {"soil": 1}
    second = place.open()
    assert second.by_hand == ()
    assert place.answers() == ({"soil": 2} if what == "answer" else {})


def test_a_file_that_was_written_but_not_known_to_be_is_still_our_own(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = place.open()
    say(opening.interview, "soil", c.Give(1), "soil")

    def written_then_failed(path: str, data: bytes) -> None:
        write(path, data)
        raise OSError(errno.EIO, "Input/output error")

    opening.interview.do(c.Give(2))
    with monkeypatch.context() as patched:
        patched.setattr(interviews, "write", written_then_failed)
        assert [told.key for told in opening.interview.save()] == ["interview.not_saved"]
    assert place.answers() == {"soil": 2}
    opening.interview.do(c.Jump("soil"))
    opening.interview.do(c.Give(0))
    crash(opening.interview)
    assert place.open().by_hand == ()
    assert place.answers() == {"soil": 0}


def test_a_file_whose_folder_could_not_be_made_safe_is_known_as_our_own(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = place.open()
    sync = os.fsync

    def fails_for_folders(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, "Input/output error")
        sync(handle)

    opening.interview.do(c.Jump("soil"))
    opening.interview.do(c.Give(2))
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fails_for_folders)
        assert [told.key for told in opening.interview.save()] == ["interview.not_saved"]
    assert place.answers() == {"soil": 2}
    say(opening.interview, c.Give("gravel"))
    leave(opening)
    assert place.open().by_hand == ()
    assert place.answers() == {"soil": 2, "paths": "gravel"}


def test_a_part_that_a_killed_process_left_is_cleared_away(place: Place) -> None:
    (place.folder / f".{place.file.name}.part").write_text("half", "utf-8")
    opening = place.open()
    assert opening.interview.close(finished=True) == ()
    assert place.litter() == []


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8], ids=["plain", "byte order mark"])
def test_a_file_that_was_deleted_is_written_again(place: Place, mark: bytes) -> None:
    place.file.write_bytes(mark + place.file.read_bytes())
    first = place.open()
    say(first.interview, "soil", c.Give(2), c.Give("gravel"))
    leave(first)
    text = place.file.read_bytes()
    place.file.unlink()
    second = place.open()
    assert second.by_hand == ()
    assert place.file.read_bytes() == text


def test_a_file_that_vanishes_meanwhile_is_written_again_at_the_next_start(place: Place) -> None:
    first = place.open()
    say(first.interview, "soil", c.Give(2))
    place.file.unlink()
    first.interview.do(c.Give("gravel"))
    assert [told.key for told in first.interview.save()] == ["interview.not_saved"]
    first.interview.close(finished=True)
    place.open()
    assert place.answers() == {"soil": 2, "paths": "gravel"}


def test_a_file_with_a_byte_order_mark_keeps_it(place: Place) -> None:
    place.file.write_bytes(codecs.BOM_UTF8 + place.file.read_bytes())
    say(place.open().interview, "soil", c.Give(2))
    assert place.file.read_bytes().startswith(codecs.BOM_UTF8 + b"# Answer")
    assert place.answers() == {"soil": 2}


def test_nothing_is_confirmed_that_the_journal_cannot_hold(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = place.open()
    say(opening.interview, "soil", c.Give(2))
    text, state = place.file.read_bytes(), opening.interview.state

    def full(handle: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        with pytest.raises(MachineError):
            opening.interview.do(c.Give("gravel"))
        assert opening.interview.state == state
        # One can still look around.
        opening.interview.do(c.Jump("pond"))
        assert opening.interview.state.place == "pond"
    assert place.file.read_bytes() == text
    say(opening.interview, c.Give(True))
    leave(opening)
    place.open()
    assert place.answers() == {"soil": 2, "pond": True}


def test_what_does_not_fit_on_the_disk_any_more_is_told_and_saved_later(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = place.open()
    say(opening.interview, "soil", c.Give(1))
    with monkeypatch.context() as patched:
        patched.setattr(interviews, "write", no_replace)
        opening.interview.do(c.Give("gravel"))
        (told,) = opening.interview.save()
        assert (told.key, dict(told.values)) == ("interview.not_saved", {"why": "Killed here"})
        assert not opening.interview.is_saved
        opening.interview.close(finished=True)
    assert place.answers() == {"soil": 1}
    assert place.open().by_hand == ()
    assert place.answers() == {"soil": 1, "paths": "gravel"}


def test_a_text_that_is_too_clever_is_written_anew_and_kept_beside(place: Place) -> None:
    clever = HEAD + "answers:\n  soil: &same {answer: 1}  # both\n  paths: *same\n"
    place.write(clever.replace("paths: *same", "pond: *same").replace("answer: 1", "note: Hm"))
    opening = place.open()
    opening.interview.do(c.Jump("soil"))
    opening.interview.do(c.Give(2))
    assert [told.key for told in opening.interview.save()] == ["interview.rewritten"]
    assert place.answers() == {"soil": {"answer": 2, "note": "Hm"}, "pond": {"note": "Hm"}}
    assert "&same" in (place.folder / "brook.yaml.before").read_text("utf-8")
    say(opening.interview, c.Give("gravel"))
    assert place.problems() == []


# Changed by hand


def edited(place: Place) -> Opening:
    """An interview whose owner changed one of its answers in the file since."""
    first = place.open()
    say(first.interview, c.Give("Green"), "soil", c.Give(2), c.Give("gravel"))
    leave(first)
    by_hand(place, "soil: 2", "soil: 1  # they say")
    by_hand(place, "story:", "story: Long ago")
    return place.open()


def test_answers_that_were_changed_by_hand_are_named(place: Place) -> None:
    opening = edited(place)
    ((item, in_file, ours),) = opening.by_hand
    assert (item.id, in_file.answer, ours.answer) == ("soil", 1, 2)


@pytest.mark.parametrize("crashed", [False, True])
def test_the_answers_of_the_file_can_be_kept(place: Place, crashed: bool) -> None:
    opening = edited(place)
    opening.keep_file()
    kept = {"soil": 1, "paths": "gravel", "story": "Long ago"}
    assert place.answers() == kept
    (crash if crashed else lambda i: i.close(finished=False))(opening.interview)
    again = place.open()
    assert again.by_hand == ()
    assert place.answers() == kept
    assert "# they say" in place.file.read_text("utf-8")
    soil = again.interview.state.script.by_id["soil"]
    assert said(again.interview.state.response, soil).answer == 1


@pytest.mark.parametrize("crashed", [False, True])
def test_the_answers_of_the_interview_can_be_taken(place: Place, crashed: bool) -> None:
    opening = edited(place)
    opening.take_journal()
    (crash if crashed else lambda i: i.close(finished=False))(opening.interview)
    taken = {"soil": 2, "paths": "gravel", "story": "Long ago"}
    assert place.answers() == taken
    again = place.open()
    assert again.by_hand == ()
    assert place.answers() == taken
    say(again.interview, c.Undo())
    assert place.answers() == {**taken, "soil": 1}


@pytest.mark.parametrize("leaving", ["closed", "killed"])
def test_whoever_does_not_decide_is_asked_again(place: Place, leaving: str) -> None:
    first = place.open()
    say(first.interview, "soil", c.Give(2), c.Give("gravel"))
    first.interview.do(c.Give(True))
    crash(first.interview)
    by_hand(place, "soil: 2", "soil: 1")
    for _ in range(2):
        opening = place.open()
        assert names(opening.by_hand) == ["soil"]
        if leaving == "killed":
            crash(opening.interview)
        else:
            opening.interview.close(finished=False)
    last = place.open()
    last.take_journal()
    assert place.answers() == {"soil": 2, "paths": "gravel", "pond": True}
    leave(last)
    after = place.open()
    for expected in ({"soil": 1, "paths": "gravel", "pond": True}, {"soil": 1, "paths": "gravel"}):
        say(after.interview, c.Undo())
        assert place.answers() == expected


def test_what_the_interview_never_asked_may_be_changed_without_a_question(place: Place) -> None:
    first = place.open()
    say(first.interview, "soil", c.Give(2))
    leave(first)
    by_hand(place, "paths:", "paths: paved # ours")
    opening = place.open()
    assert opening.by_hand == ()
    say(opening.interview, "pond", c.Give(False))
    assert place.answers() == {"soil": 2, "paths": "paved", "pond": False}


def test_unsaved_answers_go_into_a_file_that_was_changed_elsewhere(place: Place) -> None:
    first = place.open()
    say(first.interview, "soil", c.Give(2))
    first.interview.do(c.Give("gravel"))
    crash(first.interview)
    by_hand(place, "story:", "story: Long ago")
    assert place.open().by_hand == ()
    assert place.answers() == {"soil": 2, "paths": "gravel", "story": "Long ago"}


def test_an_answer_that_was_taken_out_by_hand_is_asked_about(place: Place) -> None:
    first = place.open()
    say(first.interview, "soil", c.Give(2))
    leave(first)
    by_hand(place, "soil: 2", "soil:")
    opening = place.open()
    assert names(opening.by_hand) == ["soil"]
    opening.keep_file()
    leave(opening)
    assert place.open().by_hand == ()
    assert place.answers() == {}


def test_a_file_that_was_set_back_to_an_older_state_is_asked_about(place: Place) -> None:
    first = place.open()
    say(first.interview, "soil", c.Give(2))
    older = place.file.read_bytes()
    say(first.interview, c.Give("gravel"), c.Give(True))
    leave(first)
    place.file.write_bytes(older)
    opening = place.open()
    assert names(opening.by_hand) == ["paths", "pond"]
    opening.keep_file()
    assert place.answers() == {"soil": 2}


def test_a_profile_that_was_changed_by_hand_is_asked_about_row_by_row(place: Place) -> None:
    first = place.open()
    say(first.interview, "profile/staff/digging", c.Give("few"), c.Give("many"))
    leave(first)
    by_hand(place, "people: few", "people: many")
    opening = place.open()
    assert names(opening.by_hand) == ["profile/staff/digging"]
    opening.take_journal()
    assert place.profile()["staff"] == [
        {"work": "digging", "people": "few"},
        {"work": "writing", "people": "many"},
    ]


def test_a_file_that_is_changed_meanwhile_is_added_to_and_asked_about_later(place: Place) -> None:
    first = place.open()
    say(first.interview, "soil", c.Give(2))
    by_hand(place, "soil: 2", "soil: 0 # no")
    first.interview.do(c.Give("gravel"))
    assert [told.key for told in first.interview.save()] == ["interview.changed_meanwhile"]
    say(first.interview, c.Give(True))
    leave(first)
    assert place.answers() == {"soil": 0, "paths": "gravel", "pond": True}
    opening = place.open()
    assert names(opening.by_hand) == ["soil"]
    opening.keep_file()
    assert place.answers() == {"soil": 0, "paths": "gravel", "pond": True}


def test_undo_never_takes_back_what_was_written_by_hand(place: Place) -> None:
    opening = edited(place)
    opening.keep_file()
    leave(opening)
    again = place.open()
    while [told.key for told in again.interview.do(c.Undo())] != ["interview.refused.no_undo"]:
        again.interview.save()
    assert place.answers()["soil"] == 1


# A questionnaire that has changed

CHANGED = (
    QUESTIONNAIRE.replace("How good is the soil?", "How good is your soil?")
    .replace("{id: paved, text: Paved, value: 3}", "{id: tiled, text: Tiled, value: 3}")
    .replace("{id: story, ask: What else should we know?, type: text}", "{id: tale, ask: Why?, type: text}")
    .replace("- {id: motto, ask: What is your motto?, type: text}", "- {id: name, ask: Who?, type: text}")
)  # fmt: skip
ANSWERED = (
    c.Give("Green"), c.Give("large"), c.Give("few"), c.Give("many"), c.Give(2), c.Give("paved"), c.Give(True),
    c.Give(12), c.Give("Bread"), c.Give(["hose"]), c.Give("Long\nago"),
)  # fmt: skip


def with_version(text: str, version: str) -> str:
    return text.replace("version: 1.0.0", f"version: {version}", 1)


def outdated(place: Place, version: str = "1.1.0", changed: str = CHANGED) -> Opening:
    """An interview that was answered, opened after its questionnaire has changed."""
    first = place.open()
    say(first.interview, *ANSWERED)
    assert first.interview.state.open == ()
    leave(first)
    place.ask(with_version(changed, version))
    return place.open()


@pytest.mark.parametrize("version", ["1.0.1", "1.1.0", "2.0.0"])
def test_a_changed_questionnaire_is_told_and_no_answer_is_lost(place: Place, version: str) -> None:
    opening = outdated(place, version)
    assert opening.version == (None if version == "1.0.1" else "1.0.0")
    assert opening.reworded == ("soil",)
    assert opening.misfits == ("paths",)
    assert sorted(opening.gone) == ["profile/motto", "story"]
    assert opening.answered == 5
    assert opening.by_hand == ()
    assert place.answers()["paths"] == "paved"
    assert place.answers()["story"] == "Long\nago"
    assert place.profile()["motto"] == "Green"
    open_now = [item.id for item in opening.interview.state.open]
    assert open_now == ["profile/name", "paths", "tale"]


def test_a_question_that_is_new_is_open_and_not_called_reworded(place: Place) -> None:
    more = QUESTIONNAIRE + "      - {id: more, ask: What more?, type: text}\n"
    opening = outdated(place, changed=more)
    assert opening.reworded == ()
    assert [item.id for item in opening.interview.state.open] == ["more"]


def test_only_reworded_questions_with_an_answer_need_another_look(place: Place) -> None:
    leave(place.open())
    place.ask(CHANGED)
    assert place.open().reworded == ()


def test_answers_that_are_not_asked_for_become_comments_and_the_file_scores(place: Place) -> None:
    opening = outdated(place)
    opening.take_version()
    assert opening.set_aside()
    say(opening.interview, "paths", c.Give("tiled"))
    text = place.file.read_text("utf-8")
    assert "  # story: |-\n  #   Long\n  #   ago\n" in text
    assert "  # motto: Green\n" in text
    leave(opening)
    assert place.problems() == []
    assert place.score().assessment.coverage.answered == 5
    again = place.open()
    assert (again.version, again.misfits, again.gone) == (None, (), ())
    assert again.by_hand == ()


def test_a_misfit_stays_in_the_file_until_it_is_answered_again(place: Place) -> None:
    opening = outdated(place)
    say(opening.interview, "soil", c.Give(1))
    leave(opening)
    again = place.open()
    assert again.misfits == ("paths",)
    assert again.interview.misfits == {"paths": "paved"}
    assert place.answers()["paths"] == "paved"
    say(again.interview, "paths", c.Give("gravel"))
    assert again.interview.misfits == {}
    assert place.answers()["paths"] == "gravel"


def test_the_notes_of_a_misfit_are_kept_when_it_is_answered_again(place: Place) -> None:
    first = place.open()
    say(first.interview, "paths", c.Give("paved"), "paths", c.Note("Ask Bo"), c.AddEvidence("Map"))
    leave(first)
    place.ask(CHANGED)
    opening = place.open()
    assert opening.misfits == ("paths",)
    say(opening.interview, "paths", c.Give("tiled"))
    assert place.answers()["paths"] == {
        "answer": "tiled",
        "note": "Ask Bo",
        "evidence": [{"title": "Map"}],
    }


def test_undo_never_brings_back_an_answer_that_no_longer_fits(place: Place) -> None:
    first = place.open()
    say(first.interview, "paths", c.Give("paved"), "paths", c.Give("gravel"))
    leave(first)
    place.ask(QUESTIONNAIRE.replace("{id: paved,", "{id: tiled,"))
    again = place.open()
    while [told.key for told in again.interview.do(c.Undo())] != ["interview.refused.no_undo"]:
        assert again.interview.save() == ()
    assert place.answers() == {"paths": "gravel"}
    assert place.problems() == []


def test_a_row_of_a_grid_that_no_longer_fits_takes_no_other_row_with_it(place: Place) -> None:
    first = place.open()
    say(first.interview, "profile/staff/digging", c.Give("few"), c.Give("many"))
    leave(first)
    place.ask(QUESTIONNAIRE.replace("{id: few, text: A few}", "{id: some, text: Some}"))
    opening = place.open()
    assert opening.by_hand == ()
    row = {"work": "writing", "people": "many"}
    say(opening.interview, "profile/staff/digging", c.Give("some"))
    assert place.profile()["staff"] == [{"work": "digging", "people": "some"}, row]
    assert place.problems() == []


GRID = "profile/staff"
DIGGING, WRITING = f"{GRID}/digging", f"{GRID}/writing"
FEW, MANY = {"work": "digging", "people": "few"}, {"work": "writing", "people": "many"}
OTHER_SIZES = QUESTIONNAIRE.replace("{id: few, text: A few}", "{id: some, text: Some}")
OTHER_WORK = QUESTIONNAIRE.replace("{id: digging, text: Digging}", "{id: planting, text: Planting}")
NO_GRID = QUESTIONNAIRE.replace("  - id: staff\n", "  - id: crew\n")
OTHER_AXES = QUESTIONNAIRE.replace("rows: {name: work,", "rows: {name: task,")
NO_STORY = QUESTIONNAIRE.replace("- {id: story,", "- {id: tale,")
NO_PAVED = QUESTIONNAIRE.replace("{id: paved,", "{id: tiled,")


def staffed(place: Place, changed: str) -> Opening:
    """An interview whose grid was answered, opened after its questionnaire has changed."""
    first = place.open()
    say(first.interview, DIGGING, c.Give("few"), c.Give("many"))
    leave(first)
    place.ask(changed)
    opening = place.open()
    assert opening.by_hand == ()
    return opening


def test_a_row_that_no_longer_fits_stays_until_it_is_answered_again(place: Place) -> None:
    opening = staffed(place, OTHER_SIZES)
    assert (opening.misfits, opening.gone) == ((DIGGING,), ())
    assert opening.interview.misfits == {DIGGING: "few"}
    say(opening.interview, WRITING, c.Give("some"))
    assert place.profile()["staff"] == [FEW, {"work": "writing", "people": "some"}]
    leave(opening)
    again = place.open()
    assert again.interview.misfits == {DIGGING: "few"}
    say(again.interview, DIGGING, c.Give("some"), WRITING, c.Clear())
    assert again.interview.misfits == {}
    assert place.profile()["staff"] == [{"work": "digging", "people": "some"}]
    assert place.problems() == []


@pytest.mark.parametrize(
    ("changed", "gone"),
    [(OTHER_WORK, DIGGING), (OTHER_AXES, GRID), (NO_GRID, GRID)],
)
def test_rows_that_are_not_asked_any_more_stay_or_become_comments(
    place: Place, changed: str, gone: str
) -> None:
    opening = staffed(place, changed)
    assert (opening.misfits, opening.gone) == ((), (gone,))
    say(opening.interview, "soil", c.Give(2))
    assert place.profile()["staff"] == [FEW, MANY]
    assert opening.set_aside()
    lines = [line.strip() for line in place.file.read_text("utf-8").splitlines()]
    commented = [line.strip("# ") for line in lines if line.startswith("#")]
    assert "- {work: digging, people: few}" in commented
    assert place.profile() == ({"staff": [MANY]} if changed == OTHER_WORK else {})
    assert place.problems() == []
    leave(opening)
    assert place.open().gone == ()


def test_a_gone_row_stays_when_another_row_is_answered(place: Place) -> None:
    opening = staffed(place, OTHER_WORK)
    say(opening.interview, "profile/staff/planting", c.Give("few"), WRITING, c.Give("few"))
    held = place.profile()["staff"]
    assert FEW in held
    assert {"work": "writing", "people": "few"} in held
    assert {"work": "planting", "people": "few"} in held


def test_rows_that_are_changed_by_hand_meanwhile_are_not_written_over(place: Place) -> None:
    opening = place.open()
    say(opening.interview, DIGGING, c.Give("few"), c.Give("many"))
    by_hand(place, "people: few", "people: many")
    opening.interview.do(c.Jump(WRITING))
    opening.interview.do(c.Give("few"))
    assert [told.key for told in opening.interview.save()] == ["interview.changed_meanwhile"]
    held = [{"work": "digging", "people": "many"}, {"work": "writing", "people": "few"}]
    assert place.profile()["staff"] == held


@pytest.mark.parametrize(
    ("name", "found", "words"),
    [("tools", ["hose", "spade"], "hose, spade"), (DIGGING, FEW, "digging, few"), ("paths", "paved", "paved")],
)  # fmt: skip
def test_a_misfit_is_shown_without_brackets(
    place: Place, name: str, found: Any, words: str
) -> None:
    state = place.open().interview.state
    view = item_view(state, state.script.by_id[name], "en", found)
    assert view.state == f"The answer so far, {words}, no longer fits this question."


REMARKS = (
    c.Note("Ask Bo"), c.AddEvidence("Map"), c.Confidence("low"), c.FollowUp(), c.Clear(),
)  # fmt: skip


@pytest.mark.parametrize("remark", REMARKS, ids=lambda remark: type(remark).__name__)
def test_a_remark_on_a_misfit_leaves_the_answer_in_the_file(
    place: Place, remark: c.Command
) -> None:
    opening = outdated(place)
    say(opening.interview, "paths", remark)
    held = place.answers()["paths"]
    assert (held["answer"] if isinstance(held, dict) else held) == "paved"
    assert opening.interview.misfits == {"paths": "paved"}
    leave(opening)
    again = place.open()
    assert again.misfits == ("paths",)
    assert again.by_hand == ()


@pytest.mark.parametrize("crashed", [False, True])
def test_undo_brings_a_misfit_back_that_was_answered_again(place: Place, crashed: bool) -> None:
    opening = outdated(place)
    say(opening.interview, "paths", c.Give("gravel"))
    assert place.answers()["paths"] == "gravel"
    opening.interview.do(c.Undo())
    if crashed:
        crash(opening.interview)
        opening = place.open()
    else:
        opening.interview.save()
    assert place.answers()["paths"] == "paved"
    assert opening.interview.misfits == {"paths": "paved"}


# A questionnaire that has changed after a crash


def unsaved(place: Place, *commands: c.Command | str) -> None:
    """Say things that only the journal holds, because the process was killed."""
    first = place.open()
    for command in commands:
        first.interview.do(c.Jump(command) if isinstance(command, str) else command)
    crash(first.interview)


@pytest.mark.parametrize(
    ("said_before", "changed", "gone", "misfits"),
    [
        (("story", c.Give("Long\nago")), NO_STORY, ("story",), {}),
        (("story", c.Give("Long"), "story", c.Note("Ask")), NO_STORY, ("story",), {}),
        (("profile/motto", c.Give("Green")), QUESTIONNAIRE.replace("id: motto", "id: name"), ("profile/motto",), {}),
        (("paths", c.Give("paved")), NO_PAVED, (), {"paths": "paved"}),
        (("paths", c.Give("paved"), "paths", c.Note("Ask")), NO_PAVED, (), {"paths": "paved"}),
        ((DIGGING, c.Give("few"), c.Give("many")), OTHER_SIZES, (), {DIGGING: "few"}),
        ((WRITING, c.Give("many")), QUESTIONNAIRE.replace("id: writing", "id: drawing"), (WRITING,), {}),
        ((DIGGING, c.Give("few"), c.Give("many")), NO_GRID, (GRID,), {}),
    ],
)  # fmt: skip
def test_what_only_the_journal_holds_is_saved_as_if_the_questionnaire_were_the_old_one(
    place: Place,
    said_before: tuple[c.Command | str, ...],
    changed: str,
    gone: tuple[str, ...],
    misfits: dict[str, Any],
) -> None:
    unsaved(place, *said_before)
    alike = place.folder / "alike"
    alike.mkdir()
    other = place_in(alike)
    other.fresh()
    first = other.open()
    say(first.interview, *said_before)
    leave(first)
    place.ask(changed)
    opening = place.open()
    assert (opening.gone, opening.interview.misfits) == (gone, misfits)
    assert (opening.by_hand, opening.overruled) == ((), ())
    assert (place.answers(), place.profile()) == (other.answers(), other.profile())
    # It is told again, and stays when the interview is finished.
    opening.interview.close(finished=True)
    assert (place.answers(), place.profile()) == (other.answers(), other.profile())
    again = place.open()
    assert (again.gone, again.interview.misfits) == (gone, misfits)


def test_an_unsaved_misfit_can_be_answered_again_at_once(place: Place) -> None:
    unsaved(place, "paths", c.Give("paved"))
    place.ask(NO_PAVED)
    opening = place.open()
    say(opening.interview, "paths", c.Give("tiled"))
    assert place.answers() == {"paths": "tiled"}
    leave(opening)
    again = place.open()
    assert (again.misfits, again.by_hand) == ((), ())


def test_unsaved_answers_that_are_gone_become_comments_as_well(place: Place) -> None:
    unsaved(place, "story", c.Give("Long ago"), DIGGING, c.Give("few"))
    place.ask(NO_STORY.replace("id: digging", "id: planting"))
    opening = place.open()
    assert sorted(opening.gone) == [DIGGING, "story"]
    assert opening.set_aside()
    text = place.file.read_text("utf-8")
    assert "# story: Long ago\n" in text
    assert "# - {work: digging, people: few}\n" in text
    assert place.problems() == []
    leave(opening)
    assert place.open().gone == ()


@pytest.mark.parametrize("crashes", [1, 3])
def test_an_unsaved_answer_that_is_gone_survives_a_decision_and_crashes(
    place: Place, crashes: int
) -> None:
    first = place.open()
    say(first.interview, "soil", c.Give(2))
    first.interview.do(c.Jump("story"))
    first.interview.do(c.Give("Long ago"))
    crash(first.interview)
    by_hand(place, "soil: 2", "soil: 1")
    place.ask(NO_STORY)
    for _ in range(crashes):
        opening = place.open()
        assert (names(opening.by_hand), opening.gone) == (["soil"], ("story",))
        crash(opening.interview)
    last = place.open()
    last.take_journal()
    assert place.answers() == {"soil": 2, "story": "Long ago"}


@pytest.mark.parametrize("name", ["brook.yaml", "brook.json"])
def test_a_file_that_says_something_else_overrules_an_answer_that_is_none_any_more(
    tmp_path: Path, name: str
) -> None:
    place = place_in(tmp_path, name)
    place.fresh()
    first = place.open()
    say(first.interview, "paths", c.Give("gravel"), "paths")
    first.interview.do(c.Give("paved"))
    crash(first.interview)
    by_hand(place, "gravel", "unknown")
    place.ask(NO_PAVED)
    opening = place.open()
    ((spot, in_file, ours),) = opening.overruled
    assert (spot.id, in_file.answer, ours.answer) == ("paths", "unknown", "paved")
    assert (opening.by_hand, opening.misfits) == ((), ())
    assert place.answers()["paths"] == "unknown"
    if name == "brook.yaml":
        assert place.file.read_text("utf-8").endswith("\n\n# paths: paved\n")
    assert place.problems() == []
    for _ in range(2):
        leave(opening)
        opening = place.open()
        assert (opening.overruled, opening.by_hand, opening.misfits) == ((), (), ())
        assert place.answers()["paths"] == "unknown"


def test_a_kill_before_the_interview_begins_does_not_lose_the_overruled_answer(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = place.open()
    say(first.interview, "soil", c.Give(1), "paths", c.Give("gravel"))
    for command in (c.Jump("soil"), c.Give(2), c.Jump("paths"), c.Give("paved")):
        first.interview.do(command)
    crash(first.interview)
    by_hand(place, "gravel", "unknown")
    place.ask(NO_PAVED)

    def killed(interview: Interview, *_: Any) -> None:
        crash(interview)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Interview, "begin", killed)
        patched.setattr("maturity.storage.journal.Journal.close", lambda *_, **__: None)
        for _ in range(2):
            with pytest.raises(KeyboardInterrupt):
                place.open()
    opening = place.open()
    assert len(opening.overruled) == 1
    assert place.file.read_text("utf-8").count("# paths: paved\n") == 1
    leave(opening)
    place.file.unlink()
    assert place.open().by_hand == ()
    assert place.file.read_text("utf-8").count("# paths: paved\n") == 1
    assert place.answers() == {"soil": 2, "paths": "unknown"}


def test_only_answers_to_open_questions_tell_the_pace(place: Place) -> None:
    interview = place.open().interview
    say(interview, "profile/size", c.Give("small"), "soil", c.Note("Ask"), c.AddEvidence("Map"))
    assert interview.moments == []
    say(
        interview,
        c.Give(1),
        "soil",
        c.Give(2),
        c.Confidence("low"),
        c.Undo(),
        "pond",
        c.Mark("unknown"),
    )
    assert len(interview.moments) == 2


def test_what_was_saved_and_then_taken_out_by_hand_is_not_brought_back(place: Place) -> None:
    first = place.open()
    say(first.interview, "story", c.Give("Long ago"))
    leave(first)
    by_hand(place, "story: Long ago", "")
    place.ask(NO_STORY)
    opening = place.open()
    assert (opening.gone, opening.overruled) == ((), ())
    assert place.answers() == {}


# What else a changed questionnaire touches


def test_keys_with_nothing_behind_them_are_no_answers(place: Place) -> None:
    leave(place.open())
    by_hand(place, "profile:", "profile:\n  motto:")
    place.ask(NO_STORY.replace("id: motto", "id: name"))
    opening = place.open()
    assert (opening.gone, opening.misfits) == ((), ())
    say(opening.interview, "soil", c.Give(2))
    assert place.problems() == []


def test_evidence_of_a_grade_that_is_not_used_any_more_stays_with_its_answer(place: Place) -> None:
    first = place.open()
    say(first.interview, "soil", c.Give(2), "soil", c.AddEvidence("Map", grade="seen"))
    leave(first)
    place.ask(QUESTIONNAIRE.replace("{id: seen,", "{id: proven,"))
    opening = place.open()
    assert [(found.code, found.route[1]) for found in opening.stays] == [("MA117", "soil")]
    assert opening.answered == 1
    evidence = [{"title": "Map", "grade": "seen"}]
    say(opening.interview, "soil", c.Note("Wet"))
    assert place.answers()["soil"] == {"answer": 2, "note": "Wet", "evidence": evidence}
    say(opening.interview, c.DropEvidence(0), c.AddEvidence("Map", grade="proven"))
    leave(opening)
    assert place.open().stays == ()
    assert place.problems() == []


def test_a_role_and_a_target_that_no_longer_fit_stay_as_they_are(place: Place) -> None:
    target = "respondent: {role: clerk}\ntarget: {levels: {soil: 2}}\n"
    place.write(HEAD + target + "answers: {pond: true}\n")
    leave(place.open())
    least = QUESTIONNAIRE.replace("          - {value: 2, text: Loam, name: Good}\n", "")
    place.ask(least.replace("{id: clerk, title: Clerk}", "{id: king, title: King}").replace("[clerk]", "[king]")
              .replace("[gardener, clerk]", "[gardener, king]"))  # fmt: skip
    opening = place.open()
    assert sorted(found.code for found in opening.stays) == ["MA113", "MA119"]
    say(opening.interview, "soil", c.Give(1))
    assert target in place.file.read_text("utf-8")
    assert place.answers() == {"soil": 1, "pond": True}


@pytest.mark.parametrize("name", ["Br\x01o\x1b[31mok", "yes", "a: b # c", '公園 "x"'])
@pytest.mark.parametrize("file", ["new.yaml", "new.json"])
def test_a_new_file_is_valid_whatever_the_name_of_the_organisation(
    place: Place, name: str, file: str
) -> None:
    new = Place(place.folder, place.folder / file)
    create(str(new.file), name, "brook", Library(), Wish("parks"), date(2026, 1, 31))
    assert new.problems() == []
    kept = name.replace("\x01", "").replace("\x1b[31m", "")
    assert new.value()["organisation"] == {"id": "brook", "name": kept}


# Files of other kinds


def test_a_json_file_stays_json(tmp_path: Path) -> None:
    place = place_in(tmp_path, "brook.json")
    place.fresh()
    first = place.open()
    say(first.interview, c.Give("Grün 🌳"), "soil", c.Give(2), "soil", c.Note("a\n\n\tb"))
    first.interview.do(c.Give(1))
    crash(first.interview)
    second = place.open()
    assert second.by_hand == ()
    held = json.loads(place.file.read_text("utf-8"))
    assert held["profile"] == {"motto": "Grün 🌳"}
    assert held["answers"]["soil"] == {"answer": 1, "note": "a\n\n\tb"}
    assert place.problems() == []


def refused(place: Place, error: type[MaturityError], **wish: Any) -> MaturityError:
    """What opening is refused with; the folder is as it was."""
    before = sorted(path.name for path in place.folder.iterdir())
    with pytest.raises(error) as caught:
        place.open(**wish)
    assert sorted(path.name for path in place.folder.iterdir()) == before
    return caught.value


def test_a_read_only_file_is_refused_before_anything_is_asked(place: Place) -> None:
    place.file.chmod(0o444)
    error = refused(place, MachineError)
    assert (error.key, error.exit_code) == ("error.interview.read_only", 4)


def as_folder(place: Place) -> None:
    place.file.unlink()
    place.file.mkdir()


def invalid(place: Place) -> None:
    place.write(HEAD + "answers: {soil: 2\n")


def misspelt(place: Place) -> None:
    place.write(HEAD + "answer: {soil: 2}\n")


def rubric(place: Place) -> None:
    place.write(RUBRIC)


def of_another(place: Place) -> None:
    place.write(HEAD.replace("id: parks", "id: ponds"))


def without_reason(place: Place) -> None:
    place.write(HEAD + "answers: {soil: not_applicable}\n")


def missing(place: Place) -> None:
    place.file.unlink()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [(as_folder, "MF002"), (invalid, "MF101"), (misspelt, "MA001"), (rubric, "MF115"), (of_another, "MA107"),
     (without_reason, "MA105"), (missing, "MF001")],
)  # fmt: skip
def test_a_file_that_cannot_be_taken_is_refused_and_left_alone(
    place: Place, spoil: Callable[[Place], None], code: str
) -> None:
    spoil(place)
    before = place.file.read_bytes() if place.file.is_file() else None
    error = refused(place, InputError)
    assert isinstance(error, InputError)
    assert [diagnostic.code for diagnostic in error.diagnostics] == [code]
    assert (place.file.read_bytes() if place.file.is_file() else None) == before


def test_a_file_that_was_made_invalid_keeps_its_journal(place: Place) -> None:
    first = place.open()
    say(first.interview, "soil", c.Give(2))
    first.interview.do(c.Give("gravel"))
    crash(first.interview)
    text = place.file.read_text("utf-8")
    place.write(text + "oops\n")
    refused(place, InputError)
    place.write(text)
    place.open()
    assert place.answers() == {"soil": 2, "paths": "gravel"}


def test_a_file_of_another_questionnaire_than_the_wanted_one_is_refused(place: Place) -> None:
    other = place.folder / "other.yaml"
    other.write_text(QUESTIONNAIRE.replace("questionnaire: parks", "questionnaire: ponds"), "utf-8")
    error = refused(place, UsageError, questionnaire="ponds")
    assert error.key == "error.interview.other"
    assert (error.values["id"], error.values["wanted"]) == ("parks", "ponds")


@pytest.mark.parametrize(
    ("wish", "key", "near"),
    [({"role": "gardner"}, "error.interview.role", "gardener"), ({"section": "plant"}, "error.interview.section", "plants"),
     ({"role": "king"}, "error.interview.role", None)],
)  # fmt: skip
def test_an_unknown_role_or_section_is_refused_with_the_nearest(
    place: Place, wish: dict[str, Any], key: str, near: str | None
) -> None:
    error = refused(place, UsageError, **wish)
    assert (error.key, error.values["near"]) == (key, near)


def test_a_second_process_is_told_who_holds_the_file(place: Place) -> None:
    place.open()
    error = refused(place, MachineError)
    assert error.key == "error.held"
    assert (error.values["user"], error.values["process"]) == ("ann", 7)


def test_only_what_was_open_at_the_start_is_asked_with_only_open(place: Place) -> None:
    first = place.open()
    say(first.interview, "soil", c.Give(2), c.Give("gravel"), c.Mark("unknown"))
    leave(first)
    second = place.open(only_open=True)
    asked = [item.id for item in second.interview.state.route if not item.is_profile]
    assert asked == ["fish", "food", "tools", "story"]
    say(second.interview, "fish", c.Give(3))
    assert "fish" in {item.id for item in second.interview.state.route}
