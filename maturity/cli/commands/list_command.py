"""`maturity list`: what is there?"""

from __future__ import annotations

from typing import Annotated

import typer

from maturity.cli.console import Console
from maturity.cli.options import command
from maturity.messages import say

_FIRST = ("questionnaires", "rubrics", "templates")


@command
def run(
    console: Console,
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[questionnaires|rubrics|templates|measures|actions|codes]",
            help=say("help.list.what"),
            show_default=False,
        ),
    ] = None,
) -> None:
    """Print one list, or those of everything that can be chosen."""
    from rich.table import Table
    from rich.text import Text

    from maturity.usecases.listing import items
    from maturity.view.plain import visible

    for kind in (what,) if what else _FIRST:
        found = items(kind, console.language)
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        table.add_column(style="dim", overflow="fold")
        for item in found:
            table.add_row(
                Text(visible(item.name), style="bold"),
                Text(visible(item.text)),
                Text(visible(item.remark)),
            )
        console.show(Text(say(f"list.{kind}", console.language), style="bold"))
        console.show(table if found else Text(say("list.empty", console.language)))
        if not what:
            console.show()
