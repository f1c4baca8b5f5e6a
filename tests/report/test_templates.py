"""A method owner's own template: found by name or path, and its mistakes are named."""

import shutil
from pathlib import Path

import pytest

from maturity.errors import UsageError
from maturity.report.letters import for_paper, for_screen
from maturity.storage.packaged import folder
from maturity.usecases.report import make_report, template_folder, template_names
from report.made import example

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


def test_letters() -> None:
    letters = frozenset(map(ord, "abcé "))
    assert for_paper("abe\u0301ab", letters) == "ab\u00e9ab".replace("b\u00e9", "b\u00e9")
    assert for_paper("a漢b\u200db", letters) == "a[U+6F22]bb"
    assert for_screen("a\u202eb\x1b") == "a[U+202E]b[U+001B]"
