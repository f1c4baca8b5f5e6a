"""In which words does the tool speak?

Every sentence a user reads is looked up here by key. A language is a sub-package with the same
modules as `en`; whatever it lacks is said in English.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from maturity.messages.numbers import cardinal

FALLBACK = "en"
LANGUAGES = ("en",)
_PARTS = (
    "batch",
    "commands",
    "compare",
    "diagnostics",
    "example_portfolio",
    "examples",
    "interview",
    "interview_screen",
    "explain",
    "portfolio",
    "report",
    "roadmap",
    "robustness",
    "rubric_diagnostics",
    "table_sources",
    "tables",
    "terminal",
)


@cache
def catalogue(language: str) -> dict[str, str]:
    """All messages of one language by key; missing ones in English."""
    messages: dict[str, str] = {}
    chosen = language.split("-", maxsplit=1)[0]
    for name in dict.fromkeys((FALLBACK, chosen if chosen in LANGUAGES else FALLBACK)):
        for part in _PARTS:
            messages |= import_module(f"maturity.messages.{name}.{part}").MESSAGES
    return messages


def say(key: str, language: str = FALLBACK, /, **values: Any) -> str:
    """The message of `key` with its values filled in.

    A message may have plural forms under `key|one` and `key|other`; the value `n` chooses.

    Raises:
        KeyError: If no language has the key, which is a bug.
    """
    messages = catalogue(language)
    if "n" in values:
        key = next(
            (
                k
                for k in (f"{key}|{cardinal(values['n'], language)}", f"{key}|other")
                if k in messages
            ),
            key,
        )
    return messages[key].format(**values)


def knows(key: str, language: str = FALLBACK) -> bool:
    """Whether a message of this key exists."""
    return key in catalogue(language)
