"""As what would a person have typed a cell of a workbook?"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from maturity.tables.digits import number_text

_LAST_DAY = 2_958_466
"""The first serial number behind the year 9999."""

_LEAP_BUG = 60
"""Spreadsheets count a 29 February 1900 that never was."""


@lru_cache(maxsize=65_536)
def date_text(raw: str, kind: str, from_1904: bool) -> str:  # noqa: FBT001 - one of three keys
    """A serial number as a day, with the time only where there is one, or as a time."""
    try:
        serial = float(raw)
    except ValueError:
        return raw
    if not 0 <= serial < _LAST_DAY:
        return number_text(raw)
    days, seconds = divmod(round(serial * 86_400), 86_400)
    if kind == "elapsed":
        return _clock(days * 86_400 + seconds)
    if days == 0 and not (from_1904 and kind == "day"):
        return _clock(seconds) if seconds or kind == "time" else number_text(raw)
    return _moment(days, seconds, from_1904)


def _moment(days: int, seconds: int, from_1904: bool) -> str:  # noqa: FBT001
    if from_1904:
        day = datetime(1904, 1, 1) + timedelta(days)  # noqa: DTZ001 - workbooks know no zones
    elif days == _LEAP_BUG:
        return "1900-02-29"
    else:
        day = datetime(1899, 12, 30 if days > _LEAP_BUG else 31) + timedelta(days)  # noqa: DTZ001
    text = day.date().isoformat()
    return f"{text} {_clock(seconds)}" if seconds else text


def _clock(seconds: int) -> str:
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}" if second else f"{hour:02}:{minute:02}"


def iso_text(raw: str) -> str:
    """A day that a workbook holds as text, its midnight left out."""
    day, _, time = raw.partition("T")
    time = time.removesuffix("Z").removesuffix(".000")
    return day if time in {"", "00:00:00"} else f"{day} {time}"
