"""`maturity score`: all formats, exit codes and the screen."""

import csv
import io
import json
from pathlib import Path

import pytest

from support.command import Run

EXAMPLES = ("ulmerra-basin-water", "brennavia-statistics", "orvendal-city")


def example(root: Path, name: str = "brennavia-statistics") -> Path:
    return root / "examples" / f"{name}.yaml"


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_screen_fits_and_says_where_one_stands(
    run: Run, root: Path, name: str, columns: int
) -> None:
    ran = run("score", example(root, name), env={"COLUMNS": str(columns)})
    assert ran.code == 0
    commands = ran.stdout.index("What you can do now")
    assert max(map(len, ran.stdout[:commands].splitlines())) <= columns
    assert "The path" in ran.stdout
    assert ran.stdout.count(" of 4") >= 14
    assert "\x1b" not in ran.stdout


def test_the_screen_is_as_it_was(run: Run, root: Path) -> None:
    ran = run("score", "examples/brennavia-statistics.yaml", cwd=root, env={"COLUMNS": "80"})
    golden = root / "tests" / "cli" / "golden" / "score-80.txt"
    assert ran.stdout == golden.read_text("utf-8")


def test_json_is_an_object_for_one_and_an_array_for_several(run: Run, root: Path) -> None:
    one = json.loads(run("score", example(root), "--format", "json").stdout)
    assert one["schema"] == "maturity/assessment@1"
    assert one["path"]["position"] == 2
    assert one["path"]["holds_alone"] == ["grow-skills"]
    assert one["measures"]["trust"]["low"] == one["measures"]["trust"]["high"] == 0.555555555556
    assert one["measures"]["capabilities"]["score"] is None
    assert all(item["text"] for item in one["findings"])
    several = json.loads(
        run("score", *(example(root, n) for n in EXAMPLES), "--format", "json").stdout
    )
    assert [item["path"]["position"] for item in several] == [0, 2, 4]


def test_jsonl_and_csv_have_a_line_for_each(run: Run, root: Path) -> None:
    files = [example(root, name) for name in EXAMPLES]
    lines = run("score", *files, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["organisation"]["id"] for line in lines] == list(EXAMPLES)
    rows = list(csv.DictReader(io.StringIO(run("score", *files, "--format", "csv").stdout)))
    assert [row["position"] for row in rows] == ["0", "2", "4"]
    assert rows[1]["trust"] == "0.555555555556"
    assert rows[1]["capabilities"] == ""


def test_markdown_has_the_path_and_the_findings(run: Run, root: Path) -> None:
    text = run("score", example(root), "--format", "markdown").stdout
    assert text.startswith("# Statistics Office of Brennavia\n")
    assert "| Establish trust | next |" in text


@pytest.mark.parametrize(
    ("step", "code"), [("2", 0), ("build", 0), ("3", 1), ("establish-trust", 1), ("5", 2), ("x", 2)]
)
def test_fail_under(run: Run, root: Path, step: str, code: int) -> None:
    ran = run("score", example(root), "--fail-under", step)
    assert ran.code == code
    if code == 1:
        assert "below step 3" in ran.stderr


def test_a_position_that_cannot_be_said_misses(run: Run, tmp_path: Path) -> None:
    run("new", "some-body.yaml", cwd=tmp_path)
    ran = run("score", "some-body.yaml", "--fail-under", "1", cwd=tmp_path)
    assert ran.code == 1
    assert "cannot be said" in ran.stderr


