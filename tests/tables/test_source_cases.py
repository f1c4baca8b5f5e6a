"""Does every bad table give exactly what it should, in words, and nothing else?"""

import re
from pathlib import Path

import pytest

from maturity.diagnostics import Diagnostic
from maturity.messages.en.table_sources import MESSAGES
from maturity.usecases.listing import codes
from maturity.usecases.show import show
from maturity.view.plain import visible
from maturity.view.problems import problem_view
from tables.source_cases import CASES, broken_parquet
from tables.source_reading import said

CODES = sorted({key[:5] for key in MESSAGES if key.startswith("MT")})


def diagnostics(folder: Path, name: str) -> list[Diagnostic]:
    path = folder / name
    CASES[name][0](path)
    return said(path)


def assert_reads_well(found: Diagnostic) -> None:
    view = problem_view(found, "en")
    for text in (view.message, view.expected, *view.help):
        assert "{" not in text.replace('{"', "")
        assert "None" not in text
        assert visible(text) == text
    assert view.message[0].islower()
    assert view.help or view.expected or found.code == "MT023"


@pytest.mark.parametrize("name", CASES)
def test_exactly_what_is_expected(tmp_path: Path, name: str) -> None:
    found = diagnostics(tmp_path, name)
    assert [(d.code, d.place.line) for d in found] == CASES[name][1]
    for item in found:
        assert item.place.file == str(tmp_path / name)
        assert_reads_well(item)


def test_a_table_that_is_damaged_in_between_reads_well(tmp_path: Path) -> None:
    broken_parquet(tmp_path / "t.parquet")
    (found,) = said(tmp_path / "t.parquet")
    assert found.code == "MT042"
    assert_reads_well(found)


def test_every_code_has_a_case() -> None:
    # By hand in other tests: no such heading row or sheet, damage in between, files that change.
    elsewhere = {"MT023", "MT029", "MT034", "MT042", "MT046"}
    assert {code for _, wanted in CASES.values() for code, _ in wanted} | elsewhere == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained_with_an_example(code: str) -> None:
    assert code in codes("en")
    assert f"{code}.about" in MESSAGES
    wrong, right = MESSAGES[f"{code}.example"].split("\n")
    assert wrong != right
    assert len(show(code, "en").facts) >= 3


def test_no_two_codes_say_the_same() -> None:
    spoken = [re.sub(r"\W", "", MESSAGES[code]) for code in CODES if code in MESSAGES]
    assert len(set(spoken)) == len(spoken)
