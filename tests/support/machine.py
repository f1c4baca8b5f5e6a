"""What a test needs of the machine: without it the test is skipped, in CI it fails."""

import ctypes.util
import os
import re
import shutil
import subprocess
from collections.abc import Callable

import pytest

LEAST_JAVA = 17
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def in_ci() -> bool:
    """Whether this is continuous integration, where nothing may be skipped."""
    return os.environ.get("CI", "") not in {"", "0", "false"}


def browser_path() -> str | None:
    """Where Chromium is, under any of its names."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def _has_java() -> bool:
    if not shutil.which("java"):
        return False
    told = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r' version "(\d+)', told)
    return version is not None and int(version[1]) >= LEAST_JAVA


PARTS: dict[str, tuple[str, Callable[[], bool]]] = {
    "java": (f"Java {LEAST_JAVA} or later", _has_java),
    "chromium": ("Chromium", lambda: browser_path() is not None),
    "pango": ("Pango's libraries", lambda: ctypes.util.find_library("pango-1.0") is not None),
    "pdftoppm": ("poppler-utils", lambda: shutil.which("pdftoppm") is not None),
    "tmux": ("tmux", lambda: shutil.which("tmux") is not None),
}


def require(*parts: str) -> None:
    """Skip the running test when the machine lacks one of PARTS; fail it in CI."""
    lacking = [name for name, is_there in (PARTS[part] for part in parts) if not is_there()]
    if not lacking:
        return
    reason = f"this machine lacks {' and '.join(lacking)}; `make test` says how to get it"
    if in_ci():
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
