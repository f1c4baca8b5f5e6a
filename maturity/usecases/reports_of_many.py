"""How are the reports and roadmaps of many responses made, one after the other, in one worker?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from maturity.batch.parcel import Method, Parcel
from maturity.model.response import Response
from maturity.scoring.assess import Scored, assess
from maturity.scoring.robustness import robustness
from maturity.usecases.plan import plan_scored
from maturity.usecases.templates import fonts_of, template_folder
from maturity.usecases.wish import Wish
from maturity.view.report import report_view
from maturity.view.roadmap import roadmap_view
from maturity.view.score import worded

if TYPE_CHECKING:
    from maturity.model.results_table import ResultsTable
    from maturity.model.roadmap import Roadmap
    from maturity.report.pdf_worker import Printer
    from maturity.view.report_benchmark import BenchmarkView

_PRINTING = Lock()


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
    among = _among(wish.benchmark, scored, wish.language) if wish.benchmark else None
    view = report_view(scored, wish.language, roadmap=told, benchmark=among)
    folder = template_folder(wish.template)
    template = open_template(folder, fonts_of(folder))
    for form in wish.reports:
        page = template.render(view, pdf=form == "pdf")
        yield _printed(page) if form == "pdf" else page.encode()


def _among(path: str, scored: Scored, language: str) -> BenchmarkView:
    from maturity.comparison.benchmark import benchmark
    from maturity.view.report_benchmark import benchmark_view

    return benchmark_view(scored, benchmark(_table(path), scored.assessment), language)


@lru_cache(maxsize=1)
def _table(path: str) -> ResultsTable:
    """A table of results, its columns as plain values, since every report looks at all of them."""
    from maturity.tables.results_reader import read_results

    table = read_results(path)
    return replace(table, columns=dict(table.columns))


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
