"""Which commands are there, and which of them must be loaded?

Only the command that is run is imported, so that each starts quickly.
"""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from types import FrameType
from typing import Annotated

import typer

from maturity import __version__
from maturity.cli.console import Console
from maturity.cli.options import option
from maturity.diagnostics import nearest
from maturity.messages import say

COMMANDS = (
    "interview",
    "check",
    "score",
    "explain",
    "plan",
    "report",
    "batch",
    "compare",
    "list",
    "show",
    "new",
    "example-portfolio",
    "schema",
    "doctor",
)
SETTINGS = {
    "help_option_names": ["-h", "--help"],
    "auto_envvar_prefix": "MATURITY",
    "max_content_width": 100,
}


def build(names: tuple[str, ...]) -> typer.Typer:
    """The application with these commands loaded."""
    app = typer.Typer(
        name="maturity",
        help=say("help.maturity"),
        epilog=say("help.maturity.epilog"),
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=SETTINGS,
    )
    app.callback()(_root)
    for name in names:
        module = import_module(f"maturity.cli.commands.{name.replace('-', '_')}_command")
        words = say(f"help.{name}")
        app.command(name, help=words, short_help=words, epilog=say(f"help.{name}.epilog"))(
            module.run
        )
    return app


def _version(asked: bool) -> None:
    if asked:
        print(f"maturity {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool,
        option("--version", help=say("help.version"), is_eager=True, callback=_version),
    ] = False,
) -> None:
    del version


def run(arguments: list[str]) -> None:
    """Run the command line; exits with the command's code."""
    # The terminal is given back whatever ends the command.
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, _stop)
    completing = any(name.startswith("_") and name.endswith("_COMPLETE") for name in os.environ)
    named = next((word for word in arguments if not word.startswith("-")), None)
    if named is not None and named not in COMMANDS and not completing:
        _unknown(named)
    wanted = (
        (named,) if named in COMMANDS and arguments[0] == named and not completing else COMMANDS
    )
    build(wanted)(arguments, prog_name="maturity")


def _unknown(named: str) -> None:
    near = nearest(named, COMMANDS)
    Console().error("error.command", id=named[:60], known=", ".join(COMMANDS), near=near)
    sys.exit(2)


def _stop(number: int, frame: FrameType | None) -> None:
    del frame
    sys.exit(128 + number)
