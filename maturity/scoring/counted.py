"""Why does an answer count other than it says?"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Literal

from maturity.model.rubric import Cap, QuestionScale
from maturity.scoring.assess import Scored
from maturity.scoring.definitions import capped_questions
from maturity.scoring.evidence import proven_at_most
from maturity.scoring.explanation import Reason
from maturity.scoring.plan import TOLERANCE, PlannedCap
from maturity.scoring.standing import figure


class Claims:
    """What the answers of one response say, and what they count."""

    def __init__(self, scored: Scored) -> None:
        self.scored, self.plan = scored, scored.plan

    def claimed(self, column: int) -> float | None:
        """What an answer says, where it counts other than that."""
        given = figure(self.scored.rows.claimed[column, 0])
        counts = figure(self.scored.scores.counted[column, 0])
        if given is None or counts is None or abs(given - counts) <= TOLERANCE:
            return None
        return given

    def reasons(self, column: int) -> tuple[Reason, ...]:
        """Why, one rule of the rubric after the other."""
        return tuple(self._reasons(column)) if self.claimed(column) is not None else ()

    def _reasons(self, column: int) -> Iterator[Reason]:
        given = float(self.scored.rows.claimed[column, 0])
        proven = float(self.scored.rows.values[column, 0])
        counts = float(self.scored.scores.counted[column, 0])
        scaled, scale = self.plan.counted(column, given), self.plan.scales.get(column)
        if scale is not None and abs(scaled - given) > TOLERANCE:
            yield Reason(_of_scale(scale), scaled)
        if proven < scaled - TOLERANCE:
            yield Reason("evidence", proven, self._cap(column, proven, self._lacks_evidence))
        if counts < proven - TOLERANCE:
            yield Reason("dependency", counts, self._cap(column, counts, _depends))

    def _cap(
        self, column: int, at_most: float, applies: Callable[[PlannedCap], bool]
    ) -> Cap | None:
        """The first rule that gives this limit."""
        return next(
            (
                said
                for planned, said in self._caps
                if planned.column == column
                and abs(planned.at_most - at_most) <= TOLERANCE
                and applies(planned)
            ),
            None,
        )

    def _lacks_evidence(self, cap: PlannedCap) -> bool:
        answer = self.scored.response.answers[self.plan.questions[cap.column].id]
        alone = replace(self.plan, caps=(cap,))
        return proven_at_most(alone, cap.column, answer, self.scored.response.date) < math.inf

    @cached_property
    def _caps(self) -> tuple[tuple[PlannedCap, Cap], ...]:
        """The plan's caps beside the rules they come from; both are in the rubric's order."""
        said = [
            cap
            for cap in self.scored.rubric.caps
            for _ in capped_questions(cap, self.scored.questionnaire)
        ]
        return tuple(zip(self.plan.caps, said, strict=True))


def _of_scale(scale: QuestionScale) -> Literal["scale", "curve", "reverse"]:
    if scale.curve == "log":
        return "curve"
    return "reverse" if scale.least > scale.greatest else "scale"


def _depends(cap: PlannedCap) -> bool:
    return cap.unless is not None
