"""Which texts lack one of the languages a file promises?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from maturity.diagnostics import Diagnostic, Route, nearest
from maturity.model.values import Text
from maturity.storage.documents import Document


def missing_languages(
    document: Document, model: BaseModel, languages: tuple[str, ...], family: str
) -> Iterator[Diagnostic]:
    """A warning for each text that lacks a promised language, an error for one not promised.

    A plain string is in the first language and lacks all others.
    """
    if not languages:
        return
    for route, text in _texts(model, ()):
        given = set(text) if isinstance(text, dict) else {languages[0]}
        for language in [name for name in languages if name not in given]:
            yield document.diagnose(
                ("MQ111" if family == "MQ" else "MR121"), route, language=language
            )
        for language in sorted(given.difference(languages)):
            near = nearest(language, languages)
            yield document.diagnose(
                f"{family}118", (*route, language), of_key=True, language=language, near=near
            )


@cache
def _fields(model: type[BaseModel]) -> list[tuple[str, str, bool]]:
    """Name, key in the file, and whether it is a text, of each field of a model."""
    return [
        (name, field.alias or name, _is_text(field)) for name, field in model.model_fields.items()
    ]


def _is_text(field: FieldInfo) -> bool:
    mark = get_args(Text)[1]
    parts, todo = [], [field.annotation]
    while todo:
        parts.append(todo.pop())
        todo += [part for part in get_args(parts[-1]) if part is not mark]
    return mark in field.metadata or any(
        mark in getattr(part, "__metadata__", ()) for part in parts
    )


def _texts(model: BaseModel, route: Route) -> Iterator[tuple[Route, Any]]:
    for name, key, is_text in _fields(type(model)):
        value = getattr(model, name)
        if value is None:
            continue
        if isinstance(value, BaseModel):
            yield from _texts(value, (*route, key))
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from _texts(item, (*route, key, index))
                elif is_text:
                    yield (*route, key, index), item
        elif is_text:
            yield (*route, key), value
