"""Runs the command the way a user does: as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

# What the developer's own shell may have set and a test must not depend on.
UNSET = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "PY_COLORS")


@dataclass(frozen=True)
class Ran:
    """How a run ended and what it wrote."""

    code: int
    stdout: str
    stderr: str


class Run(Protocol):
    """The `run` fixture."""

    def __call__(
        self,
        *args: str | Path,
        cwd: Path | None = None,
        stdin: str = "",
        env: Mapping[str, str] | None = None,
        timeout: float = 120,
    ) -> Ran:
        """Run `maturity` with these arguments."""


def run_maturity(
    *args: str | Path,
    cwd: Path | None = None,
    stdin: str = "",
    env: Mapping[str, str] | None = None,
    timeout: float = 120,
) -> Ran:
    """Run `maturity` with these arguments; env is added to a clean environment."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in UNSET and not name.startswith("MATURITY_")
    }
    ran = subprocess.run(
        [sys.executable, "-m", "maturity", *map(str, args)],
        cwd=cwd,
        input=stdin,
        env={**kept, **(env or {})},
        capture_output=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)
