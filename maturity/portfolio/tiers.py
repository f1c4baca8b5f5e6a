"""What do too many organisations look like that nobody reads one by one?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from maturity.model.portfolio import BodyStanding, Tier

MOST_NAMED = 150
"""Beyond so many nobody reads them one by one."""

_TIERS = 30
_LEAST = 10


def tiers(ordered: Sequence[BodyStanding], profile: Sequence[str]) -> Iterator[Tier]:
    """Parts of the order of nearly equal size, at most thirty; none where all can be named."""
    count = len(ordered)
    if count <= MOST_NAMED:
        return
    parts = min(_TIERS, count // _LEAST)
    edges = [round(part * count / parts) for part in range(parts + 1)]
    for start, end in pairwise(edges):
        part = ordered[start:end]
        positions = sorted(body.position for body in part if body.position is not None)
        yield Tier(
            first=start + 1,
            last=end,
            position=positions[(len(positions) - 1) // 2] if positions else None,
            progress=_median(
                [body.position if body.progress is None else body.progress for body in part]
            ),
            scores={name: _median([body.scores[name] for body in part]) for name in profile},
        )


def _median(figures: Sequence[float | None]) -> float | None:
    there = [figure for figure in figures if figure is not None]
    return float(np.median(there)) if there else None
