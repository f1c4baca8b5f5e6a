"""Numbers, bounds and truths of the oracle: fractions, and 50 digits for roots and logarithms."""

from decimal import Context, Decimal, localcontext
from fractions import Fraction
from typing import Any

Plain = dict[str, Any]
Truth = bool | None
Scale = tuple[Fraction, Fraction]
Value = Fraction | None
Bound = float | str
FORGIVEN = Fraction(1, 10**9)
DIGITS = Context(prec=50)


def exact(number: float) -> Fraction:
    """A number as it is written."""
    return Fraction(str(number))


def share(text: str) -> Fraction:
    """`60%` as a fraction."""
    return Fraction(text.rstrip("% ")) / 100


def is_share(bound: Bound) -> bool:
    """Whether a bound is a share of a scale, and not a value on it."""
    return isinstance(bound, str)


def score_on(value: Value, scale: Scale | None) -> Value:
    if value is None or scale is None:
        return None
    least, greatest = scale
    return (value - least) / (greatest - least)


def held(value: Fraction, within: Scale) -> Fraction:
    return min(max(value, within[0]), within[1])


def part_of_way(value: Fraction, start: Fraction, end: Fraction, *, by_ratio: bool) -> Fraction:
    """How far a value is on the way from `start` to `end`; equal ratios may count the same."""
    if not by_ratio or value in {start, end}:
        return (value - start) / (end - start)
    with localcontext(DIGITS):
        return Fraction(decimal(value / start).ln() / decimal(end / start).ln())


def geometric_mean(values: list[Fraction], weights: list[Fraction]) -> Fraction:
    if min(values) == 0:
        return Fraction(0)
    if min(values) == max(values):
        return values[0]
    with localcontext(DIGITS):
        logs = sum(
            (decimal(w) * decimal(v).ln() for v, w in zip(values, weights, strict=True)),
            Decimal(0),
        )
        return Fraction((logs / decimal(sum(weights, Fraction(0)))).exp())


def decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


def all_of(truths: list[Truth]) -> Truth:
    if False in truths:
        return False
    return None if None in truths else True


def negated(truth: Truth) -> Truth:
    return None if truth is None else not truth
