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
_CLAIMS = {
    kind: re.compile(rf'^\s*[{{]?\s*"?{kind}"?\s*:\s*["\']?([a-z0-9][a-z0-9.-]*)', re.MULTILINE)
    for kind in ("response", "rubric", "mapping", "questionnaire")
}


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


class Catalog:
    """What lies in the folders where ids are looked up; no folder is looked through twice."""

    def __init__(self) -> None:
        self._folders: dict[Path, list[tuple[str, str, str]]] = {}

    def entries(self, kind: Kind, near: str | None = None) -> list[Entry]:
        """All files of a kind that can be found from here, nearest first; one per id."""
        found: dict[str, Entry] = {}
        for place, shipped in _places(kind, near):
            for entry in self._in_folder(kind, place, shipped=shipped):
                known = found.setdefault(entry.id, entry)
                if Path(known.path).resolve() == Path(entry.path).resolve():
                    continue
                if Path(known.path).parent == Path(entry.path).parent:
                    found[entry.id] = replace(known, twin=entry.path)
                elif shipped:
                    found[entry.id] = replace(known, hides_shipped=True)
        return list(found.values())

    def find(self, kind: Kind, wanted: str, near: str | None = None) -> Entry | None:
        """The file meant by a path or an id, or None."""
        if looks_like_path(wanted):
            return Entry(wanted, wanted)
        return next((entry for entry in self.entries(kind, near) if entry.id == wanted), None)

    def _in_folder(self, kind: Kind, place: Path, *, shipped: bool) -> Iterator[Entry]:
        if place not in self._folders:
            self._folders[place] = list(_claims_in(place))
        for claimed, name, path in self._folders[place]:
            if claimed == kind:
                yield Entry(name, path, shipped)


def looks_like_path(wanted: str) -> bool:
    """Whether a word on the command line names a file rather than an id."""
    return wanted.endswith(SUFFIXES) or os.sep in wanted or Path(wanted).is_file()


def _places(kind: Kind, near: str | None) -> Iterator[tuple[Path, bool]]:
    if near is not None:
        yield Path(near).parent, False
    yield Path(FOLDERS[kind]), False
    yield folder(FOLDERS[kind]), True


def _claims_in(place: Path) -> Iterator[tuple[str, str, str]]:
    """The kind, id and path of every file in a folder that others can name by its id."""
    try:
        names = sorted(
            entry.name
            for entry in os.scandir(place)
            if entry.name.endswith(SUFFIXES) and entry.is_file()
        )
    except OSError:
        return
    for name in names:
        path = str(place / name)
        kind, said = _claim_of(path)
        if kind in FOLDERS and said is not None:
            yield kind, said, path


def claimed_kind(path: Path) -> str | None:
    """The kind of content that a file's opening lines claim, without reading the whole file."""
    return _claim_of(str(path))[0]


def _claim_of(path: str) -> tuple[str | None, str | None]:
    """The kind and the id that a file's opening lines claim.

    A response names its questionnaire too, and so do a rubric and a mapping.
    """
    head = _head(path)
    for kind, pattern in _CLAIMS.items():
        if found := pattern.search(head):
            return kind, found.group(1)
    return None, None


def _head(path: str) -> str:
    try:
        with open(path, "rb", 0) as file:  # noqa: PTH123 - a folder may hold ten thousand
            return file.read(_HEAD).decode("utf-8", "replace")
    except OSError:
        return ""
