"""How are many rows held, column by column, where few values differ?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.intp]


@dataclass(frozen=True)
class Coded:
    """One column of a table: its distinct values, and which of them stands in each row.

    Attributes:
        name: The heading.
        codes: For each row, the place of its value.
        values: Texts, numbers, booleans, dates, tuples of texts, or None for an empty cell.
    """

    name: str
    codes: Codes
    values: Sequence[Any]

    def cells(self) -> list[Any]:
        """The value of each row."""
        return [self.values[code] for code in self.codes.tolist()]


def each_its_own(name: str, values: Sequence[Any]) -> Coded:
    """A column of which nothing is known but its values, one for each row."""
    return Coded(name, np.arange(len(values)), values)
