"""Which answers count less than they claim, and why?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from maturity.messages import say
from maturity.model.assessment import Finding
from maturity.model.questionnaire import Condition
from maturity.model.response import Answer
from maturity.model.rubric import Cap
from maturity.scoring.assess import Scored
from maturity.scoring.definitions import capped_questions
from maturity.scoring.encode import native_value
from maturity.scoring.plan import TOLERANCE
from maturity.view.wording.answers import answer_words, given_value
from maturity.view.wording.names import question_of, question_title, rubric_text, titles_of


@dataclass(frozen=True)
class CappedWords:
    """An answer that counts less than it claims: both in words, why, and why the rubric wants it so."""

    question: str
    title: str
    claimed: str
    counted: str
    reason: str
    because: str


def capped(scored: Scored, language: str) -> Iterator[CappedWords]:
    """Every answer that counts less than it claims, in question order."""
    for finding in scored.assessment.findings:
        if finding.code == "capped":
            yield capped_words(scored, finding, language)


def capped_words(scored: Scored, finding: Finding, language: str) -> CappedWords:
    """The words for one such finding."""
    name = finding.questions[0]
    counted = float(finding.values["counted"])
    cap = _deciding(scored, name, counted, by_other=finding.values["why"] == "dependency")
    return CappedWords(
        question=name,
        title=question_title(scored, name, language),
        claimed=answer_words(scored, name, float(finding.values["claimed"]), language),
        counted=answer_words(scored, name, given_value(scored, name, counted), language),
        reason=_reason(scored, name, cap, language),
        because=rubric_text(scored, cap.because, language) if cap else "",
    )


def too_low(scored: Scored, name: str) -> tuple[tuple[str, float], ...]:
    """The answers that hold this one down because they are too low, with what each must reach."""
    return tuple(
        (str(part.question), float(part.at_least))
        for cap in scored.rubric.caps
        if cap.unless is not None and name in capped_questions(cap, scored.questionnaire)
        for part in _failing(scored, cap.unless)
        if part.at_least is not None
    )


def _deciding(scored: Scored, name: str, counted: float, *, by_other: bool) -> Cap | None:
    """The first cap that holds an answer at what it counts."""
    column = scored.plan.column[name]
    least = float(scored.plan.least[column])
    return next(
        (
            cap
            for cap in scored.rubric.caps
            if (cap.unless is not None) == by_other
            and name in capped_questions(cap, scored.questionnaire)
            and abs(max(scored.plan.bound(column, cap.at_most), least) - counted) <= TOLERANCE
        ),
        None,
    )


def _reason(scored: Scored, name: str, cap: Cap | None, language: str) -> str:
    if cap is not None and cap.unless is not None:
        return _depends(scored, cap.unless, language)
    weak = bool(scored.response.answers.get(name, Answer()).evidence)
    return say(f"report.capped.{'weak' if weak else 'unproven'}", language)


def _depends(scored: Scored, condition: Condition, language: str) -> str:
    failing = tuple(_failing(scored, condition))
    names = list(dict.fromkeys(str(part.question) for part in failing))
    low = all(part.at_least is not None for part in failing)
    return say(
        f"report.capped.{'low' if low and names else 'depends'}",
        language,
        n=len(names) or len(set(condition.questions())),
        titles=titles_of(scored, names or dict.fromkeys(condition.questions()), language),
    )


def _failing(scored: Scored, condition: Condition) -> Iterator[Condition]:
    """The comparisons of a condition that do not hold; those under a `not` are left out."""
    if condition.question is not None:
        if not _holds(scored, condition):
            yield condition
    elif condition.not_ is None:
        for part in condition.parts:
            yield from _failing(scored, part)


def _holds(scored: Scored, comparison: Condition) -> bool:
    plan, name = scored.plan, str(comparison.question)
    column = plan.column[name]
    have = float(scored.scores.counted[column, 0])
    if comparison.at_least is not None:
        return have >= plan.counted(column, comparison.at_least) - TOLERANCE
    wanted = native_value(question_of(scored, name), comparison.is_)
    return abs(have - plan.counted(column, wanted)) <= TOLERANCE
