"""Which mistakes can a questionnaire hold?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from maturity.diagnostics import Diagnostic, Route, nearest
from maturity.model.questionnaire import Choice, Condition, Question, Questionnaire, Section
from maturity.storage.documents import Document
from maturity.storage.lint.texts import missing_languages

_FIELDS = {
    "level": {"levels"},
    "choice": {"choices"},
    "multi": {"choices"},
    "yes_no": {"values"},
    "number": {"least", "greatest"},
    "text": set[str](),
}
_PROFILE_FIELDS = {"text": set[str](), "choice": {"choices"}, "grid": {"rows", "columns"}}
_OPTIONAL = {"values"}


def lint(document: Document, questionnaire: Questionnaire) -> list[Diagnostic]:
    """Every mistake of a questionnaire, in no particular order."""
    placed = list(_placed(questionnaire))
    return [
        *_doubled_ids(document, questionnaire),
        *_sections(document, questionnaire),
        *(d for route, question in placed for d in _question(document, question, route)),
        *_roles(document, questionnaire, placed),
        *_conditions(document, placed),
        *_profile(document, questionnaire),
        *missing_languages(document, questionnaire, questionnaire.languages, "MQ"),
    ]


def _routes(sections: tuple[Section, ...], base: Route) -> Iterator[tuple[Route, Section]]:
    for index, section in enumerate(sections):
        route = (*base, "sections", index)
        yield route, section
        yield from _routes(section.sections, route)


def _placed(questionnaire: Questionnaire) -> Iterator[tuple[Route, Question]]:
    for route, section in _routes(questionnaire.sections, ()):
        for index, question in enumerate(section.questions):
            yield (*route, "questions", index), question


def _named(questionnaire: Questionnaire) -> Iterator[tuple[Route, str]]:
    for route, section in _routes(questionnaire.sections, ()):
        yield (*route, "id"), section.id
        for index, question in enumerate(section.questions):
            yield (*route, "questions", index, "id"), question.id


def _doubled_ids(document: Document, questionnaire: Questionnaire) -> Iterator[Diagnostic]:
    yield from doubled(document, list(_named(questionnaire)), "MQ101")
    lists: list[tuple[Route, tuple[Any, ...]]] = [
        (("roles",), questionnaire.roles),
        (("profile",), questionnaire.profile),
        (("evidence_grades",), questionnaire.evidence_grades),
    ]
    lists += [((*route, "choices"), q.choices or ()) for route, q in _placed(questionnaire)]
    for base, items in lists:
        yield from doubled(
            document, [((*base, i, "id"), item.id) for i, item in enumerate(items)], "MQ101"
        )


def doubled(document: Document, named: list[tuple[Route, str]], code: str) -> Iterator[Diagnostic]:
    """A diagnostic for each id that was used before."""
    first: dict[str, Route] = {}
    for route, name in named:
        if name in first:
            yield document.diagnose(code, route, id=name, first=document.place(first[name]).line)
        first.setdefault(name, route)


def _sections(document: Document, questionnaire: Questionnaire) -> Iterator[Diagnostic]:
    for route, section in _routes(questionnaire.sections, ()):
        if not section.sections and not section.questions:
            yield document.diagnose("MQ112", (*route, "id"), id=section.id)


def _question(document: Document, question: Question, route: Route) -> Iterator[Diagnostic]:
    yield from _fields(document, question, route, _FIELDS[question.type])
    if question.type == "level" and question.levels is not None:
        yield from _levels(document, question, route)
    if question.type in {"choice", "multi"} and question.choices is not None:
        yield from _worth(document, question.choices, (*route, "choices"))
    several = question.is_scored and len(question.option_values()) > 1
    if several and question.scale[0] >= question.scale[1]:
        yield document.diagnose("MQ113", (*route, "id"), id=question.id)


def _fields(document: Document, item: Any, route: Route, wanted: set[str]) -> Iterator[Diagnostic]:
    """Fields of another type of question, and missing ones of this type."""
    known = set().union(*_FIELDS.values()) | set().union(*_PROFILE_FIELDS.values())
    for name in sorted(known & type(item).model_fields.keys()):
        given = getattr(item, name) is not None
        if given and name not in wanted:
            yield document.diagnose("MQ106", (*route, name), of_key=True, key=name, type=item.type)
        elif not given and name in wanted - _OPTIONAL:
            yield document.diagnose("MQ107", (*route, "type"), key=name, type=item.type)


def _levels(document: Document, question: Question, route: Route) -> Iterator[Diagnostic]:
    levels = question.levels or ()
    if len(levels) < 2:
        yield document.diagnose("MQ116", (*route, "levels"), of_key=True, id=question.id)
    for index in range(1, len(levels)):
        if levels[index].value <= levels[index - 1].value:
            before = levels[index - 1].value
            yield document.diagnose(
                "MQ103",
                (*route, "levels", index, "value"),
                found=levels[index].value,
                before=before,
            )


def _worth(document: Document, choices: tuple[Choice, ...], route: Route) -> Iterator[Diagnostic]:
    if len(choices) < 2:
        yield document.diagnose("MQ116", route, of_key=True, id="")
    for index, choice in enumerate(choices):
        if choice.value is None:
            yield document.diagnose("MQ104", (*route, index, "id"), id=choice.id)


def _roles(
    document: Document, questionnaire: Questionnaire, placed: list[tuple[Route, Question]]
) -> Iterator[Diagnostic]:
    known = [role.id for role in questionnaire.roles]
    for route, question in placed:
        for index, role in enumerate(question.roles):
            if role not in known:
                yield document.diagnose(
                    "MQ114", (*route, "roles", index), id=role, near=nearest(role, known)
                )


def _conditions(document: Document, placed: list[tuple[Route, Question]]) -> Iterator[Diagnostic]:
    later = {question.id: rank for rank, (_, question) in enumerate(placed)}
    questions = {question.id: question for _, question in placed}
    for rank, (route, question) in enumerate(placed):
        if question.ask_if is not None:
            for where, condition in _walk(question.ask_if, (*route, "ask_if")):
                yield from _condition(document, condition, where, rank, later, questions)


def _walk(condition: Condition, route: Route) -> Iterator[tuple[Route, Condition]]:
    yield route, condition
    for name, parts in (("all", condition.all_), ("any", condition.any_)):
        for index, part in enumerate(parts or ()):
            yield from _walk(part, (*route, name, index))
    if condition.not_ is not None:
        yield from _walk(condition.not_, (*route, "not"))


def _condition(
    document: Document,
    condition: Condition,
    route: Route,
    rank: int,
    later: dict[str, int],
    questions: dict[str, Question],
) -> Iterator[Diagnostic]:
    forms = [condition.question, condition.all_, condition.any_, condition.not_]
    comparisons = [condition.at_least, condition.is_]
    compares = sum(c is not None for c in comparisons)
    whole = sum(f is not None for f in forms) == 1 and () not in forms
    if not whole or compares != (condition.question is not None):
        yield document.diagnose("MQ115", route)
        return
    name = condition.question
    if name is None:
        return
    if name not in later:
        near = nearest(name, list(later))
        yield document.diagnose("MQ108", (*route, "question"), id=name, near=near)
    elif later[name] >= rank:
        yield document.diagnose("MQ109", (*route, "question"), id=name)
    else:
        yield from _comparison(document, condition, questions[name], route)


def _comparison(
    document: Document, condition: Condition, question: Question, route: Route
) -> Iterator[Diagnostic]:
    if condition.at_least is not None:
        least, greatest = question.scale
        if not question.is_scored or not least <= condition.at_least <= greatest:
            yield document.diagnose(
                "MQ110", (*route, "at_least"), id=question.id, found=condition.at_least
            )
    elif not could_answer(question, condition.is_):
        yield document.diagnose("MQ110", (*route, "is"), id=question.id, found=condition.is_)


def could_answer(question: Question, value: Any) -> bool:
    """Whether a value is one that the question's answer could be (for `multi`: contain)."""
    if question.type == "yes_no":
        return isinstance(value, bool)
    if question.type in {"choice", "multi"}:
        return value in [choice.id for choice in question.choices or ()]
    if question.type == "text":
        return isinstance(value, str)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    if question.type == "level":
        return value in question.option_values()
    return question.scale[0] <= value <= question.scale[1]


def _profile(document: Document, questionnaire: Questionnaire) -> Iterator[Diagnostic]:
    for index, question in enumerate(questionnaire.profile):
        yield from _fields(document, question, ("profile", index), _PROFILE_FIELDS[question.type])
