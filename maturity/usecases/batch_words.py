"""What stands in the cells of tables that mean nothing, and how often?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from maturity.diagnostics import Diagnostic, Place
from maturity.tables.matching import normal
from maturity.tables.scalars import number_in

MOST_WORDS = 10_000
"""So many different words are told apart; the cells with others are only counted."""

LONGEST_WORD = 200
"""So long can the key of a mapping be."""

_KINDS = frozenset({"option", "choice", "yes_no", "box", "number", "mapped", "unfit"})
"""What can be wrong with a cell for which a mapping can say what it stands for."""


@dataclass
class Word:
    """What stands in some cells that mean nothing, in the spelling that was met first.

    Attributes:
        under: The column that it is to be told for, where a mapping cannot tell it for all at once.
        first: Where it was met first.
        near: What may be meant.
        meant: What the mapping says that it stands for, which is no answer.
    """

    text: str
    under: str
    first: Place
    near: str | None = None
    meant: str | None = None
    cells: int = 0
    _columns: int = 0

    @property
    def columns(self) -> int:
        """In how many columns it stands."""
        return self._columns.bit_count()

    def add(self, column: int) -> None:
        """One more cell.

        Args:
            column: The number of what its column holds.
        """
        self.cells += 1
        self._columns |= 1 << column


@dataclass
class Words:
    """The words of all tables, each counted.

    Attributes:
        questions: The ids of the questions, whose columns share what a mapping says of cells.
        cells: How many cells mean nothing.
        more: Whether there were more words than are told apart.
    """

    questions: Collection[str] = ()
    cells: int = 0
    more: bool = False
    _words: dict[tuple[str, bool, str | float], Word] = field(default_factory=dict)
    _columns: dict[str, int] = field(default_factory=dict)

    def add(self, problem: Diagnostic) -> None:
        """Count a cell, if that is what is wrong and a mapping can say what it stands for."""
        if not is_of_word(problem):
            return
        self.cells += 1
        target = str(problem.route[0])
        text = str(problem.values["found"]).strip()[: LONGEST_WORD + 1]
        under = "" if target.partition("=")[0] in self.questions else target
        meant = problem.values.get("meant")
        number = number_in(text)
        # Spelt so, a mapping takes them for one word.
        same = (normal(text) or text) if number is None else number
        key = (under, meant is None, same)
        word = self._words.get(key)
        if word is None:
            if len(self._words) >= MOST_WORDS:
                self.more = True
                return
            near = problem.values.get("near")
            word = Word(text, under, problem.place, near, meant)
            self._words[key] = word
        word.add(self._columns.setdefault(target, len(self._columns)))

    def by_frequency(self) -> list[Word]:
        """The words, those of the most cells first."""
        return sorted(self._words.values(), key=lambda word: -word.cells)


def is_of_word(problem: Diagnostic) -> bool:
    """Whether a cell is wrong for which a mapping can say what it stands for."""
    in_a_row = problem.code == "MT106" and len(problem.route) == 1
    return in_a_row and problem.values.get("variant") in _KINDS
