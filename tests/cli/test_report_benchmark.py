"""A report that says where an organisation stands among the others of a table of results."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from comparison.made import body, write
from support.command import Ran, Run

EXAMPLE = "examples/ulmerra-basin-water.yaml"
BARRIERS = ("silos", "skills", "citizens")


def digest(root: Path, path: str) -> str:
    return hashlib.sha256((root / path).read_bytes()).hexdigest()


def origin(root: Path, version: str = "1.0.0", rubric: str = "four-step-path") -> dict[str, Any]:
    questionnaire = "public-sector-data-ecosystem"
    return {
        "schema": "maturity/results@1",
        "questionnaire": {
            "id": questionnaire,
            "version": "1.0.0",
            "sha256": digest(root, f"questionnaires/{questionnaire}.yaml"),
        },
        "rubric": {
            "id": rubric,
            "version": version,
            "sha256": digest(root, "rubrics/four-step-path.yaml"),
        },
    }


def others(count: int) -> list[dict[str, Any]]:
    scores = dict.fromkeys(BARRIERS, 0.5)
    return [
        body(f"secret-{n}", n % 3, n % 3 + 0.5, measures=scores, title=f"Secret body {n}")
        for n in range(count)
    ]


@pytest.fixture
def reported(run: Run, root: Path, tmp_path: Path) -> Any:
    def report(*options: str, name: str = "report.html") -> Ran:
        example = root / EXAMPLE
        return run("report", example, "-o", tmp_path / name, *options, cwd=tmp_path)

    return report


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_the_report_has_a_chapter_on_the_others_without_their_names(
    reported: Any, root: Path, tmp_path: Path, form: str
) -> None:
    table = write(tmp_path / "now", others(9), form, origin(root))
    ran = reported("--benchmark", str(table))
    assert (ran.code, ran.stderr) == (0, "Wrote " + str(tmp_path / "report.html") + ".\n")
    page = (tmp_path / "report.html").read_text("utf-8")
    assert '<a href="#benchmark">Among others</a>' in page
    chapter = page[page.index('id="benchmark"') :].partition("</section>")[0]
    words = " ".join(re.sub(r"<[^>]+>", " ", chapter).split())
    # Three others each stand on 0, 1 and 2; the example stands at the start.
    assert "you stand above 0 of 9 other organisations, level with 3 and below 6." in words
    assert "Held against 9 organisations, with answers of 30 June 2026." in words
    assert [title for title in ("Working in silos", "Missing skills") if title not in words] == []
    assert "Doubt about partners" not in words  # the table does not have it
    assert "ecret" not in page


def test_without_the_option_there_is_no_such_chapter(reported: Any, tmp_path: Path) -> None:
    assert reported().code == 0
    assert "benchmark" not in (tmp_path / "report.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("count", "said", "code"),
    [
        (9, {"version": "2.0.0"}, "MC111"),
        (9, {"rubric": "another"}, "MC111"),
        (4, {}, "MC114"),
    ],
)
def test_what_cannot_be_held_against_is_refused(
    reported: Any, root: Path, tmp_path: Path, count: int, said: dict[str, str], code: str
) -> None:
    table = write(tmp_path / "now", others(count), said=origin(root, **said))
    ran = reported("--benchmark", str(table))
    assert ran.code == 3
    assert f"error[{code}]" in ran.stderr
    assert not (tmp_path / "report.html").exists()


def test_other_steps_are_refused(reported: Any, root: Path, tmp_path: Path) -> None:
    steps = {"connect": 1, "publish": 2}
    ran = reported(
        "--benchmark",
        str(write(tmp_path / "now", others(9), said={**origin(root), "steps": steps})),
    )
    assert ran.code == 3
    assert "these results rest on other steps of the path than this report" in ran.stderr


def test_a_table_that_does_not_say_what_it_rests_on_is_refused(
    reported: Any, tmp_path: Path
) -> None:
    ran = reported("--benchmark", str(write(tmp_path / "now", others(9), "csv", {})))
    assert ran.code == 3
    assert "error[MC113]" in ran.stderr


def test_another_minor_version_is_warned_of(reported: Any, root: Path, tmp_path: Path) -> None:
    table = write(tmp_path / "now", others(9), said=origin(root, "1.9.0"))
    ran = reported("--benchmark", str(table))
    assert ran.code == 0
    assert "warning[MC112]" in ran.stderr
    assert "version 1.9.0 of the rubric, this report on" in ran.stderr
    assert (tmp_path / "report.html").exists()


def test_the_table_is_not_overwritten(reported: Any, root: Path, tmp_path: Path) -> None:
    table = write(tmp_path, others(9), said=origin(root))
    table.rename(tmp_path / "report.html")
    ran = reported("--benchmark", "report.html", "--force")
    assert ran.code == 2
    assert "is one of the inputs" in ran.stderr
