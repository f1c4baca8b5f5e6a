"""How does a command speak: results to stdout, everything else to stderr?"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from maturity.messages import say
from maturity.view.plain import visible, wrapped

if TYPE_CHECKING:
    from rich.console import Console as RichConsole

_WIDTH_WHEN_PIPED = 100


@dataclass(frozen=True)
class Console:
    """The two streams of one run, and how its user wants to be spoken to."""

    language: str = "en"
    quiet: bool = False
    verbose: bool = False
    debug: bool = False
    no_color: bool = False

    @cached_property
    def out(self) -> RichConsole:
        """The terminal or pipe that results go to."""
        return self._rich(sys.stdout)

    @cached_property
    def err(self) -> RichConsole:
        """The terminal or pipe that notices and diagnostics go to."""
        return self._rich(sys.stderr)

    def _rich(self, stream: Any) -> RichConsole:
        from rich.console import Console as RichConsole

        plain = self.no_color or bool(os.environ.get("NO_COLOR"))
        width = None if stream.isatty() or "COLUMNS" in os.environ else _WIDTH_WHEN_PIPED
        return RichConsole(
            file=stream,
            no_color=plain or None,
            width=width,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=False,
        )

    def write(self, text: str) -> None:
        """Write a result to stdout as it is."""
        sys.stdout.write(text)
        sys.stdout.flush()

    def show(self, *parts: Any) -> None:
        """Print results to stdout; in a pipe without the blanks that pad lines on a terminal."""
        if self.out.is_terminal:
            self.out.print(*parts, crop=False)
        else:
            self.write(self.plain(*parts))

    def plain(self, *parts: Any) -> str:
        """Results as plain lines, for a pipe or a file."""
        with self.out.capture() as captured:
            self.out.print(*parts, crop=False)
        return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())

    @property
    def unicode(self) -> bool:
        """Whether stdout can take block characters."""
        return (sys.stdout.encoding or "").lower().startswith("utf")

    def notice(self, key: str, **values: Any) -> None:
        """Say something on stderr that is not a result."""
        if not self.quiet:
            self._tell(self._say(key, values))

    def copyable(self, command: str) -> None:
        """Show a command on stderr in one piece, however narrow the terminal is."""
        if not self.quiet:
            sys.stderr.write(f"  {visible(command)}\n")

    def detail(self, key: str, **values: Any) -> None:
        """Say something on stderr when more was asked for."""
        if self.verbose:
            self.notice(key, **values)

    def error(self, key: str, **values: Any) -> None:
        """Say on stderr why the command ends."""
        self._tell(f"{say('error', self.language)}: {self._say(key, values)}")
        if values.get("near"):
            self._tell(self._say("error.near", values))

    @staticmethod
    def _tell(text: str) -> None:
        """Write to stderr; on a terminal in lines that fit, since it would break them within words."""
        if sys.stderr.isatty():
            columns = os.get_terminal_size(sys.stderr.fileno()).columns
            text = "\n".join(wrapped(text, columns or _WIDTH_WHEN_PIPED))
        sys.stderr.write(f"{text}\n")

    def _say(self, key: str, values: Mapping[str, Any]) -> str:
        """Words with values made visible, since paths and ids can hold what acts on a terminal."""
        shown = {name: visible(v) if isinstance(v, str) else v for name, v in values.items()}
        return say(key, self.language, **shown)
