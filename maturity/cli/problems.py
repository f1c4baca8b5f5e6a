"""How are diagnostics printed?"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from rich.text import Text

from maturity import __version__
from maturity.cli.console import Console
from maturity.diagnostics import Diagnostic
from maturity.messages import say
from maturity.view.plain import visible, width
from maturity.view.problems import ProblemView, problem_view, summary

_STYLE = {"error": "bold red", "warning": "bold yellow"}
_MOST = 50
_LONGEST_LINE = 100


def print_problems(
    console: Console, found: Sequence[Diagnostic], files: int = 0, *, ending: str = ""
) -> None:
    """Print diagnostics to stderr as text, with a summary at the end.

    Args:
        console: Where to.
        found: In reading order.
        files: How many files were looked at; counted from the diagnostics when 0.
        ending: Key of a clause added to the summary.
    """
    _print_text(console.err, console, found, files, ending)


def print_some(console: Console, found: Sequence[Diagnostic]) -> None:
    """Print some of many diagnostics to stderr as text, without a summary."""
    for item in found:
        console.err.print(
            _block(problem_view(item, console.language), console.language), soft_wrap=True
        )


def _print_text(
    out: Any, console: Console, found: Sequence[Diagnostic], files: int, ending: str = ""
) -> None:
    for item in found[:_MOST]:
        out.print(_block(problem_view(item, console.language), console.language), soft_wrap=True)
    if len(found) > _MOST:
        out.print(say("problem.more", console.language, n=len(found) - _MOST), soft_wrap=True)
    count = files or len({d.place.file for d in found})
    text = summary(found, count, console.language)
    out.print(f"{text}; {say(ending, console.language)}." if ending else f"{text}.", soft_wrap=True)


def _block(view: ProblemView, language: str) -> Text:
    style = _STYLE[view.severity]
    text = Text()
    text.append(f"{say(f'problem.{view.severity}', language)}[{view.code}]", style=style)
    text.append(f": {view.message}\n", style="bold")
    gutter = " " * len(str(view.line)) if view.line else " "
    place = ":".join([view.file, *(str(n) for n in (view.line, view.column) if n)])
    text.append(f"{gutter}--> ", style="blue")
    text.append(f"{place}\n")
    if view.line and view.source.strip():
        _source(text, view, gutter, style)
    elif view.expected:
        text.append(f"{gutter} = ", style="blue")
        text.append(f"{view.expected}\n")
    for advice in view.help:
        text.append(f"{gutter} = ", style="blue")
        text.append(f"{say('problem.help', language)}: ", style="bold")
        text.append(f"{advice}\n")
    return text


def _source(text: Text, view: ProblemView, gutter: str, style: str) -> None:
    shift = (
        max(0, view.column - 1 - _LONGEST_LINE * 3 // 4) if len(view.source) > _LONGEST_LINE else 0
    )
    shown = visible(view.source[shift : shift + _LONGEST_LINE])
    before = width(visible(view.source[shift : view.column - 1]))
    marked = visible(view.source[view.column - 1 : view.column - 1 + view.length])
    carets = "^" * max(1, min(width(marked), _LONGEST_LINE - before))
    text.append(f"{gutter} |\n", style="blue")
    text.append(f"{view.line} | ", style="blue")
    text.append(f"{shown}\n")
    text.append(f"{gutter} | ", style="blue")
    text.append(f"{' ' * before}{carets} {view.expected}".rstrip() + "\n", style=style)


def _as_json(console: Console, found: Sequence[Diagnostic], files: int) -> str:
    views = [problem_view(item, console.language) for item in found]
    problems = [
        {
            "code": view.code,
            "severity": view.severity,
            "message": view.message,
            "expected": view.expected or None,
            "help": list(view.help),
            "file": view.file,
            "line": view.line or None,
            "column": view.column or None,
            "length": view.length,
            "route": [visible(part) if isinstance(part, str) else part for part in item.route],
        }
        for item, view in zip(found, views, strict=True)
    ]
    return (
        json.dumps(
            {"schema": "maturity/diagnostics@1", "files": files, "diagnostics": problems},
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


def _as_github(console: Console, found: Sequence[Diagnostic], files: int) -> str:
    del files
    lines = []
    for view in (problem_view(item, console.language) for item in found):
        text = ". ".join(part for part in (view.message, view.expected, *view.help) if part)
        place = f"file={_property(view.file)},line={max(1, view.line)},col={max(1, view.column)},title={view.code}"
        lines.append(f"::{view.severity} {place}::{text.replace('%', '%25')}\n")
    return "".join(lines)


def _property(text: str) -> str:
    return text.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")


def _as_sarif(console: Console, found: Sequence[Diagnostic], files: int) -> str:
    del files
    views = [problem_view(item, console.language) for item in found]
    results = [
        {
            "ruleId": view.code,
            "level": view.severity,
            "message": {
                "text": ". ".join(
                    part for part in (view.message, view.expected, *view.help) if part
                )
            },
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": view.file},
                        "region": {
                            "startLine": max(1, view.line),
                            "startColumn": max(1, view.column),
                        },
                    }
                }
            ],
        }
        for view in views
    ]
    rules = [{"id": code} for code in sorted({view.code for view in views})]
    driver = {"name": "maturity", "version": __version__, "rules": rules}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


WRITERS: dict[str, Callable[[Console, Sequence[Diagnostic], int], str]] = {
    "json": _as_json,
    "sarif": _as_sarif,
    "github": _as_github,
}


def report_problems(console: Console, found: Sequence[Diagnostic], files: int, form: str) -> None:
    """Print diagnostics to stdout as the result of a check: `text` or one of `WRITERS`."""
    if form != "text":
        console.write(WRITERS[form](console, found, files))
    elif found:
        _print_text(console.out, console, found, files)
    else:
        console.write(say("problem.clean", console.language, n=files) + "\n")
