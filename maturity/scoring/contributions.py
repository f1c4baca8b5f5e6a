"""How much of a measure's number does each of its members bring?

The pieces always add up to the number. Where a measure is a sum they are its terms. Where it is
not, but grows in proportion with its members (geometric and harmonic means), they are what Euler's
theorem on homogeneous functions gives: each member's value times the measure's rate of change with
it (for the same use elsewhere, see D. Tasche, "Capital allocation to business units and
sub-portfolios: the Euler principle", arXiv:0708.2542). Where one or two members decide, these bring
all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from maturity.model.rubric import Aggregation
from maturity.scoring.plan import TOLERANCE, Part

_NEXT_TO_NOTHING = 1e-6
"""What is smaller than this share of an amount cannot stand for it."""


@dataclass(frozen=True)
class Member:
    """One part of a measure.

    Attributes:
        value: What it enters with: its value, or its score where the measure takes scores; None
            where it has none.
        width: How long the scale is that it enters on.
        applicable: Whether it applies.
        native: Its value on its own scale, from `least` to `greatest`.
    """

    part: Part
    value: float | None
    width: float
    applicable: bool
    native: float | None
    least: float
    greatest: float

    @property
    def reaches(self) -> bool:
        """Whether it reaches what the measure asks of each member."""
        return self.value is not None and self.value >= self.part.need - TOLERANCE


@dataclass(frozen=True)
class Piece:
    """What one member brings to its measure.

    Attributes:
        slope: How much more the measure would have for one more of what the member enters with;
            None where the measure does not follow the member in proportion.
        decides: Whether the measure is what it is because of this member.
        halves: Whether it decides together with a member that has another value.
        bears: Its weight where something is spread that no member's value accounts for, such as
            what all scores on a scale from 1 start with.
    """

    amount: float
    slope: float | None
    bears: float
    decides: bool = False
    halves: bool = False


@dataclass(frozen=True)
class Whole:
    """A measure's number as its members were put together.

    Attributes:
        width: How long its scale is.
        floor: Values below it were raised to it.
    """

    value: float
    width: float
    floor: float


@dataclass(frozen=True)
class Stake:
    """What a number brings to the one on top of the tree.

    Attributes:
        factor: How much more it would bring for one more of the number; None where that is not in
            proportion.
    """

    amount: float
    factor: float | None = 1.0

    def over(self, pieces: Sequence[Piece]) -> tuple[list[float], float]:
        """The amount spread over what the number is made of, and the factor that did it.

        What no piece accounts for is spread over those that bear it.
        """
        amounts = [piece.amount for piece in pieces]
        factor = _factor(amounts, self.amount) if self.factor is None else self.factor
        rest = (self.amount - factor * sum(amounts)) / sum(piece.bears for piece in pieces)
        return [factor * piece.amount + rest * piece.bears for piece in pieces], factor


def _factor(amounts: Sequence[float], amount: float) -> float:
    """By what some amounts are multiplied to make another one, where they can be."""
    total = sum(amounts)
    if abs(total) <= _NEXT_TO_NOTHING * abs(amount):
        return 0.0
    # Where pieces cancel out in part, a multiple of them could be out of all proportion.
    return 1.0 if min(amounts) < 0 < max(amounts) else amount / total


Present = Sequence[tuple[Member, float]]
"""The members that have a value, with that value."""


def pieces(by: Aggregation, members: Sequence[Member], whole: Whole) -> list[Piece | None]:
    """What each member brings to a measure; None for those without a value.

    Args:
        by: How the members are put together.
        members: All members, in the rubric's order.
        whole: What they make together, as the engine found it.
    """
    present = [(m, m.value) for m in members if m.value is not None]
    if by == "ordered_until":
        passed = set(_passed(members))
        found = _counting(present, [m.part in passed for m, _ in present], whole.value)
    else:
        found = _PIECES[by](present, whole)
    each = iter(found)
    return [None if member.value is None else next(each) for member in members]


def _terms(present: Present, whole: Whole) -> list[Piece]:
    """Of a mean or a sum, prorated as the engine does; what no value explains goes by weight."""
    weight = sum(m.part.weight for m, _ in present)
    scale = whole.width / sum(m.part.weight * m.width for m, _ in present)
    rest = whole.value - scale * sum(m.part.weight * value for m, value in present)
    return [
        Piece(m.part.weight * (scale * value + rest / weight), scale * m.part.weight, m.part.weight)
        for m, value in present
    ]


def _least(present: Present, whole: Whole) -> list[Piece]:
    return _of_those_at(min(value for _, value in present), present, whole)


def _greatest(present: Present, whole: Whole) -> list[Piece]:
    return _of_those_at(max(value for _, value in present), present, whole)


def _of_those_at(value: float, present: Present, whole: Whole) -> list[Piece]:
    """All of it from the members at a value, in equal parts.

    They decide unless the measure is not at that value: then the end of a missing member's scale
    bounds it.
    """
    there = [_same(own, value) for _, own in present]
    count = sum(there)
    decides = _same(value, whole.value)
    slope = 1 / count if decides else None
    return [
        Piece(whole.value / count, slope, 1.0, decides=decides) if at else Piece(0.0, 0.0, 0.0)
        for at in there
    ]


def _middle(present: Present, whole: Whole) -> list[Piece]:
    """All of it from the members at the median, or half from those next to it on either side."""
    values = [value for _, value in present]
    if any(_same(value, whole.value) for value in values):
        return _of_those_at(whole.value, present, whole)
    below = [value for value in values if value < whole.value]
    above = [value for value in values if value > whole.value]
    if not below or not above or not _same((max(below) + min(above)) / 2, whole.value):
        return _of_those_at(max(below) if below else min(above), present, whole)
    found = [Piece(0.0, 0.0, 0.0)] * len(values)
    for side in (max(below), min(above)):
        there = [place for place, value in enumerate(values) if _same(value, side)]
        for place in there:
            slope = 1 / (2 * len(there))
            found[place] = Piece(slope * side, slope, slope, decides=True, halves=True)
    return found


def _by_weight(present: Present, whole: Whole) -> list[Piece]:
    """Euler's theorem on a geometric mean: the share of the weight, whatever the value."""
    weight = sum(m.part.weight for m, _ in present)
    return [Piece(whole.value * m.part.weight / weight, None, m.part.weight) for m, _ in present]


