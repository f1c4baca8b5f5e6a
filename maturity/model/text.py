"""In which language is a text shown to a reader?"""

from __future__ import annotations

from typing import NamedTuple

from maturity.model.values import LocalText


class Shown(NamedTuple):
    """A text chosen for a reader and the language it is in."""

    text: str
    language: str


def pick(text: LocalText | None, wanted: str, first: str) -> Shown:
    """The best variant of a text for a wanted language: fr-CA, then fr, then the file's first.

    Args:
        text: A plain text (in the file's first language) or a map by language.
        wanted: The reader's language.
        first: The file's first language.
    """
    if text is None:
        return Shown("", first)
    if isinstance(text, str):
        return Shown(text, first)
    for language in (wanted, wanted.split("-", maxsplit=1)[0], first):
        if language in text:
            return Shown(text[language], language)
    language = next(iter(text))
    return Shown(text[language], language)
