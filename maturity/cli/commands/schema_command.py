"""`maturity schema`: the JSON Schema of a kind of file."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from maturity.cli.console import Console
from maturity.cli.options import command
from maturity.errors import UsageError
from maturity.messages import say


@command
def run(
    console: Console,
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help=say("help.schema.kind"), show_default=False)
    ],
) -> None:
    """Print a schema."""
    from maturity.diagnostics import nearest
    from maturity.storage.schemas import SCHEMAS, schema

    if kind not in SCHEMAS:
        raise UsageError(
            "error.schema", id=kind, known=", ".join(SCHEMAS), near=nearest(kind, SCHEMAS)
        )
    console.write(json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n")
