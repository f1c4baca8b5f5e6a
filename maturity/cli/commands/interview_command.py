"""`maturity interview`: ask the questions, and lose not one answer."""

from __future__ import annotations

import contextlib
import getpass
import os
import shlex
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from maturity.cli.clock import now, today
from maturity.cli.console import Console
from maturity.cli.options import command, option
from maturity.errors import UsageError
from maturity.messages import say

if TYPE_CHECKING:
    from maturity.cli.prompts.interface import Ending, Face
    from maturity.cli.prompts.start import Start
    from maturity.storage.library import Library
    from maturity.usecases.interview import Interview
    from maturity.usecases.interview_opening import Wish

_CODES: dict[str, int] = {"interrupted": 130, "aborted": 131, "terminated": 143, "hung_up": 129}
_ENDINGS: dict[int, Ending] = {code: ending for ending, code in _CODES.items()}  # type: ignore[misc]
_NARROW, _LOW = 60, 18


@command
def run(
    console: Console,
    file: Annotated[
        str | None,
        typer.Argument(metavar="FILE", help=say("help.interview.file"), show_default=False),
    ] = None,
    questionnaire: Annotated[
        str | None,
        option("--questionnaire", metavar="ID|PATH", help=say("help.interview.questionnaire")),
    ] = None,
    role: Annotated[
        str | None, option("--role", metavar="ROLE", help=say("help.interview.role"))
    ] = None,
    section: Annotated[
        str | None, option("--section", metavar="ID", help=say("help.interview.section"))
    ] = None,
    only_open: Annotated[bool, option("--only-open", help=say("help.interview.only_open"))] = False,
    plain: Annotated[bool, option("--plain", help=say("help.interview.plain"))] = False,
    no_score: Annotated[bool, option("--no-score", help=say("help.interview.no_score"))] = False,
) -> int:
    """Exit codes 130, 131, 143 and 129 after SIGINT, SIGQUIT, SIGTERM and SIGHUP."""
    if not sys.stdin.isatty():
        raise UsageError("error.interview.no_terminal")
    # Whoever started the command, such as a script in the background, may have switched Ctrl-C off.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    from maturity.usecases.interview_opening import Wish

    wish = Wish(questionnaire, role, section, only_open, console.language)
    opened = _open(console, file, wish)
    if opened is None:
        return 0
    interview, path = opened
    ending = _held(interview, console, plain=plain, show_score=not no_score)
    return _closed(interview, console, path, ending)


def _open(console: Console, file: str | None, wish: Wish) -> tuple[Interview, str] | None:
    """The interview, ready for its first question; None when its user stops before."""
    from maturity.cli.prompts.line.keyboard import Keyboard
    from maturity.cli.prompts.start import Start
    from maturity.storage.library import Library
    from maturity.storage.recent import recent, remember
    from maturity.usecases.interview_opening import open_interview

    library = Library()
    with Keyboard() as keyboard, contextlib.ExitStack() as undo, contextlib.suppress(EOFError):
        start = Start(console, keyboard, now())
        chosen = None if file else start.choose(recent())
        path = file or (str(chosen) if chosen else None)
        path, is_new = _there(path, start, library, wish)
        opening = open_interview(path, library, wish, now, _holder())
        undo.callback(opening.interview.close, finished=False)
        if start.settle(opening, is_new=is_new):
            undo.pop_all()
            remember(opening.interview.file)
            return opening.interview, path
    return None


def _there(path: str | None, start: Start, library: Library, wish: Wish) -> tuple[str, bool]:
    """A response file that is there, and whether it was made just now."""
    from maturity.storage.atomic import check_output
    from maturity.storage.journal import journal_of
    from maturity.usecases.interview_opening import create

    if path is not None and (Path(path).exists() or journal_of(Path(path).resolve()).exists()):
        return path, False
    if path is not None:
        check_output(path, force=False)
    # A questionnaire that is not there is told before anything is asked.
    if wish.questionnaire is not None:
        library.questionnaire(wish.questionnaire, near=path)
    name, identity = start.organisation("" if path is None else Path(path).stem.lower())
    path = path or str(start.file_for(identity))
    create(path, name, identity, library, wish, today())
    return path, True


def _holder() -> dict[str, object]:
    user = "someone"
    with contextlib.suppress(OSError, KeyError, ImportError):
        user = getpass.getuser()
    since = now().strftime("%Y-%m-%d %H:%M")
    return {"user": user, "host": os.uname().nodename, "process": os.getpid(), "since": since}


def _held(interview: Interview, console: Console, *, plain: bool, show_score: bool) -> Ending:
    """The interview on the face that suits the terminal, until it ends in whatever way."""
    try:
        return _face(console, plain=plain)(interview, console, show_score=show_score)
    except KeyboardInterrupt:
        return "interrupted"
    except SystemExit as stop:
        if stop.code in _ENDINGS:
            return _ENDINGS[int(stop.code)]
        raise


def _face(console: Console, *, plain: bool) -> Face:
    if plain or _wants_lines(console):
        from maturity.cli.prompts.line import face

        return face.run
    from maturity.cli.prompts import screen

    return screen.run


def _wants_lines(console: Console) -> bool:
    """Whether this terminal, or whoever reads it, is better served by lines."""
    if os.environ.get("TERM", "dumb") in {"dumb", "unknown"} or os.environ.get("ACCESSIBLE"):
        return True
    size = console.out.size
    return not sys.stdout.isatty() or size.width < _NARROW or size.height < _LOW


def _closed(interview: Interview, console: Console, path: str, ending: Ending) -> int:
    """Let go of the file, and say where things stand and how to go on."""
    told = interview.close(finished=ending == "finished")
    # After a hang-up there is nobody to hear it.
    with contextlib.suppress(OSError):
        for effect in told:
            console.error(effect.key, **dict(effect.values))
        if ending == "finished":
            return _finished(console, path)
        console.notice("interview.saved_in", path=path)
        console.notice("interview.how_to_go_on")
        console.copyable(f"maturity interview {shlex.quote(path)}")
    return _CODES.get(ending, 0)


def _finished(console: Console, path: str) -> int:
    from maturity.cli.delivery import tell_about
    from maturity.cli.score_screen import score_screen
    from maturity.storage.library import Library
    from maturity.usecases.score import score_file

    library = Library()
    scored = score_file(library, path, None, console.language)
    tell_about(console, library)
    console.show(
        score_screen(
            scored,
            path,
            console.language,
            columns=console.out.width,
            unicode=console.unicode,
        )
    )
    return 0
