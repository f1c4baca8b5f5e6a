"""Small pictures: what they show stands where it should, and text stays text."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maturity.report import charts

COLOURS = {name: f"#{name}" for name in ("track", "bar", "range", "need")}
SHARES = st.floats(0, 1)


def drawn(picture: str) -> tuple[str, list[tuple[str, dict[str, str]]]]:
    """The title of a picture, and what stands in it."""
    root = ET.fromstring(picture)
    title, *parts = list(root)
    assert title.tag == "title"
    return title.text or "", [(part.tag, dict(part.attrib)) for part in parts]


def test_a_bar_with_its_range_and_threshold() -> None:
    title, parts = drawn(charts.bar(COLOURS, "2 of 4", 0.5, 0.25, 0.625, need=2 / 3))
    assert title == "2 of 4"
    track, bar, spread, low, high, need = parts
    assert track == ("rect", {"class": "c-track", "x": "0%", "y": "4", "width": "100%", "height": "8", "fill": "#track"})  # fmt: skip
    assert (bar[1]["x"], bar[1]["width"], bar[1]["fill"]) == ("0%", "50%", "#bar")
    assert (spread[1]["x1"], spread[1]["x2"]) == ("25%", "62.5%")
    assert [(end[1]["x1"], end[1]["y1"], end[1]["y2"]) for end in (low, high)] == [
        ("25%", "4", "12"), ("62.5%", "4", "12"),
    ]  # fmt: skip
    assert (need[1]["x1"], need[1]["class"], need[1]["stroke-width"]) == ("66.67%", "s-need", "2.5")


def test_a_bar_without_a_score_is_its_track() -> None:
    assert [tag for tag, _ in drawn(charts.bar(COLOURS, "a", None, 0, 0))[1]] == ["rect"]
    assert [tag for tag, _ in drawn(charts.bar(COLOURS, "a", 0.0, 0, 0))[1]] == ["rect"]


@pytest.mark.parametrize(
    ("share", "count", "filled", "empty"),
    [(0.5, 4, 2, 2), (0, 4, 0, 4), (None, 3, 0, 3), (1, 4, 4, 0), (0.1, 10, 1, 9)],
)
def test_as_many_boxes_as_levels(share: float | None, count: int, filled: int, empty: int) -> None:
    picture = charts.pips(COLOURS, "Level", share, count)
    boxes = {attributes["fill"]: attributes["d"].count("M") for _, attributes in drawn(picture)[1]}
    assert (boxes.get("#bar", 0), boxes.get("#track", 0)) == (filled, empty)
    assert f'width="{count * 18 - 4}"' in picture


def test_the_first_place_stands_at_the_right() -> None:
    _, parts = drawn(charts.places(COLOURS, "a", 1, 1, 4, 4))
    assert parts[-1][1]["cx"] == "87.5%"
    assert (parts[1][1]["x1"], parts[1][1]["x2"]) == ("12.5%", "87.5%")


@given(st.text(st.characters(exclude_categories=["C"])))
def test_text_stays_text(alt: str) -> None:
    assert drawn(charts.bar(COLOURS, alt, 0.5, 0.5, 0.5))[0] == alt
    assert drawn(charts.pips(COLOURS, alt, 0.5))[0] == alt


def test_colours_stay_in_their_attribute() -> None:
    picture = charts.bar(COLOURS | {"bar": '"><script>'}, "a", 0.5, 0.5, 0.5)
    assert drawn(picture)[1][1][1]["fill"] == '"><script>'


@given(st.floats(-1e6, 1e6), st.integers(1, 6))
def test_a_place_is_near_and_short(number: float, digits: int) -> None:
    shown = charts.place(number, digits)
    assert abs(float(shown) - number) <= 0.5 * 10.0**-digits + 1e-9
    assert shown != "-0"
    assert not ("." in shown and shown.endswith(("0", ".")))
