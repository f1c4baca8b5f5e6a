"""How are the answers of one response told, question by question?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from maturity.messages import say
from maturity.messages.numbers import day, decimal, listing
from maturity.model.response import Answer
from maturity.view import report_model as told
from maturity.view.wording import capped, measure_words, state_of, text_of

if TYPE_CHECKING:
    from maturity.model.questionnaire import Choice, Question, Section
    from maturity.scoring.assess import Scored
    from maturity.view.wording import CappedWords

    Lowered = Mapping[str, CappedWords]

_MOST_STEPS = 11


def chapters(scored: Scored, language: str) -> Iterator[told.Chapter]:
    """Every question with its answer, by area and section, in reading order."""
    lowered = {words.question: words for words in capped(scored, language)}
    for area in scored.questionnaire.sections:
        parts = tuple(
            _part(scored, section, lowered, language)
            for section in area.walk()
            if section.questions
        )
        yield told.Chapter(id=area.id, title=text_of(scored, area.title, language), parts=parts)


def _part(scored: Scored, section: Section, lowered: Lowered, language: str) -> told.Part:
    return told.Part(
        id=section.id,
        title=text_of(scored, section.title, language),
        summary=text_of(scored, section.summary, language),
        shown=measure_words(scored, section.id, language)
        if section.id in scored.assessment.measures
        else "",
        questions=tuple(
            _question(scored, section, question, lowered, language)
            for question in section.questions
        ),
    )


def _question(
    scored: Scored, section: Section, question: Question, lowered: Lowered, language: str
) -> told.Question:
    answer = scored.response.answers.get(question.id, Answer())
    state = state_of(scored, question.id) if question.is_scored else answer.state
    value = _value(scored, question)
    name, text = _meaning(scored, question, answer, value, language)
    next_title, next_text = _next(scored, question, value, language)
    answered = state == "answered"
    return told.Question(
        id=question.id,
        title=text_of(scored, question.title or question.ask, language),
        ask=text_of(scored, question.ask, language) if question.title else "",
        state=state,
        badge=name if answered else say(f"report.badge.{state}", language),
        share=_up_the_ladder(question, value),
        steps=len(question.levels or ()) - 1,
        text=text if answered else _left_out(scored, section, state, language),
        capped=_capped(lowered.get(question.id), language),
        note=answer.reason if state == "not_applicable" and answer.reason else answer.note or "",
        note_label=say(
            "report.reason" if state == "not_applicable" and answer.reason else "report.note",
            language,
        ),
        remarks=tuple(_remarks(answer, state, language)),
        evidence=tuple(_evidence(scored, answer, language)),
        next_title=next_title if answered else "",
        next_text=next_text if answered else "",
    )


def _up_the_ladder(question: Question, value: float | None) -> float | None:
    """How far up an answer is, counted in levels."""
    places = [level.value for level in question.levels or ()]
    if question.type != "level" or value not in places or not 1 < len(places) <= _MOST_STEPS:
        return None
    return places.index(value) / (len(places) - 1)


def _left_out(scored: Scored, section: Section, state: str, language: str) -> str:
    """What it means that there is no answer, by the rubric's rule for it."""
    said = say(f"report.meaning.{state}", language)
    place = scored.plan.measure.get(section.id)
    if place is None or state == "not_asked":
        return said
    measure = scored.plan.measures[place]
    rule = (
        f"not_applicable.{measure.not_applicable}"
        if state == "not_applicable"
        else f"missing.{measure.missing}"
    )
    return f"{said} {say(f'report.meaning.{rule}', language)}"


def _capped(words: CappedWords | None, language: str) -> str:
    """That an answer counts less than it claims, and why the rubric wants it so."""
    if words is None:
        return ""
    said = say("report.answer.capped", language, claimed=words.claimed, counted=words.counted)
    reason = words.because or say("report.answer.capped.because", language, reason=words.reason)
    return f"{said} {reason}"


def _value(scored: Scored, question: Question) -> float | None:
    """What the answer itself says, whatever it counts."""
    if question.id not in scored.plan.column:
        return None
    value = float(scored.rows.claimed[scored.plan.column[question.id], 0])
    return value if value == value else None  # noqa: PLR0124


def _meaning(
    scored: Scored, question: Question, answer: Answer, value: float | None, language: str
) -> tuple[str, str]:
    """A short name for an answer, and what it means in full."""
    given = answer.answer
    if question.type == "level":
        level = next((each for each in question.levels or () if each.value == value), None)
        if level is not None:
            top = question.scale[1]
            number = say(
                "report.badge.level",
                language,
                value=decimal(level.value, 6),
                greatest=decimal(top, 6),
            )
            name = text_of(scored, level.name, language)
            return (f"{number} · {name}" if name else number), text_of(scored, level.text, language)
    if question.type in {"choice", "multi"}:
        texts = chosen(
            scored,
            question.choices or (),
            given if isinstance(given, list | tuple) else [given],
            language,
        )
        return say("report.badge.answered", language), texts
    if question.type == "yes_no" and isinstance(given, bool):
        return say("report.badge.yes" if given else "report.badge.no", language), ""
    return say("report.badge.answered", language), decimal(given, 6) if isinstance(
        given, int | float
    ) else str(given or "")


def chosen(scored: Scored, choices: tuple[Choice, ...], given: Any, language: str) -> str:
    """The texts of the choices that were given, as a list in words."""
    texts = {choice.id: text_of(scored, choice.text, language) for choice in choices}
    return listing([texts.get(str(each), str(each)) for each in given], say("report.and", language))


def _next(
    scored: Scored, question: Question, value: float | None, language: str
) -> tuple[str, str]:
    """The level above the present one."""
    if question.type != "level" or value is None:
        return "", ""
    above = next((level for level in question.levels or () if level.value > value), None)
    if above is None:
        return say("report.question.top", language), ""
    name = text_of(scored, above.name, language)
    number = decimal(above.value, 6)
    key = "report.question.next" if name else "report.question.next.plain"
    return say(key, language, value=number, name=name), text_of(scored, above.text, language)


def _remarks(answer: Answer, state: str, language: str) -> Iterator[str]:
    if answer.confidence:
        yield say(f"report.confidence.{answer.confidence}", language)
    if answer.follow_up:
        yield say("report.follow_up", language)
    if state == "answered" and not answer.evidence:
        yield say("report.no_evidence", language)


def _evidence(scored: Scored, answer: Answer, language: str) -> Iterator[told.Proof]:
    for each in answer.evidence:
        detail = [day(each.date)] if each.date else []
        if each.grade:
            detail.append(_grade(scored, each.grade, language))
        yield told.Proof(title=each.title, url=each.url or "", detail=" · ".join(detail))


def _grade(scored: Scored, name: str, language: str) -> str:
    for grade in scored.questionnaire.evidence_grades:
        if grade.id == name:
            return text_of(scored, grade.text, language)
    return name
