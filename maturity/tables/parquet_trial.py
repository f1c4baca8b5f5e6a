"""Can a Parquet file be read to its end?

Tried in a process of its own: what reads Parquet is native, and a damaged page can make it ask for
more memory than there is, which ends a process on the spot. The command must live on to say so.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 600
_BATCH = 65_536
_OPENED, _ENDED = "opened", "ended"


@dataclass(frozen=True)
class Trial:
    """How far reading came.

    Attributes:
        opened: Whether the file's description of itself could be read.
        rows: So many rows can be read.
        whole: Whether these are all.
        why: What the reader said, if it could.
    """

    opened: bool
    rows: int = 0
    whole: bool = False
    why: str = ""


def try_parquet(path: Path) -> Trial:
    """Read a Parquet file to its end, or to where it is damaged."""
    # -P is left out on purpose: a checkout is run from its own folder.
    command = [sys.executable, "-m", "maturity.tables.parquet_trial", str(path)]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    try:
        ran = subprocess.run(  # noqa: S603 - our own interpreter and module
            command, capture_output=True, env=environment, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return Trial(opened=False)
    lines = ran.stdout.decode("utf-8", "replace").splitlines()
    why = next((line[1:] for line in lines if line.startswith("!")), "")
    if b"panicked" in ran.stderr:  # then batches may be missing without a word
        return Trial(_OPENED in lines, why=why)
    rows = sum(int(line) for line in lines if line.isdecimal())
    return Trial(_OPENED in lines, rows, _ENDED in lines, why)


def _read(path: str) -> None:
    import polars as pl

    frame = pl.scan_parquet(path, glob=False)
    missing = int(frame.select(pl.len()).collect().item())
    print(_OPENED, flush=True)  # noqa: T201 - to the process that asked
    for batch in frame.collect_batches(chunk_size=_BATCH, maintain_order=True, lazy=True):
        print(batch.height, flush=True)  # noqa: T201 - as above
        missing -= batch.height
    if not missing:
        print(_ENDED, flush=True)  # noqa: T201 - as above


if __name__ == "__main__":
    try:
        _read(sys.argv[1])
    except BaseException as error:  # noqa: BLE001 - a panic is no Exception
        print(f"!{str(error).splitlines()[0][:200] if str(error) else ''}", flush=True)  # noqa: T201
        sys.exit(1)
