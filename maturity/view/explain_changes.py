"""How is it said which changed answers would reach or lose a step?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from maturity.messages import say
from maturity.messages.numbers import listing
from maturity.model.questionnaire import Question
from maturity.scoring.changes import Change, Changes, Way, Ways
from maturity.view.explain_words import Line, Words
from maturity.view.wording import answer_words, question_of, short, text_of

_MOST_LINES = 6
_STATES = frozenset({"unknown", "declined", "unanswered"})


def change_lines(words: Words, changes: Changes, *, position: bool) -> Iterator[Line]:
    """What would reach a step, and what would lose one.

    Args:
        words: Says it.
        changes: The smallest changes.
        position: Whether they are about where one stands, rather than about one step.
    """
    if changes.up is not None:
        yield _ways(words, changes.up, "reach" if position else "hold")
    if changes.down is not None:
        yield _ways(words, changes.down, "lose")


def _ways(words: Words, ways: Ways, key: str) -> Line:
    number = words.step(ways.step)
    lines = list(_single(words, ways.single) if ways.single else _pairs(words, ways.pairs))
    if ways.needs is None:
        return Line(words.say(f"change.{key}.far", number=number))
    if ways.single:
        form = ".only" if len(ways.single) == 1 else ""
    else:
        form = ".pair" if len(ways.pairs) == 1 else ".pairs"
    return Line(
        words.say(f"change.{key}{form}", number=number), children=tuple(_some(words, lines, ways))
    )


def _some(words: Words, lines: Sequence[tuple[str, int]], ways: Ways) -> Iterator[Line]:
    """The first lines, and how many more changes there are."""
    for text, _ in lines[:_MOST_LINES]:
        yield Line(text)
    more = ways.more + sum(count for _, count in lines[_MOST_LINES:])
    if more:
        yield Line(words.say("more", n=more))


def _single(words: Words, single: Sequence[Way]) -> Iterator[tuple[str, int]]:
    """A sentence for all questions that change alike, with how many they are."""
    groups: dict[tuple[Any, ...], list[Change]] = {}
    for way in single:
        change = way.changes[0]
        given, other = _ends(words, change)
        groups.setdefault((change.steps, change.proves, given, other), []).append(change)
    for (_, _, given, other), group in groups.items():
        titles = words.titles([change.question for change in group], "or")
        said = words.say(
            f"change.{_kind(group[0])}",
            n=len(group),
            titles=titles,
            given=given,
            other=other,
            state=given,
        )
        yield said, len(group)


def _pairs(words: Words, pairs: Sequence[Way]) -> Iterator[tuple[str, int]]:
    for way in pairs:
        one, two = way.changes
        ends = _ends(words, one)
        if _kind(one) == _kind(two) == "goes" and ends == _ends(words, two):
            titles = words.titles([one.question, two.question])
            yield words.say("change.both", titles=titles, given=ends[0], other=ends[1]), 1
        else:
            said = words.say("change.pair", one=_part(words, one), two=_part(words, two))
            yield said[:1].upper() + said[1:], 1


def _part(words: Words, change: Change) -> str:
    given, other = _ends(words, change)
    return words.say(
        f"change.{_kind(change)}.part",
        titles=words.titles([change.question]),
        given=given,
        other=other,
        state=given,
    )


def way_words(words: Words, way: Way) -> str:
    """One way of change as a sentence."""
    found = _single(words, (way,)) if len(way.changes) == 1 else _pairs(words, (way,))
    return next(said for said, _ in found)


def _kind(change: Change) -> str:
    """Whether an answer goes elsewhere, becomes known, or is proven."""
    if change.proves:
        return "proven"
    return "known" if _is_state(change.given) else "goes"


def _is_state(given: Any) -> bool:
    return isinstance(given, str) and given in _STATES


def _ends(words: Words, change: Change) -> tuple[str, str]:
    question = question_of(words.scored, change.question)
    given = (
        words.say(f"state.{change.given}")
        if _is_state(change.given)
        else _answer(words, question, change.given)
    )
    return given, _answer(words, question, change.other)


def _answer(words: Words, question: Question, answer: Any) -> str:
    """An answer as a response says it, in words."""
    if question.type in {"choice", "multi"}:
        chosen = answer if isinstance(answer, list | tuple) else (answer,)
        texts = [
            say(
                "report.quoted",
                words.language,
                title=short(text_of(words.scored, choice.text, words.language)),
            )
            for choice in question.choices or ()
            if choice.id in chosen
        ]
        return listing(texts, say("report.and", words.language)) or words.say("change.none")
    if question.type == "yes_no":
        return say(f"report.{'yes' if answer else 'no'}", words.language)
    return answer_words(words.scored, question.id, float(answer), words.language)
