"""How many reports are made, as pages for the screen and as PDFs?"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path

from benchmarks.figures import ROOT, line
from maturity.report.html import open_template
from maturity.report.pdf_worker import Printer
from maturity.report.preload import preload
from maturity.scoring.assess import Scored
from maturity.storage.library import Library
from maturity.usecases.plan import plan_scored
from maturity.usecases.score import score_file
from maturity.view.report import report_view
from maturity.view.roadmap import roadmap_view

EXAMPLES = ("brennavia-statistics", "orvendal-city", "ulmerra-basin-water")
TEMPLATE = ROOT / "report_templates" / "roadmap"
PAGES = 600
PDFS = 12
ROUNDS = 3
SIDES = 2


def reports() -> list[bool]:
    """Two processes: pages for the screen, PDFs, and the same PDFs by the bare library."""
    preload(TEMPLATE)
    scored = [
        score_file(Library(), str(ROOT / f"examples/{name}.yaml"), None, "en") for name in EXAMPLES
    ]
    return [_screen(scored), *_paper(scored)]


def _screen(scored: list[Scored]) -> bool:
    """From a scored response to a file; without robustness and roadmap."""
    bare = [
        replace(one, assessment=one.assessment.model_copy(update={"robustness": None}))
        for one in scored
    ]
    with tempfile.TemporaryDirectory() as where:
        jobs = [(Path(where), number, bare) for number in range(SIDES)]
        with _pool() as pool:
            list(pool.map(_write, jobs, [9] * SIDES))  # each process has begun
            start = time.perf_counter()
            used = sum(pool.map(_write, jobs, [PAGES // SIDES] * SIDES))
            taken = time.perf_counter() - start
    rate = PAGES / taken
    return line(
        "HTML reports a second, two processes",
        f"{rate:,.0f} ({1000 * used / PAGES:.1f} ms CPU each)",
        "150",
        holds=rate >= 150,
        kind="at least",
    )


def _write(job: tuple[Path, int, list[Scored]], count: int) -> float:
    """Write reports; returns the seconds of processor time."""
    where, side, scored = job
    start = time.process_time()
    for number, one in enumerate(islice(cycle(scored), count)):
        page = open_template(TEMPLATE).render(report_view(one, "en"))
        (where / f"{side}-{number}.html").write_bytes(page.encode())
    return time.process_time() - start


def _paper(scored: list[Scored]) -> list[bool]:
    """Full reports, with robustness and roadmap."""
    pages = [_full_page(one) for one in scored]
    ours, bare = [], []
    with _pool() as own, _pool() as other:
        for pool, prints in ((own, _ours), (other, _bare)):
            list(pool.map(prints, pages[:1] * SIDES))  # each process has begun
        for _ in range(ROUNDS):  # turn by turn, so that a busy machine slows both alike
            ours.append(_rate(own, _ours, pages))
            bare.append(_rate(other, _bare, pages))
    rate, used = max(ours)
    ratio = sum(each for each, _ in ours) / sum(each for each, _ in bare)
    return [
        line(
            "full PDFs a minute, two processes",
            f"{rate:.0f} ({used:.1f} s CPU each)",
            "60",
            holds=rate >= 60,
            kind="at least",
        ),
        line(
            "PDFs beside bare WeasyPrint of the same pages",
            f"{ratio:.2f} x",
            "0.9 x",
            holds=ratio >= 0.9,
            kind="at least",
        ),
    ]


def _full_page(scored: Scored) -> str:
    plan = plan_scored(scored)
    told = roadmap_view(scored, plan, "en") if plan else None
    return open_template(TEMPLATE).render(report_view(scored, "en", roadmap=told), pdf=True)


def _rate(
    pool: ProcessPoolExecutor, prints: Callable[[str], float], pages: list[str]
) -> tuple[float, float]:
    """PDFs a minute, and the seconds of processor time for each."""
    start = time.perf_counter()
    used = sum(pool.map(prints, islice(cycle(pages), PDFS)))
    return 60 * PDFS / (time.perf_counter() - start), used / PDFS


_printers: dict[int, Printer] = {}


def _ours(page: str) -> float:
    printer = _printers.setdefault(os.getpid(), Printer())
    start = time.process_time()
    printer.print(page)
    return time.process_time() - start


def _bare(page: str) -> float:
    import weasyprint

    start = time.process_time()
    weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    return time.process_time() - start


_pool = partial(ProcessPoolExecutor, SIDES, mp_context=get_context("fork"))


if __name__ == "__main__":
    sys.exit(not all(reports()))
