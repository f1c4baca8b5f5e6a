"""How are the answers of one response told, question by question?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from maturity.messages import say
from maturity.messages.numbers import day, decimal, listing
from maturity.model.response import Answer
from maturity.view import report_model as told
from maturity.view.wording import measure_words, state_of, text_of

if TYPE_CHECKING:
    from maturity.model.questionnaire import Choice, GridAxis, ProfileQuestion, Question, Section
    from maturity.scoring.assess import Scored


def chapters(scored: Scored, language: str) -> Iterator[told.Chapter]:
    """Every question with its answer, by area and section, in reading order."""
    for area in scored.questionnaire.sections:
        parts = tuple(
            _part(scored, section, language) for section in area.walk() if section.questions
        )
        yield told.Chapter(id=area.id, title=text_of(scored, area.title, language), parts=parts)


def _part(scored: Scored, section: Section, language: str) -> told.Part:
    measure = scored.assessment.measures.get(section.id)
    return told.Part(
        id=section.id,
        title=text_of(scored, section.title, language),
        summary=text_of(scored, section.summary, language),
        shown=measure_words(measure, language) if measure else "",
        questions=tuple(_question(scored, question, language) for question in section.questions),
    )


def _question(scored: Scored, question: Question, language: str) -> told.Question:
    answer = scored.response.answers.get(question.id, Answer())
    state = state_of(scored, question.id) if question.is_scored else answer.state
    value = _value(scored, question)
    name, text = _meaning(scored, question, answer, value, language)
    next_title, next_text = _next(scored, question, value, language)
    least, greatest = question.scale
    answered = state == "answered"
    return told.Question(
        id=question.id,
        title=text_of(scored, question.title or question.ask, language),
        ask=text_of(scored, question.ask, language) if question.title else "",
        state=state,
        badge=name if answered else say(f"report.badge.{state}", language),
        share=(value - least) / (greatest - least)
        if value is not None and greatest > least
        else None,
        text=text if answered else say(f"report.meaning.{state}", language),
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


def _value(scored: Scored, question: Question) -> float | None:
    if question.id not in scored.plan.column:
        return None
    value = float(scored.rows.values[scored.plan.column[question.id], 0])
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
        chosen = _choices(
            scored,
            question.choices or (),
            given if isinstance(given, list | tuple) else [given],
            language,
        )
        return say("report.badge.answered", language), chosen
    if question.type == "yes_no" and isinstance(given, bool):
        return say("report.badge.yes" if given else "report.badge.no", language), ""
    return say("report.badge.answered", language), decimal(given, 6) if isinstance(
        given, int | float
    ) else str(given or "")


def _choices(scored: Scored, choices: tuple[Choice, ...], given: Any, language: str) -> str:
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
    grades = {
        grade.id: text_of(scored, grade.text, language)
        for grade in scored.questionnaire.evidence_grades
    }
    for each in answer.evidence:
        detail = [day(each.date)] if each.date else []
        if each.grade:
            detail.append(grades.get(each.grade, each.grade))
        yield told.Proof(title=each.title, url=each.url or "", detail=" · ".join(detail))


def profile(scored: Scored, language: str) -> Iterator[told.ProfileAnswer]:
    """The unscored answers about the organisation; published figures stand beside them."""
    for question in scored.questionnaire.profile:
        if question.type == "grid":
            continue
        given = scored.response.profile.get(question.id)
        yield told.ProfileAnswer(
            title=text_of(scored, question.title or question.ask, language),
            answer=_profile_answer(scored, question, given, language),
            context=tuple(
                told.Context(text_of(scored, each.text, language), each.source)
                for each in question.context
            )
            if given is not None
            else (),
        )


def _profile_answer(scored: Scored, question: ProfileQuestion, given: Any, language: str) -> str:
    if given is None:
        return say("report.state.unanswered", language)
    if question.type == "choice":
        return _choices(scored, question.choices or (), [given], language)
    return str(given)


def grids(scored: Scored, language: str) -> Iterator[told.Grid]:
    """The unscored answers that are tables, such as benefits."""
    for question in scored.questionnaire.profile:
        given = scored.response.profile.get(question.id)
        if (
            question.type != "grid"
            or not given
            or question.rows is None
            or question.columns is None
        ):
            continue
        by_row = {str(each[question.rows.name]): str(each[question.columns.name]) for each in given}
        title = text_of(scored, question.title or question.ask, language)
        yield told.Grid(
            title=title,
            ask=text_of(scored, question.ask, language),
            heads=(say("report.grid.what", language), say("report.grid.how", language)),
            rows=tuple(_grid_rows(scored, question.rows, question.columns, by_row, language)),
        )


def _grid_rows(
    scored: Scored, rows: GridAxis, columns: GridAxis, given: dict[str, str], language: str
) -> Iterator[tuple[str, str]]:
    """The rows with an answer, strongest answer first."""
    rank = {choice.id: index for index, choice in enumerate(columns.choices)}
    texts = {choice.id: text_of(scored, choice.text, language) for choice in columns.choices}
    named = [row for row in rows.choices if row.id in given]
    for row in sorted(named, key=lambda row: rank.get(given[row.id], len(rank))):
        yield text_of(scored, row.text, language), texts.get(given[row.id], given[row.id])
