"""Holds interviews that are killed at random moments, and says what is left of them.

Run as a process of its own, which forks quickly and has no threads: `killed.py FOLDER KILLS SEED`.
Prints one line of JSON for each kill.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import Any

from interview.made import PROFILE, QUESTIONS, Place, place_in
from maturity.interview import commands as c
from maturity.interview.effects import Record
from maturity.interview.items import said
from maturity.interview.session import advance
from maturity.usecases.interview_opening import Opening
from maturity.usecases.interview_replay import as_written

_OPENING, _ANSWER = 0.1, 0.02
"""Seconds within which a file is opened, and an answer confirmed and saved."""


def _commands(rng: random.Random) -> c.Command:
    """Something that is said, or a way to another question."""
    number = rng.randrange(1_000_000)
    return rng.choice(
        (
            c.Give(rng.choice((0, 1, 2, "gravel", "paved", True, False, number % 101, f"Words {number}"))),
            c.Give(rng.choice(("small", "large", "few", "many", ["rake"], ["hose", "spade"]))),
            c.Mark(rng.choice(("unknown", "declined"))),
            c.NotApplicable(f"Because {number}"),
            c.Note(f"Line {number}\n\n  # and {number}" * rng.choice((1, 1, 1, 200))),
            c.AddEvidence(f"Map {number}"),
            c.DropEvidence(0),
            c.FollowUp(),
            c.Clear(),
            c.Undo(),
            c.Jump(rng.choice((*QUESTIONS, *PROFILE))),
            c.Jump(rng.choice((*QUESTIONS, *PROFILE))),
        )
    )  # fmt: skip


def _talk(place: Place, seed: int, pipe: int) -> None:
    """Say things until killed; tell before each what would change, and after it that it is safe."""
    rng = random.Random(seed)
    interview = place.open().interview
    while True:
        command = _commands(rng)
        _, effects = advance(interview.state, command)
        changes = [effect.change for effect in effects if isinstance(effect, Record)]
        for change in changes:
            _tell(pipe, {"item": change.item, "now": as_written(change.now)})
        interview.do(command)
        if changes:
            _tell(pipe, "safe")
        interview.save()


def _tell(pipe: int, what: Any) -> None:
    os.write(pipe, json.dumps(what).encode() + b"\n")


def _killed(place: Place, rng: random.Random) -> list[Any]:
    """What a process told before it was killed."""
    reading, writing = os.pipe()
    seed = rng.randrange(2**32)
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            _talk(place, seed, writing)
        finally:
            os._exit(1)
    os.close(writing)
    answers = rng.choice((0, 0, 1, 3, 8))
    with os.fdopen(reading, "rb") as pipe:
        told: list[Any] = []
        while told.count("safe") < answers:
            told.append(json.loads(pipe.readline()))
        time.sleep(rng.random() * (_ANSWER if answers else _OPENING))
        os.kill(child, signal.SIGKILL)
        # A line that was cut off announces what was not begun yet.
        told += [json.loads(line) for line in pipe if line.endswith(b"\n")]
    _, status = os.waitpid(child, 0)
    # Else it ended by itself, and nothing was tried.
    assert os.WTERMSIG(status) == signal.SIGKILL
    return told


def _now(opening: Opening) -> dict[str, Any]:
    state = opening.interview.state
    found = {item.id: as_written(said(state.response, item)) for item in state.script.items}
    return {name: answer for name, answer in found.items() if answer is not None}


def main(folder: Path, kills: int, seed: int) -> None:
    """Kill so many processes, one after the other, all of them at work on one file."""
    rng = random.Random(seed)
    place = place_in(folder)
    place.fresh()
    before: dict[str, Any] = {}
    for _ in range(kills):
        told = _killed(place, rng)
        valid_before = place.problems() == []
        opening = place.open()
        after = _now(opening)
        opening.interview.close(finished=False)
        # What the file alone says, without the help of the journal.
        alone = {**place.answers(), **{f"profile/{k}": v for k, v in place.profile().items()}}
        seen = {
            "before": before,
            "told": told,
            "after": after,
            "by_hand": len(opening.by_hand),
            "alone": alone,
            "valid": valid_before and place.problems() == [],
            "litter": place.litter(),
        }
        print(json.dumps(seen), flush=True)
        before = after


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
