"""Is a cell understood as the person meant it who wrote it?"""

from datetime import date
from typing import Any

import pytest

from maturity.diagnostics import Diagnostic, Place
from maturity.model.mapping import Mapping
from maturity.model.questionnaire import Question
from maturity.tables.cells import Cells, profile_value, yes_or_no
from maturity.tables.known import reading, told
from maturity.tables.scalars import Wrong, day_in, number_in
from maturity.view.problems import problem_view
from tables.made import mapping, meant, question, questionnaire


@pytest.mark.parametrize(
    "text",
    [
        *("2.5", "2,5", " 2.50 ", "Managed", "managed", "MANAGED", "Géré", "GÉRÉ", "Gepflegt"),
        *("It is looked after", "Sie wird gepflegt", "Il est entretenu."),
        *("2.5 - Managed", "2.5 \u2013 Managed", "2,5 \u2014 Géré", "Level 2.5: Gepflegt"),
        *("2.5. It is looked after", "Managed: It is looked after", "2.5) managed"),
        "2.5 \u2013 Managed: It is looked after",
    ],
)
def test_a_level_is_known_by_number_name_and_text_in_every_language(text: str) -> None:
    assert meant("wall", text) == 2.5


@pytest.mark.parametrize(
    "text",
    [
        *("3", "-1", "2.4", "25", "Manged", "true", "2.5 - Begun", "Level 1: Managed", "12.5 - Managed"),
        *("1,5", "1 of 4", "#N/A", "=2.5", "1e400", "nan", "inf"),
    ],
)  # fmt: skip
def test_what_names_no_level_or_two_of_them_is_wrong(text: str) -> None:
    assert meant("wall", text) == "wrong: option"


def test_none_can_be_the_name_of_a_level() -> None:
    assert meant("wall", "None") == 0
    assert meant("wall", "Keine") == 0


@pytest.mark.parametrize(
    ("text", "state"),
    [
        *(("", None), ("   ", None), ("unanswered", None), ("Unanswered", None)),
        *(("?", "unknown"), ("unknown", "unknown"), ("UNKNOWN", "unknown")),
        *(("-", "declined"), (" - ", "declined"), ("Declined", "declined")),
        *(("NA", "not_applicable"), ("n/a", "not_applicable"), ("N.A.", "not_applicable")),
        *(("not_applicable", "not_applicable"), ("Not applicable", "not_applicable")),
    ],
)
@pytest.mark.parametrize("name", ["wall", "boats", "goods", "lit", "share", "story"])
def test_states_are_known_in_questions_of_every_type(
    name: str, text: str, state: str | None
) -> None:
    assert meant(name, text) == state


def test_an_option_that_is_called_like_a_state_wins_over_it() -> None:
    levels = [{"value": 0, "name": "NA", "text": "x"}, {"value": 1, "name": "b", "text": "y"}]
    said = {"id": "q", "ask": "Q", "type": "level", "levels": levels}
    cells = Cells(Question.model_validate(said), mapping())
    found = cells.understand("na")
    assert not isinstance(found, Wrong)
    assert found.answer == 0


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        *(("row-1", "row-1"), ("row1", "row1"), ("Rowing boats", "row-1"), ("barques", "row-1")),
        *(("Boats that row as one", "row1"), ("Segelboote", "sail")),
        ("sailing boats large or small", "sail"),
        *(("ROW-1", "wrong: option"), ("boats", "wrong: option"), ("1", "wrong: option")),
    ],
)
def test_a_choice_is_known_by_id_and_text_and_never_taken_for_its_twin(
    text: str, choice: str
) -> None:
    assert meant("boats", text) == choice


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        *(("tea", ["tea"]), ("tea;rope", ["tea", "rope"]), ("rope, tea", ["rope", "tea"])),
        *(("tea rope", ["tea", "rope"]), ("tea|rope", ["tea", "rope"]), ("tea\nrope", ["tea", "rope"])),
        *(("Tea;Rope and sails;", ["tea", "rope"]), ("tea;tea", ["tea"]), ("[]", [])),
        # An option's own words hold the separator.
        *(("Salt, coarse", ["salt"]), ("Tea, Salt, coarse, Rope and sails", ["tea", "salt", "rope"])),
        ("Rope and sails tea", ["rope", "tea"]),
        # The longest reading first, another where that leads nowhere.
        ("Salt, coarse, coarse, fine", ["salt", "fine"]),
    ],
)  # fmt: skip
def test_several_options_in_one_cell(text: str, choices: list[str]) -> None:
    assert meant("goods", text) == choices


@pytest.mark.parametrize(
    "text", ["tea;thyme", "Coarse", ";", ", ,", "tea;-", "?;tea", "tea;;?", "teas"]
)
def test_a_cell_with_one_word_too_many_is_wrong_as_a_whole(text: str) -> None:
    assert meant("goods", text) == "wrong: option"


