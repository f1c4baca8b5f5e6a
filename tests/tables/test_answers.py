"""Does a table say what its rows answer, and which rows cannot be used?"""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from maturity.model.response import Answer, Evidence, Response
from maturity.scoring.encode import DECLINED, NOT_APPLICABLE, UNANSWERED, UNKNOWN, encode
from maturity.tables.answers import Answered
from maturity.tables.row_problems import problems_of
from maturity.tables.source import open_table
from tables.made import TODAY, plan, problems, questionnaire, read, read_frame

ALL = tuple(question.id for question in questionnaire().questions())
GOOD = (2.5, "sail", "tea;rope", "yes", 40, "It is ours")


def only(found: Answered) -> Response:
    """The response of the only row, which can be scored."""
    assert problems(found) == []
    assert len(found.numbers) == 1
    return found.response(0)


def test_a_row_is_the_response_that_its_file_would_be() -> None:
    headings = [
        *("organisation", "organisation.name", "country", "government", "tags", "date"),
        *("language", "respondent", "respondent.name", "respondent.role", "scope"),
        *("questionnaire", "questionnaire.version", "profile.size", "profile.motto", *ALL),
    ]
    about = [
        *("delta", " Delta Board ", "NL", "regional", "water, coast;sea", "31.12.2025"),
        *("fr-CA", "r1", "Ann Lee", "Pilote", "All of it", "harbour", "2.0.7", "many boats", "Row"),
    ]
    found = only(read(headings, [*about, *GOOD]))
    assert found == Response.model_validate(
        {
            "response": "1",
            "questionnaire": {"id": "harbour", "version": "2.1.0"},
            "organisation": {
                "id": "delta",
                "name": "Delta Board",
                "country": "NL",
                "government": "regional",
                "tags": ("water, coast", "sea"),
            },
            "date": "2025-12-31",
            "language": "fr-CA",
            "respondent": {"id": "r1", "name": "Ann Lee", "role": "pilot"},
            "scope": "All of it",
            "profile": {"size": "large", "motto": "Row"},
            "answers": {
                "quay.wall": 2.5,
                "quay.boats": "sail",
                "quay.goods": ["tea", "rope"],
                "quay.lit": True,
                "quay.share": 40,
                "quay.story": "It is ours",
            },
        }
    )


def test_rows_are_the_same_numbers_as_their_responses() -> None:
    found = read(
        ["organisation", *ALL],
        ["a", *GOOD],
        ["b", "Begun", "Barques", "Salt, coarse", "no", "-1,5", None],
        ["c", "?", "-", "NA", "", "unknown", "NA"],
    )
    again = encode(plan(), [found.response(index) for index in range(3)])
    np.testing.assert_array_equal(found.rows.values, again.values)
    np.testing.assert_array_equal(found.rows.states, again.states)
    assert found.rows.states[:, 2].tolist() == [UNKNOWN, DECLINED, NOT_APPLICABLE, UNANSWERED, UNKNOWN]  # fmt: skip
    assert found.rows.values[:, 0].tolist() == [2.5, 3, 3, 1, 40]


def test_a_row_with_a_wrong_cell_is_refused_whole_and_no_other() -> None:
    found = read(
        ["organisation", *ALL, "date", "language", "respondent.role"],
        ["a", *GOOD, "", "", ""],
        ["b", 7, "boat", "tea;x", "maybe", "many", "", "03/04/2026", "english", "boss"],
        ["c", *GOOD, "", "", ""],
    )
    assert found.numbers.tolist() == [2, 4]
    assert found.about.ids.to_list() == ["a", "c"]
    assert found.rows.values.shape == (5, 2)
    [refused] = found.refused
    assert (refused.row, refused.organisation) == (3, "b")
    kinds = {d.place.column: d.values["variant"] for d in refused.diagnostics}
    assert kinds == {
        2: "option",
        3: "option",
        4: "option",
        5: "yes_no",
        6: "number",
        8: "date_order",
        9: "form",
        10: "choice",
    }
    assert {d.place.line for d in refused.diagnostics} == {3}
    assert refused.diagnostics[0].values["heading"] == "quay.wall"


def test_a_row_is_refused_with_at_most_twenty_problems() -> None:
    headings = ["organisation", *ALL, *(f"{name}:confidence" for name in ALL)]
    headings += [f"{name}:evidence.date" for name in ALL] + [f"{n}:follow_up" for n in ALL]
    found = read(headings, ["a", *["\x1b"] * (len(headings) - 1)])
    assert len(found.refused[0].diagnostics) == 20
    every = [p for told in found.refused[0].diagnostics for p in problems_of(told)]
    assert len({(p.code, p.place.column, p.route) for p in every}) == len(every) > 20
    assert {p.place.line for p in every} == {2}
    assert {p.values["heading"] for p in every} <= set(headings)


