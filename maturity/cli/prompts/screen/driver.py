"""How does the screen meet its terminal, and what if that goes away?"""

from __future__ import annotations

import contextlib
import select
import sys
from typing import Any, TextIO

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver


class _Lasting:
    """A stream that swallows what is written after its terminal is gone."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        with contextlib.suppress(OSError, ValueError):
            return self.stream.write(text)
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self.stream.flush()

    def fileno(self) -> int:
        return self.stream.fileno()

    def isatty(self) -> bool:
        return self.stream.isatty()


class TerminalDriver(LinuxDriver):
    """Draws on stdout, and survives a terminal that is gone."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        if sys.__stdout__ is not None:
            self._file = _Lasting(sys.__stdout__)  # type: ignore[assignment]

    def _run_input_thread(self) -> None:
        # A terminal that is gone cannot be read; the watch on it ends the interview.
        with contextlib.suppress(OSError):
            self.run_input_thread()


def is_gone(handle: int) -> bool:
    """Whether the terminal behind a handle was closed."""
    watch = select.poll()
    watch.register(handle, 0)
    gone = select.POLLHUP | select.POLLERR | select.POLLNVAL
    return any(found & gone for _, found in watch.poll(0))
