"""What does a comparison say in words, and can it be read on any terminal?"""

import io
from datetime import date
from typing import Any

import pytest
from rich.console import Console

from comparison.made import DAY, body, rests_on, table
from maturity.cli.comparison_screen import comparison_screen
from maturity.comparison.results import compare
from maturity.model.comparison import Comparison
from maturity.view.comparison import comparison_view
from maturity.view.comparison_cells import signed
from maturity.view.comparison_model import Table
from maturity.view.plain import width

LATER = date(2026, 9, 30)
Rows = list[dict[str, Any]]


def moved(*positions: tuple[int | None, int | None], **said: Any) -> Comparison:
    last: Rows = [body(f"body-{n}", old) for n, (old, _) in enumerate(positions)]
    now: Rows = [body(f"body-{n}", new, day=LATER) for n, (_, new) in enumerate(positions)]
    return compare(table(last), table(now, **said))


def without_path(*, of_paths: bool = False) -> Comparison:
    last, now = [body("a", None)], [body("a", None, day=LATER, measures={"trust": 0.6})]
    if of_paths:
        last[0]["side:position"] = now[0]["side:position"] = 1
    return compare(table(last), table(now))


def nothing_in_both() -> Comparison:
    def only(measure: str) -> Rows:
        row = {key: value for key, value in body("a", None).items() if "trust" not in key}
        return [{key.replace("skills", measure): value for key, value in row.items()}]

    return compare(table(only("old")), table(only("young")))


def table_of(found: Comparison, title: str) -> Table:
    return next(each for each in comparison_view(found, "en").tables if each.title == title)


@pytest.mark.parametrize(
    ("found", "headline"),
    [
        (moved((1, 2), (0, 1), (2, 1)), "2 organisations moved up and 1 moved down."),
        (moved((1, 2)), "1 organisation moved up."),
        (moved((2, 1), (3, 1)), "2 organisations moved down."),
        (moved((2, 2)), "No organisation changed its step."),
        (moved((None, None)), "There is no main path to compare."),
        (without_path(), "There is no main path to compare; the measures are below."),
        (
            without_path(of_paths=True),
            "There is no main path to compare; the measures and the further paths are below.",
        ),
        (
            nothing_in_both(),
            "There is nothing to compare: no path and no measure is in both tables.",
        ),
        (compare(table([body("a")]), table([body("b")])), "No organisation is in both tables."),
        (
            moved((1, 2), said=rests_on(steps={"other": 1})),
            "Who moved cannot be said: the positions are not comparable.",
        ),
    ],
)
def test_the_headline(found: Comparison, headline: str) -> None:
    assert comparison_view(found, "en").headline == headline


def test_where_organisations_went_from_step_to_step() -> None:
    view = comparison_view(moved((0, 0), (0, 2), (1, 0), (0, 2)), "en")
    matrix = next(each for each in view.tables if each.title == "From step to step")
    assert matrix.heads == ("Stood at", "Start", "Step 1", "Step 2")
    assert matrix.rows == (
        ("Start", "1", "·", "2"),
        ("Step 1", "1", "·", "·"),
        ("Step 2", "·", "·", "·"),
    )


def test_the_unsaid_have_a_column_only_where_there_are_some() -> None:
    now = table([body("a", day=LATER)])
    found = table_of(compare(table([body("a", measures={"trust": 0.4})]), now), "The measures")
    assert found.heads[-1] == "Same"
    assert "Unsaid" not in found.lead
    last = [body("a", country="NL", measures={"trust": (None, 0.0, 1.0)})]
    last[0]["position"] = None
    both = compare(table(last), now, "country")
    found = table_of(both, "The measures")
    assert found.heads[-1] == "Unsaid"
    assert "Unsaid: a figure is missing in one of the tables" in found.lead
    # It is explained once.
    assert table_of(both, "Counted by country").lead == ""


