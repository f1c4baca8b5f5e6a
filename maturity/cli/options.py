"""Which options do all commands share, and how does a command end?"""

from __future__ import annotations

import functools
import inspect
import os
import sys
import traceback
from collections.abc import Callable
from typing import Annotated, Any, get_type_hints

import typer

from maturity.cli.console import Console
from maturity.errors import InputError, MachineError, MaturityError
from maturity.messages import say


def option(*names: str, **settings: Any) -> Any:
    """An option whose help does not repeat the name of its environment variable."""
    return typer.Option(*names, show_envvar=False, **settings)


BUG = 70
"""Exit code for our own mistakes: `EX_SOFTWARE` of sysexits.h."""

Force = Annotated[bool, option("--force", help=say("help.force"))]
Rubric = Annotated[str | None, option("--rubric", metavar="ID|PATH", help=say("help.rubric"))]
Output = Annotated[str | None, option("-o", "--output", metavar="FILE", help=say("help.output"))]
File = Annotated[str, typer.Argument(metavar="FILE", help=say("help.file"), show_default=False)]

_COMMON: dict[str, Any] = {
    "quiet": Annotated[bool, option("-q", "--quiet", help=say("help.quiet"))],
    "verbose": Annotated[bool, option("-v", "--verbose", help=say("help.verbose"))],
    "debug": Annotated[bool, option("--debug", help=say("help.debug"))],
    "no_color": Annotated[bool, option("--no-color", help=say("help.no_color"))],
    "lang": Annotated[
        str, option("--lang", metavar="LANG", envvar="MATURITY_LANG", help=say("help.lang"))
    ],
}


def command(function: Callable[..., int | None]) -> Callable[..., None]:
    """A command with the common options, whose foreseen errors become words and exit codes.

    The function takes a `Console` first and returns its exit code, or None for 0.
    """
    hints = get_type_hints(function, include_extras=True)
    hints.pop("return", None)
    own = [
        p.replace(annotation=hints[p.name])
        for p in list(inspect.signature(function).parameters.values())[1:]
    ]
    kind = inspect.Parameter.KEYWORD_ONLY
    common = [
        inspect.Parameter(
            name, kind, default="en" if name == "lang" else False, annotation=annotation
        )
        for name, annotation in _COMMON.items()
    ]

    @functools.wraps(function)
    def wrapper(**arguments: Any) -> None:
        given = {name: arguments.pop(name) for name in _COMMON}
        console = Console(given.pop("lang"), **given)
        raise typer.Exit(_finish(console, function, arguments))

    parameters = [p.replace(kind=kind) for p in own] + common
    wrapper.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    wrapper.__annotations__ = {p.name: p.annotation for p in parameters}
    return wrapper


def _finish(
    console: Console, function: Callable[..., int | None], arguments: dict[str, Any]
) -> int:
    try:
        code = function(console, **arguments) or 0
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough, as `head` does; what it read was right.
        _let_go_of_stdout()
        return 0
    except KeyboardInterrupt:
        console.notice("error.interrupted")
        return 130
    except MaturityError as error:
        _tell(console, error)
        return error.exit_code
    except (OSError, UnicodeEncodeError) as error:
        _tell_of_machine(console, error)
        _let_go_of_stdout()
        return MachineError.exit_code
    except Exception as error:  # noqa: BLE001 - the one place where our own mistakes are told from others
        if console.debug:
            traceback.print_exc()
        console.error("error.bug", what=type(error).__name__)
        return BUG
    return code


def _let_go_of_stdout() -> None:
    """Send what is still buffered nowhere, or Python tries once more at its end and fails aloud."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(console: Console, error: MaturityError) -> None:
    if isinstance(error, InputError):
        from maturity.cli.problems import print_problems
        from maturity.diagnostics import in_reading_order

        found = in_reading_order(error.diagnostics)
        print_problems(console, found, ending="problem.nothing_written")
        return
    console.error(error.key, **error.values)


def _tell_of_machine(console: Console, error: OSError | UnicodeEncodeError) -> None:
    if isinstance(error, UnicodeEncodeError):
        console.error("error.encoding")
        return
    why = error.strerror or str(error)
    console.error("error.cannot_write", path=error.filename or "stdout", why=why)
