"""How is the report of one response made?"""

from __future__ import annotations

from dataclasses import dataclass

from maturity.report.html import render_html
from maturity.report.pdf import render_pdf
from maturity.storage.library import Library
from maturity.usecases.plan import plan_scored, read_plan
from maturity.usecases.score import score_file
from maturity.usecases.templates import DEFAULT_TEMPLATE, fonts_of, template_folder
from maturity.view.report import report_view
from maturity.view.report_benchmark import benchmark_view
from maturity.view.roadmap import roadmap_view

SUFFIXES = (".html", ".pdf")


@dataclass(frozen=True)
class Beside:
    """Files that a report tells of besides the response.

    Attributes:
        plan: A roadmap as `maturity plan` wrote it; made anew when left out.
        benchmark: Results of many, as `maturity batch` wrote them, to stand among.
    """

    plan: str | None = None
    benchmark: str | None = None


NOTHING_BESIDE = Beside()


def make_report(
    path: str,
    suffix: str,
    *,
    rubric: str | None = None,
    template: str = DEFAULT_TEMPLATE,
    language: str = "en",
    library: Library | None = None,
    beside: Beside = NOTHING_BESIDE,
) -> tuple[bytes, Library]:
    """The bytes of a report that ends in `.html` or `.pdf`, and what was read for it.

    Args:
        path: The response.
        suffix: The report's ending.
        rubric: The rubric's id or path; the default one when left out.
        template: A template's name or folder.
        language: The reader's language.
        library: Reads the files.
        beside: Further files that the report tells of.

    Raises:
        InputError: When a file is invalid.
        UsageError: When there is no such rubric or template, or the template has a mistake.
        MachineError: When this machine cannot make a PDF.
    """
    library = library or Library()
    chosen = template_folder(template)
    scored = score_file(library, path, rubric, language)
    plan = beside.plan
    roadmap = read_plan(library, plan, scored) if plan else plan_scored(scored)
    told = roadmap_view(scored, roadmap, language) if roadmap else None
    among = None
    if beside.benchmark is not None:
        # Tables of results need polars, which takes its time.
        from maturity.usecases.benchmark import read_benchmark

        held = read_benchmark(library, beside.benchmark, scored)
        among = benchmark_view(scored, held, language)
    view = report_view(scored, language, roadmap=told, benchmark=among)
    pdf = suffix == ".pdf"
    page = render_html(view, chosen, pdf=pdf, fonts=fonts_of(chosen))
    return (render_pdf(page) if pdf else page.encode()), library
