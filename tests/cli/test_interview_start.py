"""Does an interview say before its first question what has changed since the last sitting?"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from interview.made import QUESTIONNAIRE, START, Place, place_in
from maturity.cli.console import Console
from maturity.cli.prompts.start import Start
from maturity.interview import commands as c
from maturity.usecases.interview_opening import Opening

DIGGING = "profile/staff/digging"


@dataclass
class Line:
    """What was typed."""

    text: str


class Typist:
    """Types one line after another, and remembers what was asked."""

    def __init__(self, *lines: str) -> None:
        self.lines, self.asked = list(lines), list[str]()

    def line(self, prompt: str) -> Line:
        self.asked.append(prompt)
        return Line(self.lines.pop(0))


def left(place: Place, *commands: c.Command | str, saved: int) -> None:
    """Hold an interview that is killed; only the first commands come into the file."""
    interview = place.open().interview
    for number, command in enumerate(commands):
        interview.do(c.Jump(command) if isinstance(command, str) else command)
        if number < saved:
            interview.save()
    os.close(interview.journal.handle)


def settled(opening: Opening, keys: Typist, capsys: pytest.CaptureFixture[str]) -> Sequence[str]:
    """The paragraphs told, each on one line."""
    capsys.readouterr()
    assert Start(Console(), keys, START).settle(opening, is_new=False)  # type: ignore[arg-type]
    assert keys.lines == []
    told = capsys.readouterr().out
    return told.replace("\n    ", " ").splitlines()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setenv("COLUMNS", "400")
    made = place_in(tmp_path)
    made.fresh()
    return made


def test_a_changed_questionnaire_is_told_answer_by_answer(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    said = (
        "soil", c.Give(2), "soil", c.AddEvidence("Map", grade="seen"), "pond", c.Give(True),
        DIGGING, c.Give("few"), "story", c.Give("Long ago"),
    )  # fmt: skip
    left(place, *said, saved=6)
    place.ask(
        QUESTIONNAIRE.replace("version: 1.0.0", "version: 1.1.0")
        .replace("Is there a pond?", "Have you a pond?")
        .replace("{id: seen,", "{id: proven,")
        .replace("{id: few,", "{id: some,")
        .replace("{id: story,", "{id: tale,")
    )
    keys = Typist("y", "")
    told = " ".join(settled(place.open(), keys, capsys))
    for words in (
        "The questionnaire has changed since. 2 answers still fit. None is lost.",
        "in other words now; please look at it again:   - pond",
        f"no longer fits its question, which is open again:   - {DIGGING}",
        "belongs to a question that is not asked any more:   - story",
        "1 entry beside the answers no longer fits. It stays as it is; please look at it again:",
        '- soil evidence 1 grade: "seen" is not a grade of evidence',
    ):
        assert words in told
    assert "# story: Long ago" in place.file.read_text("utf-8")
    assert place.value()["questionnaire"]["version"] == "1.1.0"


def test_what_the_file_says_instead_of_an_answer_that_no_longer_fits_is_told(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    left(place, "tools", c.Give(["rake"]), "tools", c.Give(["hose", "spade"]), saved=2)
    text = place.file.read_text("utf-8")
    place.write(text.replace("tools: [rake]", "tools:"))
    place.ask(QUESTIONNAIRE.replace("{id: hose,", "{id: pump,"))
    told = " ".join(settled(place.open(), Typist(""), capsys))
    assert "1 answer of the interview no longer fits" in told
    assert "- tools: nothing in the file, [hose, spade] in the interview" in told
    assert place.file.read_text("utf-8").endswith("# tools: [hose, spade]\n")


def test_nothing_is_said_of_a_questionnaire_that_is_as_it_was(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    left(place, "soil", c.Give(2), saved=2)
    told = settled(place.open(), Typist(""), capsys)
    assert len(told) == 2
    assert told[0].startswith("Your last answer here was saved today at ")


def test_more_than_five_changes_are_counted(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    given = (
        "soil", c.Give(2), c.Give("gravel"), c.Give(True), c.Give(12), c.Give("Bread"), c.Give(["rake"]),
        c.Give("Long ago"),
    )  # fmt: skip
    left(place, *given, saved=len(given))
    ids = ("soil", "paths", "pond", "fish", "food", "tools", "story")
    changed = QUESTIONNAIRE
    for name in ids:
        changed = changed.replace(f"id: {name}", f"id: new-{name}")
    changed = changed.replace("question: pond", "question: new-pond")
    place.ask(changed.replace("question: fish", "question: new-fish"))
    told = settled(place.open(), Typist("n", ""), capsys)
    assert "7 answers belong to questions that are not asked any more:" in told
    assert [line for line in told if line.startswith("  - ")] == [
        *(f"  - {name}" for name in ids[:5]),
        "  - and 2 more",
    ]
    assert set(place.answers()) == set(ids)


def test_a_new_file_gets_a_name_that_can_stand_in_a_folder(
    place: Place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place.folder)
    lines = (
        "a\nb.yaml",
        "a\x1b[31m.yaml",
        "x" * 300,
        "nowhere/a.yaml",
        "brook.yaml",
        "garden.yaml",
    )
    keys = Typist(*lines)
    assert Start(Console(), keys, START).file_for("brook") == Path("garden.yaml")  # type: ignore[arg-type]
    assert keys.asked[0] == "File to save the answers in (Enter for brook-2.yaml): "
    told = capsys.readouterr().out
    assert "\x1b" not in told
    found = [" ".join(told.split()).find(words) for words in (
        "A file name has one line",
        "cannot be the name of a file here",
        "There is no such folder for nowhere/a.yaml.",
        "brook.yaml is there already",
    )]  # fmt: skip
    assert found[0] == 0
    assert found == sorted(found)
