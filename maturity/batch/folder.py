"""What stands in the folder of a batch, and what of it still holds?

`batch.json` says what a finished run wrote, with digests. While a run is under way, a journal says
what it has finished so far; after a kill it tells the next run what need not be made again. What
holds is known by digests of what went in and what came out, never by clocks.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from maturity.errors import MachineError, UsageError
from maturity.storage.atomic import machine_error, part_of, sync_folder

MANIFEST = "batch.json"
_JOURNAL = ".batch.journal"


@dataclass
class Folder:
    """The folder that a run writes to.

    Attributes:
        root: Where it is.
        made: By name, what each file was made from and the digest of what it holds, as far as it is
            known from earlier runs.
        new: The same of this run.
        before: What the earlier run said about itself.
        is_new: Whether this run made the folder.
        is_empty: Whether nothing was in it when this run began.
    """

    root: Path
    made: dict[str, tuple[str, str]] = field(default_factory=dict)
    new: dict[str, tuple[str, str]] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    is_new: bool = False
    is_empty: bool = False
    _journal: IO[str] | None = None

    def begin(self, today: str) -> None:
        """Begin to note what is finished.

        Args:
            today: The day that responses without a date are given, whenever the run goes on.
        """
        path = self.root / _JOURNAL
        try:
            self._journal = path.open("a", encoding="utf-8")
            self._journal.write(json.dumps({"today": today}) + "\n")
            self._journal.flush()
        except OSError as error:
            raise machine_error(str(path), error) from None

    def holds(self, name: str, source: str) -> bool:
        """Whether a file is there, whole, and made from the same; it is then noted as of this run."""
        made = self.made.get(name)
        if made is None or made[0] != source or _digest_of(self.root / name) != made[1]:
            return False
        self.new[name] = made
        return True

    def write(self, name: str, data: bytes, source: str) -> None:
        """Write a file whole and note it.

        Raises:
            MachineError: When it cannot be written.
        """
        target = self.root / name
        temporary = part_of(target)
        try:
            target.parent.mkdir(exist_ok=True)
            temporary.write_bytes(data)
            temporary.replace(target)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            raise machine_error(str(target), error) from None
        self.note(name, source, hashlib.sha256(data).hexdigest())

    def put(self, name: str, temporary: Path, source: str) -> None:
        """Put a file that was written under another name in its place, safely, and note it."""
        target = self.root / name
        digest = _digest_of(temporary) or ""
        try:
            with temporary.open("rb") as file:
                os.fsync(file.fileno())
            temporary.replace(target)
            sync_folder(target.parent)
        except OSError as error:
            raise machine_error(str(target), error) from None
        self.note(name, source, digest)

    def note(self, name: str, source: str, digest: str) -> None:
        """Note that a file is finished."""
        self.new[name] = (source, digest)
        if self._journal is not None:
            try:
                self._journal.write(json.dumps([name, source, digest]) + "\n")
                self._journal.flush()
            except OSError as error:
                raise machine_error(str(self.root / _JOURNAL), error) from None

    def finish(self, about: dict[str, Any]) -> None:
        """Write what the run was and what it made; remove what an earlier run made that is no more.

        A file that somebody has changed since is left where it is.
        """
        for name, (_, digest) in self.made.items():
            if name not in self.new and _digest_of(self.root / name) == digest:
                (self.root / name).unlink()
        files = {n: {"from": s, "sha256": d} for n, (s, d) in sorted(self.new.items())}
        text = json.dumps({**about, "files": files}, ensure_ascii=False, indent=1) + "\n"
        self.write(MANIFEST, text.encode(), "")
        self.close()
        (self.root / _JOURNAL).unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the journal; of a run that has finished nothing, no trace is left."""
        if self._journal is None:
            return
        with suppress(OSError):
            self._journal.close()
        self._journal = None
        if self.is_empty and not self.new:
            self._vanish()

    def undo(self) -> None:
        """Take back what a run has made in an empty folder, when it ends without results."""
        if not self.is_empty:
            return
        for name in self.new:
            (self.root / name).unlink(missing_ok=True)
        for place in {(self.root / name).parent for name in self.new} - {self.root}:
            with suppress(OSError):
                place.rmdir()
        self.new = {}
        self.close()

    def _vanish(self) -> None:
        (self.root / _JOURNAL).unlink(missing_ok=True)
        if self.is_new:
            with suppress(OSError):
                self.root.rmdir()

    def temporary(self, name: str) -> Path:
        """Where a file is written before it is whole; what a killed run left there goes."""
        path = part_of(self.root / name)
        path.unlink(missing_ok=True)
        return path


def open_folder(path: str, *, resume: bool, force: bool) -> Folder:
    """The folder of a run.

    Raises:
        UsageError: When there is something in it and neither may be.
        MachineError: When it cannot be made.
    """
    root = Path(path)
    if root.exists() and not root.is_dir():
        raise UsageError("error.batch.no_folder", path=path)
    if root.is_dir() and any(root.iterdir()) and not (resume or force):
        raise UsageError("error.batch.exists", path=path)
    is_new = not root.exists()
    try:
        root.mkdir(parents=True, exist_ok=True)
        is_empty = not any(root.iterdir())
    except OSError as error:
        raise MachineError("error.cannot_write", path=path, why=error.strerror) from None
    folder = Folder(root, is_new=is_new, is_empty=is_empty)
    _remember(folder)
    if force and not resume:
        # Nothing of it counts any more, and what this run does not make again is to go.
        folder.made = {name: ("", digest) for name, (_, digest) in folder.made.items()}
    return folder


def _remember(folder: Folder) -> None:
    """What earlier runs made, finished ones and one that was not."""
    try:
        said = json.loads((folder.root / MANIFEST).read_text("utf-8"))
        files = said["files"].items()
        folder.made = {n: (f["from"], f["sha256"]) for n, f in files if _is_inside(n)}
        folder.before = {key: value for key, value in said.items() if key != "files"}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        folder.made = {}
    try:
        lines = (folder.root / _JOURNAL).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return
    for line in lines:
        try:
            said = json.loads(line)
            if isinstance(said, dict):
                folder.before |= said
                continue
            name, source, digest = said
        except (ValueError, TypeError):
            continue  # the last line of a killed run
        if _is_inside(str(name)):
            folder.made[str(name)] = (str(source), str(digest))


def _is_inside(name: str) -> bool:
    """Whether a name that was read from a file stays in its folder."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _digest_of(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
