"""How is a file opened that somebody named, and what is said when it cannot be?"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from maturity.diagnostics import Diagnostic, Place, nearest
from maturity.errors import InputError


def open_file(path: str, name: str | None = None, *, buffered: bool = True) -> BinaryIO:
    """An ordinary file, open for reading.

    Args:
        path: Where it is.
        name: What it is called to people; its path when left out.
        buffered: Whether it is read in pieces; what is read at once takes half the time without.

    Raises:
        InputError: When it is not there, is no ordinary file, or may not be read.
    """
    place = Place(name or path)
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - a NUL in the path raises here, not in Path
        if not stat.S_ISREG(mode):
            code = "MF002" if stat.S_ISDIR(mode) else "MF014"
            raise InputError([Diagnostic(code, place)])
        return open(path, "rb", -1 if buffered else 0)  # noqa: PTH123
    except FileNotFoundError:
        raise InputError([Diagnostic("MF001", place, {"near": neighbour(path)})]) from None
    except (OSError, ValueError) as error:
        raise unreadable(place, error) from None


def unreadable(place: Place, error: Exception) -> InputError:
    """What is said when a file is there and cannot be read."""
    why = getattr(error, "strerror", None) or str(error)
    return InputError([Diagnostic("MF003", place, {"why": why})])


def neighbour(path: str) -> str | None:
    """The file with the name closest to one that is not there, in the same folder."""
    try:
        names = [entry.name for entry in Path(path).parent.iterdir()]
    except (OSError, ValueError):
        return None
    near = nearest(Path(path).name, names)
    return str(Path(path).with_name(near)) if near else None
