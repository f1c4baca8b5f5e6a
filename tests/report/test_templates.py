"""A method owner's own template: found by name or path, and its mistakes are named."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from maturity.errors import UsageError
from maturity.report.html import open_template, render_html
from maturity.report.letters import for_paper, for_screen
from maturity.report.sandbox import sandbox
from maturity.report.template import Template
from maturity.storage.library import Library
from maturity.storage.packaged import folder
from maturity.usecases.report import make_report
from maturity.usecases.score import score_file
from maturity.usecases.templates import template_folder, template_names
from maturity.view.report import report_view
from report.made import ARABIC, example

SHIPPED = folder("report_templates") / "roadmap"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "own"))


def test_by_name_or_path(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "roadmap" in template_names()
    assert template_folder("roadmap") == SHIPPED.resolve()
    assert template_folder(str(own)) == own
    with pytest.raises(UsageError) as caught:
        template_folder("nothing")
    assert "roadmap" in caught.value.values["known"]


def test_own_colours(own: Path) -> None:
    theme = own / "theme.toml"
    theme.write_text(theme.read_text().replace("#0b5a6e", "#123456"))
    page = make_report(str(example("orvendal-city")), ".html", template=str(own))[0].decode()
    assert "--accent: #123456" in page


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        ("_path.html.j2", "\n{{ view.nothing }}", "_path.html.j2:2"),
        ("_path.html.j2", "{% if %}", "_path.html.j2:1"),
        ("_path.html.j2", "{{ ''.__class__.__mro__ }}", "_path.html.j2"),
        ("_path.html.j2", '{{ t("no.such.words") }}', "_path.html.j2"),
        ("_path.html.j2", '{% include "../fonts/nothing" %}', "html.j2"),
        ("style.css", "{{ nothing }}", "style.css"),
    ],
)
def test_a_mistake_is_named(own: Path, file: str, text: str, place: str) -> None:
    (own / file).write_text(text)
    with pytest.raises(UsageError) as caught:
        make_report(str(example("orvendal-city")), ".html", template=str(own))
    assert caught.value.key == "error.template.broken"
    assert place in str(caught.value.values["place"])


def test_a_broken_theme_is_named(own: Path) -> None:
    (own / "theme.toml").write_text("[light")
    with pytest.raises(UsageError) as caught:
        make_report(str(example("orvendal-city")), ".html", template=str(own))
    assert caught.value.key == "error.template.theme"


def test_one_template_makes_every_report_as_if_it_were_its_first() -> None:
    plain = report_view(score_file(Library(), str(example("orvendal-city")), None, "en"), "en")
    views = [plain, replace(plain, organisation=f"A {ARABIC} <b> & \u202e"), plain]
    kept = open_template(SHIPPED)
    assert open_template(SHIPPED) is kept
    for pdf in (False, True):
        fonts = folder("report_templates") / "fonts"
        alone = [Template(SHIPPED, fonts).render(view, pdf=pdf) for view in views]
        assert [kept.render(view, pdf=pdf) for view in views] == alone
        assert [render_html(view, SHIPPED, pdf=pdf) for view in views] == alone
    warm = Template(SHIPPED, fonts)
    warm.warm()
    assert warm.render(plain, pdf=True) == alone[0]


def test_a_mistake_is_named_every_time(own: Path) -> None:
    plain = report_view(score_file(Library(), str(example("orvendal-city")), None, "en"), "en")
    (own / "_path.html.j2").write_text("{{ view.nothing }}")
    template = Template(own, SHIPPED.parent / "fonts")
    template.warm()
    for _ in range(2):
        with pytest.raises(UsageError) as caught:
            template.render(plain)
        assert "_path.html.j2:1" in str(caught.value.values["place"])


@dataclass(frozen=True)
class _Told:
    text: str
    _hidden: str = "hidden"

    def method(self) -> str:
        return self.text


@pytest.mark.parametrize(
    "attempt",
    [
        "{{ told._hidden }}",
        "{{ told.__class__ }}",
        "{{ told.__dataclass_fields__ }}",
        "{{ told.method.__func__ }}",
        "{{ told.text.__class__ }}",
        "{{ told['__class__'] }}",
        "{{ told | attr('__class__') }}",
        "{{ '{0.__class__}'.format(told) }}",
        "{{ '{0._hidden}'.format(told) }}",
    ],
)
def test_templates_read_only_what_they_are_given(own: Path, attempt: str) -> None:
    from jinja2.exceptions import SecurityError

    (own / "t.j2").write_text(attempt)
    with pytest.raises(SecurityError):
        sandbox(own, None).get_template("t.j2").render(told=_Told("text"))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("{{ told.text }}", "a&lt;b[U+202E]"),
        ("{{ told.method() }}", "a&lt;b[U+202E]"),
        ("{{ told.text.upper() }}", "A&lt;B[U+202E]"),
        ("{{ pair.text }}", "x"),
        ("{{ 1 + 1 }}", "2"),
        ("{{ '<' ~ told.text }}", "&lt;a&lt;b[U+202E]"),
    ],
)
def test_what_templates_show_is_safe(own: Path, given: str, shown: str) -> None:
    (own / "t.j2").write_text(given)
    values: dict[str, Any] = {"told": _Told("a<b\u202e"), "pair": {"text": "x"}}
    assert sandbox(own, None).get_template("t.j2").render(values) == shown


def test_no_character_hides() -> None:
    hides = (
        {*range(9), 0xB, 0xC, *range(0xE, 0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF}
        | {*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)}
    )  # fmt: skip
    for code in range(0x110000):
        letter = chr(code)
        named = f"[U+{code:04X}]" if code in hides else letter
        assert for_screen(letter) == named
        assert for_screen(f"a{letter}") == f"a{named}"
    drawn = {chr(code): for_paper(chr(code), frozenset()) for code in range(128)}
    assert {c for c, shown in drawn.items() if shown != c} == {chr(c) for c in hides if c < 128}


def test_letters() -> None:
    letters = frozenset(map(ord, "abcé "))
    assert for_paper("abe\u0301ab", letters) == "ab\u00e9ab".replace("b\u00e9", "b\u00e9")
    assert for_paper("a漢b\u200db", letters) == "a[U+6F22]bb"
    assert for_screen("a\u202eb\x1b") == "a[U+202E]b[U+001B]"
