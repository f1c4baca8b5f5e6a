"""Which labels are one, though they are not written alike?"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence


def alike(labels: Sequence[str | None]) -> list[str | None]:
    """Each label as most write it; those that differ only in case or in spaces are one.

    Where several ways are equally common, the first in sorted order is taken. A blank label says
    nothing, as None does.
    """
    written = [None if label is None else _tidy(label) for label in labels]
    ways: dict[str, Counter[str]] = {}
    for label in written:
        if label:
            ways.setdefault(_same(label), Counter())[label] += 1
    chosen = {
        same: min(counts, key=lambda label: (-counts[label], label))
        for same, counts in ways.items()
    }
    return [chosen[_same(label)] if label else None for label in written]


def _tidy(label: str) -> str:
    """Without spaces around it, and one between two words."""
    return unicodedata.normalize("NFC", " ".join(label.split()))


def _same(label: str) -> str:
    return unicodedata.normalize("NFC", label.casefold().replace(" ", ""))
