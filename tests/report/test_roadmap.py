"""The roadmap in the report: what it draws, in words and pictures, on screen and on paper."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from maturity.view.report import report_view
from maturity.view.report_roadmap import Frontier, Gantt, pictures, short
from maturity.view.roadmap_model import Point, RoadmapView
from report.made import ARABIC, Made
from report.roadmaps import FAULTY, kinds, make_plans, page, roadmap, scored
from report.test_page import Outline
from support.browser import look_at
from support.machine import require
from support.verapdf import check_pdf_ua

PAPER = ["one", "many", "months", "hostile", "late", "pathless"]
PARTS = [
    "Who does what, and when",
    "What it brings",
    "Step 1 takes 5% of the effort that step 4 takes in all",
    "What is sure, and what is a guess",
    "What is assumed",
    "The actions",
    "Owner by owner",
]


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    require("pango")
    return make_plans(tmp_path_factory.mktemp("plans"), PAPER)


def gantt(view: RoadmapView) -> Gantt:
    drawn = pictures(scored("ulmerra-basin-water"), view, "en").gantt
    assert drawn is not None
    return drawn


def frontier(points: tuple[Point, ...]) -> Frontier | None:
    view = replace(roadmap(4, 3), frontier=points)
    return pictures(scored("ulmerra-basin-water"), view, "en").frontier


def chapter(name: str) -> str:
    """The roadmap's chapter on screen."""
    text = page(kinds()[name])
    return text[
        text.index('<section class="chapter roadmap"') : text.index('aria-labelledby="about"')
    ]


def titles(html: str) -> list[str]:
    """The titles of its pictures, which those read who do not see them."""
    return re.findall(
        r'<svg class="(?:span|rise|pair|frontier)-picture"[^>]*><title>(.*?)</title>', html
    )


def test_actions_that_begin_together_stand_together() -> None:
    drawn = gantt(roadmap(8, 2))
    numbers = [[row.bar.number for row in group] for group in drawn.groups]
    assert numbers == [[1, 2, 3, 4, 5], [6, 7, 8]]
    assert [(head.label, head.span, head.edge, head.days) for head in drawn.heads] == [
        ("Q1 2027", 1, 0.5, "80"),
        ("Q2 2027", 1, 1.0, "80"),
    ]


def test_the_order_is_that_of_the_beginnings() -> None:
    view = roadmap(8, 2)
    drawn = gantt(replace(view, bars=view.bars[::-1]))
    assert [row.bar.number for group in drawn.groups for row in group] == list(range(1, 9))


@pytest.mark.parametrize(
    ("columns", "spans"),
    [(1, [1]), (14, [1] * 14), (15, [2] * 7 + [1]), (43, [4] * 10 + [3])],
)
def test_many_columns_are_drawn_together(columns: int, spans: list[int]) -> None:
    drawn = gantt(roadmap(20, columns))
    assert [head.span for head in drawn.heads] == spans
    assert drawn.heads[-1].edge == 1.0
    assert len(drawn.rises) == len(spans)
    assert ("Each column stands for" in drawn.note) == (max(spans) > 1)
    assert all(0 <= row.bar.start < row.bar.end <= 1 for group in drawn.groups for row in group)


def test_the_line_rises_from_today_and_never_falls() -> None:
    drawn = gantt(roadmap(8, 5))
    rises = drawn.rises
    assert rises[0].before == pytest.approx(0.388888888889 / 4)
    assert all(before.after == after.before for before, after in pairwise(rises))
    assert all(each.before <= each.after <= each.high for each in rises)  # one progress is unknown
    assert rises[-1].after == 1
    assert [each.shown for each in rises] == ["0", "1-2", "2", "2", "4"]


def test_without_a_path_no_line_is_drawn() -> None:
    drawn = gantt(kinds()["pathless"])
    assert drawn.rises == ()
    assert "rises" not in drawn.note