def test_only_the_measures_in_which_somebody_moved_are_shown() -> None:
    last = [body("a"), body("b", measures={"skills": (None, 0.0, 1.0)})]
    now = [body("a", day=LATER, measures={"trust": 0.6}), body("b", day=LATER)]
    found = table_of(compare(table(last), table(now)), "The measures")
    assert [row[0] for row in found.rows] == ["Trust between partners"]
    assert found.more == "1 more measure did not change, as far as it can be compared"


def test_where_no_measure_changed_one_line_says_so() -> None:
    view = comparison_view(moved((1, 1)), "en")
    assert view.lead[-1] == "None of the 2 measures changed."
    assert "The measures" not in [each.title for each in view.tables]


# Those on the same step


def cut(count: int = 1, **measures: float) -> Comparison:
    """Of three on step 1, one rises within it, one stays, and of the others answers were cut."""
    names = [f"cut-{number}" for number in range(count)]
    last = [body("up", 1, 1.2), body("still", 1, 1.2), *(body(n, 1, 1.2) for n in names)]
    now = [body("up", 1, 1.4, day=LATER), body("still", 1, 1.2, day=LATER)]
    for number, name in enumerate(names):
        scores = measures if number == count - 1 else {}
        row = body(name, 1, day=LATER, answered=6 if scores else 10, measures=scores)
        now.append({**row, "progress": None})
    return compare(table(last), table(now))


def test_whose_progress_cannot_be_compared_is_counted() -> None:
    found = cut(5)
    assert found.paths[0].progress_unsaid == 5
    assert comparison_view(found, "en").lead[1] == (
        "7 stand on the same step as before: 1 with more progress, 0 with less, 1 with the same and "
        "5 whose progress cannot be compared."
    )


def test_whose_progress_cannot_be_compared_is_named_those_first_whose_measures_fell() -> None:
    shown = table_of(cut(12, trust=0.1), "On the same step, progress cannot be compared (12)")
    assert shown.heads == ("Organisation", "Step", "Measures up", "Measures down", "Note")
    assert shown.rows[0] == ("cut-11", "1", "0", "1", "many fewer answers")
    assert (len(shown.rows), shown.more) == (10, "and 2 more")


def test_the_order_of_those_whose_progress_cannot_be_compared() -> None:
    def rows(day: date, scores: dict[str, tuple[float, float]], answered: int) -> Rows:
        return [
            {
                **body(name, 1, day=day, measures={"trust": trust, "skills": skills}),
                "progress": None,
                "answered": answered if name == "cut" else 10,
            }
            for name, (trust, skills) in scores.items()
        ]

    last = dict.fromkeys(("a-still", "b-rose", "cut", "fell", "fell-most"), (0.5, 0.5))
    now = {**last, "b-rose": (0.6, 0.6), "fell": (0.4, 0.5), "fell-most": (0.4, 0.4)}
    found = compare(table(rows(DAY, last, 10)), table(rows(LATER, now, 5)))
    shown = table_of(found, "On the same step, progress cannot be compared (5)")
    assert [row[0] for row in shown.rows] == ["fell-most", "fell", "cut", "b-rose", "a-still"]


def test_a_sure_move_of_somebody_who_gave_other_answers_is_explained_once() -> None:
    last = [body("down", 3, answered=6), body("up", 1, answered=6)]
    now = [body("down", 1, day=LATER, answered=12), body("up", 3, day=LATER, answered=12)]
    found = compare(table(last), table(now))
    down, up = (table_of(found, f"Moved {to} (1)") for to in ("down", "up"))
    assert down.rows[0][-2:] == up.rows[0][-2:] == ("sure", "many more answers")
    assert down.lead.startswith("Sure: ")
    assert up.lead == ""


def test_numbers_of_organisations_have_their_thousands_set_apart() -> None:
    found = moved(*([(1, 2)] * 1200), *([(1, 1)] * 1100))
    view = comparison_view(found, "en")
    assert view.headline == "1,200 organisations moved up."
    assert view.lead[0] == "2,300 organisations are in both tables; 0 are new, 0 are gone."
    assert view.tables[0].title == "Moved up (1,200)"
    assert view.tables[0].more == "and 1,180 more"
    assert view.tables[1].rows[1] == ("Step 1", "·", "1,100", "1,200")


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
