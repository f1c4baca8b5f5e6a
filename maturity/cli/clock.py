"""What day is it?"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def today() -> date:
    """Today, or the day of SOURCE_DATE_EPOCH for outputs that must be the same every time."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isdecimal():
        return datetime.fromtimestamp(int(fixed), UTC).date()
    return date.today()  # noqa: DTZ011, TID251 - the one clock; a user's day is the local one


def now() -> datetime:
    """This moment, in the user's zone."""
    return datetime.now().astimezone()  # noqa: TID251 - the one clock
