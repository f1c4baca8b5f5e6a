"""How are values, scores and thresholds written?

A measure's value is shown by the rubric's `rounding`; scores are whole percents. Neither is ever
rounded onto or over a threshold from which it stands apart.
"""

from __future__ import annotations

from decimal import Decimal

from maturity.messages import say
from maturity.messages.numbers import decimal, fixed, percent
from maturity.model.rubric import Rounding
from maturity.scoring.assess import Scored
from maturity.scoring.plan import TOLERANCE
from maturity.view.wording.names import rubric_text

_MOST_DIGITS = 12
_NEAR_ZERO = 0.02
_HALF_PERCENT = 0.005


def rounding_of(scored: Scored, name: str) -> Rounding:
    """How the values of a measure are shown: its own way, else the rubric's, else one decimal."""
    for measure in scored.rubric.measures:
        if name in {measure.id, measure.section} and measure.rounding is not None:
            return measure.rounding
    return scored.rubric.scoring.rounding or Rounding()


def shown_value(scored: Scored, name: str) -> str:
    """A measure's value as shown, or nothing where it has none."""
    value = scored.assessment.measures[name].value
    return "" if value is None else shown_number(scored, name, value)


def shown_number(scored: Scored, name: str, value: float) -> str:
    """A number on a measure's scale, with the decimals that its value has."""
    rounding = rounding_of(scored, name)
    return fixed(value, int(rounding.decimals), rounding.mode)


def measure_words(scored: Scored, name: str, language: str) -> str:
    """A measure's value on its scale, or the range it lies in when too little is known."""
    measure = scored.assessment.measures[name]
    if measure.greatest is None or measure.least is None:
        return say("report.outside", language)
    if measure.value is None:
        return range_words(scored, name, language)
    return value_words(scored, name, measure.value, language)


def value_words(scored: Scored, name: str, value: float, language: str) -> str:
    """A value of a measure with its scale: `2.3 of 4`, or `3.2 on 1 to 5`."""
    measure = scored.assessment.measures[name]
    least, greatest = measure.least or 0.0, measure.greatest or 0.0
    return say(
        "report.of" if 0 <= least <= _NEAR_ZERO * greatest else "report.on_scale",
        language,
        value=shown_number(scored, name, value),
        least=decimal(least, 6),
        greatest=decimal(greatest, 6),
    )


def range_words(scored: Scored, name: str, language: str, key: str = "report.between") -> str:
    """The range a measure's value lies in, by the message of a key; nothing where it has none."""
    measure = scored.assessment.measures[name]
    ends = (measure.low, measure.high, measure.least, measure.greatest)
    if None in ends:
        return ""
    low, high, least, greatest = (float(end or 0.0) for end in ends)
    first, last = (
        shown_number(scored, name, least + share * (greatest - least)) for share in (low, high)
    )
    if first == last:
        return say("report.roughly", language, value=first)
    return say(key, language, low=first, high=last)


def open_range(scored: Scored, name: str, language: str, key: str = "report.between") -> str:
    """The range that missing answers leave open; nothing where it cannot be seen in the figures."""
    measure = scored.assessment.measures[name]
    low, high = measure.low or 0.0, 1.0 if measure.high is None else measure.high
    width = (measure.greatest or 0.0) - (measure.least or 0.0)
    ends = {shown_number(scored, name, (measure.least or 0.0) + s * width) for s in (low, high)}
    wide = high - low > TOLERANCE and len(ends) > 1
    return range_words(scored, name, language, key) if wide else ""


def level_name(scored: Scored, name: str, language: str) -> str:
    """The name of the level that a measure's value stands for, where the rubric names levels."""
    score = scored.assessment.measures[name].score
    for measure in scored.rubric.measures:
        if name in {measure.id, measure.section} and measure.levels and score is not None:
            first, last = measure.levels[0].value, measure.levels[-1].value
            value = first + score * (last - first)
            for rung in measure.levels:
                if rung.name is not None and abs(rung.value - value) <= TOLERANCE:
                    return rubric_text(scored, rung.name, language)
    return ""


def share_shown(share: float, language: str) -> str:
    """A share in whole percent, in which a few are never none, and most never all."""
    if 0 < share < _HALF_PERCENT or 1 - _HALF_PERCENT < share < 1:
        return say("report.share.under" if share < _HALF_PERCENT else "report.share.over", language)
    return percent(share)


def progress_shown(progress: float) -> str:
    """A progress on a path with two digits: cut, not rounded, since 1.996 has not reached step 2."""
    return fixed(progress, 2, "truncate")


def threshold(share: float) -> str:
    """A share that something must reach, as the rubric says it."""
    return f"{decimal(share * 100, 6)}%"


def against(score: float, need: float) -> str:
    """A score beside the share it must reach, in whole percents where these tell them apart."""
    return f"{apart(score * 100, need * 100)}%"


def apart(value: float, need: float, rounding: Rounding | None = None) -> str:
    """A value beside what it must reach: with more decimals where rounding would hide which is greater."""
    way = rounding or Rounding(decimals=0)
    goal = Decimal(decimal(need, _MOST_DIGITS))
    reached = value >= need - TOLERANCE
    digits = int(way.decimals)
    shown = fixed(value, digits, way.mode)
    while (Decimal(shown) >= goal) != reached and digits < _MOST_DIGITS:
        digits += 1
        shown = fixed(value, digits, way.mode)
    return shown