def test_ten_thousand_words_in_a_cell_are_told_to_be_wrong() -> None:
    assert meant("goods", "coarse " * 2_800) == "wrong: option"
    assert meant("goods", "tea " * 4_000) == ["tea"]


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        *(("yes", True), ("Y", True), ("TRUE", True), ("1", True), ("1.0", True)),
        *(("No", False), ("n", False), ("false", False), ("0", False), ("0,0", False)),
        *(("2", "wrong: yes_no"), ("maybe", "wrong: yes_no"), ("10", "wrong: yes_no")),
    ],
)
def test_yes_and_no(text: str, truth: Any) -> None:
    assert meant("lit", text) == truth
    assert isinstance(yes_or_no(text), Wrong) == isinstance(truth, str)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("12", 12), ("12.5", 12.5), ("12,5", 12.5), ("-3", -3), ("\u22123,25", -3.25)),
        *(("+7", 7), ("1e3", 1000), (".5", 0.5), ("0,125", 0.125), ("1234,5", 1234.5)),
        *(("1,234.5", 1234.5), ("1.234,5", 1234.5), ("1\u00a0234,5", 1234.5), ("1\u202f234", 1234)),
        *(("1,250", "wrong: number_mark"), ("3001", "wrong: range"), ("-10.5", "wrong: range")),
        *(("12.", "wrong: number"), ("1,2,3", "wrong: number"), ("12 %", "wrong: number")),
        *(("0x10", "wrong: number"), ("1_000", "wrong: number"), ("\u0663", "wrong: number")),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text: str, number: Any) -> None:
    assert meant("share", text) == number


@pytest.mark.parametrize(
    ("text", "comma", "point"),
    [
        *(("1,250", 1.25, 1250), ("1.250", 1250, 1.25), ("1.250,5", 1250.5, None)),
        *(("1,250.5", None, 1250.5), ("2.5", 2.5, 2.5), ("2,5", 2.5, None)),
    ],
)
def test_a_word_on_the_decimal_mark_decides(
    text: str, comma: float | None, point: float | None
) -> None:
    assert number_in(text, "comma") == comma
    assert number_in(text, "point") == point


def test_a_text_is_kept_as_it_is_but_no_control_character() -> None:
    assert (
        meant("story", " We waited,\nand \u6f22 came; = 3 ") == "We waited,\nand \u6f22 came; = 3"
    )
    assert meant("story", "a\x1b[31mb") == "wrong: control"
    assert meant("story", "a" * 20_000) == "a" * 20_000
    assert meant("story", "a" * 20_001) == "wrong: long"


def test_what_a_mapping_says_of_cells() -> None:
    said: dict[str, Any] = {
        "values": {"Fully": 4, "n.a.": "unknown", "No idea": "?", "nothing yet": "unanswered"},
        "questions": {"quay.wall": {"Fully": 2.5}, "quay.lit": {"Ja": True, "Nein": False}},
    }
    assert meant("wall", "fully!", **said) == 2.5
    assert meant("share", "Fully", **said) == 4
    assert meant("share", "n.a.", **said) == "unknown"
    assert meant("boats", "no idea", **said) == "unknown"
    assert meant("boats", "Nothing yet", **said) is None
    assert meant("lit", "JA", **said) is True
    assert meant("lit", "Nein", **said) is False
    assert meant("wall", "Ja", **said) == "wrong: option"


def test_a_mapping_of_one_number_says_nothing_of_another() -> None:
    said = {"values": {"1": 4, "15": 0}}
    assert [meant("wall", text, **said) for text in ("1", "1.0", "1,0")] == [4, 4, 4]
    assert meant("wall", "15", **said) == 0
    assert meant("share", "-1", **said) == -1
    assert meant("share", "1.5", **said) == 1.5


def test_what_a_mapping_says_is_read_with_a_point_whatever_cells_are_written_with() -> None:
    said = {"values": {"much": 1.125}, "decimal": "comma"}
    assert meant("share", "much", **said) == 1.125
    assert meant("share", "1.125", **said) == 1125


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        *(("2026-04-03", None, date(2026, 4, 3)), ("2026-4-3", None, date(2026, 4, 3))),
        *(("2026-04-03T23:59:59+02:00", None, date(2026, 4, 3)), ("2026-04-03 10:00", None, date(2026, 4, 3))),
        ("2026/04/03 2:41:12 PM GMT+1", None, date(2026, 4, 3)),
        *(("13/04/2026", None, date(2026, 4, 13)), ("04/13/2026 10:22", None, date(2026, 4, 13))),
        *(("13.04.2026", None, date(2026, 4, 13)), ("04.04.2026", None, date(2026, 4, 4))),
        *(("03/04/2026", "day-first", date(2026, 4, 3)), ("03/04/2026", "month-first", date(2026, 3, 4))),
        *(("3.4.2026", "day-first", date(2026, 4, 3)), ("2026-04-03", "month-first", date(2026, 4, 3))),
        # Excel's days: 1 is the first of 1900, which it takes for a leap year.
        *(("46115", None, date(2026, 4, 3)), ("46115.75", None, date(2026, 4, 3)), ("46115,75", None, date(2026, 4, 3))),
    ],
)  # fmt: skip
def test_dates(text: str, order: str | None, day: date) -> None:
    assert day_in(text, order) == day


