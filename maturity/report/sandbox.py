"""In which surroundings does a template run? It reads what it is given, and every text is made safe."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from maturity.report.letters import for_paper, for_screen

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2 import Environment


def sandbox(folder: Path, letters: frozenset[int] | None) -> Environment:
    """An environment for the templates of a folder, which are read once.

    Args:
        folder: Where the templates are.
        letters: The characters that can be drawn on paper; None for the screen.
    """
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    class Sandbox(SandboxedEnvironment):
        """Reads the fields and calls the partial functions that it is given at once.

        Data holds no such function, and a template cannot make one. All else is as in any sandbox.
        """

        fields_of: dict[type, frozenset[str]]

        def getattr(self, obj: Any, attribute: str) -> Any:
            owner = type(obj)
            if owner not in self.fields_of:
                self.fields_of[owner] = _fields(owner)
            if attribute in self.fields_of[owner]:
                return getattr(obj, attribute)
            return super().getattr(obj, attribute)

        def call(self, context: Any, obj: Any, *args: Any, **kwargs: Any) -> Any:
            if type(obj) is not partial:
                return super().call(context, obj, *args, **kwargs)
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            return obj(*args, **kwargs)

    def shown(value: Any) -> Any:
        if type(value) is not str or (value.isascii() and value.isprintable()):
            return value
        return for_screen(value) if letters is None else for_paper(value, letters)

    environment = Sandbox(
        loader=FileSystemLoader(folder),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.fields_of = {}
    environment.filters["address"] = _address
    environment.tests["ascii"] = str.isascii
    return environment


def _fields(owner: type) -> frozenset[str]:
    """What may be read of a value as it is: the public fields of a data class."""
    names = (field.name for field in fields(owner)) if is_dataclass(owner) else ()
    return frozenset(name for name in names if not name.startswith("_"))


def _address(url: str) -> str:
    """A web address that may become a link, or nothing."""
    return url if url.startswith(("https://", "http://")) else ""
