"""Is JSON read by our rules, with the right place for every part and every problem?"""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.errors import InputError
from maturity.storage import documents, json_reader
from maturity.storage.spots import Fault, Spot
from maturity.storage.yaml_reader import MAX_DEPTH


def where(text: str) -> tuple[str, int, int]:
    start = time.perf_counter()
    with pytest.raises(Fault) as caught:
        json_reader.load(text)
    assert time.perf_counter() - start < 2
    return caught.value.code, caught.value.line, caught.value.column


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1,\n "b": 2,\n "a": 3}', ("MF103", 3, 2)),
        ('{"x": {"a": 1, "\\u0061": 2}}', ("MF103", 1, 16)),
        ('{"a": NaN}', ("MF110", 1, 7)),
        ('{"a": [1,\n  -Infinity]}', ("MF110", 2, 3)),
        ('{"a": 1e400}', ("MF110", 1, 7)),
        ('{"a": -1e999}', ("MF110", 1, 7)),
        ('{"a": ' + "9" * 5000 + "}", ("MF110", 1, 7)),
        ('{"a": 1', ("MF114", 1, 8)),
        ('{"a": 1}\n{"b": 2}', ("MF114", 2, 1)),
        ("{'a': 1}", ("MF114", 1, 2)),
        ('{"a": tru}', ("MF114", 1, 7)),
        ('{"a": "tab\there"}', ("MF114", 1, 11)),
        ('{"a": 01}', ("MF114", 1, 8)),
        ("", ("MF114", 1, 1)),
    ],
)  # fmt: skip
def test_problems_have_a_code_and_a_place(text: str, expected: tuple[str, int, int]) -> None:
    assert where(text) == expected


def test_the_offending_number_is_not_sought_inside_texts() -> None:
    assert where('{"note": "NaN is no number",\n "a": NaN}') == ("MF110", 2, 7)


def test_depth() -> None:
    deepest = MAX_DEPTH
    json_reader.load("[" * deepest + "]" * deepest)
    assert where("[" * (deepest + 1) + "]" * (deepest + 1)) == ("MF107", 1, deepest + 1)


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_a_hundred_thousand_levels(opening: str) -> None:
    assert where(opening * 100_000)[0] == "MF107"


def test_brackets_in_texts_have_no_depth() -> None:
    assert json_reader.load(json.dumps(["[{" * 500, '"[' * 100])) == ["[{" * 500, '"[' * 100]


@pytest.mark.parametrize(
    "text", ['"' + "\\" * 1_000_001, '["' + "[" * 2_000_000, '{"a": "' + "\\u" * 500_000]
)
def test_long_unfinished_texts_are_refused_quickly(text: str) -> None:
    assert where(text)[0] in {"MF107", "MF114"}


def problem(folder: Path, data: bytes) -> tuple[str, int, int]:
    path = folder / "file.json"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        documents.read(str(path))
    [found] = caught.value.diagnostics
    return found.code, found.place.line, found.place.column


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("MF005", 1, 1)),
        ('{"a": 1}'.encode("utf-16"), ("MF006", 1, 1)),
        (b'{"a": "\xe9"}', ("MF006", 1, 8)),
        (b'{"a": "\x00"}', ("MF007", 1, 8)),
        (b"[1]", ("MF112", 1, 1)),
        (b"3", ("MF112", 1, 1)),
    ],
)  # fmt: skip
def test_files_that_cannot_be_read(
    tmp_path: Path, data: bytes, expected: tuple[str, int, int]
) -> None:
    assert problem(tmp_path, data) == expected


@pytest.mark.parametrize("name", ["file.json", "file.yaml", "no-suffix"])
def test_a_mark_and_line_ends_are_accepted(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b'\xef\xbb\xbf{\r\n  "a": 1,\r\n  "b": "x"\r\n}\r\n')
    document = documents.read(str(path))
    assert document.value == {"a": 1, "b": "x"}
    place = document.place(("b",))
    assert (place.line, place.column, place.length) == (3, 8, 3)


def test_flow_yaml_in_a_yaml_file_is_read_as_yaml(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text("{a: 1, b: [x, yes]}\n")
    assert documents.read(str(path)).value == {"a": 1, "b": ["x", "yes"]}


def test_json_in_a_yaml_file_gives_the_same(tmp_path: Path) -> None:
    values = {"a": [1, 2.5, True, None], "b": {"c": "no"}}
    found: list[Any] = []
    for name in ("file.json", "file.yaml"):
        path = tmp_path / name
        path.write_text(json.dumps(values, indent=2))
        found.append(documents.read(str(path)).value)
    assert found == [values, values]


scalars = (
    st.text(max_size=12)
    | st.integers(-(10**17) + 1, 10**17 - 1)
    | st.booleans()
    | st.none()
    | st.floats(-1e9, 1e9)
)
trees = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=20,
)


@settings(max_examples=200)
@given(trees, st.sampled_from([None, 0, 2]), st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_every_spot_points_at_its_text(
    tree: Any, indent: int | None, ascii_only: bool, end: str
) -> None:
    text = json.dumps(tree, indent=indent, ensure_ascii=ascii_only).replace("\n", end)
    assert json_reader.load(text) == tree
    check(tree, json_reader.spots(text), text.split(end))


def check(value: Any, spot: Spot, lines: list[str]) -> None:
    shown = lines[spot.line - 1][spot.column - 1 :]
    if isinstance(value, dict):
        assert shown.startswith("{")
        assert spot.parts is not None
        assert list(spot.parts) == list(value)
        for key, inner in value.items():
            (line, column, length), below = spot.parts[key]
            assert json.loads(lines[line - 1][column - 1 : column - 1 + length]) == key
            check(inner, below, lines)
    elif isinstance(value, list):
        assert shown.startswith("[")
        assert spot.parts is not None
        for index, inner in enumerate(value):
            check(inner, spot.parts[index][1], lines)
    else:
        assert json.loads(shown[: spot.length]) == value


@settings(max_examples=300)
@given(st.text('{}[]",:\\ \n01.eE-truefalsn', max_size=60))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    fault = refused(text)
    if fault is not None:
        assert 1 <= fault.line <= text.count("\n") + 1
        assert fault.column >= 1


def refused(text: str) -> Fault | None:
    try:
        json_reader.load(text)
    except Fault as fault:
        return fault
    return None
