"""Which file is meant by an id?

A path wins. An id is looked for beside the file at hand, in the current directory's data folders,
then among what comes with the tool.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from maturity.storage.packaged import folder

Kind = Literal["questionnaire", "rubric"]
FOLDERS: dict[Kind, str] = {"questionnaire": "questionnaires", "rubric": "rubrics"}
SUFFIXES = (".yaml", ".yml", ".json")
_HEAD = 8192


@dataclass(frozen=True, slots=True)
class Entry:
    """A file found by its id.

    Attributes:
        twin: Another file with the same id in the same folder.
        hides_shipped: Whether it stands before a file of the same id that comes with the tool.
    """

    id: str
    path: str
    shipped: bool = False
    twin: str | None = None
    hides_shipped: bool = False


def entries(kind: Kind, near: str | None = None) -> list[Entry]:
    """All files of a kind that can be found from here, nearest first; one per id."""
    found: dict[str, Entry] = {}
    for place, shipped in _places(kind, near):
        for entry in _in_folder(kind, place, shipped=shipped):
            known = found.setdefault(entry.id, entry)
            if Path(known.path).resolve() == Path(entry.path).resolve():
                continue
            if Path(known.path).parent == Path(entry.path).parent:
                found[entry.id] = replace(known, twin=entry.path)
            elif shipped:
                found[entry.id] = replace(known, hides_shipped=True)
    return list(found.values())


def find(kind: Kind, wanted: str, near: str | None = None) -> Entry | None:
    """The file meant by a path or an id, or None."""
    if looks_like_path(wanted):
        return Entry(wanted, wanted)
    return next((entry for entry in entries(kind, near) if entry.id == wanted), None)


def looks_like_path(wanted: str) -> bool:
    """Whether a word on the command line names a file rather than an id."""
    return wanted.endswith(SUFFIXES) or os.sep in wanted or Path(wanted).is_file()


def _places(kind: Kind, near: str | None) -> Iterator[tuple[Path, bool]]:
    if near is not None:
        yield Path(near).parent, False
    yield Path(FOLDERS[kind]), False
    yield folder(FOLDERS[kind]), True


def _in_folder(kind: Kind, place: Path, *, shipped: bool) -> Iterator[Entry]:
    try:
        files = sorted(
            path for path in place.iterdir() if path.suffix in SUFFIXES and path.is_file()
        )
    except OSError:
        return
    for path in files:
        name = _id_in(kind, path)
        if name is not None:
            yield Entry(name, str(path), shipped)


def claimed_kind(path: Path) -> str | None:
    """The kind of content that a file's opening lines claim, without reading the whole file.

    A response names its questionnaire too, and so do a rubric and a mapping.
    """
    head = _head(path)
    kinds = ("response", "rubric", "mapping", "questionnaire")
    return next((kind for kind in kinds if _claim(head, kind)), None)


def _id_in(kind: Kind, path: Path) -> str | None:
    if claimed_kind(path) != kind:
        return None
    found = _claim(_head(path), kind)
    return found.group(1) if found else None


def _claim(head: str, kind: str) -> re.Match[str] | None:
    return re.search(
        rf'^\s*[{{]?\s*"?{kind}"?\s*:\s*["\']?([a-z0-9][a-z0-9.-]*)', head, re.MULTILINE
    )


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD).decode("utf-8", "replace")
    except OSError:
        return ""
