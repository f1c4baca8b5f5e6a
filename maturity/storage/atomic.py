"""How is a file written whole or not at all?"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from maturity.errors import MachineError, UsageError

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

    Raises:
        MachineError: When the disk is full or the folder cannot be written.
    """
    target = Path(path)
    if target.exists() and not target.is_file():
        _write_through(target, data)
        return
    temporary = target.with_name(f".{target.name[:80]}.part")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise _machine_error(path, error) from None


def _write_through(target: Path, data: bytes) -> None:
    """Devices such as /dev/stdout cannot be replaced, only written to."""
    try:
        with target.open("wb") as file:
            file.write(data)
    except OSError as error:
        raise _machine_error(str(target), error) from None


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _machine_error(path: str, error: OSError) -> MachineError:
    key = "error.disk_full" if error.errno in _FULL else "error.cannot_write"
    return MachineError(key, path=path, why=error.strerror or str(error))
