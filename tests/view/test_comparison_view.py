"""What does a comparison say in words, and can it be read on any terminal?"""

import io
from datetime import date
from typing import Any

import pytest
from rich.console import Console

from comparison.made import body, rests_on, table
from maturity.cli.comparison_screen import comparison_screen
from maturity.comparison.results import compare
from maturity.model.comparison import Comparison
from maturity.view.comparison import comparison_view
from maturity.view.comparison_tables import signed
from maturity.view.plain import width

LATER = date(2026, 9, 30)
Rows = list[dict[str, Any]]


def moved(*positions: tuple[int | None, int | None], **said: Any) -> Comparison:
    last: Rows = [body(f"body-{n}", old) for n, (old, _) in enumerate(positions)]
    now: Rows = [body(f"body-{n}", new, day=LATER) for n, (_, new) in enumerate(positions)]
    return compare(table(last), table(now, **said))


@pytest.mark.parametrize(
    ("found", "headline"),
    [
        (moved((1, 2), (0, 1), (2, 1)), "2 organisations moved up and 1 moved down."),
        (moved((1, 2)), "1 organisation moved up."),
        (moved((2, 1), (3, 1)), "2 organisations moved down."),
        (moved((2, 2)), "No organisation changed its step."),
        (moved((None, None)), "There is no main path to compare; the measures are below."),
        (compare(table([body("a")]), table([body("b")])), "No organisation is in both tables."),
        (
            moved((1, 2), said=rests_on(steps=["other"])),
            "Who moved cannot be said: the positions are not comparable.",
        ),
    ],
)
def test_the_headline(found: Comparison, headline: str) -> None:
    assert comparison_view(found, "en").headline == headline


def test_where_organisations_went_from_step_to_step() -> None:
    view = comparison_view(moved((0, 0), (0, 2), (1, 0), (0, 2)), "en")
    matrix = next(table for table in view.tables if table.title == "From step to step")
    assert matrix.heads == ("Stood at", "Start", "Step 1", "Step 2")
    assert matrix.rows == (
        ("Start", "1", "·", "2"),
        ("Step 1", "1", "·", "·"),
        ("Step 2", "·", "·", "·"),
    )


def test_the_unsaid_have_a_column_only_where_there_are_some() -> None:
    def heads(found: Comparison) -> tuple[str, ...]:
        view = comparison_view(found, "en")
        return next(table.heads for table in view.tables if table.title == "The measures")

    found = moved((1, 1))
    assert heads(found)[-1] == "Same"
    last = [body("a", measures={"trust": (None, 0.0, 1.0)})]
    assert heads(compare(table(last), table([body("a", day=LATER)])))[-1] == "Unsaid"


@pytest.mark.parametrize(
    ("number", "text"), [(0.125, "+0.13"), (-0.125, "-0.13"), (0.001, "0.00"), (-0.001, "0.00")]
)
def test_a_change_has_its_sign_unless_it_rounds_to_nothing(number: float, text: str) -> None:
    assert signed(number, 2) == text


def everything() -> Comparison:
    title = "The Ministry of Transport and Infrastructure " * 3
    last = [body(f"body-{n}", n % 4, n % 4 + 0.2, country="NL", title=title) for n in range(60)]
    now = [
        body(
            f"body-{n}",
            n % 3,
            n % 3 + 0.6,
            day=LATER,
            answered=6 + n % 6,
            country="NL",
            title=title,
        )
        for n in range(30, 90)
    ]
    for place, row in enumerate((*last, *now)):
        row["side:position"] = place % 3
    said = rests_on(rubric={"id": "parks-path", "version": "1.1.0", "sha256": "c" * 64})
    return compare(table(last), table(now, said), "country")


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 120, 200])
@pytest.mark.parametrize("unicode", [True, False])
def test_nothing_is_wider_than_the_terminal(columns: int, unicode: bool) -> None:
    out = io.StringIO()
    console = Console(file=out, width=columns, highlight=False, markup=False, emoji=False)
    view = comparison_view(everything(), "en")
    screen = comparison_screen(view, ("last", "now"), columns=columns, unicode=unicode)
    console.print(screen, crop=False)
    shown = out.getvalue()
    assert [t.title for t in view.tables if t.title not in " ".join(shown.split())] == []
    above = shown[: shown.index("What you can do now")]
    assert max(width(line.rstrip()) for line in above.splitlines()) <= columns
    if not unicode:
        assert above.isascii()