def test_actions_that_depend_on_a_guess_are_drawn_otherwise_only_beside_firm_ones() -> None:
    view = roadmap(8, 2)
    assert gantt(view).mixed
    none = replace(view, bars=tuple(replace(bar, firm=False) for bar in view.bars))
    assert not gantt(none).mixed
    assert "c-soft s-bar" not in page(none)
    assert "c-soft s-bar" in page(view)


def test_words_are_cut_where_there_is_little_room() -> None:
    assert short("Name a keeper") == "Name a keeper"
    assert short("a" * 300) == "a" * 63 + "…"
    assert short("word " * 60) == "word " * 12 + "…" or short("word " * 60).endswith("word…")
    assert all(len(row.title) <= 64 for g in gantt(kinds()["long"]).groups for row in g)


def test_the_frontier_rises_in_steps_and_ends_on_round_numbers() -> None:
    points = (
        Point(0.4, 5, "", ""),
        Point(0.7, 40, "", ""),
        Point(1.0, 96, "Step 1: 96 days", "First"),
        Point(1.3, 96, "", ""),
        Point(2.0, 540, "Step 2: 540 days", "Second"),
    )
    drawn = frontier(points)
    assert drawn is not None
    assert drawn.title == "Step 1 takes 18% of the effort that step 2 takes in all"
    assert [tick.label for tick in drawn.costs] == ["0", "200", "400", "600"]
    assert drawn.said == ("Step 1: 96 days", "Step 2: 540 days")
    assert drawn.alt == "The least effort for each step. Step 1: 96 days; Step 2: 540 days"
    assert drawn.marks == pytest.approx((96 / 600, 540 / 600))
    heights = [height for _, height in drawn.line]
    places = [place for place, _ in drawn.line]
    assert heights == sorted(heights)
    assert places == sorted(places)
    assert [places[0], places[-1]] == [0.0, 1.0]
    assert heights[-1] == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("points", "title"),
    [
        ((), None),
        ((Point(0.5, 3, "", ""),), None),
        ((Point(1.0, 0, "", "First"),), None),
        ((Point(1.0, 96, "", "First"),), "What step 1 takes at least"),
        (
            (Point(1.0, 96, "", "First"), Point(2.0, 96, "", "Second")),
            "What reaches step 1 reaches step 2 too",
        ),
    ],
)
def test_a_frontier_says_what_there_is_to_say(points: tuple[Point, ...], title: str | None) -> None:
    drawn = frontier(points)
    assert (None if drawn is None else drawn.title) == title


def test_an_owner_is_told_when_how_much_is_asked() -> None:
    owners = pictures(scored("ulmerra-basin-water"), roadmap(4, 3), "en").owners
    assert [(each.name, each.load) for each in owners] == [
        ("Head of any unit", "Q1 2027: 20 · Q2 2027: 20"),
        ("Head of any unit or project lead", "Q1 2027"),
        ("Owner of the dataset", "Q3 2027"),
    ]
    assert sorted(bar.number for each in owners for bar in each.bars) == [1, 2, 3, 4]


def test_the_first_page_begins_with_the_plan() -> None:
    view = kinds()["many"]
    report = report_view(scored("ulmerra-basin-water"), "en", roadmap=view)
    assert report.summary.first_lead == view.headline
    assert [action.number for action in report.summary.first] == [1, 2, 3, 4]
    assert report.summary.first_more == "27 more actions are in the roadmap. All effort is assumed."
    few = report_view(scored("ulmerra-basin-water"), "en", roadmap=kinds()["four"])
    assert few.summary.first_more == "All effort is assumed."
    done = report_view(scored("orvendal-city"), "en", roadmap=kinds()["reached"])
    assert done.summary.first == ()
    assert done.summary.first_none == "Step 4, “Grow skills”, is reached already."


def test_the_chapter_has_its_parts_in_order() -> None:
    html = chapter("many")
    assert re.findall(r"<h3[^>]*>(.*?)</h3>", html) == PARTS
    assert html.count("<h4 id=") == 31
    assert html.count('class="span-picture"') == 31
    assert html.count('class="rise-picture"') == 14
    assert chapter("late").count('class="callout"') == 2
    assert "<h3" not in chapter("reached")
    assert re.findall(r"<h3[^>]*>(.*?)</h3>", chapter("impossible")) == [
        "What stands in the way",
        "What would help",
    ]


