"""How is one thing shown in full?"""

from __future__ import annotations

from dataclasses import dataclass

from maturity.messages import say
from maturity.messages.numbers import decimal
from maturity.model.values import Portion
from maturity.usecases.content import Content


@dataclass(frozen=True)
class Fact:
    """One heading of a thing shown in full, with its lines."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """One thing in full."""

    title: str
    facts: tuple[Fact, ...]


def fact(content: Content, key: str, *lines: str, **values: str) -> tuple[Fact, ...]:
    """A fact with the lines that say something; nothing where none does."""
    kept = tuple(line for line in lines if line)
    return (Fact(say(f"show.{key}", content.language, **values), kept),) if kept else ()


def bound(value: float) -> str:
    """A threshold as a rubric says it: a number, or a share."""
    return f"{decimal(value * 100, 6)}%" if isinstance(value, Portion) else decimal(value, 6)
