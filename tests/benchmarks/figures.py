"""How are figures measured and printed?"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTHON = sys.executable
MATURITY = str(Path(PYTHON).with_name("maturity"))
ROUNDS = 15


def once(command: list[str]) -> float:
    """Wall seconds of one run of a process."""
    start = time.perf_counter()
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
    )
    return time.perf_counter() - start


def ratio_of(command: list[str], rounds: int = ROUNDS) -> tuple[float, float]:
    """Median seconds of a command, and the median of its ratios to a bare Python run beside it."""
    bare, own = [PYTHON, "-c", "pass"], []
    ratios = []
    once(bare)
    once(command)
    for _ in range(rounds):
        base = once(bare)
        own.append(once(command))
        ratios.append(own[-1] / base)
    return statistics.median(own), statistics.median(ratios)


def median_of(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median seconds of a call in this process."""
    work()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def peak_memory(command: list[str]) -> float:
    """Peak resident megabytes of a process of its own."""
    script = (
        "import resource,subprocess,sys;"
        "subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    out = subprocess.run(
        [PYTHON, "-c", script, *command], check=True, capture_output=True, text=True, cwd=ROOT
    )
    return int(out.stdout) / 1024


def line(name: str, figure: str, bound: str, *, holds: bool, kind: str = "at most") -> bool:
    """Print one figure beside what it must keep to."""
    print(f"{'ok  ' if holds else 'MISS'} {name:<58} {figure:>22}   {kind} {bound}")
    return holds
