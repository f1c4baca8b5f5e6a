"""What comes of one chunk of inputs?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from maturity.diagnostics import Diagnostic
from maturity.model.response import Response
from maturity.scoring.encode import Rows
from maturity.tables.about import About

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Kept:
    """What is wanted of each response beside its results."""

    rows: bool = False
    responses: bool = False


@dataclass(frozen=True)
class Rejected:
    """An input that cannot be used.

    Attributes:
        file: Its name.
        row: In a table, as a person counts.
        organisation: As far as it is known.
        diagnostics: Why.
    """

    file: str
    row: int | None
    organisation: str | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Part:
    """Responses that can be scored, and inputs that cannot be used.

    Attributes:
        about: Whom each response is about.
        files: The file of each response; one where all have the same.
        numbers: The row of each in its table; 0 for a file of its own.
        frame: The results, once they are known.
        rows: The answers, where somebody wants them.
        responses: The responses, where somebody wants them.
        digests: Of the responses, where somebody wants them.
        warnings: About what is used all the same.
    """

    about: About
    files: str | tuple[str, ...]
    numbers: NDArray[np.int64]
    rejected: tuple[Rejected, ...] = ()
    frame: pl.DataFrame | None = None
    rows: Rows | None = None
    responses: tuple[Response, ...] = ()
    digests: tuple[str, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def count(self) -> int:
        """How many responses can be scored."""
        return len(self.numbers)

    def file(self, index: int) -> str:
        """The file of one response."""
        return self.files if isinstance(self.files, str) else self.files[index]

    def only(self, kept: NDArray[np.int64], rejected: Sequence[Rejected]) -> Part:
        """The same without some of the responses, which are rejected."""

        def some(items: tuple[Any, ...]) -> tuple[Any, ...]:
            return tuple(items[int(i)] for i in kept) if items else ()

        rows = self.rows
        return replace(
            self,
            about=self.about.only(kept),
            files=self.files if isinstance(self.files, str) else some(self.files),
            numbers=self.numbers[kept],
            rejected=(*self.rejected, *rejected),
            frame=None if self.frame is None else self.frame[kept],
            rows=None if rows is None else _some_rows(rows, kept),
            responses=some(self.responses),
            digests=some(self.digests),
        )  # fmt: skip


def _some_rows(rows: Rows, kept: NDArray[np.int64]) -> Rows:
    given = None if rows.given is None else rows.given[:, kept]
    return Rows(rows.values[:, kept], rows.states[:, kept], given)
