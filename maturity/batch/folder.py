"""What stands in the folder of a batch, and what of it still holds?

`batch.json` says what a finished run wrote, with digests. While a run is under way, a journal says
what it has finished so far; after a kill it tells the next run what need not be made again. What
holds is known by digests of what went in and what came out, never by clocks.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
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
    """

    root: Path
    made: dict[str, tuple[str, str]] = field(default_factory=dict)
    new: dict[str, tuple[str, str]] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    _journal: IO[str] | None = None

    def begin(self) -> None:
        """Begin to note what is finished."""
        path = self.root / _JOURNAL
        try:
            self._journal = path.open("a", encoding="utf-8")
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
            self._journal.write(json.dumps([name, source, digest]) + "\n")
            self._journal.flush()

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
        """Let go of the journal."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None

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
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MachineError("error.cannot_write", path=path, why=error.strerror) from None
    folder = Folder(root)
    _remember(folder)
    if force and not resume:
        # Nothing of it counts any more, and what this run does not make again is to go.
        folder.made = {name: ("", digest) for name, (_, digest) in folder.made.items()}
    return folder


def _remember(folder: Folder) -> None:
    """What earlier runs made, finished ones and one that was not."""
    try:
        said = json.loads((folder.root / MANIFEST).read_text("utf-8"))
        folder.made = {n: (f["from"], f["sha256"]) for n, f in said["files"].items()}
        folder.before = {key: value for key, value in said.items() if key != "files"}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        folder.made = {}
    try:
        lines = (folder.root / _JOURNAL).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return
    for line in lines:
        try:
            name, source, digest = json.loads(line)
        except (ValueError, TypeError):
            continue  # the last line of a killed run
        folder.made[str(name)] = (str(source), str(digest))


def _digest_of(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