def test_pictures_say_their_numbers() -> None:
    said = titles(chapter("four"))
    assert said[:4] == [
        "Action 1: Q1 2027 to Q2 2027",
        "Action 2: Q1 2027 to Q2 2027",
        "Action 3: Q2 2027 to Q2 2027",
        "Action 4: Q3 2027 to Q3 2027",
    ]
    assert "on step 4" in said
    assert "Working in silos: 0.0 today, 1.0 at the end of the plan" in said
    assert "Missing leadership: no score today, 1.6 at the end of the plan" not in said[:4]
    assert said[-1].startswith("The least effort for each step. Step 1, ")
    assert len(said) == 4 + 3 + 7 + 1


def test_proof_and_comparison_stand_in_the_method() -> None:
    html = page(kinds()["four"])
    method = html[html.index('aria-labelledby="method"') :]
    assert "How the roadmap was found" in method
    assert "Every action there is" in method


def test_long_lists_of_other_ways_end_early() -> None:
    view = replace(roadmap(8, 2), instead=tuple(f"Without “{n}”: {n} days." for n in range(31)))
    html = page(view)
    assert "Without “7”" in html
    assert "Without “8”" not in html
    assert "For 23 more, the way without them costs more still." in html


def test_rows_are_as_wide_as_the_head(plans: list[Made]) -> None:
    for made in plans:
        for table in re.findall(
            r'<table class="gantt.*?</table>', made.html.read_text(), re.DOTALL
        ):
            widths = {
                len(re.findall(r"<t[hd]\b(?![^>]*colspan)", row))
                + sum(map(int, re.findall(r'colspan="(\d+)"', row)))
                for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)
            }
            assert len(widths) == 1, made.name


def test_what_files_say_stays_text() -> None:
    html = page(kinds()["hostile"])
    assert FAULTY not in html
    assert FAULTY in Outline(html).text
    assert not Outline(html).all("script")
    assert ARABIC in Outline(page(kinds()["arabic"])).text


@pytest.mark.parametrize("name", list(kinds()))
def test_structure(name: str) -> None:
    outline = Outline(page(kinds()[name]))
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch("h[1-6]", tag)]
    assert all(below <= above + 1 for above, below in pairwise(levels))
    ids = [attrs["id"] for _, attrs in outline.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = {href[1:] for a in outline.all("a") if (href := a["href"] or "").startswith("#")}
    assert links <= set(ids)
    assert all("style" not in attrs for _, attrs in outline.tags)
    assert len(outline.all("caption")) == len(outline.all("table"))


def test_readable_by_everyone(browser: Browser, plans: list[Made], tmp_path: Path) -> None:
    for made, colours, width in _looks(plans):
        look = look_at(browser, made.html, colours=colours, width=width)  # type: ignore[arg-type]
        assert look.problems == [], (made.name, colours, width)
    for name in ("long", "arabic", "reached", "impossible"):
        path = tmp_path / f"{name}.html"
        path.write_text(page(kinds()[name]), "utf-8")
        assert look_at(browser, path, width=320).problems == [], name


def _looks(plans: list[Made]) -> Iterator[tuple[Made, str, int]]:
    for made in plans:
        yield made, "light", 320
    for made in plans:
        if made.name in {"many", "late"}:
            yield made, "dark", 1280
            yield made, "light", 1280


def test_paper(plans: list[Made]) -> None:
    assert [str(failure) for failure in check_pdf_ua(*(made.pdf for made in plans))] == []
    for made in plans:
        pages = [each.extract_text() for each in PdfReader(made.pdf).pages]
        assert all(len(text) > 250 for text in pages), made.name
        fonts = {name for each in PdfReader(made.pdf).pages for name in _fonts(each)}
        assert all("Paper-" in name for name in fonts), (made.name, fonts)


def _fonts(each: Any) -> list[str]:
    fonts = each["/Resources"].get("/Font", {}).values()
    return [str(font.get_object()["/BaseFont"]) for font in fonts]
