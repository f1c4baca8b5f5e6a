"""Is every answer that was confirmed still there after a SIGKILL at any moment?"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from interview.made import Place, place_in
from support.terminal import terminal

LEVEL = "Answer, 0 to 2: "
GO_ON = "first open question, q quits: "


def killed(folder: Path, root: Path, kills: int, seed: int) -> list[dict[str, Any]]:
    """What was left of so many interviews on one file."""
    ran = subprocess.run(
        [sys.executable, "-m", "interview.killed", str(folder), str(kills), str(seed)],
        cwd=root / "tests",
        env={**os.environ, "PYTHONPATH": str(root), "OPENBLAS_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return [json.loads(line) for line in ran.stdout.splitlines()]


def possible(before: dict[str, Any], told: list[Any]) -> list[dict[str, Any]]:
    """What may be left: everything that was safe, with or without what was just being said."""
    safe = dict(before)
    tried: list[dict[str, Any]] = []
    for line in told:
        if line == "safe":
            safe.update({change["item"]: change["now"] for change in tried})
            tried = []
        else:
            tried.append(line)
    also = {**safe, **{change["item"]: change["now"] for change in tried}}
    return [{k: v for k, v in found.items() if v is not None} for found in (safe, also)]


def as_in_the_file(answers: dict[str, Any]) -> dict[str, Any]:
    """Answers by the keys of the file, where the rows of a grid stand together."""
    rows = [
        {"work": work, "people": answers[f"profile/staff/{work}"]}
        for work in ("digging", "writing")
        if f"profile/staff/{work}" in answers
    ]
    plain = {name: value for name, value in answers.items() if "staff" not in name}
    return {**plain, **({"profile/staff": rows} if rows else {})}


def nothing_is_lost(folder: Path, root: Path, kills: int, seed: int) -> None:
    seen = killed(folder, root, kills, seed)
    assert len(seen) == kills
    for number, kill in enumerate(seen):
        assert kill["after"] in possible(kill["before"], kill["told"]), (seed, number)
        assert kill["alone"] == as_in_the_file(kill["after"]), (seed, number)
        assert kill["by_hand"] == 0, (seed, number)
        assert kill["valid"], (seed, number)
        assert kill["litter"] == [".brook.yaml.journal"], (seed, number)
    # Not all of them were killed before they had said anything.
    assert any("safe" in kill["told"] for kill in seen)


def test_nothing_is_lost_by_20_kills(tmp_path: Path, root: Path) -> None:
    nothing_is_lost(tmp_path, root, 20, random.randrange(2**32))


@pytest.mark.soak
@pytest.mark.parametrize("part", range(5))
def test_nothing_is_lost_by_500_kills(tmp_path: Path, root: Path, part: int) -> None:
    nothing_is_lost(tmp_path, root, 100, random.randrange(2**32) + part)


def talk_until_killed(place: Place, start: int, rng: random.Random, *, is_first: bool) -> list[str]:
    """Hold an interview in a terminal up to its death; gives the notes that were acknowledged."""
    acknowledged: list[str] = []
    arguments = ["interview", place.file.name, "--plain", "--section", "ground"]
    with terminal(arguments, place.folder) as opened:
        if not is_first:
            opened.until(GO_ON)
            opened.enter()
        opened.until(LEVEL)
        for number in range(start, start + rng.randint(2, 12)):
            opened.enter(f"t Note {number}")
            opened.until(f"Saved. Note: Note {number}", LEVEL)
            acknowledged.append(f"Note {number}")
        opened.enter(f"t Last {start}")
        time.sleep(rng.random() * 0.02)
        opened.child.kill(9)
        assert opened.end() == 128 + 9
    return acknowledged


def no_note_is_lost(folder: Path, kills: int) -> None:
    rng = random.Random(random.randrange(2**32))
    place = place_in(folder)
    place.fresh()
    for kill in range(kills):
        start = 100 * (kill + 1)
        noted = talk_until_killed(place, start, rng, is_first=kill == 0)
        assert place.problems() == []
        opening = place.open()
        assert opening.by_hand == ()
        assert opening.left is not None
        assert opening.left.place == "soil"
        assert place.answers()["soil"]["note"] in {noted[-1], f"Last {start}"}
        assert place.problems() == []
        assert place.litter() == [".brook.yaml.journal", ".state"]
        opening.interview.close(finished=False)


def test_the_command_loses_nothing_by_3_kills(tmp_path: Path) -> None:
    no_note_is_lost(tmp_path, 3)


@pytest.mark.soak
def test_the_command_loses_nothing_by_50_kills(tmp_path: Path) -> None:
    no_note_is_lost(tmp_path, 50)
