"""How much is known of many organisations, in words?"""

from __future__ import annotations

from collections.abc import Iterator

from maturity.messages.numbers import grouped, percent
from maturity.view.portfolio_model import CountBar, MissingRow, SpreadGroup
from maturity.view.portfolio_spread import row_of
from maturity.view.portfolio_words import Told

_MOST_QUESTIONS = 10


def coverage(told: Told) -> Iterator[str]:
    """How many answers there are, and what that means for the positions."""
    found, answers = told.portfolio.coverage, told.portfolio.coverage.answers
    applicable = answers.asked - answers.not_applicable
    yield told.say(
        "coverage.answers",
        answered=grouped(answers.answered),
        of=grouped(applicable),
        share=percent(answers.answered / applicable) if applicable else percent(0),
    )
    missing = {
        key: getattr(answers, key)
        for key in ("unknown", "declined", "unanswered")
        if getattr(answers, key)
    }
    if missing:
        parts = [told.say(f"coverage.{key}", count=grouped(n)) for key, n in missing.items()]
        yield told.say("coverage.missing", parts=told.listed(parts))
    yield told.say("coverage.complete", n=found.complete, of=told.of_all(found.complete))
    if found.certain is not None:
        yield told.say("coverage.certain", n=found.certain, of=told.of_all(found.certain))


def coverage_spread(told: Told) -> SpreadGroup | None:
    """The shares answered and not known over the organisations."""
    found = told.portfolio.coverage
    rows = tuple(
        row_of(told, told.say(f"coverage.share.{name}"), shares, percent)
        for name, shares in (("answered", found.answered), ("unknown", found.unknown))
        if shares is not None
    )
    if not rows:
        return None
    caption = told.say("coverage.caption")
    return SpreadGroup("", caption, told.say("coverage.head"), rows)


def missing(told: Told) -> Iterator[MissingRow]:
    """The questions with most missing answers."""
    everybody = told.portfolio.count
    for each in told.portfolio.coverage.questions[:_MOST_QUESTIONS]:
        title = told.short_title(each.question)
        shown = told.of_all(each.missing)
        yield MissingRow(
            title=title,
            missing=CountBar(
                share=each.missing / everybody,
                low=0.0,
                high=0.0,
                shown=shown,
                alt=told.say("missing.alt", title=title, of=shown),
            ),
            unknown=grouped(each.unknown),
        )


def missing_more(told: Told) -> str:
    """How many more questions have missing answers."""
    more = len(told.portfolio.coverage.questions) - _MOST_QUESTIONS
    return told.say("missing.more", n=more, count=grouped(more)) if more > 0 else ""