def test_an_organisation_must_be_named_with_an_id_that_is_one() -> None:
    found = read(
        ["organisation", "quay.wall"],
        *[["a.b-1", 4], ["", 4], [None, 4], ["Delta Board", 4], ["unknown", 4], ["n" * 81, 4]],
        *[["con", 4], ["../x", 4], [" b ", 4], ["-b", 4], ["B", 4], ["a\x1bb", 4]],
    )
    assert found.about.ids.to_list() == ["a.b-1", "con", "b"]
    assert problems(found) == [
        *("MT107 3:1", "MT107 4:1", "MT118 5:1", "MT118 6:1", "MT118 7:1", "MT118 9:1"),
        *("MT118 11:1", "MT118 12:1", "MT118 13:1", "MT106 13:1"),
    ]
    near = [d.values.get("id") for refused in found.refused for d in refused.diagnostics]
    assert near[2:4] == ["delta-board", "unknown-1"]


def test_ids_are_made_where_the_column_holds_names() -> None:
    found = read(["organisation", "quay.wall"], ["Delta Board", 4], ["وزارة", 4], names=True)
    made = found.about.ids.to_list()
    assert made[0] == "delta-board"
    assert made[1].startswith("body-")
    assert found.about.names is not None
    assert found.about.names.to_list() == ["Delta Board", "وزارة"]
    found = read(["organisation.name", "quay.wall"], ["Delta Board", 4], [" ", 4], ["x", "bad"])
    assert found.about.ids.to_list() == ["delta-board"]
    assert problems(found) == ["MT107 3:1", "MT106 4:2"]
    assert [refused.organisation for refused in found.refused] == [None, "x"]


def test_rows_of_another_questionnaire_or_major_version_are_refused() -> None:
    found = read(
        ["organisation", "questionnaire", "questionnaire.version", "quay.wall"],
        *[["a", "harbour", "2.0.0", 4], ["b", "", "", 4], ["c", "harbor", "2.9.9", 4]],
        *[["d", "harbour", "1.4.0", 4], ["e", "tea", "3.0.0", 4]],
    )
    assert found.about.ids.to_list() == ["a", "b"]
    assert problems(found) == ["MT110 4:2", "MT111 5:3", "MT110 6:2", "MT111 6:3"]
    assert found.refused[0].diagnostics[0].values["near"] == "harbour"


def test_what_stands_beside_an_answer() -> None:
    beside = {
        "quay.wall:reason": "Why not",
        "quay.wall:note": "Seen in June",
        "quay.wall:confidence": "HIGH",
        "quay.wall:evidence": "Minutes",
        "quay.wall:evidence.date": "46115",
        "quay.wall:evidence.grade": "seen",
        "quay.wall:follow_up": "Yes",
    }
    found = only(read(["organisation", "quay.wall", *beside], ["a", 4, *beside.values()]))
    assert found.answers["quay.wall"] == Answer(
        answer=4,
        reason="Why not",
        note="Seen in June",
        confidence="high",
        follow_up=True,
        evidence=(Evidence(title="Minutes", date=date(2026, 4, 3), grade="E2"),),
    )
    empty = only(read(["organisation", "quay.wall", *beside], ["a", 4, *[""] * len(beside)]))
    assert empty.answers["quay.wall"] == Answer(answer=4)


def test_what_stands_beside_an_answer_must_be_right_too() -> None:
    beside = ["quay.wall:confidence", "quay.wall:evidence.date", "quay.wall:evidence.grade", "quay.wall:follow_up"]  # fmt: skip
    found = read(["organisation", *ALL, *beside], ["a", *GOOD, "sure", "soon", "E7", "perhaps"])
    assert problems(found) == ["MT106 2:8", "MT106 2:9", "MT106 2:10", "MT106 2:11"]


def test_words_that_are_too_long_or_hide_something_are_refused() -> None:
    headings = ["organisation", "quay.wall", "quay.story", "quay.wall:note", "scope", "country"]
    long, hidden = "n" * 20_001, "a\x1b[31mb"
    found = read(
        headings,
        *[["a", 4, long, hidden, "", ""], ["b", 4, "", "", hidden, long], ["c", 4, "n" * 20_000, "", "", ""]],
    )  # fmt: skip
    assert found.about.ids.to_list() == ["c"]
    kinds = {(r.organisation, d.place.column): d.values["variant"] for r in found.refused for d in r.diagnostics}  # fmt: skip
    assert kinds == {
        ("a", 3): "long",
        ("a", 4): "control",
        ("b", 5): "control",
        ("b", 6): "long",
    }


