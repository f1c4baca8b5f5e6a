"""Where does work run: in threads, in processes, or on a Dask cluster?"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from typing import Any, Protocol, TypeVar

from maturity.errors import MachineError, UsageError

Result = TypeVar("Result")
Job = tuple[Any, ...]
_PRELOADED = ("maturity.batch.preloaded",)


class Pending(Protocol):
    """A call that is under way."""

    def result(self) -> Any:
        """What it gives; waits for it, and raises what it raised."""


class Executor(Protocol):
    """Runs functions elsewhere.

    Attributes:
        width: So many run at once.
        is_far: Whether workers may lack the files of this machine.
    """

    width: int
    is_far: bool

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Pending:
        """Begin one call."""

    def close(self) -> None:
        """Begin nothing more, and let go of the workers."""


def in_order(
    executor: Executor, function: Callable[..., Result], jobs: Iterable[Job]
) -> Iterator[Result]:
    """The results of jobs in their order; only as many as keep the workers busy are under way."""
    waiting: deque[Pending] = deque()
    for job in jobs:
        waiting.append(executor.submit(function, *job))
        if len(waiting) > 2 * executor.width:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


class Threads:
    """Threads of this process, for work that is done outside the interpreter's lock."""

    is_far = False

    def __init__(self, width: int) -> None:
        self.width = width
        self._pool = ThreadPoolExecutor(width)

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Pending:
        """Begin one call."""
        return self._pool.submit(function, *arguments)

    def close(self) -> None:
        """Begin nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)


class Processes:
    """Processes of this machine, made from one that has everything loaded.

    A worker that dies takes nothing with it: what was under way is tried once more, each call in a
    process of its own; a call that kills that one too ends the run.
    """

    is_far = False

    def __init__(self, width: int, preloaded: Sequence[str] = _PRELOADED) -> None:
        """Make no worker yet.

        Args:
            width: How many there will be.
            preloaded: The modules that the process they are made from has loaded.
        """
        self.width, self._preloaded = width, list(preloaded)
        self._pool = _pool(width, self._preloaded)
        self._others: list[ProcessPoolExecutor] = []
        self._is_abandoned = False

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Pending:
        """Begin one call."""
        result: Future[Any] = Future()
        try:
            inner = self._pool.submit(function, *arguments)
        except BrokenProcessPool:
            self._pool = _pool(self.width, self._preloaded)
            inner = self._pool.submit(function, *arguments)

        def again() -> None:
            if self._is_abandoned:
                result.cancel()
            else:
                self._alone(result, function, arguments)

        inner.add_done_callback(lambda future: _settle(result, future, again))
        return result

    def warm(self) -> None:
        """Begin to load what workers need, beside what this process does meanwhile."""
        from multiprocessing.forkserver import ensure_running

        ensure_running()

    def close(self) -> None:
        """Begin nothing more, wait for what is under way, and end the workers."""
        # A thread that still ends the workers when the interpreter ends can find its pipe closed.
        for pool in (self._pool, *self._others):
            pool.shutdown(wait=True, cancel_futures=True)

    def abandon(self) -> None:
        """End the workers at once, and what is under way with them."""
        self._is_abandoned = True
        for pool in (self._pool, *self._others):
            # A pool has no word of its own for this before Python 3.14.
            for worker in tuple((pool._processes or {}).values()):  # noqa: SLF001
                worker.terminate()
        self.close()

    def _alone(self, result: Future[Any], function: Callable[..., Any], arguments: Job) -> None:
        pool = _pool(1, self._preloaded)
        self._others.append(pool)

        def give_up() -> None:
            result.set_exception(MachineError("error.batch.worker"))

        inner = pool.submit(function, *arguments)
        inner.add_done_callback(lambda future: _settle(result, future, give_up))


def _settle(result: Future[Any], future: Future[Any], died: Callable[[], None]) -> None:
    """End a call as the one within it has ended; where its worker died, that has its own way."""
    if future.cancelled():
        result.cancel()
        return
    error = future.exception()
    if error is None:
        result.set_result(future.result())
    elif isinstance(error, BrokenProcessPool):
        died()
    else:
        result.set_exception(error)


def _pool(width: int, preloaded: Sequence[str]) -> ProcessPoolExecutor:
    import multiprocessing

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preloaded))
    return ProcessPoolExecutor(width, mp_context=context)


class Dask:
    """The workers of a Dask cluster that is already there."""

    is_far = True

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client as Untyped
        except ImportError:
            raise MachineError("error.batch.no_dask") from None
        client: Any = Untyped
        try:
            self._client = client(address, timeout="10s", set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise MachineError("error.batch.dask", address=address, why=str(error)[:200]) from None
        self.width = max(1, sum(self._client.ncores().values()))

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Pending:
        """Begin one call; one that a lost worker had is begun again on another."""
        pending: Pending = self._client.submit(function, *arguments, pure=False, retries=3)
        return pending

    def close(self) -> None:
        """Let go of the cluster, which goes on without us."""
        self._client.close()


@contextmanager
def executors(
    jobs: int, on: str | None, preloaded: Sequence[str] = _PRELOADED, *, warm: bool = False
) -> Iterator[tuple[Executor, Executor]]:
    """Where rows are scored, and where files are read and reports are made; closed in the end.

    Args:
        jobs: So many at once; 0 for as many as there are cores.
        on: The address of a cluster, as `dask://HOST:PORT`.
        preloaded: The modules that workers on this machine begin with.
        warm: Whether files or reports are sure to come.

    Raises:
        UsageError: When the address is none.
        MachineError: When there is no such cluster, or the library for it is missing.
    """
    with ExitStack() as stack:
        if on is not None:
            scheme, _, rest = on.partition("://")
            if scheme not in {"dask", "tcp", "tls"} or not rest:
                raise UsageError("error.batch.on", address=on)
            far = Dask(f"tcp://{rest}" if scheme == "dask" else on)
            stack.callback(far.close)
            yield far, far
            return
        width = jobs or len(os.sched_getaffinity(0))
        threads, processes = Threads(width), Processes(width, preloaded)
        stack.callback(threads.close)
        try:
            if warm:
                processes.warm()
            yield threads, processes
        except BaseException:
            processes.abandon()
            raise
        processes.close()
