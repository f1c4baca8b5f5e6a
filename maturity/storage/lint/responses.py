"""Which mistakes can a response hold, against the questionnaire it answers?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from maturity.diagnostics import MOST_GUESSES, Diagnostic, Guesses, Route, nearest
from maturity.model.questionnaire import ProfileQuestion, Question, Questionnaire
from maturity.model.response import Answer, Response
from maturity.model.rubric import Rubric
from maturity.model.values import STATES
from maturity.storage.documents import Document
from maturity.storage.lint import targets


def lint(
    document: Document, response: Response, questionnaire: Questionnaire, rubric: Rubric | None
) -> list[Diagnostic]:
    """Every mistake of a response; its target against the rubric only when there is one."""
    return [
        *_answers(document, response, questionnaire),
        *_profile(document, response, questionnaire),
        *_respondent(document, response, questionnaire),
        *targets.of_response(document, response, questionnaire, rubric),
    ]


def _answers(
    document: Document, response: Response, questionnaire: Questionnaire
) -> Iterator[Diagnostic]:
    questions = questionnaire.by_id
    grades = [grade.id for grade in questionnaire.evidence_grades]
    known, guesses = list(questions), Guesses()
    for name, answer in response.answers.items():
        route: Route = ("answers", name)
        if name not in questions:
            # A key with nothing behind it, such as a new file has for every question, says nothing.
            if answer != Answer():
                near = guesses.near(name, known)
                yield document.diagnose("MA101", route, of_key=True, id=name, near=near)
            continue
        said = document.value["answers"][name]
        if (
            type(said) is int
            and questions[name].type == "level"
            and said in questions[name].level_values
        ):
            continue
        value: Route = (*route, "answer") if isinstance(said, dict) else route
        yield from _state(document, answer, value)
        if answer.state == "answered":
            yield from _CHECKS[questions[name].type](
                document, questions[name], answer.answer, value
            )
        for index, evidence in enumerate(answer.evidence):
            if grades and evidence.grade is not None and evidence.grade not in grades:
                where = (*route, "evidence", index, "grade")
                yield document.diagnose(
                    "MA117",
                    where,
                    found=evidence.grade,
                    known=grades,
                    near=nearest(evidence.grade, grades),
                )


def _state(document: Document, answer: Answer, route: Route) -> Iterator[Diagnostic]:
    if answer.state == "not_applicable" and answer.reason is None:
        yield document.diagnose("MA105", route)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _near_state(value: Any) -> str | None:
    return nearest(value, STATES[1:]) if isinstance(value, str) else None


def _level(
    document: Document, question: Question, value: Any, route: Route
) -> Iterator[Diagnostic]:
    levels = question.level_values
    if not _is_number(value):
        yield document.diagnose(
            "MA102",
            route,
            expected="level",
            found=value,
            levels=list(levels),
            near=_near_state(value),
        )
    elif value not in levels:
        top = question.levels[-1] if question.levels else None
        name = top.name or top.text if top else ""
        top_name = name if isinstance(name, str) else next(iter(name.values()))
        variant = "between" if levels[0] < value < levels[-1] else "outside"
        yield document.diagnose(
            "MA103",
            route,
            variant=variant,
            found=value,
            levels=list(levels),
            top=levels[-1],
            name=top_name,
        )


def _choice(
    document: Document, question: Question, value: Any, route: Route, *, guess: bool = True
) -> Iterator[Diagnostic]:
    known = [choice.id for choice in question.choices or ()]
    if value not in known:
        near = nearest(value, [*known, *STATES[1:]]) if guess else None
        yield document.diagnose("MA104", route, found=value, known=known, near=near)


def _multi(
    document: Document, question: Question, value: Any, route: Route
) -> Iterator[Diagnostic]:
    if not isinstance(value, list):
        yield document.diagnose(
            "MA102", route, expected="choices", found=value, near=_near_state(value)
        )
        return
    known = {choice.id for choice in question.choices or ()}
    seen: set[str] = set()
    for index, item in enumerate(value):
        if not isinstance(item, str) or item not in known:
            guess = index < MOST_GUESSES
            yield from _choice(document, question, item, (*route, index), guess=guess)
        elif item in seen:
            yield document.diagnose("MA116", (*route, index), found=item)
        else:
            seen.add(item)


def _yes_no(
    document: Document, question: Question, value: Any, route: Route
) -> Iterator[Diagnostic]:
    del question
    if not isinstance(value, bool):
        yield document.diagnose(
            "MA102", route, expected="yes_no", found=value, near=_near_state(value)
        )


def _number(
    document: Document, question: Question, value: Any, route: Route
) -> Iterator[Diagnostic]:
    least, greatest = question.scale
    if not _is_number(value):
        yield document.diagnose(
            "MA102", route, expected="number", found=value, near=_near_state(value)
        )
    elif not least <= value <= greatest:
        yield document.diagnose("MA111", route, found=value, least=least, greatest=greatest)


def _words(
    document: Document, question: Question, value: Any, route: Route
) -> Iterator[Diagnostic]:
    del question
    if not isinstance(value, str):
        yield document.diagnose("MA102", route, expected="text", found=value, near=None)


_CHECKS: dict[str, Callable[[Document, Question, Any, Route], Iterator[Diagnostic]]] = {
    "level": _level,
    "choice": _choice,
    "multi": _multi,
    "yes_no": _yes_no,
    "number": _number,
    "text": _words,
}


def _profile(
    document: Document, response: Response, questionnaire: Questionnaire
) -> Iterator[Diagnostic]:
    questions = {question.id: question for question in questionnaire.profile}
    for name, value in response.profile.items():
        route: Route = ("profile", name)
        if value is None:
            continue
        if name not in questions:
            yield document.diagnose(
                "MA106", route, of_key=True, id=name, near=nearest(name, list(questions))
            )
        elif questions[name].type == "grid":
            yield from _grid(document, questions[name], value, route)
        elif questions[name].type == "choice":
            known = [choice.id for choice in questions[name].choices or ()]
            yield from _one_of(document, value, known, route)
        elif not isinstance(value, str):
            yield document.diagnose("MA102", route, variant="profile", expected="text", found=value)


def _one_of(document: Document, value: Any, known: list[str], route: Route) -> Iterator[Diagnostic]:
    if value not in known:
        yield document.diagnose(
            "MA104", route, found=value, known=known, near=nearest(value, known)
        )


def _grid(
    document: Document, question: ProfileQuestion, value: Any, route: Route
) -> Iterator[Diagnostic]:
    axes = [axis for axis in (question.rows, question.columns) if axis is not None]
    keys = [axis.name for axis in axes]
    if not isinstance(value, list):
        yield document.diagnose(
            "MA102", route, variant="profile", expected="grid", found=value, keys=keys
        )
        return
    for index, item in enumerate(value):
        if not isinstance(item, dict) or set(item) != set(keys):
            yield document.diagnose(
                "MA102",
                (*route, index),
                variant="profile",
                expected="grid",
                found=item,
                keys=keys,
            )
            continue
        for axis in axes:
            known = [choice.id for choice in axis.choices]
            yield from _one_of(document, item[axis.name], known, (*route, index, axis.name))


def _respondent(
    document: Document, response: Response, questionnaire: Questionnaire
) -> Iterator[Diagnostic]:
    role = response.respondent.role if response.respondent else None
    known = [item.id for item in questionnaire.roles]
    if role is not None and known and role not in known:
        yield document.diagnose("MA113", ("respondent", "role"), id=role, near=nearest(role, known))
