"""A small questionnaire with everything that can be asked, its rubric, and interviews on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from maturity.diagnostics import errors_in
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.scoring.assess import Scored
from maturity.storage import documents
from maturity.storage.binding import bind
from maturity.storage.library import Library, check
from maturity.usecases.interview_opening import Opening, Wish, create, open_interview
from maturity.usecases.score import score_file

QUESTIONNAIRE = """\
questionnaire: parks
version: 1.0.0
languages: [en]
title: Parks
roles:
  - {id: gardener, title: Gardener}
  - {id: clerk, title: Clerk}
evidence_grades:
  - {id: paper, text: Somebody wrote it down}
  - {id: seen, text: Somebody saw it}
profile:
  - {id: motto, ask: What is your motto?, type: text}
  - id: size
    ask: How large are you?
    type: choice
    choices: [{id: small, text: A village}, {id: large, text: A city}]
  - id: staff
    ask: Who works for you?
    type: grid
    rows: {name: work, choices: [{id: digging, text: Digging}, {id: writing, text: Writing}]}
    columns: {name: people, choices: [{id: few, text: A few}, {id: many, text: Many}]}
sections:
  - id: ground
    kind: area
    title: Ground
    questions:
      - id: soil
        ask: How good is the soil?
        title: Soil
        type: level
        levels:
          - {value: 0, text: Dust, name: Bad}
          - {value: 1, text: Sand, name: Poor}
          - {value: 2, text: Loam, name: Good}
      - id: paths
        ask: Which paths are there?
        type: choice
        roles: [clerk]
        choices: [{id: gravel, text: Gravel, value: 1}, {id: paved, text: Paved, value: 3}]
    sections:
      - id: water
        kind: part
        title: Water
        questions:
          - {id: pond, ask: Is there a pond?, type: yes_no}
          - id: fish
            ask: How many fish are in it?
            type: number
            least: 0
            greatest: 100
            roles: [gardener]
            ask_if: {question: pond, is: true}
          - id: food
            ask: What do they eat?
            type: text
            ask_if: {question: fish, at_least: 10}
  - id: plants
    kind: area
    title: Plants
    questions:
      - id: tools
        ask: Which tools do you have?
        type: multi
        roles: [gardener, clerk]
        choices:
          - {id: spade, text: A spade, value: 1}
          - {id: rake, text: A rake, value: 1}
          - {id: hose, text: A hose, value: 2}
      - {id: story, ask: What else should we know?, type: text}
"""

RUBRIC = """\
rubric: parks-score
version: 1.0.0
title: Parks
default: true
questionnaire: {id: parks, versions: ">=1,<3"}
scoring: {by: mean, on: score}
measures:
  - {id: overall, title: Overall, of: [{section: ground}, {section: plants}]}
"""

HEAD = """\
response: "1"
questionnaire: {id: parks, version: 1.0.0}
organisation: {id: brook, name: Brook}
date: 2026-01-31
"""

QUESTIONS = ("soil", "paths", "pond", "fish", "food", "tools", "story")
PROFILE = ("profile/motto", "profile/size", "profile/staff/digging", "profile/staff/writing")
START = datetime(2026, 2, 3, 9, 0, tzinfo=UTC)
HOLDER = {"user": "ann", "host": "desk", "process": 7, "since": "2026-02-03 09:00"}


@dataclass
class Ticking:
    """A clock that goes on by a minute whenever somebody looks."""

    at: datetime = START
    step: timedelta = field(default=timedelta(minutes=1))

    def __call__(self) -> datetime:
        """The time now."""
        self.at += self.step
        return self.at


@dataclass
class Place:
    """A folder with the questionnaire and its rubric, and a response file in it."""

    folder: Path
    file: Path
    clock: Callable[[], datetime] = field(default_factory=Ticking)

    def ask(self, questionnaire: str, rubric: str = RUBRIC) -> None:
        """Put another questionnaire in its place."""
        (self.folder / "questionnaire.yaml").write_text(questionnaire, "utf-8")
        (self.folder / "rubric.yaml").write_text(rubric, "utf-8")

    def write(self, text: str) -> None:
        """Write the response file by hand."""
        self.file.write_bytes(text.encode())

    def fresh(self) -> None:
        """Let the tool write the response file."""
        create(str(self.file), "Brook", "brook", Library(), Wish("parks"), date(2026, 1, 31))

    def open(self, **wish: Any) -> Opening:
        """Open an interview on the file."""
        return open_interview(str(self.file), Library(), Wish(**wish), self.clock, HOLDER)

    def value(self) -> dict[str, Any]:
        """What the file holds."""
        return documents.read(str(self.file)).value

    def answers(self) -> dict[str, Any]:
        """The answers in the file that say something."""
        found = self.value().get("answers") or {}
        return {name: answer for name, answer in found.items() if answer is not None}

    def profile(self) -> dict[str, Any]:
        """The profile in the file, as far as it says something."""
        found = self.value().get("profile") or {}
        return {name: answer for name, answer in found.items() if answer is not None}

    def problems(self) -> list[str]:
        """The codes of the errors that `maturity check` finds in the file."""
        return [problem.code for problem in errors_in(check([str(self.file)])[0])]

    def score(self) -> Scored:
        """The file as `maturity score` scores it."""
        return score_file(Library(), str(self.file), None, "en")

    def litter(self) -> list[str]:
        """What lies in the folder beside the file."""
        kept = {"questionnaire.yaml", "rubric.yaml", self.file.name}
        return sorted(path.name for path in self.folder.iterdir() if path.name not in kept)


def place_in(folder: Path, name: str = "brook.yaml") -> Place:
    """A folder made ready, without a response file."""
    place = Place(folder, folder / name)
    place.ask(QUESTIONNAIRE)
    return place


def questionnaire_of(folder: Path, text: str = QUESTIONNAIRE) -> Questionnaire:
    """The model of a questionnaire."""
    path = folder / "questionnaire.yaml"
    path.write_text(text, "utf-8")
    model, problems = bind(documents.read(str(path)), "questionnaire")
    assert problems == []
    found: Questionnaire = model
    return found


def response_of(folder: Path, rest: str = "") -> Response:
    """The model of a response; its text goes without the head."""
    path = folder / "response.yaml"
    path.write_text(HEAD + rest, "utf-8")
    model, problems = bind(documents.read(str(path)), "response")
    assert problems == []
    found: Response = model
    return found
