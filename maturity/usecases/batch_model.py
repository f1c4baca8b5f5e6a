"""What is a batch asked to do, and what comes of it?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol

from maturity.diagnostics import Diagnostic
from maturity.usecases.wish import Wish

if TYPE_CHECKING:
    from maturity.batch.parcel import Method

RESULTS = ("parquet", "csv", "jsonl", "xlsx")


class Watcher(Protocol):
    """Is told how a run goes on."""

    def expect(self, count: int) -> None:
        """So many responses are to come, where that is known before they are read."""

    def read(self, count: int, rejected: int) -> None:
        """So many more responses are scored, and so many more inputs rejected."""

    def reported(self, made: int, held: int, waiting: int) -> None:
        """So many reports are made and up to date so far, and so many are under way."""


@dataclass(frozen=True)
class Asked:
    """What a batch is asked to do.

    Attributes:
        inputs: Files, folders, patterns, or `-`.
        output: The folder to write to.
        results: Some of `RESULTS`.
        measures: The measures in the results; all when empty.
        wish: What is made for each organisation.
        portfolio: Forms of the portfolio: `html`, `pdf`, `json`.
        cohorts: The groups compared in it.
        on: The address of a cluster.
        fail_under: A step that organisations may miss.
        junit: Where to say which did.
    """

    inputs: tuple[str, ...]
    output: str
    today: date
    mapping: str | None = None
    questionnaire: str | None = None
    rubric: str | None = None
    results: tuple[str, ...] = ("parquet",)
    measures: tuple[str, ...] = ()
    wish: Wish = field(default_factory=Wish)
    portfolio: tuple[str, ...] = ()
    cohorts: tuple[str, ...] = ()
    language: str = "en"
    jobs: int = 0
    on: str | None = None
    resume: bool = False
    force: bool = False
    fail_fast: bool = False
    fail_under: str | None = None
    junit: str | None = None


@dataclass
class Outcome:
    """What came of it.

    Attributes:
        positions: How many organisations stand at each position of the main path.
        files: The names of what was written, reports left out.
        made: How many files were made for single organisations.
        held: How many of those were up to date.
        missed: How many organisations miss the step that was named.
        warnings: About inputs that are used all the same.
    """

    method: Method
    scored: int = 0
    rejected: int = 0
    positions: Counter[int] = field(default_factory=Counter)
    files: list[str] = field(default_factory=list)
    made: int = 0
    held: int = 0
    missed: int = 0
    warnings: list[Diagnostic] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
