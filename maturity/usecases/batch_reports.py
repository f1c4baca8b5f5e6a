"""How do the reports of a batch get made and written, only so many at a time?"""

from __future__ import annotations

from collections import deque
from typing import Any

from maturity.batch.executors import Executor, Pending
from maturity.batch.folder import Folder
from maturity.batch.parcel import Method, Parcel
from maturity.usecases.batch_model import Outcome, Watcher
from maturity.usecases.wish import Wish

_AT_ONCE = 4


class Reports:
    """Reports under way: only so many at a time, each written as soon as it is made."""

    def __init__(
        self,
        wish: Wish,
        method: Method,
        parcel: Parcel,
        folder: Folder,
        executor: Executor,
        outcome: Outcome,
    ) -> None:
        self._wish, self._method, self._parcel = wish, method, parcel
        self._folder, self._executor, self._outcome = folder, executor, outcome
        self._next: list[tuple[Any, str, str]] = []
        self._under_way: deque[tuple[Pending, list[str]]] = deque()

    @property
    def waiting(self) -> int:
        """How many files are not made yet."""
        wanted = len(self._next) + sum(len(sources) for _, sources in self._under_way)
        return wanted * len(self._wish.names("x"))

    def want(self, response: Any, digest: str) -> None:
        """Make the files of one more organisation, where they do not hold already."""
        source = self._wish.source(self._method, digest)
        names = self._wish.names(response.organisation.id)
        if all(self._folder.holds(name, source) for name in names):
            self._outcome.held += len(names)
            return
        self._next.append((response, digest, source))
        if len(self._next) == _AT_ONCE:
            self._send()
        while len(self._under_way) > 3 * self._executor.width:
            self._take()

    def finish(self, watcher: Watcher) -> None:
        """Wait for all of them."""
        if self._next:
            self._send()
        while self._under_way:
            self._take()
            watcher.reported(self._outcome.made, self._outcome.held, self.waiting)

    def _send(self) -> None:
        from maturity.usecases.reports_of_many import make_reports

        items = [(response, digest) for response, digest, _ in self._next]
        pending = self._executor.submit(make_reports, self._parcel, self._wish, items)
        self._under_way.append((pending, [source for _, _, source in self._next]))
        self._next = []

    def _take(self) -> None:
        pending, sources = self._under_way.popleft()
        for files, source in zip(pending.result(), sources, strict=True):
            for name, data in files:
                self._folder.write(name, data, source)
                self._outcome.made += 1
