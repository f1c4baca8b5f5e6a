"""How are the figures of an explanation written?"""

from __future__ import annotations

from fractions import Fraction

from maturity.messages import knows
from maturity.messages.numbers import decimal, percent
from maturity.scoring.explanation import Node, Turn
from maturity.scoring.plan import TOLERANCE
from maturity.view.explain_words import Words
from maturity.view.wording import (
    against,
    apart,
    rounding_of,
    rubric_text,
    shown_number,
    threshold,
)

_GREATEST_DENOMINATOR = 20
_UNIT = (0.0, 1.0)


def number(words: Words, name: str, value: float) -> str:
    """A number on a measure's own scale: in percent where that is 0 to 1 and no rounding is said."""
    if _in_percent(words, name):
        return percent(value)
    if _on_levels(words, name):
        return decimal(value, _decimals(words, name))
    return shown_number(words.scored, name, value)


def amount(words: Words, name: str, value: float) -> str:
    """What is added to a measure; never nothing where it is something."""
    shown = number(words, name, value)
    if abs(value) > TOLERANCE and not any(digit in shown for digit in "123456789"):
        least = 0.01 if _in_percent(words, name) else 10.0 ** -_decimals(words, name)
        return words.say("less", value=number(words, name, least))
    return shown


def value_of(words: Words, node: Node) -> str:
    """A measure's value with its scale, or the level it stands for."""
    last = node.turns[-1] if node.turns else None
    if last is not None and last.by == "levels":
        return level(words, last)
    shown, least, greatest = number(words, node.id, node.value or 0.0), node.least, node.greatest
    return _on_scale(words, shown, least or 0.0, greatest or 0.0)


def before(words: Words, node: Node, turn: Turn) -> str:
    """A measure's value before a turn, on the scale that it had then."""
    if (turn.least, turn.greatest) == _UNIT:
        decimals = _decimals(words, node.id) if _rounding_is_said(words, node.id) else 0
        return f"{decimal(turn.before * 100, decimals)}%"
    shown = decimal(turn.before, max(2, _decimals(words, node.id)))
    return _on_scale(words, shown, turn.least, turn.greatest)


def level(words: Words, turn: Turn) -> str:
    """A level that a measure was put on."""
    value = decimal(turn.after, 6)
    if turn.rung is None or turn.rung.name is None:
        return words.say("rung", value=value)
    name = rubric_text(words.scored, turn.rung.name, words.language)
    return words.say("rung.named", value=value, name=name)


def share(words: Words, weight: float) -> str:
    """A share in words where there are some: `a quarter`."""
    nearest = Fraction(weight).limit_denominator(_GREATEST_DENOMINATOR)
    key = f"share.{nearest.numerator}.{nearest.denominator}"
    if abs(float(nearest) - weight) <= TOLERANCE and knows(f"explain.{key}", words.language):
        return words.say(key)
    return f"{decimal(weight * 100, 1)}%"


def of_scale(words: Words, name: str, counted: float) -> str:
    """How far along its scale a question counts."""
    column = words.scored.plan.column[name]
    least, greatest = words.scored.plan.least[column], words.scored.plan.greatest[column]
    return f"{decimal(float((counted - least) / (greatest - least)) * 100, 1)}%"


def have(words: Words, need: Node) -> str:
    """Where a measure stands that a step needs, told apart from what it must reach."""
    value, must = need.value or 0.0, need.need or 0.0
    if need.on == "score":
        return against(value, must)
    if _on_levels(words, need.id):
        return words.say("rung", value=decimal(value, 6))
    return apart(value, must, rounding_of(words.scored, need.id))


def asked(words: Words, node: Node) -> str:
    """What is asked of an answer or a measure."""
    if node.id in words.scored.plan.column:
        return words.asked(node)
    must = node.need or 0.0
    if node.on == "score":
        return threshold(must)
    said = decimal(must, 6)
    return words.say("rung", value=said) if _on_levels(words, node.id) else said


def _on_scale(words: Words, shown: str, least: float, greatest: float) -> str:
    if shown.endswith("%"):
        return shown
    ends = {"least": decimal(least, 6), "greatest": decimal(greatest, 6)}
    return words.say("scale.from" if least else "scale.of", value=shown, **ends)


def _decimals(words: Words, name: str) -> int:
    return int(rounding_of(words.scored, name).decimals)


def _in_percent(words: Words, name: str) -> bool:
    measure = words.scored.assessment.measures[name]
    return (measure.least, measure.greatest) == _UNIT and not _rounding_is_said(words, name)


def _rounding_is_said(words: Words, name: str) -> bool:
    rubric = words.scored.rubric
    return rubric.scoring.rounding is not None or any(
        m.rounding is not None for m in rubric.measures if name in {m.id, m.section}
    )


def _on_levels(words: Words, name: str) -> bool:
    """Whether a measure's values are levels."""
    if name not in words.scored.plan.measure:
        return False
    planned = words.scored.plan.measures[words.scored.plan.measure[name]]
    return bool(planned.rungs) and planned.report_on is None
