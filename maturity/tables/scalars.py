"""Which number or which day does a cell say?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from maturity.model.values import MAX_TEXT

CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
_NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]{1,3})?")
_GROUPS = {
    ".": re.compile(r"[-+]?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]*)?"),
    ",": re.compile(r"[-+]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]*)?"),
}
"""Numbers whose thousands are told apart by one mark and whose decimals follow the other."""

_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?:[T ].*)?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})(?:[ ,].*)?")
_SERIAL = re.compile(r"[2-6][0-9]{4}([.,][0-9]+)?")


@dataclass(frozen=True)
class Wrong:
    """A cell that answers nothing that can be answered.

    Attributes:
        found: What stands there.
        kind: Key of what is wrong: `option`, `number`, `range`, `yes_no`, `long`, `date`, …
        known: What could stand there, where that can be listed.
        near: Other words that would be understood there, one of which may be meant.
    """

    found: str
    kind: str
    known: Sequence[str] = ()
    values: dict[str, Any] = field(default_factory=dict)
    near: Sequence[str] = ()


def as_mapped(wrong: Wrong, text: str, meant: str) -> Wrong:
    """What is wrong in a cell; in what a mapping says for it, where it says something.

    Args:
        wrong: What was found wrong in what the cell means.
        text: Of the cell.
        meant: What it means by the mapping; the same text where the mapping does not know it.
    """
    if meant == text:
        return wrong
    kind = "mapped" if wrong.known else "unfit"
    return Wrong(text[:200], kind, wrong.known, {**wrong.values, "meant": meant[:60]})


def text_problem(text: str) -> str:
    """The kind of what is wrong with a text, or nothing."""
    if len(text) > MAX_TEXT:
        return "long"
    return "control" if re.search(CONTROL, text) else ""


def number_in(text: str, decimal: str | None = None) -> float | None:
    """The number that a text is, or None.

    Without a word on the decimal mark, a comma counts as one where it can be nothing else: 2,5 is
    understood, 1,250 is not, since it can be two numbers.

    Args:
        text: Blanks and narrow ones within it are passed over only where they cannot be broken.
        decimal: `point` or `comma`, where somebody has said how numbers are written.
    """
    plain = text.strip().replace("\u00a0", "").replace("\u202f", "").replace("\u2212", "-")
    if plain.endswith((".", ",")):
        return None
    if decimal != "comma" and decimal is not None:
        plain = plain.replace(",", "") if _GROUPS[","].fullmatch(plain) else plain
    elif decimal == "comma":
        grouped = _GROUPS["."].fullmatch(plain)
        plain = (plain.replace(".", "") if grouped else plain).replace(",", ".")
    elif not is_doubtful(plain):
        for mark, other in ((",", "."), (".", ",")):
            if other in plain and mark in plain and _GROUPS[mark].fullmatch(plain):
                plain = plain.replace(mark, "")
        plain = plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain
    return float(plain) if _NUMBER.fullmatch(plain) else None


def is_doubtful(text: str) -> bool:
    """Whether a text can be two numbers, as 1,250 can be one and a quarter."""
    found = _GROUPS[","].fullmatch(text.strip())
    return found is not None and found[2] is None and text.count(",") == 1


def day_in(text: str, order: str | None) -> date | Wrong:
    """The day that a cell names, with the year first, last, or as a spreadsheet's number.

    Args:
        text: Of the cell; an hour may follow.
        order: `day-first` or `month-first`; without it a date such as 13/04/2026 is understood,
            which can only be read one way.
    """
    text = text.strip()
    try:
        if found := _YEAR_FIRST.fullmatch(text):
            return date(int(found[1]), int(found[3]), int(found[4]))
        if found := _YEAR_LAST.fullmatch(text):
            first, second, year = int(found[1]), int(found[3]), int(found[4])
            if order is None and first != second and max(first, second) <= 12:
                return Wrong(text[:60], "date_order")
            month_first = order == "month-first" or (order is None and second > 12)
            return date(year, first, second) if month_first else date(year, second, first)
        if _SERIAL.fullmatch(text):
            # Excel counts days from the last one of 1899, with a leap day in 1900 that never was;
            # what is taken for such a number lies between 1954 and 2091.
            return date(1899, 12, 30) + timedelta(days=int(text[:5]))
    except ValueError:
        pass
    return Wrong(text[:60], "date")
