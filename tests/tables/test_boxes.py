"""Is a question understood whose options have a column each?"""

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maturity.scoring.encode import ANSWERED, UNANSWERED, encode
from maturity.tables.answers import Answered
from maturity.tables.columns import Columns
from maturity.tables.matching import Headings
from tables.made import columns, plan, problems, questionnaire, read

KNOWN = Headings(questionnaire())
ALL = tuple(question.id for question in questionnaire().questions())
OTHERS = tuple(name for name in ALL if name != "quay.goods")
BOXES = tuple(f"quay.goods={name}" for name in ("tea", "salt", "fine", "rope"))
WORTH = {"tea": 1, "salt": 1, "fine": 1, "rope": 2}


def targets(found: Columns) -> dict[str, str | None]:
    return {column.heading: column.target for column in found.all}


def answers(found: Answered) -> list[Any]:
    """What each row answers; None for nothing."""
    assert problems(found) == []
    given = [found.response(index).answers.get("quay.goods") for index in range(len(found.numbers))]
    return [None if answer is None else answer.answer for answer in given]


def numbers(found: Answered) -> list[tuple[float, int]]:
    """What each row counts for the question, NaN as -1, and the state it is in."""
    place = plan().column["quay.goods"]
    values = np.nan_to_num(found.rows.values[place], nan=-1).tolist()
    return list(zip(values, found.rows.states[place].tolist(), strict=True))


# Headings


@pytest.mark.parametrize(
    ("heading", "option"),
    [
        *(("quay.goods=rope", "rope"), ("quaygoods[rope]", "rope"), ("quay_goods/rope", "rope")),
        *(("data-quay-goods/rope", "rope"), ("quay.goods.rope", "rope"), ("Quay goods: Rope and sails", "rope")),
        *(("Which goods? [Rope and sails]", "rope"), ("Which goods?:rope", "rope"), ("3. Which goods? [Tea]", "tea")),
        *(("Which goods? [Salt, coarse]", "salt"), ("Which goods?\u00a0[coarse, fine]", "fine")),
    ],
)  # fmt: skip
def test_the_column_of_an_option_is_known(heading: str, option: str) -> None:
    assert KNOWN.meaning(heading) == f"quay.goods={option}"


@pytest.mark.parametrize("heading", ["quay.goods/other", "Which goods? [Other]", "Which boats come? [sail]", "rope", "[Rope and sails]"])  # fmt: skip
def test_what_is_no_option_of_several_is_not_taken_for_one(heading: str) -> None:
    assert KNOWN.meaning(heading) is None
    assert KNOWN.in_brackets(heading) is None
    assert "=" not in (KNOWN.before_brackets(heading) or "")


@pytest.mark.parametrize(
    "heading",
    [
        *("The quay [How good is the wall?]", "At the quay [The wall]", "Q [a] [quay.wall]", "quay[wall][The wall] "),
        # Brackets in the question's own words stay with them.
        "The quay [[How] good is the wall?]",
    ],
)  # fmt: skip
def test_a_row_of_a_table_question_is_known_by_its_brackets(heading: str) -> None:
    others = [name for name in ALL if name != "quay.wall"]
    assert targets(columns("organisation", *others, heading))[heading] == "quay.wall"


@pytest.mark.parametrize("inside", ["organisation", "Country", "date", "Language", "tags", "quay.goods=tea", "Email"])  # fmt: skip
def test_brackets_say_nothing_about_the_organisation(inside: str) -> None:
    heading = f"What do you keep? [{inside}]"
    assert targets(columns("organisation", *ALL, heading))[heading] is None


def test_brackets_count_only_where_no_surer_column_holds_the_same() -> None:
    found = columns("organisation", *ALL, "Needs [The wall]", "The wall [in short]")
    assert [c.how for c in found.all[-2:]] == ["unused", "unused"]
    assert [d.code for d in found.diagnostics] == ["MT101", "MT101"]
    others = [name for name in ALL if name != "quay.wall"]
    found = columns("organisation", *others, "A [The wall]", "B [Wie gut ist die Mauer?]")
    assert [d.code for d in found.diagnostics] == ["MT103"]


def test_words_before_brackets_count_where_they_mean_one_column() -> None:
    others = [name for name in ALL if name != "quay.wall"]
    heading = "How good is the wall? [in one word]"
    assert targets(columns("organisation", *others, heading))[heading] == "quay.wall"
    for beside in ("[Other]", "[Comment]"):
        found = columns("organisation", *others, f"How good is the wall? {beside}")
        assert [d.code for d in found.diagnostics] == ["MT105", "MT101"]
    found = columns("organisation", *others, heading, "How good is the wall? [north]")
    assert [d.code for d in found.diagnostics] == ["MT105", "MT101", "MT101"]


def test_a_mapping_can_name_the_column_of_an_option() -> None:
    said = dict(zip("abcd", BOXES, strict=True))
    found = columns("organisation", *OTHERS, *said, columns=said)
    assert list(targets(found).values())[-4:] == list(BOXES)
    assert found.diagnostics == ()
    found = columns("organisation", *OTHERS, *said, columns={**said, "d": "quay.goods=ropes"})
    wrong = [d for d in found.diagnostics if d.code == "MT115"]
    assert [d.values["near"] for d in wrong] == ["quay.goods=rope"]


