"""`maturity doctor`: is everything in place?"""

from __future__ import annotations

from maturity.cli.console import Console
from maturity.cli.options import command
from maturity.messages import say


@command
def run(console: Console) -> int:
    """Exit code 4 when something is missing."""
    from rich.text import Text

    from maturity.usecases.doctor import checks

    good = True
    for check in checks(console.language):
        good = good and check.good
        mark = ("ok  ", "green") if check.good else ("no  ", "bold red")
        console.show(Text.assemble(mark, check.text))
        if check.help:
            console.show(Text(f"    {check.help}"))
    console.show(Text(say("doctor.good" if good else "doctor.bad", console.language), style="bold"))
    return 0 if good else 4
