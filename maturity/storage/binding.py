"""How does a document become a model, with a diagnostic for every breach of its shape?"""

from __future__ import annotations

import re
from typing import Any, TypeVar

from pydantic import ValidationError

from maturity.diagnostics import Diagnostic, Route, nearest
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import FORMAT_VERSION, Response
from maturity.model.rubric import Rubric
from maturity.model.values import Frozen
from maturity.storage.documents import Document

Model = TypeVar("Model", bound=Frozen)

KINDS: dict[str, tuple[type[Frozen], str]] = {
    "questionnaire": (Questionnaire, "MQ"),
    "rubric": (Rubric, "MR"),
    "response": (Response, "MA"),
}
"""The models by the key that opens their files, with the family of their codes."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_NUMBERS = {
    "extra_forbidden": "001",
    "missing": "002",
    "literal_error": "004",
    "id": "005",
    "state_word": "105",
    "blank": "006",
    "date": "007",
    "finite": "008",
    "share_range": "008",
    "too_short": "010",
    "language": "011",
    "too_long": "012",
}
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
}


def kind_of(document: Document) -> str | None:
    """Which kind of file a document is, told by its opening key; None when it is none.

    A response names its questionnaire too, so `response` and `rubric` are looked for first.
    """
    for kind in ("response", "rubric", "questionnaire"):
        if kind in document.value:
            return kind
    return None


def bind(document: Document, kind: str) -> tuple[Any, list[Diagnostic]]:
    """The model of a document, or None with the diagnostics of every breach of its shape."""
    model, family = KINDS[kind]
    controls = _control_characters(document, family) if "\\" in document.text else []
    if controls:
        return None, controls
    try:
        return model.model_validate(document.value), []
    except ValidationError as error:
        problems = error.errors(include_url=False, include_context=True)
        return None, [_diagnose(document, family, model, problem) for problem in problems]


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
        values["expected"] = _EXPECTED.get(kind, "other")
    elif kind in {"finite", "share_range", "too_long"}:
        values["expected"] = kind
    of_key = kind in {"extra_forbidden", "too_short", "language"}
    if kind == "missing":
        return document.diagnose(family + number, route[:-1], of_key=True, **values)
    return document.diagnose(family + number, route, of_key=of_key, **values)


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


def _schema_at(model: type[Frozen], route: Route) -> dict[str, Any]:
    """The JSON Schema of the part of a model at the end of a route."""
    whole = model.model_json_schema(by_alias=True)
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
