"""What do invented bodies answer, so that the answers hang together as real ones do?

The graded response model (Samejima, Estimation of latent ability using a response pattern of graded
scores, Psychometrika monograph 17, 1969) with normal ogives: behind each answer stands a normal
number, made of what the whole body has in common, of one part for each section the question lies in,
and of one of its own (a Gaussian copula with the tree of sections as its factors); the answer is the
highest option whose threshold it passes. Questions that come later are harder.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from maturity.model.questionnaire import Condition, Question
from maturity.portfolio.coded import Coded, Codes
from maturity.portfolio.example_draws import Stream
from maturity.portfolio.example_items import OWN_LOADING, Item
from maturity.scoring.conditions import Kleene, Mask, evaluate
from maturity.scoring.encode import native_value
from maturity.scoring.plan import Floats

_STEPS_OF_NUMBERS = 1000

_ANSWERED, _NOT_APPLICABLE, _MISSING, _NOT_ASKED = range(4)
_WORDS = ("unknown", "declined", "not_applicable", None, None)
"""What stands in a column for each state from 1 on."""
_UNKNOWN, _DECLINED, _WITHOUT, _LEFT_OUT, _SKIPPED = range(1, 6)
_KINDS_OF_STATE = np.array([_ANSWERED, _MISSING, _MISSING, _NOT_APPLICABLE, _MISSING, _NOT_ASKED])


@dataclass(frozen=True)
class Leaning:
    """How bodies answer, beside what they answer.

    Attributes:
        ahead: How much further each is than the average body, in standard deviations.
        knows_nothing, complete: Which of them say "I don't know" to all, and which leave nothing out.
        ends_at: The place among the items at which each stops answering.
        unanswered, unknown, declined, not_applicable: The chance of each for every question.
        reasons: Why a question does not apply, a list for each body's language.
        languages: Which of these lists is each body's.
        strengths: How much further each is in an outermost section, sections x bodies.
    """

    ahead: Floats
    knows_nothing: Mask
    complete: Mask
    ends_at: Codes
    unanswered: Floats
    unknown: Floats
    declined: Floats
    not_applicable: float
    reasons: Sequence[Sequence[str]]
    languages: Codes
    strengths: Mapping[int, Floats]


@dataclass(frozen=True)
class _Given:
    """The answers to one question, as conditions see them."""

    column: Coded
    states: NDArray[np.intp]
    question: Question


def answers(
    drawn: Sequence[Item], sections: int, stream: Stream, leaning: Leaning
) -> Iterator[Coded]:
    """A column for each question, and one with reasons after each that may not apply.

    Values are an option's value or id, a tuple of ids, a number, a text, a word for the state of
    what has no answer, or None.

    Args:
        drawn: The questions.
        sections: How many sections there are.
        stream: One row for each body; `numbers_per_body` of each are taken.
        leaning: How the bodies answer.
    """
    factors = [stream.bell() for _ in range(sections)]
    given: dict[str, _Given] = {}
    for place, item in enumerate(drawn):
        behind = leaning.ahead + leaning.strengths[item.sections[0]]
        behind = behind + OWN_LOADING * stream.bell()
        for section, loading in zip(item.sections, item.loadings, strict=True):
            behind = behind + loading * factors[section]
        chance = stream.even()
        column = _answered(item, behind, stream)
        states = _states(item, chance, leaning)
        asked = _asked(item.question, given)
        if asked is not None:
            holds, undecided = asked
            states = np.where(undecided, _LEFT_OUT, np.where(holds, states, _SKIPPED))
        stopped = (leaning.ends_at <= place) & (states != _SKIPPED)
        states = np.where(stopped, _LEFT_OUT, states)
        codes = np.where(states == 0, column.codes, len(column.values) + states - 1)
        whole = Coded(item.question.id, codes, [*column.values, *_WORDS])
        given[item.question.id] = _Given(whole, _KINDS_OF_STATE[states], item.question)
        yield whole
        if item.may_not_apply:
            yield _reasons(item, states, stream.even(), leaning)


def _answered(item: Item, behind: Floats, stream: Stream) -> Coded:
    kind = item.question.type
    if kind == "number":
        return _numbers(item.question, behind)
    if kind == "multi":
        return _several(item, behind, stream)
    if kind == "text":
        told = (behind > 0).astype(np.intp)
        return Coded("", told, ["Nothing to add.", "We would like to talk about this."])
    codes = np.zeros(len(behind), dtype=np.intp)
    for cut in item.cuts:
        codes += behind > cut
    return Coded("", codes, item.options)


def _numbers(question: Question, behind: Floats) -> Coded:
    """Numbers along the scale, whole ones where it is long enough."""
    least, greatest = question.scale
    share = np.clip((behind + 2.5) / 5.5, 0.0, 1.0)
    if greatest - least >= 10:
        found = np.clip(np.rint(least + share * (greatest - least)), least, greatest)
    else:
        steps = np.rint(share * _STEPS_OF_NUMBERS)
        found = np.clip(least + steps * ((greatest - least) / _STEPS_OF_NUMBERS), least, greatest)
    values, codes = np.unique(found, return_inverse=True)
    return Coded("", codes.astype(np.intp), [_tidy(value) for value in values.tolist()])


def _tidy(value: float) -> int | float:
    return int(value) if value.is_integer() else float(f"{value:.12g}")


def _several(item: Item, behind: Floats, stream: Stream) -> Coded:
    """Sets of options: those that are passed, and at least the one that comes nearest."""
    margins = np.array([behind + 0.7 * stream.bell() - cut for cut in item.cuts])
    chosen = margins > 0
    nearest = np.argmax(margins, axis=0)
    chosen[nearest, np.arange(len(behind))] = True
    sets, codes = np.unique(chosen.T, axis=0, return_inverse=True)
    values = [
        tuple(option for option, has in zip(item.options, row, strict=True) if has)
        for row in sets.tolist()
    ]
    return Coded("", codes.reshape(-1).astype(np.intp), values)


def _states(item: Item, chance: Floats, leaning: Leaning) -> Codes:
    """0 where a question is answered, else which of the words stands there."""
    states = np.zeros(len(chance), dtype=np.intp)
    edge = leaning.unanswered
    states[chance < edge] = _LEFT_OUT
    for state, share in ((_UNKNOWN, leaning.unknown), (_DECLINED, leaning.declined)):
        states[(chance >= edge) & (chance < edge + share)] = state
        edge = edge + share
    if item.may_not_apply:
        states[(chance >= edge) & (chance < edge + leaning.not_applicable)] = _WITHOUT
    states[leaning.complete] = 0
    states[leaning.knows_nothing] = _UNKNOWN
    return states


def _reasons(item: Item, states: Codes, numbers: Floats, leaning: Leaning) -> Coded:
    values = [reason for reasons in leaning.reasons for reason in reasons]
    sizes = np.array([len(reasons) for reasons in leaning.reasons], dtype=np.intp)
    starts = np.array([0, *np.cumsum(sizes)[:-1]], dtype=np.intp)
    chosen = starts[leaning.languages] + (numbers * sizes[leaning.languages]).astype(np.intp)
    codes = np.where(states == _WITHOUT, chosen, len(values))
    return Coded(f"{item.question.id}:reason", codes, [*values, None])


def _asked(question: Question, given: Mapping[str, _Given]) -> Kleene | None:
    """Where a question is asked, and where that is undecided; None for one without condition."""
    if question.ask_if is None:
        return None
    return evaluate(question.ask_if, lambda part: _compare(part, given[str(part.question)]))


def _compare(condition: Condition, given: _Given) -> Kleene:
    values = given.column.values[: len(given.column.values) - len(_WORDS)]
    if condition.at_least is not None:
        least = condition.at_least - 1e-9
        fits = [_worth(given.question, value) >= least for value in values]
    else:
        fits = [
            condition.is_ in value if isinstance(value, tuple) else _same(value, condition.is_)
            for value in values
        ]
    met = np.array([*fits, *(False for _ in _WORDS)])[given.column.codes]
    return (given.states == _ANSWERED) & met, given.states == _MISSING


def _same(value: Any, wanted: Any) -> bool:
    if isinstance(value, int | float) and isinstance(wanted, int | float):
        return abs(value - wanted) <= 1e-9
    return bool(value == wanted)


def _worth(question: Question, value: Any) -> float:
    if question.type == "text":
        return -math.inf
    return native_value(question, value)
