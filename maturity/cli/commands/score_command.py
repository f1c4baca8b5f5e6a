"""`maturity score`: where does each organisation stand?"""

from __future__ import annotations

from typing import Annotated

import typer

from maturity.cli.console import Console
from maturity.cli.options import Force, Output, Rubric, command, option
from maturity.errors import UsageError
from maturity.messages import say


@command
def run(
    console: Console,
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help=say("help.file"), show_default=False)],
    rubric: Rubric = None,
    form: Annotated[str, option("--format", metavar="FORMAT", envvar="MATURITY_SCORE_FORMAT", help=say("help.score.format"))] = "table",
    output: Output = None,
    fail_under: Annotated[
        str | None, option("--fail-under", metavar="STEP", help=say("help.score.fail_under"))
    ] = None,
    force: Force = False,
) -> int:
    """Exit code 1 when a position misses `--fail-under`."""
    from maturity.cli.delivery import deliver, tell_chosen
    from maturity.cli.problems import print_problems
    from maturity.export.interface import FORMATS, write
    from maturity.storage.atomic import check_output
    from maturity.storage.library import Library
    from maturity.usecases.score import score_files
    from maturity.usecases.threshold import misses, step_number

    if form not in ("table", *FORMATS):
        raise UsageError("error.format", id=form, known=", ".join(("table", *FORMATS)))
    if output not in (None, "-"):
        check_output(output, force=force, inputs=tuple(files))
    library = Library()
    scored = score_files(library, files, rubric, console.language)
    needed = step_number(scored[0].rubric, fail_under) if fail_under else 0
    tell_chosen(console, library)
    if library.diagnostics and not console.quiet:
        print_problems(console, library.diagnostics)
    if form == "table":
        from maturity.cli.score_screen import print_score

        with deliver(console, output) as out:
            for path, item in zip(files, scored, strict=True):
                print_score(out, item, path, console.language)
    else:
        with deliver(console, output) as out:
            out.file.write(write(form, scored, console.language))
    missed = [item for item in scored if fail_under and misses(item, needed)]
    for item in missed:
        _tell_missed(console, item, needed)
    return 1 if missed else 0


def _tell_missed(console: Console, item: object, needed: int) -> None:
    from maturity.usecases.threshold import missed_message

    key, values = missed_message(item, needed, console.language)  # type: ignore[arg-type]
    console.notice(key, **values)
