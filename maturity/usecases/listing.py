"""What is there to choose from?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from maturity.diagnostics import nearest
from maturity.errors import UsageError
from maturity.messages import catalogue, say
from maturity.messages.numbers import decimal
from maturity.storage.packaged import folder
from maturity.usecases.content import Content
from maturity.usecases.show_measure import by_words
from maturity.view.problems import key_of

_NEVER = frozenset({"MM002", "MM011"})
"""A mapping needs no key but the one it is known by, and holds no texts in several languages."""

LISTS = ("questionnaires", "rubrics", "templates", "measures", "actions", "codes")


@dataclass(frozen=True)
class Item:
    """One line of a list: a name, what it is and a remark."""

    name: str
    text: str = ""
    remark: str = ""


def items(kind: str, language: str) -> list[Item]:
    """The lines of one list.

    Raises:
        UsageError: When there is no such list.
    """
    makers: dict[str, Callable[[Content], Iterator[Item]]] = {
        "questionnaires": _questionnaires,
        "rubrics": _rubrics,
        "templates": _templates,
        "measures": _measures,
        "actions": _actions,
        "codes": _codes,
    }
    if kind not in makers:
        raise UsageError("error.kind", id=kind, known=", ".join(LISTS), near=nearest(kind, LISTS))
    return list(makers[kind](Content(language)))


def _shipped(path: str, language: str) -> str:
    return (
        say("list.shipped", language)
        if path.startswith(str(folder("questionnaires").parent))
        else path
    )


def _questionnaires(content: Content) -> Iterator[Item]:
    for item in content.questionnaires():
        model = item.model
        yield Item(
            model.questionnaire,
            content.text(model.title),
            _shipped(item.document.file, content.language),
        )


def _rubrics(content: Content) -> Iterator[Item]:
    for item in content.rubrics():
        yield Item(
            item.model.rubric,
            content.text(item.model.title),
            _shipped(item.document.file, content.language),
        )


def _templates(content: Content) -> Iterator[Item]:
    seen: set[str] = set()
    for place in (Path("report_templates"), folder("report_templates")):
        for path in sorted(place.glob("*/report.html.j2")):
            if path.parent.name not in seen:
                seen.add(path.parent.name)
                yield Item(path.parent.name, "", _shipped(str(path.resolve()), content.language))


def _measures(content: Content) -> Iterator[Item]:
    rubrics = [rubric.model for rubric in content.rubrics()]
    own = {
        measure.section: by_words(content, rubric, measure)
        for rubric in rubrics
        for measure in rubric.measures
        if measure.section and measure.by
    }
    for questionnaire in content.questionnaires():
        for section in questionnaire.model.walk():
            remark = ", ".join(part for part in (section.kind, own.get(section.id)) if part)
            yield Item(section.id, content.text(section.title), remark)
    for rubric in rubrics:
        for measure in rubric.measures:
            if measure.id:
                by = by_words(content, rubric, measure)
                yield Item(measure.id, content.text(measure.title), by)


def _actions(content: Content) -> Iterator[Item]:
    for rubric in content.rubrics():
        for action in rubric.model.actions:
            days = say("list.days", content.language, days=decimal(action.effort.days, 1))
            yield Item(action.id, content.text(action.title), days)


def _codes(content: Content) -> Iterator[Item]:
    for code in codes(content.language):
        about = key_of(code, ".about") or key_of(code)
        yield Item(code, say(str(about), content.language))


def codes(language: str) -> list[str]:
    """All codes of problems, those shared by several families spelt out for each."""
    found: set[str] = set()
    for key in catalogue(language):
        name, _, part = key.partition(".")
        if part == "about" and name[2:].isdecimal():
            families = ("MQ", "MR", "MA", "MP", "MM") if name.startswith("M*") else (name[:2],)
            found.update(family + name[2:] for family in families)
    return sorted(
        found - _NEVER,
        key=lambda code: (["MF", "MQ", "MR", "MA", "MP", "MM", "MT", "MC"].index(code[:2]), code),
    )
