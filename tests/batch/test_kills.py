"""Is a batch that was killed at any moment, and resumed, as if nothing had happened?"""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from support.command import run_maturity

ARGUMENTS = ("--reports", "html,pdf", "--roadmaps", "json", "--portfolio", "html", "--results", "parquet,csv,xlsx")  # fmt: skip


def tree(folder: Path) -> dict[str, str]:
    """Everything in a folder, hidden files too, by its digest."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def resumed(inputs: Path, output: Path, delay: float) -> bool:
    """Kill a run after a while, then resume it; whether it was still running when it was killed."""
    command = [sys.executable, "-m", "maturity", "batch", str(inputs), "-o", str(output)]
    started = subprocess.Popen(
        [*command, *ARGUMENTS], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    time.sleep(delay)
    running = started.poll() is None
    with suppress(ProcessLookupError):  # it may have ended by itself, and all it started
        os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    ran = run_maturity("batch", inputs, "-o", output, "--resume", *ARGUMENTS)
    assert ran.code == 0, ran.stderr
    return running


@pytest.fixture(scope="module")
def undisturbed(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, dict[str, str], float]:
    """Inputs, what a run makes of them, and how long it takes."""
    folder = tmp_path_factory.mktemp("batch")
    inputs = folder / "bodies.csv"
    ran = run_maturity("example-portfolio", "-o", inputs, "--bodies", "7", "--seed", "3")
    assert ran.code == 0, ran.stderr
    start = time.monotonic()
    ran = run_maturity("batch", inputs, "-o", folder / "out", *ARGUMENTS)
    assert ran.code == 0, ran.stderr
    return inputs, tree(folder / "out"), time.monotonic() - start


def killed(undisturbed: tuple[Path, dict[str, str], float], folder: Path, times: int) -> list[bool]:
    inputs, wanted, seconds = undisturbed
    chance, seen = random.Random(), []
    for number in range(times):
        output, delay = folder / str(number), chance.uniform(0, seconds)
        seen.append(resumed(inputs, output, delay))
        assert tree(output) == wanted, f"killed after {delay} s"
    return seen


def test_two_kills(undisturbed: tuple[Path, dict[str, str], float], tmp_path: Path) -> None:
    assert len(killed(undisturbed, tmp_path, 2)) == 2


def test_an_interrupted_run_ends_at_once_and_says_how_to_go_on(
    undisturbed: tuple[Path, dict[str, str], float], tmp_path: Path
) -> None:
    inputs, wanted, _ = undisturbed
    output = tmp_path / "out"
    # What starts the tests may have told its processes to ignore the signal.
    script = "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
    command = [sys.executable, "-m", "maturity", "batch", str(inputs), "-o", str(output)]
    started = subprocess.Popen(
        [sys.executable, "-c", script, *command, *ARGUMENTS], stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    while not list(output.glob("reports/*.pdf")):
        assert started.poll() is None
        time.sleep(0.05)
    os.killpg(started.pid, signal.SIGINT)
    stderr = started.communicate(timeout=20)[1]
    assert started.returncode == 130
    assert "Traceback" not in stderr
    assert "--resume" in stderr
    assert run_maturity("batch", inputs, "-o", output, "--resume", *ARGUMENTS).code == 0
    assert tree(output) == wanted


@pytest.mark.soak
def test_fifty_kills(undisturbed: tuple[Path, dict[str, str], float], tmp_path: Path) -> None:
    assert sum(killed(undisturbed, tmp_path, 50)) > 25
