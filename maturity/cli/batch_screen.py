"""How does a batch show that it goes on, and what came of it?"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bars

from maturity.cli.console import Console
from maturity.cli.problems import print_some
from maturity.diagnostics import Diagnostic, in_reading_order
from maturity.messages import say
from maturity.messages.numbers import decimal
from maturity.model.text import pick
from maturity.view.plain import visible
from maturity.view.wording.figures import share_shown

if TYPE_CHECKING:
    from maturity.usecases.batch_model import Asked, Outcome

_EVERY = 10.0
"""Seconds between two lines where there is no terminal."""

_MOST_PROBLEMS = 10
_MOST_OF_A_KIND = 3


class Progress:
    """What is read and made so far, with the rate: a line that changes, or lines in a log."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._start = self._last = time.monotonic()
        self._count = self._rejected = 0
        self._total: int | None = None
        self._live = sys.stderr.isatty() and not console.quiet
        self._bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(24),
            TextColumn("{task.fields[told]}"),
            console=console.err,
            transient=True,
        )
        self._reading = self._bars.add_task(
            say("batch.reading", console.language), total=None, told=""
        )
        self._making = self._bars.add_task(
            say("batch.reporting", console.language), total=None, told="", visible=False
        )
        self._making_since: float | None = None

    def __enter__(self) -> Progress:
        if self._live:
            self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live:
            self._bars.stop()

    def expect(self, count: int) -> None:
        """So many responses are to come."""
        self._total = count
        self._bars.update(self._reading, total=count)

    def read(self, count: int, rejected: int) -> None:
        """So many more responses are scored, and so many more inputs rejected."""
        self._count += count
        self._rejected += rejected
        rate = self._count / max(1e-3, time.monotonic() - self._start)
        told = {"count": f"{self._count:,}", "rate": f"{rate:,.0f}"}
        if self._total is None:
            self._tell(self._reading, "batch.progress.rows", **told)
            return
        done = self._count + self._rejected
        self._bars.update(self._reading, completed=done)
        left = _span((self._total - done) / rate) if rate else "-"
        total = f"{self._total:,}"
        self._tell(self._reading, "batch.progress.of", **told, total=total, left=left)

    def reported(self, made: int, held: int, waiting: int) -> None:
        """So many reports are made and up to date so far, and so many are under way."""
        if not made + held + waiting:
            return
        now = time.monotonic()
        self._making_since = self._making_since or now
        rate = made / max(1e-3, now - self._making_since)
        left = _span(waiting / rate) if rate and now - self._making_since > 2 else "-"
        total = made + held + waiting
        self._bars.update(self._making, total=total, completed=made + held, visible=True)
        self._tell(
            self._making, "batch.progress.reports",
            count=f"{made + held:,}", total=f"{total:,}", rate=decimal(rate, 1), left=left,
        )  # fmt: skip

    def _tell(self, task: object, key: str, **values: str) -> None:
        language = self._console.language
        if self._live:
            self._bars.update(task, told=say(key, language, **values))  # type: ignore[arg-type]
        elif time.monotonic() - self._last > _EVERY:
            self._last = time.monotonic()
            self._console.notice(key, **values)


def _span(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def show_outcome(console: Console, outcome: Outcome, asked: Asked) -> None:
    """Say what came of a batch: what was rejected on stderr, where they stand on stdout."""
    language = console.language
    if not console.quiet:
        _some(console, outcome.warnings, say("batch.more.warnings", language))
    path = f"{asked.output}/rejected.jsonl"
    _some(console, outcome.problems, say("batch.more.problems", language, path=visible(path, 200)))
    lines = [say("batch.done", language, n=outcome.scored, count=f"{outcome.scored:,}")]
    if outcome.rejected:
        lines.append(say("batch.rejected", language, n=outcome.rejected, count=f"{outcome.rejected:,}", path=path))  # fmt: skip
    if outcome.made or outcome.held:
        lines.append(say("batch.reports", language, n=outcome.made, count=f"{outcome.made:,}"))
        if outcome.held:
            lines.append(say("batch.held", language, n=outcome.held, count=f"{outcome.held:,}"))
    if outcome.positions and outcome.scored:
        lines += _positions(outcome, language)
    if outcome.missed:
        steps = outcome.method.rubric.path.steps if outcome.method.rubric.path else ()
        needed = _needed(outcome, asked)
        title = pick(
            steps[needed - 1].title, language, outcome.method.questionnaire.languages[0]
        ).text
        lines.append(say("batch.missed", language, n=outcome.missed, count=f"{outcome.missed:,}", step=needed, title=title))  # fmt: skip
    console.write("\n".join(lines) + "\n")
    console.notice("batch.written", path=asked.output, files=", ".join(_written(outcome, asked)))


def _written(outcome: Outcome, asked: Asked) -> list[str]:
    """The names of what stands in the folder now; of folders with the number of their files."""
    names = [*outcome.files, "batch.json"]
    each = len(asked.wish.reports) + len(asked.wish.roadmaps)
    bodies = (outcome.made + outcome.held) // each if each else 0
    for folder, forms in (("reports", asked.wish.reports), ("roadmaps", asked.wish.roadmaps)):
        if forms and bodies:
            names.append(f"{folder} ({bodies * len(forms):,})")
    return sorted(names)


def _some(console: Console, found: Sequence[Diagnostic], more: str) -> None:
    """Print the first problems of each kind, and where the others can be found."""
    counts: Counter[str] = Counter()
    shown: list[Diagnostic] = []
    for item in in_reading_order(found):
        counts[item.code] += 1
        if counts[item.code] <= _MOST_OF_A_KIND and len(shown) < _MOST_PROBLEMS:
            shown.append(item)
    print_some(console, shown)
    if counts.total() > len(shown):
        console.err.print(f"{more}\n", soft_wrap=True)


def _needed(outcome: Outcome, asked: Asked) -> int:
    from maturity.usecases.threshold import step_number

    return step_number(outcome.method.rubric, str(asked.fail_under))


def _positions(outcome: Outcome, language: str) -> list[str]:
    rubric, first = outcome.method.rubric, outcome.method.questionnaire.languages[0]
    steps = rubric.path.steps if rubric.path else ()
    names = [say("batch.position.start", language)]
    names += (
        say("batch.position", language, step=number, title=pick(step.title, language, first).text)
        for number, step in enumerate(steps, 1)
    )
    counts = [outcome.positions[position] for position in range(len(names))]
    shares = [share_shown(count / outcome.scored, language) for count in counts]
    wide, wide_share = len(f"{outcome.scored:,}"), max(4, *map(len, shares))
    return [
        say("batch.positions", language),
        *(
            f"  {count:>{wide},}  {share:>{wide_share}}  {name}"
            for count, share, name in zip(counts, shares, names, strict=True)
        ),
    ]
