"""How is a line read from a terminal, of any length, without redrawing anything?

The terminal's own line editing cuts lines at 4,095 characters, gives pasted lines one by one, so that
a pasted note would answer the questions that follow, and makes a signal of a pasted Ctrl-C. Here the
terminal hands over each character, and pasted text arrives as one piece where that can be told.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import re
import select
import shutil
import sys
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from maturity.cli.prompts.line.taking import Taking
from maturity.view.plain import width, wrapped

_PASTE_START, _PASTE_END = "[200~", "[201~"
_TELL_NO_PASTES = re.compile(r"(dumb|unknown|ansi|linux|vt[0-9].*)?")
"""Kinds of terminal that do not mark pasted text."""
_QUICKER_THAN_FINGERS = 0.01
"""Seconds within which nobody presses a second key."""
_END_IS_LOST = 2.0
"""Seconds of silence after which nobody waits for the end of pasted text any more."""
_LINE_ENDS = {"\r", "\n"}


@dataclass
class Typed:
    """What was typed on one line; `pasted` when any of it was pasted with line ends in it."""

    text: str
    pasted: bool = False


class Keyboard:
    """The keys of an interview, from `with` on; the terminal's settings are given back at the end."""

    def __init__(self) -> None:
        self.can_paste = not _TELL_NO_PASTES.fullmatch(os.environ.get("TERM", ""))
        self._handle = sys.stdin.fileno()
        self._taking = Taking(self._handle, tells_pastes=self.can_paste, on_return=self._show_again)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._again = ""
        self._prompt: str | None = None
        self._text = ""
        self._is_pasting = self._has_waited = False

    def __enter__(self) -> Self:
        self._taking.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._taking.__exit__(kind, error, trace)

    def line(self, prompt: str) -> Typed:
        """Ask, and read up to Enter.

        Raises:
            EOFError: When the terminal is closed, or Ctrl-D is typed on an empty line.
        """
        self._prompt, self._text, self._is_pasting = prompt, "", False
        self._has_waited = not self._comes_within(0)
        try:
            self._show_again()
            return self._line()
        finally:
            self._prompt = None
            # Whatever ends the line, a signal among it: what is said next stands on one of its own.
            with contextlib.suppress(OSError):
                self._echo("\n")

    def _line(self) -> Typed:
        pasted = False
        while True:
            character = self._character()
            if character == "\x1b":
                sequence = self._sequence()
                self._is_pasting = sequence == _PASTE_START or (
                    self._is_pasting and sequence != _PASTE_END
                )
            elif character in _LINE_ENDS and not self._is_pasted():
                return Typed(self._text, pasted)
            elif character == "\x04" and not self._text and not self._is_pasted():
                raise EOFError
            else:
                pasted |= character in _LINE_ENDS
                self._add(character)

    def _add(self, character: str) -> None:
        """Add one more character to the line, shown as the terminal would show it."""
        if not self._is_pasting and character in {"\x7f", "\x08"}:
            self._erase(self._text[:-1])
        elif not self._is_pasting and character == "\x15":
            self._erase("")
        elif not self._is_pasting and character == "\x17":
            head, space, _ = self._text.rstrip().rpartition(" ")
            self._erase(head + space)
        else:
            known = {"\t": " ", "\r": "\n"}.get(character, character)
            # Control characters are kept, so that it can be said how many were left out, but not shown.
            if known.isprintable() or known == "\n":
                self._echo(known)
            self._text += known

    def _erase(self, left: str) -> None:
        gone = self._text[len(left) :].rpartition("\n")[2]
        self._echo("\b \b" * width("".join(c for c in gone if c.isprintable())))
        self._text = left

    def _show_again(self) -> None:
        """The prompt, and what was typed behind it; nothing when no line is being read."""
        if self._prompt is None:
            return
        lines = wrapped(self._prompt.rstrip(), shutil.get_terminal_size().columns - 1)
        shown = "".join(c for c in self._text.rpartition("\n")[2] if c.isprintable())
        self._echo("\n".join(lines) + (" " if self._prompt else "") + shown)

    def _character(self) -> str:
        """The next character; a key that stands for a signal sends it, unless it was pasted."""
        while True:
            character = self._next()
            number = self._taking.signal_of(character)
            if number is None or self._is_pasted():
                return character
            self._taking.send(number)

    def _next(self) -> str:
        if self._again:
            character, self._again = self._again, ""
            return character
        while True:
            if self._is_pasting and not self._comes_within(_END_IS_LOST):
                self._is_pasting = False
            data = os.read(self._handle, 1)
            if not data:
                raise EOFError
            if character := self._decoder.decode(data):
                return character

    def _is_pasted(self) -> bool:
        """Whether the last character belongs to pasted text.

        Where the terminal does not say so, it does when more came at once after a question had waited
        for keys; keys typed ahead of a question are there before it waits.
        """
        if self.can_paste:
            return self._is_pasting
        return self._has_waited and self._comes_within(_QUICKER_THAN_FINGERS)

    def _comes_within(self, seconds: float) -> bool:
        return bool(self._again) or bool(select.select([self._handle], [], [], seconds)[0])

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
        # Not through the stream, which must not be entered twice: a signal's handler echoes as well.
        data = text.encode(sys.stdout.encoding, "replace")
        while data:
            data = data[os.write(sys.stdout.fileno(), data) :]
