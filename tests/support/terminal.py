"""Runs the command in a real terminal: a pty whose keys a test presses and whose screen it reads."""

from __future__ import annotations

import io
import os
import sys
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pexpect

from support.command import UNSET

MATURITY = Path(sys.executable).with_name("maturity")
_PIECE = 400
_CALM = 3


class Terminal:
    """One run of the command.

    Attributes:
        child: The process, by pexpect.
        before: The settings of the terminal when it was handed over.
    """

    def __init__(
        self,
        arguments: Sequence[str | Path],
        folder: Path,
        env: Mapping[str, str] | None = None,
        *,
        program: str = str(MATURITY),
        columns: int = 100,
        lines: int = 40,
    ) -> None:
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in {*UNSET, "ACCESSIBLE"} and not name.startswith("MATURITY_")
        }
        own = {"HOME": str(folder), "XDG_STATE_HOME": str(folder / ".state"), "LANG": "C.UTF-8"}
        self._log = io.StringIO()
        self.child: Any = pexpect.spawn(
            program,
            [str(argument) for argument in arguments],
            cwd=str(folder),
            env={**kept, **own, "TERM": "xterm-256color", **(env or {})},
            dimensions=(lines, columns),
            encoding="utf-8",
            timeout=10,
        )
        self.child.delaybeforesend = None
        self.child.logfile_read = self._log
        self.before = self.settings()

    @property
    def output(self) -> str:
        """Everything that was read from the terminal so far."""
        return self._log.getvalue()

    def settings(self) -> list[Any]:
        """The settings of the terminal, as its other end sees them."""
        return termios.tcgetattr(self.child.child_fd)

    def until(self, *words: str) -> str:
        """Wait for these words one after the other; gives what stands before the last."""
        for word in words:
            self.child.expect_exact(word)
        return str(self.child.before)

    def waits(self) -> None:
        """Until the command has nothing to do but to wait for keys."""
        calm = 0
        while calm < _CALM:
            state = Path(f"/proc/{self.child.pid}/stat").read_text("utf-8").rpartition(")")[2]
            calm = calm + 1 if state.split()[0] == "S" else 0
            time.sleep(0.02)

    def type(self, text: str) -> None:
        """Press keys, Enter not among them."""
        self.child.send(text)

    def enter(self, text: str = "") -> None:
        """Press keys, and Enter."""
        self.child.send(f"{text}\r")

    def answer(self, ask: str, prompt: str, typed: str) -> None:
        """Answer a question when it is asked."""
        self.until(ask, prompt)
        self.enter(typed)

    def pour(self, text: str) -> None:
        """Press very many keys, reading what they show so that neither side waits for the other."""
        for start in range(0, len(text), _PIECE):
            piece = text[start : start + _PIECE]
            self.type(piece)
            self.until(piece[-20:].rpartition("\r")[2])

    def resize(self, columns: int, lines: int) -> None:
        """Give the window another size."""
        self.child.setwinsize(lines, columns)

    def end(self) -> int:
        """Wait for the end; gives the exit code, or that of a shell after a signal."""
        self.child.expect(pexpect.EOF)
        self.child.wait()
        signal = self.child.signalstatus
        return int(self.child.exitstatus) if signal is None else 128 + int(signal)


@contextmanager
def terminal(
    arguments: Sequence[str | Path],
    folder: Path,
    env: Mapping[str, str] | None = None,
    **more: Any,
) -> Iterator[Terminal]:
    """The command in a terminal; it is killed at the end if it still runs."""
    opened = Terminal(arguments, folder, env, **more)
    try:
        yield opened
    finally:
        opened.child.close(force=True)
