"""`maturity new`: a response to fill in by hand."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Annotated

import typer

from maturity.cli.clock import today
from maturity.cli.console import Console
from maturity.cli.options import Force, command, option
from maturity.errors import UsageError
from maturity.messages import say
from maturity.storage.packaged import DEFAULT_QUESTIONNAIRE


@command
def run(
    console: Console,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help=say("help.new.file"), show_default=False)
    ],
    questionnaire: Annotated[
        str, option("--questionnaire", metavar="ID|PATH", help=say("help.questionnaire"))
    ] = DEFAULT_QUESTIONNAIRE,
    organisation: Annotated[
        str | None,
        option(
            "--organisation", metavar="ID", help=say("help.new.organisation"), show_default=False
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Write a response with every question and no answer."""
    from maturity.storage.atomic import check_output, write
    from maturity.storage.library import Library
    from maturity.storage.starter import starter

    name = organisation or re.sub(r"[^a-z0-9]+", "-", Path(file).stem.lower()).strip("-")
    if file != "-":
        check_output(file, force=force)
    if not re.fullmatch(r"[a-z0-9]+([-.][a-z0-9]+)*", name) or len(name) > 80:
        raise UsageError("error.new.id")
    found = Library().questionnaire(questionnaire, near=None if file == "-" else file)
    text = starter(found.model, name, today(), console.language)
    if file == "-":
        console.write(text)
        return
    write(file, text.encode())
    console.notice("new.written", path=file, quoted=shlex.quote(file))
