"""How are numbers, shares, dates and lists written for a reader of one language?"""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

Mode = Literal["half_up", "half_even", "truncate"]

_MODES: dict[Mode, str] = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "truncate": ROUND_DOWN,
}
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
    """A number with at most so many decimals, halves rounded up, without trailing zeros."""
    text = fixed(number, digits)
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(number: float, digits: int = 1) -> str:
    """A number as `decimal` writes it, its thousands set apart: `12,000`."""
    whole, point, rest = decimal(number, digits).partition(".")
    return f"{int(whole):,}{point}{rest}" if whole != "-0" else f"{whole}{point}{rest}"


@lru_cache(maxsize=1 << 16)
def fixed(number: float, digits: int = 1, mode: Mode = "half_up") -> str:
    """A number with exactly so many decimals.

    What is rounded is the shortest decimal that stands for the number's twelve significant digits:
    2.675 gives 2.68, though the nearest float lies a little below it.
    """
    rounded = _exact(number).quantize(Decimal(1).scaleb(-digits), _MODES[mode])
    return f"{abs(rounded) if rounded.is_zero() else rounded:f}"


def percent(share: float) -> str:
    """A share of 1 as whole percent, such as `53%`."""
    return f"{fixed(share * 100, 0)}%"


def _exact(number: float) -> Decimal:
    return Decimal(f"{float(number):.12g}")


def day(value: date) -> str:
    """A date in words, such as 20 November 2026."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def month(value: date) -> str:
    """The month of a date in words, such as November 2026."""
    return f"{_MONTHS[value.month - 1]} {value.year}"


def month_name(value: date) -> str:
    """The month of a date without its year."""
    return _MONTHS[value.month - 1]


def short_month(value: date) -> str:
    """The month of a date in three letters, such as Nov."""
    return _MONTHS[value.month - 1][:3]


def listing(words: Sequence[str], last: str = "and") -> str:
    """Words joined for reading: `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
