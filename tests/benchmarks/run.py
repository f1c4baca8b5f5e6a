"""How fast and how large is the command? Medians, and ratios to a bare Python in the same run."""

import cProfile
import hashlib
import os
import statistics
import sys
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import yaml

from benchmarks.batch import batches
from benchmarks.figures import MATURITY, ROOT, line, median_of, peak_memory, ratio_of
from benchmarks.interview import interviews
from benchmarks.planning import plans
from benchmarks.reports import reports
from maturity.scoring.encode import Rows
from maturity.scoring.engine import CHUNK, score, score_in_chunks

EXAMPLE = str(ROOT / "examples" / "brennavia-statistics.yaml")
FILES = [
    ROOT / "questionnaires/public-sector-data-ecosystem.yaml",
    ROOT / "rubrics/four-step-path.yaml",
]
ROWS = 200_000


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
    from maturity.scoring.compiling import compile_plan
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


def _plan() -> tuple[Any, Any]:
    from maturity.scoring.compiling import compile_plan
    from maturity.storage.library import Library

    case = Library().case(EXAMPLE)
    return case, compile_plan(case.questionnaire.model, case.rubric.model)


def many_rows() -> list[bool]:
    """What an analyst waits for: a matrix of 200,000 responses, 6 % of whose answers are missing."""
    _, plan = _plan()
    draw = np.random.default_rng(1)
    shape = (len(plan.questions), ROWS)
    values, luck = draw.integers(0, 5, shape).astype(float), draw.random(shape)
    states = np.select([luck < 0.02, luck < 0.05, luck < 0.08], [1, 2, 4], 0).astype(np.uint8)
    values[states != 0] = np.nan
    rows = Rows(values, states)
    left, right = draw.random((len(plan.measures), len(plan.questions))), draw.random(shape)

    def scored() -> None:
        for scores in score_in_chunks(plan, rows, threads=2):
            assert scores.path is not None
            scores.path.position.sum()

    products, rates = [], []
    for _ in range(5):
        products.append(ROWS / median_of(lambda: left @ right, 3))
        rates.append(ROWS / median_of(scored, 1))
    rate = statistics.median(rates)
    ratio = statistics.median(a / b for a, b in zip(rates, products, strict=True))
    held = [
        line(
            f"{ROWS:,} rows: all measures, ranges, gates, positions",
            f"{rate:,.0f} rows/s",
            "300,000 rows/s",
            holds=rate >= 300_000,
            kind="at least",
        ),
        line(
            "the same beside one bare float64 product of its shape",
            f"{ratio:.3f} x",
            "0.08 x",
            holds=ratio >= 0.08,
            kind="at least",
        ),
    ]
    spent(lambda: [score(plan, rows.between(at, at + CHUNK)) for at in range(0, ROWS // 4, CHUNK)])
    tracemalloc.start()
    scored()
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return [
        *held,
        line("memory of the same, beside the rows", f"{peak:.0f} MB", "150 MB", holds=peak <= 150),
    ]


def spent(work: Callable[[], object]) -> None:
    """Print what the time of scoring rows goes into."""
    profile = cProfile.Profile()
    profile.runcall(work)
    entries = profile.getstats()
    taken = {
        entry.code.co_qualname: (entry.inlinetime, entry.totaltime)
        for entry in entries
        if not isinstance(entry.code, str)
    }
    whole = taken["score"][1]
    parts = {
        "exact sums by matrix products": taken["_sums"][1] - taken["_sum_column"][1],
        "counts of answers by matrix products": taken["_counts"][1],
        "measures of measures, element by element": taken["compute"][1] - taken["_sums"][1],
        "gates, steps and positions": taken["Walk.path"][1],
        "which answers are there": taken["Answers.__init__"][1],
    }
    for name, seconds in parts.items():
        print(f"       of which {name:<48} {seconds / whole:>19.0%}")


def questions_about_one() -> list[bool]:
    """What a room waits for when somebody doubts a number."""
    from maturity.scoring.assess import Digests, assess
    from maturity.scoring.changes import changes_of_position
    from maturity.scoring.robustness import robustness

    case, plan = _plan()
    models = (case.questionnaire.model, case.rubric.model)
    scored = assess(*models, case.response.model, Digests("", "", ""), plan)
    draws = median_of(lambda: robustness(scored), 5)
    changes = median_of(lambda: changes_of_position(scored), 5)
    return [
        line("2,000 draws of one response", f"{draws * 1000:.0f} ms", "60 ms", holds=draws <= 0.06),
        line(
            "single and pair changes of the position, 47 questions",
            f"{changes * 1000:.0f} ms",
            "300 ms",
            holds=changes <= 0.3,
        ),
    ]


def main() -> int:
    """Print every figure; exits with 1 when one is missed."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in FILES)).hexdigest()[:12]
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, content {digest}")
    held = [
        *startup(),
        *interviews(),
        *in_process(),
        *many_rows(),
        *questions_about_one(),
        *plans(),
        *reports(),
        *batches(),
    ]
    print(
        f"     {'score of one file':<58} {peak_memory([MATURITY, 'score', EXAMPLE]):>19.0f} MB   peak memory"
    )
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
