"""Do the exports of survey tools come in, with a short mapping at most?"""

import json
import os
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings

from batch.forms import TOKENS, table_of, write_table
from batch.test_identical import LARGE, method_in, prepared
from maturity.batch.executors import Threads
from maturity.batch.inputs import sources_in
from maturity.batch.parcel import Method
from maturity.batch.part import Kept
from maturity.batch.run import parts_of
from maturity.model.mapping import Mapping
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.storage.library import Library
from maturity.usecases.batch import read_mapping
from strategies.content import Case, cases

HERE = Path(__file__).parents[1] / "cases" / "surveys"
TOOLS = ("google-forms.csv", "limesurvey-codes.csv", "limesurvey-texts.csv", "microsoft-forms.xlsx", "odk-central.csv")  # fmt: skip
EXPORTS = [f"{kind}/{tool}" for kind in ("bodies", "gardens") for tool in TOOLS]
STATES = {token: state for state, token in TOKENS.items()}
MOST_LINES = 20


@cache
def method_of(kind: str) -> Method:
    library, gardens = Library(), kind == "gardens"
    own = str(HERE / "gardens/questionnaires/gardens.yaml")
    questionnaire = library.questionnaire(own if gardens else "public-sector-data-ecosystem")
    rubric = library.rubric_for(questionnaire, str(HERE / "gardens/rubrics/gardens.yaml") if gardens else None)  # fmt: skip
    return Method(questionnaire.model, rubric.model, "q", "r", date(2026, 12, 31))


def read(
    path: Path, method: Method, mapping: Mapping, warned: frozenset[str] = frozenset({"MT101"})
) -> tuple[pl.DataFrame, list[Response]]:
    """The results and the responses in a table, all of whose rows can be used."""
    pool = Threads(1)
    try:
        sources = sources_in([str(path)], Path("/nowhere"))
        parts = list(parts_of(sources, method, mapping, Kept(responses=True), (pool, pool)))
    finally:
        pool.close()
    assert [item.diagnostics for part in parts for item in part.rejected] == []
    assert {d.code for part in parts for d in part.warnings} <= warned
    frames = [part.frame for part in parts if part.frame is not None]
    return pl.concat(frames), [response for part in parts for response in part.responses]


@cache
def exported(name: str) -> tuple[pl.DataFrame, list[Response]]:
    path = HERE / name
    mapping = read_mapping(Library(), str(path.with_suffix(".mapping.yaml")))
    return read(path, method_of(path.parent.name), mapping)


def wanted(row: dict[str, Any], questionnaire: Questionnaire) -> dict[str, Any]:
    """The response that a row of the expected answers stands for, as its file would say it."""
    several = {question.id for question in questionnaire.questions() if question.type == "multi"}
    answers: dict[str, Any] = {}
    for question in questionnaire.questions():
        cell = row.get(question.id)
        if cell is None:
            continue
        value = STATES.get(cell, cell) if isinstance(cell, str) else cell
        reason = row.get(f"{question.id}:reason")
        answers[question.id] = cell.split(";") if question.id in several else value
        if reason is not None:
            answers[question.id] = {"answer": value, "reason": reason}
    return {
        "response": "1",
        "language": row["language"],
        "questionnaire": {"id": questionnaire.questionnaire, "version": questionnaire.version},
        "organisation": {"id": row["organisation"], "name": row["organisation.name"]},
        "date": row["date"],
        "profile": {k.removeprefix("profile."): v for k, v in row.items() if k.startswith("profile.")},
        "answers": answers,
    }  # fmt: skip


@pytest.mark.parametrize("name", EXPORTS)
def test_the_responses_are_those_that_were_given(name: str) -> None:
    kind = name.partition("/")[0]
    questionnaire = method_of(kind).questionnaire
    rows = map(json.loads, (HERE / kind / "responses.jsonl").read_text("utf-8").splitlines())
    expected = [Response.model_validate(wanted(row, questionnaire)) for row in rows]
    assert exported(name)[1] == expected


@pytest.mark.parametrize("name", EXPORTS)
def test_the_results_are_those_of_the_same_answers_in_a_plain_table(name: str) -> None:
    kind = name.partition("/")[0]
    plain = read(HERE / kind / "responses.jsonl", method_of(kind), Mapping(mapping="1"))[0]
    assert exported(name)[0].equals(plain)
    assert plain.height == {"bodies": 12, "gardens": 4}[kind]


def test_the_gardens_are_scored_as_by_hand() -> None:
    found = exported("gardens/limesurvey-texts.csv")[0]
    # Soil 2 of 2, paths 3 between 1 and 3, pond, 1.5 of 20 metres, two of tools worth 1, 1 and 2.
    first = (1 + 1 + 1 + 1.5 / 20 + 2 / 4) / 5
    # Soil 1 of 2, the lower path, no pond, so no depth asked for, one tool.
    second = (0.5 + 0 + 0 + 1 / 4) / 4
    assert found["garden"].to_list()[:2] == pytest.approx([first, second])
    assert found["not_applicable"].to_list() == [0, 0, 0, 0]
    assert found["unanswered"].to_list() == [0, 0, 1, 3]


