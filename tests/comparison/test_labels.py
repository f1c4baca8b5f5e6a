"""Labels that differ only in case or in spaces are one, called as most write it."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maturity.model.labels import alike


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        ([], []),
        (["Germany", "germany", "Germany"], ["Germany"] * 3),
        (["germany", "GERMANY", "germany"], ["germany"] * 3),
        (["germany", "Germany"], ["Germany"] * 2),  # a tie: the first in sorted order
        ([" Germany ", "Germany", "Germany\u00a0"], ["Germany"] * 3),
        (["New  Zealand", "New Zealand", "NewZealand"], ["New Zealand"] * 3),
        (["Österreich", "O\u0308sterreich", "ÖSTERREICH"], ["Österreich"] * 3),
        (["NL", "DE", None, "nl"], ["NL", "DE", None, "NL"]),
        (["", "  ", None, "NL"], [None, None, None, "NL"]),
        (["Straße", "STRASSE", "Straße"], ["Straße"] * 3),
        (["Georgia", "Georgien"], ["Georgia", "Georgien"]),
    ],
)
def test_labels(labels: list[str | None], found: list[str | None]) -> None:
    assert alike(labels) == found


LABELS = st.lists(st.none() | st.text("aAbB \u00e9e\u0301ßS", max_size=4), max_size=8)


@given(LABELS, st.randoms())
def test_the_order_does_not_matter_and_once_is_enough(
    labels: list[str | None], random: Random
) -> None:
    found = alike(labels)
    assert alike(found) == found
    places = sorted(range(len(labels)), key=lambda _: random.random())
    assert alike([labels[place] for place in places]) == [found[place] for place in places]
