"""How do responses become rows of numbers?

Arrays have one row per question and one column per response, so that a question's answers lie
together in memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from maturity.model.assessment import AskedState
from maturity.model.questionnaire import Condition, Question, Worth
from maturity.model.response import Answer, Response
from maturity.scoring.conditions import Kleene, Mask, evaluate
from maturity.scoring.evidence import proven_at_most
from maturity.scoring.plan import Asking, Floats, ScoringPlan

ANSWERED: Final = 0
NOT_APPLICABLE: Final = 1
UNKNOWN: Final = 2
DECLINED: Final = 3
UNANSWERED: Final = 4
NOT_ASKED: Final = 5
STATE_NAMES: Final[tuple[AskedState, ...]] = (
    "answered",
    "not_applicable",
    "unknown",
    "declined",
    "unanswered",
    "not_asked",
)
_NUMBERS: Final = {name: number for number, name in enumerate(STATE_NAMES)}

States = NDArray[np.uint8]


@dataclass(frozen=True)
class Rows:
    """Answers of many responses.

    Attributes:
        values: What answers count, questions x responses; NaN where there is no answer.
        states: One of the state numbers of this module, same shape.
        given: What the answers themselves say, same shape; None where that is what they count.
    """

    values: Floats
    states: States
    given: Floats | None = None

    @property
    def applicable(self) -> Mask:
        """Where a question is asked and applies."""
        return np.asarray((self.states != NOT_APPLICABLE) & (self.states != NOT_ASKED))

    @property
    def missing(self) -> Mask:
        """Where a question applies but has no answer."""
        return np.asarray((self.states >= UNKNOWN) & (self.states <= UNANSWERED))

    @property
    def claimed(self) -> Floats:
        """What the answers themselves say."""
        return self.values if self.given is None else self.given

    def repeated(self, times: int) -> Rows:
        """So many copies of a single response, to be changed one by one."""
        return Rows(np.repeat(self.values, times, axis=1), np.repeat(self.states, times, axis=1))

    def between(self, start: int, end: int) -> Rows:
        """The responses from one place up to another, without copying them."""
        given = None if self.given is None else self.given[:, start:end]
        return Rows(self.values[:, start:end], self.states[:, start:end], given)


class Said(Protocol):
    """What responses say beside numbers: the answers to a question, one for each response."""

    def answers(self, name: str) -> Sequence[Answer]:
        """To one question, in the order of the rows."""

    def date(self, index: int) -> date:
        """Of the response in one row."""


class SaidByResponses:
    """What is said by responses as files hold them."""

    def __init__(self, responses: Sequence[Response]) -> None:
        self._responses = responses

    def answers(self, name: str) -> Sequence[Answer]:
        """To one question, in the order of the responses."""
        return [response.answers.get(name, Answer()) for response in self._responses]

    def date(self, index: int) -> date:
        """Of one response."""
        return self._responses[index].date


def native_value(question: Question, answer: Any) -> float:
    """What a valid answer to a scored question is worth."""
    if question.type == "yes_no":
        worth = question.values or Worth()
        return worth.yes if answer else worth.no
    if question.type in {"choice", "multi"}:
        worths = {choice.id: choice.value or 0 for choice in question.choices or ()}
        return sum(worths[c] for c in answer) if question.type == "multi" else worths[answer]
    return float(answer)


def encode(plan: ScoringPlan, responses: Sequence[Response]) -> Rows:
    """The rows of valid responses, with `ask_if` conditions evaluated in asking order."""
    return encode_given(plan, _given(plan, responses), SaidByResponses(responses))


def encode_given(plan: ScoringPlan, given: Rows, said: Said) -> Rows:
    """The rows of valid answers that stand in arrays already, whatever is asked; changes `given`."""
    return _counted(plan, _asked(plan, given, said), said)


def not_asked(plan: Asking, response: Response) -> frozenset[str]:
    """The ids of the questions that are not asked, given a response's answers so far."""
    said = SaidByResponses([response])
    rows = _asked(plan, _given(plan, [response]), said)
    states = zip(plan.questions, rows.states[:, 0], strict=True)
    found = {question.id for question, state in states if state == NOT_ASKED}
    for name, condition in plan.unscored.items():
        holds, undecided = evaluate(condition, lambda part: _compare(part, plan, rows, said))
        if not (holds | undecided)[0]:
            found.add(name)
    return frozenset(found)


