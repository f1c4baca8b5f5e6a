"""How does a result reach stdout or a file, whole or not at all?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maturity.cli.console import Console

if TYPE_CHECKING:
    from maturity.storage.library import Library


def deliver(console: Console, text: str, output: str | None) -> None:
    """Write a result to stdout, or to a file that appears only when it is whole."""
    if output in (None, "-"):
        console.write(text)
        return
    from maturity.storage.atomic import write

    write(str(output), text.encode())
    console.notice("notice.written", path=output)


def tell_about(console: Console, library: Library) -> None:
    """Say what was found besides errors: warnings, and with -v which files were chosen by their ids."""
    for kind, entry in library.chosen.items():
        tell = console.notice if entry.hides_shipped else console.detail
        key = "notice.instead" if entry.hides_shipped else "notice.chosen"
        tell(key, kind=kind, path=entry.path)
    if library.diagnostics and not console.quiet:
        from maturity.cli.problems import print_problems

        print_problems(console, library.diagnostics)
