"""What can be said in an interview?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Give:
    """An answer: a level's value, a choice's id, a list of ids, True or False, a number, a text."""

    value: Any


@dataclass(frozen=True)
class Mark:
    """There is no answer, and why: nobody here knows, or they would rather not say."""

    state: Literal["unknown", "declined"]


@dataclass(frozen=True)
class NotApplicable:
    """The question does not apply, for a reason."""

    reason: str


@dataclass(frozen=True)
class Clear:
    """Take the answer back; note and evidence stay."""


@dataclass(frozen=True)
class Note:
    """What was said about the question; an empty text takes the note away."""

    text: str


@dataclass(frozen=True)
class AddEvidence:
    """Something that proves the answer, as typed; only the title is needed."""

    title: str
    url: str = ""
    date: str = ""
    grade: str = ""


@dataclass(frozen=True)
class DropEvidence:
    """Take a piece of evidence away, by its place from 0."""

    place: int


@dataclass(frozen=True)
class Confidence:
    """How sure those in the room are; None takes it back."""

    level: Literal["low", "medium", "high"] | None


@dataclass(frozen=True)
class FollowUp:
    """Mark the question for later, or take the mark away."""


@dataclass(frozen=True)
class Next:
    """On to what follows."""


@dataclass(frozen=True)
class Skip:
    """On to what is still open, leaving this as it is."""


@dataclass(frozen=True)
class Back:
    """To where one came from."""


@dataclass(frozen=True)
class Jump:
    """To a question, a section, or the number of a question."""

    target: str


@dataclass(frozen=True)
class Review:
    """To the list of what is open."""


@dataclass(frozen=True)
class Undo:
    """Take the last change back."""


Command = (
    Give
    | Mark
    | NotApplicable
    | Clear
    | Note
    | AddEvidence
    | DropEvidence
    | Confidence
    | FollowUp
    | Next
    | Skip
    | Back
    | Jump
    | Review
    | Undo
)
