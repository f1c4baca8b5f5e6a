"""Can an interview be held line by line in a real terminal, left, gone on with, and refused?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interview.made import HEAD, RUBRIC
from support.command import Run
from support.interview_lines import (
    GO_ON,
    LEVEL,
    NUMBER,
    ONE,
    REVIEW,
    SEVERAL,
    TEXT,
    answers,
    held,
    jump,
    quit_here,
    value,
)
from support.terminal import terminal


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
        opened.until(
            "paper  Somebody wrote it down", "seen  Somebody saw it", "Grade (Enter for none): "
        )
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


def test_an_interview_that_was_left_goes_on_exactly_there(folder: Path) -> None:
    with held(folder) as opened:
        opened.until(TEXT)
        jump(opened, "soil")
        opened.answer("How good is the soil?", LEVEL, "2")
        opened.until(ONE)
        opened.enter("j tools")
        quit_here(opened, SEVERAL)
        assert "maturity interview brook.yaml" in opened.output
    with held(folder) as opened:
        opened.until("Your last answer here was saved today at ", "1 of 7 done", GO_ON)
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