@pytest.mark.parametrize("name", EXPORTS)
def test_a_mapping_is_short(name: str) -> None:
    text = (HERE / name).with_suffix(".mapping.yaml").read_text("utf-8")
    assert len(text.splitlines()) <= MOST_LINES


def maturity(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "maturity", "batch", *arguments]
    variables = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}
    return subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True, timeout=120, check=False)  # fmt: skip


@pytest.mark.parametrize("name", EXPORTS)
def test_the_command_takes_an_export_as_it_comes(name: str, tmp_path: Path) -> None:
    path = HERE / name
    asked = (path.name, "--mapping", f"{path.stem}.mapping.yaml", "-o", str(tmp_path / "out"), "--jobs", "1")  # fmt: skip
    done = maturity(*asked, cwd=path.parent)
    assert (done.returncode, "error" in done.stderr) == (0, False), done.stderr
    written = pl.read_parquet(tmp_path / "out" / "results.parquet")
    assert written["organisation"].to_list() == [r.organisation.id for r in exported(name)[1]]
    assert not (tmp_path / "out" / "rejected.jsonl").exists() or not (tmp_path / "out" / "rejected.jsonl").read_text()  # fmt: skip


@pytest.mark.parametrize("name", ["gardens/limesurvey-texts.csv", "bodies/odk-central.csv"])
def test_a_dry_run_shows_each_column_and_the_first_responses(name: str, tmp_path: Path) -> None:
    path = HERE / name
    asked = (path.name, "--mapping", f"{path.stem}.mapping.yaml", "-o", str(tmp_path / "out"), "--dry-run")  # fmt: skip
    done = maturity(*asked, cwd=path.parent)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert not (tmp_path / "out").exists()
    told = " ".join(" ".join(lines).split())
    if name.startswith("gardens"):
        assert "Which tools do you have? [A garden hose] tools=garden-hose by its words" in told
        assert "pond: true, depth: 12, tools: [spade, rake, garden-hose], story:" in told
    else:
        assert "citizens.rights-across-bodies: not_applicable (We hold no data about persons.)" in told  # fmt: skip
        assert told.count("more answers") == 3


def test_a_date_that_limesurvey_did_not_keep_gives_way(tmp_path: Path) -> None:
    text = (HERE / "gardens/limesurvey-texts.csv").read_text("utf-8")
    for day in (9, 10, 11, 12):
        text = text.replace(f"2026-07-{day:02} ", "1980-01-01 ")
    path = tmp_path / "undated.csv"
    path.write_text(text, "utf-8")
    mapping = read_mapping(Library(), str(HERE / "gardens/limesurvey-texts.mapping.yaml"))
    method = method_of("gardens")
    said = [
        mapping,
        mapping.model_copy(update={"set_": {"date": "2026-07-31"}}),
        mapping.model_copy(update={"columns": {**mapping.columns, "Date submitted": "-"}}),
    ]
    days = [{response.date for response in read(path, method, each)[1]} for each in said]
    assert days == [{date(1980, 1, 1)}, {date(2026, 7, 31)}, {method.today}]


def boxed(table: pl.DataFrame, questionnaire: dict[str, Any], head: str) -> pl.DataFrame:
    """A table with a column for each option of questions with several answers, as forms write them."""
    for question in several_in(questionnaire["sections"]):
        if question["id"] not in table.columns:
            continue
        given = table[question["id"]]
        options = [
            given.replace_strict(
                {cell: str(int(choice["id"] in cell.split(";"))) for cell in given.drop_nulls()},
                default=None,
                return_dtype=pl.String,
            ).alias(head.format(question["id"], choice["id"]))
            for choice in question["choices"]
        ]
        table = table.drop(question["id"]).with_columns(options)
    return table


def several_in(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for section in sections:
        found += [q for q in section.get("questions", []) if q["type"] == "multi"]
        found += several_in(section.get("sections", []))
    return found


@settings(max_examples=12, suppress_health_check=LARGE)
@given(cases(3))
def test_random_content_with_a_column_for_each_option(case: Case) -> None:
    several = {question["id"] for question in several_in(case.questionnaire["sections"])}
    responses = prepared(case.responses)
    for response in responses:
        for name in several & response["answers"].keys():
            answer = response["answers"][name]
            said = answer["answer"] if isinstance(answer, dict) else answer
            if not isinstance(said, list):
                del response["answers"][name]  # such columns say yes or no
    table = table_of(responses)
    with TemporaryDirectory() as name:
        folder = Path(name)
        method = method_in(folder, case)
        mapping = Mapping(mapping="1")
        path = write_table(table, folder / "whole.csv")
        warned = frozenset({"MT105", "MT116", "MT119"})
        whole = read(path, method, mapping, warned)
        for number, head in enumerate(("{}={}", "{}[{}]", "data/{}/{}")):
            path = folder / f"boxes{number}.csv"
            write_table(boxed(table, case.questionnaire, head), path)
            found = read(path, method, mapping, warned)
            assert found[0].equals(whole[0])
            assert found[1] == whole[1]
