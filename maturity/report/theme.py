"""Which colours and fonts does a template use?"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from maturity.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

NAME = "theme.toml"


@dataclass(frozen=True)
class Face:
    """One font file: for the PDF (whole) or the page on screen (small)."""

    family: str
    weight: str
    file: Path


@dataclass(frozen=True)
class Theme:
    """Colours for light and dark by name, font families, and the font files."""

    light: dict[str, str]
    dark: dict[str, str]
    family: str
    print_family: str
    screen: tuple[Face, ...]
    paper: tuple[Face, ...]


@cache
def read_theme(folder: Path, fonts: Path) -> Theme:
    """The theme of a template folder; font files are looked for in `fonts`.

    Raises:
        UsageError: When the file is missing or not as it should be.
    """
    try:
        said = tomllib.loads((folder / NAME).read_text("utf-8"))
        faces = {kind: _faces(said["faces"][kind], fonts) for kind in ("screen", "paper")}
        return Theme(
            light=_colours(said["light"]),
            dark=_colours(said["dark"]),
            family=str(said["fonts"]["screen"]),
            print_family=str(said["fonts"]["paper"]),
            screen=faces["screen"],
            paper=faces["paper"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError("error.template.theme", why=str(error)) from error


def _colours(said: dict[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in said.items()}


def _faces(said: list[dict[str, str]], fonts: Path) -> tuple[Face, ...]:
    return tuple(Face(each["family"], str(each["weight"]), fonts / each["file"]) for each in said)
