"""Does every invalid file give exactly the diagnostics that it should, each at the right place?

The files stand in `tests/cases/invalid`, what they should give in its `expected.yaml`. What the
guides show must give none.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from maturity.cli.console import Console
from maturity.cli.problems import report_problems
from maturity.diagnostics import Diagnostic, in_reading_order
from maturity.errors import InputError
from maturity.messages import say
from maturity.messages.en import table_sources
from maturity.storage import yaml_reader
from maturity.storage.library import Library
from maturity.tables.results_reader import read_results
from maturity.usecases.batch_dry import dry_run
from maturity.usecases.batch_model import Asked as BatchAsked
from maturity.usecases.benchmark import read_benchmark
from maturity.usecases.check import check_paths
from maturity.usecases.listing import codes
from maturity.usecases.plan import Asked, plan_file, read_plan
from maturity.usecases.score import score_file
from maturity.view.plain import visible
from maturity.view.problems import key_of, problem_view

FOLDER = Path(__file__).parents[1] / "cases" / "invalid"
EXPECTED: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (FOLDER / "expected.yaml").read_text("utf-8")
)
CASES = [(way, name) for way, names in EXPECTED.items() for name in names]
VALID = (
    "responses/tea.yaml",
    "responses/sips.yaml",
    "rubrics/tea.yaml",
    "rubrics/cocoa.yaml",
    "rubrics/words.yaml",
)
STEEP = "assumptions/steep.yaml"
ORIGINS = {
    f"results/{name}/batch.json"
    for name in ("changed", "few", "newer", "other-minor-version", "other-rubric")
}
COMPANIONS = {"expected.yaml", "responses/good.yaml", STEEP, *VALID, *ORIGINS}
GOLDEN = FOLDER.parent / "invalid-as-printed.txt"
PRINTED = (
    "responses/level-outside.yaml",
    "responses/no-such-question.yaml",
    "questionnaires/type-needs-key.yaml",
    "rubrics/gate-too-high.yaml",
    "form/escape.yaml",
)


def by_checking(path: Path) -> list[Diagnostic]:
    found, files = check_paths([str(path)])
    assert files == [str(path)]
    return found


def by_scoring(path: Path, rubric: str | None = None) -> list[Diagnostic]:
    library = Library()
    try:
        score_file(library, str(path), rubric, "en")
    except InputError as error:
        return in_reading_order(error.diagnostics)
    return in_reading_order(library.diagnostics)


def by_rubric(path: Path) -> list[Diagnostic]:
    return by_scoring(FOLDER / "responses/good.yaml", str(path))


def by_planning(path: Path) -> list[Diagnostic]:
    library = Library()
    asked = Asked(to=("leaf.water=4",), assumptions=str(path))
    good, rubric = FOLDER / "responses/good.yaml", FOLDER / "assumptions/steep.yaml"
    try:
        plan_file(library, str(good), str(rubric), asked, "en")
    except InputError as error:
        return in_reading_order(error.diagnostics)
    return in_reading_order(library.diagnostics)


def by_reporting(path: Path) -> list[Diagnostic]:
    library = Library()
    good, rubric = FOLDER / "responses/good.yaml", FOLDER / "assumptions/steep.yaml"
    try:
        read_plan(library, str(path), score_file(library, str(good), str(rubric), "en"))
    except InputError as error:
        return in_reading_order(error.diagnostics)
    return []


def by_comparing(path: Path) -> list[Diagnostic]:
    try:
        read_results(str(path))
    except InputError as error:
        return in_reading_order(error.diagnostics)
    return []


def by_benchmark(path: Path) -> list[Diagnostic]:
    library = Library()
    good, rubric = FOLDER / "responses/good.yaml", FOLDER / "assumptions/steep.yaml"
    scored = score_file(library, str(good), str(rubric), "en")
    try:
        read_benchmark(library, str(path), scored)
    except InputError as error:
        return in_reading_order(error.diagnostics)
    return in_reading_order(library.diagnostics)


def by_mapping(path: Path) -> list[Diagnostic]:
    try:
        Library().load(str(path), "mapping")
    except InputError as error:
        return in_reading_order(error.diagnostics)
    return []


def by_batch(path: Path) -> list[Diagnostic]:
    """A table of answers to tea, with a mapping where one stands beside it."""
    mapping = path.with_suffix(".mapping.yaml")
    asked = BatchAsked(
        (str(path),),
        "never-written",
        date(2026, 11, 20),
        str(mapping) if mapping.exists() else None,
        str(FOLDER / "responses/tea.yaml"),
        str(FOLDER / "responses/sips.yaml"),
        jobs=1,
    )
    try:
        found = dry_run(Library(), asked)
    except InputError as error:
        return in_reading_order(error.diagnostics)
    return in_reading_order([*found.warnings, *found.problems])


WAYS: dict[str, Callable[[Path], list[Diagnostic]]] = {
    "check": by_checking,
    "score": by_scoring,
    "rubric": by_rubric,
    "plan": by_planning,
    "report": by_reporting,
    "mapping": by_mapping,
    "batch": by_batch,
    "compare": by_comparing,
    "benchmark": by_benchmark,
}


@cache
def diagnostics(way: str, name: str) -> list[Diagnostic]:
    return WAYS[way](FOLDER / name)


@pytest.mark.parametrize(("way", "name"), CASES)
def test_exactly_the_expected_diagnostics(way: str, name: str) -> None:
    found = [f"{d.code} {d.place.line}:{d.place.column}" for d in diagnostics(way, name)]
    assert found == EXPECTED[way][name]


def test_at_least_a_hundred_and_sixty_files_and_all_of_them_expected() -> None:
    files = {str(p.relative_to(FOLDER)) for p in FOLDER.rglob("*") if p.is_file()}
    files = {name for name in files if not name.endswith(".mapping.yaml")}
    listed = {name for _, name in CASES}
    assert len(listed) >= 160
    assert files - COMPANIONS == listed - COMPANIONS


@pytest.mark.parametrize("name", VALID)
def test_the_companions_are_valid(name: str) -> None:
    assert diagnostics("check", name) == []
    assert diagnostics("check", "responses/good.yaml") == []


def test_twelve_errors_in_one_file_are_all_found_in_one_run() -> None:
    assert len(diagnostics("check", "responses/twelve-at-once.yaml")) == 12


def test_all_files_together_give_the_same_as_each_alone() -> None:
    names = list(EXPECTED["check"])
    found, files = check_paths([str(FOLDER / name) for name in names])
    assert len(files) == len(names)
    together = [(d.place.file, d.code, d.place.line, d.place.column) for d in found]
    alone = [d for name in names for d in diagnostics("check", name)]
    assert together == [(d.place.file, d.code, d.place.line, d.place.column) for d in alone]


# Files that cannot be kept in a folder


def missing(folder: Path) -> list[Diagnostic]:
    (folder / "answers.yaml").write_text("x")
    return by_checking(folder / "answer.yaml")


def a_folder(folder: Path) -> list[Diagnostic]:
    return by_scoring(folder)


def name_too_long(folder: Path) -> list[Diagnostic]:
    return by_scoring(folder / ("n" * 300 + ".yaml"))


def without_results(folder: Path) -> list[Diagnostic]:
    return by_comparing(folder)


def too_large(folder: Path) -> list[Diagnostic]:
    with (folder / "large.yaml").open("wb") as file:
        file.truncate(4_000_001)
    return by_checking(folder / "large.yaml")


def nothing_in_it(folder: Path) -> list[Diagnostic]:
    (folder / "bodies").mkdir()
    (folder / "bodies" / "notes.odt").write_text("x")
    return by_batch(folder / "bodies")


def a_pipe(folder: Path) -> list[Diagnostic]:
    os.mkfifo(folder / "pipe.yaml")
    return by_checking(folder / "pipe.yaml")


MADE = {
    "MF001": missing,
    "MF002": a_folder,
    "MF003": name_too_long,
    "MF004": too_large,
    "MF014": a_pipe,
    "MT130": nothing_in_it,
    "MC102": without_results,
}


@pytest.mark.parametrize("code", MADE)
def test_files_that_cannot_be_opened(code: str, tmp_path: Path) -> None:
    [found] = MADE[code](tmp_path)
    assert found.code == code
    assert (found.place.line, found.place.column) == (0, 0)
    assert_well_worded(found)


def test_a_missing_file_names_its_neighbour(tmp_path: Path) -> None:
    [found] = missing(tmp_path)
    assert found.values["near"] == str(tmp_path / "answers.yaml")


def test_every_code_has_a_case() -> None:
    shown = {item.split()[0] for way, name in CASES for item in EXPECTED[way][name]}
    # What can be wrong with the bytes of a table is in `tests/tables/source_cases.py`.
    of_bytes = {key[:5] for key in table_sources.MESSAGES if key.startswith("MT")}
    assert shown | set(MADE) | of_bytes == set(codes("en"))


def test_every_code_is_explained_with_what_is_wrong_and_what_is_right() -> None:
    keys = {code: key_of(code, ".example") for code in codes("en")}
    assert [code for code, key in keys.items() if key is None or "\n" not in say(key)] == []


# Wording


def assert_well_worded(item: Diagnostic) -> None:
    view = problem_view(item, "en")
    texts = [view.message, view.expected, *view.help, view.file]
    assert view.message
    assert [text for text in texts if text != visible(text)] == []
    assert [text for text in texts if "{" in text and "}" not in text] == []


@pytest.mark.parametrize(("way", "name"), CASES)
def test_messages_are_complete_and_hold_no_control_character(way: str, name: str) -> None:
    for item in diagnostics(way, name):
        assert_well_worded(item)


@pytest.mark.parametrize(("way", "name"), CASES)
@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_every_format_can_print_it(
    way: str, name: str, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    report_problems(Console(no_color=True), diagnostics(way, name), 1, form)
    printed = capsys.readouterr().out
    printed.encode()
    assert [c for c in printed if c < " " and c != "\n"] == []
    assert all(item.code in printed for item in diagnostics(way, name))


def printed_blocks(capsys: pytest.CaptureFixture[str]) -> Iterator[str]:
    for name in PRINTED:
        report_problems(Console(no_color=True), by_checking(Path(name)), 1, "text")
        yield capsys.readouterr().out


def test_five_diagnostics_as_they_are_printed_at_80_columns(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(FOLDER)
    monkeypatch.setenv("COLUMNS", "80")
    assert "\n".join(printed_blocks(capsys)) == GOLDEN.read_text("utf-8")


def test_the_route_leads_to_the_value_where_there_is_one() -> None:
    [found] = diagnostics("check", "responses/level-outside.yaml")
    assert found.route == ("answers", "leaf.water")
    value: Any = yaml.safe_load((FOLDER / "responses/level-outside.yaml").read_text("utf-8"))
    for part in found.route:
        value = value[part]
    assert value == 7


# What the guides show is valid

ROOT = Path(__file__).parents[2]


def shown_in(guide: str) -> list[str]:
    text = (ROOT / guide).read_text("utf-8")
    return re.findall(r"```yaml\n(?:#[^\n]*\n)?(.*?)```", text, re.DOTALL)


def completed(examples: list[str]) -> Iterator[dict[str, Any]]:
    """Complete files as they are; parts below the last complete one, whose keys they replace."""
    whole: dict[str, Any] = {}
    for example in examples:
        parts, _ = yaml_reader.load(example)
        if {"rubric", "questionnaire"} & parts.keys():
            whole = parts
        yield parts if "assumptions" in parts else {**whole, **parts}


def test_every_example_of_the_guides_is_valid(tmp_path: Path) -> None:
    questionnaires = list(completed(shown_in("questionnaires/README.md")))
    rubrics = list(completed(shown_in("rubrics/README.md")))
    assert (len(questionnaires), len(rubrics)) >= (2, 13)
    for number, plain in enumerate([*questionnaires, *rubrics]):
        (tmp_path / f"{number}.json").write_text(json.dumps(plain), "utf-8")
    found, files = check_paths([str(path) for path in sorted(tmp_path.iterdir())])
    assert len(files) == len(questionnaires) + len(rubrics)
    assert [(d.code, d.place) for d in found] == []
