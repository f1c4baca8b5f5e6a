"""What does each column of a table hold?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from maturity.diagnostics import Diagnostic, Guesses, Place, nearest
from maturity.model.mapping import LEFT_ASIDE, Mapping
from maturity.model.questionnaire import Questionnaire
from maturity.tables.boxes import Boxes, boxes_in
from maturity.tables.known import FREE, reading, told
from maturity.tables.matching import (
    Headings,
    boxes_of,
    is_of_mail,
    is_of_survey,
    squeezed,
)
from maturity.tables.one_each import Pair, boxes_or_whole, one_each
from maturity.tables.scalars import Wrong

SET = "set"
"""Heads what a mapping says of all rows, as if it stood in a column."""

MOST_NAMED = 20
"""So many columns that are not used, or not read, are named one by one."""

How = Literal["mapped", "exact", "words", "of_survey", "aside", "unused"]


@dataclass(frozen=True)
class Column:
    """One column: where it stands, what it is called, and what it holds.

    Attributes:
        place: From 0.
        heading: As it stands.
        target: A question's id, or one of the words for what stands beside answers; None where it
            is not read.
        how: How that was found out.
    """

    place: int
    heading: str
    target: str | None
    how: How


@dataclass(frozen=True)
class Columns:
    """All columns of a table, and what was found in understanding them.

    Attributes:
        all: In their order.
        diagnostics: Of all columns.
        same: What a mapping says of every row, as columns behind the last one.
    """

    all: tuple[Column, ...]
    diagnostics: tuple[Diagnostic, ...]
    same: tuple[Column, ...] = ()

    def of(self, target: str) -> Column | None:
        """The column that holds something."""
        return next((column for column in self.all if column.target == target), None)


def understand_columns(
    headings: Sequence[str], row: int, file: str, questionnaire: Questionnaire, mapping: Mapping
) -> Columns:
    """What each column holds.

    Args:
        headings: As they stand, in order.
        row: The row they stand in; 0 where they are keys.
        file: What the table is called.
        questionnaire: What the rows answer.
        mapping: What somebody said about them.
    """
    known = Headings(questionnaire)
    said = _said_of(headings, mapping)
    columns = [_column(place, text, known, said) for place, text in enumerate(headings)]
    same = [Column(len(columns) + n, SET, name, "mapped") for n, name in enumerate(mapping.set_)]
    columns, doubled, lost = one_each(_with_brackets(columns, known), same)
    columns, both, beside = boxes_or_whole(columns, same)
    place = _Places(file, row)
    found = [_doubled(place, a, b, same) for a, b in (*doubled, *both)]
    found += _lost(place, (*lost, *beside))
    found += _of_mapping(mapping, headings, known, place)
    found += _of_set(mapping, questionnaire, known, place)
    targets = {column.target for column in (*columns, *same) if column.target}
    if not targets & {"organisation", "organisation.name"}:
        found.append(place.at("MT102"))
    questions = [question.id for question in questionnaire.questions()]
    boxes = boxes_in(questionnaire, targets)
    without = [name for name in questions if name not in {*targets, *boxes}]
    if len(without) == len(questions):
        found.append(place.at("MT104"))
    elif without:
        found.append(place.at("MT105", n=len(without), keys=without))
    found += _without_boxes(questionnaire, boxes, place)
    return Columns(tuple(columns), (*found, *_unused(columns, known, place)), tuple(same))


@dataclass(frozen=True)
class _Places:
    file: str
    row: int

    def at(self, code: str, column: Column | None = None, **values: Any) -> Diagnostic:
        """A diagnostic about a column, or about the whole table."""
        where = Place(self.file, self.row, 0 if column is None else column.place + 1)
        heading = {} if column is None else {"heading": column.heading}
        return Diagnostic(code, where, {**heading, **values})

    def of_mapping(self, code: str, *route: str, **values: Any) -> Diagnostic:
        """A diagnostic about the whole table that comes from a place in a mapping."""
        return Diagnostic(code, Place(self.file, self.row), values, route)


def _of_mapping(
    mapping: Mapping, headings: Sequence[str], known: Headings, place: _Places
) -> Iterator[Diagnostic]:
    """What a mapping says of columns and things that there are not."""
    there = {*headings, *map(squeezed, headings)}
    for heading, target in mapping.columns.items():
        if heading not in there and squeezed(heading) not in there:
            near = nearest(heading, headings)
            yield place.of_mapping("MT114", "columns", heading, heading=heading, near=near)
        elif target != LEFT_ASIDE and target not in known.exact:
            near = nearest(target, list(known.exact))
            yield place.of_mapping(
                "MT115", "columns", heading, heading=heading, id=target, near=near
            )
    for name in mapping.questions:
        if name not in known.exact or name in FREE:
            near = nearest(name, list(known.exact))
            yield place.of_mapping(
                "MT115", "questions", name, heading="questions", id=name, near=near
            )


def _of_set(
    mapping: Mapping, questionnaire: Questionnaire, known: Headings, place: _Places
) -> Iterator[Diagnostic]:
    """What a mapping says of all rows and cannot be said."""
    for name, text in mapping.set_.items():
        if name not in known.exact or ":" in name or "=" in name:
            near = nearest(name, list(known.exact))
            yield place.of_mapping("MT115", SET, name, heading=SET, id=name, near=near)
            continue
        meaning = reading(name, questionnaire, mapping)(text)
        if isinstance(meaning, Wrong):
            yield place.of_mapping("MT106", SET, name, heading=f"{SET}: {name}", **told(meaning))


def _without_boxes(
    questionnaire: Questionnaire, boxes: dict[str, Boxes], place: _Places
) -> Iterator[Diagnostic]:
    """What is missing of the columns of a question's options."""
    for question in questionnaire.questions():
        there = {target for target, _ in boxes.get(question.id, ())}
        missing = [name for name in boxes_of(question) if name not in there] if there else []
        if missing:
            yield place.at("MT105", variant="boxes", id=question.id, n=len(missing), keys=missing)


