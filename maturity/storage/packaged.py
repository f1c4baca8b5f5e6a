"""Where do the files that come with the tool stand?"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]

DEFAULT_QUESTIONNAIRE = "public-sector-data-ecosystem"


def folder(name: str) -> Path:
    """A shipped data folder: inside an installed package, or beside it in a checkout."""
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