def _given(plan: Asking, responses: Sequence[Response]) -> Rows:
    """The rows as the responses say them, whatever is asked."""
    shape = (len(plan.questions), len(responses))
    given = np.full(shape, np.nan)
    states = np.full(shape, UNANSWERED, dtype=np.uint8)
    for index, response in enumerate(responses):
        columns, found, values = [], [], []
        for name, answer in response.answers.items():
            column = plan.column.get(name)
            if column is not None:
                state = _NUMBERS[answer.state]
                columns.append(column)
                found.append(state)
                is_given = state == ANSWERED
                values.append(
                    native_value(plan.questions[column], answer.answer) if is_given else np.nan
                )
        states[columns, index] = found
        given[columns, index] = values
    return Rows(given, states)


def _counted(plan: ScoringPlan, rows: Rows, said: Said) -> Rows:
    """The rows with what each given value counts: on the rubric's own scales, as far as it is proven."""
    by_evidence = sorted({cap.column for cap in plan.caps if cap.unless is None})
    if not plan.scales and not by_evidence:
        return rows
    values = rows.values.copy()
    for column in plan.scales:
        for index in map(int, np.flatnonzero(~np.isnan(values[column]))):
            values[column, index] = plan.counted(column, values[column, index])
    for column in by_evidence:
        for index, answer in enumerate(said.answers(plan.questions[column].id)):
            if not np.isnan(values[column, index]):
                most = proven_at_most(plan, column, answer, said.date(index))
                values[column, index] = min(values[column, index], most)
    return Rows(values, rows.states, rows.values)


def _asked(plan: Asking, rows: Rows, said: Said) -> Rows:
    """The rows with questions whose condition fails marked as not asked.

    A question whose condition is undecided counts as asked and unanswered.
    """

    def compare(condition: Condition) -> Kleene:
        return _compare(condition, plan, rows, said)

    for column, condition in plan.conditions:
        holds, undecided = evaluate(condition, compare)
        states = np.where(undecided, np.uint8(UNANSWERED), rows.states[column])
        rows.states[column] = np.where(holds | undecided, states, NOT_ASKED)
        rows.values[column][rows.states[column] != ANSWERED] = np.nan
    return rows


def _compare(condition: Condition, plan: Asking, rows: Rows, said: Said) -> Kleene:
    name = str(condition.question)
    column = plan.column.get(name)
    if column is None:
        return _compare_unscored(condition, plan, rows, said)
    answered = rows.states[column] == ANSWERED
    if condition.at_least is not None:
        holds = answered & (
            np.nan_to_num(rows.values[column], nan=-np.inf) >= condition.at_least - 1e-9
        )
    else:
        holds = answered & _is(plan.questions[column], condition.is_, rows.values[column], said)
    return holds, rows.missing[column]


def _compare_unscored(condition: Condition, plan: Asking, rows: Rows, said: Said) -> Kleene:
    name = str(condition.question)
    given = said.answers(name)
    holds = np.array([a.state == "answered" and a.answer == condition.is_ for a in given])
    missing = np.array([a.state in {"unknown", "declined", "unanswered"} for a in given])
    if name in plan.unscored:
        asked, undecided = evaluate(
            plan.unscored[name], lambda part: _compare(part, plan, rows, said)
        )
        holds, missing = holds & asked, (missing & asked) | undecided
    return holds, missing


def _is(question: Question, wanted: Any, values: Floats, said: Said) -> Mask:
    if question.type in {"choice", "multi"}:
        given = [answer.answer for answer in said.answers(question.id)]
        if question.type == "multi":
            return np.array(
                [isinstance(answer, list | tuple) and wanted in answer for answer in given]
            )
        return np.array([answer == wanted for answer in given])
    return np.abs(values - native_value(question, wanted)) <= 1e-9
