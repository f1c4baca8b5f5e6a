"""What stands above and below a page: the organisation, the progress, the keys?"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from maturity.cli.prompts.screen.keys import Hint
from maturity.cli.prompts.screen.pages import bar
from maturity.messages import say

WIDE = 100
"""From so many columns on there is a side panel."""


def head(
    width: int,
    organisation: str,
    standing: str,
    where: str,
    progress: Sequence[str],
    done: tuple[int, int],
) -> Content:
    """The lines above a page.

    Args:
        width: How many cells there are.
        organisation: Who is assessed.
        standing: The position so far; empty where it is not shown.
        where: Area and barrier.
        progress: Number of the question, how many are answered, time left; where they do not fit,
            the second goes first.
        done: How many are answered, of how many.
    """
    first = _sides(Content.styled(_cut(organisation, width), "bold"), standing, width)
    narrow = width < WIDE and bool(where)
    words = _fitting(progress[1:] if narrow else progress, width - 10)
    cells = max(8, width - cell_len(words) - 3)
    last = _sides(Content(bar(*done, cells)), words, width)
    lines = [first, _sides(Content(where), progress[0], width), last] if narrow else [first, last]
    return Content("\n").join(lines)


def _fitting(parts: Sequence[str], room: int) -> str:
    kept = [part for part in parts if part]
    while len(kept) > 1 and cell_len("  ·  ".join(kept)) > room - 2:
        kept.pop(1)
    return "  ·  ".join(kept)


def _sides(left: Content, right: str, width: int) -> Content:
    room = width - cell_len(right) - (2 if right else 0)
    if room < 8:
        return Content(_cut(left.plain, width))
    left = left if left.cell_length <= room else Content.styled(_cut(left.plain, room), "bold")
    return left + Content(" " * (width - left.cell_length - cell_len(right)) + right)


def _cut(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…"


class Foot(Static):
    """The most important keys; a click presses one."""

    ALLOW_SELECT = False

    class Pressed(Message):
        """A key was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self) -> None:
        super().__init__(id="foot")
        self._spans: list[tuple[int, int, str]] = []

    def show(self, hints: Sequence[Hint], language: str) -> None:
        """Show as many keys as fit, help and stop in any case."""
        width = self.app.size.width - 2
        words = {hint: f"{hint.cap} {say(f'screen.key.{hint.word}', language)}" for hint in hints}
        kept: list[Hint] = []
        needed = {"?", "q"}
        room = width - sum(cell_len(words[h]) + 3 for h in hints if h.word in needed)
        for hint in hints:
            cells = 0 if hint.word in needed else cell_len(words[hint]) + 3
            if cells <= room:
                kept.append(hint)
                room -= cells
        kept.sort(key=lambda hint: hint.word in needed)
        self._spans, parts, at = [], [], 0
        for hint in kept:
            self._spans.append((at, at + cell_len(words[hint]), hint.key))
            parts.append(Content.assemble((hint.cap, "bold"), words[hint][len(hint.cap) :]))
            at += cell_len(words[hint]) + 3
        self.update(Content("   ").join(parts))

    def on_click(self, event: Click) -> None:
        """Press the key that was clicked."""
        x = event.x - 1
        key = next((key for start, end, key in self._spans if start <= x < end), "")
        if key:
            self.post_message(self.Pressed(key))
