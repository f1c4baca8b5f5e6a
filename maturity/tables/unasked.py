"""Which answers of a chunk do not count, because their questions are not asked there?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maturity.diagnostics import Diagnostic, Place
from maturity.scoring.encode import ANSWERED, NOT_ASKED, Rows, States

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maturity.tables.answers import Chunk


def unasked(chunk: Chunk, kept: NDArray[np.int64], given: States, rows: Rows) -> Diagnostic | None:
    """Where the first of them stands, with how many there are as the value `n`; None where none is.

    Args:
        chunk: The rows.
        kept: The places of those that can be used.
        given: The states of the questions with a condition, as the rows say them, in the plan's order.
        rows: The same rows, all questions, as they count.
    """
    columns = [column for column, _ in chunk.reader.plan.conditions]
    count, first = 0, (chunk.height, 0)
    for column, states in zip(columns, given, strict=True):
        over = (states == ANSWERED) & (rows.states[column] == NOT_ASKED)
        if over.any():
            count += int(over.sum())
            found = chunk.reader.by_target.get(chunk.reader.plan.questions[column].id)
            number = found.place + 1 if found is not None else 0
            first = min(first, (int(kept[over.argmax()]), number))
    if not count:
        return None
    place = Place(chunk.reader.file, int(chunk.numbers[first[0]]), first[1])
    return Diagnostic("MT119", place, {"n": count})
