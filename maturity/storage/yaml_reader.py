"""How is YAML read safely, with positions?

The event stream of libyaml is not recursive, so depth and size are bounded before any value
exists. Scalars follow the core schema of YAML 1.2 (section 10.3): only `true`, `false`, `null` and
numbers are anything but text.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from maturity.storage.spots import Fault, Mark, Spot

MAX_DEPTH = 40
MAX_NODES = 150_000
MAX_KEY = 200
MAX_DIGITS = 18

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NUMERIC_START = frozenset("0123456789+-.")
_INTEGER = re.compile(r"[-+]?[0-9]+$|0o[0-7]+$|0x[0-9a-fA-F]+$")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")
_LINE_END = re.compile(r"\r\n|\r|\n")
_INDENT_WITH_TAB = re.compile(r" *\t")
_SPECIAL = re.compile(r"[-+]?\.(inf|Inf|INF)$|\.(nan|NaN|NAN)$")


class _Open:
    """A map or list that is still being filled."""

    __slots__ = ("anchor", "before", "column", "key", "line", "mark", "parts", "value")

    def __init__(self, event: Any, value: Any, before: int) -> None:
        start = event.start_mark
        self.value, self.anchor, self.before = value, event.anchor, before
        self.line, self.column = start.line + 1, start.column + 1
        self.parts: dict[str | int, tuple[Mark, Any]] = {}
        self.key: str | None = None
        self.mark: Mark = (self.line, self.column, 1)


def load(text: str) -> tuple[Any, Spot]:
    """The one document of a YAML text as plain values, and the spot of each.

    Raises:
        Fault: At the first breach of the format, a bound or a rule of this tool.
    """
    try:
        return _Builder().build(text)
    except yaml.MarkedYAMLError as error:
        raise _syntax_fault(error, text) from None


class _Builder:
    """Folds parse events into values."""

    def __init__(self) -> None:
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[Any, Spot, int]] = {}
        self.nodes = 0
        self.result: tuple[Any, Spot] | None = None
        self.documents = 0

    def build(self, text: str) -> tuple[Any, Spot]:
        for event in yaml.parse(text, Loader=_LOADER):
            kind = type(event)
            if kind is ScalarEvent:
                self.scalar(event)
            elif kind is MappingStartEvent:
                self.open(event, {})
            elif kind is SequenceStartEvent:
                self.open(event, [])
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self.close()
            elif kind is AliasEvent:
                self.alias(event)
            elif kind is DocumentStartEvent:
                self.start_document(event)
            elif kind is DocumentEndEvent:
                self.anchors.clear()
        return self.result or (None, Spot(1, 1, 1))

    def start_document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise Fault("MF106", event.start_mark.line + 1, 1, 3)

    def scalar(self, event: Any) -> None:
        start, end, text = event.start_mark, event.end_mark, event.value
        line, column = start.line + 1, start.column + 1
        length = end.column - start.column if end.line == start.line else 1
        top = self.stack[-1] if self.stack else None
        if top is not None and type(top.value) is dict and top.key is None:
            self.set_key(top, event, (line, column, length))
            return
        if event.tag is not None and event.tag != "!":
            raise Fault("MF105", line, column, length, tag=event.tag)
        value: Any = text
        if event.implicit[0]:
            if text in _WORDS:
                value = _WORDS[text]
            elif text[0] in _NUMERIC_START:
                value = _number(text, line, column)
        spot = Spot(line, column, length)
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, spot, 1)
        self.add(value, spot, 1)

    def set_key(self, top: _Open, event: Any, mark: Mark) -> None:
        text = event.value
        if event.tag is not None and event.tag != "!":
            raise Fault("MF105", *mark, tag=event.tag)
        if text == "<<" and event.implicit[0]:
            raise Fault("MF104", *mark)
        if len(text) > MAX_KEY or not text:
            raise Fault("MF111", mark[0], mark[1], min(mark[2], 20))
        if text in top.value:
            raise Fault("MF103", *mark, key=text, first=top.parts[text][0][0])
        if event.anchor is not None:
            self.anchors[event.anchor] = (text, Spot(*mark), 1)
        top.key, top.mark = text, mark

    def open(self, event: Any, value: Any) -> None:
        start = event.start_mark
        top = self.stack[-1] if self.stack else None
        if top is not None and type(top.value) is dict and top.key is None:
            raise Fault("MF111", start.line + 1, start.column + 1)
        if event.tag is not None and event.tag != "!":
            raise Fault("MF105", start.line + 1, start.column + 1, len(event.tag), tag=event.tag)
        if len(self.stack) >= MAX_DEPTH:
            raise Fault("MF107", start.line + 1, start.column + 1, limit=MAX_DEPTH)
        self.stack.append(_Open(event, value, self.nodes))

    def close(self) -> None:
        done = self.stack.pop()
        spot = Spot(done.line, done.column, 1, done.parts)
        if done.anchor is not None:
            self.anchors[done.anchor] = (done.value, spot, self.nodes - done.before + 1)
        self.add(done.value, spot, 1)

    def alias(self, event: Any) -> None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if event.anchor not in self.anchors:
            raise Fault("MF109", line, column, len(event.anchor) + 1, name=event.anchor)
        top = self.stack[-1] if self.stack else None
        if top is not None and type(top.value) is dict and top.key is None:
            raise Fault("MF111", line, column)
        value, spot, size = self.anchors[event.anchor]
        self.add(value, spot._replace(line=line, column=column, length=len(event.anchor) + 1), size)

    def add(self, value: Any, spot: Spot, size: int) -> None:
        self.nodes += size
        if self.nodes > MAX_NODES:
            raise Fault("MF108", spot.line, spot.column, limit=MAX_NODES)
        if not self.stack:
            self.result = (value, spot)
            return
        top = self.stack[-1]
        if type(top.value) is dict:
            key = top.key
            top.value[key] = value
            top.parts[key] = (top.mark, spot)  # type: ignore[index]
            top.key = None
        else:
            top.parts[len(top.value)] = ((spot.line, spot.column, spot.length), spot)
            top.value.append(value)


def _number(text: str, line: int, column: int) -> Any:
    if _INTEGER.match(text):
        if len(text) > MAX_DIGITS:
            raise Fault("MF110", line, column, min(len(text), 40))
        return int(text, 8 if text[:2] == "0o" else 16 if text[:2] == "0x" else 10)
    if _FLOAT.match(text):
        value = float(text)
        if value in (float("inf"), float("-inf")):
            raise Fault("MF110", line, column, min(len(text), 40))
        return value
    if _SPECIAL.match(text):
        raise Fault("MF110", line, column, len(text))
    return text


def _syntax_fault(error: yaml.MarkedYAMLError, text: str) -> Fault:
    problem, reason = error.problem or "", _reason(error.problem or "")
    mark, opened = error.problem_mark or error.context_mark, error.context_mark
    if opened and mark and reason == "unclosed" and opened.line == mark.line:
        reason = "comma"
    elif opened and reason in _OPENED:
        mark = opened
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = _LINE_END.split(text)
    if line > len(lines) or not lines[line - 1]:
        line = max((n for n, words in enumerate(lines[:line], 1) if words), default=1)
        column = len(lines[line - 1]) + 1
    indent = _INDENT_WITH_TAB.match(lines[line - 1])
    if indent and indent.end() <= column:
        return Fault("MF102", line, indent.end())
    if "undefined alias" in problem or "unknown alias" in problem:
        return Fault("MF109", line, column)
    return Fault("MF101", line, column, why=reason)


_REASONS = (
    ("mapping values are not allowed", "colon"),
    ("could not find expected ':'", "missing_colon"),
    ("did not find expected ',' or", "unclosed"),
    ("found unexpected end of stream", "unfinished"),
    ("did not find expected '-'", "list"),
    ("did not find expected key", "indent"),
    ("block sequence entries are not allowed", "dash"),
    ("found character that cannot start", "character"),
    ("unknown escape", "escape"),
    ("undefined tag handle", "tag"),
)
_OPENED = frozenset({"missing_colon", "unclosed", "unfinished"})
"""Reasons that are better shown where something was opened than where the reader noticed."""


def _reason(problem: str) -> str:
    return next((reason for part, reason in _REASONS if part in problem), "other")
