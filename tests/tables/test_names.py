"""Does an organisation that has only a name get an id that stays?"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maturity.model.values import ID_PATTERN
from maturity.tables.names import id_of


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Waterschap Rivierenland", "waterschap-rivierenland"),
        ("  Ministry of Finance & Trade  ", "ministry-of-finance-trade"),
        ("Préfecture de l'Île-d'Yeu", "prefecture-de-l-ile-d-yeu"),
        ("Łódź", "lodz"),
        ("Straßenbauamt Nürnberg", "strassenbauamt-nurnberg"),
        ("Kommune Ærø", "kommune-aero"),
        ("İzmir", "izmir"),
        ("Agency 12", "agency-12"),
        ("nl.rivierenland", "nl-rivierenland"),
    ],
)
def test_latin_names_stay_readable(name: str, made: str) -> None:
    assert id_of(name) == made


@pytest.mark.parametrize("name", ["وزارة المالية", "Министерство", "財務省", "12 \u0645", "!", ""])
def test_names_in_other_letters_get_a_digest(name: str) -> None:
    assert re.fullmatch("body-[0-9a-f]{10}", id_of(name))
    assert id_of(name) == id_of(name)


def test_names_that_differ_in_letters_that_are_lost_have_different_ids() -> None:
    names = ["東京 Office", "大阪 Office", "Office", "وزارة المالية", "وزارة العدل"]
    assert len(set(map(id_of, names))) == len(names)


def test_long_names_are_cut_and_told_apart() -> None:
    one, other = id_of("n" * 299 + "a"), id_of("n" * 299 + "b")
    assert one != other
    assert len(one) <= 80
    assert one.startswith("n" * 60 + "-")


@given(st.text(max_size=400))
def test_whatever_the_name_the_id_is_one_and_a_file_can_be_called_so(name: str) -> None:
    made = id_of(name)
    assert re.fullmatch(ID_PATTERN, made)
    assert 1 <= len(made) <= 80
