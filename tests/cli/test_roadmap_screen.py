"""Can a roadmap be read on a projector, however wide the terminal is?"""

import io
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from maturity.cli.roadmap_screen import roadmap_screen
from maturity.model.roadmap import Instead, Roadmap
from maturity.view.plain import width
from maturity.view.roadmap import roadmap_view
from support.roadmaps import long_plan, planned, scored

JUNE = date(2027, 6, 30)
WIDTHS = (40, 60, 80, 100, 120, 200)


def screen(roadmap: Roadmap, columns: int, *, unicode: bool = True) -> str:
    out = io.StringIO()
    console = Console(file=out, width=columns, highlight=False, markup=False, emoji=False)
    view = roadmap_view(scored(), roadmap, "en")
    path = "examples/brennavia-statistics.yaml"
    console.print(roadmap_screen(view, path, columns=columns, unicode=unicode), crop=False)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def before_commands(text: str) -> str:
    """The commands at the end stay whole, however narrow the terminal is."""
    return text[: text.index("What you can do now")]


@pytest.mark.parametrize("columns", [80, 120])
def test_the_screen_is_as_it_was(root: Path, columns: int) -> None:
    golden = root / "tests" / "cli" / "golden" / f"roadmap-{columns}.txt"
    assert screen(planned(), columns) == golden.read_text("utf-8")


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("unicode", [True, False])
@pytest.mark.parametrize(
    "make",
    [
        planned,
        partial(planned, step=3, by=JUNE),
        long_plan,
        partial(long_plan, 31, 40),
        partial(long_plan, 3, 1),
    ],
)
def test_nothing_is_wider_than_the_terminal(
    make: Callable[[], Roadmap], unicode: bool, columns: int
) -> None:
    text = before_commands(screen(make(), columns, unicode=unicode))
    assert max(map(width, text.splitlines())) <= columns


def gantt(text: str) -> list[str]:
    """The lines of the plan as bars."""
    return text[text.index("The plan\n") : text.index("The actions\n")].splitlines()[1:]


def test_each_month_of_a_long_plan_has_a_cell_at_120_and_each_quarter_one_at_80() -> None:
    for columns in (120, 80):
        years, quarters, *lines = gantt(screen(long_plan(), columns))
        assert years.split() == ["2027", "2028", "2029", "2030"]
        assert quarters.split() == ["Q1", "Q2", "Q3", "Q4"] * 3 + ["Q1", "Q2"]
        bars = [line for line in lines if "█" in line or "▒" in line][:31]
        assert all(line.count("█") + line.count("▒") == 2 for line in bars)
    assert "Head of" in gantt(screen(long_plan(), 120))[2]


def test_bars_begin_below_their_quarter() -> None:
    _, quarters, *lines = gantt(screen(planned(), 120))
    assert lines[0].index("█") == quarters.index("Q1")
    third = next(line for line in lines if "Extend one entry" in line)
    assert quarters.index("Q3") < third.index("█") < quarters.index("Q4")
    reached = next(line for line in lines if "Step 3" in line)
    assert reached.index("◆") > quarters.index("Q4")


def test_without_room_for_bars_the_quarters_are_a_list() -> None:
    text = screen(long_plan(), 40)
    assert "The plan\n" not in text
    assert "- Q1 2027: 58 days. At its end: step 2 or step 3." in " ".join(text.split())


def test_plain_terminals_get_plain_marks() -> None:
    lines = gantt(screen(planned(), 80, unicode=False))
    assert "".join(lines).isascii()
    assert any("####" in line for line in lines)
    assert any(line.rstrip().endswith("*") for line in lines)


def test_marks_are_explained_where_they_are_there() -> None:
    mixed, firm = screen(long_plan(), 120), screen(planned(), 120)
    assert "█ in every good plan   ▒ depends on a guess" in mixed
    assert "depends on a guess" not in firm
    assert "◇ perhaps reached, depending on missing answers" in firm


@pytest.mark.parametrize(
    ("make", "command"),
    [
        (planned, "maturity plan examples/brennavia-statistics.yaml -o plan.json"),
        (partial(planned, step=1), "maturity plan examples/brennavia-statistics.yaml --to 3"),
        (partial(planned, step=3, capacity=20.0), "maturity list actions"),
    ],
)
def test_the_next_commands_can_be_copied(make: Callable[[], Roadmap], command: str) -> None:
    for columns in (40, 80):
        text = screen(make(), columns)
        assert f" {command}" in text
        report = "maturity report examples/brennavia-statistics.yaml -o brennavia-statistics.pdf"
        assert f" {report}" in text


def test_many_sentences_of_one_kind_are_cut() -> None:
    names = [action.id for action in long_plan().actions]
    instead = tuple(Instead(without=name, cost=900.0 + n) for n, name in enumerate(names))
    text = screen(long_plan().model_copy(update={"instead": instead}), 80)
    section = text[text.index("If you leave one out\n") : text.index("How good this plan is")]
    assert section.count(" - Without ") == 7
    assert section.endswith(" - 24 more stand in the report.\n\n")


HOSTILE: dict[str, Any] = {
    "title": "[bold]x[/bold] \x1b[2J\u202eabc " * 12,
    "owner": "مسؤول البيانات في الهيئة العامة " * 4,
    "what": "x" * 300,
}


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_hostile_texts_act_on_nothing(columns: int) -> None:
    text = screen(long_plan(5, 4, **HOSTILE), columns)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert max(map(width, before_commands(text).splitlines())) <= columns


@given(
    st.text(min_size=1, max_size=320).filter(str.strip),
    st.sampled_from([40, 80, 120]),
    st.booleans(),
)
def test_any_text_fits(title: str, columns: int, unicode: bool) -> None:
    text = screen(long_plan(3, 4, title=title, owner=title), columns, unicode=unicode)
    lines = gantt(text) if "The plan\n" in text else []
    assert all(width(line) <= columns for line in lines)