def test_an_output_is_not_overwritten_without_force(run: Run, root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert run("score", example(root), "--format", "json", "-o", out).code == 0
    first = out.read_bytes()
    assert run("score", example(root), "--format", "csv", "-o", out).code == 2
    assert out.read_bytes() == first
    assert run("score", example(root), "--format", "csv", "-o", out, "--force").code == 0
    assert list(tmp_path.iterdir()) == [out]


def test_standard_input_and_the_environment(run: Run, root: Path) -> None:
    text = example(root).read_text("utf-8")
    ran = run("score", "-", stdin=text, env={"MATURITY_SCORE_FORMAT": "json"})
    assert json.loads(ran.stdout)["path"]["position"] == 2


def test_one_bad_file_of_two_stops_before_anything_is_written(
    run: Run, root: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(example(root).read_text("utf-8").replace("answer: 2", "answer: 7", 1), "utf-8")
    ran = run("score", example(root), bad, "-o", tmp_path / "out.txt")
    assert ran.code == 3
    assert "MA103" in ran.stderr
    assert ran.stdout == ""
    assert not (tmp_path / "out.txt").exists()


def test_no_rubric_and_several_rubrics_are_usage_errors(
    run: Run, root: Path, tmp_path: Path
) -> None:
    questionnaire = (
        "questionnaire: tiny\nversion: 1.0.0\nlanguages: [en]\ntitle: Tiny\nsections:\n"
        "  - {id: a, kind: area, title: A, questions: [{id: a.q, ask: How, type: yes_no}]}\n"
    )
    (tmp_path / "tiny.yaml").write_text(questionnaire, "utf-8")
    answer = 'response: "1"\nquestionnaire: {id: tiny, version: 1.0.0}\norganisation: {id: x}\ndate: 2026-01-02\nanswers: {a.q: true}\n'
    (tmp_path / "x.yaml").write_text(answer, "utf-8")
    assert run("score", "x.yaml", cwd=tmp_path).code == 2
    for name in ("r1", "r2"):
        rubric = f'rubric: {name}\nversion: 1.0.0\ntitle: R\nquestionnaire: {{id: tiny, versions: ">=1"}}\n'
        (tmp_path / f"{name}.yaml").write_text(rubric, "utf-8")
    ran = run("score", "x.yaml", cwd=tmp_path)
    assert ran.code == 2
    assert "r1, r2" in ran.stderr
    ran = run("score", "x.yaml", "--rubric", "r2", "--format", "json", cwd=tmp_path)
    result = json.loads(ran.stdout)
    assert result["path"] is None
    assert result["measures"]["a"]["score"] == 1
    assert run("score", "x.yaml", "--rubric", "r2", cwd=tmp_path).code == 0
    assert run("explain", "x.yaml", "--rubric", "r2", cwd=tmp_path).code == 0


def test_a_closed_pipe_is_no_mistake(root: Path) -> None:
    import subprocess
    import sys

    command = f"{sys.executable} -m maturity score {example(root)} --format json | head -1; echo ${{PIPESTATUS[0]}}"
    ran = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=True, cwd=root
    )
    assert ran.stdout.splitlines() == ["{", "0"]
    assert ran.stderr == ""


def test_two_rubrics_of_one_id_are_refused_and_a_local_copy_is_announced(
    run: Run, root: Path, tmp_path: Path
) -> None:
    shipped = (root / "rubrics" / "four-step-path.yaml").read_text("utf-8")
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "mine.yaml").write_text(shipped, "utf-8")
    ran = run("score", example(root), cwd=tmp_path)
    assert ran.code == 0
    assert "instead of the one" in ran.stderr
    (tmp_path / "rubrics" / "other.yaml").write_text(shipped, "utf-8")
    ran = run("score", example(root), cwd=tmp_path)
    assert ran.code == 2
    assert "rubrics/mine.yaml and rubrics/other.yaml" in ran.stderr


def test_the_format_is_told_by_the_outputs_ending(run: Run, root: Path, tmp_path: Path) -> None:
    out = tmp_path / "scores.csv"
    assert run("score", example(root), "-o", out).code == 0
    assert out.read_text("utf-8").startswith("organisation,")


def test_a_rubric_that_cannot_be_read_is_named(run: Run, tmp_path: Path) -> None:
    questionnaire = (
        "questionnaire: tiny\nversion: 1.0.0\nlanguages: [en]\ntitle: Tiny\nsections:\n"
        "  - {id: a, kind: area, title: A, questions: [{id: a.q, ask: How, type: yes_no}]}\n"
    )
    answer = (
        'response: "1"\nquestionnaire: {id: tiny, version: 1.0.0}\n'
        "organisation: {id: x}\ndate: 2026-01-02\n"
    )
    (tmp_path / "tiny.yaml").write_text(questionnaire, "utf-8")
    (tmp_path / "x.yaml").write_text(answer, "utf-8")
    (tmp_path / "broken.yaml").write_text("rubric: broken\ntitle: [unclosed\n", "utf-8")
    ran = run("score", "x.yaml", cwd=tmp_path)
    assert ran.code == 2
    assert "broken.yaml" in ran.stderr
