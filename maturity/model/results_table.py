"""What does a table of results hold: one row per organisation, and what it rests on?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from maturity.model.assessment import Source
from maturity.model.values import LocalText

SCHEMA = "maturity/results@1"
COVERAGE = ("asked", "answered", "not_applicable", "unknown", "declined", "unanswered")
"""The columns that count questions."""


class RestsOn(BaseModel):
    """The questionnaire and the rubric that a table's figures come from, as the table says itself.

    Attributes:
        measures: The measures' titles by their ids.
        steps: The number of each step of the main path, by its id.
    """

    # What a later version adds does not hinder.
    model_config = ConfigDict(frozen=True, extra="ignore")

    schema_: Annotated[Literal["maturity/results@1"], Field(alias="schema")]
    questionnaire: Source
    rubric: Source
    measures: dict[str, LocalText] = Field(default_factory=dict)
    steps: dict[str, int] | None = None


@dataclass(frozen=True)
class ResultsTable:
    """The results of many organisations.

    Attributes:
        file: The file, as it is spoken of.
        rows: How many organisations there are; no two have one id.
        columns: Each column's values in the order of the rows: numbers, texts and days (`date`), None
            where there is nothing. A column that the file does not have is not there.
        measures: The measures with a score, a low and a high, in the file's order.
        paths: The further paths, in the file's order.
        rests_on: What the figures come from; None where the file does not say.
        rejected: How many inputs the batch that wrote the table refused.
        rejected_ids: The organisations of the first of them, where the batch could tell.
    """

    file: str
    rows: int
    columns: Mapping[str, Sequence[Any]]
    measures: tuple[str, ...]
    paths: tuple[str, ...]
    rests_on: RestsOn | None
    rejected: int = 0
    rejected_ids: tuple[str, ...] = ()

    def column(self, name: str) -> Sequence[Any]:
        """A column's values; nothing but None where the file does not have it."""
        return self.columns[name] if name in self.columns else [None] * self.rows
