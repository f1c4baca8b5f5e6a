"""What does a report say about an organisation among others, and what does it keep to itself?"""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from comparison.made import body, table
from maturity.comparison.benchmark import benchmark
from maturity.model.benchmark import Among, Benchmark
from maturity.scoring.assess import Scored
from maturity.storage.library import Library
from maturity.usecases.score import score_file
from maturity.view.report_benchmark import BenchmarkView, benchmark_view

BARRIERS = 11
EXAMPLE = Path(__file__).parents[2] / "examples" / "ulmerra-basin-water.yaml"


@cache
def scored() -> Scored:
    return score_file(Library(), str(EXAMPLE), None, "en")


def held(count: int, score: float = 0.5, *, itself: bool = False) -> Benchmark:
    """The example among others that all stand on step 1 and have one score everywhere."""
    names = [f"secret-{n}" for n in range(count)]
    names += [scored().assessment.organisation.id] if itself else []
    scores = dict.fromkeys(scored().assessment.measures, score)
    rows = [body(name, 1, 1.25, measures=scores) for name in names]
    return benchmark(table(rows), scored().assessment)


def view(found: Benchmark) -> BenchmarkView:
    return benchmark_view(scored(), found, "en")


def test_the_position_is_told_in_a_sentence() -> None:
    found = view(held(7)).lead
    assert found[0] == (
        "On the path, you stand above 0 of 7 other organisations, level with 0 and below 7."
    )


def test_progress_and_every_barrier_has_a_row_on_its_own_scale() -> None:
    found = view(held(8, 0.25))
    assert len(found.rows) == 1 + BARRIERS
    assert found.heads == ("Barrier", "You", "Middle half of the others", "Percentile")
    progress, silos = found.rows[:2]
    assert (progress.title, progress.half, progress.median) == (
        "Progress on the path",
        "1.25 to 1.25",
        "median 1.25",
    )
    # A quarter of the way on a scale from 0 to 4; the example has 0.67 there.
    assert (silos.own, silos.half, silos.median) == ("0.7", "1.0 to 1.0", "median 1.0")
    assert (silos.percentile, silos.counts) == ("0", "0 lower, 0 the same, 8 higher")


def test_a_barrier_that_does_not_apply_here_is_shown_in_percent() -> None:
    whole = scored()
    nothing = {"least": None, "greatest": None, "value": None, "score": None}
    silos = whole.assessment.measures["silos"].model_copy(update=nothing)
    measures = {**whole.assessment.measures, "silos": silos}
    found = whole.assessment.model_copy(update={"measures": measures})
    rows = [body(f"body-{n}", 1, measures={"silos": 0.25}) for n in range(6)]
    among = benchmark(table(rows), found)
    told = benchmark_view(replace(whole, assessment=found), among, "en").rows[1]
    assert (told.own, told.half, told.percentile) == ("no score", "25% to 25%", "")


def test_what_missing_answers_leave_open_is_told() -> None:
    opened = [row for row in view(held(8, 0.4)).rows if row.open]
    assert opened
    assert all(row.open.startswith("could be ") for row in opened)


def test_ends_that_read_the_same_are_no_range() -> None:
    position = held(8).position
    assert position is not None
    near = position.model_copy(update={"percentile": 50.0, "low": 50.1, "high": 50.2})
    assert len(view(held(8).model_copy(update={"position": near})).lead) == 1
    far = near.model_copy(update={"high": 62.5})
    assert view(held(8).model_copy(update={"position": far})).lead[1] == (
        "Depending on your missing answers, your position is at percentile 50 to 63 of 100."
    )


def test_a_progress_is_cut_and_who_has_none_is_counted() -> None:
    progress = held(8).progress
    assert progress is not None
    assert progress.spread is not None
    near = progress.spread.model_copy(update={"median": 1.996})
    told = progress.model_copy(update={"others": 6, "spread": near, "percentile": 50.0})
    row = view(held(8).model_copy(update={"progress": told})).rows[0]
    assert row.median == "median 1.99"
    assert row.counts.endswith(", 2 without a figure")


def test_nobody_else_is_named() -> None:
    assert "secret" not in repr(view(held(8)))


def test_figures_of_fewer_than_five_are_not_shown() -> None:
    found = view(held(8).model_copy(update={"progress": Among(others=4)}))
    progress = found.rows[0]
    assert progress.few == "fewer than 5 others"
    assert (progress.half, progress.counts, progress.percentile) == ("", "", "")


@pytest.mark.parametrize(
    ("value", "shown"), [(0.0, "0"), (0.2, "1"), (42.5, "43"), (99.8, "99"), (100.0, "100")]
)
def test_only_who_has_none_above_is_at_100_and_none_below_at_0(value: float, shown: str) -> None:
    found = held(8)
    assert found.progress is not None
    rank = {"percentile": value, "low": value, "high": value}
    told = view(found.model_copy(update={"progress": found.progress.model_copy(update=rank)}))
    assert told.rows[0].percentile == shown


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({}, "Held against 8 organisations, with answers of 30 June 2026."),
        (
            {"first_date": date(2026, 1, 2)},
            "Held against 8 organisations, with answers of 2 January 2026 to 30 June 2026.",
        ),
        ({"first_date": None}, "Held against 8 organisations."),
    ],
)
def test_who_the_others_are(changes: dict[str, date | None], note: str) -> None:
    assert view(held(8).model_copy(update=changes)).notes[0] == note


def test_that_the_own_row_is_left_out_is_told_only_where_there_was_one() -> None:
    words = "Your own row in that table is left out."
    assert words in view(held(8, itself=True)).notes
    assert words not in view(held(8)).notes
