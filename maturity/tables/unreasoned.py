"""Which answers of a chunk do not apply, and do not say why?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from maturity.diagnostics import Diagnostic, Place
from maturity.model.response import Answer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maturity.tables.answers import Chunk


def unreasoned(chunk: Chunk, fine: NDArray[np.bool_]) -> Diagnostic | None:
    """Where the first of them stands, with how many there are as the value `n`; None where none is.

    Args:
        chunk: The rows.
        fine: Which of them can be used.
    """
    count, first = 0, (chunk.height, 0)
    for target, codes in chunk.codes.items():
        without = [place for place, m in enumerate(chunk.known[target].meanings) if _is_bare(m)]
        if not without:
            continue
        bare = np.isin(codes, without) & fine
        reasons = chunk.words(f"{target}:reason")
        if reasons is not None:
            bare &= reasons.is_null().to_numpy()
        if bare.any():
            count += int(bare.sum())
            first = min(first, (int(bare.argmax()), chunk.reader.by_target[target].place + 1))
    if not count:
        return None
    place = Place(chunk.reader.file, int(chunk.numbers[first[0]]), first[1])
    return Diagnostic("MT116", place, {"n": count})


def _is_bare(meaning: Any) -> bool:
    return isinstance(meaning, Answer) and meaning.state == "not_applicable"
