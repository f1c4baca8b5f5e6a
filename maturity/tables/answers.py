"""What do the rows of a table answer?

Rows become arrays, as the engine wants them; a row with a cell that answers nothing is refused whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from maturity.diagnostics import MOST_GUESSES, Diagnostic, Place
from maturity.model.mapping import Mapping
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Answer, Response
from maturity.scoring.encode import (
    ANSWERED,
    STATE_NAMES,
    UNANSWERED,
    Rows,
    encode_given,
    native_value,
)
from maturity.scoring.plan import ScoringPlan
from maturity.tables.about import About, about_of, older
from maturity.tables.boxes import Boxes, boxes_in, encoded
from maturity.tables.columns import Column, Columns
from maturity.tables.known import MOST_KEPT, Known, is_free, reading, text_of, told
from maturity.tables.row_problems import MOST_IN_A_ROW, LeftOut, all_told
from maturity.tables.row_response import answer_of, response_of
from maturity.tables.scalars import Wrong
from maturity.tables.unasked import unasked
from maturity.tables.unreasoned import unreasoned

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Refused:
    """A row that cannot be used, and why."""

    row: int
    organisation: str | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Answered:
    """Rows that can be scored.

    Attributes:
        numbers: The row of each, as a person counts.
        about: Which organisation each is about, and when.
        rows: The answers.
        response: The response of one of them, by its place.
        refused: The rows that cannot be used, in their order.
        warnings: What is odd about rows that count all the same: at most one of each code, where the
            first such answer stands, with how many there are as its value `n`.
    """

    numbers: NDArray[np.int64]
    about: About
    rows: Rows
    response: Callable[[int], Response]
    refused: tuple[Refused, ...]
    warnings: tuple[Diagnostic, ...] = ()


@dataclass
class TableReader:
    """Reads the chunks of one table; several at once, when it must.

    Attributes:
        today: The date of rows that have none.
        names: Whether the column of the organisation holds names, from which ids are made.
    """

    questionnaire: Questionnaire
    plan: ScoringPlan
    columns: Columns
    mapping: Mapping
    file: str
    today: date
    names: bool = False
    _known: dict[str, Known] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def read(self, frame: pl.DataFrame, numbers: NDArray[np.int64]) -> Answered:
        """What the rows of a chunk answer.

        Args:
            frame: Columns `c0`, `c1`, … in the order of the headings.
            numbers: The row of each, as a person counts.
        """
        return Chunk(self, self._whole(_plain(frame)), numbers).answered()

    def _whole(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows with a column for each thing that is the same in all of them."""
        import polars as pl

        same = [c for c in self.columns.same if c.target]
        texts = (pl.lit(self.mapping.set_[str(c.target)]).alias(f"c{c.place}") for c in same)
        return frame.with_columns(texts) if same else frame

    @cached_property
    def by_target(self) -> dict[str, Column]:
        """The columns that are read, by what they hold."""
        return {c.target: c for c in (*self.columns.all, *self.columns.same) if c.target}

    @cached_property
    def free(self) -> frozenset[str]:
        """What is held by columns of words that differ from row to row."""
        return frozenset(name for name in self.by_target if is_free(name, self.questionnaire))

    @cached_property
    def boxes(self) -> dict[str, Boxes]:
        """Of each question whose options have a column each, those columns."""
        return boxes_in(self.questionnaire, self.by_target)

    def known(self, target: str, cells: Sequence[Any]) -> tuple[Known, list[int]]:
        """The cells of a column that were met so far, and the places of these among them."""
        with self._lock:
            held = self._known.get(target)
            if held is None or len(held.meanings) > MOST_KEPT:
                read = reading(target, self.questionnaire, self.mapping)
                held = Known(read, comma=self.mapping.decimal == "comma")
                self._known[target] = held
            return held, held.add(cells)


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """The same cells, lists as one text and what is no number as nothing."""
    import polars as pl

    changes = []
    for name, kind in frame.schema.items():
        if isinstance(kind, pl.List):
            changes.append(pl.col(name).cast(pl.List(pl.String)).list.join(";"))
        elif kind.is_float():
            changes.append(pl.col(name).fill_nan(None))
        elif kind == pl.Categorical or isinstance(kind, pl.Enum):
            changes.append(pl.col(name).cast(pl.String))
    return frame.with_columns(changes) if changes else frame


