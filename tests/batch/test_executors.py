"""Does work get done in its order, and does a worker that dies take nothing with it?"""

import os
from pathlib import Path

import pytest

from maturity.batch.executors import Processes, Threads, executors, in_order
from maturity.errors import MachineError, UsageError


def die_once(mark: str) -> str:
    """End the process the first time, as a crash of a native library would."""
    if not Path(mark).exists():
        Path(mark).touch()
        os._exit(11)
    return "done"


def double(number: int) -> int:
    return 2 * number


def test_results_come_in_the_order_of_the_jobs() -> None:
    pool = Threads(3)
    assert list(in_order(pool, double, ((n,) for n in range(50)))) == [2 * n for n in range(50)]
    pool.close()


def test_a_worker_that_dies_is_replaced(tmp_path: Path) -> None:
    pool = Processes(2)
    jobs = [pool.submit(double, n) for n in range(4)]
    dying = pool.submit(die_once, str(tmp_path / "mark"))
    more = [pool.submit(double, n) for n in range(4, 8)]
    assert dying.result() == "done"
    assert [job.result() for job in (*jobs, *more)] == [2 * n for n in range(8)]
    assert pool.submit(double, 9).result() == 18
    pool.close()


def test_what_kills_a_worker_twice_ends_the_run() -> None:
    pool = Processes(1)
    with pytest.raises(MachineError, match=r"error\.batch\.worker"):
        pool.submit(os._exit, 11).result()
    assert pool.submit(double, 1).result() == 2
    pool.close()


def test_what_a_job_raises_is_raised_here() -> None:
    pool = Processes(1)
    with pytest.raises(ZeroDivisionError):
        pool.submit(divmod, 1, 0).result()
    pool.close()


@pytest.mark.parametrize("address", ["localhost:8786", "http://localhost:8786", "dask://"])
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(UsageError), executors(1, address):
        pass


def test_a_cluster_that_is_not_there() -> None:
    with pytest.raises(MachineError), executors(1, "dask://127.0.0.1:9"):
        pass
