"""How is a packed table unpacked without harm?"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from maturity.tables.chunks import refuse

GZIP = b"\x1f\x8b\x08"
MOST_TIMES = 200
"""A table packs to a hundredth at best; what packs better is made to fill a disk."""

ALWAYS_FINE = 100_000_000
_PIECE = 1 << 20
_WITH_HEADER = 31


def gunzip(blocks: Iterator[bytes], name: str) -> Iterator[bytes]:
    """The unpacked bytes in pieces of at most 1 MB; files of several parts are read to the end.

    Raises:
        InputError: When they break off, are damaged, or unpack to far more than they were.
    """
    unpacker = _Unpacker()
    taken = given = 0
    try:
        for block in blocks:
            taken += len(block)
            for piece in unpacker.pieces(block):
                given += len(piece)
                if given > max(ALWAYS_FINE, MOST_TIMES * taken):
                    raise refuse("MT022", name, limit=MOST_TIMES)
                yield piece
    except zlib.error:
        raise refuse("MT021", name, variant="damaged") from None
    if not unpacker.whole:
        raise refuse("MT021", name, variant="cut")


class _Unpacker:
    """Part after part of a packed file."""

    def __init__(self) -> None:
        self._part = zlib.decompressobj(wbits=_WITH_HEADER)

    @property
    def whole(self) -> bool:
        return self._part.eof

    def pieces(self, block: bytes) -> Iterator[bytes]:
        while block:
            if self._part.eof:
                # Some writers fill up the last block with zeros.
                block = block.lstrip(b"\0")
                if not block:
                    return
                self._part = zlib.decompressobj(wbits=_WITH_HEADER)
            piece = self._part.decompress(block, _PIECE)
            block = self._part.unused_data if self._part.eof else self._part.unconsumed_tail
            if piece:
                yield piece
        while not self._part.eof and (piece := self._part.decompress(b"", _PIECE)):
            yield piece
