"""What does each column of a table of results mean?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, fields

from maturity.messages import say
from maturity.model.questionnaire import Questionnaire
from maturity.model.rubric import Rubric
from maturity.model.text import pick
from maturity.model.values import LocalText
from maturity.tables.results import Layout
from maturity.view.plain import FORMULA

_KINDS = {"String": "text", "Date": "date", "Int16": "whole number", "Int32": "whole number"}


@dataclass(frozen=True)
class Entry:
    """One column: its name, its title for people, its type, its bounds and its meaning."""

    column: str
    title: str
    type: str
    least: str
    greatest: str
    meaning: str


def dictionary_of(
    layout: Layout, questionnaire: Questionnaire, rubric: Rubric, language: str
) -> list[Entry]:
    """The entries of all columns, in their order."""
    titles = titles_of(layout, questionnaire, rubric, language)
    steps = {
        f"{name}position": str(len(layout.plan.paths[place].steps)) for place, name in layout.paths
    }
    entries = []
    for column, kind in layout.schema.items():
        base = column.removesuffix("_low").removesuffix("_high")
        name, _, end = column.partition(":")
        if name in titles and end in {"", "low", "high"}:
            meaning = say(f"dictionary.measure.{end or 'score'}", language)
            entries.append(Entry(column, titles[name], "share", "0", "1", meaning))
        elif base in steps:
            meaning = say(f"dictionary.position{column.removeprefix(base)}", language)
            entries.append(
                Entry(
                    column,
                    titles.get(f"{base}:path", ""),
                    "whole number",
                    "0",
                    steps[base],
                    meaning,
                )
            )
        else:
            meaning = say(f"dictionary.{column}", language)
            kind_name = _KINDS.get(str(kind), "number")
            greatest = steps.get("position", "") if column == "progress" else ""
            entries.append(Entry(column, "", kind_name, "0" if greatest else "", greatest, meaning))
    return entries  # fmt: skip


def titles_of(
    layout: Layout, questionnaire: Questionnaire, rubric: Rubric, language: str
) -> dict[str, str]:
    """The titles of measures by id, and of paths by the column of their position."""
    first = questionnaire.languages[0]

    def text(words: LocalText | None) -> str:
        return pick(words, language, first).text

    found = {section.id: text(section.title) for section in questionnaire.walk()}
    found |= {m.id: text(m.title) for m in rubric.measures if m.id and m.title}
    found = {
        layout.plan.measures[p].id: found.get(layout.plan.measures[p].id, "")
        for p in layout.measures
    }
    for place, name in layout.paths:
        path = (
            rubric.path
            if not name
            else next((p for p in rubric.paths if p.id == layout.plan.paths[place].id), None)
        )
        if path is not None:
            found[f"{name}position:path"] = text(path.title)
    return found  # fmt: skip


def written(entries: list[Entry]) -> str:
    """The dictionary as a table of its own."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([field.name for field in fields(Entry)])
    writer.writerows(_cells(entry) for entry in entries)
    return out.getvalue()


def _cells(entry: Entry) -> Iterator[str]:
    for field in fields(Entry):
        text = str(getattr(entry, field.name))
        yield f"'{text}" if text.startswith(FORMULA) else text
