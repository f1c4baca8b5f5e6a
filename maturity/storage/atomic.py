"""How is a file written whole or not at all?"""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

from maturity.errors import MachineError, UsageError

_LONGEST_NAME = 100
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


def check_output(path: str, *, force: bool, inputs: tuple[str, ...] = ()) -> None:
    """Refuse an output that would harm something, before any work is done.

    Raises:
        UsageError: When the file exists and `force` is not given, is a folder, or is an input.
        MachineError: When its folder does not exist.
    """
    target = Path(path)
    try:
        exists = target.exists() or target.is_symlink()
        if target.is_dir():
            raise UsageError("error.output.folder", path=path)
        if exists and any(
            Path(name).exists() and target.samefile(name) for name in inputs if name != "-"
        ):
            raise UsageError("error.output.input", path=path)
        if exists and not force:
            raise UsageError("error.output.exists", path=path)
        if not target.parent.is_dir():
            raise UsageError("error.output.no_folder", path=path, folder=str(target.parent))
    except (OSError, ValueError) as error:
        raise UsageError(
            "error.output.name", path=path, why=getattr(error, "strerror", None) or str(error)
        ) from None


def write(path: str, data: bytes) -> None:
    """Write a file whole: to a temporary name beside it, then in its place.

    A file that is there keeps its permissions.

    Raises:
        MachineError: When the disk is full or the folder cannot be written.
    """
    target = Path(path)
    if target.exists() and not target.is_file():
        _write_through(target, data)
        return
    temporary = part_of(target)
    try:
        with temporary.open("wb") as file:
            if target.exists():
                os.fchmod(file.fileno(), target.stat().st_mode & 0o7777)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise machine_error(path, error) from None


def part_of(target: Path) -> Path:
    """The temporary name beside a file; what a killed process leaves there is written over."""
    return beside(target, "part")


def beside(target: Path, kind: str) -> Path:
    """The hidden name beside a file of something that belongs to it, however long its own name is."""
    name, exact = target.name, os.fsencode(target.name)
    if len(exact) > _LONGEST_NAME:
        name = f"{name[:20]}-{hashlib.sha256(exact).hexdigest()[:16]}"
    return target.with_name(f".{name}.{kind}")


def _write_through(target: Path, data: bytes) -> None:
    """Devices such as /dev/stdout cannot be replaced, only written to."""
    try:
        with target.open("wb") as file:
            file.write(data)
    except OSError as error:
        raise machine_error(str(target), error) from None


def sync_folder(folder: Path) -> None:
    """Make the names in a folder safe."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def machine_error(path: str, error: OSError) -> MachineError:
    """The foreseen end of a command whose writing failed."""
    key = "error.disk_full" if error.errno in _FULL else "error.cannot_write"
    return MachineError(key, path=path, why=error.strerror or str(error))
