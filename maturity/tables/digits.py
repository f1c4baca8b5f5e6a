"""As what would a person have typed a number?"""

from __future__ import annotations

import math
from decimal import Decimal
from functools import lru_cache

_SAFE_DIGITS = 15
"""So many decimal digits survive in a binary number, and no more are shown by spreadsheets."""


@lru_cache(maxsize=65_536)
def number_text(raw: str) -> str:
    """A number in plain digits, as a spreadsheet shows it: at most 15 of them that count."""
    if (
        raw.isascii()
        and raw.isdigit()
        and len(raw) <= _SAFE_DIGITS
        and (raw[0] != "0" or raw == "0")
    ):
        return raw
    try:
        value = float(raw)
    except ValueError:
        return raw
    if not math.isfinite(value):
        return raw
    text = format(Decimal(f"{value:.15g}"), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


@lru_cache(maxsize=65_536)
def number_bytes(raw: str) -> bytes:
    """The same in UTF-8."""
    return number_text(raw).encode()
