"""How fast and how large is the command? Medians, and ratios to a bare Python in the same run."""

import hashlib
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
PYTHON = sys.executable
MATURITY = str(Path(PYTHON).with_name("maturity"))
EXAMPLE = str(ROOT / "examples" / "brennavia-statistics.yaml")
FILES = [
    ROOT / "questionnaires/public-sector-data-ecosystem.yaml",
    ROOT / "rubrics/four-step-path.yaml",
]
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


def line(name: str, figure: str, bound: str, *, holds: bool) -> bool:
    """Print one figure beside what it must keep to."""
    print(f"{'ok  ' if holds else 'MISS'} {name:<58} {figure:>22}   at most {bound}")
    return holds


def startup() -> list[bool]:
    """What users wait for before anything happens."""
    found = []
    for name, arguments, bound in (
        ("--version", ["--version"], 2),
        ("--help", ["--help"], 2),
        ("score --help", ["score", "--help"], 16),
        ("report --help", ["report", "--help"], 16),
        ("score of one file", ["score", EXAMPLE], 40),
    ):
        seconds, ratio = ratio_of([MATURITY, *arguments])
        found.append(
            line(
                name,
                f"{seconds * 1000:.0f} ms, {ratio:.2f} x",
                f"{bound} x bare Python",
                holds=ratio <= bound,
            )
        )
    return found


def in_process() -> list[bool]:
    """What a program that uses the package waits for."""
    from maturity.scoring.assess import Digests, assess
    from maturity.scoring.plan import compile_plan
    from maturity.storage.library import Library

    def load() -> object:
        library = Library()
        return library.rubric_for(library.questionnaire(str(FILES[0])), str(FILES[1]))

    def bare() -> object:
        return [yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) for path in FILES]

    case = Library().case(EXAMPLE)
    models = (case.questionnaire.model, case.rubric.model)

    def score() -> object:
        return assess(*models, case.response.model, Digests("", "", ""), compile_plan(*models))

    ratios = [median_of(load, 5) / median_of(bare, 5) for _ in range(5)]
    ratio = statistics.median(ratios)
    seconds = median_of(score)
    return [
        line(
            "load and check questionnaire and rubric",
            f"{ratio:.2f} x",
            "6 x a bare CSafeLoader load",
            holds=ratio <= 6,
        ),
        line(
            "compile the plan and score one response",
            f"{seconds * 1000:.1f} ms",
            "5 ms",
            holds=seconds <= 0.005,
        ),
    ]


def main() -> int:
    """Print every figure; exits with 1 when one is missed."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in FILES)).hexdigest()[:12]
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, content {digest}")
    held = [*startup(), *in_process()]
    print(
        f"     {'score of one file':<58} {peak_memory([MATURITY, 'score', EXAMPLE]):>19.0f} MB   peak memory"
    )
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
