"""How is a diagnostic put into words?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maturity.diagnostics import Diagnostic, Severity
from maturity.messages import knows, say
from maturity.messages.numbers import listing
from maturity.view.plain import visible

_LISTED = 12
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True)
class ProblemView:
    """A diagnostic, ready to be shown: all its parts in words."""

    code: str
    severity: Severity
    message: str
    expected: str
    help: tuple[str, ...]
    file: str
    line: int
    column: int
    length: int
    source: str


def key_of(code: str, part: str = "") -> str | None:
    """The catalogue's key for a code, which may be shared by all families of content."""
    for name in (code, code if code.startswith("MF") else f"M*{code[2:]}"):
        if knows(name + part) or knows(f"{name}{part}|other"):
            return name + part
    return None


def problem_view(diagnostic: Diagnostic, language: str) -> ProblemView:
    """The words of one diagnostic."""
    values = _values(diagnostic.code, diagnostic.values, language)
    message = _say(diagnostic.code, "", values, language)
    expected = (
        _say(diagnostic.code, ".expected", values, language) if values.get("known", True) else ""
    )
    place = diagnostic.place
    return ProblemView(
        code=diagnostic.code,
        severity=diagnostic.severity,
        message=message,
        expected=expected,
        help=_help(diagnostic, values, language),
        file=visible(place.file, 300),
        line=place.line,
        column=place.column,
        length=place.length,
        source=place.text,
    )


def summary(diagnostics: Sequence[Diagnostic], files: int, language: str) -> str:
    """How many errors and warnings were found, such as `3 errors and 1 warning in 2 files`."""
    errors = sum(d.severity == "error" for d in diagnostics)
    warnings = len(diagnostics) - errors
    parts = [say("problem.errors", language, n=errors)] if errors else []
    parts += [say("problem.warnings", language, n=warnings)] if warnings else []
    counts = (
        say("problem.and", language, errors=parts[0], warnings=parts[1])
        if len(parts) == 2
        else "".join(parts)
    )
    return say(
        "problem.summary", language, counts=counts, files=say("problem.files", language, n=files)
    )


def _say(code: str, part: str, values: Mapping[str, Any], language: str) -> str:
    variant = f".{values['variant']}" if "variant" in values else ""
    key = key_of(code, variant + part) or key_of(code, part)
    return say(key, language, **values) if key else ""


def _help(diagnostic: Diagnostic, values: Mapping[str, Any], language: str) -> tuple[str, ...]:
    found: list[str] = []
    if diagnostic.values.get("near"):
        found.append(say("problem.near", language, near=visible(diagnostic.values["near"], 100)))
    raw = diagnostic.values.get("found")
    if diagnostic.values.get("expected") in {"text", "version"} and isinstance(raw, int | float):
        written = diagnostic.place.text[diagnostic.place.column - 1 :][: diagnostic.place.length]
        found.append(say("problem.quotes", language, text=visible(written, 40)))
    found += _form(diagnostic, raw, language)
    part = f".why.{diagnostic.values['why']}.help" if "why" in values else ".help"
    advice = _say(diagnostic.code, part, values, language)
    return tuple([*found, advice] if advice else found)


def _form(diagnostic: Diagnostic, raw: Any, language: str) -> list[str]:
    """How the same value is written in the form that is expected."""
    expected = diagnostic.values.get("expected")
    if expected in {"number", "level"} and isinstance(raw, str) and _NUMBER.fullmatch(raw):
        return [say("problem.unquote", language)]
    if expected == "share" and isinstance(raw, int | float) and not isinstance(raw, bool):
        share = raw * 100 if raw <= 1 else raw
        return [say("problem.percent", language, text=f"{share:g}")] if 0 <= share <= 100 else []
    return []


def _values(code: str, values: Mapping[str, Any], language: str) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for name, value in values.items():
        if name == "found":
            shown[name] = _named(value, language)
        elif name in {"known", "levels", "keys"}:
            shown[name] = _listed(value, "and" if name == "keys" else "or")
        elif name in {"id", "key"}:
            shown[name] = f"`{visible(value, 80)}`"
        elif isinstance(value, str):
            shown[name] = visible(value, 80 if name == "heading" else 400)
        else:
            shown[name] = value
    if values.get("levels"):
        shown["first"] = values["levels"][0]
    if "expected" in values:
        shown["expected"] = say(
            f"expected.{values['expected']}",
            language,
            **{k: v for k, v in shown.items() if k != "expected"},
        )
    if "why" in values and knows(f"{code}.why.{values['why']}"):
        shown["why"] = say(f"{code}.why.{values['why']}", language)
    return shown


def _listed(items: Sequence[Any], last: str) -> str:
    words = [visible(item, 60) for item in items[:_LISTED]]
    return ", ".join([*words, "…"]) if len(items) > _LISTED else listing(words, last)


def _named(value: Any, language: str) -> str:
    """A value as it is spoken of: numbers plainly, text in quotes, anything larger by its kind."""
    if value is None:
        return say("value.nothing", language)
    if isinstance(value, bool):
        return say("value.true" if value else "value.false", language)
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    if isinstance(value, dict):
        return say("value.map", language)
    if isinstance(value, list | tuple):
        return say("value.list", language)
    text = visible(value, 60)
    return (
        text
        if text.startswith(("U+", "0x", "UTF"))
        or text in {"questionnaire", "rubric", "response", "mapping"}
        else f'"{text}"'
    )
