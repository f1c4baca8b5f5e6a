"""Holds interviews line by line in a real terminal, on the small questionnaire of `interview.made`."""

from __future__ import annotations

import termios
from pathlib import Path
from typing import Any

from interview.made import HOLDER, Ticking
from maturity.storage import documents
from maturity.storage.library import Library
from maturity.usecases.interview_opening import Wish, open_interview
from support.terminal import Terminal, terminal

ONE, LEVEL, TEXT = "Answer, 1 to 2: ", "Answer, 0 to 2: ", "Answer in words: "
NUMBER, SEVERAL = "Answer, a number: ", "Answer, one or more numbers, or none: "
REVIEW, GO_ON = "Number of a question, or q to end: ", "q quits: "
JUMP = "Number or id to jump to: "
NOTE = "Note (- takes it away): "
_LOCAL_FLAGS = 3


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
