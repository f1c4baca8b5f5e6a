"""How do responses become rows of numbers?

Arrays have one row per question and one column per response, so that a question's answers lie
together in memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

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
    return count(plan, ask(plan, _given(plan, responses), responses), responses)


def not_asked(plan: Asking, response: Response) -> frozenset[str]:
    """The ids of the questions that are not asked, given a response's answers so far."""
    responses = [response]
    rows = ask(plan, _given(plan, responses), responses)
    states = zip(plan.questions, rows.states[:, 0], strict=True)
    found = {question.id for question, state in states if state == NOT_ASKED}
    for name, condition in plan.unscored.items():
        holds, undecided = evaluate(condition, lambda part: _compare(part, plan, rows, responses))
        if not (holds | undecided)[0]:
            found.add(name)
    return frozenset(found)


def _given(plan: Asking, responses: Sequence[Response]) -> Rows:
    """The rows as the responses say them, whatever is asked."""
    shape = (len(plan.questions), len(responses))
    given = np.full(shape, np.nan)
    states = np.full(shape, UNANSWERED, dtype=np.uint8)
    for index, response in enumerate(responses):
        for name, answer in response.answers.items():
            column = plan.column.get(name)
            if column is not None:
                states[column, index] = STATE_NAMES.index(answer.state)
                if answer.state == "answered":
                    given[column, index] = native_value(plan.questions[column], answer.answer)
    return Rows(given, states)


def count(plan: ScoringPlan, rows: Rows, responses: Sequence[Response]) -> Rows:
    """The rows with what each given value counts: on the rubric's own scales, as far as it is proven."""
    by_evidence = sorted({cap.column for cap in plan.caps if cap.unless is None})
    if not plan.scales and not by_evidence:
        return rows
    values = rows.values.copy()
    for column in plan.scales:
        for index in map(int, np.flatnonzero(~np.isnan(values[column]))):
            values[column, index] = plan.counted(column, values[column, index])
    for column in by_evidence:
        name = plan.questions[column].id
        for index, response in enumerate(responses):
            if not np.isnan(values[column, index]):
                most = proven_at_most(plan, column, response.answers[name], response.date)
                values[column, index] = min(values[column, index], most)
    return Rows(values, rows.states, rows.values)


def ask(plan: Asking, rows: Rows, responses: Sequence[Response]) -> Rows:
    """The rows with questions whose condition fails marked as not asked.

    A question whose condition is undecided counts as asked and unanswered.
    """

    def compare(condition: Condition) -> Kleene:
        return _compare(condition, plan, rows, responses)

    for column, condition in plan.conditions:
        holds, undecided = evaluate(condition, compare)
        states = np.where(undecided, np.uint8(UNANSWERED), rows.states[column])
        rows.states[column] = np.where(holds | undecided, states, NOT_ASKED)
        rows.values[column][rows.states[column] != ANSWERED] = np.nan
    return rows


def _compare(
    condition: Condition, plan: Asking, rows: Rows, responses: Sequence[Response]
) -> Kleene:
    name = str(condition.question)
    column = plan.column.get(name)
    if column is None:
        return _compare_unscored(condition, plan, rows, responses)
    answered = rows.states[column] == ANSWERED
    if condition.at_least is not None:
        holds = answered & (
            np.nan_to_num(rows.values[column], nan=-np.inf) >= condition.at_least - 1e-9
        )
    else:
        holds = answered & _is(
            plan.questions[column], condition.is_, rows.values[column], responses
        )
    return holds, rows.missing[column]


def _compare_unscored(
    condition: Condition, plan: Asking, rows: Rows, responses: Sequence[Response]
) -> Kleene:
    name = str(condition.question)
    given = [response.answers.get(name, Answer()) for response in responses]
    holds = np.array([a.state == "answered" and a.answer == condition.is_ for a in given])
    missing = np.array([a.state in {"unknown", "declined", "unanswered"} for a in given])
    if name in plan.unscored:
        asked, undecided = evaluate(
            plan.unscored[name], lambda part: _compare(part, plan, rows, responses)
        )
        holds, missing = holds & asked, (missing & asked) | undecided
    return holds, missing


def _is(question: Question, wanted: Any, values: Floats, responses: Sequence[Response]) -> Mask:
    if question.type in {"choice", "multi"}:
        given = [
            response.answers[question.id].answer if question.id in response.answers else None
            for response in responses
        ]
        if question.type == "multi":
            return np.array(
                [isinstance(answer, list | tuple) and wanted in answer for answer in given]
            )
        return np.array([answer == wanted for answer in given])
    return np.abs(values - native_value(question, wanted)) <= 1e-9
