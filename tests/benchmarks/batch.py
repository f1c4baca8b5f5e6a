"""How fast is a batch: tables of a million rows, thousands of files, reports and the portfolio?"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import yaml

from benchmarks.figures import MATURITY, ROOT, line

MILLION = 1_000_000
FILES = 10_000
BODIES = 5_000
MISSING = 0.06


def batches() -> list[bool]:
    """All figures of batches."""
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as name:
        folder = Path(name)
        return [
            *tables(folder),
            *flat(folder),
            *files(folder),
            *reports(folder),
            *portfolio(folder),
        ]


def run(folder: Path, *arguments: str) -> tuple[float, float]:
    """Seconds, and the peak resident megabytes of the largest process, of a batch."""
    output = folder / "out"
    shutil.rmtree(output, ignore_errors=True)
    return timed([MATURITY, "batch", *arguments, "-o", str(output), "--quiet"])


def timed(command: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of a process with its children."""
    script = (
        "import resource,subprocess,sys,time;t=time.perf_counter();"
        "r=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.PIPE);"
        "sys.stderr.buffer.write(r.stderr);"
        "print(time.perf_counter()-t,resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss/1024);"
        "sys.exit(r.returncode)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, *command], check=True, capture_output=True, text=True, cwd=ROOT
    )  # fmt: skip
    seconds, memory = map(float, ran.stdout.split())
    return seconds, memory


def answers(rows: int) -> pl.DataFrame:
    """A million answers to each question, 6 % of them missing."""
    questions = [
        question["id"]
        for section in yaml.safe_load(
            (ROOT / "questionnaires/public-sector-data-ecosystem.yaml").read_text("utf-8")
        )["sections"]
        for question in _below(section)
    ]
    draw = np.random.default_rng(1)
    columns: dict[str, Any] = {"organisation": [f"body-{i:08}" for i in range(rows)]}
    for name in questions:
        given = draw.integers(0, 5, rows).astype(float)
        given[draw.random(rows) < MISSING] = np.nan
        columns[name] = given
    return pl.DataFrame(columns).with_columns(
        pl.col(name).fill_nan(None).cast(pl.Int8) for name in questions
    )


def _below(section: dict[str, Any]) -> list[dict[str, Any]]:
    return [*section.get("questions", []), *(q for b in section.get("sections", []) for q in _below(b))]  # fmt: skip


def tables(folder: Path) -> list[bool]:
    """A million rows, from Parquet and CSV."""
    table = answers(MILLION)
    parquet, text = folder / "million.parquet", folder / "million.csv"
    table.write_parquet(parquet)
    table.write_csv(text)
    del table
    held = []
    for name, arguments, bound in (
        ("1,000,000 rows, Parquet to results.parquet", [str(parquet)], 100_000),
        ("1,000,000 rows, CSV to results.parquet", [str(text)], 70_000),
        ("the same from Parquet, positions only", [str(parquet), "--measures", "path"], 250_000),
    ):
        seconds, memory = min(run(folder, *arguments) for _ in range(2))
        rate = MILLION / seconds
        held.append(line(name, f"{rate:,.0f} rows/s", f"{bound:,} rows/s", holds=rate >= bound, kind="at least"))  # fmt: skip
        if arguments == [str(parquet)]:
            whole = seconds
            held.append(line("memory of that", f"{memory:.0f} MB", "600 MB", holds=memory <= 600))
    script = str(Path(__file__).with_name("plain_pandas.py"))
    seconds, memory = timed([sys.executable, script, str(parquet), str(folder / "pandas.parquet")])
    print(
        f"     {'a plain pandas script of the same rule':<58} {MILLION / seconds:>12,.0f} rows/s"
        f"   {seconds / whole:.1f} x the time, {memory:,.0f} MB"
    )
    ours, theirs = (
        pl.read_parquet(path).sort("organisation")
        for path in (folder / "out" / "results.parquet", folder / "pandas.parquet")
    )
    same = all((ours[n] == theirs[n]).all() for n in ("position", "position_low", "position_high"))
    print(f"     {'the two agree on every position':<58} {'yes' if same else 'NO':>19}")
    return held