def _doubled(place: _Places, first: Column, second: Column, same: Sequence[Column]) -> Diagnostic:
    variant = "set" if first in same else "same" if first.heading == second.heading else None
    values = {"variant": variant} if variant else {}
    return place.at("MT103", second, id=first.target, first=first.heading, **values)


def _unused(columns: Sequence[Column], known: Headings, place: _Places) -> Iterator[Diagnostic]:
    unused = [column for column in columns if column.how == "unused"]
    guesses, words = (
        Guesses(),
        [name for name in known.exact if ":" not in name and "=" not in name],
    )
    for column in unused[:MOST_NAMED]:
        near = None if is_of_mail(column.heading) else guesses.near(column.heading, words)
        yield place.at("MT101", column, near=near)
    if len(unused) > MOST_NAMED:
        more = len(unused) - MOST_NAMED
        yield place.at("MT117", unused[MOST_NAMED], n=more, count=f"{more:,}")


def _said_of(headings: Sequence[str], mapping: Mapping) -> dict[str, str]:
    """What a mapping says of each heading, letter by letter or, if not so, whatever the blanks."""
    there = set(headings)
    loose: dict[str, str] = {}
    for heading, target in mapping.columns.items():
        if heading not in there:
            loose.setdefault(squeezed(heading), target)
    alike = ((heading, loose.get(squeezed(heading))) for heading in headings if loose)
    return {h: target for h, target in alike if target is not None} | mapping.columns


def _column(place: int, heading: str, known: Headings, said: dict[str, str]) -> Column:
    told = said.get(heading)
    if told is not None:
        held = told if told in known.exact else None
        return Column(place, heading, held, "aside" if told == LEFT_ASIDE else "mapped")
    target = known.meaning(heading) if heading else None
    if target is None:
        spare = not heading or is_of_survey(heading)
        return Column(place, heading, None, "of_survey" if spare else "unused")
    return Column(place, heading, target, "exact" if target == heading else "words")


def _with_brackets(columns: Sequence[Column], known: Headings) -> list[Column]:
    """The columns, with what the brackets of headings say that nothing else is known about.

    It counts where no surer column holds the same, and the words before brackets where they mean
    one column only.
    """
    result = list(columns)
    for read, alone in ((known.in_brackets, False), (known.before_brackets, True)):
        held = {column.target for column in result}
        said = {c.place: read(c.heading) for c in result if c.how == "unused"}
        times = Counter(said.values())
        for place, target in said.items():
            if target is not None and target not in held and not (alone and times[target] > 1):
                result[place] = replace(result[place], target=target, how="words")
    return result


def _lost(place: _Places, pairs: Sequence[Pair]) -> Iterator[Diagnostic]:
    """The columns that give way to one that the mapping names, but those that survey tools add."""
    told = [
        place.at("MT121", column, id=first.target, first=first.heading)
        for first, column in pairs
        if first.how == "mapped" and not is_of_survey(column.heading)
    ]
    yield from told[:MOST_NAMED]
