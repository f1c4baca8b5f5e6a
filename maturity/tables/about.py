"""Which organisation is each row of a table about, and is that said well?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from maturity.diagnostics import Diagnostic, Place, nearest
from maturity.model.response import Respondent, Response
from maturity.model.values import ID_PATTERN, MAX_TEXT, STATES
from maturity.tables.cells import valid
from maturity.tables.known import words
from maturity.tables.names import id_of
from maturity.tables.row_response import tags_in
from maturity.tables.scalars import CONTROL, Wrong

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from maturity.tables.answers import Chunk

LABELS = ("country", "government", "tags")
_LONGEST_ID = 80
_NAMES = "organisation.name"


@dataclass(frozen=True)
class About:
    """Of some rows: whom each is about and when.

    Attributes:
        ids: Of the organisations.
        names: Theirs, null where none is given.
        labels: `country`, `government` and `tags` as texts, where the table has them.
        days: The date of each row; one date where all have the same.
    """

    ids: pl.Series
    names: pl.Series | None
    labels: Mapping[str, pl.Series]
    days: date | tuple[date, ...]

    def day(self, index: int) -> date:
        """The date of one row."""
        return self.days if isinstance(self.days, date) else self.days[index]

    def only(self, kept: NDArray[np.int64]) -> About:
        """The same for some of the rows."""
        return About(
            self.ids[kept],
            None if self.names is None else self.names[kept],
            {name: series[kept] for name, series in self.labels.items()},
            self.days if isinstance(self.days, date) else tuple(self.days[int(i)] for i in kept),
        )


def about_of(chunk: Chunk) -> About:
    """Whom the rows of a chunk are about; notes in the chunk what is wrong."""
    ids, names = _ids_and_names(chunk)
    _check_words(chunk)
    _check(chunk, "language", lambda text: valid(Response, "language", text))
    _check_questionnaire(chunk)
    labels = {name: found for name in LABELS if (found := _label(chunk, name)) is not None}
    return About(ids, names, labels, _days(chunk))


def _label(chunk: Chunk, name: str) -> pl.Series | None:
    import polars as pl

    if name not in chunk.codes:
        return chunk.words(name)
    said = (m if isinstance(m, str) else None for m in chunk.known[name].meanings)
    meanings = [";".join(tags_in(m)) or None for m in said] if name == "tags" else list(said)
    return pl.Series(meanings, dtype=pl.String)[chunk.codes[name]]


def _days(chunk: Chunk) -> date | tuple[date, ...]:
    today = chunk.reader.today
    if "date" not in chunk.codes:
        return today
    days = [m if isinstance(m, date) else today for m in chunk.known["date"].meanings]
    used = {days[code] for code in set(chunk.codes["date"].tolist())}
    return used.pop() if len(used) == 1 else tuple(days[code] for code in chunk.codes["date"])


def _ids_and_names(chunk: Chunk) -> tuple[pl.Series, pl.Series | None]:
    import polars as pl

    ids, names = chunk.words("organisation"), chunk.words(_NAMES)
    target = "organisation"
    if ids is None or chunk.reader.names:
        names = ids if names is None else names
        target = _NAMES if ids is None else target
        given = [] if names is None else names.to_list()
        ids = pl.Series([None if n is None else id_of(n) for n in given], dtype=pl.String)
    good = ids.str.contains(f"^(?:{ID_PATTERN})$") & (ids.str.len_bytes() <= _LONGEST_ID)
    for index in (~good.fill_null(value=False)).arg_true():
        name = ids[index]
        if name is None:
            chunk.wrong(index, "MT107", target)
        else:
            chunk.wrong(index, "MT118", target, found=name, id=id_of(name), column=_NAMES)
    for word in STATES:
        for index in (ids == word).fill_null(value=False).arg_true():
            chunk.wrong(index, "MT118", target, found=word, variant="state", id=id_of(f"{word}-1"), column=_NAMES)  # fmt: skip
    return ids, names


def _check_words(chunk: Chunk) -> None:
    """Words that are too long, or hold what acts on a terminal."""
    import polars as pl

    for target in sorted(chunk.reader.free & chunk.reader.by_target.keys()):
        series = chunk.frame[f"c{chunk.reader.by_target[target].place}"]
        if series.dtype != pl.String:
            continue
        bad = (series.str.len_chars() > MAX_TEXT) | series.str.contains(CONTROL)
        for index in bad.fill_null(value=False).arg_true():
            found = words(series[index])
            if isinstance(found, Wrong):
                chunk.wrong_cell(index, target, found)
    respondents = chunk.words("respondent")
    if respondents is not None:
        bad = ~respondents.str.contains(f"^(?:{ID_PATTERN})$")
        for index in bad.fill_null(value=False).arg_true():
            if not valid(Respondent, "id", respondents[index]):
                chunk.wrong(index, "MT118", "respondent", found=respondents[index], id=id_of(respondents[index]), column="respondent.name")  # fmt: skip


def _each(chunk: Chunk, target: str) -> Sequence[tuple[Any, Callable[[], Sequence[int]]]]:
    """What a column can say, with the rows that say it."""
    if target not in chunk.codes:
        return ()
    codes = chunk.codes[target]
    return [
        (meaning, lambda place=place: (codes == place).nonzero()[0].tolist())  # type: ignore[misc]
        for place, meaning in enumerate(chunk.known[target].meanings)
    ]


def _check(chunk: Chunk, target: str, fits: Callable[[str], bool]) -> None:
    for meaning, indexes in _each(chunk, target):
        if isinstance(meaning, str) and not fits(meaning):
            for index in indexes():
                chunk.wrong_cell(index, target, Wrong(meaning, "form"))


def older(chunk: Chunk, fine: NDArray[np.bool_]) -> Diagnostic | None:
    """Where the first row answers another minor version, with how many there are as the value `n`.

    Args:
        chunk: The rows.
        fine: Which of them can be used.

    Returns:
        None where all answer the version at hand, or do not say which.
    """
    has = chunk.reader.questionnaire.version
    count, first, said = 0, chunk.height, ""
    for version, indexes in _each(chunk, "questionnaire.version"):
        if not isinstance(version, str) or version.split(".")[:2] == has.split(".")[:2]:
            continue
        rows = [index for index in indexes() if fine[index]]
        count += len(rows)
        if rows and rows[0] < first:
            first, said = rows[0], version
    if not count:
        return None
    column = chunk.reader.by_target["questionnaire.version"].place + 1
    place = Place(chunk.reader.file, int(chunk.numbers[first]), column)
    return Diagnostic("MT120", place, {"n": count, "found": said, "has": has})


def _check_questionnaire(chunk: Chunk) -> None:
    has = chunk.reader.questionnaire
    for name, indexes in _each(chunk, "questionnaire"):
        if isinstance(name, str) and name != has.questionnaire:
            near = nearest(name, [has.questionnaire])
            for index in indexes():
                chunk.wrong(index, "MT110", "questionnaire", found=name, has=has.questionnaire, near=near)  # fmt: skip
    for version, indexes in _each(chunk, "questionnaire.version"):
        if isinstance(version, str) and version.split(".")[0] != has.version.split(".")[0]:
            for index in indexes():
                chunk.wrong(index, "MT111", "questionnaire.version", found=version, has=has.version)
