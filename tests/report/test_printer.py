"""Many pages printed in one process: each as if it were the first, and nothing is fetched."""

import base64
import ctypes.util
import gc
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from maturity.errors import MachineError
from maturity.report.html import open_template
from maturity.report.pdf import render_pdf
from maturity.report.pdf_worker import Printer, load
from maturity.storage.library import Library
from maturity.storage.packaged import folder
from maturity.usecases.score import score_file
from maturity.view.report import report_view
from report.made import example, hard_cases
from support.machine import require

TEMPLATE = folder("report_templates") / "roadmap"
SHEET = "<style>p { color: teal } @page { @bottom-left { content: counter(page) } }</style>"
SMALL = f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>T</title>\n{SHEET}\n</head><body><h1>H</h1><p>Text</p></body></html>'


@pytest.fixture(scope="module")
def printer() -> Printer:
    require("pango")
    return Printer()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Two pages for paper, of which the second needs more fonts."""
    hostile = next(p for p in hard_cases(tmp_path_factory.mktemp("p")) if p.stem == "hostile")
    scored = [
        score_file(Library(), str(p), None, "en") for p in (example("orvendal-city"), hostile)
    ]
    return [open_template(TEMPLATE).render(report_view(s, "en"), pdf=True) for s in scored]


def bare(html: str) -> bytes:
    """What the library makes of a page that it reads as a whole."""
    page = load().HTML(string=html)
    return bytes(page.write_pdf(pdf_variant="pdf/ua-1"))


def test_the_order_of_pages_changes_no_byte(printer: Printer, pages: list[str]) -> None:
    first, second = pages
    alone = [render_pdf(page) for page in pages]
    assert [printer.print(page) for page in (first, second, first)] == [*alone, alone[0]]
    assert printer.print(SMALL) == render_pdf(SMALL)
    assert printer.print(second) == alone[1]


def test_a_page_is_printed_as_if_read_as_a_whole(printer: Printer, pages: list[str]) -> None:
    further = SMALL.replace("</head>", "<style>p { color: maroon !important }</style></head>")
    imported = SMALL.replace("<style>p", "<style>@import 'data:text/css,p{font-size:40px}'; p")
    hidden = SMALL.replace(SHEET, f"<!-- {SHEET} -->")
    layered = SMALL.replace("p { color: teal }", "@layer a { p { color: red } } p { color: teal }")
    late = SMALL.replace("<h1>", "<style>h1 { color: red }</style><h1>")
    counted = SMALL.replace(
        "<style>p",
        "<style>@counter-style c { system: cyclic; symbols: X } "
        "p::before { counter-increment: n; content: counter(n, c) } p",
    )
    for page in (pages[0], SMALL, further, imported, hidden, layered, late, counted):
        assert printer.print(page) == bare(page)


def test_threads_take_turns(printer: Printer) -> None:
    sheets = [SMALL.replace("teal", f"#{number:06x}") for number in range(3)] * 4
    alone = [printer.print(page) for page in sheets]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(printer.print, sheets)) == alone


def test_only_the_last_few_style_sheets_are_kept(printer: Printer) -> None:
    colours = [f"#{number:06x}" for number in range(7)]
    sheets = [SMALL.replace("teal", colour) for colour in colours]
    once = [printer.print(page) for page in sheets]
    assert len(set(once)) == len(colours)
    assert [printer.print(page) for page in reversed(sheets)] == once[::-1]


@pytest.mark.parametrize(
    "part",
    [
        '<img alt="x" src="{secret}">',
        '<link rel="attachment" href="{secret}">',
        '<p style="background: url({secret})">x</p>',
        '<a rel="attachment" href="{secret}">x</a>',
        '<object data="{secret}"></object>',
        '<style>@import "{secret}";</style>',
        "<style>@font-face {{ font-family: f; src: url({secret}) }} p {{ font-family: f }}</style>",
        '<img alt="x" src="http://127.0.0.1:9/x.png">',
    ],
)
def test_nothing_is_fetched(printer: Printer, tmp_path: Path, part: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    before = printer.print(SMALL)
    told = part.format(secret=secret.as_uri())
    for page in (SMALL.replace("<p>", f"{told}<p>"), SMALL.replace(SHEET, f"{told}{SHEET}")):
        with pytest.raises(MachineError) as caught:
            printer.print(page)
        assert caught.value.key == "error.pdf.failed"
        assert caught.value.values["why"].startswith("FatalURLFetchingError")
    assert printer.print(SMALL) == before


def test_a_style_sheet_fetches_nothing_either(printer: Printer, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttf"
    secret.write_text("a secret")
    face = f"<style>@font-face {{ font-family: f; src: url({secret.as_uri()}) }} p"
    for _ in range(2):
        with pytest.raises(MachineError):
            printer.print(SMALL.replace("<style>p", face))


def test_the_process_is_left_as_it_was(printer: Printer, monkeypatch: pytest.MonkeyPatch) -> None:
    thresholds = gc.get_threshold()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    printed = printer.print(SMALL)
    assert os.environ["SOURCE_DATE_EPOCH"] == "86400"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert printer.print(SMALL) == printed
    assert "SOURCE_DATE_EPOCH" not in os.environ
    assert ctypes.util.find_library("c")
    assert gc.get_threshold() == thresholds


def test_forked_processes_print_the_same_and_leave_nothing(tmp_path: Path) -> None:
    require("pango")
    page, scratch = tmp_path / "page.html", tmp_path / "scratch"
    page.write_text(SMALL.replace("<style>p", f"<style>{face()} p"))
    scratch.mkdir()
    script = (
        "import multiprocessing, pathlib, sys\n"
        "from maturity.report.preload import preload\n"
        "from maturity.report.pdf_worker import Printer\n"
        "kept = []\n"
        "def work(name):\n"
        "    kept.append(Printer())\n"
        "    return kept[0].print(pathlib.Path(name).read_text())\n"
        "preload(pathlib.Path(sys.argv[1]))\n"
        "pool = multiprocessing.get_context('fork').Pool(2)\n"
        "one, two = pool.map(work, [sys.argv[2]] * 2, chunksize=1)\n"
        "pool.close()\n"
        "pool.join()\n"
        "assert one == two\n"
        "sys.stdout.buffer.write(one)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(TEMPLATE), str(page)],
        capture_output=True,
        check=False,
        env=os.environ | {"TMPDIR": str(scratch)},
    )
    assert ran.stderr == b""
    assert ran.stdout == render_pdf(page.read_text())
    assert list(scratch.iterdir()) == []


def face() -> str:
    """A font as a page carries it."""
    font = folder("report_templates") / "fonts" / "SourceSans3-Regular.ttf"
    data = base64.b64encode(font.read_bytes()).decode()
    return f"@font-face {{ font-family: f; src: url(data:font/ttf;base64,{data}) }}"
