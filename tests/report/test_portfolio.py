"""The picture of many as a page and as a PDF: readable by everyone, whatever is in it."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from maturity.portfolio.bodies import Bodies
from maturity.portfolio.common import common_actions
from maturity.portfolio.portfolio import portfolio_of
from maturity.report.pdf import render_pdf
from maturity.report.portfolio_html import portfolio_html
from maturity.storage.packaged import folder
from maturity.view.portfolio import portfolio_view
from portfolio.made import ARABIC, government, nobody_knows, odd
from report.test_page import Outline
from support.browser import look_at
from support.machine import require
from support.verapdf import check_pdf_ua

TEMPLATE = folder("report_templates") / "portfolio"
LABELS = ("country", "government")


@dataclass(frozen=True)
class Portrait:
    """One portfolio with its files."""

    name: str
    bodies: Bodies
    html: Path
    pdf: Path


def page(bodies: Bodies, *, pdf: bool = False, actions: bool = False) -> str:
    found = portfolio_of(bodies, LABELS, common_actions(bodies) if actions else None)
    view = portfolio_view(found, bodies.questionnaire, bodies.rubric, "en")
    return portfolio_html(view, TEMPLATE, pdf=pdf)


@pytest.fixture(scope="session")
def portraits(tmp_path_factory: pytest.TempPathFactory) -> list[Portrait]:
    """Portfolios of every size and kind."""
    require("pango")
    where = tmp_path_factory.mktemp("portfolios")
    kinds = {
        "one": government(1),
        "five": government(5, 2),
        "fifty": government(50),
        "many": government(200),
        "odd": odd(12),
        "nobody": nobody_knows(),
    }
    made = []
    for name, bodies in kinds.items():
        each = Portrait(name, bodies, where / f"{name}.html", where / f"{name}.pdf")
        each.html.write_text(page(bodies, actions=name == "fifty"), "utf-8")
        each.pdf.write_bytes(render_pdf(page(bodies, pdf=True, actions=name == "fifty")))
        made.append(each)
    return made


def test_pages_are_readable_by_everyone(browser: Browser, portraits: list[Portrait]) -> None:
    for each in portraits:
        assert look_at(browser, each.html, width=320).problems == [], each.name
        assert look_at(browser, each.html, colours="dark").problems == [], each.name


def test_pdfs_are_readable_by_everyone(portraits: list[Portrait]) -> None:
    assert [str(failure) for failure in check_pdf_ua(*[each.pdf for each in portraits])] == []


def test_all_of_the_first_page_is_on_paper(portraits: list[Portrait]) -> None:
    for each in portraits:
        found = portfolio_of(each.bodies, LABELS)
        opening = portfolio_view(found, each.bodies.questionnaire, each.bodies.rubric, "en").opening
        text = " ".join(part.extract_text() for part in PdfReader(each.pdf).pages[:2])
        printed = re.sub(r"\s+", "", text)
        lines = [re.sub(r"\s+", "", line) for line in (*opening.back, *opening.sure)]
        assert [line for line in lines if line not in printed] == [], each.name


def test_everybody_is_named_on_the_page(portraits: list[Portrait]) -> None:
    for each in portraits:
        if each.name == "odd":
            continue
        text = Outline(each.html.read_text("utf-8")).text
        assert all(name in text for name in each.bodies.names), each.name


def test_on_paper_many_stand_in_groups(portraits: list[Portrait]) -> None:
    many = next(each for each in portraits if each.name == "many")
    opened = PdfReader(many.pdf)
    text = re.sub(r"\s+", " ", " ".join(part.extract_text() for part in opened.pages))
    assert len(opened.pages) <= 20
    assert "Every organisation by name stands in the HTML version" in text
    assert "1 to 10" in text
    assert sum(name in text for name in many.bodies.names) < 100


def test_pages_of_the_pdf_are_well_filled(portraits: list[Portrait]) -> None:
    for each in portraits:
        pages = [part.extract_text() for part in PdfReader(each.pdf).pages]
        assert all(len(text) > 200 for text in pages), each.name


def test_text_from_files_stays_text(portraits: list[Portrait]) -> None:
    strange = next(each for each in portraits if each.name == "odd")
    outline = Outline(strange.html.read_text("utf-8"))
    assert "<script>alert(1)</script> {{ 7*7 }}" in outline.text
    assert not outline.all("script")
    assert ARABIC in outline.text


def test_structure(portraits: list[Portrait]) -> None:
    for each in portraits:
        outline = Outline(each.html.read_text("utf-8"))
        ids = [attrs["id"] for _, attrs in outline.tags if "id" in attrs]
        assert len(ids) == len(set(ids)), each.name
        targets = {(a["href"] or "")[1:] for a in outline.all("a")}
        assert targets <= set(ids), each.name
        assert all(not {"style", "src"} & set(attrs) for _, attrs in outline.tags)
        assert len(outline.all("caption")) == len(outline.all("table"))
        for chart in outline.all("svg"):
            assert chart["role"] == "img"


def test_what_a_longer_bar_means_is_said_wherever_one_is_drawn(portraits: list[Portrait]) -> None:
    fifty = next(each for each in portraits if each.name == "fifty")
    for chapter in fifty.html.read_text("utf-8").split("<h2 ")[1:]:
        if 'class="bar-picture"' in chapter:
            assert re.search(r"longer bar means|further right", chapter), chapter[:60]


def test_five_thousand_fit_into_five_megabytes() -> None:
    bodies = government(5000)
    size = len(page(bodies).encode())
    assert size < 5_000_000
    assert len(page(bodies, pdf=True)) < size


def test_same_answers_same_bytes(portraits: list[Portrait]) -> None:
    five = next(each for each in portraits if each.name == "five")
    assert page(five.bodies) == five.html.read_text("utf-8")
    assert render_pdf(page(five.bodies, pdf=True)) == five.pdf.read_bytes()
