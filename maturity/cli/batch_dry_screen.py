"""How is it shown how a batch would understand its inputs?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from maturity.cli.console import Console
from maturity.cli.problems import print_problems
from maturity.diagnostics import in_reading_order
from maturity.messages import say
from maturity.view.plain import visible

if TYPE_CHECKING:
    from maturity.model.response import Response
    from maturity.tables.columns import Column
    from maturity.usecases.batch_dry import DryRun

_MOST_COLUMNS = 200
_LONGEST = 60


def show_dry_run(console: Console, found: DryRun) -> None:
    """The columns, the first responses, and what would be rejected."""
    language = console.language
    for name, columns in found.tables.items():
        console.show(Text(visible(name, 200), style="bold"), _columns(columns, language))
        if name in found.named:
            console.write(say("batch.names", language, file=visible(name, 200), heading=found.named[name]) + "\n")  # fmt: skip
        console.write("\n")
    if found.first:
        console.write(say("batch.dry.first", language) + ":\n\n")
        for response in found.first:
            console.write(_response(response) + "\n")
    problems = in_reading_order([*found.warnings, *found.problems])
    if problems:
        print_problems(console, problems, ending="problem.nothing_written")
    lines = [say("batch.dry.scored", language, n=found.scored, count=f"{found.scored:,}")]
    if found.rejected:
        lines.append(say("batch.dry.rejected", language, n=found.rejected, count=f"{found.rejected:,}"))  # fmt: skip
    console.write("\n".join(lines) + "\n")


def _columns(columns: Sequence[Column], language: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="")
    for key in ("column", "holds", "how"):
        table.add_column(say(f"batch.dry.{key}", language), overflow="fold")
    for column in columns[:_MOST_COLUMNS]:
        table.add_row(
            Text(visible(column.heading, _LONGEST)),
            Text(column.target or "-"),
            Text(say(f"batch.dry.how.{column.how}", language)),
        )
    if len(columns) > _MOST_COLUMNS:
        table.add_row(Text("…"), Text(""), Text(""))
    return table


def _response(response: Response) -> str:
    """A response in few lines, as its file would say it."""
    about = response.organisation
    head = f"{about.id}" + (f" ({visible(about.name, 80)})" if about.name else "")
    told: list[Any] = [f"  {head}, {response.date.isoformat()}"]
    answers = ", ".join(
        f"{name}: {visible(answer.answer, 30)}" for name, answer in response.answers.items()
    )
    told.append(f"  {visible(answers, 600)}")
    return "\n".join(told) + "\n"
