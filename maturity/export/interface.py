"""How is a format found by its name?

A format is one module `as_NAME` with a function `write`; adding one touches nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from maturity.scoring.assess import Scored

FORMATS = ("json", "jsonl", "csv", "markdown")


def write(name: str, items: Sequence[Scored], language: str) -> str:
    """Scored responses in one of the `FORMATS`, ending with a line break."""
    return str(import_module(f"maturity.export.as_{name}").write(items, language))
