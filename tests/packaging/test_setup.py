"""Setting up: quick and without network the second time; on a lesser machine it says what to type."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support.machine import in_ci

APT_LINE = (
    "sudo apt-get update && sudo apt-get install --yes "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)


def set_up(root: Path, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run it from another folder; pip finds no packages, should it be asked."""
    return subprocess.run(
        [root / ".ci" / "setup.sh", *args],
        cwd="/",
        env={**os.environ, "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "CI": "", **env},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def ready(root: Path) -> Path:
    """The checkout, which `make test` has set up for this very interpreter."""
    stamp = root / ".venv" / "ready-to-test"
    if not stamp.exists() or not Path(sys.prefix).samefile(root / ".venv"):
        reason = "only where `make test` made the environment"
        pytest.fail(reason) if in_ci() else pytest.skip(reason)
    return root


@pytest.fixture
def lesser_machine(tmp_path: Path) -> str:
    """A search path on which Pango is missing, and the user may not install anything."""
    for name, code in {"ldconfig": "exit 0", "id": "echo 1000", "sudo": "exit 1"}.items():
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{code}\n")
        program.chmod(0o755)
    return f"{tmp_path}:{os.environ['PATH']}"


@pytest.mark.parametrize("kind", [[], ["test"]])
def test_second_time_only_looks(ready: Path, kind: list[str]) -> None:
    stamp = ready / ".venv" / "ready-to-test"
    before = stamp.stat().st_mtime_ns
    start = time.monotonic()
    ran = set_up(ready, *kind)
    assert time.monotonic() - start < 2
    assert ran.returncode == 0, ran.stderr
    assert "installing" not in ran.stderr
    assert stamp.stat().st_mtime_ns == before


def test_says_what_to_type_where_it_may_not_install(ready: Path, lesser_machine: str) -> None:
    ran = set_up(ready, PATH=lesser_machine)
    assert ran.returncode == 0
    assert "HTML reports do without" in ran.stderr
    assert APT_LINE in ran.stderr


def test_in_ci_nothing_may_be_missing(ready: Path, lesser_machine: str) -> None:
    ran = set_up(ready, "test", PATH=lesser_machine, CI="true")
    assert ran.returncode == 1
    assert "libpango-1.0-0" in ran.stderr


def test_old_python(root: Path, tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    (checkout / ".ci").mkdir(parents=True)
    (checkout / ".ci" / "setup.sh").write_bytes((root / ".ci" / "setup.sh").read_bytes())
    (checkout / ".ci" / "setup.sh").chmod(0o755)
    old = tmp_path / "python3.9"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 || exit 1\n')
    old.chmod(0o755)
    ran = set_up(checkout, PYTHON=str(old))
    assert ran.returncode == 1
    assert ran.stderr.startswith("setup: Python 3.11 or later is needed; found: Python 3.9.2.")
    assert not (checkout / ".venv").exists()
