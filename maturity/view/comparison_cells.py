"""How are the heads and figures of a comparison's tables written?"""

from __future__ import annotations

from collections.abc import Iterable

from maturity.messages import say
from maturity.messages.numbers import fixed, grouped


def signed(number: float, digits: int) -> str:
    """A change with its sign; what is rounded to nothing has none."""
    text = fixed(number, digits)
    return text if text.startswith("-") or not float(text) else f"+{text}"


def count(number: int) -> str:
    """How many, thousands set apart."""
    return grouped(number, 0)


def heads(names: Iterable[str], language: str) -> tuple[str, ...]:
    """The heads of columns."""
    return tuple(say(f"compare.head.{name}", language) for name in names)
