"""Does a test notice every change of the engine that changes a result?

Runs mutmut in a copy of the checkout (it writes beside the code) and holds the mutants that no test
notices against `equivalent.yaml`, which says of each why it changes no result.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
COPY = ROOT / "build" / "mutation"
PARTS = ("maturity", "tests", "examples", "questionnaires", "rubrics", "report_templates")
FILES = ("pyproject.toml", "README.md")
MUTMUT = str(Path(sys.executable).with_name("mutmut"))
# All at once: to start mutmut anew for each takes most of a second.
DIFFS = """
import json, sys
from mutmut.mutation.diff_apply import get_diff_for_mutant
print(json.dumps([get_diff_for_mutant(name) for name in json.load(sys.stdin)]))
"""


def mutmut(*arguments: str) -> str:
    """What mutmut prints."""
    done = subprocess.run(
        [MUTMUT, *arguments],
        check=False,
        cwd=COPY,
        env=os.environ | {"HYPOTHESIS_PROFILE": "mutants"},
        capture_output=True,
        text=True,
    )
    return done.stdout


def changed(mutants: Sequence[str]) -> list[tuple[str, str]]:
    """The lines before and after of each mutant, without indentation."""
    done = subprocess.run(
        [sys.executable, "-c", DIFFS],
        check=True,
        cwd=COPY,
        input=json.dumps(mutants),
        capture_output=True,
        text=True,
    )
    return [_sides(diff.splitlines()) for diff in json.loads(done.stdout)]


def _sides(diff: Sequence[str]) -> tuple[str, str]:
    lines = [line for line in diff if line[:1] in "+-" and line[:3] not in {"+++", "---"}]
    before = " ".join(line[1:].strip() for line in lines if line[0] == "-")
    after = " ".join(line[1:].strip() for line in lines if line[0] == "+")
    return before, after


def is_known(module: str, before: str, after: str, known: list[dict[str, str]]) -> bool:
    """Whether a mutant is one of those that change no result."""
    text = f"{before} -> {after}"
    return any(
        ("in" not in item or item["in"] == module)
        and (item.get("change") == text or ("like" in item and re.search(item["like"], text)))
        for item in known
    )


def main() -> int:
    """Print every mutant that should have been noticed; exits with 1 when there is one."""
    shutil.rmtree(COPY, ignore_errors=True)
    COPY.mkdir(parents=True)
    for name in PARTS:
        shutil.copytree(ROOT / name, COPY / name)
    for name in FILES:
        shutil.copy(ROOT / name, COPY / name)
    mutmut("run", "--max-children", "2")
    known = yaml.safe_load((Path(__file__).with_name("equivalent.yaml")).read_text("utf-8"))
    results = mutmut("results", "--all", "true")
    tried = len(re.findall(r": (?:killed|survived|timeout)", results))
    if not tried:
        print("no mutant was tried: do the tests pass without any?")
        return 1
    survivors = re.findall(r"(maturity\.\S+): survived", results)
    unknown = 0
    for mutant, (before, after) in zip(survivors, changed(survivors), strict=True):
        module = mutant.split(".x")[0].removeprefix("maturity.scoring.")
        if not is_known(module, before, after, known):
            unknown += 1
            print(f"{mutant}\n  - {before}\n  + {after}")
    print(
        f"{len(survivors)} mutants that no test notices, {unknown} of them not known to be harmless"
    )
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
