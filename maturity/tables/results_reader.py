"""How is a table of results read, whichever format it is in?

What comes out is the same for all formats: checked columns, and what the figures rest on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from maturity.diagnostics import Diagnostic, Place
from maturity.errors import InputError
from maturity.model.results_table import SCHEMA, RestsOn, ResultsTable
from maturity.storage.files import open_file, unreadable
from maturity.tables.results_checks import check
from maturity.tables.results_frames import FRAMES, Unreadable, frame_at

BESIDE = "batch.json"
REJECTED = "rejected.jsonl"
_NAME = "results"
_MOST_BESIDE = 4_000_000
_MOST_IDS = 10_000
_LONGEST_ID = 1_000
_LONGEST_LINE = 1_000_000


def read_results(path: str) -> ResultsTable:
    """The results in a file, or in a folder that a batch wrote them to.

    Raises:
        InputError: With a diagnostic for everything that is wrong with the table.
    """
    file = _found(path)
    ending = _ending(file)
    if ending is None:
        known = sorted(FRAMES)
        raise InputError([Diagnostic("MC101", Place(file), {"known": known})])
    try:
        frame, said = frame_at(file, ending)
    except Unreadable as reason:
        place = Place(file, reason.line, 1 if reason.line else 0, 1, reason.text)
        raise InputError([Diagnostic("MC103", place, {"why": reason.why})]) from None
    checked = check(frame, file)
    rests_on = _rests_on(file, said)
    return ResultsTable(
        file,
        checked.rows,
        checked.columns,
        checked.measures,
        checked.paths,
        rests_on,
        *_rejected(file),
    )


def _rejected(file: str) -> tuple[int, tuple[str, ...]]:
    """How many inputs the batch refused, and of which organisations, by the file beside the table."""
    path = Path(file).with_name(REJECTED)
    count = 0
    ids: dict[str, None] = {}
    try:
        if not path.is_file():
            return 0, ()
        with path.open("rb") as opened:
            for line in filter(bytes.strip, _lines(opened)):
                count += 1
                found = _json(line) if len(ids) < _MOST_IDS else None
                name = found.get("organisation") if isinstance(found, dict) else None
                if isinstance(name, str) and len(name) <= _LONGEST_ID:
                    ids[name] = None
    except OSError:
        return 0, ()
    return count, tuple(ids)


def _lines(opened: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, of a very long one only how it begins."""
    while line := opened.readline(_LONGEST_LINE):
        yield line
        while line and not line.endswith(b"\n"):
            line = opened.readline(_LONGEST_LINE)


def _ending(file: str) -> str | None:
    lower = file.lower()
    return next((ending for ending in FRAMES if lower.endswith(ending)), None)


def _found(path: str) -> str:
    """The ordinary file at a path, or the results in the folder there.

    Raises:
        InputError: When there is none.
    """
    folder = Path(path)
    if not folder.is_dir():
        open_file(path).close()
        return path
    names = [f"{_NAME}{ending}" for ending in FRAMES]
    inside = [folder / name for name in names if (folder / name).is_file()]
    if not inside:
        raise InputError([Diagnostic("MC102", Place(path), {"known": names})])
    return str(inside[0])


def _rests_on(file: str, said: str | None) -> RestsOn | None:
    """What the table rests on by its own metadata, or by the file beside it."""
    place = Place(file)
    if said is None:
        beside = Path(file).with_name(BESIDE)
        if not beside.is_file():
            return None
        place = Place(str(beside))
        said = _text(beside)
    value = _json(said)
    schema = value.get("schema") if isinstance(value, dict) else None
    if isinstance(schema, str) and schema != SCHEMA and schema.startswith(SCHEMA.split("@")[0]):
        raise InputError([Diagnostic("MC110", place, {"found": schema, "supported": SCHEMA})])
    try:
        return RestsOn.model_validate(value)
    except ValidationError:
        raise InputError([Diagnostic("MC109", place)]) from None


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BESIDE).decode("utf-8", "replace")
    except OSError as error:
        raise unreadable(Place(str(path)), error) from None


def _json(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
