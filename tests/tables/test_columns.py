"""Is it known what each column holds, and told where it is not?"""

from maturity.tables.columns import Columns
from tables.made import columns, questionnaire

ALL = tuple(question.id for question in questionnaire().questions())


def understood(found: Columns) -> dict[str, tuple[str | None, str]]:
    return {column.heading: (column.target, column.how) for column in found.all}


def told(found: Columns) -> list[str]:
    return [f"{d.code} {d.place.line}:{d.place.column}" for d in found.diagnostics]


def test_headings_that_are_ids_need_nothing_else() -> None:
    found = columns("organisation", *ALL, "date", "profile.size", "quay.wall:reason")
    assert told(found) == []
    assert {column.how for column in found.all} == {"exact"}
    assert [column.target for column in found.all] == [
        *("organisation", *ALL, "date", "profile.size", "quay.wall:reason")
    ]


def test_a_mapping_comes_before_ids_and_ids_come_before_words() -> None:
    found = columns(
        *("organisation", "Score", "How good is the wall?", "quay.boats", *ALL[2:]),
        columns={"Score": "quay.wall"},
    )
    assert understood(found)["Score"] == ("quay.wall", "mapped")
    assert understood(found)["How good is the wall?"] == (None, "of_survey")
    found = columns("organisation", "The wall", "quay.wall", *ALL[1:])
    assert understood(found)["quay.wall"] == ("quay.wall", "exact")
    assert told(found) == []


def test_two_columns_that_are_equally_sure_are_refused_with_both_names() -> None:
    found = columns("organisation", "The wall", "Wie gut ist die Mauer?", *ALL[1:])
    [twice] = found.diagnostics
    assert (twice.code, twice.place.column) == ("MT103", 3)
    assert twice.values["first"] == "The wall"
    assert twice.values["heading"] == "Wie gut ist die Mauer?"
    assert told(columns("organisation", *ALL, "quay.wall")) == ["MT103 1:8"]


def test_two_columns_of_one_survey_about_the_organisation_are_no_mistake() -> None:
    found = columns("organisation", *ALL, "Completion time", "Timestamp")
    assert told(found) == []
    assert understood(found)["Completion time"] == ("date", "words")
    assert understood(found)["Timestamp"] == (None, "of_survey")


def test_what_is_the_same_for_all_rows_comes_before_words_and_not_beside_an_id() -> None:
    found = columns("organisation", *ALL, "Completion time", set={"date": "2026-11-20"})
    assert told(found) == []
    assert understood(found)["Completion time"] == (None, "of_survey")
    found = columns("organisation", *ALL, "date", set={"date": "2026-11-20"})
    assert told(found) == ["MT103 1:8"]
    found = columns("organisation", *ALL, "Day", columns={"Day": "date"}, set={"date": "46000"})
    assert told(found) == ["MT103 1:8"]


def test_what_is_set_is_looked_at_before_any_row() -> None:
    said = {"date": "2026-02-30", "quay.lit": "maybe", "quay.walls": "1", "quay.wall:reason": "x"}
    found = columns("organisation", *ALL, set=said)
    wrong = {d.route: (d.code, d.values.get("near")) for d in found.diagnostics}
    assert wrong == {
        (): ("MT103", None),
        ("set", "date"): ("MT106", None),
        ("set", "quay.lit"): ("MT106", None),
        ("set", "quay.walls"): ("MT115", "quay.wall"),
        ("set", "quay.wall:reason"): ("MT115", "quay.wall:reason"),
    }


def test_a_column_that_is_left_aside_is_not_missed_twice() -> None:
    found = columns("organisation", "quay.wall", *ALL[1:], columns={"quay.wall": "-"})
    assert understood(found)["quay.wall"] == (None, "aside")
    [missing] = found.diagnostics
    assert (missing.code, missing.values["keys"]) == ("MT105", ["quay.wall"])


def test_a_mapping_of_what_is_not_there_is_told_with_the_nearest_name() -> None:
    found = columns(
        *("organisation", "Wall", *ALL),
        columns={"Wal": "quay.wall", "Wall": "quay.wal"},
        questions={"quay.boat": {"x": "sail"}, "organisation": {"x": "y"}},
    )
    near = {(d.code, *d.route): d.values["near"] for d in found.diagnostics}
    assert near == {
        ("MT114", "columns", "Wal"): "Wall",
        ("MT115", "columns", "Wall"): "quay.wall",
        ("MT115", "questions", "quay.boat"): "quay.boats",
        ("MT115", "questions", "organisation"): "organisation",
    }


