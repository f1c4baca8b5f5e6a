"""How are the columns and cells of a table to be understood, where they do not say it themselves?"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from maturity.model.values import Frozen, Id, Words

LEFT_ASIDE = "-"
"""What a column is mapped to that is not to be read."""


_MOST_ROWS = 10_000_000


def _as_texts(value: Any) -> Any:
    """YAML reads some cells as numbers or truths; a table holds texts."""
    if not isinstance(value, dict):
        return value
    return {key: _as_text(item) for key, item in value.items()}


def _as_text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.12g}" if isinstance(value, int | float) else value


def _row(value: Any) -> int:
    whole = isinstance(value, int | float) and not isinstance(value, bool) and value % 1 == 0
    if not whole or not 1 <= value <= _MOST_ROWS:
        raise PydanticCustomError("row", "number of a row expected")
    return int(value)


RowNumber = Annotated[int, PlainValidator(_row), WithJsonSchema({"type": "integer", "minimum": 1})]
Substitutes = Annotated[dict[str, Words], BeforeValidator(_as_texts)]


class Mapping(Frozen):
    """A mapping as its file says it.

    Attributes:
        questionnaire: What the rows answer.
        columns: What a column holds, by its heading: a question's id, `organisation`,
            `profile.stage`, `<question>:reason` and the like, or `-` to leave it aside. One option
            of a question with several answers is `<question>=<choice>`: yes where it was chosen.
        values: What a cell stands for, in every column of a question; `unanswered` for nothing.
        questions: The same for single questions, by id.
        set_: What is the same for all rows, such as the date.
        heading_row: The row with the headings, from 1.
        sheet: Of a workbook.
        delimiter: Between the cells of a text file.
        decimal: How numbers are written; told from each by itself where nothing is said.
        dates: Which comes first in dates such as 03/04/2026.
    """

    mapping: Literal["1"]
    questionnaire: Id | None = None
    columns: dict[str, Words] = Field(default_factory=dict)
    values: Substitutes = Field(default_factory=dict)
    questions: dict[str, Substitutes] = Field(default_factory=dict)
    set_: Annotated[Substitutes, Field(alias="set")] = Field(default_factory=dict)
    heading_row: RowNumber | None = None
    sheet: Words | None = None
    delimiter: Literal[",", ";", "|", "\t", "tab"] | None = None
    decimal: Literal["point", "comma"] | None = None
    dates: Literal["day-first", "month-first"] | None = None
