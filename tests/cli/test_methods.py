"""`score`, `show` and `list` with rubrics of every kind."""

import csv
import io
import shutil
from pathlib import Path

import pytest

from support.command import Run

RUBRICS = ("rubric", "only-paths", "index", "lowest")


@pytest.fixture
def methods(root: Path) -> Path:
    return root / "tests" / "report" / "methods"


@pytest.fixture
def shelf(methods: Path, tmp_path: Path) -> Path:
    """A folder where `show` and `list` find the questionnaire and the rubrics."""
    for folder, names in (("questionnaires", ("questionnaire",)), ("rubrics", RUBRICS)):
        (tmp_path / folder).mkdir()
        for name in names:
            shutil.copy(methods / f"{name}.yaml", tmp_path / folder)
    return tmp_path


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize("rubric", RUBRICS)
def test_the_screen_fits_without_cutting_anything(
    run: Run, methods: Path, rubric: str, columns: int
) -> None:
    ran = run(
        "score",
        methods / "answers.yaml",
        "--rubric",
        methods / f"{rubric}.yaml",
        env={"COLUMNS": str(columns)},
    )
    assert ran.code == 0
    shown = ran.stdout[: ran.stdout.index("What you can do now")]
    assert max(map(len, shown.splitlines())) <= columns
    assert "…" not in shown


def test_the_screen_shows_practices_further_paths_and_targets(run: Run, methods: Path) -> None:
    text = run("score", methods / "answers.yaml", env={"COLUMNS": "200"}).stdout
    lines = [" ".join(line.split()) for line in text.splitlines()]
    for line in (
        "5 answers count less than they claim.",
        "◐ 2 Done next 3 of 6 practices hold, 0 of 2 gates met",
        "Further paths",
        "Growing means 1 of 3 Enough means needs a score of 62.5% (it is at 62%) and “Yearly budget” at 5000",
        "The harbour as a whole █████████████████▒·············· 0.555 of 1 0.525 to 0.581",
        "Rating of records ████████████████················ 1.00 of 2 Fair",
        "Targets 1 of 8 reached",
        "Keys are changed level 1, target level 3 2 levels to go",
        "- Step 2 needs 6 practices, and 3 of them hold. Still open: “Records have an owner”, “Backups are tested” and “Keys are changed”.",
    ):
        assert line in lines, line


def test_without_a_path_nothing_is_said_of_steps(run: Run, methods: Path) -> None:
    rubric = ("--rubric", methods / "index.yaml")
    text = run("score", methods / "answers.yaml", *rubric).stdout
    assert "Index of the harbour: between 0.497 and 0.703" in text
    assert "step" not in text
    assert "The path" not in text


def test_csv_has_columns_for_further_paths(run: Run, methods: Path) -> None:
    text = run("score", methods / "answers.yaml", "--format", "csv").stdout
    [row] = csv.DictReader(io.StringIO(text))
    found = {
        name: row[f"parts-path:{name}"] for name in ("position", "position_low", "position_high")
    }
    assert found == {"position": "2", "position_low": "1", "position_high": "2"}
    assert row["weakest:position"] == "1"
    assert row["whole"] == row["whole"].rstrip("0")
    assert len(row["whole"]) > len("0.555")  # not rounded


def test_markdown_has_a_table_for_each_part(run: Run, methods: Path) -> None:
    text = run("score", methods / "answers.yaml", "--format", "markdown").stdout
    assert "| Done | next | 3 of 6 | practices hold, 0 of 2 gates met |" in text
    assert "| Part by part | 2 of 3 | 1 to 2 |" in text
    assert "| The harbour as a whole | 0.555 of 1 | 0.525 to 0.581 |" in text
    assert "| Records | 0.56 | 0.80 | 0.24 |" in text
    alone = run(
        "score",
        methods / "answers.yaml",
        "--rubric",
        methods / "only-paths.yaml",
        "--format",
        "markdown",
    ).stdout
    assert "## The paths" in alone
    assert "| Step |" not in alone


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (
            "whole",
            [
                "The geometric mean of its members.",
                "Members count as shares of their own scales.",
                "A member below 0.01 counts as 0.01.",
                "What does not apply is left out.",
                "A missing answer makes a range.",
                "There is no score before 50% of the questions are answered.",
                "Shown with 3 decimals, halves rounded up.",
                "records x 2",
                "0.75",
            ],
        ),
        ("rating", ["0 (Weak) from 0", "1 (Fair) from 40%", "2 (Strong) above 80%"]),
        ("index", ["With an answer missing there is no score.", "Shown with 3 decimals, the rest cut off."]),
        ("begun", ["The first practices are there.", "1", "All scored questions tagged low", "its own at 1"]),
        ("shown", ["4", "those of earlier steps at 3", "means ≥ 0.5: It costs money."]),
        ("enough-means", ["62.5% (means)", "money ≥ 5000: Less does not last a year."]),
        ("weakest", ["means-path", "parts-path", "2. Two (weakest-2)"]),
        ("weakest-2", ["means-path", "parts-path"]),
        ("parts-2", ["partners", "its own at 50%"]),
        ("harbour-levels", ["means-path: Growing means", "whole: The harbour as a whole", "2. Done (done)"]),
    ],
)  # fmt: skip
def test_show_says_all_of_a_measure_path_or_step(
    run: Run, shelf: Path, name: str, lines: list[str]
) -> None:
    ran = run("show", name, cwd=shelf, env={"COLUMNS": "200"})
    assert ran.code == 0
    shown = [line.strip() for line in ran.stdout.splitlines()]
    for line in lines:
        assert line in shown, line


def test_list_says_how_each_measure_is_made(run: Run, shelf: Path) -> None:
    text = run("list", "measures", cwd=shelf).stdout
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "whole The harbour as a whole geometric mean" in lines
    assert "rating Rating of records mean" in lines
    assert "records Records theme" in lines
