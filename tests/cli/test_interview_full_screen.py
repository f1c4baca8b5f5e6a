"""The full screen of the interview, in a real terminal whose screen is read back."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pexpect
import pyte
import pytest

from maturity.storage import documents
from support.terminal import Terminal, terminal


class Shown:
    """A terminal with the screen that its user sees."""

    def __init__(self, opened: Terminal, columns: int, lines: int) -> None:
        self.opened = opened
        self.screen = pyte.Screen(columns, lines)
        self.stream = pyte.Stream(self.screen)

    def shows(self, *words: str) -> None:
        """Wait until all of these stand on the screen."""
        end = time.monotonic() + 20
        while not all(word in "\n".join(self.screen.display) for word in words):
            assert time.monotonic() < end, (words, *self.screen.display)
            try:
                self.stream.feed(self.opened.child.read_nonblocking(10_000, 0.2))
            except pexpect.TIMEOUT:
                continue

    def press(self, *keys: str) -> None:
        for key in keys:
            self.opened.type(key)

    def resize(self, columns: int, lines: int) -> None:
        self.screen.resize(lines, columns)
        self.opened.resize(columns, lines)


@contextmanager
def held(folder: Path, *more: str, columns: int = 100, lines: int = 30) -> Iterator[Shown]:
    arguments = ["interview", "brook.yaml", *more]
    with terminal(arguments, folder, columns=columns, lines=lines) as opened:
        yield Shown(opened, columns, lines)


def answers(folder: Path) -> dict[str, Any]:
    return documents.read(str(folder / "brook.yaml")).value.get("answers") or {}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_whole_interview_by_keys_alone(folder: Path, size: tuple[int, int]) -> None:
    with held(folder, columns=size[0], lines=size[1]) as shown:
        shown.shows("What is your motto?")
        shown.press("Green\r")
        for ask, keys in (
            ("How large are you?", "1"),
            ("Digging", "2"),
            ("Writing", "1"),
            ("How good is the soil?", "2"),
            ("Which paths are there?", "1"),
            ("Is there a pond?", "1"),
            ("How many fish are in it?", "12\r"),
            ("What do they eat?", "Crumbs\r"),
            ("Which tools do you have?", "13\r"),
            ("What else should we know?", "Nothing\r"),
        ):
            shown.shows(ask)
            shown.press(keys)
        shown.shows("Review", "Nothing is open")
        # Without a pond nobody is asked about fish; the answers are kept.
        shown.press("jpond\r")
        shown.shows("Is there a pond?")
        shown.press("2")
        shown.shows("Which tools do you have?")
        shown.press("u")
        shown.shows("What else should we know?")
        shown.press("\x1b", "jsoil\r")
        shown.shows("How good is the soil?")
        shown.press("tAsk again\r")
        shown.shows("Note: Ask again")
        shown.press("eMap\r")
        shown.shows("Evidence 1: Map")
        shown.press("xNo ground\r")
        shown.shows("Which paths are there?")
        shown.press("r")
        shown.shows("Not known: 1", "Not applicable: 1")
        shown.press("q")
        assert shown.opened.end() == 0
        assert shown.opened.settings() == shown.opened.before
    assert answers(folder) == {
        "soil": {
            "answer": "not_applicable",
            "reason": "No ground",
            "note": "Ask again",
            "evidence": [{"title": "Map"}],
        },
        "paths": "gravel",
        "pond": False,
        "fish": 12,
        "food": "Crumbs",
        "tools": "unknown",
        "story": "Nothing",
    }
    assert not [path for path in folder.iterdir() if path.name.endswith(".journal")]


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGQUIT, 131), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
)
def test_a_signal_gives_the_terminal_back_and_the_next_start_goes_on_there(
    folder: Path, number: int, code: int
) -> None:
    with held(folder, "--section", "ground") as shown:
        shown.shows("How good is the soil?")
        shown.press("1")
        shown.shows("Which paths are there?")
        os.kill(shown.opened.child.pid, number)
        assert shown.opened.end() == code
        assert shown.opened.settings() == shown.opened.before
        assert "maturity interview brook.yaml" in shown.opened.output
    assert answers(folder) == {"soil": 1}
    with held(folder, "--section", "ground") as shown:
        shown.shows("Your last answer here was saved today", "quits: ")
        shown.press("\r")
        shown.shows("Which paths are there?")
        shown.press("q")
        assert shown.opened.end() == 0


def test_a_window_that_shrinks_to_almost_nothing_and_grows_again(folder: Path) -> None:
    with held(folder, "--section", "ground", columns=120, lines=40) as shown:
        shown.shows("How good is the soil?", "Ground")
        shown.resize(20, 5)
        shown.shows("How good")
        shown.press("2")
        shown.shows("Which paths")
        shown.resize(120, 40)
        shown.shows("Which paths are there?", "Paved")
        shown.press("q")
        assert shown.opened.end() == 0
    assert answers(folder) == {"soil": 2}


def test_the_chosen_colours_are_there_again_at_the_next_start(folder: Path) -> None:
    for words in ("Colours: high contrast.", "Colours: light.", "Colours: dark."):
        with held(folder, "--section", "ground") as shown:
            shown.shows("How good is the soil?")
            shown.press("g")
            shown.shows(words)
            shown.press("q")
            assert shown.opened.end() == 0
