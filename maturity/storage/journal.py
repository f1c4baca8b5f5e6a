"""What has been confirmed in an interview, safe on disk before anything else is asked?

One line of JSON for each thing that happened, beside the file of the response. The journal is also
the hold on that file: the system lets go of it when the process ends, however it ends.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from maturity.errors import MachineError
from maturity.storage.atomic import beside, machine_error, sync_folder

_UNKNOWN = {"user": "?", "host": "?", "process": "?", "since": "?"}
"""Said of a holder that has not written who it is yet."""

Event = Mapping[str, Any]


def journal_of(file: Path) -> Path:
    """Where the journal of a response file lies."""
    return beside(file, "journal")


@dataclass
class Journal:
    """An open journal, held by this process alone.

    Attributes:
        path: Where it lies.
        events: Everything in it that was whole, oldest first.
    """

    path: Path
    handle: int
    events: list[Event] = field(default_factory=list)
    _one_at_a_time: Lock = field(default_factory=Lock)

    def append(self, event: Event, *, sync: bool = True) -> None:
        """Add an event, and by default return only when it is safe.

        Raises:
            MachineError: When the disk is full or gone; the journal is then as it was before.
        """
        line = json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n"
        data = line.encode("utf-8", "surrogatepass")
        with self._one_at_a_time:
            size = os.fstat(self.handle).st_size
            try:
                while data:
                    data = data[os.write(self.handle, data) :]
                if sync:
                    os.fsync(self.handle)
            except OSError as error:
                os.ftruncate(self.handle, size)
                raise machine_error(str(self.path), error) from None
            self.events.append(event)

    def close(self, *, remove: bool) -> None:
        """Let go of the file; with `remove` there is nothing to go on with."""
        with self._one_at_a_time:
            if remove:
                self.path.unlink(missing_ok=True)
            os.close(self.handle)


def open_journal(file: Path, holder: Mapping[str, Any]) -> Journal:
    """The journal of a response file, made if there is none, held until it is closed.

    Args:
        file: The response file; it need not exist.
        holder: Who holds it, told to others that try: `user`, `host`, `process`, `since`.

    Raises:
        MachineError: When another process holds the file, or the folder cannot be written.
    """
    path = journal_of(file)
    try:
        handle = _locked(path)
        events, whole = _read(handle)
        # A line that a killed process left unfinished must not spoil the next one.
        os.ftruncate(handle, whole)
        sync_folder(path.parent)
    except OSError as error:
        raise machine_error(str(path), error) from None
    journal = Journal(path, handle, events)
    journal.append({"held": dict(holder)})
    return journal


def _locked(path: Path) -> int:
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            events, _ = _read(handle)
            os.close(handle)
            held = [event["held"] for event in events if "held" in event]
            raise MachineError("error.held", **_UNKNOWN | (held[-1] if held else {})) from None
        # Another process may have removed the journal between opening and locking it.
        if path.exists() and os.fstat(handle).st_ino == path.stat().st_ino:
            return handle
        os.close(handle)


def _read(handle: int) -> tuple[list[Event], int]:
    """The whole events of a journal, and the size of what they take."""
    data = os.pread(handle, os.fstat(handle).st_size, 0)
    events: list[Event] = []
    whole = 0
    for line in data.splitlines(keepends=True):
        try:
            event = json.loads(line.decode("utf-8", "surrogatepass"))
        except ValueError:
            break
        if not line.endswith(b"\n") or not isinstance(event, dict):
            break
        events.append(event)
        whole += len(line)
    return events, whole
