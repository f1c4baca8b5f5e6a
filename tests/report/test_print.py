"""The PDF report: accessible, the same every time, and no native crash ends the command."""

import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from maturity.errors import MachineError
from maturity.report import pdf
from maturity.usecases.report import make_report
from report.made import ARABIC, Made, example
from support.machine import require
from support.verapdf import check_pdf_ua


def test_pdf_ua(examples: list[Made], hard: list[Made], methods: list[Made]) -> None:
    pdfs = [made.pdf for made in [*examples, *hard, *methods]]
    assert [str(failure) for failure in check_pdf_ua(*pdfs)] == []


def test_document(examples: list[Made]) -> None:
    for made in examples:
        opened = PdfReader(made.pdf)
        root: Any = opened.trailer["/Root"]
        assert root["/Lang"] == "en"
        assert opened.metadata is not None
        assert str(opened.metadata.title).startswith("Where ")
        outline: Any = opened.outline
        assert len([each for each in outline if not isinstance(each, list)]) == 1
        chapters = [each.title for each in outline[1] if not isinstance(each, list)]
        targets = ["Targets"] if "orvendal" not in made.name else []
        assert chapters[1:] == [
            "The path", "The barriers", *targets, "What we found", "The roadmap", "About the organisation", "All answers", "Method and sources",
        ]  # fmt: skip
        fonts = {str(font) for page in opened.pages for font in _fonts(page)}
        assert all("Paper-Sans" in font for font in fonts), fonts


def test_pages_are_well_filled(examples: list[Made]) -> None:
    for made in examples:
        pages = [page.extract_text() for page in PdfReader(made.pdf).pages]
        assert all(len(text) > 250 for text in pages), made.name
        assert all(f"{number} / {len(pages)}" in text for number, text in enumerate(pages, 1))


def test_nothing_of_the_summary_is_lost(
    examples: list[Made], hard: list[Made], methods: list[Made]
) -> None:
    for made in [*examples, *hard, *methods]:
        whole = made.html.read_text()
        start = whole.index('<section class="summary"')
        summary = re.sub(r"<svg.*?</svg>|<caption.*?</caption>", "", whole[start:], flags=re.DOTALL)
        said = re.findall(r">([^<]+)<", summary[: summary.index("</section>")])
        printed = [page.extract_text() for page in PdfReader(made.pdf).pages]
        first = next(n for n, text in enumerate(printed) if "Contents\nT" in text)
        before = re.sub(r"\s", "", "".join(printed[:first]))
        lost = [text for text in said if re.sub(r"\s", "", unescape(text)) not in before]
        assert lost == [], made.name


def test_every_letter_is_drawn_or_named(hard: list[Made]) -> None:
    made = next(each for each in hard if each.name == "hostile")
    opened = PdfReader(made.pdf)
    text = "".join(page.extract_text() for page in opened.pages)
    assert "[U+6F22]" in re.sub(r"\s", "", text)
    assert "[U+1F469]" in re.sub(r"\s", "", text)
    assert any("Arabic" in str(font) for page in opened.pages for font in _fonts(page))
    assert ARABIC[:3] in text or ARABIC[:3][::-1] in text or "\ufe8e" in text


def test_same_answers_same_bytes(examples: list[Made]) -> None:
    made = examples[0]
    assert make_report(str(made.source), ".pdf")[0] == made.pdf.read_bytes()
    assert make_report(str(made.source), ".html")[0] == made.html.read_bytes()


def test_nothing_is_fetched(tmp_path: Path) -> None:
    require("pango")
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    for part in (
        f'<img alt="x" src="{secret.as_uri()}">',
        f'<link rel="attachment" href="{secret.as_uri()}">',
    ):
        with pytest.raises(MachineError) as caught:
            pdf.render_pdf(
                f'<html lang="en"><head><title>t</title></head><body><h1>h</h1>{part}</body></html>'
            )
        assert caught.value.key == "error.pdf.failed"


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("sys.exit(3)", "error.pdf.pango"),
        ("os.kill(os.getpid(), 11)", "error.pdf.failed"),
        ("print('no PDF')", "error.pdf.failed"),
    ],
)
def test_a_crash_is_told(monkeypatch: pytest.MonkeyPatch, code: str, key: str) -> None:
    run = subprocess.run
    instead = [sys.executable, "-c", f"import os, sys; sys.stdin.read(); {code}"]
    monkeypatch.setattr(
        "maturity.report.pdf.subprocess.run", lambda command, **options: run(instead, **options)
    )
    with pytest.raises(MachineError) as caught:
        make_report(str(example("orvendal-city")), ".pdf")
    assert caught.value.key == key


def _fonts(page: Any) -> list[Any]:
    return [font.get_object()["/BaseFont"] for font in page["/Resources"].get("/Font", {}).values()]
