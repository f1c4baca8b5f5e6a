"""How is an invented government written, in the form that was asked for?"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from maturity.errors import UsageError
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import FORMAT_VERSION
from maturity.portfolio.example import Responses, example
from maturity.storage.atomic import check_output, machine_error, part_of, sync_folder
from maturity.storage.yaml_writer import json_text, whole
from maturity.tables.rows_writer import (
    BINARY,
    MOST_ROWS_OF_A_SHEET,
    TEXT,
    write_rows,
    write_text,
)

FOLDER = "folder"
PACKED = ".gz"
FILES = ("yaml", "json")
FORMS = tuple(f".{form}" for form in (*TEXT, *BINARY))

_MOST_BODIES = 100_000_000


@dataclass(frozen=True)
class Target:
    """Where a government goes.

    Attributes:
        path: The file or folder; `-` is stdout.
        form: csv, tsv, jsonl, parquet, xlsx, or `folder`.
        packed: Whether the file is packed by gzip.
    """

    path: str
    form: str
    packed: bool = False


def target_of(path: str) -> Target:
    """What a name's ending asks for; one without an ending is a folder, stdout is csv.

    Raises:
        UsageError: When the ending is not known, or cannot be packed.
    """
    if path == "-":
        return Target(path, "csv")
    name = Path(path).name.lower()
    if path.endswith(("/", os.sep)) or not Path(name).suffix:
        return Target(path, FOLDER)
    packed = name.endswith(PACKED)
    form = Path(name.removesuffix(PACKED)).suffix
    if form not in FORMS or (packed and form[1:] not in TEXT):
        raise UsageError("error.example.ending", path=path, known=", ".join(FORMS))
    return Target(path, form[1:], packed)


def check_target(target: Target, bodies: int, *, force: bool) -> None:
    """Refuse what cannot be written, before any work is done.

    Raises:
        UsageError: When something stands there and `force` is not given, or there are too many.
        MachineError: When it lies in no folder.
    """
    if not 1 <= bodies <= _MOST_BODIES:
        raise UsageError("error.example.bodies", most=_MOST_BODIES)
    if target.form == "xlsx" and bodies > MOST_ROWS_OF_A_SHEET:
        raise UsageError("error.example.sheet", most=MOST_ROWS_OF_A_SHEET)
    if target.path == "-":
        return
    if target.form != FOLDER:
        check_output(target.path, force=force)
        return
    folder = Path(target.path)
    if folder.is_dir() and (force or not any(folder.iterdir())):
        return
    if folder.is_dir():
        raise UsageError("error.example.folder", path=target.path)
    if folder.exists():
        raise UsageError("error.example.no_folder", path=target.path)
    check_output(str(folder), force=force)


def write_example(
    target: Target,
    questionnaire: Questionnaire,
    bodies: int,
    seed: int,
    *,
    files: str = "yaml",
    stdout: IO[bytes] | None = None,
) -> None:
    """Write the responses of an invented government, whole or not at all.

    Args:
        target: Where to, and in which form.
        questionnaire: What is answered.
        bodies: How many there are.
        seed: Of the random numbers.
        files: Of a folder: yaml or json.
        stdout: What `-` stands for.

    Raises:
        UsageError: When a question is called like one of the other columns of a table.
        MachineError: When it cannot be written.
    """
    parts = example(questionnaire, bodies, seed)
    if target.form == FOLDER:
        _write_folder(Path(target.path), questionnaire, parts, files)
        return
    tables = (_checked(part) for part in parts)
    if stdout is not None and target.path == "-":
        write_text(stdout, target.form, tables)
        return
    with _appearing(target.path) as path:
        write_rows(path, target.form, tables, packed=target.packed)


def _checked(part: Responses) -> tuple[Any, ...]:
    names = [column.name for column in part.columns]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise UsageError("error.example.column", id=twice)
    return part.columns


@contextmanager
def _appearing(path: str) -> Iterator[Path]:
    """A file to write that gets its name only when it is whole."""
    target = Path(path)
    temporary = part_of(target)
    try:
        yield temporary
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o7777)
        temporary.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise machine_error(path, error) from None
    finally:
        temporary.unlink(missing_ok=True)


def _write_folder(
    folder: Path, questionnaire: Questionnaire, parts: Iterator[Responses], files: str
) -> None:
    """Write one file for each body: to a folder beside it first, then all in their place."""
    temporary = part_of(folder)
    try:
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir()
        for part in parts:
            for response in responses(part, questionnaire):
                text = whole(response) if files == "yaml" else f"{json_text(response, 2)}\n"
                name = f"{response['organisation']['id']}.{files}"
                (temporary / name).write_bytes(text.encode())
        _move(temporary, folder)
        sync_folder(folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise machine_error(str(folder), error) from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _move(temporary: Path, folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()):
        for file in temporary.iterdir():
            file.replace(folder / file.name)
    else:
        # Over an empty folder too: the system allows it.
        temporary.replace(folder)


def responses(part: Responses, questionnaire: Questionnaire) -> Iterator[dict[str, Any]]:
    """The responses as files hold them."""
    about = [(column.name, column.cells()) for column in part.about]
    profile = [(column.name.removeprefix("profile."), column.cells()) for column in part.profile]
    answers = [(column.name, column.cells()) for column in part.answers]
    for row in range(part.count):
        said = {name: cells[row] for name, cells in about if cells[row] is not None}
        organisation = {
            "id": said["organisation"],
            "name": said["organisation.name"],
            "country": said["country"],
            "government": said["government"],
            "tags": list(said["tags"]),
        }
        respondent = {"id": said.get("respondent"), "role": said.get("respondent.role")}
        yield {
            "response": FORMAT_VERSION,
            "language": said["language"],
            "questionnaire": {
                "id": questionnaire.questionnaire,
                "version": questionnaire.version,
            },
            "organisation": organisation,
            **_unless_empty("respondent", _present(respondent)),
            "date": said["date"].isoformat(),
            **_unless_empty("profile", {k: cells[row] for k, cells in profile if cells[row]}),
            "answers": _answers({k: cells[row] for k, cells in answers if cells[row] is not None}),
        }


def _present(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _unless_empty(key: str, value: dict[str, Any]) -> dict[str, Any]:
    return {key: value} if value else {}


def _answers(cells: dict[str, Any]) -> dict[str, Any]:
    """The answers of one row, each with its reason where it has one."""
    found: dict[str, Any] = {}
    for name, value in cells.items():
        if ":" in name:
            continue
        reason = cells.get(f"{name}:reason")
        plain = list(value) if isinstance(value, tuple) else value
        found[name] = plain if reason is None else {"answer": plain, "reason": reason}
    return found