def test_a_question_with_such_columns_has_its_columns_and_one_that_is_missing_is_told() -> None:
    assert columns("organisation", *OTHERS, *BOXES).diagnostics == ()
    [found] = columns("organisation", *OTHERS, *BOXES[:3]).diagnostics
    assert (found.code, found.values["id"], found.values["keys"]) == ("MT105", "quay.goods", [BOXES[3]])  # fmt: skip
    [found] = columns("organisation", *OTHERS).diagnostics
    assert (found.code, found.values["keys"]) == ("MT105", ["quay.goods"])
    assert columns("organisation", BOXES[0]).diagnostics[0].code == "MT105"


def test_the_surer_of_a_question_s_own_column_and_those_of_its_options_counts() -> None:
    slashed = [name.replace("=", "/") for name in BOXES]
    for own in ("quay.goods", "Which goods?"):
        found = columns("organisation", *OTHERS, own, *slashed)
        assert found.diagnostics == ()
        assert [c.target for c in found.all[-5:]] == ["quay.goods", None, None, None, None]
    found = columns("organisation", *OTHERS, "Which goods?", *BOXES)
    assert [c.target for c in found.all[-5:]] == [None, *BOXES]
    for said in ({"columns": {"own": "quay.goods", "tea": BOXES[0]}}, {"columns": {"tea": BOXES[0]}, "set": {"quay.goods": "tea"}}):  # fmt: skip
        found = columns("organisation", *OTHERS, "own", "tea", **said)
        assert "MT103" in [d.code for d in found.diagnostics]


def test_what_is_the_same_for_all_rows_is_no_option() -> None:
    found = columns("organisation", *ALL, set={"quay.goods=tea": "yes"})
    assert "MT115" in [d.code for d in found.diagnostics]


# Cells


def test_an_answer_is_what_its_columns_say_together() -> None:
    found = read(
        ["organisation", *BOXES],
        ["a", "Y", "", None, "Y"],
        ["b", "1", "0", "0", "0"],
        ["c", "", "", None, " "],
        ["d", "no", "0", "false", "N"],
        ["e", "", "", "", "No"],
        ["f", "Tea", "salt, coarse", "TRUE", "rope and sails"],
    )
    assert answers(found) == [["tea", "rope"], ["tea"], None, [], [], ["tea", "salt", "fine", "rope"]]  # fmt: skip
    wanted = [(3, ANSWERED), (1, ANSWERED), (-1, UNANSWERED), (0, ANSWERED), (0, ANSWERED), (5, ANSWERED)]  # fmt: skip
    assert numbers(found) == wanted


def test_a_cell_that_says_neither_is_refused() -> None:
    found = read(
        ["organisation", *BOXES],
        ["a", "maybe", "", "", "salt"],
        ["b", "2", "N/A", "?", "-"],
        ["c", "Y", "", "", ""],
    )
    assert problems(found) == ["MT106 2:2", "MT106 2:5", "MT106 3:2", "MT106 3:3", "MT106 3:4", "MT106 3:5"]  # fmt: skip
    assert found.numbers.tolist() == [4]


def test_a_mapping_says_what_the_cells_of_options_stand_for() -> None:
    own = {"chosen": "yes", "-": "unanswered"}
    found = read(
        ["organisation", *BOXES],
        ["a", "N/A", "n.a.", "N/A", "N/A"],
        ["b", "Ja", "chosen", "-", "coil"],
        ["c", "-", "-", "-", "unanswered"],
        ["d", "coil", "", "", ""],
        values={"N/A": "unanswered", "Ja": "yes", "-": "no"},
        questions={"quay.goods": own, "quay.goods=rope": {"coil": "yes"}},
    )
    assert problems(found) == ["MT106 5:2"]
    told = [found.response(n).answers.get("quay.goods") for n in range(3)]
    assert [t and t.answer for t in told] == [None, ["tea", "salt", "rope"], None]


def test_what_stands_beside_the_answer_stands_beside_it() -> None:
    found = read(["organisation", "quay.goods:note", *BOXES], ["a", "Mostly", "", "", "", "1"])
    answer = found.response(0).answers["quay.goods"]
    assert (answer.answer, answer.note) == (["rope"], "Mostly")


CELLS = st.sampled_from(["", "Y", "no", "1", "0", "x"])


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=8))
def test_arrays_and_responses_say_the_same(rows: list[tuple[str, str, str, str]]) -> None:
    found = read(["organisation", *BOXES], *([f"o{n}", *row] for n, row in enumerate(rows)))
    good = [row for row in rows if "x" not in row]
    assert len(found.numbers) == len(good)
    again = encode(plan(), [found.response(index) for index in range(len(good))])
    np.testing.assert_array_equal(found.rows.values, again.values)
    np.testing.assert_array_equal(found.rows.states, again.states)
    worth = [sum(w for w, cell in zip(WORTH.values(), row, strict=True) if cell in {"Y", "1"}) for row in good]  # fmt: skip
    wanted = [(float(w), ANSWERED) if any(r) else (-1.0, UNANSWERED) for w, r in zip(worth, good, strict=True)]  # fmt: skip
    assert numbers(found) == wanted


def test_headings_of_every_shape_mean_one_option_each() -> None:
    words = {"tea": "Tea", "salt": "Salt, coarse", "fine": "coarse, fine", "rope": "Rope and sails"}
    for (name, text), (asked, mark) in product(
        words.items(), (("Which goods?", " [{}]"), ("quay.goods", "[{}]"), ("quay-goods", "/{}"))
    ):
        for said in (name, text):
            assert KNOWN.meaning(asked + mark.format(said)) == f"quay.goods={name}"
