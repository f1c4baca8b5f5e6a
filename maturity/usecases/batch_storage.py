"""How do the files of a batch get to shared storage, such as `s3://bucket/folder`?

They are made here, and put there when all of them are whole.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from maturity.errors import MachineError, UsageError
from maturity.storage.library import Library
from maturity.usecases.batch import run_batch
from maturity.usecases.batch_model import Asked, Outcome, Watcher

_MARK = "://"


def is_address(output: str) -> bool:
    """Whether an output is the address of shared storage rather than a folder."""
    return _MARK in output


def run_to_storage(library: Library, asked: Asked, watcher: Watcher) -> Outcome:
    """Run a batch whose files go to shared storage.

    Raises:
        UsageError: When there is something at the address already, or the run is to be resumed.
        MachineError: When the storage cannot be reached, or the library for it is missing.
    """
    if asked.resume:
        raise UsageError("error.batch.storage_resume")
    system, root = _system(asked.output)
    try:
        if not asked.force and system.exists(root) and system.ls(root):
            raise UsageError("error.batch.exists", path=asked.output)
        with TemporaryDirectory() as folder:
            outcome = run_batch(library, replace(asked, output=folder), watcher)
            for path in sorted(Path(folder).rglob("*")):
                if path.is_file():
                    target = f"{root.rstrip('/')}/{path.relative_to(folder).as_posix()}"
                    system.makedirs(target.rpartition("/")[0], exist_ok=True)
                    system.put_file(str(path), target)
    except (OSError, ValueError) as error:
        raise MachineError("error.cannot_write", path=asked.output, why=str(error)[:200]) from None
    return outcome


def _system(address: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise MachineError("error.batch.no_dask") from None
    try:
        system, root = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise MachineError("error.batch.storage", address=address, why=str(error)[:200]) from None
    return system, str(root)
