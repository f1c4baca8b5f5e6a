"""Which exceptions may end a command, and with which exit code?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maturity.diagnostics import Diagnostic


class MaturityError(Exception):
    """Base of every foreseen end of a command.

    The wording comes from the catalogue at printing time: `key` names the message and `values`
    fill it in.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class UsageError(MaturityError):
    """The command line is wrong: unknown option, step or id; refused overwrite."""

    exit_code = 2


class InputError(MaturityError):
    """An input is invalid, unreadable or missing; carries every diagnostic found."""

    exit_code = 3

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        super().__init__("error.input")
        self.diagnostics = tuple(diagnostics)


class MachineError(MaturityError):
    """This machine lacks something (a library, write permission, disk space)."""

    exit_code = 4
