"""`maturity plan` as a user meets it: exit codes, refusals, formats, assumptions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.command import Run

WATER = "examples/ulmerra-basin-water.yaml"
CITY = "examples/orvendal-city.yaml"


def test_a_plan_and_its_files(run: Run, tmp_path: Path) -> None:
    shown = run("plan", WATER)
    assert shown.code == 0
    words = " ".join(shown.stdout.split())
    assert "can be reached by June 2027 with 96 days of work" in words
    for name in ("plan.json", "plan.csv", "plan.ics", "plan.md"):
        written = run("plan", WATER, "-o", str(tmp_path / name))
        assert written.code == 0
        assert written.stdout == ""
        assert (tmp_path / name).stat().st_size > 1000
    found = json.loads((tmp_path / "plan.json").read_text())
    assert found["schema"] == "maturity/roadmap@1"
    assert found["days"] == 96
    again = run("plan", WATER, "-o", str(tmp_path / "plan.json"))
    assert again.code == 2
    assert "--force" in again.stderr


def test_a_report_prints_the_plan_that_it_is_given(run: Run, tmp_path: Path) -> None:
    plan, report = tmp_path / "plan.json", tmp_path / "report.html"
    assert (
        run("plan", WATER, "--capacity", "60", "--start", "2029-01-01", "-o", str(plan)).code == 0
    )
    assert run("report", WATER, "--plan", str(plan), "-o", str(report)).code == 0
    assert "January 2029" in report.read_text()
    other = run("report", CITY, "--plan", str(plan), "-o", str(tmp_path / "other.html"))
    assert other.code == 3
    assert "MF117" in other.stderr
    assert not (tmp_path / "other.html").exists()


def test_a_target_that_is_reached_is_no_failure(run: Run) -> None:
    shown = run("plan", CITY)
    assert shown.code == 0
    assert "reached already" in shown.stdout


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--to", "2", "--by", "2027-12-31"], ["June 2028"]),
        (["--to", "2", "--capacity", "20"], ["57"]),
        (["--to", "1", "--without", "find-a-sponsor"], ["Find a sponsor"]),
    ],
)
def test_exit_1_with_the_reason_and_what_would_help(
    run: Run, options: list[str], words: list[str]
) -> None:
    shown = run("plan", WATER, *options)
    assert shown.code == 1
    assert [word for word in words if word not in shown.stdout] == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--to", "5"], "no step `5`"),
        (["--to", "establish-trus"], "Did you mean `establish-trust`?"),
        (["--to", "nothing=3"], "no question, section or measure `nothing`"),
        (["--to", "silos.joint-decisions=9"], "`9` is not a level"),
        (["--to", "silos.joint-decisions=high"], "`high` is not a level"),
        (["--to", "furthest", "--to", "2"], "`furthest` stands for itself"),
        (["--with", "find-sponsor"], "Did you mean `find-a-sponsor`?"),
        (["--without", "find-sponsor"], "no action `find-sponsor`"),
        (["--done", "x"], "no action `x`"),
        (["--with", "find-a-sponsor", "--without", "find-a-sponsor"], "both wanted and refused"),
        (["--capacity", "0"], "0.0 is not a capacity"),
        (["--capacity", "-3"], "is not a capacity"),
        (["--capacity", "nan"], "is not a capacity"),
        (["--by", "tomorrow"], "`--by tomorrow` is not a date"),
        (["--by", "2020-01-01"], "lies before the plan's first day"),
        (["--start", "2027-13-01"], "is not a date"),
        (["--period", "year"], "no period `year`"),
        (["--format", "gantt"], "gantt"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_planned(
    run: Run, options: list[str], words: str
) -> None:
    shown = run("plan", WATER, *options)
    assert shown.code == 2
    assert shown.stdout == ""
    assert words in shown.stderr
    assert "Traceback" not in shown.stderr


def test_a_file_of_local_assumptions(run: Run, tmp_path: Path) -> None:
    said = tmp_path / "assumptions.yaml"
    said.write_text(
        """assumptions: "1"
start: 2028-01-01
capacity: 40
owners:
  Legal and privacy: {name: Ada Quill}
actions:
  clear-first-case-legally: {days: 8, months: 1}
own:
  - id: borrow-a-lead
    title: Borrow a lead from the ministry
    owner: Ministry
    effort: {days: 1, months: 1}
    lifts: [{question: leadership.accountable-leader, from: 0, to: 2}]
"""
    )
    written = run("plan", WATER, "--assumptions", str(said), "--format", "json")
    assert written.code == 0
    found = json.loads(written.stdout)
    assert found["assumed"]["start"] == "2028-01-01"
    assert found["assumed"]["capacity"] == 40
    assert {"clear-first-case-legally", "borrow-a-lead"} <= set(found["assumed"]["changed"])
    chosen = {action["id"]: action for action in found["actions"]}
    assert chosen["clear-first-case-legally"]["days"] == 8
    assert chosen["clear-first-case-legally"]["owner"] == "Ada Quill"
    assert all(period["days"] <= 40 + 1e-9 for period in found["periods"])
    # What the command line says goes before the file.
    over = run(
        "plan", WATER, "--assumptions", str(said), "--start", "2029-01-01", "--format", "json"
    )
    assert json.loads(over.stdout)["assumed"]["start"] == "2029-01-01"


def test_wrong_assumptions_are_pointed_at(run: Run, tmp_path: Path) -> None:
    said = tmp_path / "assumptions.yaml"
    said.write_text('assumptions: "1"\nwithout: [find-sponsor]\n')
    shown = run("plan", WATER, "--assumptions", str(said))
    assert shown.code == 3
    assert "MP102" in shown.stderr
    assert f"{said}:2:11" in shown.stderr
    assert "did you mean `find-a-sponsor`?" in shown.stderr
