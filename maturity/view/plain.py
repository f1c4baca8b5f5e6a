"""How is text from a file made safe to show?"""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_BLANK = re.compile(" (?=[^`]*(?:`[^`]*`[^`]*)*$)")
"""A blank outside backticks."""

FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a text begins with that a spreadsheet takes for a formula."""


def visible(text: object, limit: int = 0) -> str:
    """Text without anything that acts on a terminal or hides text.

    Control, bidirectional and zero-width characters become their code in brackets; line breaks
    and tabs become spaces. A limit cuts long text and marks the cut.
    """
    shown = _HIDDEN.sub(_named, str(text).replace("\n", " ").replace("\t", " "))
    return shown[: limit - 1] + "…" if limit and len(shown) > limit else shown


def wrapped(text: str, columns: int) -> list[str]:
    """Text in lines of so many cells, broken at blanks.

    A longer word, and what stands in backticks, stays whole: it can be copied.
    """
    lines = []
    for paragraph in text.split("\n"):
        line, *words = _BLANK.split(paragraph)
        for word in words:
            if width(f"{line} {word}") <= columns:
                line = f"{line} {word}"
            else:
                lines.append(line)
                line = word
        lines.append(line)
    return lines


def _named(found: re.Match[str]) -> str:
    return f"[U+{ord(found.group()):04X}]"


def width(text: str) -> int:
    """How many terminal cells a text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
