"""Are headings known however a survey tool has written them?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maturity.tables.matching import Headings, is_of_survey, normal, numbered, substitute
from tables.made import questionnaire

KNOWN = Headings(questionnaire())


@pytest.mark.parametrize(
    "heading",
    [
        *("quay.wall", "Quay Wall", "quay_wall", "QUAYWALL", "The wall", "the  WALL"),
        *("How good is the wall?", "how good is the wall", "Comment est le mur ?", "Wie gut ist die Mauer?"),
        *("1. How good is the wall?", "Q3: The wall", "Q3 \u2013 The wall", "[12] The wall", "a) The wall"),
        # What ODK writes before a question's name: its groups.
        *("data/quay-group/quay.wall", "group:The wall", "quay-wall"),
        "\ufeffHow good is the wall?\n",
    ],
)  # fmt: skip
def test_a_question_is_known_by_id_title_and_words(heading: str) -> None:
    assert KNOWN.meaning(heading) == "quay.wall"


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        *(("Organization", "organisation"), ("organisation name", "organisation.name")),
        *(("Name of your organisation", "organisation.name"), ("Level of government", "government")),
        *(("submitdate", "date"), ("Completion time", "date"), ("SubmissionDate", "date")),
        *(("Role", "respondent.role"), ("startlanguage", "language"), ("How large is it?", "profile.size")),
        *(("quay.wall:note", "quay.wall:note"), ("quay wall reason", "quay.wall:reason")),
        *(("wall", None), ("", None), ("quay", None), ("Walls", None), ("\u6f22", None)),
    ],
)  # fmt: skip
def test_what_else_headings_mean(heading: str, meaning: str | None) -> None:
    assert KNOWN.meaning(heading) == meaning


@pytest.mark.parametrize("heading", ["ID", "response-id", "Start time", "meta-instanceID", "Email"])
def test_what_survey_tools_add_by_themselves(heading: str) -> None:
    assert is_of_survey(heading)
    assert KNOWN.meaning(heading) is None


def test_a_number_before_words() -> None:
    assert numbered("3 - Managed") == ("3", "Managed")
    assert numbered("Level 2,5: Géré") == ("2,5", "Géré")
    assert numbered("-1) Bad") == ("-1", "Bad")
    assert numbered("13 - Managed") == ("13", "Managed")
    assert numbered("Managed") is None
    assert numbered("3 Managed") is None


def test_words_are_compared_without_case_marks_and_forms() -> None:
    assert normal("Straße") == normal("STRASSE")
    assert normal("Ge\u0301re\u0301") == normal("GÉRÉ")
    assert normal("\uff11\uff12") == "12"
    assert normal("\u2014 ?!") == ""


@given(st.text(max_size=60))
def test_any_heading_has_a_meaning_or_none(heading: str) -> None:
    meaning = KNOWN.meaning(heading)
    assert meaning is None or meaning in KNOWN.exact
    assert normal(normal(heading)) == normal(heading)


@given(st.text(max_size=20), st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=8)))
def test_a_cell_stands_for_itself_or_for_what_the_mapping_says(
    text: str, table: dict[str, str]
) -> None:
    assert substitute(text, table) in {text, *table.values()}
    assert substitute(text, {text: "own"}, table) == "own"
