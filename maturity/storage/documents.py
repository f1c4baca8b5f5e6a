"""How does a file become a plain value with the place of every part?

One door for YAML and JSON: `read` gives a `Document` or the diagnostics that say why not. YAML is
read from the event stream, so that depth, size, aliases, tags and repeated keys are judged before
anything is built, and scalars follow YAML 1.2's core schema (`yes`, `no` and dates stay text).
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from maturity.diagnostics import Diagnostic, Place, Route
from maturity.errors import InputError
from maturity.storage import json_reader, yaml_reader
from maturity.storage.endings import form_of
from maturity.storage.files import open_file, unreadable
from maturity.storage.spots import Fault, Spot

MAX_BYTES = 4_000_000
STDIN = "-"

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)
_CONFLICT = re.compile(r"^(<{7}|>{7}|={7}|\|{7})( |$)", re.MULTILINE)
_CONFLICT_MARKS = ("<" * 7, ">" * 7, "=" * 7, "|" * 7)
_COMMON = bytes([0x09, 0x0A, 0x0D, *range(0x20, 0x7F)])
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Document:
    """The plain value of a file, with the place of each of its parts."""

    file: str
    sha256: str
    text: str
    value: dict[str, Any]
    spots: Spot | None = None

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, without their ends."""
        return re.split(r"\r\n|\r|\n", self.text)

    @cached_property
    def root(self) -> Spot:
        """The places of all parts; read again from the text where the fast reader kept none."""
        return self.spots or json_reader.spots(self.text)

    def place(self, route: Route, *, of_key: bool = False) -> Place:
        """The place of the value (or key) at the end of a route of keys.

        A part that is missing is placed at its parent's key, or at the start of the file.
        """
        spot, key = self.root, None
        for part in route:
            if spot.parts is None:
                break
            found = spot.parts.get(part)
            if found is None:
                of_key = key is not None
                break
            key, spot = found
        line, column, length = key if of_key and key else (spot.line, spot.column, spot.length)
        return Place(self.file, line, column, max(1, length), self.line(line))

    def line(self, number: int) -> str:
        """One line of the text by its 1-based number."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def diagnose(
        self, code: str, route: Route, *, of_key: bool = False, **values: Any
    ) -> Diagnostic:
        """A diagnostic at the end of a route in this document."""
        return Diagnostic(code, self.place(route, of_key=of_key), values, route)


def read(path: str) -> Document:
    """Read a YAML or JSON file; `-` is standard input.

    Raises:
        InputError: With a diagnostic when the file cannot be read or understood.
    """
    return parse(contents(path), _shown(path))


def contents(path: str) -> bytes:
    """The bytes of a file of ordinary size; `-` is standard input.

    Raises:
        InputError: With a diagnostic when it cannot be read.
    """
    return _bytes(path, _shown(path))


def _shown(path: str) -> str:
    return "<stdin>" if path == STDIN else path


def parse(data: bytes, name: str) -> Document:
    """The document in the bytes of a YAML or JSON file.

    Raises:
        InputError: With a diagnostic when they cannot be understood.
    """
    if form_of(name) not in {None, "jsonl"}:
        raise InputError([Diagnostic("MF015", Place(name))])
    text = _decode(data, name)
    try:
        value, spots = _parse(text, json=name.lower().endswith((".json", ".jsonl")))
    except Fault as fault:
        raise InputError([_placed(fault, name, text)]) from None
    document = Document(name, hashlib.sha256(data).hexdigest(), text, value, spots)
    if not isinstance(value, dict):
        raise InputError([document.diagnose("MF112", ())])
    return document


def _parse(text: str, *, json: bool) -> tuple[Any, Spot | None]:
    if json or text.lstrip("\ufeff \t\r\n")[:1] == "{":
        try:
            return json_reader.load(text), None
        except Fault:
            if json:
                raise
    return yaml_reader.load(text)


def _placed(fault: Fault, name: str, text: str) -> Diagnostic:
    lines = re.split(r"\r\n|\r|\n", text)
    shown = lines[fault.line - 1] if 0 < fault.line <= len(lines) else ""
    return Diagnostic(
        fault.code, Place(name, fault.line, fault.column, fault.length, shown), fault.values
    )


def _bytes(path: str, name: str) -> bytes:
    data = sys.stdin.buffer.read(MAX_BYTES + 1) if path == STDIN else _file_bytes(path, name)
    if len(data) > MAX_BYTES:
        raise InputError([Diagnostic("MF004", Place(name), {"limit": MAX_BYTES // 1_000_000})])
    return data


def _file_bytes(path: str, name: str) -> bytes:
    with open_file(path, name, buffered=False) as file:
        try:
            if os.fstat(file.fileno()).st_size > MAX_BYTES:
                return file.read(MAX_BYTES + 1)
            return file.read()
        except OSError as error:
            raise unreadable(Place(name), error) from None


def _decode(data: bytes, name: str) -> str:
    if data.startswith(_UTF16):
        raise InputError([Diagnostic("MF006", Place(name, 1, 1), {"found": "UTF-16"})])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line, column = _count(before)
        raise InputError(
            [
                Diagnostic(
                    "MF006", Place(name, line, column), {"found": f"0x{data[error.start]:02X}"}
                )
            ]
        ) from None
    for pattern, code in _suspicions(data, text):
        if found := pattern.search(text):
            line, column = _count(text[: found.start()])
            shown = re.split(r"\r\n|\r|\n", text)[line - 1]
            place = Place(name, line, column, len(found.group().rstrip()) or 1, shown)
            raise InputError([Diagnostic(code, place, {"found": f"U+{ord(found.group()[0]):04X}"})])
    if not text.strip():
        raise InputError([Diagnostic("MF005", Place(name, 1, 1))])
    return text


def _suspicions(data: bytes, text: str) -> Iterator[tuple[re.Pattern[str], str]]:
    """The patterns worth searching for: most texts are told to be clean by a look at their bytes."""
    if data.translate(None, _COMMON):
        yield _FORBIDDEN, "MF007"
    if any(mark in text for mark in _CONFLICT_MARKS):
        yield _CONFLICT, "MF008"


def _count(before: str) -> tuple[int, int]:
    lines = re.split(r"\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1
