"""How are answers, and what is asked of them, put into words?"""

from __future__ import annotations

from maturity.messages import say
from maturity.messages.numbers import decimal
from maturity.model.questionnaire import Question, Worth
from maturity.model.values import Portion
from maturity.scoring.assess import Scored
from maturity.scoring.plan import TOLERANCE
from maturity.view.wording.figures import against, apart, rounding_of, threshold
from maturity.view.wording.names import question_of, short, state_of, text_of

_LONGEST_CHOICE = 50


def answer_words(scored: Scored, name: str, value: float, language: str) -> str:
    """What a native value of a question stands for: `level 2`, a choice's text, yes or no, a number."""
    question = question_of(scored, name)
    if question.type == "level":
        return say("report.level", language, value=decimal(value, 6))
    if question.type == "yes_no":
        worth = question.values or Worth()
        sides = {worth.yes: "yes", worth.no: "no"}
        if value in sides:
            return say(f"report.{sides[value]}", language)
    if question.type == "choice" and (text := _choice(scored, question, value, language)):
        return say("report.quoted", language, title=short(text, _LONGEST_CHOICE))
    return say("report.value", language, value=decimal(value, 6))


def _choice(scored: Scored, question: Question, value: float, language: str) -> str:
    return next(
        (
            text_of(scored, choice.text, language)
            for choice in question.choices or ()
            if abs((choice.value or 0) - value) <= TOLERANCE
        ),
        "",
    )


def given_value(scored: Scored, name: str, counted: float) -> float:
    """The native value of an answer that counts so much: the one given, where it is that."""
    column = scored.plan.column[name]
    claimed = float(scored.rows.claimed[column, 0])
    if abs(scored.plan.counted(column, claimed) - counted) <= TOLERANCE:
        return claimed
    return native(scored, name, counted)


def native(scored: Scored, name: str, counted: float) -> float:
    """The native value of a question that counts so much on the rubric's scale of it."""
    scale = scored.plan.scales.get(scored.plan.column[name])
    if scale is None:
        return counted
    low, high = scale.ends
    start, end = float(scale.least), float(scale.greatest)
    share = (counted - low) / (high - low)
    if scale.curve == "linear":
        return start + share * (end - start)
    return float(start * (end / start) ** share)


def less_is_better(scored: Scored, name: str) -> bool:
    """Whether a smaller number counts more, on the rubric's scale of a question."""
    scale = scored.plan.scales.get(scored.plan.column[name])
    return scale is not None and scale.least > scale.greatest


def have_words(scored: Scored, name: str, bound: float, language: str) -> str:
    """Where a question or measure stands that must reach a bound: its answer, its value, or why there is none."""
    if name not in scored.plan.column:
        return _measured(scored, name, bound, language)
    counted = float(scored.scores.counted[scored.plan.column[name], 0])
    if counted != counted:  # noqa: PLR0124 - not a number: there is no answer
        return say(f"report.state.{state_of(scored, name)}", language)
    return answer_words(scored, name, given_value(scored, name, counted), language)


def _measured(scored: Scored, name: str, bound: float, language: str) -> str:
    measure = scored.assessment.measures[name]
    if measure.value is None or measure.score is None:
        return say("report.no_score", language)
    if isinstance(bound, Portion):
        return against(measure.score, bound)
    return apart(measure.value, bound, rounding_of(scored, name))


def need_words(scored: Scored, name: str, bound: float, language: str) -> str:
    """What a question or measure must reach, as the rubric says it: a value, or a share of its scale."""
    if isinstance(bound, Portion):
        key = "report.share" if name in scored.plan.column else "report.value"
        return say(key, language, value=threshold(bound))
    if name in scored.plan.column:
        words = answer_words(scored, name, float(bound), language)
        if less_is_better(scored, name):
            return say("report.at_most", language, value=words)
        return words
    return say("report.value", language, value=decimal(bound, 6))