def test_no_organisation_and_no_question() -> None:
    assert told(columns("body", *ALL)) == ["MT102 1:0", "MT101 1:1"]
    assert told(columns("organisation", "colour")) == ["MT104 1:0", "MT101 1:2"]
    assert told(columns("Name of your organisation", *ALL)) == []
    assert told(columns(*ALL, set={"organisation": "delta"})) == []


def test_misspelt_columns_are_told_one_by_one_and_then_counted() -> None:
    found = columns("organisation", *ALL, "quay.storry", *(f"x{n}" for n in range(30)))
    assert told(found) == [*(f"MT101 1:{n}" for n in range(8, 28)), "MT117 1:28"]
    assert found.diagnostics[0].values["near"] == "quay.story"
    assert found.diagnostics[-1].values["n"] == 11


def test_twenty_thousand_columns_and_a_heading_of_a_megabyte() -> None:
    found = columns("organisation", *ALL, *(f"c.{n}/x" for n in range(20_000)), "a/" * 500_000)
    assert len(told(found)) == 21
    assert found.diagnostics[-1].values["n"] == 20_001 - 20


def test_empty_headings_and_columns_of_survey_tools_are_passed_over() -> None:
    found = columns("organisation", *ALL, "", "ID", "Start time", "Email", "meta-instanceID")
    assert told(found) == []
    assert {column.how for column in found.all[-5:]} == {"of_survey"}


def test_a_column_that_gives_way_to_one_that_the_mapping_names_is_told_with_both_headings() -> None:
    for lost in ("quay.boats", "Which boats come?", "Quay Boats"):
        found = columns("organisation", "Ships", *ALL[2:], ALL[0], lost, columns={"Ships": "quay.boats"})  # fmt: skip
        [told_of] = found.diagnostics
        assert (told_of.code, told_of.severity, told_of.place.column) == ("MT121", "warning", 8)
        assert (told_of.values["heading"], told_of.values["first"]) == (lost, "Ships")
        assert understood(found)[lost][0] is None
    said = {"Ships": "quay.boats", lost: "-"}
    assert told(columns("organisation", "Ships", *ALL[2:], ALL[0], lost, columns=said)) == []
    found = columns("organisation", *ALL, "Land", "Country", columns={"Land": "country"})
    assert told(found) == ["MT121 1:9"]
    several = [f"quay.goods={name}" for name in ("tea", "salt")]
    others = [name for name in ALL if name != "quay.goods"]
    found = columns("organisation", *others, "Load", *several, columns={"Load": "quay.goods"})
    assert told(found) == ["MT121 1:8"]


def test_a_column_that_a_survey_tool_adds_gives_way_in_silence() -> None:
    for lost in ("Completion time", "submitdate", "data/SubmissionDate", "startlanguage"):
        held = "language" if lost == "startlanguage" else "date"
        assert told(columns("organisation", *ALL, "Day", lost, columns={"Day": held})) == []


def test_as_many_columns_that_give_way_are_told_as_can_be_read() -> None:
    found = columns("organisation", "Ships", *ALL, *["quay.boats"] * 500, columns={"Ships": "quay.boats"})  # fmt: skip
    assert [d.code for d in found.diagnostics] == ["MT121"] * 20


def test_headings_of_a_mapping_count_whatever_their_blanks() -> None:
    for heading in ("The  best boats ", "The best\nboats", "The best\u00a0boats", "The best boats"):
        for said in ("The best boats", " The best  boats"):
            found = columns("organisation", heading, ALL[0], *ALL[2:], columns={said: "quay.boats"})
            assert understood(found)[heading] == ("quay.boats", "mapped")
            assert told(found) == []


def test_a_heading_that_is_the_same_letter_by_letter_comes_first() -> None:
    said = {"A b": "quay.boats", "A  b": "quay.wall"}
    found = columns("organisation", "A  b", "A b", *ALL[2:], columns=said)
    assert understood(found)["A b"] == ("quay.boats", "mapped")
    assert understood(found)["A  b"] == ("quay.wall", "mapped")
    found = columns("organisation", *ALL[1:], "A b", "A  b", columns={"A b": "quay.wall"})
    assert told(found) == ["MT101 1:8"]
    assert understood(found)["A b"] == ("quay.wall", "mapped")


def test_an_address_of_e_mail_is_taken_for_nothing_else() -> None:
    for heading in ("E-mail of respondent", "Email respondent", "Respondent e-mailadres"):
        [found] = columns("organisation", *ALL, heading).diagnostics
        assert (found.code, found.values["near"]) == ("MT101", None)
    [found] = columns("organisation", *ALL, "Respondents").diagnostics
    assert found.values["near"] == "respondent"
