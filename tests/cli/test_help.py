"""Help is quick, true and readable."""

import subprocess
import sys

import pytest

from maturity.cli.app import COMMANDS
from maturity.cli.help_text import HELP
from support.command import Run

HEAVY = ("numpy", "typer", "rich", "pydantic", "yaml", "jinja2", "weasyprint", "textual", "polars")


def test_static_help_is_what_typer_prints() -> None:
    script = "import os; os.environ['COLUMNS'] = '80'\nfrom maturity.cli.app import COMMANDS, build\nbuild(COMMANDS)(['--help'], prog_name='maturity')"
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    assert ran.stdout == HELP


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["-h"]])
def test_nothing_heavy_is_loaded_for(arguments: list[str]) -> None:
    script = (
        "import sys\nfrom maturity.__main__ import main\n"
        f"sys.argv = ['maturity', *{arguments!r}]\nmain()\n"
        "print(*sorted(name for name in sys.modules if '.' not in name), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    assert not set(HEAVY) & set(ran.stderr.split())
    assert ran.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_a_commands_help_loads_nothing_heavy_and_shows_an_example(name: str) -> None:
    script = (
        "import sys\nfrom maturity.cli.app import run\n"
        f"try: run([{name!r}, '--help'])\nexcept SystemExit: pass\n"
        "print(*sorted(n for n in sys.modules if '.' not in n), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    assert not {"numpy", "yaml", "jinja2", "weasyprint", "textual", "polars"} & set(
        ran.stderr.split()
    )
    assert f"maturity {name}" in ran.stdout.split("Example")[1]


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_help_can_be_read_in_any_width(run: Run, columns: int) -> None:
    ran = run("score", "--help", env={"COLUMNS": str(columns)})
    assert ran.code == 0
    assert "--fail-under" in ran.stdout
    assert max(map(len, ran.stdout.splitlines())) <= max(columns, 52)


def test_a_misspelt_command_is_answered_with_the_nearest(run: Run) -> None:
    ran = run("scroe", "x.yaml")
    assert ran.code == 2
    assert "Did you mean `score`?" in ran.stderr


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("maturity s", {"score", "show", "schema"}),
        ("maturity score --fo", {"--format", "--force"}),
    ],
)
def test_completion_knows_commands_and_options(run: Run, typed: str, words: set[str]) -> None:
    count = str(len(typed.split()) - 1)
    env = {"_MATURITY_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": count}
    assert set(run(env=env).stdout.split()) == words
