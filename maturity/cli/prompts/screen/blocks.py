"""What is a page made of, and in which lines does it stand at a width?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len
from textual.content import Content

_LEAST = 2
"""A text has this many cells at least, so that a wide character fits."""

_LEAST_BESIDE = 16
"""So many cells a text must keep beside what stands at its right; else that gets a line of its own."""


@dataclass(frozen=True)
class Block:
    """A paragraph of a sheet.

    Attributes:
        text: What it says.
        kind: How it looks: the component class `sheet--<kind>`.
        lead: Stands before its first line; the following lines are indented as far.
        tail: Stands at the right end of its first line.
        above: How many empty lines stand before it.
        target: What choosing it means; None for what cannot be chosen.
    """

    text: Content
    kind: str = "text"
    lead: str = ""
    tail: str = ""
    above: int = 0
    target: str | None = None


Page = Sequence[Block]


@dataclass(frozen=True)
class Line:
    """One line of a sheet: the block it belongs to, and what of it."""

    block: int
    text: Content = field(default_factory=Content)
    lead: str = ""
    tail: str = ""
    is_first: bool = False


def laid_out(page: Page, width: int) -> list[Line]:
    """The lines of a page that is so many cells wide."""
    lines: list[Line] = []
    for place, block in enumerate(page):
        lines += [Line(-1)] * (block.above if lines else 0)
        # What can be chosen lies on a card: its text keeps clear of the right edge.
        edge = int(block.target is not None)
        room = max(_LEAST, width - cell_len(block.lead) - edge)
        beside = room + edge - cell_len(block.tail) - 2 if block.tail else room
        fits = beside >= _LEAST_BESIDE or not block.tail
        head, *rest = block.text.split() or [Content()]
        texts = head.wrap(beside if fits else room) or [Content()]
        texts += [line for part in rest for line in part.wrap(room)]
        indent = " " * cell_len(block.lead)
        for number, text in enumerate(texts):
            first = number == 0
            lead, tail = (block.lead, block.tail if fits else "") if first else (indent, "")
            lines.append(Line(place, text, lead, tail, is_first=first))
        if not fits:
            lines += [Line(place, part, indent) for part in Content(block.tail).wrap(room)]
    return lines
