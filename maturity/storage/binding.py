"""How does a document become a model, with a diagnostic for every breach of its shape?"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, TypeVar

from pydantic import ValidationError

from maturity.diagnostics import Diagnostic, Route, nearest
from maturity.model.assumptions import Assumptions
from maturity.model.mapping import Mapping
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import FORMAT_VERSION, Response
from maturity.model.rubric import Rubric
from maturity.model.values import LANGUAGE_PATTERN, MAX_TEXT, Frozen
from maturity.storage.documents import Document
from maturity.storage.salvage import salvage

Model = TypeVar("Model", bound=Frozen)

KINDS: dict[str, tuple[type[Frozen], str]] = {
    "questionnaire": (Questionnaire, "MQ"),
    "rubric": (Rubric, "MR"),
    "response": (Response, "MA"),
    "assumptions": (Assumptions, "MP"),
    "mapping": (Mapping, "MM"),
}
"""The models by the key that opens their files, with the family of their codes."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_NUMBERS = {
    "extra_forbidden": "001",
    "missing": "002",
    "literal_error": "004",
    "id": "005",
    "state_word": "014",
    "blank": "006",
    "date": "007",
    "finite": "008",
    "share_range": "008",
    "too_short": "010",
    "language": "011",
    "too_long": "012",
}
_OF_TEXTS = frozenset({"language", "text", "blank", "too_long"})
"""Errors that can lie in one language of a text."""

_EXPECTED = {
    "text": "text",
    "string_type": "text",
    "number": "number",
    "share": "share",
    "version": "version",
    "version_range": "version_range",
    "link": "link",
    "flag": "flag",
    "model_type": "map",
    "model_attributes_type": "map",
    "dict_type": "map",
    "tuple_type": "list",
    "list_type": "list",
    "row": "row",
}


def kind_of(document: Document) -> str | None:
    """Which kind of file a document is, told by its opening key; None when it is none.

    A response names its questionnaire too, so `response`, `rubric` and `mapping` are looked for first.
    """
    for kind in ("response", "rubric", "mapping", "questionnaire", "assumptions"):
        if kind in document.value:
            return kind
    return None


def bind(document: Document, kind: str) -> tuple[Any, list[Diagnostic]]:
    """The model of a document, and the diagnostics of every breach of its shape.

    With breaches the model holds what can still be checked, or is None.
    """
    model, family = KINDS[kind]
    controls = _control_characters(document, family) if "\\" in document.text else []
    if controls:
        return None, controls
    try:
        return model.model_validate(document.value), []
    except ValidationError as error:
        problems = [
            problem
            for problem in error.errors(include_url=False, include_context=True)
            if problem["type"] != "too_short" or _is_empty(document.value, problem["loc"])
        ]
        only_keys = all(problem["type"] == "extra_forbidden" for problem in problems)
        routes = [tuple(problem["loc"]) for problem in problems]
        rest = salvage(model, document.value, routes, only_keys=only_keys)
        return rest, [_diagnose(document, family, model, problem) for problem in problems]


def _is_empty(value: Any, route: Route) -> bool:
    """Whether a list is empty in the file; else it only seems so because its items are wrong."""
    for part in route:
        value = value[part]
    return not value


def _diagnose(document: Document, family: str, model: type[Frozen], problem: Any) -> Diagnostic:
    route: Route = tuple(problem["loc"])
    kind: str = problem["type"]
    number = _NUMBERS.get(kind, "003")
    values: dict[str, Any] = {"key": route[-1] if route else "", "found": problem.get("input")}
    if kind == "extra_forbidden":
        known = _known_keys(model, route[:-1])
        values |= {"near": nearest(route[-1], known), "known": known}
    elif kind == "literal_error":
        values["known"] = _literals(model, route)
        values["near"] = nearest(values["found"], values["known"])
        if route == ("response",):
            number, values["supported"] = "009", FORMAT_VERSION
    elif number == "003":
        values["expected"] = _expected(model, kind, route)
    elif kind in {"finite", "share_range", "too_long"}:
        values["expected"] = kind
    of_key = kind in {"extra_forbidden", "too_short"}
    language = _culprit(kind, values["found"]) if kind in _OF_TEXTS else None
    if language is not None:
        route, of_key = (*route, language), kind == "language"
        values["found"] = language if of_key else values["found"][language]
    if kind == "missing":
        return document.diagnose(family + number, route[:-1], of_key=True, **values)
    return document.diagnose(family + number, route, of_key=of_key, **values)


def _expected(model: type[Frozen], kind: str, route: Route) -> str:
    """What should stand there; a bound may be a number or a share."""
    forms = _schema_at(model, route).get("oneOf", []) if kind in {"number", "share"} else []
    return "bound" if forms else _EXPECTED.get(kind, "other")


def _culprit(kind: str, text: Any) -> str | None:
    """The language at which the problem of a text in several languages lies."""
    for language, words in text.items() if isinstance(text, dict) else ():
        if not re.fullmatch(LANGUAGE_PATTERN, language):
            wrong = "language"
        elif not isinstance(words, str):
            wrong = "text"
        elif not words.strip():
            wrong = "blank"
        else:
            wrong = "too_long" if len(words) > MAX_TEXT else ""
        if wrong == kind:
            return str(language)
    return None


def _control_characters(document: Document, family: str) -> list[Diagnostic]:
    found: list[Diagnostic] = []

    def walk(value: Any, route: Route) -> None:
        if isinstance(value, str):
            if hit := _CONTROL.search(value):
                found.append(
                    document.diagnose(f"{family}013", route, found=f"U+{ord(hit.group()):04X}")
                )
        elif isinstance(value, dict):
            for key, item in value.items():
                if hit := _CONTROL.search(key):
                    code = f"U+{ord(hit.group()):04X}"
                    found.append(
                        document.diagnose(f"{family}013", (*route, key), of_key=True, found=code)
                    )
                walk(item, (*route, key))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                walk(item, (*route, index))

    walk(document.value, ())
    return found


@cache
def _schema(model: type[Frozen]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


def _schema_at(model: type[Frozen], route: Route) -> dict[str, Any]:
    """The JSON Schema of the part of a model at the end of a route."""
    whole = _schema(model)
    here = _resolved(whole, whole)
    for part in route:
        if isinstance(part, int):
            here = _resolved(whole, here.get("items", {}))
        elif part in here.get("properties", {}):
            here = _resolved(whole, here["properties"][part])
        else:
            here = _resolved(whole, here.get("additionalProperties") or {})
    return here


def _resolved(whole: dict[str, Any], schema: Any) -> dict[str, Any]:
    while isinstance(schema, dict):
        if "$ref" in schema:
            schema = whole["$defs"][schema["$ref"].rsplit("/", 1)[1]]
        elif "anyOf" in schema:
            schema = next((s for s in schema["anyOf"] if s.get("type") != "null"), {})
        else:
            return schema
    return {}


def _known_keys(model: type[Frozen], route: Route) -> list[str]:
    return list(_schema_at(model, route).get("properties", {}))


def _literals(model: type[Frozen], route: Route) -> list[str]:
    schema = _schema_at(model, route)
    return [str(v) for v in schema.get("enum", [schema["const"]] if "const" in schema else [])]
