"""`maturity example-portfolio`: an invented government in every form."""

import gzip
import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from interview.made import QUESTIONNAIRE
from maturity.usecases.check import check_paths
from support.command import Run

COUNT = 60
BODIES = str(COUNT)
TABLES = ("csv", "tsv", "jsonl", "csv.gz", "tsv.gz", "jsonl.gz", "parquet", "xlsx")
TOKENS = {"unknown": "?", "declined": "-", "not_applicable": "NA"}
Cells = list[dict[str, str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """A folder with the same government in every form."""
    folder = tmp_path_factory.mktemp("forms")
    for name in (*(f"bodies.{form}" for form in TABLES), "bodies"):
        ran = run("example-portfolio", "-o", folder / name, "--bodies", BODIES)
        assert (ran.code, ran.stdout) == (0, ""), ran.stderr
    return folder


def as_text(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    return str(value)


def without_empty(rows: list[dict[str, Any]]) -> Cells:
    return [{k: as_text(v) for k, v in row.items() if v is not None} for row in rows]


def read(path: Path) -> Cells:
    """The cells of a table that are not empty, as texts."""
    name = path.name
    if ".jsonl" in name:
        text = gzip.decompress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()
        return without_empty([json.loads(line) for line in text.splitlines()])
    if name.endswith(".parquet"):
        return without_empty(pl.read_parquet(path).to_dicts())
    if name.endswith(".xlsx"):
        sheet = openpyxl.load_workbook(path).active
        assert sheet is not None
        head, *rows = sheet.iter_rows(values_only=True)
        return without_empty([dict(zip(map(str, head), row, strict=True)) for row in rows])
    separator = "\t" if ".tsv" in name else ","
    return without_empty(pl.read_csv(path, infer_schema=False, separator=separator).to_dicts())


def row_of(response: dict[str, Any]) -> dict[str, str]:
    """The row that says what a file says."""
    said = response["organisation"]
    row = {"organisation": said["id"], "tags": ";".join(said["tags"])}
    row |= {"organisation.name": said["name"], "country": said["country"]}
    row |= {"government": said["government"], "date": response["date"]}
    row["language"] = response["language"]
    respondent = response.get("respondent", {})
    row |= {k: respondent[n] for k, n in (("respondent", "id"), ("respondent.role", "role")) if n in respondent}  # fmt: skip
    row |= {f"profile.{name}": value for name, value in response.get("profile", {}).items()}
    for name, answer in response["answers"].items():
        if isinstance(answer, dict):
            row[f"{name}:reason"] = answer["reason"]
        value = answer["answer"] if isinstance(answer, dict) else answer
        row[name] = TOKENS.get(value, str(value))
    return row


def test_all_forms_hold_the_same_responses(made: Path, run: Run) -> None:
    run("example-portfolio", "-o", made / "json", "--bodies", BODIES, "--files", "json")
    files = [json.loads(path.read_text("utf-8")) for path in (made / "json").iterdir()]
    wanted = {file["organisation"]["id"]: row_of(file) for file in files}
    assert len(wanted) == COUNT
    for form in TABLES:
        rows = read(made / f"bodies.{form}")
        assert {row["organisation"]: row for row in rows} == wanted, form
        assert len(rows) == COUNT


def test_json_and_yaml_files_say_the_same(made: Path, run: Run) -> None:
    from maturity.storage.documents import read as read_document

    run("example-portfolio", "-o", made / "both", "--bodies", BODIES, "--files", "json")
    for path in sorted((made / "both").iterdir()):
        other = made / "bodies" / f"{path.stem}.yaml"
        assert read_document(str(other)).value == json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("form", TABLES)
def test_the_same_seed_gives_the_same_bytes(made: Path, run: Run, form: str) -> None:
    again = made / f"again.{form}"
    run("example-portfolio", "-o", again, "--bodies", BODIES, "--seed", "1")
    assert again.read_bytes() == (made / f"bodies.{form}").read_bytes()


def test_every_file_passes_the_check_without_a_warning(made: Path, run: Run) -> None:
    found, files = check_paths([str(made / "bodies")])
    assert found == []
    assert len(files) == COUNT
    assert run("check", made / "bodies").code == 0


def test_a_body_can_be_scored(made: Path, run: Run) -> None:
    files = sorted((made / "bodies").iterdir())[:3]
    ran = run("score", *files, "--format", "json")
    assert ran.code == 0
    assert all(result["coverage"]["asked"] == 47 for result in json.loads(ran.stdout))


def test_a_table_on_stdout_is_csv(made: Path, run: Run) -> None:
    ran = run("example-portfolio", "-o", "-", "--bodies", BODIES)
    assert ran.stdout == (made / "bodies.csv").read_text("utf-8")
    assert ran.stderr == ""


def test_nothing_in_a_workbook_is_a_formula_or_a_link(made: Path) -> None:
    with zipfile.ZipFile(made / "bodies.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet


def test_any_questionnaire_will_do(tmp_path: Path, run: Run) -> None:
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "parks.yaml").write_text(QUESTIONNAIRE, "utf-8")
    asked = ("--questionnaire", "questionnaires/parks.yaml", "--bodies", BODIES)
    assert run("example-portfolio", "-o", "parks", *asked, cwd=tmp_path).code == 0
    assert run("check", "parks", cwd=tmp_path).code == 0
    assert run("example-portfolio", "-o", "parks.csv", *asked, cwd=tmp_path).code == 0
    cells = pl.read_csv(tmp_path / "parks.csv", infer_schema=False)
    assert {"true", "false"} <= set(cells["pond"].to_list())
    assert any(";" in several for several in cells["tools"].drop_nulls())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "bodies.txt"), "must end in"),
        (("-o", "bodies.parquet.gz"), "must end in"),
        (("-o", "bodies.csv", "--bodies", "0"), "--bodies"),
        (("-o", "bodies.csv", "--seed", "-1"), "--seed"),
        (("-o", "bodies.xlsx", "--bodies", "2000000"), "a sheet of a workbook"),
        (("-o", "bodies", "--files", "toml"), "yaml, json"),
        (("-o", "none/bodies.csv"), "does not exist"),
        (("-o", "bodies.csv", "--questionnaire", "nothing"), "no questionnaire"),
    ],
)
def test_what_cannot_be_is_refused_before_any_work(
    tmp_path: Path, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    ran = run("example-portfolio", *arguments, cwd=tmp_path)
    assert ran.code == 2
    assert said in ran.stderr
    assert not list(tmp_path.iterdir())


def test_a_file_that_exists_is_replaced_only_when_forced(tmp_path: Path, run: Run) -> None:
    (tmp_path / "bodies.csv").write_text("mine", "utf-8")
    asked = ("example-portfolio", "-o", "bodies.csv", "--bodies", "3")
    assert run(*asked, cwd=tmp_path).code == 2
    assert (tmp_path / "bodies.csv").read_text("utf-8") == "mine"
    assert run(*asked, "--force", cwd=tmp_path).code == 0
    assert (tmp_path / "bodies.csv").read_text("utf-8").startswith("organisation,")


def test_other_files_of_a_folder_stay(tmp_path: Path, run: Run) -> None:
    (tmp_path / "bodies").mkdir()
    asked = ("example-portfolio", "-o", "bodies/", "--bodies", "3")
    assert run(*asked, cwd=tmp_path).code == 0
    (tmp_path / "bodies" / "mine.txt").write_text("mine", "utf-8")
    refused = run(*asked, cwd=tmp_path)
    assert refused.code == 2
    assert "not empty" in refused.stderr
    assert run(*asked, "--force", "--seed", "2", cwd=tmp_path).code == 0
    names = {path.name for path in (tmp_path / "bodies").iterdir()}
    assert "mine.txt" in names
    assert [path.name for path in tmp_path.iterdir()] == ["bodies"]


def test_a_question_that_is_called_like_another_column_is_named(tmp_path: Path, run: Run) -> None:
    clash = QUESTIONNAIRE.replace("id: story", "id: country")
    (tmp_path / "parks.yaml").write_text(clash, "utf-8")
    asked = ("--questionnaire", "parks.yaml", "--bodies", "3")
    ran = run("example-portfolio", "-o", "bodies.csv", *asked, cwd=tmp_path)
    assert ran.code == 2
    assert "`country`" in ran.stderr
    assert run("example-portfolio", "-o", "bodies", *asked, cwd=tmp_path).code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"parks.yaml", "bodies"}
