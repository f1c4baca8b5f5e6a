"""What does one line of JSON hold?"""

from __future__ import annotations

import json
import math
from typing import Any

from maturity.tables.digits import number_text

LONGEST_LINE = 1 << 25
_TOO_LARGE = 10**18
_SMALL = tuple(str(number).encode() for number in range(101))


class Unreadable(Exception):  # noqa: N818 - a row is put aside, nothing fails
    """Why a line cannot be a row: a word for the reason, the column and a key."""

    def __init__(self, why: str, column: int = 1, key: str = "") -> None:
        super().__init__(why)
        self.why, self.column, self.key = why, column, key


def members(line: bytes) -> dict[str, Any]:
    """The keys and values of a line.

    Raises:
        Unreadable: When it is not a JSON object, or not one that can be relied on.
    """
    try:
        text = line.decode()
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise Unreadable("json", _position(error) + 1) from None
    except UnicodeDecodeError as error:
        raise Unreadable("json", error.start + 1) from None
    except RecursionError:
        raise Unreadable("deep") from None
    except ValueError:  # a number of thousands of digits
        raise Unreadable("number") from None
    if not isinstance(value, dict):
        raise Unreadable("object", len(text) - len(text.lstrip()) + 1)
    return value


def _position(error: json.JSONDecodeError) -> int:
    """The same under every version of Python: a comma too many is where it stands."""
    before = error.doc[: error.pos].rstrip()
    return len(before) - 1 if before.endswith(",") else error.pos


def cell(value: Any, key: str, *, comma: bool = False) -> bytes | None:
    """A value as text: lists of plain values joined by semicolons, null as nothing.

    Args:
        value: What the line says.
        key: Under which key.
        comma: Whether numbers are written with a decimal comma.

    Raises:
        Unreadable: When it holds objects, or lists within lists.
    """
    if type(value) is int and 0 <= value < len(_SMALL):
        return _SMALL[value]
    if isinstance(value, list):
        parts = [_plain(part, key, comma=comma) for part in value]
        text = ";".join(part for part in parts if part)
    else:
        text = _plain(value, key, comma=comma)
    try:
        return text.encode() or None
    except UnicodeEncodeError:
        raise Unreadable("control", key=key) from None


def _plain(value: Any, key: str, *, comma: bool) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) < _TOO_LARGE:
        return str(value)
    if isinstance(value, float) and math.isfinite(value):
        text = number_text(repr(value))
        return text.replace(".", ",") if comma else text
    raise Unreadable("number" if isinstance(value, int | float) else "nested", key=key)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise Unreadable("twice", key=key)
            seen.add(key)
    return result


def _constant(_: str) -> Any:
    raise Unreadable("number")


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)
