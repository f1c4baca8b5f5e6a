"""In which encoding is a table written, and how does it become UTF-8?"""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import BinaryIO

from maturity.diagnostics import Diagnostic
from maturity.errors import InputError
from maturity.tables.chunks import notice, refuse

_UTF16, _UTF32 = (b"\xff\xfe", b"\xfe\xff"), b"\xff\xfe\0\0"
_BLOCK = 1 << 20


class TextCheck:
    """Looks at a text piece by piece: is it text, and in which encoding?

    What is neither UTF-8 nor marked as UTF-16 is taken for Windows-1252, the usual one of exports
    from spreadsheets, unless letters in UTF-8 came before: then it is UTF-8 with damage.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._first = b""
        self._utf16 = False
        self._decoder: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
        self._letters = False
        self._strange = ""
        self._strange_line = 0
        self._lines = 1
        self._returns = False

    def feed(self, block: bytes) -> None:
        """Look at the next piece.

        Raises:
            InputError: When this cannot be text, or is UTF-8 with damage.
        """
        if not self._first:
            self._first = block[:4]
            self._utf16 = block.startswith(_UTF16) and not block.startswith(_UTF32)
        if self._utf16:
            return
        if b"\0" in block:
            raise refuse("MT025", self._name)
        self._lines += block.count(b"\n")
        self._returns = self._returns or b"\r" in block
        if self._decoder and not (block.isascii() and not self._decoder.getstate()[0]):
            self._decode(block)

    def _decode(self, block: bytes, *, final: bool = False) -> None:
        if self._decoder is None:
            return
        try:
            text = self._decoder.decode(block, final)
        except UnicodeDecodeError as error:
            self._decoder = None
            before, after = error.object[: error.start], error.object[error.start :]
            self._strange = f"0x{after[0]:02X}"
            self._strange_line = self._lines - after.count(b"\n")
            if self._letters or not before.isascii():
                raise self._damaged() from None
        else:
            self._letters = self._letters or not text.isascii()

    def _damaged(self) -> InputError:
        line = self._strange_line
        return refuse("MT026", self._name, line, found=self._strange)

    @property
    def old_mac(self) -> bool:
        """Whether lines end in a carriage return alone."""
        return self._returns and self._lines == 1

    def encoding(self) -> str:
        """`utf-8` when the bytes can be read as they are, else what they are to be read as."""
        if self._utf16:
            return "utf-16"
        self._decode(b"", final=True)
        if self._decoder is None:
            return "cp1252"
        return "utf-8-sig" if self.old_mac else "utf-8"

    def start(self) -> int:
        """How many bytes of a byte order mark stand before the text, in the file to be read."""
        return 3 if self._first.startswith(codecs.BOM_UTF8) and not self.old_mac else 0

    def notices(self) -> tuple[Diagnostic, ...]:
        """That the encoding was guessed, if it was."""
        if self._decoder or self._utf16:
            return ()
        line = self._strange_line
        return (notice("MT024", self._name, line, found=self._strange),)


def to_utf8(source: Path, out: BinaryIO, encoding: str, name: str, *, old_mac: bool) -> None:
    """Write a text anew as UTF-8, its lines ending in a line feed.

    Raises:
        InputError: When it is not in this encoding, or holds NUL.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with source.open("rb") as file:
        while True:
            block = file.read(_BLOCK)
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                line += error.object[: error.start].count(b"\n")
                found = f"0x{error.object[error.start]:02X}"
                raise refuse("MT026", name, line, found=found) from None
            if "\0" in text:
                raise refuse("MT025", name)
            line += text.count("\n")
            out.write((text.replace("\r", "\n") if old_mac else text).encode())
            if not block:
                return
