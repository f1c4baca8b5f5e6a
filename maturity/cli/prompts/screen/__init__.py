"""How is an interview held on the full screen: one question at a time, one key for an answer?"""

from __future__ import annotations

from maturity.cli.console import Console
from maturity.cli.prompts.interface import Ending
from maturity.usecases.interview import Interview


def run(interview: Interview, console: Console, *, show_score: bool) -> Ending:
    """Hold an interview on the full screen; see `Face`."""
    from maturity.cli.prompts.screen.app import hold

    return hold(interview, console, show_score=show_score)
