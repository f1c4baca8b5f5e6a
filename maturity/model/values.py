"""Which scalar values may files hold: ids, texts, numbers, shares, dates, versions?

Each type refuses look-alikes (`true` is not 1, `"3"` is not 3) with an error type of its own, which
the reader of files turns into a diagnostic.
"""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

STATES = ("answered", "not_applicable", "unknown", "declined", "unanswered")
ID_PATTERN = r"[a-z0-9]+([-.][a-z0-9]+)*"
LANGUAGE_PATTERN = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
LINK_PATTERN = r"https?://[^\s<>\"']{3,2000}"
MAX_TEXT = 20_000

_ID = re.compile(ID_PATTERN)
_LANGUAGE = re.compile(LANGUAGE_PATTERN)
_SHARE = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?) ?%")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_VERSION = re.compile(r"[0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6}")
_RANGE = re.compile(
    r"(>=|<=|==|>|<)[0-9]{1,6}(\.[0-9]{1,6}){0,2}( ?, ?(>=|<=|==|>|<)[0-9]{1,6}(\.[0-9]{1,6}){0,2})*"
)

LocalText = str | dict[str, str]
"""A text for people: in the file's first language, or by language."""


class Frozen(BaseModel):
    """Base of all models read from files: immutable, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _text(value: Any) -> LocalText:
    if isinstance(value, str):
        return _words(value)
    if isinstance(value, dict) and value:
        for language, words in value.items():
            if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
                raise PydanticCustomError("language", "not a language", {"found": str(language)})
            _words(words)
        return value
    raise PydanticCustomError("text", "text expected")


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("text", "text expected")
    if not value.strip():
        raise PydanticCustomError("blank", "text is empty")
    if len(value) > MAX_TEXT:
        raise PydanticCustomError("too_long", "text is too long", {"limit": MAX_TEXT})
    return value


def _number(value: Any) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("number", "number expected")
    if not math.isfinite(value) or abs(value) > 1e12:
        raise PydanticCustomError("finite", "number out of bounds")
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _id(value: Any) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("text", "text expected")
    if not _ID.fullmatch(value) or len(value) > 80:
        raise PydanticCustomError("id", "not an id")
    if value in STATES:
        raise PydanticCustomError("state_word", "a state word is no id")
    return value


def _share(value: Any) -> float:
    found = _SHARE.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise PydanticCustomError("share", "share expected")
    share = float(found.group(1)) / 100
    if share > 1:
        raise PydanticCustomError("share_range", "share out of range")
    return share


class Portion(float):
    """A share of a scale where a number of its own units could stand too: `60%` beside `3`."""


def _bound(value: Any) -> float:
    return Portion(_share(value)) if isinstance(value, str) else _number(value)


def _written_bound(bound: float) -> float | str:
    return f"{bound * 100:.10g}%" if isinstance(bound, Portion) else bound


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str) and _DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("date", "date expected")


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise PydanticCustomError("flag", "true or false expected")
    return value


def _matching(pattern: re.Pattern[str], error: str) -> Any:
    def check(value: Any) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise PydanticCustomError(error, "does not fit")
        return value

    return check


def _schema(**schema: Any) -> WithJsonSchema:
    return WithJsonSchema(schema)


Text = Annotated[
    Any,
    PlainValidator(_text),
    _schema(
        oneOf=[
            {"type": "string", "minLength": 1},
            {
                "type": "object",
                "additionalProperties": {"type": "string", "minLength": 1},
                "minProperties": 1,
            },
        ]
    ),
]
Words = Annotated[
    str, PlainValidator(_words), _schema(type="string", minLength=1, maxLength=MAX_TEXT)
]
Number = Annotated[int | float, PlainValidator(_number), _schema(type="number")]
Id = Annotated[
    str, PlainValidator(_id), _schema(type="string", pattern=f"^{ID_PATTERN}$", maxLength=80)
]
Share = Annotated[
    float, PlainValidator(_share), _schema(type="string", pattern=r"^[0-9]{1,3}(\.[0-9]+)? ?%$")
]
Bound = Annotated[
    int | float,
    PlainValidator(_bound),
    _schema(
        oneOf=[
            {"type": "number"},
            {"type": "string", "pattern": r"^[0-9]{1,3}(\.[0-9]+)? ?%$"},
        ]
    ),
]
SaidBound = Annotated[Bound, PlainSerializer(_written_bound)]
"""A bound in results: read back as it was, a share among them."""
Day = Annotated[date, PlainValidator(_day), _schema(type="string", format="date")]
Language = Annotated[
    str,
    PlainValidator(_matching(_LANGUAGE, "language")),
    _schema(type="string", pattern=f"^{LANGUAGE_PATTERN}$"),
]
Version = Annotated[
    str,
    PlainValidator(_matching(_VERSION, "version")),
    _schema(type="string", pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$"),
]
VersionRange = Annotated[
    str, PlainValidator(_matching(_RANGE, "version_range")), _schema(type="string")
]
Link = Annotated[
    str,
    PlainValidator(_matching(re.compile(LINK_PATTERN), "link")),
    _schema(type="string", format="uri", pattern="^https?://"),
]
Flag = Annotated[bool, PlainValidator(_flag), _schema(type="boolean")]
