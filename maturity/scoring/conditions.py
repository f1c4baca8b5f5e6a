"""When does a condition hold, where answers may be missing?

Kleene's three-valued logic over many rows: each truth is a pair (holds, undecided).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from maturity.model.questionnaire import Condition

Mask = NDArray[np.bool_]
Kleene = tuple[Mask, Mask]


def evaluate(condition: Condition, compare: Callable[[Condition], Kleene]) -> Kleene:
    """The truth of a condition in every row.

    Args:
        condition: What is asked.
        compare: Gives the truth of a single comparison with a question.
    """
    if condition.question is not None:
        return compare(condition)
    parts = [evaluate(part, compare) for part in condition.parts]
    if condition.not_ is not None:
        holds, undecided = parts[0]
        return ~holds & ~undecided, undecided
    holding = np.array([holds for holds, _ in parts])
    possible = np.array([holds | undecided for holds, undecided in parts])
    combine = np.all if condition.all_ is not None else np.any
    holds = combine(holding, axis=0)
    return holds, combine(possible, axis=0) & ~holds
