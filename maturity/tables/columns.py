"""What does each column of a table hold?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from maturity.diagnostics import Diagnostic, Guesses, Place, nearest
from maturity.model.mapping import LEFT_ASIDE, Mapping
from maturity.model.questionnaire import Questionnaire
from maturity.tables.known import FREE, reading, told
from maturity.tables.matching import ABOUT, Headings, is_of_survey
from maturity.tables.scalars import Wrong

SET = "set"
"""Heads what a mapping says of all rows, as if it stood in a column."""

MOST_NAMED = 20
"""So many columns that are not used are named one by one."""

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
    columns = [_column(place, text, known, mapping) for place, text in enumerate(headings)]
    same = [Column(len(columns) + n, SET, name, "mapped") for n, name in enumerate(mapping.set_)]
    columns, doubled = _one_each(columns, same)
    place = _Places(file, row)
    found = [_doubled(place, a, b, same) for a, b in doubled]
    found += _of_mapping(mapping, headings, known, place)
    found += _of_set(mapping, questionnaire, known, place)
    targets = {column.target for column in (*columns, *same)}
    if not targets & {"organisation", "organisation.name"}:
        found.append(place.at("MT102"))
    questions = [question.id for question in questionnaire.questions()]
    without = [name for name in questions if name not in targets]
    if len(without) == len(questions):
        found.append(place.at("MT104"))
    elif without:
        found.append(place.at("MT105", n=len(without), keys=without))
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
    for heading, target in mapping.columns.items():
        if heading not in headings:
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
        if name not in known.exact or ":" in name:
            near = nearest(name, list(known.exact))
            yield place.of_mapping("MT115", SET, name, heading=SET, id=name, near=near)
            continue
        meaning = reading(name, questionnaire, mapping)(text)
        if isinstance(meaning, Wrong):
            yield place.of_mapping("MT106", SET, name, heading=f"{SET}: {name}", **told(meaning))


def _doubled(place: _Places, first: Column, second: Column, same: Sequence[Column]) -> Diagnostic:
    variant = "set" if first in same else "same" if first.heading == second.heading else None
    values = {"variant": variant} if variant else {}
    return place.at("MT103", second, id=second.target, first=first.heading, **values)


def _unused(columns: Sequence[Column], known: Headings, place: _Places) -> Iterator[Diagnostic]:
    unused = [column for column in columns if column.how == "unused"]
    guesses, words = Guesses(), [name for name in known.exact if ":" not in name]
    for column in unused[:MOST_NAMED]:
        yield place.at("MT101", column, near=guesses.near(column.heading, words))
    if len(unused) > MOST_NAMED:
        yield place.at("MT117", unused[MOST_NAMED], n=len(unused) - MOST_NAMED)


def _column(place: int, heading: str, known: Headings, mapping: Mapping) -> Column:
    said = mapping.columns.get(heading)
    if said is not None:
        held = said if said in known.exact else None
        return Column(place, heading, held, "aside" if said == LEFT_ASIDE else "mapped")
    target = known.meaning(heading) if heading else None
    if target is None:
        spare = not heading or is_of_survey(heading)
        return Column(place, heading, None, "of_survey" if spare else "unused")
    return Column(place, heading, target, "exact" if target == heading else "words")


def _one_each(
    columns: Sequence[Column], same: Sequence[Column]
) -> tuple[list[Column], list[tuple[Column, Column]]]:
    """One column for each thing: the surest; and the pairs that are equally sure.

    What is said of all rows is as sure as what a mapping says, or an id.
    """
    order: tuple[How, ...] = ("mapped", "exact", "words")
    held = {str(column.target): column for column in same}
    doubled: list[tuple[Column, Column]] = []
    result = list(columns)
    for column in sorted(
        (c for c in columns if c.target is not None), key=lambda c: (order.index(c.how), c.place)
    ):
        first = held.setdefault(str(column.target), column)
        if first is column:
            continue
        alike = first.how == column.how or (first in same and column.how == "exact")
        if alike and not (column.how == "words" and column.target in ABOUT):
            doubled.append((first, column))
        else:
            result[column.place] = Column(column.place, column.heading, None, "of_survey")
    return result, doubled
