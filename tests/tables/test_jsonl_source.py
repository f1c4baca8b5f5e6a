"""Are lines of JSON read as rows, or told from whole responses?"""

import json
from pathlib import Path
from typing import Any

import pytest

from maturity.errors import InputError
from maturity.tables.source import jsonl_kind, responses_in_jsonl
from tables.source_reading import Read, read


def of(folder: Path, *lines: str, **options: Any) -> Read:
    path = folder / "t.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read(path, **options)


def test_values_become_the_text_that_a_cell_would_hold(tmp_path: Path) -> None:
    found = of(
        tmp_path,
        '{"organisation": "delta", "a": 3, "b": 3.5}',
        "",
        '{"a": true, " late ": ["x", 2, null, false], "b": null, "organisation": ""}',
        '{"a": 1.0, "b": 1e3, "organisation": "é\\n"}',
    )
    assert found.headings == ("organisation", "a", "b", "late")
    assert found.heading_row == 0
    assert found.rows == {
        1: ("delta", "3", "3.5", None),
        3: (None, "true", None, "x;2;false"),
        4: ("é\n", "1", "1000", None),
    }


@pytest.mark.parametrize(
    ("line", "variant", "column"),
    [
        ('{"a": 1,}', None, 8),
        ("[1]", "object", 1),
        ("  3", "object", 3),
        ('{"a": 1, "b": 2, "a": 3}', "twice", 18),
        ('{"a": NaN}', "number", 1),
        ('{"a": 1e999}', "number", 2),
        (f'{{"a": {"9" * 5000}}}', "number", 1),
        (f'{{"a": {"9" * 19}}}', "number", 2),
        (f'{{"a": {"[" * 100_000}', "deep", 1),
        ('{"b": 2, "a": {"x": 1}}', "nested", 10),
        ('{"a": [[1]]}', "nested", 2),
        ('{"a": "\\ud800"}', "control", 2),
        ('{"answers": {"a": 3}}', "response", 1),
        ("not json", None, 1),
    ],
)
def test_a_line_that_is_no_row_is_put_aside(
    tmp_path: Path, line: str, variant: str | None, column: int
) -> None:
    found = of(tmp_path, '{"a": 1, "b": 1}', line, '{"a": 2}')
    assert found.rows == {1: ("1", "1"), 3: ("2", None)}
    (refused,) = found.refused
    assert (refused.code, refused.place.line, refused.place.column) == ("MT043", 2, column)
    assert refused.values.get("variant") == variant


def test_responses_are_told_from_rows_by_the_first_line_that_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    lines = ["", "broken", json.dumps({"response": "1", "answers": {"a": 3}}), '{"a": 1}']
    path.write_text("\r\n".join(lines))
    assert jsonl_kind(str(path)) == "responses"
    assert list(responses_in_jsonl(str(path))) == [
        (2, b"broken"),
        (3, lines[2].encode()),
        (4, b'{"a": 1}'),
    ]
    path.write_text('{"answers": 3, "a": 1}')
    assert jsonl_kind(str(path)) == "rows"


def test_more_keys_than_a_table_can_have(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        of(tmp_path, *(json.dumps({f"k{n}-{m}": 1 for m in range(600)}) for n in range(100)))
    assert [d.code for d in error.value.diagnostics] == ["MT044"]


def test_chunks_hold_so_many_lines_at_most(tmp_path: Path) -> None:
    lines = [json.dumps({"a": n}) if n % 3 else "?" for n in range(20)]
    found = of(tmp_path, *lines, size=4)
    assert list(found.rows) == [n + 1 for n in range(20) if n % 3]
    assert [d.place.line for d in found.refused] == [n + 1 for n in range(20) if not n % 3]
