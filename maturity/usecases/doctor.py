"""Does this machine have everything that is needed?"""

from __future__ import annotations

import ctypes.util
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from maturity.errors import MaturityError
from maturity.messages import say
from maturity.storage.library import Library

_PACKAGES = ("typer", "rich", "pydantic", "PyYAML", "Jinja2", "numpy", "weasyprint")
_PANGO = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    text: str
    good: bool
    help: str = ""


def checks(language: str) -> Iterator[Check]:
    """Everything that is looked at, in order."""
    yield Check(
        say("doctor.python", language, version=platform.python_version()),
        sys.version_info >= (3, 11),
    )
    for name in _PACKAGES:
        try:
            yield Check(
                say("doctor.package", language, name=name, version=version(name)), good=True
            )
        except PackageNotFoundError:
            yield Check(say("doctor.missing", language, name=name), good=False)
    pango = all(ctypes.util.find_library(name) for name in _PANGO)
    yield Check(
        say("doctor.pango", language), pango, "" if pango else say("doctor.pango.help", language)
    )
    yield Check(say("doctor.content", language), _content_is_valid())
    utf8 = "utf" in (sys.stdout.encoding or "").lower()
    yield Check(
        say("doctor.utf8", language), utf8, "" if utf8 else say("doctor.utf8.help", language)
    )


def _content_is_valid() -> bool:
    library = Library()
    try:
        for entry in library.catalog.entries("questionnaire"):
            if entry.shipped:
                library.rubric_for(library.questionnaire(entry.path))
    except MaturityError:
        return False
    return True
