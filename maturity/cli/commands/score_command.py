"""`maturity score`: where does each organisation stand?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from maturity.cli.console import Console
from maturity.cli.options import Force, Output, Rubric, command, option
from maturity.errors import UsageError
from maturity.messages import say

if TYPE_CHECKING:
    from maturity.scoring.assess import Scored


_ENDINGS = {".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".md": "markdown"}


@command
def run(
    console: Console,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help=say("help.file"), show_default=False)
    ],
    rubric: Rubric = None,
    form: Annotated[
        str | None,
        option(
            "--format",
            metavar="FORMAT",
            envvar="MATURITY_SCORE_FORMAT",
            help=say("help.score.format"),
        ),
    ] = None,
    output: Output = None,
    fail_under: Annotated[
        str | None, option("--fail-under", metavar="STEP", help=say("help.score.fail_under"))
    ] = None,
    force: Force = False,
) -> int:
    """Exit code 1 when a position misses `--fail-under`."""
    from maturity.cli.delivery import deliver, tell_about
    from maturity.export.interface import FORMATS, write
    from maturity.storage.atomic import check_output
    from maturity.storage.library import Library
    from maturity.usecases.score import score_files
    from maturity.usecases.threshold import missed_message, misses, step_number

    form = form or next((f for end, f in _ENDINGS.items() if (output or "").endswith(end)), "table")
    if form not in ("table", *FORMATS):
        raise UsageError("error.format", id=form, known=", ".join(("table", *FORMATS)))
    if output not in (None, "-"):
        check_output(str(output), force=force, inputs=tuple(files))
    library = Library()
    scored = score_files(library, files, rubric, console.language)
    needed = step_number(scored[0].rubric, fail_under) if fail_under else 0
    tell_about(console, library)
    if form == "table":
        _show(console, scored, files, output)
    else:
        deliver(console, write(form, scored, console.language), output)
    missed = [item for item in scored if fail_under and misses(item, needed)]
    for item in missed:
        key, values = missed_message(item, needed, console.language)
        console.notice(key, **values)
    return 1 if missed else 0


def _show(console: Console, scored: list[Scored], files: list[str], output: str | None) -> None:
    from maturity.cli.delivery import deliver
    from maturity.cli.score_screen import score_screen

    unicode = console.unicode or output is not None
    screens = [
        score_screen(item, path, console.language, columns=console.out.width, unicode=unicode)
        for path, item in zip(files, scored, strict=True)
    ]
    if output in (None, "-"):
        console.show(*screens)
    else:
        deliver(console, console.plain(*screens), output)
