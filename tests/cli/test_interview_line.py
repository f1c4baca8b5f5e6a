"""Can an interview be held line by line in a real terminal, whatever is typed, pasted or sent to it?"""

from __future__ import annotations

import os
import re
import signal
import termios
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interview.made import HEAD, HOLDER, QUESTIONNAIRE, RUBRIC, Ticking
from maturity.storage import documents
from maturity.storage.library import Library
from maturity.usecases.interview_opening import Wish, open_interview
from maturity.view.plain import width
from support.command import Run
from support.terminal import Terminal, terminal

ONE, LEVEL, TEXT = "Answer, 1 to 2: ", "Answer, 0 to 2: ", "Answer in words: "
NUMBER, SEVERAL = "Answer, a number: ", "Answer, one or more numbers, or none: "
REVIEW, GO_ON = "Number of a question, or q to end: ", "first open question, q quits: "
JUMP = "Number or id of a question, or id of a section: "
NOTE = "Note (- takes it away): "
PASTE, PASTED = "\x1b[200~", "\x1b[201~"
_LOCAL_FLAGS = 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small questionnaire and an empty response to it."""
    for kind, text in (("questionnaires", QUESTIONNAIRE), ("rubrics", RUBRIC)):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / "parks.yaml").write_text(text, "utf-8")
    (tmp_path / "brook.yaml").write_text(HEAD, "utf-8")
    return tmp_path


def held(folder: Path, *more: str, env: dict[str, str] | None = None, **size: int) -> Any:
    """An interview on the response of the folder, line by line."""
    return terminal(["interview", "brook.yaml", "--plain", *more], folder, env, **size)


def value(folder: Path, name: str = "brook.yaml") -> dict[str, Any]:
    return documents.read(str(folder / name)).value


def answers(folder: Path) -> dict[str, Any]:
    return value(folder).get("answers") or {}


def quit_here(opened: Terminal, prompt: str) -> None:
    """Leave at a prompt; the terminal is as it was before."""
    opened.until(prompt)
    opened.enter("q")
    assert opened.end() == 0
    assert opened.settings() == opened.before


def jump(opened: Terminal, where: str) -> None:
    """Jump from a question that is answered in words, where only a lone letter is a command."""
    opened.enter("j")
    opened.until(JUMP)
    opened.enter(where)


def place_left(folder: Path) -> str | None:
    """The question at which the next start offers to go on."""
    wish = Wish(questionnaire=str(folder / "questionnaires" / "parks.yaml"))
    file = str(folder / "brook.yaml")
    opening = open_interview(file, Library(), wish, Ticking(), HOLDER)
    opening.interview.close(finished=False)
    assert opening.left is not None
    return opening.left.place


def is_raw(opened: Terminal) -> bool:
    """Whether the terminal hands over each key, as during an interview."""
    return not opened.settings()[_LOCAL_FLAGS] & termios.ICANON


# --- By keys alone ----------------------------------------------------------------------------------


def test_a_new_file_is_made_and_the_whole_interview_held_by_keys_alone(folder: Path) -> None:
    with terminal(["interview", "--plain", "--questionnaire", "parks"], folder) as opened:
        opened.until("Name of the organisation: ")
        opened.enter()
        opened.until("Please type the name", "Name of the organisation: ")
        opened.enter("Gärten von Brook")
        opened.until("(Enter for garten-von-brook): ")
        opened.enter("Not An Id")
        opened.until("An id has only", "(Enter for garten-von-brook): ")
        opened.enter("gardens")
        opened.until("(Enter for gardens.yaml): ")
        opened.enter("brook.yaml")
        opened.until("brook.yaml is there already", "(Enter for gardens.yaml): ")
        opened.enter("nowhere/gardens.yaml")
        opened.until("There is no such folder", "(Enter for gardens.yaml): ")
        opened.enter()
        opened.answer("What is your motto?", TEXT, "Green & true: always")
        opened.answer("How large are you?", ONE, "2")
        opened.answer("Who works for you?", ONE, "1")
        opened.answer("Who works for you?", ONE, "many")
        opened.answer("How good is the soil?", LEVEL, "2")
        opened.answer("Which paths are there?", ONE, "Paved")
        opened.answer("Is there a pond?", ONE, "1")
        opened.answer("How many fish are in it?", NUMBER, "12,5")
        opened.answer("What do they eat?", TEXT, "Bread")
        opened.answer("Which tools do you have?", SEVERAL, "3, 1")
        opened.answer("What else should we know?", TEXT, "Nothing")
        opened.until("Every question has an answer", REVIEW)
        opened.enter("q")
        assert opened.end() == 0
        assert opened.settings() == opened.before
        assert "Gärten von Brook" in opened.output.rpartition(REVIEW)[2]
    found = value(folder, "gardens.yaml")
    assert found["organisation"] == {"id": "gardens", "name": "Gärten von Brook"}
    assert found["profile"] == {
        "motto": "Green & true: always",
        "size": "large",
        "staff": [{"work": "digging", "people": "few"}, {"work": "writing", "people": "many"}],
    }
    assert found["answers"] == {
        "soil": 2, "paths": "paved", "pond": True, "fish": 12.5, "food": "Bread", "tools": ["spade", "hose"],
        "story": "Nothing",
    }  # fmt: skip
    assert [path.name for path in folder.glob(".*")] == [".state"]


def test_one_can_go_back_and_change_an_answer(folder: Path) -> None:
    with held(folder) as opened:
        opened.until(TEXT)
        jump(opened, "soil")
        opened.answer("How good is the soil?", LEVEL, "2")
        opened.answer("Which paths are there?", ONE, "b")
        opened.until("How good is the soil?", "(your answer)", LEVEL)
        opened.enter("1")
        opened.until("Saved. Answer: 1 Poor", "Which paths", ONE)
        opened.enter("z")
        opened.until("The last change is undone", "Answer: 2 Good", LEVEL)
        opened.enter("0")
        quit_here(opened, ONE)
    assert answers(folder) == {"soil": 0}


def test_a_question_comes_and_goes_with_the_answer_it_hangs_on(folder: Path) -> None:
    with held(folder) as opened:
        opened.until(TEXT)
        jump(opened, "pond")
        opened.answer("Is there a pond?", ONE, "1")
        opened.answer("How many fish", NUMBER, "20")
        opened.answer("What do they eat?", TEXT, "b")
        opened.answer("How many fish", NUMBER, "b")
        opened.answer("Is there a pond?", ONE, "2")
        opened.until("Question 4 of 5", "Which tools", SEVERAL)
        opened.enter("j fish")
        opened.until("fish is not asked, given the answers so far.", SEVERAL)
        opened.enter("j pond")
        opened.answer("Is there a pond?", ONE, "1")
        opened.until("How many fish", "Answer: 20", NUMBER)
        opened.enter()
        quit_here(opened, TEXT)
    assert answers(folder) == {"pond": True, "fish": 20}


def test_there_are_other_answers_than_an_answer(folder: Path) -> None:
    with held(folder) as opened:
        opened.until(TEXT)
        opened.enter("u")
        opened.until("This is asked about the organisation itself", TEXT)
        jump(opened, "soil")
        opened.answer("How good is the soil?", LEVEL, "u")
        opened.until("Saved. Not known", ONE)
        opened.enter("d")
        opened.until("Saved. Declined", ONE)
        opened.enter("x")
        opened.until("Why does it not apply? ")
        opened.enter()
        opened.until("without a reason nothing changes", ONE)
        opened.enter("x Not: ours #1")
        opened.until("Saved. Not applicable: Not: ours #1", SEVERAL)
        opened.enter("f")
        opened.until("Saved. Marked for follow-up", SEVERAL)
        opened.enter("c high")
        opened.until("Saved. Confidence: high", SEVERAL)
        opened.enter("j story")
        opened.until(TEXT)
        opened.enter("unknown")
        opened.until("That word stands for a question without an answer", TEXT)
        opened.enter("q")
        assert opened.end() == 0
    assert answers(folder) == {
        "soil": "unknown", "paths": "declined", "pond": {"answer": "not_applicable", "reason": "Not: ours #1"},
        "tools": {"confidence": "high", "follow_up": True},
    }  # fmt: skip


def test_evidence_is_asked_for_part_by_part_and_only_what_is_wrong_again(folder: Path) -> None:
    with held(folder) as opened:
        opened.until(TEXT)
        jump(opened, "soil")
        opened.until(LEVEL)
        opened.enter("e The map")
        opened.until("Link (Enter for none): ")
        opened.enter("example.org")
        opened.until("Date, year-month-day (Enter for none): ")
        opened.enter("2026-01-15")
        opened.until("Grade (Enter for none): ")
        opened.enter("SEEN")
        opened.until("A link starts with http", "Enter to leave it out: ")
        opened.enter("u")
        opened.until("Link (Enter for none): ")
        opened.enter("https://example.org")
        opened.until("Saved. Evidence 1: The map, https://example.org", LEVEL)
        opened.enter("w")
        opened.until("Nothing more is said about this question", LEVEL)
        opened.enter("o")
        quit_here(opened, LEVEL)
    proof = {"title": "The map", "url": "https://example.org", "date": "2026-01-15", "grade": "seen"}  # fmt: skip
    assert answers(folder) == {"soil": {"evidence": [proof]}}


def test_what_cannot_be_understood_changes_nothing(folder: Path) -> None:
    with held(folder) as opened:
        opened.until(TEXT)
        jump(opened, "soil")
        for typed in ("7", "gold", "1 2", "-1", "j nowhere", "\x15\x17"):
            opened.until(LEVEL)
            opened.enter(typed)
            if typed == "\x15\x17":
                break
        opened.until(ONE)
        opened.enter("b")
        quit_here(opened, LEVEL)
        assert opened.output.count("That is not one of the answers") == 4
        assert "There is no question or section nowhere" in opened.output
    assert answers(folder) == {}


# --- Going on ---------------------------------------------------------------------------------------


def test_an_interview_that_was_left_goes_on_exactly_there(folder: Path) -> None:
    with held(folder) as opened:
        opened.until(TEXT)
        jump(opened, "soil")
        opened.answer("How good is the soil?", LEVEL, "2")
        opened.until(ONE)
        opened.enter("j tools")
        quit_here(opened, SEVERAL)
        assert "Go on with: maturity interview brook.yaml" in opened.output
    with held(folder) as opened:
        opened.until("Your last answer here was saved today at ", "1 of 7 answered", GO_ON)
        opened.enter()
        opened.until("Which tools do you have?", SEVERAL)
        opened.enter("2")
        quit_here(opened, TEXT)
    with held(folder) as opened:
        opened.until(GO_ON)
        opened.enter("o")
        opened.until("What is your motto?")
        quit_here(opened, TEXT)
    assert answers(folder) == {"soil": 2, "tools": ["rake"]}


def test_without_a_file_the_latest_ones_are_offered(folder: Path) -> None:
    with held(folder) as opened:
        quit_here(opened, TEXT)
    (folder / "elsewhere").mkdir()
    with terminal(["interview", "--plain"], folder / "elsewhere", {"XDG_STATE_HOME": str(folder / ".state")}) as opened:  # fmt: skip
        opened.until("Which interview?", "Brook,", "1, or n for a new one: ")
        opened.enter("2")
        opened.until("Please type a number up to 1, or n.", "1, or n for a new one: ")
        opened.enter("n")
        opened.until("Name of the organisation: ")
        opened.type("\x04")
        assert opened.end() == 0
        assert opened.settings() == opened.before
    assert list((folder / "elsewhere").iterdir()) == []


def test_the_second_of_two_interviews_on_a_file_is_told_who_holds_it(folder: Path) -> None:
    with held(folder) as first:
        first.until(TEXT)
        with held(folder) as second:
            assert second.end() == 4
            assert second.settings() == second.before
            assert re.search(rf"process\s+{first.child.pid}\b", second.output)
        first.enter("Green")
        quit_here(first, ONE)
    assert value(folder)["profile"] == {"motto": "Green"}


def test_where_there_is_no_terminal_it_is_said_what_else_can_be_done(
    folder: Path, run: Run
) -> None:
    ran = run("interview", "brook.yaml", cwd=folder, stdin="q\n")
    assert ran.code == 2
    assert "maturity new FILE" in " ".join(ran.stderr.split())
    assert "maturity score FILE" in " ".join(ran.stderr.split())
    assert list(folder.glob(".*")) == []


# --- However it ends --------------------------------------------------------------------------------


def by_signal(number: signal.Signals) -> Callable[[Terminal], None]:
    return lambda opened: opened.child.kill(number)


ENDS: dict[str, tuple[Callable[[Terminal], None], int]] = {
    "Ctrl-C": (lambda opened: opened.type("\x03"), 130),
    "SIGINT": (by_signal(signal.SIGINT), 130),
    "SIGTERM": (by_signal(signal.SIGTERM), 143),
    "SIGHUP": (by_signal(signal.SIGHUP), 129),
    "Ctrl-D": (lambda opened: opened.type("\x04"), 0),
}


@pytest.mark.parametrize("how", ENDS)
def test_whatever_ends_an_interview_it_is_saved_and_the_terminal_given_back(
    folder: Path, how: str
) -> None:
    end, code = ENDS[how]
    with held(folder) as opened:
        opened.until(TEXT)
        assert is_raw(opened)
        jump(opened, "soil")
        opened.answer("How good is the soil?", LEVEL, "1")
        opened.until(ONE)
        if how != "Ctrl-D":
            opened.type("half a w")
            opened.until("half a w")
        end(opened)
        assert opened.end() == code
        assert opened.settings() == opened.before
        assert "Everything is saved in brook.yaml." in opened.output
        assert "Go on with: maturity interview brook.yaml" in opened.output
    assert answers(folder) == {"soil": 1}
    assert place_left(folder) == "paths"


@pytest.mark.parametrize("how", ENDS)
def test_whatever_ends_the_talk_before_it_the_terminal_is_given_back(
    folder: Path, how: str
) -> None:
    end, code = ENDS[how]
    with terminal(["interview", "new.yaml", "--plain", "--questionnaire", "parks"], folder) as opened:  # fmt: skip
        opened.until("Name of the organisation: ")
        assert is_raw(opened)
        end(opened)
        assert opened.end() == code
        assert opened.settings() == opened.before
    assert not (folder / "new.yaml").exists()


def test_a_terminal_that_is_closed_loses_nothing(folder: Path) -> None:
    with held(folder) as opened:
        opened.until(TEXT)
        opened.enter("Green")
        opened.until(ONE)
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, opened.child.child_fd)
        os.close(nowhere)
        opened.child.wait()
        assert opened.child.exitstatus == 129
    assert value(folder)["profile"] == {"motto": "Green"}


# --- Whatever is typed ------------------------------------------------------------------------------

LONG = " ".join(f"word{number:05}" for number in range(1000))


def test_a_note_of_ten_thousand_characters_is_kept_whole(folder: Path) -> None:
    assert len(LONG) == 9_999
    with held(folder) as opened:
        opened.until(TEXT)
        jump(opened, "soil")
        opened.until(LEVEL)
        opened.enter("t")
        opened.until(NOTE)
        opened.pour(LONG)
        opened.enter("!")
        opened.until("Saved. Note: word00000")
        quit_here(opened, LEVEL)
    assert answers(folder) == {"soil": {"note": f"{LONG}!"}}


def test_a_pasted_note_of_ten_thousand_characters_keeps_its_lines(folder: Path) -> None:
    text = "\n".join(LONG[start : start + 100] for start in range(0, 10_000, 100))
    with held(folder) as opened:
        opened.until(TEXT)
        jump(opened, "soil")
        opened.until(LEVEL)
        opened.enter("t")
        opened.until(NOTE)
        opened.type(PASTE)
        opened.pour(text.replace("\n", "\r"))
        opened.enter(PASTED)
        opened.until("Saved. Note: word00000")
        quit_here(opened, LEVEL)
    kept = "\n".join(line.rstrip() for line in text.split("\n"))
    assert answers(folder) == {"soil": {"note": kept}}


def test_a_text_that_is_too_long_is_refused_and_nothing_is_lost(folder: Path) -> None:
    with held(folder) as opened:
        opened.until(TEXT)
        jump(opened, "soil")
        opened.until(LEVEL)
        opened.enter("t Short")
        opened.until("Saved. Note: Short", LEVEL)
        opened.enter("t")
        opened.until(NOTE)
        opened.pour(f"{LONG} {LONG} more")
        opened.enter()
        opened.until("The text has 20004 characters; at most 20000 can be kept.")
        quit_here(opened, LEVEL)
    assert answers(folder) == {"soil": {"note": "Short"}}


def test_pasted_lines_answer_no_question(folder: Path) -> None:
    with held(folder) as opened:
        opened.until(TEXT)
        jump(opened, "soil")
        opened.until(LEVEL)
        opened.enter(f"{PASTE}1\r2\r1\r{PASTED}")
        opened.until("Several lines were pasted; they are not taken as answers.", LEVEL)
        opened.enter(f"{PASTE}2{PASTED}")
        opened.until("Saved. Answer: 2 Good")
        quit_here(opened, ONE)
    assert answers(folder) == {"soil": 2}


def test_pasted_lines_are_an_answer_in_words(folder: Path) -> None:
    with held(folder) as opened:
        opened.until(TEXT)
        opened.enter(f"{PASTE}q\rb\r\rGreen{PASTED}")
        quit_here(opened, ONE)
    assert value(folder)["profile"] == {"motto": "q\nb\n\nGreen"}


def test_control_characters_and_escape_sequences_do_not_get_into_the_file(folder: Path) -> None:
    with held(folder) as opened:
        opened.until(TEXT)
        jump(opened, "soil")
        opened.until(LEVEL)
        opened.enter("t a\x01\x02b\x1b[31mc\x1b[A\x1bOPd\u0085e\u2028f")
        opened.until("2 control characters were left out.")
        quit_here(opened, LEVEL)
    assert answers(folder) == {"soil": {"note": "a b".replace(" ", "") + "cd\ne\nf"}}


def test_escape_by_itself_takes_no_letter_with_it(folder: Path) -> None:
    with held(folder) as opened:
        opened.until(TEXT)
        opened.enter("\x1bGreen")
        quit_here(opened, ONE)
    assert value(folder)["profile"] == {"motto": "Green"}


def test_keys_typed_ahead_are_not_lost(folder: Path) -> None:
    with held(folder) as opened:
        opened.type("Green\r2\r")
        opened.until("How large are you?", ONE)
        opened.enter("j soil\r2\r1\rq")
        assert opened.end() == 0
    assert value(folder)["profile"] == {"motto": "Green", "size": "large"}
    assert answers(folder) == {"soil": 2, "paths": "gravel"}


def test_text_of_any_script_can_be_typed_and_corrected(folder: Path) -> None:
    with held(folder) as opened:
        opened.until(TEXT)
        opened.enter("حديقة عامة 公園園\x7f 🌳\x7fé x y\x17")
        opened.until("Saved. Answer: حديقة عامة 公園 é x")
        quit_here(opened, ONE)
    assert value(folder)["profile"] == {"motto": "حديقة عامة 公園 é x"}


# --- Wherever it is shown ---------------------------------------------------------------------------


def looked_around(opened: Terminal) -> str:
    """What a walk through everything that can be shown prints."""
    prompts = (TEXT, LEVEL, ONE, SEVERAL, REVIEW, GO_ON, NOTE, JUMP)
    opened.until(TEXT)
    for typed, prompt in (
        ("?", TEXT), ("j", JUMP), ("soil", LEVEL), ("w", LEVEL), ("t " + "long " * 40, LEVEL), ("o", LEVEL), ("r", REVIEW),
        ("7", TEXT), ("公園 " * 50, REVIEW), ("b", TEXT),
    ):  # fmt: skip
        opened.enter(typed)
        opened.until(prompt)
    opened.enter("q")
    assert opened.end() == 0
    assert opened.settings() == opened.before
    lines = opened.output.replace("\x1b[?2004h", "").replace("\x1b[?2004l", "").split("\r\n")
    return "\n".join(line for line in lines if not line.startswith(prompts))


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_no_line_is_wider_than_the_window(folder: Path, columns: int) -> None:
    with held(folder, columns=columns) as opened:
        shown = looked_around(opened)
    lines = shown.split("\n")
    # A command that is to be copied stays in one piece.
    wrapped = [line for line in lines if not line.startswith("Go on with: ")]
    assert [line for line in wrapped if width(line) > columns] == []
    assert max(map(width, lines)) > min(columns, 80) * 0.8


@pytest.mark.parametrize(
    ("env", "columns", "lines"),
    [({"TERM": "dumb"}, 100, 40), ({"ACCESSIBLE": "1"}, 100, 40), ({}, 40, 40), ({}, 100, 12)],
    ids=["dumb", "accessible", "narrow", "low"],
)  # fmt: skip
def test_where_lines_serve_better_nothing_is_ever_redrawn(
    folder: Path, env: dict[str, str], columns: int, lines: int
) -> None:
    with terminal(["interview", "brook.yaml"], folder, env, columns=columns, lines=lines) as opened:  # fmt: skip
        shown = looked_around(opened)
        pasting = "\x1b[?2004h" in opened.output
    assert re.sub(r"[^\x00-\x1f\x7f-\x9f]", "", shown.replace("\n", "")) == ""
    assert pasting == (env.get("TERM") != "dumb")


def test_where_pasting_cannot_be_told_an_empty_line_ends_a_note(folder: Path) -> None:
    with held(folder, env={"TERM": "dumb"}) as opened:
        opened.until(TEXT)
        jump(opened, "soil")
        opened.until(LEVEL)
        opened.enter("t")
        opened.until("an empty line ends it.")
        opened.enter("first\rq\r\r2")
        quit_here(opened, ONE)
    assert answers(folder) == {"soil": {"answer": 2, "note": "first\nq"}}


# --- Whatever the file is ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [(RUBRIC, 3, "MF115"), (HEAD + "answers: {soil: 9", 3, "MF101"), (HEAD.replace("parks", "ponds"), 3, "MA107"),
     ("", 3, "MF005")],
    ids=["rubric", "broken", "other", "empty"],
)  # fmt: skip
def test_a_file_that_cannot_be_taken_is_told_and_left_alone(
    folder: Path, text: str, code: int, words: str
) -> None:
    (folder / "brook.yaml").write_text(text, "utf-8")
    with held(folder) as opened:
        assert opened.end() == code
        assert opened.settings() == opened.before
        assert words in opened.output
    assert (folder / "brook.yaml").read_text("utf-8") == text
    assert list(folder.glob(".*")) == []


def test_a_read_only_file_is_told_before_anything_is_asked(folder: Path) -> None:
    (folder / "brook.yaml").chmod(0o444)
    with held(folder) as opened:
        assert opened.end() == 4
        assert "chmod u+w brook.yaml" in opened.output
        assert "What is your motto?" not in opened.output


def test_a_file_that_was_changed_by_hand_is_asked_about(folder: Path) -> None:
    with held(folder) as opened:
        opened.until(TEXT)
        jump(opened, "soil")
        opened.until(LEVEL)
        opened.enter("2")
        quit_here(opened, ONE)
    file = folder / "brook.yaml"
    file.write_text(file.read_text("utf-8").replace("soil: 2", "soil: 1"), "utf-8")
    with held(folder) as opened:
        opened.until("soil: 1 in the file, 2 in the interview", "q quits: ")
        opened.enter("q")
        assert opened.end() == 0
    with held(folder) as opened:
        opened.until("q quits: ")
        opened.enter("i")
        opened.until(GO_ON)
        opened.enter()
        quit_here(opened, ONE)
    assert answers(folder) == {"soil": 2}
