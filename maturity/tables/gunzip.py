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


def gunzip(blocks: Iterator[bytes], name: str) -> Iterator[bytes]:
    """The unpacked bytes in pieces of at most 1 MB; files of several parts are read to the end.

    Raises:
        InputError: When they break off, are damaged, or unpack to far more than they were.
    """
    unpacker, taken, given = zlib.decompressobj(wbits=31), 0, 0
    fresh = False
    try:
        for block in blocks:
            taken += len(block)
            rest = block
            while rest:
                if unpacker.eof:
                    rest = rest.lstrip(b"\0")
                    if not rest:
                        break
                    unpacker, fresh = zlib.decompressobj(wbits=31), True
                piece = unpacker.decompress(rest, _PIECE)
                fresh = fresh and not piece
                given += len(piece)
                if given > ALWAYS_FINE and given > MOST_TIMES * taken:
                    raise refuse("MT022", name, limit=MOST_TIMES)
                if piece:
                    yield piece
                rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            while not unpacker.eof and (piece := unpacker.decompress(b"", _PIECE)):
                given += len(piece)
                yield piece
    except zlib.error:
        raise refuse("MT021", name, why="damaged") from None
    if not unpacker.eof:
        raise refuse("MT021", name, why="cut")
