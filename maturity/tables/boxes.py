"""What do columns answer that hold one option of a question each, ticked or not?"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from maturity.model.mapping import Mapping
from maturity.model.questionnaire import Question, Questionnaire
from maturity.model.response import Answer
from maturity.scoring.encode import ANSWERED, UNANSWERED, native_value
from maturity.tables.cells import yes_or_no
from maturity.tables.matching import boxes_of, normal, substitute, texts
from maturity.tables.scalars import Wrong, as_mapped

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maturity.tables.answers import Chunk

Boxes = Sequence[tuple[str, str]]
"""The columns of a question's options by what they are called, each with the id of its option."""


def boxes_in(questionnaire: Questionnaire, targets: Container[str]) -> dict[str, Boxes]:
    """The questions whose options have columns, with those columns in the order of the options."""
    found = {
        question.id: [(name, c.id) for name, c in boxes_of(question).items() if name in targets]
        for question in questionnaire.questions()
    }
    return {name: boxes for name, boxes in found.items() if boxes}


def ticked(
    target: str, questionnaire: Questionnaire, mapping: Mapping
) -> Callable[[str], bool | Wrong | None]:
    """How a cell of an option's column is understood: chosen, not chosen, or None for not said.

    An option also counts as chosen where its column repeats its words; where those are no, nobody
    can say what is meant.
    """
    question = next(q for q in questionnaire.questions() if q.id == target.partition("=")[0])
    choice = boxes_of(question)[target]
    own = {normal(text) for text in texts(choice.text)}
    tables = (
        mapping.questions.get(target, {}),
        mapping.questions.get(question.id, {}),
        mapping.values,
    )
    near = tuple(word for table in tables for word in table)

    def read(text: str) -> bool | Wrong | None:
        text = text.strip()
        meant = substitute(text, *tables).strip()
        if not meant or meant == "unanswered":
            return None
        repeats, found = normal(meant) in own, yes_or_no(meant)
        if isinstance(found, Wrong) and repeats and normal(meant):
            return True
        if isinstance(found, Wrong) or (repeats and not found):
            return as_mapped(Wrong(meant[:200], "box", near=near), text, meant)
        return bool(found)

    return read


def answer_in(said: Sequence[tuple[str, Any]]) -> Answer:
    """The answer that columns give: nothing where none says anything.

    Args:
        said: What each says of the option with an id.
    """
    if not any(isinstance(told, bool) for _, told in said):
        return Answer()
    return Answer(answer=[choice for choice, told in said if told is True])


def encoded(
    chunk: Chunk, question: Question, boxes: Boxes
) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """What the answers of a question count in all rows, and the states they are in."""
    sums = np.zeros(chunk.height)
    answered = np.zeros(chunk.height, dtype=np.bool_)
    for target, choice in boxes:
        codes, meanings = chunk.codes[target], chunk.known[target].meanings
        chosen = np.array([told is True for told in meanings], dtype=np.bool_)
        given = np.array([isinstance(told, bool) for told in meanings], dtype=np.bool_)
        sums[chosen[codes]] += native_value(question, [choice])
        answered |= given[codes]
    states = np.where(answered, np.uint8(ANSWERED), np.uint8(UNANSWERED))
    return np.where(answered, sums, np.nan), states
