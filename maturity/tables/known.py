"""What do the distinct cells of a column mean?

A column of a million rows holds a handful of different cells; each is understood once, by the same
rules as one cell alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, get_args

from maturity.diagnostics import nearest
from maturity.model.mapping import Mapping
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Confidence
from maturity.model.values import LocalText
from maturity.tables.boxes import ticked
from maturity.tables.cells import Cells, one_of, profile_value, yes_or_no
from maturity.tables.matching import substitute
from maturity.tables.scalars import Wrong, as_mapped, day_in, text_problem

MOST_KEPT = 100_000
"""So many cells of a column are remembered from chunk to chunk."""

FREE = frozenset({"organisation", "organisation.name", "respondent", "respondent.name", "scope"})
_FREE_BESIDE = (":reason", ":note", ":evidence")


@dataclass
class Known:
    """The cells of one column that were met so far, and what each means.

    Attributes:
        read: How a text is understood.
        comma: Whether numbers are understood as written with a decimal comma.
    """

    read: Callable[[str], Any]
    comma: bool = False
    places: dict[Any, int] = field(default_factory=dict)
    meanings: list[Any] = field(default_factory=list)

    def add(self, cells: Sequence[Any]) -> list[int]:
        """The places of cells among those that are known, which they are from now on."""
        for cell in cells:
            if cell not in self.places:
                self.places[cell] = len(self.meanings)
                self.meanings.append(self.read(self._text(cell)))
        return [self.places[cell] for cell in cells]

    def _text(self, cell: Any) -> str:
        if isinstance(cell, float) and self.comma:
            return text_of(cell).replace(".", ",")
        return "" if cell is None else text_of(cell)


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
    if "=" in target:
        return ticked(target, questionnaire, mapping)
    own = mapping.questions.get(target, {})
    item = next((p for p in questionnaire.profile if f"profile.{p.id}" == target), None)
    if item is not None:
        return partial(profile_value, item, own=own)
    return partial(_beside, _reading_beside(target, questionnaire, mapping), own)


def _beside(read: Callable[[str], Any], own: Table[str, str], text: str) -> Any:
    """What a cell says beside answers."""
    text = text.strip()
    meant = substitute(text, own).strip()
    found = read(meant) if meant else None
    return as_mapped(found, text, meant) if isinstance(found, Wrong) else found


def _reading_beside(
    target: str, questionnaire: Questionnaire, mapping: Mapping
) -> Callable[[str], Any]:
    """How a cell is understood that says something beside answers."""
    part = target.partition(":")[2] or target
    if part in {"date", "evidence.date"}:
        return lambda text: day_in(text, mapping.dates)
    if part == "follow_up":
        return yes_or_no
    choices: dict[str, LocalText] = {}
    if part == "respondent.role":
        choices = {role.id: role.title for role in questionnaire.roles}
    elif part == "evidence.grade":
        choices = {grade.id: grade.text for grade in questionnaire.evidence_grades}
    elif part == "confidence":
        choices = {name: name for name in get_args(Confidence)}
    return partial(one_of, choices) if choices else words


def words(text: str) -> Any:
    """A text without the blanks around it; None where nothing is left."""
    text = text.strip()
    problem = text_problem(text)
    return Wrong(text[:200], problem) if problem else text or None


def told(cell: Wrong, *, guessing: bool = True) -> dict[str, Any]:
    """What a diagnostic says about a cell that means nothing that could stand there.

    Args:
        cell: What was found.
        guessing: Whether to look for the word that may be meant, which takes long for many cells.
    """
    guessing = guessing and "meant" not in cell.values
    near = _guess(cell.found[:200], (*cell.known, *cell.near)) if guessing else None
    known = {"known": list(cell.known)} if cell.known else {}
    return {"found": cell.found, "variant": cell.kind, "near": near, **known, **cell.values}


@lru_cache(maxsize=4096)
def _guess(found: str, known: tuple[str, ...]) -> str | None:
    """The word that may be meant; remembered, since one stands in many columns."""
    return nearest(found, known)


def text_of(cell: Any) -> str:
    """A cell of any kind as a person would type it."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell)
