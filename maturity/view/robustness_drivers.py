"""Which one answer and which one weight matter most, in sentences?"""

from __future__ import annotations

import math
from collections.abc import Iterator

from maturity.messages import say
from maturity.messages.numbers import fixed, percent
from maturity.model.assessment import Driver, Robustness
from maturity.scoring.assess import Scored
from maturity.scoring.plan import TOLERANCE
from maturity.view.wording import (
    measure_title,
    question_of,
    question_title,
    short,
    state_of,
    title_of,
)

_MOST_DIGITS = 6


def what_matters(scored: Scored, found: Robustness, language: str) -> Iterator[str]:
    """A sentence for each thing that moves the result most, or one that nothing does."""
    if found.answer is None and found.weight is None:
        yield say("robustness.nothing", language)
    if found.answer is not None:
        yield _answer(scored, found, found.answer, language)
    if found.weight is not None:
        yield say(
            "robustness.weight",
            language,
            what=_what(scored, found, language),
            ends=_ends(scored, found, found.weight, "weight", language),
            **_names(scored, found.weight, language),
        )
    if found.draw is not None and percent(found.draw.share or 0.0) != percent(0):
        kind = "weight" if found.draw.question is None else "answer"
        yield say(
            f"robustness.draw.{kind}",
            language,
            share=percent(found.draw.share or 0.0),
            **_names(scored, found.draw, language),
        )


def _answer(scored: Scored, found: Robustness, driver: Driver, language: str) -> str:
    name = driver.question or ""
    if state_of(scored, name) != "answered":
        kind = "missing"
    else:
        kind = "level" if question_of(scored, name).type == "level" else "other"
    return say(
        "robustness.answer",
        language,
        what=_what(scored, found, language),
        ends=_ends(scored, found, driver, kind, language),
        **_names(scored, driver, language),
    )


def _names(scored: Scored, driver: Driver, language: str) -> dict[str, str]:
    if driver.question is not None:
        return {"title": short(question_title(scored, driver.question, language))}
    return {
        "member": short(title_of(scored, driver.member or "", language)),
        "measure": short(measure_title(scored, driver.measure or "", language)),
    }


def _what(scored: Scored, found: Robustness, language: str) -> str:
    if found.outcome is None:
        return say("robustness.you", language)
    title = short(measure_title(scored, found.outcome, language))
    return say("robustness.score", language, title=title)


def _ends(scored: Scored, found: Robustness, driver: Driver, kind: str, language: str) -> str:
    """Where both ends of a change lead: to steps, part of the way to a step, or to scores."""
    low, high = float(driver.low or 0.0), float(driver.high or 0.0)
    words = {
        "low": _way(scored, found, low, f"lower.{kind}", language),
        "high": _way(scored, found, high, f"higher.{kind}", language),
    }
    if found.outcome is not None:
        here, there = _two_shares(low, high)
        return say("robustness.ends.score", language, here=here, there=there, **words)
    steps = [math.floor(end + TOLERANCE) for end in (low, high)]
    if steps[0] == steps[1]:
        here, there = _two_shares(low - steps[0], high - steps[0])
        number = steps[0] + 1
        return say("robustness.ends.way", language, here=here, there=there, number=number, **words)
    here, there = (place_words(step, language) for step in steps)
    return say("robustness.ends.steps", language, here=here, there=there, **words)


def _way(scored: Scored, found: Robustness, end: float, key: str, language: str) -> str:
    """What is changed; an end at which nothing moves is called what it is."""
    now = _now(scored, found)
    if not key.endswith("missing") and now is not None and abs(end - now) <= TOLERANCE:
        return say("robustness.as_it_is", language)
    return say(f"robustness.{key}", language)


def _now(scored: Scored, found: Robustness) -> float | None:
    """The result as it is, the way `Driver` counts it."""
    if found.outcome is not None:
        return scored.assessment.measures[found.outcome].score
    path = scored.assessment.path
    if path is None:
        return None
    return float(path.position) if path.progress is None else path.progress


def _two_shares(low: float, high: float) -> tuple[str, str]:
    """Two shares as percents, with as many decimals as it takes to tell them apart, and from 100%."""
    for digits in range(_MOST_DIGITS + 1):
        texts = fixed(low * 100, digits), fixed(high * 100, digits)
        whole = [
            share < 1 - TOLERANCE and float(text) >= 100
            for share, text in zip((low, high), texts, strict=True)
        ]
        if texts[0] != texts[1] and not any(whole):
            break
    return f"{texts[0]}%", f"{texts[1]}%"


def place_words(place: int, language: str) -> str:
    """Where one stands: `on step 2`."""
    if place == 0:
        return say("robustness.at.start", language)
    return say("robustness.at.step", language, number=place)
