"""`maturity example-portfolio`: an invented government to try everything on."""

from __future__ import annotations

import sys
from typing import Annotated

from maturity.cli.console import Console
from maturity.cli.options import Force, command, option
from maturity.errors import UsageError
from maturity.messages import say
from maturity.storage.packaged import DEFAULT_QUESTIONNAIRE

_BODIES = 5000
_MOST_DIGITS = 18


@command
def run(
    console: Console,
    output: Annotated[
        str,
        option(
            "-o",
            "--output",
            metavar="OUT",
            help=say("help.example-portfolio.output"),
            show_default=False,
        ),
    ],
    bodies: Annotated[
        int, option("--bodies", metavar="N", help=say("help.example-portfolio.bodies"))
    ] = _BODIES,
    seed: Annotated[
        int, option("--seed", metavar="N", help=say("help.example-portfolio.seed"))
    ] = 1,
    questionnaire: Annotated[
        str, option("--questionnaire", metavar="ID|PATH", help=say("help.questionnaire"))
    ] = DEFAULT_QUESTIONNAIRE,
    files: Annotated[
        str, option("--files", metavar="FORM", help=say("help.example-portfolio.files"))
    ] = "yaml",
    force: Force = False,
) -> None:
    """Write a table, or a folder of responses."""
    from maturity.cli.delivery import tell_about
    from maturity.messages.numbers import grouped
    from maturity.storage.library import Library
    from maturity.usecases.example_portfolio import FILES, check_target, target_of, write_example

    if files not in FILES:
        raise UsageError("error.format", id=files, known=", ".join(FILES))
    if seed < 0 or seed >= 10**_MOST_DIGITS:
        raise UsageError("error.example.seed")
    target = target_of(output)
    check_target(target, bodies, force=force)
    library = Library()
    found = library.questionnaire(questionnaire)
    tell_about(console, library)
    write_example(target, found.model, bodies, seed, files=files, stdout=sys.stdout.buffer)
    if output != "-":
        count = grouped(bodies, 0)
        console.notice("example.written", path=output, n=bodies, count=count)
