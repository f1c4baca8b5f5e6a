"""How is JSON read, and where does each of its parts stand?

The values come from the standard library's parser at full speed; places are only worked out when a
diagnostic needs them.
"""

from __future__ import annotations

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from maturity.storage.spots import Fault, Mark, Spot
from maturity.storage.yaml_reader import MAX_DEPTH, MAX_DIGITS

# Possessive, and an open quote runs to the end: else a long text in quotes takes quadratic time.
_QUOTED = r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)'
_STRUCTURE = re.compile(rf"{_QUOTED}|[\[\]{{}}]", re.DOTALL)
_TOKEN = re.compile(rf'{_QUOTED}|[^\s,:\[\]{{}}"]+', re.DOTALL)
_SPACE = re.compile(r"[ \t\r\n]*")
_ATOM = re.compile(r"[^\s,\]}]+")
_LINE_END = re.compile(r"\r\n|\r|\n")


def load(text: str) -> Any:
    """The value of a JSON text.

    Raises:
        Fault: When it is not JSON, is nested too deep, or repeats a key.
    """
    _check_depth(text)
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_int=_integer,
            parse_float=_float,
        )
    except json.JSONDecodeError as error:
        raise _syntax_fault(text, error) from None
    except _Breach as breach:
        raise _locate(text, breach) from None


class _Breach(Exception):  # noqa: N818 - caught within this module
    def __init__(self, code: str, token: str) -> None:
        super().__init__(code)
        self.code, self.token = code, token


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        seen: set[str] = set()
        raise _Breach("MF103", next(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]
    return result


def _constant(token: str) -> Any:
    raise _Breach("MF110", token)


def _integer(token: str) -> int:
    if len(token) > MAX_DIGITS:
        raise _Breach("MF110", token)
    return int(token)


def _float(token: str) -> float:
    value = float(token)
    if value in (float("inf"), float("-inf")):
        raise _Breach("MF110", token)
    return value


def _check_depth(text: str) -> None:
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return
    depth = 0
    for found in _STRUCTURE.finditer(text):
        mark = found.group()
        if mark in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                line, column = _Lines(text).at(found.start())
                raise Fault("MF107", line, column, limit=MAX_DEPTH)
        elif mark in "]}":
            depth -= 1


def _locate(text: str, breach: _Breach) -> Fault:
    if breach.code == "MF103":
        try:
            _Scanner(text).scan()
        except _Repeated as repeated:
            return Fault("MF103", *repeated.mark, key=repeated.key, first=repeated.first)
    tokens = (found for found in _TOKEN.finditer(text) if found.group() == breach.token)
    line, column = _Lines(text).at(next(tokens).start())
    return Fault(breach.code, line, column, min(len(breach.token), 40))


_REASONS = (
    ("Illegal trailing comma", "trailing_comma"),
    ("Expecting property name", "key"),
    ("Expecting ':'", "colon"),
    ("Expecting ','", "comma"),
    ("Expecting value", "value"),
    ("Unterminated string", "quote"),
    ("Invalid control character", "line_break"),
    ("Invalid \\", "escape"),
    ("Extra data", "rest"),
)
_TRAILING_COMMA = re.compile(r",[ \t\r\n]*[\]}]")


def _syntax_fault(text: str, error: json.JSONDecodeError) -> Fault:
    """The same code, place and reason under every version of Python."""
    position = error.pos
    reason = next((reason for part, reason in _REASONS if part in error.msg), "other")
    before = text[:position].rstrip(" \t\r\n")
    if reason in {"key", "value"} and before.endswith(","):
        comma = len(before) - 1
        if _TRAILING_COMMA.match(text, comma):
            position, reason = comma, "trailing_comma"
    return Fault("MF114", *_Lines(text).at(position), why=reason)


def spots(text: str) -> Spot:
    """The spot of every part of a text that `load` has accepted."""
    return _Scanner(text).scan()


class _Lines:
    def __init__(self, text: str) -> None:
        self.starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def at(self, offset: int) -> tuple[int, int]:
        from bisect import bisect_right

        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


class _Repeated(Exception):  # noqa: N818 - caught within this module
    """Ends the walk at once: what follows may not be JSON at all."""

    def __init__(self, key: str, mark: Mark, first: int) -> None:
        super().__init__(key)
        self.key, self.mark, self.first = key, mark, first


class _Scanner:
    """Walks a JSON text once and notes where each key and value stands."""

    def __init__(self, text: str) -> None:
        self.text, self.lines, self.offset = text, _Lines(text), 1 if text[:1] == "\ufeff" else 0

    def scan(self) -> Spot:
        self.skip()
        start, mark = self.offset, self.text[self.offset]
        line, column = self.lines.at(start)
        if mark == "{":
            return Spot(line, column, 1, self.members())
        if mark == "[":
            return Spot(line, column, 1, self.items())
        if mark == '"':
            self.string()
        else:
            found = _ATOM.match(self.text, start)
            self.offset = found.end() if found else start + 1
        return Spot(line, column, self.offset - start)

    def skip(self) -> None:
        self.offset = _SPACE.match(self.text, self.offset).end()  # type: ignore[union-attr]

    def string(self) -> str:
        value, self.offset = scanstring(self.text, self.offset + 1, False)  # noqa: FBT003
        return str(value)

    def members(self) -> dict[str | int, tuple[Mark, Any]]:
        parts: dict[str | int, tuple[Mark, Any]] = {}
        self.offset += 1
        while True:
            self.skip()
            if self.text[self.offset] == "}":
                break
            if self.text[self.offset] == ",":
                self.offset += 1
                continue
            start = self.offset
            key = self.string()
            mark = (*self.lines.at(start), self.offset - start)
            if key in parts:
                raise _Repeated(key, mark, parts[key][0][0])
            self.skip()
            self.offset += 1
            parts[key] = (mark, self.scan())
        self.offset += 1
        return parts

    def items(self) -> dict[str | int, tuple[Mark, Any]]:
        parts: dict[str | int, tuple[Mark, Any]] = {}
        self.offset += 1
        while True:
            self.skip()
            if self.text[self.offset] == "]":
                break
            if self.text[self.offset] == ",":
                self.offset += 1
                continue
            spot = self.scan()
            parts[len(parts)] = ((spot.line, spot.column, spot.length), spot)
        self.offset += 1
        return parts
