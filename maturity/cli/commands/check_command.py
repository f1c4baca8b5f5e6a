"""`maturity check`: are these files right?"""

from __future__ import annotations

from typing import Annotated

import typer

from maturity.cli.console import Console
from maturity.cli.options import command, option
from maturity.errors import UsageError
from maturity.messages import say


@command
def run(
    console: Console,
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help=say("help.check.paths"), show_default=False),
    ],
    form: Annotated[
        str,
        option(
            "--format",
            metavar="FORMAT",
            envvar="MATURITY_CHECK_FORMAT",
            help=say("help.check.format"),
        ),
    ] = "text",
) -> int:
    """Exit code 3 when a file cannot be read at all, 1 when content has errors."""
    from maturity.cli.problems import WRITERS, report_problems
    from maturity.diagnostics import errors_in
    from maturity.usecases.check import check_paths

    known = ("text", *WRITERS)
    if form not in known:
        raise UsageError("error.format", id=form, known=", ".join(known))
    found, files = check_paths(paths)
    report_problems(console, found, len(files), form)
    errors = errors_in(found)
    if any(item.code.startswith("MF") for item in errors):
        return 3
    return 1 if errors else 0