class Chunk:
    """The rows of one chunk: what each column says in each, and what is wrong."""

    def __init__(
        self, reader: TableReader, frame: pl.DataFrame, numbers: NDArray[np.int64]
    ) -> None:
        self.reader, self.frame, self.numbers, self.height = reader, frame, numbers, frame.height
        self.known: dict[str, Known] = {}
        self.codes = self._codes()
        self.problems: dict[int, list[Diagnostic]] = {}
        self._left_out: dict[int, list[LeftOut]] = {}

    def _codes(self) -> dict[str, NDArray[np.int32]]:
        """For each column of answers, which of its known cells stands in each row."""
        import polars as pl

        reader = self.reader
        names = {t: f"c{c.place}" for t, c in reader.by_target.items() if t not in reader.free}
        distinct = self.frame.select(pl.col(name).unique().implode() for name in names.values())
        recoded = []
        for target, name in names.items():
            cells = distinct[name][0].to_list()
            self.known[target], places = reader.known(target, cells)
            old = pl.Series(cells, dtype=self.frame.schema[name])
            new = pl.Series(places, dtype=pl.Int32)
            recoded.append(pl.col(name).replace_strict(old, new, return_dtype=pl.Int32))
        coded = self.frame.select(recoded)
        return {t: coded[name].cast(pl.Int32).to_numpy() for t, name in names.items()}

    def words(self, target: str) -> pl.Series | None:
        """The column of words of a target, without blanks around them; None where there is none."""
        import polars as pl

        column = self.reader.by_target.get(target)
        if column is None:
            return None
        series = self.frame[f"c{column.place}"]
        if series.dtype != pl.String:
            texts = [None if cell is None else text_of(cell) for cell in series]
            series = pl.Series(texts, dtype=pl.String)
        series = series.str.strip_chars()
        return series.set(series == "", None) if (series == "").any() else series

    def said(self, target: str, index: int) -> Any:
        """What the column of a target says in one row."""
        if target in self.codes:
            return self.known[target].meanings[self.codes[target][index]]
        column = self.reader.by_target.get(target)
        if column is None:
            return None
        cell = self.frame[f"c{column.place}"][index]
        read = reading(target, self.reader.questionnaire, self.reader.mapping)
        return None if cell is None else read(text_of(cell))

    def wrong(self, index: int, code: str, target: str, **values: Any) -> None:
        """Note what is wrong in a row."""
        self._note(index, code, target, values)

    def wrong_cell(self, index: int, target: str, cell: Wrong) -> None:
        """Note that a cell means nothing that could stand there."""
        self._note(index, "MT106", target, told(cell))

    def _note(self, index: int, code: str, target: str, values: Table[str, Any]) -> None:
        column = self.reader.by_target.get(target)
        in_table = column is not None and column.place < len(self.reader.columns.all)
        number = column.place + 1 if column is not None and in_table else 0
        heading = column.heading if column else target
        noted = self.problems.setdefault(index, [])
        if len(noted) >= MOST_IN_A_ROW:
            beyond = LeftOut(code, number, target, heading, values)
            self._left_out.setdefault(index, []).append(beyond)
            return
        place = Place(self.reader.file, int(self.numbers[index]), number)
        noted.append(Diagnostic(code, place, {"heading": heading, **values}, (target,)))

    def answered(self) -> Answered:
        """The rows that can be scored, and those that cannot."""
        plan = self.reader.plan
        values = np.full((len(plan.questions), self.height), np.nan)
        states = np.full(values.shape, np.uint8(UNANSWERED))
        for target, codes in self.codes.items():
            meanings = self.known[target].meanings
            self._wrong_cells(target, meanings, codes)
            place = plan.column.get(target)
            if place is not None:
                worth, state = _tables(plan, place, meanings)
                values[place], states[place] = worth[codes], state[codes]
        for name, boxes in self.reader.boxes.items():
            place = plan.column.get(name)
            if place is not None:
                values[place], states[place] = encoded(self, plan.questions[place], boxes)
        about = about_of(self)
        fine = np.ones(self.height, dtype=np.bool_)
        fine[list(self.problems)] = False
        kept = np.flatnonzero(fine)
        if len(kept) < self.height:
            values, states, about = values[:, kept], states[:, kept], about.only(kept)
        given = states[[column for column, _ in plan.conditions]]
        rows = encode_given(plan, Rows(values, states), _Said(self, kept, about))
        odd = (unreasoned(self, fine), unasked(self, kept, given, rows), older(self, fine))
        return Answered(
            self.numbers[kept],
            about,
            rows,
            lambda index: response_of(self, int(kept[index]), about, index),
            tuple(self._refused()),
            tuple(found for found in odd if found is not None),
        )

    def _refused(self) -> list[Refused]:
        ids = self.words("organisation")
        ids = self.words("organisation.name") if ids is None else ids
        return [
            Refused(
                int(self.numbers[index]),
                None if ids is None else ids[index],
                all_told(self.problems[index], self._left_out.get(index, ())),
            )
            for index in sorted(self.problems)
        ]

    def _wrong_cells(self, target: str, meanings: Sequence[Any], codes: NDArray[np.int32]) -> None:
        wrong = [place for place, meaning in enumerate(meanings) if isinstance(meaning, Wrong)]
        said: dict[int, dict[str, Any]] = {}
        for index in np.flatnonzero(np.isin(codes, wrong)) if wrong else ():
            place = int(codes[index])
            if place not in said:
                said[place] = told(meanings[place], guessing=len(said) < MOST_GUESSES)
            self._note(int(index), "MT106", target, said[place])


class _Said:
    """What the rows of a chunk say beside numbers."""

    def __init__(self, chunk: Chunk, kept: NDArray[np.int64], about: About) -> None:
        self._chunk, self._kept, self._about = chunk, kept, about

    def answers(self, name: str) -> Sequence[Answer]:
        return [answer_of(self._chunk, name, int(index)) for index in self._kept]

    def date(self, index: int) -> date:
        return self._about.day(index)


def _tables(
    plan: ScoringPlan, place: int, meanings: Sequence[Any]
) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """What each known cell of a question counts, and the state it is in."""
    worth = np.full(len(meanings), np.nan)
    state = np.full(len(meanings), np.uint8(UNANSWERED))
    for at, meaning in enumerate(meanings):
        if isinstance(meaning, Answer):
            state[at] = STATE_NAMES.index(meaning.state)
            if state[at] == ANSWERED:
                worth[at] = native_value(plan.questions[place], meaning.answer)
    return worth, state
