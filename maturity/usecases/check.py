"""How are files of any kind checked together?"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from maturity.diagnostics import Diagnostic, in_reading_order
from maturity.storage.catalog import SUFFIXES, claimed_kind
from maturity.storage.library import check


def check_paths(paths: Sequence[str]) -> tuple[list[Diagnostic], list[str]]:
    """Check files, and all content files in folders (other YAML and JSON is passed over).

    Returns:
        The diagnostics in reading order, and the files looked at.
    """
    files = [name for path in paths for name in _files(path)]
    found, looked_at = check(list(dict.fromkeys(files)))
    return in_reading_order(found), looked_at


def _files(path: str) -> Iterator[str]:
    if not os.path.isdir(path):  # noqa: PTH112 - Path raises on a name that is too long
        yield path
        return
    for folder, inside, names in os.walk(path):
        inside[:] = sorted(name for name in inside if not name.startswith("."))
        for name in sorted(names):
            item = Path(folder) / name
            if item.suffix in SUFFIXES and claimed_kind(item) is not None:
                yield str(item)