def flat(folder: Path) -> list[bool]:
    """The cost of a row from ten thousand to ten million."""
    costs = {}
    # The best of some runs: beside few rows the start is nearly all, and no two are alike.
    start, _ = min(run(folder, str(_one(folder))) for _ in range(7))
    for rows in (10_000, 100_000, MILLION, 10 * MILLION):
        path = folder / f"{rows}.parquet"
        table = answers(min(rows, MILLION)).lazy()
        copies = [
            table.with_columns(organisation=pl.lit(f"x{number}-") + pl.col("organisation"))
            for number in range(max(1, rows // MILLION))
        ]
        pl.concat(copies).sink_parquet(path)
        del table, copies
        times = 7 if rows < MILLION else 1
        seconds, memory = min(run(folder, str(path)) for _ in range(times))
        costs[rows] = ((seconds - start) / rows * 1e6, memory)
        print(f"     {f'{rows:,} rows, beside the start of the command':<58} {costs[rows][0]:>12.2f} us a row   {memory:,.0f} MB")  # fmt: skip
        path.unlink()
    ratio = costs[10 * MILLION][0] / costs[100_000][0]
    return [line("a row of ten million beside one of a hundred thousand", f"{ratio:.2f} x", "1.25 x", holds=ratio <= 1.25)]  # fmt: skip


def _one(folder: Path) -> Path:
    path = folder / "one.parquet"
    if not path.exists():
        answers(1).write_parquet(path)
    return path


def files(folder: Path) -> list[bool]:
    """Ten thousand files of 4 KB."""
    held = []
    for form, bound in (("yaml", 1_100), ("json", 5_000)):
        inputs = folder / form
        subprocess.run(
            [MATURITY, "example-portfolio", "-o", f"{inputs}/", "--bodies", str(FILES), "--files", form, "--quiet"],
            check=True,
        )  # fmt: skip
        size = sum(path.stat().st_size for path in inputs.iterdir()) / FILES
        seconds, _ = min(run(folder, str(inputs)) for _ in range(2))
        rate = FILES / seconds
        name = f"{FILES:,} {form.upper()} files of {size / 1000:.1f} KB, end to end"
        held.append(line(name, f"{rate:,.0f} files/s", f"{bound:,} files/s", holds=rate >= bound, kind="at least"))  # fmt: skip
        shutil.rmtree(inputs)
    return held


def reports(folder: Path) -> list[bool]:
    """Reports for all."""
    held = []
    for count, arguments, bound, unit in (
        (2_000, ["--reports", "html", "--without", "roadmap,robustness"], 150, "s"),
        (60, ["--reports", "pdf"], 60, "min"),
    ):
        table = folder / f"{count}.csv"
        subprocess.run([MATURITY, "example-portfolio", "-o", str(table), "--bodies", str(count), "--quiet", "--force"], check=True)  # fmt: skip
        seconds, _ = run(folder, str(table), *arguments)
        rate = count / seconds * (1 if unit == "s" else 60)
        what = "HTML reports, without roadmaps" if unit == "s" else "PDF reports with roadmaps"
        held.append(line(what, f"{rate:,.0f} /{unit}", f"{bound} /{unit}", holds=rate >= bound, kind="at least"))  # fmt: skip
    again = time.perf_counter()
    ran = subprocess.run(
        [MATURITY, "batch", str(table), "-o", str(folder / "out"), "--resume", *arguments],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    held.append(line("the same again: nothing is made", f"{time.perf_counter() - again:.1f} s", "nothing", holds="0 reports made" in ran.stdout))  # fmt: skip
    return held


def portfolio(folder: Path) -> list[bool]:
    """The picture of five thousand."""
    table = folder / "government.csv"
    subprocess.run([MATURITY, "example-portfolio", "-o", str(table), "--bodies", str(BODIES), "--quiet"], check=True)  # fmt: skip
    plain, _ = run(folder, str(table))
    seconds, _ = run(
        folder, str(table), "--portfolio", "html,pdf", "--cohort", "country,government"
    )
    size = (folder / "out" / "portfolio.html").stat().st_size / 1e6
    return [
        line(f"portfolio of {BODIES:,} bodies, HTML and PDF", f"{seconds - plain:.1f} s", "20 s", holds=seconds - plain <= 20),
        line("size of its HTML", f"{size:.1f} MB", "5 MB", holds=size <= 5),
    ]  # fmt: skip


if __name__ == "__main__":
    (ROOT / "build").mkdir(exist_ok=True)
    sys.exit(0 if all(batches()) else 1)
