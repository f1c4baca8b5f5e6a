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
from maturity.scoring.plan import Floats, ScoringPlan

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
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Rows:
    """Answers of many responses.

    Attributes:
        values: Native values, questions x responses; NaN where there is no answer.
        states: One of the state numbers of this module, same shape.
    """

    values: Floats
    states: States

    @property
    def applicable(self) -> Mask:
        """Where a question is asked and applies."""
        return np.asarray((self.states != NOT_APPLICABLE) & (self.states != NOT_ASKED))

    @property
    def missing(self) -> Mask:
        """Where a question applies but has no answer."""
        return np.asarray((self.states >= UNKNOWN) & (self.states <= UNANSWERED))

    def filled(self, values: Floats) -> Rows:
        """The same rows with every missing answer taken from one value per question."""
        missing = self.missing
        return Rows(
            np.where(missing, values[:, None], self.values),
            np.where(missing, ANSWERED, self.states).astype(np.uint8),
        )

    def repeated(self, times: int) -> Rows:
        """So many copies of a single response, to be changed one by one."""
        return Rows(np.repeat(self.values, times, axis=1), np.repeat(self.states, times, axis=1))


def side_by_side(*rows: Rows) -> Rows:
    """The responses of several row sets in one."""
    return Rows(
        np.concatenate([r.values for r in rows], axis=1),
        np.concatenate([r.states for r in rows], axis=1),
    )


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
    shape = (len(plan.questions), len(responses))
    values = np.full(shape, np.nan)
    states = np.full(shape, UNANSWERED, dtype=np.uint8)
    for index, response in enumerate(responses):
        for name, answer in response.answers.items():
            column = plan.column.get(name)
            if column is not None:
                states[column, index] = STATE_NAMES.index(answer.state)
                if answer.state == "answered":
                    values[column, index] = native_value(plan.questions[column], answer.answer)
    return ask(plan, Rows(values, states), responses)


def ask(plan: ScoringPlan, rows: Rows, responses: Sequence[Response]) -> Rows:
    """The rows with questions whose condition fails marked as not asked.

    A question whose condition is undecided counts as asked and unanswered.
    """
    for column, condition in plan.conditions:
        holds, undecided = _evaluate(condition, plan, rows, responses)
        states = np.where(undecided, np.uint8(UNANSWERED), rows.states[column])
        rows.states[column] = np.where(holds | undecided, states, NOT_ASKED)
        rows.values[column][rows.states[column] != ANSWERED] = np.nan
    return rows


def _evaluate(
    condition: Condition, plan: ScoringPlan, rows: Rows, responses: Sequence[Response]
) -> tuple[Mask, Mask]:
    """Kleene's three-valued logic: (holds, undecided) for each response."""
    if condition.question is not None:
        return _compare(condition, plan, rows, responses)
    parts = [_evaluate(part, plan, rows, responses) for part in condition.parts]
    if condition.not_ is not None:
        holds, undecided = parts[0]
        return ~holds & ~undecided, undecided
    holding = np.array([holds for holds, _ in parts])
    possible = np.array([holds | undecided for holds, undecided in parts])
    combine = np.all if condition.all_ is not None else np.any
    holds = combine(holding, axis=0)
    return holds, combine(possible, axis=0) & ~holds


def _compare(
    condition: Condition, plan: ScoringPlan, rows: Rows, responses: Sequence[Response]
) -> tuple[Mask, Mask]:
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
    condition: Condition, plan: ScoringPlan, rows: Rows, responses: Sequence[Response]
) -> tuple[Mask, Mask]:
    name = str(condition.question)
    given = [response.answers.get(name, Answer()) for response in responses]
    holds = np.array([a.state == "answered" and a.answer == condition.is_ for a in given])
    missing = np.array([a.state in {"unknown", "declined", "unanswered"} for a in given])
    if name in plan.unscored:
        asked, undecided = _evaluate(plan.unscored[name], plan, rows, responses)
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
