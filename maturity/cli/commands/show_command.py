"""`maturity show`: one thing in full."""

from __future__ import annotations

from typing import Annotated

import typer

from maturity.cli.console import Console
from maturity.cli.options import command
from maturity.messages import say


@command
def run(
    console: Console,
    what: Annotated[
        str, typer.Argument(metavar="ID|CODE", help=say("help.show.what"), show_default=False)
    ],
) -> None:
    """Print a thing with all it says."""
    from rich.padding import Padding
    from rich.text import Text

    from maturity.usecases.show import show
    from maturity.view.plain import visible

    shown = show(what, console.language)
    console.show(Text(visible(shown.title), style="bold green"))
    for fact in shown.facts:
        console.show()
        console.show(Text(fact.heading, style="bold"))
        for line in fact.lines:
            console.show(Padding(Text(visible(line)), (0, 0, 0, 2)))
