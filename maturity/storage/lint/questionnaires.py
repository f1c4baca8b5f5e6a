"""Which mistakes can a questionnaire hold?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from maturity.diagnostics import Diagnostic, Route, nearest
from maturity.model.questionnaire import Choice, Question, Questionnaire, Section
from maturity.storage.documents import Document
from maturity.storage.lint.conditions import Codes, Conditions
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
_CODES = Codes(incomplete="MQ115", unknown="MQ108", later="MQ109", impossible="MQ110")


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
    """A diagnostic for each id that was used before, further up in the file."""
    if len({name for _, name in named}) == len(named):
        return
    first: dict[str, int] = {}
    for place, route, name in sorted(
        ((document.place(route), route, name) for route, name in named),
        key=lambda item: (item[0].line, item[0].column),
    ):
        if name in first:
            yield document.diagnose(code, route, id=name, first=first[name])
        first.setdefault(name, place.line)


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
    conditions = Conditions(document, [question for _, question in placed], _CODES)
    for rank, (route, question) in enumerate(placed):
        if question.ask_if is not None:
            yield from conditions.check(question.ask_if, (*route, "ask_if"), rank)


def _profile(document: Document, questionnaire: Questionnaire) -> Iterator[Diagnostic]:
    for index, question in enumerate(questionnaire.profile):
        yield from _fields(document, question, ("profile", index), _PROFILE_FIELDS[question.type])
