"""What is remembered from one interview to the next: which files lately, and which colours?"""

from __future__ import annotations

import os
from pathlib import Path

from maturity.errors import MaturityError
from maturity.storage.atomic import write

_MOST = 9
_LIST, _COLOURS = "recent-interviews", "interview-colours"


def recent() -> list[Path]:
    """The files of the latest interviews that are still there, latest first."""
    try:
        names = _place(_LIST).read_text("utf-8").splitlines()
        return [path for name in names if (path := Path(name)).is_file()][:_MOST]
    except (OSError, ValueError, RuntimeError):
        return []


def remember(file: Path) -> None:
    """Put a file at the head of the list; where nothing can be kept, nothing is."""
    kept = [str(file), *(str(path) for path in recent() if path != file)][:_MOST]
    if any("\n" in name for name in kept):
        return
    _keep(_LIST, "".join(f"{name}\n" for name in kept))


def colours() -> str | None:
    """The name of the colours that were last chosen."""
    try:
        return _place(_COLOURS).read_text("utf-8").strip()
    except (OSError, ValueError, RuntimeError):
        return None


def remember_colours(name: str) -> None:
    """Begin with these colours from now on; where nothing can be kept, nothing is."""
    _keep(_COLOURS, f"{name}\n")


def _keep(name: str, text: str) -> None:
    try:
        _place(name).parent.mkdir(parents=True, exist_ok=True)
        write(str(_place(name)), text.encode("utf-8", "surrogateescape"))
    except (OSError, ValueError, RuntimeError, MaturityError):
        return


def _place(name: str) -> Path:
    """By the XDG base directory specification: state that outlives a run and can be lost."""
    state = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(state) / "maturity" / name
