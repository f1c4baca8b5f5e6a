"""How are the reports and roadmaps of many responses made, one after the other, in one worker?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from maturity import __version__
from maturity.batch.parcel import Method, Parcel
from maturity.model.response import Response
from maturity.scoring.assess import Scored, assess
from maturity.scoring.robustness import robustness
from maturity.usecases.plan import plan_scored
from maturity.usecases.report import DEFAULT_TEMPLATE, fonts_of, template_folder
from maturity.view.report import report_view
from maturity.view.roadmap import roadmap_view
from maturity.view.score import worded

if TYPE_CHECKING:
    from maturity.model.roadmap import Roadmap
    from maturity.report.pdf_worker import Printer

_PRINTING = Lock()
ROADMAPS = {"json": ".json", "csv": ".csv", "ics": ".ics", "markdown": ".md"}


@dataclass(frozen=True)
class Wish:
    """What is wanted for each organisation.

    Attributes:
        reports: `html`, `pdf`.
        roadmaps: Forms of roadmaps.
        without: What reports leave out: `roadmap`, `robustness`.
        template: Its name, or its folder where it is none of those that come with the tool.
    """

    reports: tuple[str, ...] = ()
    roadmaps: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()
    template: str = DEFAULT_TEMPLATE
    language: str = "en"

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


def make_reports(
    parcel: Parcel, wish: Wish, items: Sequence[tuple[Response, str]]
) -> list[list[tuple[str, bytes]]]:
    """For each response the names and contents of its files, in the order of `Wish.names`."""
    return [list(_files(parcel.method, wish, response, digest)) for response, digest in items]


def _files(
    method: Method, wish: Wish, response: Response, digest: str
) -> Iterator[tuple[str, bytes]]:
    scored = assess(
        method.questionnaire, method.rubric, response, method.digests(digest), method.plan
    )
    if wish.reports and "robustness" not in wish.without:
        found = scored.assessment.model_copy(update={"robustness": robustness(scored)})
        scored = replace(scored, assessment=found)
    scored = worded(scored, wish.language)
    with_plan = wish.roadmaps or "roadmap" not in wish.without
    roadmap = plan_scored(scored, alternatives=False) if with_plan else None
    made = [
        *(_reports(wish, scored, roadmap) if wish.reports else ()),
        *(_roadmap(form, scored, roadmap, wish.language) for form in wish.roadmaps),
    ]
    yield from zip(wish.names(response.organisation.id), made, strict=True)


def _reports(wish: Wish, scored: Scored, roadmap: Roadmap | None) -> Iterator[bytes]:
    from maturity.report.html import open_template

    shown = None if "roadmap" in wish.without else roadmap
    told = roadmap_view(scored, shown, wish.language) if shown else None
    view = report_view(scored, wish.language, roadmap=told)
    folder = template_folder(wish.template)
    template = open_template(folder, fonts_of(folder))
    for form in wish.reports:
        page = template.render(view, pdf=form == "pdf")
        yield _printed(page) if form == "pdf" else page.encode()


def _roadmap(form: str, scored: Scored, roadmap: Roadmap | None, language: str) -> bytes:
    from maturity.export.roadmap import ROADMAP_FORMATS

    return b"" if roadmap is None else ROADMAP_FORMATS[form](scored, roadmap, language).encode()


def _printed(page: str) -> bytes:
    # A worker of a cluster may have several threads, and what sets the type takes one at a time.
    with _PRINTING:
        return _printer().print(page)


@lru_cache(maxsize=1)
def _printer() -> Printer:
    from maturity.report.pdf_worker import Printer

    return Printer()


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
