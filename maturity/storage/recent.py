"""Which files were interviews held on lately?"""

from __future__ import annotations

import os
from pathlib import Path

from maturity.errors import MaturityError
from maturity.storage.atomic import write

_MOST = 9


def recent() -> list[Path]:
    """The files of the latest interviews that are still there, latest first."""
    try:
        names = _list().read_text("utf-8").splitlines()
        return [path for name in names if (path := Path(name)).is_file()][:_MOST]
    except (OSError, ValueError):
        return []


def remember(file: Path) -> None:
    """Put a file at the head of the list; where nothing can be kept, nothing is."""
    kept = [str(file), *(str(path) for path in recent() if path != file)][:_MOST]
    if any("\n" in name for name in kept):
        return
    try:
        _list().parent.mkdir(parents=True, exist_ok=True)
        write(
            str(_list()), "".join(f"{name}\n" for name in kept).encode("utf-8", "surrogateescape")
        )
    except (OSError, ValueError, RuntimeError, MaturityError):
        return


def _list() -> Path:
    """By the XDG base directory specification: state that outlives a run and can be lost."""
    state = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(state) / "maturity" / "recent-interviews"
