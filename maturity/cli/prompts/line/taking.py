"""How is a terminal taken so that every key is a character, and given back whatever happens?"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import termios
from collections.abc import Callable, Mapping
from types import FrameType, TracebackType
from typing import Any, Self

_PASTE_ON, _PASTE_OFF = b"\x1b[?2004h", b"\x1b[?2004l"
_INPUT_FLAGS, _LOCAL_FLAGS, _CONTROL_CHARACTERS = 0, 3, 6
_SIGNALS = {
    termios.VINTR: signal.SIGINT,
    termios.VQUIT: signal.SIGQUIT,
    termios.VSUSP: signal.SIGTSTP,
}


class Taking:
    """Holds the terminal from `with` on; while the command is stopped, the shell has it.

    The terminal makes no signals of keys meanwhile, since it would make them of pasted text as well:
    whoever reads the keys asks `signal_of` and calls `send`.
    """

    def __init__(self, handle: int, *, tells_pastes: bool, on_return: Callable[[], None]) -> None:
        """Takes nothing yet.

        Args:
            handle: The terminal.
            tells_pastes: Whether it can mark the start and end of pasted text.
            on_return: Called when the command goes on after it was stopped.
        """
        self._handle, self._tells_pastes, self._on_return = handle, tells_pastes, on_return
        self._before: list[Any] = []
        self._theirs: dict[int, Any] = {}
        self._undo = contextlib.ExitStack()

    def __enter__(self) -> Self:
        self._before = termios.tcgetattr(self._handle)
        ours: dict[int, Any] = {signal.SIGTSTP: self._stop, signal.SIGCONT: self._go_on}
        self._theirs = {number: signal.getsignal(number) for number in ours}
        with contextlib.ExitStack() as undo:
            undo.callback(_handle_by, self._theirs)
            undo.callback(self._give_back)
            _handle_by(ours)
            self._take()
            self._undo = undo.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._undo.close()

    def signal_of(self, character: str) -> signal.Signals | None:
        """The signal that the terminal used to make of a key."""
        if not self._before[_LOCAL_FLAGS] & termios.ISIG or character == "\0":
            return None
        keys = self._before[_CONTROL_CHARACTERS]
        return next((s for key, s in _SIGNALS.items() if keys[key] == character.encode()), None)

    def send(self, number: signal.Signals) -> None:
        """Do as the terminal does: the command and those that it was started with get the signal."""
        os.kill(0 if self._in_front() == os.getpgrp() else os.getpid(), number)

    def _take(self) -> None:
        settings = termios.tcgetattr(self._handle)
        # Without IXON, a pasted Ctrl-S does not freeze the terminal.
        settings[_INPUT_FLAGS] &= ~termios.IXON
        settings[_LOCAL_FLAGS] &= ~(termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN)
        settings[_CONTROL_CHARACTERS][termios.VMIN] = 1
        settings[_CONTROL_CHARACTERS][termios.VTIME] = 0
        # What was typed ahead stays: nothing is flushed.
        termios.tcsetattr(self._handle, termios.TCSADRAIN, settings)
        self._mark_pastes(_PASTE_ON)

    def _give_back(self) -> None:
        # In the background the terminal is the shell's already, and setting it would stop us.
        if not self._may_set():
            return
        # A terminal that is gone has taken its settings with it.
        with contextlib.suppress(OSError, termios.error):
            try:
                self._mark_pastes(_PASTE_OFF)
            finally:
                termios.tcsetattr(self._handle, termios.TCSADRAIN, self._before)

    def _mark_pastes(self, sequence: bytes) -> None:
        if self._tells_pastes and sys.stdout.isatty():
            os.write(sys.stdout.fileno(), sequence)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        ours = {each: signal.getsignal(each) for each in self._theirs}
        os.write(sys.stdout.fileno(), b"\n")
        self._give_back()
        _handle_by(self._theirs)
        # Here the command stands still, until the shell lets it go on.
        os.kill(os.getpid(), number)
        _handle_by(ours)
        self._go_on(number, frame)

    def _go_on(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        with contextlib.suppress(OSError, termios.error):
            if self._may_set():
                self._take()
                self._on_return()

    def _in_front(self) -> int:
        """The group of processes that the terminal belongs to now; -1 where no shell shares it out."""
        try:
            return os.tcgetpgrp(self._handle)
        except OSError:
            return -1

    def _may_set(self) -> bool:
        return self._in_front() in {-1, os.getpgrp()}


def _handle_by(handlers: Mapping[int, Any]) -> None:
    for number, handler in handlers.items():
        signal.signal(number, signal.SIG_DFL if handler is None else handler)
