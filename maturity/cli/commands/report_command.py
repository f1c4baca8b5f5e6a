"""`maturity report`: the report for leadership."""

from __future__ import annotations

import sys
from typing import Annotated

from maturity.cli.console import Console
from maturity.cli.options import File, Force, Rubric, command, option
from maturity.errors import UsageError
from maturity.messages import say

SUFFIXES = (".html", ".pdf")


@command
def run(
    console: Console,
    file: File,
    output: Annotated[
        str,
        option(
            "-o", "--output", metavar="FILE", help=say("help.report.output"), show_default=False
        ),
    ],
    rubric: Rubric = None,
    template: Annotated[
        str, option("--template", metavar="NAME|DIR", help=say("help.report.template"))
    ] = "roadmap",
    plan: Annotated[
        str | None, option("--plan", metavar="FILE", help=say("help.report.plan"))
    ] = None,
    benchmark: Annotated[
        str | None, option("--benchmark", metavar="FILE", help=say("help.report.benchmark"))
    ] = None,
    force: Force = False,
) -> None:
    """Write one report."""
    from maturity.cli.delivery import tell_about
    from maturity.storage.atomic import check_output, write
    from maturity.storage.library import Library
    from maturity.usecases.report import Beside, make_report

    suffix = (
        ".html"
        if output == "-"
        else next((s for s in SUFFIXES if output.lower().endswith(s)), None)
    )
    if suffix is None:
        raise UsageError("error.suffix", path=output)
    if output != "-":
        inputs = (file, *(name for name in (plan, benchmark) if name))
        check_output(output, force=force, inputs=inputs)
    library = Library()
    data, _ = make_report(
        file,
        suffix,
        rubric=rubric,
        template=template,
        language=console.language,
        library=library,
        beside=Beside(plan, benchmark),
    )
    tell_about(console, library)
    if output == "-":
        sys.stdout.buffer.write(data)
        return
    write(output, data)
    console.notice("notice.written", path=output)
