"""`maturity explain`: where does this number come from?"""

from __future__ import annotations

from typing import Annotated

import typer

from maturity.cli.console import Console
from maturity.cli.options import File, Rubric, command, option
from maturity.errors import UsageError
from maturity.messages import say

_FORMATS = ("text", "json", "mermaid")


@command
def run(
    console: Console,
    file: File,
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[MEASURE|QUESTION|STEP]", help=say("help.explain.what"), show_default=False
        ),
    ] = None,
    rubric: Rubric = None,
    form: Annotated[
        str,
        option(
            "--format",
            metavar="FORMAT",
            envvar="MATURITY_EXPLAIN_FORMAT",
            help=say("help.explain.format"),
        ),
    ] = "text",
) -> None:
    """Print where one number comes from, and what would change it."""
    from maturity.cli.delivery import tell_about
    from maturity.export.explanation import explanation_json
    from maturity.export.explanation_mermaid import explanation_mermaid
    from maturity.storage.library import Library
    from maturity.usecases.score import score_file
    from maturity.view.explain import explain_view, explained
    from maturity.view.explain_chart import explain_chart

    if form not in _FORMATS:
        raise UsageError("error.format", id=form, known=", ".join(_FORMATS))
    library = Library()
    scored = score_file(library, file, rubric, console.language)
    tell_about(console, library)
    found = explained(scored, what)
    if form == "json":
        console.write(explanation_json(found.node, found.changes))
    elif form == "mermaid":
        console.write(explanation_mermaid(explain_chart(scored, found, console.language)))
    else:
        from maturity.cli.tree import tree

        console.show(tree(explain_view(scored, found, console.language)))
