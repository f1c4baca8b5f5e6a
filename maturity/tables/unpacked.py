"""How do the bytes of a table become a file that can be read in pieces?

One pass over the bytes: their digest, gzip unpacked, the form recognised, text checked. Whatever
cannot be read where it lies (packed files, standard input, other encodings) goes into a temporary
file, so that memory stays bounded.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import numpy as np

from maturity.diagnostics import Diagnostic, Place
from maturity.errors import MachineError
from maturity.storage.endings import form_of
from maturity.storage.files import open_file, unreadable
from maturity.tables.chunks import Chunk, notice, refuse, text_frame
from maturity.tables.encoding import TextCheck, to_utf8
from maturity.tables.gunzip import GZIP, gunzip

STDIN = "-"
BLOCK = 1 << 20
MOST_GIGABYTES = 64

TEXT = frozenset({"csv", "tsv", "jsonl"})
_ZIP, _PARQUET, _OLE = b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = {_ZIP: "xlsx", _PARQUET: "parquet", _OLE: "old"}


@dataclass
class Unpacked:
    """A table's bytes where they can be read.

    Attributes:
        form: `csv`, `tsv`, `xlsx`, `parquet` or `jsonl`.
        start: Where its text begins; after a byte order mark.
    """

    name: str
    path: Path
    form: str
    sha256: str
    start: int = 0
    notices: tuple[Diagnostic, ...] = ()
    kept: ExitStack = field(default_factory=ExitStack)
    stamp: tuple[int, ...] = ()

    def changed(self, width: int) -> Iterator[Chunk]:
        """A chunk that says so, if the file is no longer the one whose digest was taken."""
        if self.stamp and self.stamp != _stamp(self.path):
            said = (notice("MT046", self.name),)
            yield Chunk(text_frame([], width), np.empty(0, np.int64), said)

    def close(self) -> None:
        """Remove temporary files."""
        self.kept.close()


def unpack(path: str) -> Unpacked:
    """Read a table's bytes once; `-` is standard input.

    Raises:
        InputError: When they cannot be read, or are of no form that is known.
        MachineError: When there is no room for a temporary file.
    """
    name = "<stdin>" if path == STDIN else path
    with ExitStack() as undo:
        result = _unpack(path, name, undo)
        result.kept = undo.pop_all()
        return result


def _unpack(path: str, name: str, undo: ExitStack) -> Unpacked:
    file = sys.stdin.buffer if path == STDIN else undo.enter_context(open_file(path, name))
    before = () if path == STDIN else _stamp(Path(path))
    sha = hashlib.sha256()
    raw = _blocks(file, sha, name)
    first = next(raw, b"")
    if not first:
        raise refuse("MT020", name)
    blocks: Iterator[bytes] = chain((first,), raw)
    packed = first.startswith(GZIP)
    if packed:
        blocks = gunzip(blocks, name)
        first = next(blocks, b"")
        if not first:
            raise refuse("MT020", name)
        blocks = chain((first,), blocks)
    form = _form(first, form_of(path) if path != STDIN else None, name)
    check = TextCheck(name) if form in TEXT else None
    spooled = packed or path == STDIN
    target = Path(path).absolute()
    folder = Path(undo.enter_context(TemporaryDirectory(prefix="maturity-"))) if spooled else None
    if folder:
        target = folder / f"table.{form}"
    _run(blocks, check, target if folder else None, name)
    result = Unpacked(name, target, form, sha.hexdigest(), stamp=() if spooled else before)
    if check and (encoding := check.encoding()) != "utf-8":
        folder = folder or Path(undo.enter_context(TemporaryDirectory(prefix="maturity-")))
        result.path, result.stamp = folder / f"utf-8.{form}", ()
        with _writing(result.path, name) as out:
            to_utf8(target, out, encoding, name, old_mac=check.old_mac)
    if check:
        result.start, result.notices = check.start(), check.notices()
    return result


def _run(blocks: Iterator[bytes], check: TextCheck | None, target: Path | None, name: str) -> None:
    with ExitStack() as stack:
        out = stack.enter_context(_writing(target, name)) if target else None
        written = 0
        for block in blocks:
            if check:
                check.feed(block)
            if out:
                out.write(block)
                written += len(block)
                if written > MOST_GIGABYTES * 10**9:
                    raise refuse("MT023", name, limit=MOST_GIGABYTES)


class _writing:  # noqa: N801 - reads as a context
    """A temporary file whose failures are the machine's."""

    def __init__(self, path: Path, name: str) -> None:
        self._path, self._name = path, name

    def __enter__(self) -> BinaryIO:
        self._file = self._path.open("wb")
        return self._file

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        failed = error if isinstance(error, OSError) else None
        try:
            self._file.close()
        except OSError as late:
            failed = failed or late
        if failed:
            why = failed.strerror or str(failed)
            raise MachineError("error.table.spool", path=self._name, why=why) from None


def _stamp(path: Path) -> tuple[int, ...]:
    """What changes when a file is written to or replaced."""
    try:
        state = path.stat()
    except OSError:
        return (0,)
    return state.st_ino, state.st_size, state.st_mtime_ns


def _blocks(file: BinaryIO, sha: hashlib._Hash, name: str) -> Iterator[bytes]:
    try:
        while block := file.read(BLOCK):
            sha.update(block)
            yield block
    except OSError as error:
        raise unreadable(Place(name), error) from None


def _form(first: bytes, promised: str | None, name: str) -> str:
    found = next((form for magic, form in _MAGIC.items() if first.startswith(magic)), None)
    if "old" in {found, promised}:
        raise refuse("MT033", name, variant="locked" if promised == "xlsx" else "old")
    if promised in TEXT and found:
        raise refuse("MT027", name, variant=found)
    if promised == "xlsx" and found != "xlsx":
        raise refuse("MT032", name, variant="other")
    if promised == "parquet" and found != "parquet":
        raise refuse("MT040", name)
    if promised or found:
        return str(promised or found)
    text = first.removeprefix(b"\xef\xbb\xbf").lstrip()
    return "jsonl" if text.startswith(b"{") else "csv"
