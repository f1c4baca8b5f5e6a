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
    if isinstance(value, int):
        return str(value)
    return f"{value:.12g}" if isinstance(value, float) else value


def _row(value: Any) -> int:
    whole = isinstance(value, int | float) and not isinstance(value, bool) and value % 1 == 0
    if not whole or not 1 <= value <= _MOST_ROWS:
        raise PydanticCustomError("row", "number of a row expected")
    return int(value)


RowNumber = Annotated[int, PlainValidator(_row), WithJsonSchema({"type": "integer", "minimum": 1})]
Substitutes = Annotated[dict[str, Words], BeforeValidator(_as_texts)]


_COLUMNS = (
    "What a column holds, by its heading: a question's id, `organisation`, `profile.stage`, "
    "`<question>:reason` and the like, or `-` to leave it aside. One option of a question with "
    "several answers is `<question>=<choice>`: yes where it was chosen."
)


class Mapping(Frozen):
    """A mapping as its file says it."""

    mapping: Annotated[
        Literal["1"], Field(description="The version of the form in which mappings are written.")
    ]
    questionnaire: Annotated[
        Id | None, Field(description="The id of the questionnaire that the rows answer.")
    ] = None
    columns: Annotated[dict[str, Words], Field(description=_COLUMNS)] = Field(default_factory=dict)
    values: Annotated[
        Substitutes,
        Field(
            description="What a cell stands for in the column of any question: a level's value, a choice's id, NA, ?, - or `unanswered`."
        ),
    ] = Field(default_factory=dict)
    questions: Annotated[
        dict[str, Substitutes],
        Field(
            description="What a cell stands for in one column only, by what the column holds: a question's id, `country`, `profile.stage` and the like."
        ),
    ] = Field(default_factory=dict)
    set_: Annotated[
        Substitutes,
        Field(alias="set", description="What is the same for all rows, such as the date."),
    ] = Field(default_factory=dict)
    heading_row: Annotated[
        RowNumber | None, Field(description="The row with the headings, counted from 1.")
    ] = None
    sheet: Annotated[
        Words | None, Field(description="The sheet of a workbook that holds the rows.")
    ] = None
    delimiter: Annotated[
        Literal[",", ";", "|", "\t", "tab"] | None,
        Field(description="The character between the cells of a text file."),
    ] = None
    decimal: Annotated[
        Literal["point", "comma"] | None,
        Field(
            description="The mark before decimals; told from each number by itself when left out."
        ),
    ] = None
    dates: Annotated[
        Literal["day-first", "month-first"] | None,
        Field(description="What comes first in dates such as 03/04/2026."),
    ] = None
