"""What does every face of the interview take and give back?"""

from __future__ import annotations

from typing import Literal, Protocol

from maturity.cli.console import Console
from maturity.usecases.interview import Interview

Ending = Literal["finished", "stopped", "interrupted", "aborted", "terminated", "hung_up"]
"""How an interview ended: everything dealt with and closed by its user, left for later, or by SIGINT,
SIGQUIT, SIGTERM, SIGHUP."""


class Face(Protocol):
    """Holds an interview until it ends; the caller saves and closes it."""

    def __call__(self, interview: Interview, console: Console, *, show_score: bool) -> Ending:
        """Ask, until the user or a signal ends it.

        Args:
            interview: Ready to run.
            console: The streams, the language and whether colour is wanted.
            show_score: Whether the position so far is shown.
        """
