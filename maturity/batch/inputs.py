"""Which files are meant by what was named on the command line?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from maturity.diagnostics import Diagnostic, Place
from maturity.errors import InputError
from maturity.storage.documents import STDIN
from maturity.storage.endings import form_of
from maturity.storage.files import neighbour

Kind = Literal["response", "table"]
RESPONSES = (".yaml", ".yml", ".json")
_TEXT = (".txt", ".txt.gz")
_FOR_EDITORS = "schema.json"
"""Stands beside files that are written by hand, for editors to check them by."""


@dataclass(frozen=True)
class Source:
    """One input: a file with one response, or a table with many."""

    path: str
    kind: Kind


def sources_in(
    named: Sequence[str], without: Path, apart: Sequence[str | None] = ()
) -> list[Source]:
    """The files that are meant, each once, in the order they were named; folders in the order of names.

    Args:
        named: Files, folders, patterns such as `bodies/*.yaml`, or `-` for standard input.
        without: A folder whose files are ours and no inputs.
        apart: Files that have another part in the run, such as a mapping that stands in a folder
            beside its table; None is passed over.

    Raises:
        InputError: For what is not there, or holds nothing that can be read.
    """
    found: dict[str, Source] = {}
    problems: list[Diagnostic] = []
    real = cache(os.path.realpath)
    others = {real(path) for path in apart if path is not None}
    for name in named:
        keys = ((_key(source.path, real), source) for source in _of(name, without.resolve()))
        sources = {key: source for key, source in keys if key not in others}
        for key, source in sources.items():
            found.setdefault(key, source)
        if not sources:
            problems.append(_missing(name))
    if problems:
        raise InputError(problems)
    return list(found.values())


def expected(sources: Sequence[Source]) -> int | None:
    """How many responses there are, where that can be known without reading them."""
    total = 0
    for source in sources:
        if source.kind == "response":
            total += 1
        elif source.path.lower().endswith(".parquet"):
            rows = _rows(source.path)
            if rows is None:
                return None
            total += rows
        else:
            return None
    return total


def _rows(path: str) -> int | None:
    import polars as pl
    from polars.exceptions import PolarsError

    try:
        return int(pl.scan_parquet(path).select(pl.len()).collect().item())
    except (OSError, PolarsError):
        return None


def _key(path: str, real: Callable[[str], str]) -> str:
    """The one name of a file that has several; `real` need not look at a folder twice."""
    if path == STDIN:
        return path
    if os.path.islink(path):  # noqa: PTH114 - ten thousand paths take their time
        return real(path)
    folder, name = os.path.split(path)
    return os.path.join(real(folder), name)  # noqa: PTH118


def _of(name: str, without: Path) -> Iterator[Source]:
    if name == STDIN:
        yield Source(name, "table")
        return
    path = Path(name)
    if path.is_dir():
        yield from map(_source, sorted(_below(path, without)))
    elif path.exists():
        yield _source(name)
    elif any(mark in name for mark in "*?["):
        base = Path(path.anchor or ".")
        for each in sorted(base.glob(str(path.relative_to(base)) if path.anchor else name)):
            if each.is_file():
                yield _source(str(each))


def _below(folder: Path, without: Path) -> Iterator[str]:
    """The files below a folder that can be inputs, hidden ones and our own left out."""
    for root, folders, files in os.walk(folder):
        folders[:] = [n for n in folders if not n.startswith(".") and _is_other(root, n, without)]
        for name in files:
            path = os.path.join(root, name)  # noqa: PTH118 - ten thousand paths take their time
            hidden = name.startswith(".") or name == _FOR_EDITORS
            if not hidden and kind_of(name):
                yield path


def _is_other(root: str, name: str, without: Path) -> bool:
    return name != without.name or Path(root, name).resolve() != without


def _source(path: str) -> Source:
    return Source(path, kind_of(path) or "response")


def kind_of(name: str) -> Kind | None:
    """What a file holds, by its ending; None when that says nothing."""
    lower = name.lower()
    if form_of(lower) or lower.endswith(_TEXT):
        return "table"
    return "response" if lower.endswith(RESPONSES) else None


def _missing(name: str) -> Diagnostic:
    if Path(name).is_dir():
        return Diagnostic("MT130", Place(name))
    return Diagnostic("MF001", Place(name), {"near": neighbour(name)})
