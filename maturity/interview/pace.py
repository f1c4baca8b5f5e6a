"""How long will the rest of an interview take?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

ASSUMED = 120.0
"""Seconds a question takes before the pace of those in the room is known: read, discuss, decide."""

_FEW = 5
_BREAK = 900.0


def seconds_left(questions: int, moments: Sequence[float]) -> float:
    """How many seconds the open questions will take.

    Args:
        questions: How many are open.
        moments: When each answer so far was confirmed, in seconds, rising. A gap of more than a
            quarter of an hour counts as a break and not as thinking. The median gap of the answers
            is weighed against the assumption as if that were the gaps of five questions.
    """
    gaps = [b - a for a, b in pairwise(moments) if 0 <= b - a <= _BREAK]
    if not gaps:
        return questions * ASSUMED
    pace = (median(gaps) * len(gaps) + ASSUMED * _FEW) / (len(gaps) + _FEW)
    return questions * pace
