"""How is a line read from a terminal, of any length, without redrawing anything?

The terminal's own line editing cuts lines at 4,095 characters and gives pasted lines one by one, so
that a pasted note would answer the questions that follow. Here the terminal hands over each
character, and pasted text arrives as one piece where the terminal can tell.
"""

from __future__ import annotations

import codecs
import os
import sys
import termios
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from maturity.view.plain import width

_PASTE_ON, _PASTE_OFF = "\x1b[?2004h", "\x1b[?2004l"
_PASTE_START, _PASTE_END = "[200~", "[201~"
_LOCAL_FLAGS = 3
_CONTROL_CHARACTERS = 6


@dataclass
class Typed:
    """What was typed on one line; `pasted` when any of it was pasted with line ends in it."""

    text: str
    pasted: bool = False


@dataclass
class Keyboard:
    """The terminal of an interview; its settings are given back at the end."""

    handle: int = field(default_factory=sys.stdin.fileno)
    can_paste: bool = field(default_factory=lambda: os.environ.get("TERM", "dumb") != "dumb")
    _before: list[Any] | None = None
    _again: str = ""
    _decoder: codecs.IncrementalDecoder = field(
        default_factory=lambda: codecs.getincrementaldecoder("utf-8")("replace")
    )

    def __enter__(self) -> Self:
        self._before = termios.tcgetattr(self.handle)
        settings = termios.tcgetattr(self.handle)
        settings[_LOCAL_FLAGS] &= ~(termios.ICANON | termios.ECHO)
        settings[_CONTROL_CHARACTERS][termios.VMIN] = 1
        settings[_CONTROL_CHARACTERS][termios.VTIME] = 0
        # What was typed ahead stays: nothing is flushed.
        termios.tcsetattr(self.handle, termios.TCSADRAIN, settings)
        self._mode(_PASTE_ON)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._mode(_PASTE_OFF)
        finally:
            if self._before is not None:
                try:
                    termios.tcsetattr(self.handle, termios.TCSADRAIN, self._before)
                except termios.error:
                    # The terminal is gone, and its settings with it.
                    self._before = None

    def _mode(self, sequence: str) -> None:
        if self.can_paste and sys.stdout.isatty():
            self._echo(sequence)

    def line(self, prompt: str) -> Typed:
        """Ask, and read up to Enter.

        Raises:
            EOFError: When the terminal is closed, or Ctrl-D is typed on an empty line.
        """
        self._echo(prompt)
        typed, pasted, pasting = "", False, False
        while True:
            character = self._character()
            if character == "\x1b":
                sequence = self._sequence()
                pasting = sequence == _PASTE_START or (pasting and sequence != _PASTE_END)
            elif character in {"\r", "\n"} and not pasting:
                self._echo("\n")
                return Typed(typed, pasted)
            elif character == "\x04" and not typed:
                self._echo("\n")
                raise EOFError
            else:
                pasted |= pasting and character in {"\r", "\n"}
                typed = self._edited(typed, character, pasting=pasting)

    def _edited(self, typed: str, character: str, *, pasting: bool) -> str:
        """The line after one more character, shown as the terminal would show it."""
        if pasting and character in {"\r", "\n"}:
            self._echo("\n")
            return typed + "\n"
        if character in {"\x7f", "\x08"}:
            return self._erased(typed, typed[:-1])
        if character == "\x15":
            return self._erased(typed, "")
        if character == "\x17":
            head, space, _ = typed.rstrip().rpartition(" ")
            return self._erased(typed, head + space)
        if character == "\t":
            character = " "
        # Control characters are kept, so that it can be said how many were left out, but not shown.
        if character.isprintable():
            self._echo(character)
        return typed + character

    def _erased(self, before: str, after: str) -> str:
        gone = width("".join(c for c in before[len(after) :] if c.isprintable()))
        self._echo("\b \b" * gone)
        return after

    def _character(self) -> str:
        if self._again:
            character, self._again = self._again, ""
            return character
        while True:
            data = os.read(self.handle, 1)
            if not data:
                raise EOFError
            if character := self._decoder.decode(data):
                return character

    def _sequence(self) -> str:
        """What follows an escape: an arrow or function key, the start or end of pasted text."""
        sequence = self._character()
        if sequence == "O":
            return sequence + self._character()
        if sequence == "[":
            while not "\x40" <= (character := self._character()) <= "\x7e":
                sequence += character
            return sequence + character
        # Escape was pressed by itself: what follows is what it seems to be.
        self._again = sequence
        return ""

    @staticmethod
    def _echo(text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()
