"""Which option do typed digits mean?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from maturity.view.interview import OptionView


@dataclass(frozen=True)
class Typing:
    """Digits typed so far and what they mean.

    Attributes:
        place: The option they name; None when they name none.
        waits: Whether another digit could follow, so that Enter has to end it.
    """

    digits: str
    place: int | None
    waits: bool


def shown_keys(options: Sequence[OptionView]) -> tuple[str, ...]:
    """What is pressed for each option: one digit for each of up to ten, the tenth being 0."""
    keys = tuple(option.key for option in options)
    return (*keys[:9], "0") if keys[9:] == ("10",) else keys


def typed(keys: Sequence[str], before: str, digit: str) -> Typing:
    """What one more digit makes of those typed before."""
    digits = before + digit
    place = keys.index(digits) if digits in keys else None
    waits = any(key.startswith(digits) and key != digits for key in keys)
    return Typing(digits, place, waits)
