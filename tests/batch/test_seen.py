"""Is every organisation known again, however many came between?"""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from maturity.batch.seen import Seen

ids = st.lists(st.lists(st.integers(0, 60).map(lambda n: f"body-{n}"), max_size=40), max_size=8)


@given(ids)
def test_the_first_place_of_each(chunks: list[list[str]]) -> None:
    seen, places, place = Seen(), dict[str, int](), 0
    for chunk in chunks:
        wanted = []
        for name in chunk:
            wanted.append(places.get(name, -1))
            places.setdefault(name, place)
            place += 1
        assert seen.add(pl.Series(chunk, dtype=pl.String)).tolist() == wanted


def test_a_hundred_thousand_in_many_chunks() -> None:
    seen, count = Seen(), 100_000
    names = pl.Series([f"body-{n}" for n in range(count)])
    for start in range(0, count, 7_000):
        assert (seen.add(names[start : start + 7_000]) < 0).all()
    assert seen.add(names[::-1]).tolist() == list(range(count))[::-1]
