"""`maturity explain`: where does this number come from?"""

from __future__ import annotations

from typing import Annotated

import typer

from maturity.cli.console import Console
from maturity.cli.options import File, Rubric, command, option
from maturity.errors import UsageError
from maturity.messages import say


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
    """Print the tree of one number."""
    from maturity.cli.delivery import tell_about
    from maturity.export.explanation import explanation_json
    from maturity.storage.library import Library
    from maturity.usecases.score import score_file
    from maturity.view.explain import explain_view, explained

    if form not in ("text", "json"):
        raise UsageError("error.format", id=form, known="text, json")
    library = Library()
    scored = score_file(library, file, rubric, console.language)
    tell_about(console, library)
    node = explained(scored, what)
    if form == "json":
        console.write(explanation_json(node))
        return
    from maturity.cli.tree import tree

    console.show(tree(explain_view(scored, node, console.language)))