def test_answers_that_do_not_apply_want_a_reason() -> None:
    headings = ["organisation", "quay.wall", "quay.wall:reason", "quay.boats"]
    rows = [["a", "NA", "We have none", 4], ["b", "NA", "There is none", "sail"]]
    assert read(headings, rows[1]).warnings == ()
    found = read(headings, *rows, ["c", "NA", " ", "NA"], ["d", 4, "", "NA"])
    assert problems(found) == ["MT106 2:4"]
    [told] = found.warnings
    assert (told.code, told.values["n"]) == ("MT116", 3)
    assert (told.place.line, told.place.column) == (4, 2)


def test_what_a_mapping_says_of_all_rows_is_in_numbers_and_responses() -> None:
    said = {
        "date": "31.12.2025",
        "country": "NL",
        "tags": "water; sea",
        "language": "nl",
        "questionnaire": "harbour",
        "profile.size": "Many boats",
        "quay.lit": True,
    }
    found = read(["organisation", "quay.wall"], ["a", 4], ["b", 1], set=said)
    assert problems(found) == []
    assert found.about.day(1) == date(2025, 12, 31)
    assert found.about.labels["country"].to_list() == ["NL", "NL"]
    assert found.about.labels["tags"].to_list() == ["water;sea", "water;sea"]
    assert found.rows.values[plan().column["quay.lit"]].tolist() == [1, 1]
    one = found.response(1)
    assert (one.language, one.profile, one.answers["quay.lit"].answer) == ("nl", {"size": "large"}, True)  # fmt: skip
    assert one.organisation.tags == ("water", "sea")
    other = read(["organisation", "quay.wall"], ["a", 4], set={"questionnaire": "tea"})
    assert problems(other) == ["MT110 2:0"]


def test_rows_without_a_date_are_of_today() -> None:
    found = read(["organisation", "quay.wall", "date"], ["a", 4, ""], ["b", 4, "2026-01-02"])
    assert [found.about.day(n) for n in range(2)] == [TODAY, date(2026, 1, 2)]
    assert read(["organisation", "quay.wall"], ["a", 4]).about.day(0) == TODAY


@pytest.mark.parametrize(
    ("values", "kind", "answer"),
    [
        *(([2.5], pl.Float64, 2.5), ([4], pl.Int8, 4), ([4.0], pl.Float32, 4), (["4"], pl.String, 4)),
        *((["Best"], pl.Categorical, 4), ([float("nan")], pl.Float64, None), ([None], pl.Int64, None)),
    ],
)  # fmt: skip
def test_cells_may_be_numbers_dates_and_lists_as_parquet_has_them(
    values: list[Any], kind: Any, answer: Any
) -> None:
    frame = {
        "organisation": pl.Series([12.0]),
        "quay.wall": pl.Series(values, dtype=kind),
        "date": pl.Series([datetime(2026, 4, 3, 10)]),  # noqa: DTZ001 - as Parquet has them
        "quay.goods": pl.Series([["tea", "rope"]]),
        "quay.lit": pl.Series([1.0]),
    }
    found = only(read_frame(frame))
    assert found.answers.get("quay.wall", Answer()).answer == answer
    assert found.answers["quay.goods"].answer == ["tea", "rope"]
    assert found.answers["quay.lit"].answer is True
    assert found.organisation.id == "12"
    assert found.date == date(2026, 4, 3)


def test_numbers_that_are_stored_as_such_do_not_depend_on_how_texts_are_written() -> None:
    frame = {
        "organisation": pl.Series(["a"]),
        "quay.share": pl.Series([1.125]),
        "quay.wall": pl.Series([2.5]),
    }
    found = only(read_frame(frame, decimal="comma"))
    assert found.answers["quay.share"].answer == 1.125
    assert found.answers["quay.wall"].answer == 2.5


@pytest.mark.parametrize("form", ["xlsx", "jsonl"])
def test_numbers_of_every_form_keep_their_size_beside_texts_with_a_decimal_comma(
    tmp_path: Path, form: str
) -> None:
    table = pl.DataFrame({"organisation": ["a"], "quay.share": [1.125], "quay.wall": ["2,5"]})
    path = tmp_path / f"t.{form}"
    table.write_excel(path) if form == "xlsx" else table.write_ndjson(path)
    with open_table(str(path), len, comma=True) as opened:
        (chunk,) = opened.chunks(10)
    frame = dict(zip(opened.headings, chunk.frame, strict=True))
    found = only(read_frame(frame, decimal="comma"))
    assert found.answers["quay.share"].answer == 1.125
    assert found.answers["quay.wall"].answer == 2.5


def test_no_rows_are_no_problem() -> None:
    empty = {name: pl.Series([], dtype=pl.String) for name in ("organisation", *ALL)}
    found = read_frame(empty)
    assert (len(found.numbers), found.refused, found.warnings) == (0, (), ())
