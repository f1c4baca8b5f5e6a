"""What do the distinct cells of a column mean?

A column of a million rows holds a handful of different cells; each is understood once, by the same
rules as one cell alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from maturity.model.mapping import Mapping
from maturity.model.questionnaire import Questionnaire
from maturity.tables.cells import Cells, Wrong, day_in, profile_value, text_problem

MOST_KEPT = 100_000
"""So many cells of a column are remembered from chunk to chunk."""

FREE = frozenset({"organisation", "organisation.name", "respondent", "respondent.name", "scope"})
_FREE_BESIDE = (":reason", ":note", ":evidence")


@dataclass
class Known:
    """The cells of one column that were met so far, and what each means."""

    read: Callable[[str], Any]
    places: dict[Any, int] = field(default_factory=dict)
    meanings: list[Any] = field(default_factory=list)

    def add(self, cells: Sequence[Any]) -> list[int]:
        """The places of cells among those that are known, which they are from now on."""
        for cell in cells:
            if cell not in self.places:
                self.places[cell] = len(self.meanings)
                self.meanings.append(self.read("" if cell is None else text_of(cell)))
        return [self.places[cell] for cell in cells]


def is_free(target: str, questionnaire: Questionnaire) -> bool:
    """Whether the cells of a column are words that differ from row to row."""
    if target in FREE or target.endswith(_FREE_BESIDE):
        return True
    return target in {question.id for question in questionnaire.questions() if question.type == "text"} | {
        f"profile.{item.id}" for item in questionnaire.profile if item.type == "text"
    }  # fmt: skip


def reading(target: str, questionnaire: Questionnaire, mapping: Mapping) -> Callable[[str], Any]:
    """How a cell of a column is understood: an `Answer`, a value, None for nothing, or `Wrong`."""
    question = next((q for q in questionnaire.questions() if q.id == target), None)
    if question is not None:
        return Cells(question, mapping).understand
    item = next((p for p in questionnaire.profile if f"profile.{p.id}" == target), None)
    if item is not None:
        found = item
        return lambda text: profile_value(found, text) if text.strip() else None
    if target == "date" or target.endswith(":evidence.date"):
        return lambda text: day_in(text, mapping.dates) if text.strip() else None
    return words


def words(text: str) -> Any:
    """A text without the blanks around it; None where nothing is left."""
    text = text.strip()
    problem = text_problem(text)
    return Wrong(text[:200], problem) if problem else text or None


def text_of(cell: Any) -> str:
    """A cell of any kind as a person would type it."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return f"{cell:.12g}"
    return str(cell)
