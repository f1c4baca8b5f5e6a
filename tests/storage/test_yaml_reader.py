"""Is YAML read by our rules, with the right place for every part and every problem?"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from maturity.errors import InputError
from maturity.storage import documents, yaml_reader
from maturity.storage.spots import Fault, Spot

MERGE = "a: &a {x: 1}\nb:\n  <<: *a\n"


def value_of(scalar: str) -> Any:
    return yaml_reader.load(f"key: {scalar}\n")[0]["key"]


def fault_of(text: str) -> Fault:
    with pytest.raises(Fault) as caught:
        yaml_reader.load(text)
    return caught.value


def where(text: str) -> tuple[str, int, int]:
    fault = fault_of(text)
    return fault.code, fault.line, fault.column


@pytest.mark.parametrize(
    "text",
    ["yes", "no", "on", "off", "Yes", "NO", "y", "n", "1_000", "12:30:45", "1:20", "2024-02-30", "2026-11-20", "1.1.0",
     "0b11", "0o8", "0x", "017a", "+", "-x", "1e", "e5", "1.5.2", "60%", "2026-01-01T00:00:00Z", "=", "0o-7", "tRUE",
     "nan", "inf", ".", "-.", "1,000", "0o 17"],
)  # fmt: skip
def test_text_stays_text(text: str) -> None:
    assert value_of(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("True", True), ("FALSE", False), ("false", False), ("null", None), ("~", None), ("", None),
     ("0", 0), ("017", 17), ("-3", -3), ("+4", 4), ("0o17", 15), ("0xFf", 255), ("1.10", 1.1), (".5", 0.5), ("1.", 1.0),
     ("1e3", 1000.0), ("-2.5E-1", -0.25), ("999999999999999999", 999999999999999999)],
)  # fmt: skip
def test_scalars_of_the_core_schema(text: str, value: Any) -> None:
    found = value_of(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("text", ["1", "true", "null", "", ".nan", "<<", "1e400"])
def test_quoted_scalars_are_text(text: str) -> None:
    assert value_of(f'"{text}"') == text
    assert value_of(f"'{text}'") == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", ("MF103", 3, 1)),
        ("a: {x: 1, y: 2, x: 3}\n", ("MF103", 1, 17)),
        ("a: 1\n'a': 2\n", ("MF103", 2, 1)),
        ("top:\n  a: 1\n  a: 2\n", ("MF103", 3, 3)),
        (MERGE, ("MF104", 3, 3)),
        ("a: {<<: {b: 1}}\n", ("MF104", 1, 5)),
        ("a: !!python/object:os.system x\n", ("MF105", 1, 4)),
        ("a: !!binary aGk=\n", ("MF105", 1, 4)),
        ("a: !!set {x: null}\n", ("MF105", 1, 4)),
        ("a: !mine x\n", ("MF105", 1, 4)),
        ("a: !!str 1\n", ("MF105", 1, 4)),
        ("!!str a: 1\n", ("MF105", 1, 1)),
        ("- 1\n- !!omap []\n", ("MF105", 2, 3)),
        ("a: 1\n---\nb: 2\n", ("MF106", 2, 1)),
        ("---\na: 1\n...\n---\nb: 2\n", ("MF106", 4, 1)),
        ("a: *b\n", ("MF109", 1, 4)),
        ("a: .nan\n", ("MF110", 1, 4)),
        ("a: -.inf\n", ("MF110", 1, 4)),
        ("a: [1, .INF]\n", ("MF110", 1, 8)),
        ("a: 1e400\n", ("MF110", 1, 4)),
        ("a: -1e999\n", ("MF110", 1, 4)),
        ("a: " + "9" * 5000 + "\n", ("MF110", 1, 4)),
        ("a: 0x" + "f" * 5000 + "\n", ("MF110", 1, 4)),
        ("? [a]\n: 1\n", ("MF111", 1, 3)),
        ("? {a: 1}\n: 1\n", ("MF111", 1, 3)),
        ("? a\n: 1\n? *x\n: 2\n", ("MF109", 3, 3)),
        ("'': 1\n", ("MF111", 1, 1)),
        ("k" * 201 + ": 1\n", ("MF111", 1, 1)),
        ("a:\n\tb: 1\n", ("MF102", 2, 1)),
        ("a: 1\n  b: 2\n", ("MF101", 2, 4)),
        ("a: @b\n", ("MF101", 1, 4)),
        ("a: b: c\n", ("MF101", 1, 5)),
    ],
)  # fmt: skip
def test_problems_have_a_code_and_a_place(text: str, expected: tuple[str, int, int]) -> None:
    assert where(text) == expected


@pytest.mark.parametrize("text", ["a: 'b\n", "a: [1, 2\n", "a: {b: 1\n"])
def test_what_is_never_closed_is_placed_where_it_opens(text: str) -> None:
    assert where(text) == ("MF101", 1, 4)


def test_a_repeated_key_says_where_it_stood_first() -> None:
    fault = fault_of("a: 1\nb: 2\na: 3\n")
    assert fault.values == {"key": "a", "first": 1}


def test_aliases_share_a_value() -> None:
    value, spot = yaml_reader.load("a: &x [1, 2]\nb: *x\n")
    assert value == {"a": [1, 2], "b": [1, 2]}
    assert spot.parts is not None
    assert spot.parts["b"][1][:3] == (2, 4, 2)


def test_an_anchor_means_the_latest_of_its_name() -> None:
    assert yaml_reader.load("a: &x 1\nb: &x 2\nc: *x\n")[0] == {"a": 1, "b": 2, "c": 2}


def test_billion_laughs() -> None:
    text = "a0: &a0 [lol, lol]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 30)
    )
    assert fault_of(text).code == "MF108"


def test_a_bomb_of_merge_keys() -> None:
    text = "a0: &a0 {x: 1}\n" + "".join(
        f"a{i}: &a{i} {{<<: [*a{i - 1}, *a{i - 1}]}}\n" for i in range(1, 25)
    )
    assert where(text)[:2] == ("MF104", 2)


@pytest.mark.parametrize(
    ("text", "column"), [("a: &a [*a]\n", 8), ("a: &a {b: *a}\n", 11), ("&a [*a]\n", 5)]
)
def test_a_value_that_contains_itself(text: str, column: int) -> None:
    assert where(text) == ("MF109", 1, column)


def test_depth() -> None:
    deepest = yaml_reader.MAX_DEPTH
    yaml_reader.load("a: " + "[" * (deepest - 1) + "]" * (deepest - 1))
    assert where("a: " + "[" * deepest + "]" * deepest) == ("MF107", 1, 3 + deepest)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_a_hundred_thousand_levels(opening: str) -> None:
    assert fault_of(opening * 100_000).code in {"MF107", "MF111"}


def test_a_hundred_thousand_levels_of_indentation() -> None:
    text = "\n".join(" " * level + "a:" for level in range(2000))
    assert where(text) == ("MF107", yaml_reader.MAX_DEPTH + 1, yaml_reader.MAX_DEPTH + 1)


def test_too_many_parts() -> None:
    assert fault_of("a: [" + "1," * (yaml_reader.MAX_NODES + 1) + "]").code == "MF108"


# Files


def problem(folder: Path, data: bytes) -> tuple[str, int, int]:
    path = folder / "file.yaml"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        documents.read(str(path))
    [found] = caught.value.diagnostics
    return found.code, found.place.line, found.place.column


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("MF005", 1, 1)),
        (b" \n\n", ("MF005", 1, 1)),
        (b"\xef\xbb\xbf", ("MF005", 1, 1)),
        ("a: 1\n".encode("utf-16"), ("MF006", 1, 1)),
        ("a: 1\n".encode("utf-16-be"), ("MF007", 1, 1)),
        ("a: 1\nb: café\n".encode("latin-1"), ("MF006", 2, 7)),
        (b"a: 1\nb: \x00\n", ("MF007", 2, 4)),
        (b"a: \x1b[31m\n", ("MF007", 1, 4)),
        (b"\x7fELF\x01\x02", ("MF007", 1, 1)),
        (b"a: 1\n<<<<<<< ours\nb: 1\n=======\nb: 2\n>>>>>>> theirs\n", ("MF008", 2, 1)),
        (b"a: 1\r\nb: [1\r\nc: 2\r\n", ("MF101", 2, 4)),
        (b"# only a comment\n", ("MF112", 1, 1)),
        (b"- a\n", ("MF112", 1, 1)),
        (b"text\n", ("MF112", 1, 1)),
    ],
)  # fmt: skip
def test_files_that_cannot_be_read(
    tmp_path: Path, data: bytes, expected: tuple[str, int, int]
) -> None:
    assert problem(tmp_path, data) == expected


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    assert problem(tmp_path, b"a: " + b"x" * documents.MAX_BYTES)[0] == "MF004"


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfa: 1\r\nb: x\r\n",
        b"a: 1\nb: x",
        b"a: 1\r\nb: x\r\n",
        b"---\na: 1\nb: x\n...\n",
    ],
)
def test_marks_and_line_ends_are_accepted(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file.yaml"
    path.write_bytes(data)
    document = documents.read(str(path))
    assert document.value == {"a": 1, "b": "x"}
    lines = data.replace(b"\xef\xbb\xbf", b"").replace(b"\r\n", b"\n").decode().split("\n")
    place = document.place(("b",))
    assert lines[place.line - 1][place.column - 1 :] == "x"
    assert place.text == "b: x"


def test_conflict_like_lines_inside_a_line_are_text(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text("a: x ======= y\nb: '<<<<<<< ours'\n")
    assert documents.read(str(path)).value == {"a": "x ======= y", "b": "<<<<<<< ours"}


# Places

words = (
    st.text("abcxyz äéß漢😀 -:#{}[]'\"\\,&*!|>%@`~", min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)
keys = st.from_regex(r"[a-z]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)
scalars = (
    words
    | st.integers(-(10**9), 10**9)
    | st.booleans()
    | st.none()
    | st.floats(-1e6, 1e6).map(lambda x: round(x, 3))
)
trees = st.dictionaries(
    keys,
    st.recursive(
        scalars,
        lambda inner: (
            st.lists(inner, min_size=1, max_size=4)
            | st.dictionaries(keys, inner, min_size=1, max_size=4)
        ),
        max_leaves=20,
    ),
    min_size=1,
    max_size=5,
)


def scalars_in(value: Any, spot: Spot) -> Iterator[tuple[Any, Spot]]:
    if isinstance(value, dict | list):
        assert spot.parts is not None
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from scalars_in(inner, spot.parts[key][1])
    else:
        yield value, spot


def keys_in(value: Any, spot: Spot) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict | list):
        assert spot.parts is not None
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            mark, below = spot.parts[key]
            if isinstance(key, str):
                yield key, mark
            yield from keys_in(inner, below)


@settings(max_examples=200)
@given(trees, st.booleans())
def test_every_spot_points_at_its_text(tree: dict[str, Any], flow: bool) -> None:
    text = yaml.safe_dump(
        tree, default_flow_style=flow, allow_unicode=True, width=10**6, sort_keys=False
    )
    value, spot = yaml_reader.load(text)
    assert value == tree
    lines = text.split("\n")
    for scalar, at in scalars_in(value, spot):
        shown = lines[at.line - 1][at.column - 1 : at.column - 1 + at.length]
        assert yaml_reader.load(f"- {shown}\n")[0] == [scalar]
    for key, (line, column, length) in keys_in(value, spot):
        assert yaml_reader.load(f"- {lines[line - 1][column - 1 : column - 1 + length]}\n")[0] == [
            key
        ]


@settings(max_examples=300)
@given(st.text("ab:-#{}[],&*!|>'\"%@ \n\t01.~?", max_size=60))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    fault = refused(text)
    if fault is not None:
        assert 1 <= fault.line <= text.count("\n") + 1
        assert fault.column >= 1
        assert fault.code.startswith("MF1")


def refused(text: str) -> Fault | None:
    try:
        yaml_reader.load(text)
    except Fault as fault:
        return fault
    return None
