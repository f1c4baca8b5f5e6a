"""`maturity compare`: what has changed from one table of results to a later one?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from maturity.cli.console import Console
from maturity.cli.options import Force, Output, command, option
from maturity.errors import UsageError
from maturity.messages import say
from maturity.messages.numbers import listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maturity.model.comparison import Comparison

_ENDINGS = {".json": "json", ".csv": "csv", ".md": "markdown", ".txt": "table"}


@command
def run(
    console: Console,
    last: Annotated[
        str, typer.Argument(metavar="LAST", help=say("help.compare.last"), show_default=False)
    ],
    now: Annotated[
        str, typer.Argument(metavar="NOW", help=say("help.compare.now"), show_default=False)
    ],
    cohort: Annotated[
        str | None, option("--cohort", metavar="COLUMN", help=say("help.compare.cohort"))
    ] = None,
    form: Annotated[
        str | None,
        option(
            "--format",
            metavar="FORMAT",
            envvar="MATURITY_COMPARE_FORMAT",
            help=say("help.compare.format"),
        ),
    ] = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Exit code 0 also when something is not comparable: what it is and why is said."""
    from maturity.cli.delivery import deliver
    from maturity.export.comparison import COMPARISON_FORMATS
    from maturity.storage.atomic import check_output
    from maturity.usecases.compare import compare_files

    forms = ("table", *COMPARISON_FORMATS)
    form = form or _told_by(output, forms)
    if form not in forms:
        raise UsageError("error.format", id=form, known=", ".join(forms))
    if output not in (None, "-"):
        check_output(str(output), force=force, inputs=(last, now))
    found = compare_files(last, now, cohort)
    if form == "table":
        _show(console, found, (last, now), output)
        return
    if form == "csv":
        _notices(console, found)
    deliver(console, COMPARISON_FORMATS[form](found, console.language), output)


def _told_by(output: str | None, forms: Sequence[str]) -> str:
    """The format that an output's ending stands for.

    Raises:
        UsageError: When it stands for none.
    """
    if output in (None, "-"):
        return "table"
    name = str(output).lower()
    form = next((form for ending, form in _ENDINGS.items() if name.endswith(ending)), None)
    if form is None:
        known = listing(list(_ENDINGS), say("report.or"))
        raise UsageError("error.compare.suffix", path=output, known=known, forms=", ".join(forms))
    return form


def _notices(console: Console, found: Comparison) -> None:
    """What rows cannot say: what is not comparable and why."""
    from maturity.view.comparison_remarks import remark_words

    for remark in found.remarks:
        key = "notice.compare.barred" if remark.bars else "notice.compare.careful"
        console.notice(key, text=remark_words(remark, console.language))


def _show(console: Console, found: Comparison, paths: tuple[str, str], output: str | None) -> None:
    from maturity.cli.comparison_screen import comparison_screen
    from maturity.cli.delivery import deliver
    from maturity.view.comparison import comparison_view

    view = comparison_view(found, console.language)
    unicode = console.unicode or output is not None
    screen = comparison_screen(view, paths, columns=console.out.width, unicode=unicode)
    if output in (None, "-"):
        console.show(screen)
    else:
        deliver(console, console.plain(screen), output)