def _by_pull(present: Present, whole: Whole) -> list[Piece]:
    """Euler's theorem on a harmonic mean: weight by value, so that low ones bring the most."""
    raised = [max(value, whole.floor) for _, value in present]
    if min(raised) <= 0:
        return _by_weight(present, whole)
    pulls = [m.part.weight / value for (m, _), value in zip(present, raised, strict=True)]
    return [
        Piece(whole.value * pull / sum(pulls), None, m.part.weight)
        for pull, (m, _) in zip(pulls, present, strict=True)
    ]


def _of_those_that_reach(present: Present, whole: Whole) -> list[Piece]:
    """All of it from those that reach what is asked, by weight."""
    return _counting(present, [m.reaches for m, _ in present], whole.value)


def _counting(present: Present, counts: Sequence[bool], value: float) -> list[Piece]:
    """All of a value from some members, by weight; from all of them where none counts."""
    anyone = not any(counts)
    weights = [m.part.weight * (own or anyone) for own, (m, _) in zip(counts, present, strict=True)]
    return [Piece(value * weight / sum(weights), None, weight) for weight in weights]


def _passed(members: Sequence[Member]) -> Iterator[Part]:
    """Those up to the first that applies and does not reach what is asked, or has no answer."""
    for member in members:
        if member.reaches:
            yield member.part
        elif member.applicable:
            return


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= TOLERANCE


_PIECES: dict[Aggregation, Callable[[Present, Whole], list[Piece]]] = {
    "mean": _terms,
    "sum": _terms,
    "minimum": _least,
    "maximum": _greatest,
    "median": _middle,
    "geometric_mean": _by_weight,
    "harmonic_mean": _by_pull,
    "share_at_least": _of_those_that_reach,
    "count_at_least": _of_those_that_reach,
}
