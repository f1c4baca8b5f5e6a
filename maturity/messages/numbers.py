"""How are numbers, shares, dates and lists written for a reader of one language?"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def cardinal(number: float, language: str) -> str:
    """The CLDR plural category of a number: `one` or `other` for the languages spoken so far."""
    del language
    return "one" if number == 1 else "other"


def decimal(number: float, digits: int = 1) -> str:
    """A number with at most so many decimals, halves rounded up, without trailing zeros.

    Rounds the shortest decimal that stands for the float, so 0.285 gives 0.29 and not 0.28.
    """
    exact = Decimal(repr(float(number))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = f"{exact:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def fixed(number: float, digits: int = 1) -> str:
    """A number with exactly so many decimals, halves rounded up."""
    return f"{Decimal(repr(float(number))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):f}"


def percent(share: float) -> str:
    """A share of 1 as whole percent, such as `53%`."""
    exact = Decimal(repr(float(share))).scaleb(2).quantize(Decimal(1), ROUND_HALF_UP)
    return f"{exact:f}%"


def day(value: date) -> str:
    """A date in words, such as 20 November 2026."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def listing(words: Sequence[str], last: str = "and") -> str:
    """Words joined for reading: `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
