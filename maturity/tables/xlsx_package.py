"""How are the parts of a workbook's zip archive read without harm?"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from xml.parsers import expat

from maturity.tables.chunks import refuse
from maturity.tables.gunzip import ALWAYS_FINE, MOST_TIMES

MOST_BYTES = 16 * 10**9
_MOST_PARTS = 10_000
_MOST_DIRECTORY = 10_000_000
_PROLOG = 1 << 16
_BLOCK = 1 << 20
_MOST_DEPTH = 100
_DEFINITIONS = (b"<!DOCTYPE", b"<!ENTITY")

DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What reading a damaged archive can raise."""


class Forbidden(Exception):  # noqa: N818 - caught where parts are read
    """A part defines entities."""


class Package:
    """A workbook's archive, whose directory was found harmless."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        _check_directory(path, name)
        try:
            self.archive = zipfile.ZipFile(path)
        except DAMAGES:
            raise refuse("MT032", name, variant="damaged") from None
        with ExitStack() as undo:
            undo.callback(self.archive.close)
            self._check(path.stat().st_size)
            undo.pop_all()

    def _check(self, size: int) -> None:
        parts = self.archive.infolist()
        total = sum(part.file_size for part in parts)
        if total > MOST_BYTES or (total > ALWAYS_FINE and total > MOST_TIMES * size):
            raise refuse("MT039", self.name)
        if any(part.flag_bits & 1 for part in parts):
            raise refuse("MT033", self.name, variant="locked")
        known = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
        if any(part.compress_type not in known for part in parts):
            raise refuse("MT032", self.name, variant="damaged")
        for part in parts:
            if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                self._check_prolog(part)

    def _check_prolog(self, part: zipfile.ZipInfo) -> None:
        try:
            with self.archive.open(part) as file:
                start = file.read(_PROLOG)
        except DAMAGES:
            raise refuse("MT032", self.name, variant="damaged") from None
        if any(word in start for word in _DEFINITIONS):
            raise refuse("MT038", self.name)

    def has(self, part: str) -> bool:
        """Whether there is a part of this name."""
        return part in self.archive.NameToInfo

    def blocks(self, part: str) -> Iterator[bytes]:
        """A part's bytes, unpacked, in pieces.

        Raises:
            DAMAGES: When it is damaged or missing.
        """
        if not self.has(part):
            raise EOFError(part)
        with self.archive.open(part) as file:
            while block := file.read(_BLOCK):
                yield block

    def parse(self, part: str, parser: expat.XMLParserType) -> None:
        """Run a parser over a whole part.

        Raises:
            InputError: When it is damaged or defines entities.
        """
        _guard_depth(parser)
        try:
            for block in self.blocks(part):
                parser.Parse(block, False)  # noqa: FBT003
            parser.Parse(b"", True)  # noqa: FBT003
        except Forbidden:
            raise refuse("MT038", self.name) from None
        except DAMAGES:
            raise refuse("MT032", self.name, variant="damaged") from None


def parser() -> expat.XMLParserType:
    """A parser that knows no entities but XML's own."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.buffer_size = _BLOCK
    made.StartDoctypeDeclHandler = _forbid
    made.EntityDeclHandler = _forbid
    return made


def _guard_depth(parser: expat.XMLParserType) -> None:
    """The parser keeps every open element in memory, so there can only be so many."""
    start: Any = parser.StartElementHandler
    end: Any = parser.EndElementHandler
    depth = 0

    def deeper(name: str, given: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MOST_DEPTH:
            raise ValueError(depth)
        if start:
            start(name, given)

    def back(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(name)

    parser.StartElementHandler, parser.EndElementHandler = deeper, back


def _forbid(*_: Any) -> None:
    raise Forbidden


def local(name: str) -> str:
    """An element's or attribute's name without its prefix."""
    return name.rpartition(":")[2]


def _check_directory(path: Path, name: str) -> None:
    """A directory of millions of parts would fill the memory before anything is known of it."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - (1 << 16) - 200))
        tail = file.read()
    plain, large = tail.rfind(b"PK\5\6"), tail.rfind(b"PK\6\6")
    counts = []
    if plain >= 0:
        counts.append((_whole(tail, plain + 10, 2), _whole(tail, plain + 12, 4)))
    if large >= 0:
        counts[:] = [(_whole(tail, large + 32, 8), _whole(tail, large + 40, 8))]
    if any(parts > _MOST_PARTS or size > _MOST_DIRECTORY for parts, size in counts):
        raise refuse("MT032", name, variant="damaged")


def _whole(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "little")
