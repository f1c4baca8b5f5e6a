"""What is made for each organisation of a batch?"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from maturity import __version__
from maturity.usecases.templates import DEFAULT_TEMPLATE, fonts_of, template_folder

if TYPE_CHECKING:
    from maturity.batch.parcel import Method

ROADMAPS = {"json": ".json", "csv": ".csv", "ics": ".ics", "markdown": ".md"}


@dataclass(frozen=True)
class Wish:
    """What is wanted for each organisation.

    Attributes:
        reports: `html`, `pdf`.
        roadmaps: Forms of roadmaps.
        without: What reports leave out: `roadmap`, `robustness`.
        template: Its name, or its folder where it is none of those that come with the tool.
        benchmark: The table of results that each report stands among.
    """

    reports: tuple[str, ...] = ()
    roadmaps: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()
    template: str = DEFAULT_TEMPLATE
    language: str = "en"
    benchmark: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is wanted."""
        return not (self.reports or self.roadmaps)

    def names(self, organisation: str) -> list[str]:
        """The names of the files of one organisation."""
        name = file_name(organisation)
        return [
            *(f"reports/{name}.{form}" for form in self.reports),
            *(f"roadmaps/{name}{ROADMAPS[form]}" for form in self.roadmaps),
        ]

    def source(self, method: Method, response: str) -> str:
        """A digest of everything that the files of one response rest on."""
        told = asdict(self) | {
            "without": sorted(self.without),
            "template": _digest(self.template) if self.reports else "",
            "benchmark": _digest_of_file(self.benchmark) if self.benchmark else "",
        }
        parts = [__version__, method.questionnaire_sha256, method.rubric_sha256, response, told]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def preloaded_for(wish: Wish) -> tuple[str, ...]:
    """The modules that workers begin with, so that each need not load them again."""
    return ("maturity.usecases.preloaded",) if wish.reports else ("maturity.batch.preloaded",)


_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{a}{n}" for a in ("com", "lpt") for n in range(10))}
)


def file_name(organisation: str) -> str:
    """The name of an organisation's files without their ending; one that every system takes.

    Ids are small letters, digits, `-` and `.`; only those that Windows keeps for devices need more.
    """
    return f"{organisation}_" if organisation.partition(".")[0] in _RESERVED else organisation


@lru_cache(maxsize=4)
def _digest(template: str) -> str:
    """Of everything in a template's folder, and of the fonts beside it."""
    found = hashlib.sha256()
    folder = template_folder(template)
    for place in (folder, fonts_of(folder)):
        for path in sorted(place.rglob("*")):
            if path.is_file():
                found.update(f"{path.relative_to(place)}\0".encode() + path.read_bytes())
    return found.hexdigest()


@lru_cache(maxsize=1)
def _digest_of_file(path: str) -> str:
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
