"""The command as an analyst runs it, from quarter to quarter."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from comparison.made import FORMATS, body, rests_on, write
from support.command import Run

LATER = date(2026, 9, 30)
LAST = [
    body("orvendal", 2, 2.5, title="City of Orvendal", country="NL"),
    body("ulmerra", 1, 1.2, span=(1, 2), country="NL"),
    body("brennavia", 3, 3.0, country="DE"),
    body("aldermoor", 1),
]
NOW = [
    body("orvendal", 1, 1.5, day=LATER, title="=SUM(A1)|[x]", country="NL"),
    body("ulmerra", 2, 2.2, day=LATER, country="NL"),
    body("brennavia", 3, 3.4, day=LATER, country="DE"),
    body("felmark", 0, day=LATER),
]


@pytest.fixture
def quarters(tmp_path: Path) -> Path:
    write(tmp_path / "last", LAST)
    write(tmp_path / "now", NOW)
    return tmp_path


def test_the_screen_says_who_moved_and_how_sure_that_is(run: Run, quarters: Path) -> None:
    ran = run("compare", "last/results.parquet", "now", cwd=quarters, env={"COLUMNS": "80"})
    assert (ran.code, ran.stderr) == (0, "")
    lines = [line.strip() for line in ran.stdout.splitlines()]
    assert lines[:6] == [
        "From last/results.parquet (30 June 2026) to now/results.parquet (30 September",
        "2026)",
        "1 organisation moved up and 1 moved down.",
        "3 organisations are in both tables; 1 is new, 1 is gone.",
        "1 of these 2 moves are sure; missing answers could explain the others.",
        "1 stands on the same step as before: 1 with more progress and 0 with less.",
    ]
    assert lines.index("Moved down (1)") < lines.index("Moved up (1)")
    assert next(line.split() for line in lines if line.startswith("=SUM")) == [
        "=SUM(A1)|[x]", "2", "→", "1", "-1.00", "sure",
    ]  # fmt: skip
    assert next(line.split() for line in lines if line.startswith("ulmerra")) == [
        "ulmerra", "1", "→", "2", "+1.00", "not", "sure",
    ]  # fmt: skip
    assert "maturity compare last/results.parquet now -o changes.csv" in lines


@pytest.mark.parametrize("form", FORMATS[1:])
def test_every_format_of_tables_gives_the_same(
    run: Run, quarters: Path, tmp_path: Path, form: str
) -> None:
    write(tmp_path / "old", LAST, form)
    write(tmp_path / "new", NOW, form)
    meant = json.loads(run("compare", "last", "now", "--format", "json", cwd=quarters).stdout)
    ran = run("compare", f"old/results.{form}", "new", "--format", "json", cwd=tmp_path)
    found: dict[str, Any] = json.loads(ran.stdout)
    assert found["schema"] == "maturity/comparison@1"
    assert found["now"].pop("file") == f"new/results.{form}"
    for side in (found["last"], meant["last"], meant["now"]):
        del side["file"]
    assert {**found, "last": found["last"]} == meant


def test_csv_holds_everybody_and_no_formula(run: Run, quarters: Path) -> None:
    ran = run("compare", "last", "now", "-o", "changes.csv", "--cohort", "country", cwd=quarters)
    assert (ran.code, ran.stdout) == (0, "")
    rows = list(csv.DictReader(io.StringIO((quarters / "changes.csv").read_text("utf-8"))))
    told = [
        (row["organisation"], row["country"], row["moved"], row["sure"], row["progress"])
        for row in rows
    ]
    assert told == [
        ("orvendal", "NL", "down", "yes", "-1"),
        ("ulmerra", "NL", "up", "no", "1"),
        ("brennavia", "DE", "same", "", "0.4"),
        ("felmark", "", "new", "", ""),
        ("aldermoor", "", "gone", "", ""),
    ]
    assert rows[0]["organisation.name"] == "'=SUM(A1)|[x]"
    assert [row["now:position"] for row in rows] == ["1", "2", "3", "0", ""]
    assert [row["last:date"] for row in rows][2:] == ["2026-06-30", "", "2026-06-30"]
    assert [row["trust"] for row in rows] == ["0", "0", "0", "", ""]


def test_what_is_not_comparable_is_said_and_is_no_failure(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "last", LAST)
    said = rests_on(rubric={"id": "parks-path", "version": "2.0.0", "sha256": "c" * 64})
    write(tmp_path / "now", NOW, said=said)
    ran = run("compare", "last", "now", cwd=tmp_path)
    assert ran.code == 0
    assert "Who moved cannot be said: the positions are not comparable." in ran.stdout
    assert "the rubric went from version 1.0.0 to 2.0.0" in ran.stdout
    assert "Moved" not in ran.stdout
    assert "New (1)" in ran.stdout
    ran = run("compare", "last", "now", "--format", "csv", cwd=tmp_path)
    assert "Not comparable: Positions and scores" in ran.stderr
    assert "unsaid" in ran.stdout


def test_a_table_that_does_not_say_what_it_rests_on(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "last", LAST, "csv", said={})
    write(tmp_path / "now", NOW, "csv")
    ran = run("compare", "last", "now", cwd=tmp_path)
    assert ran.code == 0
    words = " ".join(ran.stdout.split())
    assert "last/results.csv does not say which questionnaire and rubric it rests on" in words
    assert "1 organisation moved up and 1 moved down." in ran.stdout


def test_markdown_is_safe_and_says_the_same(run: Run, quarters: Path) -> None:
    ran = run("compare", "last", "now", "--format", "markdown", cwd=quarters)
    assert ran.code == 0
    assert "| =SUM\\(A1\\)\\|\\[x\\] | 2 → 1 | -1.00 | sure |" in ran.stdout
    assert "**1 organisation moved up and 1 moved down.**" in ran.stdout


def test_of_five_thousand_the_most_moved_are_shown_and_all_are_in_csv(
    run: Run, tmp_path: Path
) -> None:
    last = [body(f"body-{number}", 1) for number in range(5000)]
    now = [body(f"body-{number}", (0, 2, 3)[number % 3], day=LATER) for number in range(5000)]
    write(tmp_path / "last", last)
    write(tmp_path / "now", now)
    ran = run("compare", "last", "now", cwd=tmp_path)
    assert "3,333 organisations moved up and 1,667 moved down." in ran.stdout
    assert ran.stdout.count(" → ") == 40
    assert "and 1,647 more" in ran.stdout
    assert "and 3,313 more" in ran.stdout
    first = ran.stdout[ran.stdout.index("Moved up") :].splitlines()[2]
    assert first.split()[1:5] == ["1", "→", "3", "+2.00"]
    ran = run("compare", "last", "now", "--format", "csv", cwd=tmp_path)
    assert len(ran.stdout.splitlines()) == 5001


def test_what_is_wrong_with_both_tables_is_said_at_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "last.csv").write_text("organization,position\nx,1\n")
    ran = run("compare", "last.csv", "now.parquet", cwd=tmp_path)
    assert (ran.code, ran.stdout) == (3, "")
    assert "error[MC104]" in ran.stderr
    assert "did you mean `organization`?" in ran.stderr
    assert "error[MF001]" in ran.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--format", "pdf"], "there is no format `pdf`"),
        (["--cohort", "tags"], "cannot be counted apart by `tags`"),
        (["-o", "last/results.parquet"], "must end with .json, .csv, .md or .txt"),
        (["-o", "last/results.parquet", "--format", "csv"], "is one of the inputs"),
        (["-o", "changes.xlsx"], "must end with .json, .csv, .md or .txt"),
        (["-o", "c.html"], "`--format` allows any ending: table, json, csv, markdown"),
        (["-o", "changes"], "must end with .json, .csv, .md or .txt"),
    ],
)
def test_a_wrong_command_line(run: Run, quarters: Path, options: list[str], words: str) -> None:
    ran = run("compare", "last/results.parquet", "now", *options, cwd=quarters)
    assert (ran.code, ran.stdout) == (2, "")
    assert words in ran.stderr
    assert not {path.name for path in quarters.iterdir()} - {"last", "now"}


@pytest.mark.parametrize(
    ("options", "name", "begins"),
    [
        ([], "changes.txt", "From last"),
        ([], "CHANGES.JSON", "{"),
        ([], "changes.md", "# From last"),
        (["--format", "table"], "changes.xlsx", "From last"),
        (["--format", "csv"], "changes", "organisation,"),
    ],
)
def test_the_ending_tells_the_format_unless_one_is_named(
    run: Run, quarters: Path, options: list[str], name: str, begins: str
) -> None:
    ran = run("compare", "last", "now", *options, "-o", name, cwd=quarters)
    assert (ran.code, ran.stdout) == (0, "")
    assert (quarters / name).read_text("utf-8").startswith(begins)


def test_who_was_refused_is_named_where_it_seems_new_or_gone(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "last", [body("a"), *(body(f"gone-{n}") for n in range(5))])
    write(tmp_path / "now", [body("a", day=LATER)])
    told = "".join(f'{{"organisation": "gone-{n}"}}\n' for n in range(5))
    (tmp_path / "now" / "rejected.jsonl").write_text(told)
    words = " ".join(run("compare", "last", "now", cwd=tmp_path).stdout.split())
    assert (
        "5 organisations may not be gone, because the batch behind now/results.parquet refused "
        "their inputs: gone-0, gone-1, gone-2 and 2 more." in words
    )
    assert "refused 5 inputs" not in words


def test_a_name_cannot_act_on_the_terminal(run: Run, tmp_path: Path) -> None:
    title = "\x1b[31mred\u202e [bold]b[/]"
    write(tmp_path / "last", [body("a", 1)])
    write(tmp_path / "now", [body("a", 2, day=LATER, title=title)])
    for form in ("table", "csv", "markdown"):
        shown = run("compare", "last", "now", "--format", form, cwd=tmp_path).stdout
        assert "red" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
