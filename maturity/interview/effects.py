"""What must happen outside after a command?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Change:
    """What was said to an item before and what is said now: an `Answer`, a profile value, or None."""

    item: str
    before: Any
    now: Any


@dataclass(frozen=True)
class Record:
    """A change that must be safe before anything else is asked."""

    change: Change


@dataclass(frozen=True)
class Refuse:
    """The command cannot be done; the key of the reason in words, with its values."""

    key: str
    values: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Tell:
    """Something the user should hear; the key of the words, with their values."""

    key: str
    values: tuple[tuple[str, Any], ...] = ()


Effect = Record | Refuse | Tell
