"""How does a result reach stdout or a file, whole or not at all?"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from maturity.cli.console import Console

if TYPE_CHECKING:
    from rich.console import Console as RichConsole

    from maturity.storage.library import Library


@contextmanager
def deliver(console: Console, output: str | None) -> Iterator[RichConsole]:
    """A console to print a result on: stdout, or a file that is written at the end."""
    if output in (None, "-"):
        yield console.out
        return
    from rich.console import Console as RichConsole

    from maturity.storage.atomic import write

    buffer = io.StringIO()
    yield RichConsole(file=buffer, width=100, color_system=None, highlight=False, markup=False, emoji=False)
    write(str(output), buffer.getvalue().encode())
    console.notice("notice.written", path=output)


def tell_chosen(console: Console, library: Library) -> None:
    """Say which files were found by their ids, when more was asked for."""
    for kind, path in library.chosen.items():
        console.detail("notice.chosen", kind=kind, path=path)
