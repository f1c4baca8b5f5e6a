"""The same responses, 1,000 in the long form, as files, tables and on a cluster: the same bytes."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from support.command import run_maturity


@pytest.fixture(scope="module", params=[100, pytest.param(1000, marks=pytest.mark.soak)])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Responses in every form, and what a batch makes of the CSV."""
    folder = tmp_path_factory.mktemp("thousand")
    for name, more in (
        ("bodies.csv", ()),
        ("bodies.tsv.gz", ()),
        ("bodies.xlsx", ()),
        ("bodies.parquet", ()),
        ("bodies.jsonl", ()),
        ("yaml/", ()),
        ("json/", ("--files", "json")),
    ):
        ran = run_maturity(
            "example-portfolio", "-o", f"{folder}/{name}", "--bodies", str(request.param), *more
        )
        assert ran.code == 0, ran.stderr
    ran = run_maturity(
        "batch", "bodies.csv", "-o", "wanted", "--results", "parquet,csv", cwd=folder
    )
    assert ran.code == 0, ran.stderr
    return folder


def results(folder: Path) -> list[bytes]:
    return [(folder / f"results.{form}").read_bytes() for form in ("parquet", "csv")]


@pytest.mark.parametrize(
    "name",
    ["bodies.tsv.gz", "bodies.xlsx", "bodies.parquet", "bodies.jsonl"],
)
def test_every_form_gives_the_same_bytes(folder: Path, tmp_path: Path, name: str) -> None:
    ran = run_maturity(
        "batch", folder / name, "-o", tmp_path / "out", "--results", "parquet,csv", "--jobs", "2"
    )
    assert ran.code == 0, ran.stderr
    assert results(tmp_path / "out") == results(folder / "wanted")


@pytest.mark.parametrize("name", ["yaml", "json"])
def test_files_give_the_same_rows_in_the_order_of_their_names(
    folder: Path, tmp_path: Path, name: str
) -> None:
    ran = run_maturity("batch", folder / name, "-o", tmp_path / "out", "--results", "parquet,csv")
    assert ran.code == 0, ran.stderr
    assert in_order(tmp_path / "out") == in_order(folder / "wanted")
    found, wanted = (
        pl.read_parquet(place / "results.parquet").sort("organisation")
        for place in (tmp_path / "out", folder / "wanted")
    )
    assert found.equals(wanted)


def in_order(folder: Path) -> list[str]:
    return sorted((folder / "results.csv").read_text("utf-8").splitlines())


def test_standard_input_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    text = (folder / "bodies.csv").read_text("utf-8")
    ran = run_maturity("batch", "-", "-o", tmp_path / "out", "--results", "parquet,csv", stdin=text)
    assert ran.code == 0, ran.stderr
    assert results(tmp_path / "out") == results(folder / "wanted")


def test_a_batch_says_what_each_file_alone_says(folder: Path, tmp_path: Path) -> None:
    files = sorted((folder / "yaml").iterdir())[::5][:40]
    ran = run_maturity("score", *files, "--format", "csv", "-o", tmp_path / "alone.csv")
    assert ran.code == 0, ran.stderr
    alone = pl.read_csv(tmp_path / "alone.csv", infer_schema=False)
    batch = pl.read_csv(folder / "wanted" / "results.csv", infer_schema=False)
    kept = batch.filter(pl.col("organisation").is_in(alone["organisation"].implode()))
    figures = [name for name in alone.columns if name in batch.columns and name != "date"]
    assert len(figures) >= 80
    numbers = [pl.col(n).cast(pl.Float64, strict=False) for n in figures[2:]]
    ours, theirs = (
        table.sort("organisation").select("organisation", *numbers) for table in (kept, alone)
    )
    assert ours.equals(theirs)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers on this machine."""
    program = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    address = tmp_path / "scheduler.json"
    scheduler = _process(
        *program, "--port", "0", "--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", address
    )  # fmt: skip
    workers = [_worker(address) for _ in range(2)]
    try:
        yield _address(address), workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def _worker(address: Path) -> subprocess.Popen[bytes]:
    return _process(
        sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", address,
        "--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", address.parent,
    )  # fmt: skip


def _process(*command: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [str(each) for each in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _address(file: Path) -> str:
    import json

    for _ in range(600):
        try:
            return str(json.loads(file.read_text("utf-8"))["address"])
        except (OSError, ValueError):
            time.sleep(0.1)
    raise AssertionError


@pytest.mark.parametrize("name", ["bodies.csv", "json"])
def test_a_cluster_gives_the_same_bytes(
    folder: Path, tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]], name: str
) -> None:
    address = cluster[0].replace("tcp://", "dask://")
    ran = run_maturity(
        "batch", folder / name, "-o", tmp_path / "out", "--results", "parquet,csv", "--on", address
    )
    assert ran.code == 0, ran.stderr
    assert in_order(tmp_path / "out") == in_order(folder / "wanted")


def test_a_worker_that_is_lost_takes_nothing_with_it(
    folder: Path, tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address = cluster[0].replace("tcp://", "dask://")
    arguments = [
        str(folder / "json"), "--results", "parquet,csv", "--reports", "html",
        "--without", "roadmap,robustness",
    ]  # fmt: skip
    command = [sys.executable, "-m", "maturity", "batch", *arguments, "-o", str(tmp_path / "far")]
    running = subprocess.Popen(
        [*command, "--on", address], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    reports = tmp_path / "far" / "reports"
    while not (reports.is_dir() and len([*reports.iterdir()]) > 20):
        assert running.poll() is None
        time.sleep(0.05)
    cluster[1][0].send_signal(signal.SIGKILL)
    assert running.wait(300) == 0
    ran = run_maturity("batch", *arguments, "-o", tmp_path / "here")
    assert ran.code == 0, ran.stderr
    assert results(tmp_path / "far") == results(tmp_path / "here")
    for path in (tmp_path / "here" / "reports").iterdir():
        assert (reports / path.name).read_bytes() == path.read_bytes(), path.name
