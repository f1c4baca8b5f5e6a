"""Which letters can be printed, and what stands in for the others?"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# What turns the direction of text around can make it read as something else.
_TURNS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# What only shapes or joins letters leaves no gap when a printed page goes without it.
_SILENT = re.compile("[\u00ad\u061c\u200b-\u200f\u2028\u2029\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_SPACES = frozenset("\t\n\r")


@cache
def letters_of(font: Path) -> frozenset[int]:
    """The characters a font file can draw."""
    from fontTools.ttLib import TTFont

    with TTFont(font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def for_screen(text: str) -> str:
    """Text in which nothing hides: control and direction characters become their code."""
    return text if text.isprintable() else _TURNS.sub(_named, text)


def for_paper(text: str, letters: frozenset[int]) -> str:
    """Text of which every character can be drawn; the others become their code."""
    if text.isascii() and text.isprintable():
        return text
    plain = _SILENT.sub("", for_screen(unicodedata.normalize("NFC", text)))
    if plain.isascii() or letters.issuperset(map(ord, plain)):
        return plain
    return "".join(c if ord(c) in letters or c in _SPACES else f"[U+{ord(c):04X}]" for c in plain)


def needs(text: Iterable[str], letters: frozenset[int]) -> bool:
    """Whether any text holds a character outside of these letters."""
    return any(not (part.isascii() or letters.issuperset(map(ord, part))) for part in text)


def _named(found: re.Match[str]) -> str:
    return f"[U+{ord(found.group()):04X}]"
