"""Which organisations are looked at together, and what is known of each?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from maturity.model.questionnaire import Questionnaire
from maturity.model.rubric import Rubric
from maturity.scoring.encode import Rows
from maturity.scoring.engine import Scores
from maturity.scoring.plan import ScoringPlan


@dataclass(frozen=True)
class Bodies:
    """Organisations that answered one questionnaire, scored by one rubric.

    Attributes:
        ids: Of the organisations, in the order of the rows.
        names: To print, in the same order; the id where no name is given.
        labels: What cohorts are made by: for `country`, `government` and the like, what each
            organisation says, or None where it says nothing.
        rows: The answers, questions x organisations.
        scores: What they come to.
        dates: When the first and the last of the answers were given, where that is known.
        rejected: So many further inputs could not be used.
    """

    questionnaire: Questionnaire
    rubric: Rubric
    plan: ScoringPlan
    ids: tuple[str, ...]
    names: tuple[str, ...]
    labels: Mapping[str, tuple[str | None, ...]]
    rows: Rows
    scores: Scores
    dates: tuple[date, date] | None = None
    rejected: int = 0

    @property
    def count(self) -> int:
        """How many organisations there are."""
        return len(self.ids)