@pytest.mark.parametrize(
    ("text", "order", "kind"),
    [
        *(("03/04/2026", None, "date_order"), ("13/04/2026", "month-first", "date")),
        *(("2026-02-30", None, "date"), ("30.02.2026", None, "date"), ("2026-04/03", None, "date")),
        *(("4/3/26", None, "date"), ("2026", None, "date"), ("last week", None, "date")),
        *(("00/00/0000", None, "date"), ("1", None, "date"), ("99999", None, "date")),
    ],
)
def test_what_is_no_date_or_two_of_them(text: str, order: str | None, kind: str) -> None:
    found = day_in(text, order)
    assert isinstance(found, Wrong)
    assert found.kind == kind


def test_what_is_said_about_an_organisation() -> None:
    size, motto = questionnaire().profile
    assert profile_value(size, "many boats", {}) == "large"
    assert profile_value(size, "small", {}) == "small"
    assert profile_value(size, "Huge", {"huge": "large"}) == "large"
    assert [profile_value(size, text, {}) for text in ("", " ", "?", "NA", "-")] == [None] * 5
    assert isinstance(profile_value(size, "huge", {}), Wrong)
    assert profile_value(motto, " Row on ", {}) == "Row on"


def near(name: str, text: str, **said: Any) -> Any:
    """What a diagnostic would guess for a cell that answers nothing."""
    found = Cells(question(name), mapping(**said)).understand(text)
    assert isinstance(found, Wrong)
    return told(found)["near"]


def test_a_misspelt_word_is_guessed_among_names_of_options_and_the_words_of_the_mapping() -> None:
    assert near("wall", "Manged") == "Managed"
    assert near("wall", "Gepfelgt") == "Gepflegt"
    assert near("boats", "Rowing boat") == "Rowing boats"
    assert near("goods", "Rope and sail") == "Rope and sails"
    assert near("wall", "Fuly") is None
    assert near("wall", "Fuly", values={"Fully": 4}) == "Fully"
    assert near("wall", "Fuly", questions={"quay.wall": {"Fully": 4}}) == "Fully"
    assert near("wall", "Fuly", questions={"quay.boats": {"Fully": "sail"}}) is None
    assert near("lit", "Indeeed", values={"Indeed": "yes"}) == "Indeed"
    assert near("wall", "Unknwon") == "unknown"
    found = profile_value(questionnaire().profile[0], "A few boat", {})
    assert told(found)["near"] == "A few boats"
    found = reading("profile.size", questionnaire(), mapping(questions={"profile.size": {"Tiny": "small"}}))("Tny")  # fmt: skip
    assert told(found)["near"] == "Tiny"
    read = reading("quay.goods=tea", questionnaire(), mapping(values={"Sometimes": "yes"}))
    assert told(read("Sometime"))["near"] == "Sometimes"


@pytest.mark.parametrize(
    ("target", "said", "variant"),
    [
        *(("quay.wall", "5", "mapped"), ("quay.boats", "boat", "mapped"), ("quay.lit", "so", "mapped")),
        *(("quay.share", "many", "unfit"), ("quay.goods=tea", "so", "unfit")),
        *(("profile.size", "tiny", "mapped"), ("date", "soon", "unfit")),
    ],
)  # fmt: skip
def test_what_a_mapping_turns_into_no_answer_is_told_with_both_words(
    target: str, said: str, variant: str
) -> None:
    found = reading(target, questionnaire(), mapping(questions={target: {"Fully": said}}))("fully ")
    assert isinstance(found, Wrong)
    values = told(found)
    assert (values["variant"], values["found"], values["meant"]) == (variant, "fully", said)
    assert values["near"] is None
    shown = problem_view(Diagnostic("MT106", Place("t.csv"), {"heading": "Wall", **values}), "en")
    assert shown.message.startswith(f'Wall: the mapping turns "fully" into "{said}", which ')
    if variant == "mapped":
        assert shown.message.endswith("which is none of the answers")
        assert shown.expected.startswith("expected one of ")


def test_what_a_mapping_says_in_numbers_keeps_its_digits() -> None:
    said = Mapping.model_validate(
        {
            "mapping": "1",
            "set": {"organisation": 73282932000074},
            "values": {"much": 0.1, "all": True},
        }
    )
    assert said.set_ == {"organisation": "73282932000074"}
    assert said.values == {"much": "0.1", "all": "true"}
