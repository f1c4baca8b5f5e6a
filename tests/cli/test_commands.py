"""The other commands, as a user types them."""

import json
import os
import re
import shlex
import sys
from pathlib import Path

import pexpect
import pytest

from support.command import Run


def test_list_and_show(run: Run, root: Path) -> None:
    assert "four-step-path" in run("list", cwd=root).stdout
    assert len(run("list", "actions", cwd=root, env={"COLUMNS": "200"}).stdout.splitlines()) == 89
    assert "MA103" in run("list", "codes").stdout
    for name in (
        "silos",
        "silos.joint-decisions",
        "find-a-sponsor",
        "establish-trust",
        "barriers",
        "four-step-path",
        "MA103",
    ):
        assert run("show", name, cwd=root).code == 0, name
    ran = run("show", "find-a-sponser", cwd=root)
    assert ran.code == 2
    assert "find-a-sponsor" in ran.stderr


def test_every_code_can_be_shown(run: Run) -> None:
    from maturity.usecases.listing import codes
    from maturity.usecases.show import show

    for code in codes("en"):
        headings = [fact.heading for fact in show(code, "en").facts]
        assert {"What it means", "Wrong", "Right"} <= set(headings), code


def test_a_new_response_is_valid_and_empty(run: Run, tmp_path: Path) -> None:
    assert run("new", "city-of-x.yaml", cwd=tmp_path).code == 0
    assert run("check", "city-of-x.yaml", cwd=tmp_path).stdout == "1 file checked: no problems.\n"
    result = json.loads(run("score", "city-of-x.yaml", "--format", "json", cwd=tmp_path).stdout)
    assert result["coverage"] == {
        "asked": 47,
        "answered": 0,
        "not_applicable": 0,
        "unknown": 0,
        "declined": 0,
        "unanswered": 47,
    }
    assert result["path"]["low"] == 0
    assert result["path"]["high"] == 4
    assert run("new", "city-of-x.yaml", cwd=tmp_path).code == 2
    assert run("new", "Ünï.yaml", "--organisation", "A B", cwd=tmp_path).code == 2


@pytest.mark.parametrize(
    ("kind", "file"),
    [("questionnaire", "questionnaires"), ("rubric", "rubrics"), ("response", "examples")],
)
def test_committed_schemas_are_those_of_the_models(
    run: Run, root: Path, kind: str, file: str
) -> None:
    assert run("schema", kind).stdout == (root / file / "schema.json").read_text("utf-8")


def test_check_formats(run: Run, root: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        'response: "1"\nquestionnaire: {id: public-sector-data-ecosystem, version: 1.0.0}\norganisation: {id: x}\ndate: soon\n',
        "utf-8",
    )
    assert run("check", bad).code == 1
    found = json.loads(run("check", bad, "--format", "json").stdout)
    assert [(d["code"], d["line"], d["column"]) for d in found["diagnostics"]] == [("MA007", 4, 7)]
    sarif = json.loads(run("check", bad, "--format", "sarif").stdout)
    assert sarif["runs"][0]["results"][0]["ruleId"] == "MA007"
    assert run("check", bad, "--format", "github").stdout.startswith(
        f"::error file={bad},line=4,col=7,title=MA007::"
    )
    assert run("check", bad, "--format", "xml").code == 2


def test_the_shipped_content_has_no_problems(run: Run, root: Path) -> None:
    ran = run("check", "questionnaires", "rubrics", "examples", cwd=root)
    assert ran.stdout == "5 files checked: no problems.\n"


def test_doctor_is_content(run: Run) -> None:
    ran = run("doctor", env={"PYTHONUTF8": "1"})
    assert ran.code in {0, 4}
    assert "the shipped questionnaire and rubric are valid" in ran.stdout


def console_commands(root: Path, guide: str) -> list[str]:
    text = (root / guide).read_text("utf-8")
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.mark.parametrize("guide", ["README.md"])
def test_commands_shown_in_a_guide_work(run: Run, root: Path, tmp_path: Path, guide: str) -> None:
    commands = console_commands(root, guide)
    assert len(commands) >= 10
    for folder in ("examples", "questionnaires", "rubrics"):
        (tmp_path / folder).symlink_to(root / folder)
    for command in commands:
        program, *arguments = shlex.split(command)
        assert program == "maturity"
        if arguments[0] == "interview":
            assert held_and_left(arguments, tmp_path) == 0, command
            continue
        ran = run(*arguments, cwd=tmp_path)
        assert ran.code == 0, (command, ran.stderr)


def held_and_left(arguments: list[str], folder: Path) -> int:
    """The exit code of an interview in a terminal that is left at its first question."""
    command = str(Path(sys.executable).with_name("maturity"))
    home = {"HOME": str(folder), "XDG_STATE_HOME": str(folder / "state"), "TERM": "xterm-256color"}
    terminal = pexpect.spawn(
        command, arguments, cwd=folder, env={**os.environ, **home}, dimensions=(40, 120), timeout=30
    )
    is_new = not (folder / arguments[1]).exists()
    for prompt, typed in (("Name of the organisation", "City of X"), ("short id", "")):
        if is_new:
            terminal.expect(prompt)
            terminal.sendline(typed)
    terminal.expect("Question 1 of")
    # The first question wants a text; Escape leaves it, so that q is no word of the answer.
    terminal.send("\x1bq")
    terminal.expect(pexpect.EOF)
    terminal.close()
    return int(terminal.exitstatus or 0) if terminal.signalstatus is None else 128
