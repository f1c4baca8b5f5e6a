"""The HTML report: one file, readable by everyone, and what it prints is what was scored."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from playwright.sync_api import Browser

from maturity.scoring.assess import Scored
from maturity.storage.library import Library
from maturity.usecases.score import score_file
from maturity.view.wording import headline
from report.made import ARABIC, Made
from support.browser import look_at


class Outline(HTMLParser):
    """The elements and headings of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.title = ""
        self._open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "title" and "svg" not in self._open:
            self.title += data
        if "style" not in self._open:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def scored(made: Made) -> Scored:
    return score_file(Library(), str(made.source), None, "en")


@pytest.mark.parametrize("index", range(3))
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_examples_are_readable_by_everyone(
    browser: Browser, examples: list[Made], index: int, colours: str
) -> None:
    for width in (320, 1280):
        look = look_at(browser, examples[index].html, colours=colours, width=width)  # type: ignore[arg-type]
        assert look.problems == []


def test_hard_cases_are_readable_by_everyone(
    browser: Browser, hard: list[Made], methods: list[Made]
) -> None:
    for made in [*hard, *methods]:
        assert look_at(browser, made.html, width=320).problems == [], made.name
    for made in methods:
        assert look_at(browser, made.html, colours="dark").problems == [], made.name


def test_the_page_prints_what_was_scored(examples: list[Made]) -> None:
    for made in examples:
        result = scored(made)
        path = result.assessment.path
        assert path is not None
        page = Outline(made.html.read_text())
        assert headline(result, "en") in page.text
        stairs = [
            attrs["class"] or ""
            for attrs in page.all("li")
            if "stair" in (attrs.get("class") or "").split()
        ]
        assert sum("done" in stair.split() for stair in stairs) == path.position
        assert [i + 1 for i, stair in enumerate(stairs) if "here" in stair.split()] == (
            [path.position] if path.position else []
        )


def test_structure(examples: list[Made], hard: list[Made], methods: list[Made]) -> None:
    for made in [*examples, *hard, *methods]:
        page = Outline(made.html.read_text())
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(below <= above + 1 for above, below in pairwise(levels))
        assert page.all("html")[0]["lang"] == "en"
        assert page.title.startswith("Where ")
        assert all(not {"style", "onclick", "src"} & set(attrs) for _, attrs in page.tags)
        assert not page.all("script")
        ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
        assert len(ids) == len(set(ids))
        targets = {
            (attrs["href"] or "")[1:]
            for attrs in page.all("a")
            if (attrs["href"] or "").startswith("#")
        }
        assert targets <= set(ids)
        assert all(attrs.get("scope") in {"row", "col"} for attrs in page.all("th"))
        assert len(page.all("caption")) == len(page.all("table"))
        others = [
            attrs["href"] or ""
            for attrs in page.all("a")
            if not (attrs["href"] or "").startswith("#")
        ]
        assert all(href.startswith(("https://", "http://")) for href in others)


def test_text_from_files_stays_text(hard: list[Made]) -> None:
    made = next(each for each in hard if each.name == "hostile")
    page = Outline(made.html.read_text())
    assert "<script>alert(1)</script> {{ 7*7 }} {% raw %} </style> javascript:alert(1)" in page.text
    assert "a[U+202E]b[U+2066]c" in page.text
    assert ARABIC in page.text


def test_every_question_stands_in_the_report(examples: list[Made]) -> None:
    for made in examples:
        result = scored(made)
        ids = {attrs.get("id") for _, attrs in Outline(made.html.read_text()).tags}
        assert {f"q-{question.id}" for question in result.questionnaire.questions()} <= ids
