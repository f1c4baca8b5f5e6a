"""Does an interview line by line lose nothing, and keep its terminal sane, whatever is done to it?"""

from __future__ import annotations

import os
import re
import signal
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from maturity.view.plain import width
from support.interview_lines import (
    GO_ON,
    JUMP,
    LEVEL,
    NOTE,
    NUMBER,
    ONE,
    REVIEW,
    SEVERAL,
    TEXT,
    answers,
    held,
    is_raw,
    jump,
    place_left,
    quit_here,
    value,
)
from support.terminal import MATURITY, Terminal, terminal

PASTE, PASTED = "\x1b[200~", "\x1b[201~"
PASTES_ON, PASTES_OFF = "\x1b[?2004h", "\x1b[?2004l"
REASON, CONFIDENCE = "Why does it not apply? ", "How sure are you: low, medium or high? "
EVIDENCE, LINK = "Evidence (-1 takes the first away): ", "Link (Enter for none): "
DATE, GRADE = "Date, year-month-day (Enter for none): ", "Grade (Enter for none): "
AGAIN = "Enter to leave it out: "


def by_signal(number: signal.Signals) -> Callable[[Terminal], None]:
    return lambda opened: opened.child.kill(number)


ENDS: dict[str, tuple[Callable[[Terminal], None], int]] = {
    "Ctrl-C": (lambda opened: opened.type("\x03"), 130),
    "SIGINT": (by_signal(signal.SIGINT), 130),
    "Ctrl-\\": (lambda opened: opened.type("\x1c"), 131),
    "SIGQUIT": (by_signal(signal.SIGQUIT), 131),
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
        lines = opened.output.replace(PASTES_OFF, "").split("\r\n")
        assert lines[-4:] == [
            "Everything is saved in brook.yaml.",
            "Go on with:",
            "  maturity interview brook.yaml",
            "",
        ]
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
        # What is said next, by us or by the shell, stands on a line of its own.
        assert "organisation: \r\n" in opened.output
    assert not (folder / "new.yaml").exists()


def test_ctrl_c_works_where_it_was_switched_off(folder: Path) -> None:
    script = f"trap '' INT; exec {MATURITY} interview brook.yaml --plain"
    with terminal(["-c", script], folder, program="sh") as opened:
        opened.until(TEXT)
        opened.type("\x03")
        assert opened.end() == 130
        assert opened.settings() == opened.before


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


LONG = " ".join(f"word{number:05}" for number in range(1000))


SHELLS = {
    "bash": ("bash", ["--norc", "--noprofile", "--noediting", "-i"]),
    # Unlike bash, it does not repair the terminal that a stopped command leaves.
    "dash": ("dash", ["-i"]),
}
READY = "ready> "


@contextmanager
def stopped(folder: Path, shell: str, how: str) -> Iterator[Terminal]:
    """An interview in a shell, stopped while a note is half typed."""
    program, arguments = SHELLS[shell]
    with terminal(arguments, folder, {"PS1": READY, "ENV": ""}, program=program) as opened:
        opened.until(READY)
        before = opened.settings()
        opened.enter(f"{MATURITY} interview brook.yaml --plain")
        opened.until(TEXT)
        jump(opened, "soil")
        opened.answer("How good is the soil?", LEVEL, "1")
        opened.until(ONE)
        opened.type("t half a 公")
        opened.until("half a 公")
        if how == "Ctrl-Z":
            opened.type("\x1a")
        else:
            of_shell = Path(f"/proc/{opened.child.pid}/task/{opened.child.pid}/children")
            os.kill(int(of_shell.read_text().split()[0]), signal.Signals[how])
        opened.until("Stopped", READY)
        if how != "SIGSTOP":
            assert opened.settings() == before
            assert opened.output.count(PASTES_OFF) == opened.output.count(PASTES_ON)
        yield opened
        assert opened.settings() == before


@pytest.mark.parametrize("how", ["Ctrl-Z", "SIGTSTP", "SIGSTOP"])
@pytest.mark.parametrize("shell", SHELLS)
def test_a_stopped_interview_goes_on_where_it_was(folder: Path, shell: str, how: str) -> None:
    with stopped(folder, shell, how) as opened:
        # In the background it waits again, and touches nothing.
        opened.enter("bg")
        opened.until(READY)
        opened.enter("fg")
        opened.until(f"\n{PASTES_ON}{ONE}t half a 公")
        assert is_raw(opened)
        opened.enter("\x7fword")
        opened.until("Saved. Note: half a word", ONE)
        opened.enter("q")
        opened.until("maturity interview brook.yaml", READY)
    assert answers(folder) == {"soil": 1, "paths": {"note": "half a word"}}


@pytest.mark.parametrize("shell", SHELLS)
def test_a_stopped_interview_can_be_ended(folder: Path, shell: str) -> None:
    with stopped(folder, shell, "Ctrl-Z") as opened:
        opened.enter("kill %1; fg")
        opened.until("maturity interview brook.yaml", READY)
    assert answers(folder) == {"soil": 1}
    assert place_left(folder) == "paths"


def test_a_terminal_that_cannot_stop_a_command_asks_again(folder: Path) -> None:
    with held(folder) as opened:
        opened.until(TEXT)
        opened.type("Gre\x1a")
        opened.until(f"\n{PASTES_OFF}{PASTES_ON}{TEXT}Gre")
        opened.enter("en")
        quit_here(opened, ONE)
    assert value(folder)["profile"] == {"motto": "Green"}


def test_other_keys_than_the_usual_can_stand_for_signals(folder: Path) -> None:
    with terminal(
        ["-c", f"stty intr ^X susp undef; {MATURITY} interview brook.yaml --plain"],
        folder,
        program="sh",
    ) as opened:
        opened.until(TEXT)
        changed = opened.settings()
        opened.enter("a\x03\x1ab")
        opened.until("2 control characters were left out.", ONE)
        opened.type("\x18")
        assert opened.end() == 130
        assert opened.settings() != changed
        assert opened.settings()[6][termios.VINTR] == b"\x18"
    assert value(folder)["profile"] == {"motto": "ab"}


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


def test_pasted_keys_are_characters_whatever_they_stand_for(folder: Path) -> None:
    keys = "\x04a\x03b\x1cc\x1ad\x04e\x13f\x15g\x17h\x7fi\x08j"
    with held(folder) as opened:
        opened.until(TEXT)
        jump(opened, "soil")
        opened.until(LEVEL)
        opened.enter("t")
        opened.until(NOTE)
        opened.enter(f"{PASTE}{keys}\rk\x03{PASTED}")
        opened.until("11 control characters were left out.", "Saved. Note: abcdefghij k")
        quit_here(opened, LEVEL)
    assert answers(folder) == {"soil": {"note": "abcdefghij\nk"}}


def test_where_the_end_of_pasted_text_got_lost_keys_are_keys_again(folder: Path) -> None:
    with held(folder) as opened:
        opened.until(TEXT)
        opened.type(f"{PASTE}Green\rand true")
        opened.until("and true")
        time.sleep(2.5)
        opened.enter()
        opened.until("Saved. Answer: Green and true", ONE)
        opened.type(PASTE)
        time.sleep(2.5)
        opened.type("\x03")
        assert opened.end() == 130
        assert opened.settings() == opened.before


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


def looked_around(opened: Terminal) -> list[str]:
    """The lines that a walk through everything that can be shown prints; what is typed is left out."""
    walk = (
        ("", TEXT), ("?", TEXT), ("j", JUMP), ("soil", LEVEL), ("w", LEVEL), ("t " + "long " * 40, LEVEL), ("o", LEVEL),
        ("9", LEVEL), ("x", REASON), ("", LEVEL), ("c", CONFIDENCE), ("", LEVEL), ("e", EVIDENCE), ("Map", LINK),
        ("nowhere", DATE), ("", GRADE), ("", AGAIN), ("", LEVEL), ("r", REVIEW), ("7", TEXT), ("公園 " * 50, REVIEW), ("b", TEXT),
        ("j", JUMP), ("pond", ONE), ("1", NUMBER), ("j tools", SEVERAL), ("t", r"Note \(- takes it away\): |ends it\.\r\n"), ("", SEVERAL),
    )  # fmt: skip
    told = ""
    for typed, prompt in walk:
        if told:
            opened.enter(typed)
            opened.until(typed)
        opened.child.expect(prompt if prompt.startswith("Note") else re.escape(prompt))
        told += f"{opened.child.before}{opened.child.after}"
    opened.enter("q")
    opened.until("q")
    assert opened.end() == 0
    assert opened.settings() == opened.before
    told += str(opened.child.before)
    return told.replace(PASTES_ON, "").replace(PASTES_OFF, "").split("\r\n")


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_no_line_is_wider_than_the_window(folder: Path, columns: int) -> None:
    with held(folder, columns=columns) as opened:
        lines = looked_around(opened)
        assert "Go on with:" in lines
    assert [line for line in lines if width(line) > columns] == []
    assert max(map(width, lines)) > min(columns, 80) * 0.8


def test_no_line_before_the_first_question_is_wider_than_the_window(folder: Path) -> None:
    told = ""
    arguments = ["interview", "--plain", "--questionnaire", "parks"]
    with terminal(arguments, folder, columns=40) as opened:
        for prompt, typed in (
            ("Name of the organisation: ", ""), ("Name of the organisation: ", "Oak"), ("oak): ", "No No"), ("oak): ", ""),
            (".yaml): ", "brook.yaml"), (".yaml): ", ""), (TEXT, "q"),
        ):  # fmt: skip
            told += f"{opened.until(prompt)}{prompt}\r\n"
            opened.enter(typed)
            opened.until(typed)
        opened.end()
    with held(folder, columns=40) as opened:
        opened.until(TEXT)
        jump(opened, "soil")
        opened.answer("How good is the soil?", LEVEL, "1")
        quit_here(opened, ONE)
    file = folder / "brook.yaml"
    file.write_text(file.read_text("utf-8").replace("soil: 1", "soil: 2"), "utf-8")
    with held(folder, columns=40) as opened:
        for prompt, typed in (("q quits: ", "?"), ("q quits: ", "f"), (GO_ON, "?"), (GO_ON, "q")):
            told += f"{opened.until(prompt)}{prompt}\r\n"
            opened.enter(typed)
            opened.until(typed)
        opened.end()
    file.chmod(0o444)
    with held(folder, columns=40) as opened:
        opened.end()
        told += opened.output
    lines = told.replace(PASTES_ON, "").replace(PASTES_OFF, "").split("\r\n")
    assert "`chmod u+w brook.yaml`" in told
    assert [line for line in lines if width(line) > 40] == []


def test_what_follows_a_new_size_of_the_window_fits_it(folder: Path) -> None:
    with held(folder, columns=80, lines=24) as opened:
        opened.until(TEXT)
        jump(opened, "soil")
        opened.until(LEVEL)
        for columns, height in ((80, 24), (40, 24), (20, 5), (120, 40)):
            opened.type("t long")
            opened.until("t long")
            opened.resize(columns, height)
            opened.enter(f" note {columns}")
            opened.until("Saved.", LEVEL)
            opened.enter("?")
            opened.until("?\r\n")
            lines = opened.until(LEVEL).split("\r\n")
            assert 0.7 * min(columns, 90) < max(map(width, lines)) <= columns
        opened.enter("x")
        opened.until(REASON)
        opened.resize(20, 5)
        opened.enter()
        opened.until("Please say why the\r\nquestion does not\r\napply;")
        opened.enter("1")
        quit_here(opened, ONE)
    assert answers(folder) == {"soil": {"answer": 1, "note": "long note 120"}}


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
        pasting = PASTES_ON in opened.output
    assert re.sub(r"[^\x00-\x1f\x7f-\x9f]", "", "".join(shown)) == ""
    assert pasting == (env.get("TERM") != "dumb")


BASIC = pytest.mark.parametrize("kind", ["dumb", "linux", "vt220"])


@BASIC
def test_where_pasting_cannot_be_told_an_empty_line_ends_a_note(folder: Path, kind: str) -> None:
    with held(folder, env={"TERM": kind}) as opened:
        opened.until(TEXT)
        jump(opened, "soil")
        opened.until(LEVEL)
        opened.enter("t")
        opened.until("an empty line ends it.\r\n")
        for line in ("first", "q", ""):
            opened.enter(line)
            opened.until(f"{line}\r\n")
        opened.until("Saved. Note: first q", LEVEL)
        # What comes all at once was pasted, with its empty lines and its control characters.
        opened.enter("t")
        opened.until("an empty line ends it.\r\n")
        opened.waits()
        opened.type("first\r\rq\x03\r2")
        opened.until("q\r\n2")
        opened.enter()
        opened.until("\r\n")
        opened.enter()
        opened.until("Saved. Note: first  q 2")
        quit_here(opened, LEVEL)
    assert answers(folder) == {"soil": {"note": "first\n\nq\n2"}}


@BASIC
def test_where_pasting_cannot_be_told_lines_all_at_once_answer_no_question(
    folder: Path, kind: str
) -> None:
    with held(folder, env={"TERM": kind}) as opened:
        opened.until(TEXT)
        jump(opened, "soil")
        opened.until(LEVEL)
        opened.type("2\r1\r1\r")
        opened.until("Several lines were pasted; they are not taken as answers.", LEVEL)
        opened.enter("2")
        opened.until("Saved. Answer: 2 Good")
        quit_here(opened, ONE)
    assert answers(folder) == {"soil": 2}


@pytest.mark.parametrize("kind", ["dumb", "xterm"])
def test_keys_typed_ahead_of_a_question_are_not_taken_for_pasted(folder: Path, kind: str) -> None:
    with held(folder, env={"TERM": kind}) as opened:
        opened.type("Green\r2\r1\r")
        opened.until("Who works for you?", "Saved. Answer: A few", ONE)
        opened.enter()
        quit_here(opened, LEVEL)
    assert value(folder)["profile"] == {
        "motto": "Green",
        "size": "large",
        "staff": [{"work": "digging", "people": "few"}],
    }
