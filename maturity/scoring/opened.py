"""What is inside each measure of one response: its members, and what became of its value?

All numbers are the engine's. What it does not keep (a measure before its own scale, its levels and
the scale it is reported on) it is asked for, by scoring measures that stop there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from maturity.model.rubric import Member as RubricMember
from maturity.model.rubric import Rung
from maturity.scoring.answers import Answers
from maturity.scoring.assess import Scored
from maturity.scoring.contributions import Member, Piece, Stake, Whole, pieces
from maturity.scoring.engine import MeasureResult, score
from maturity.scoring.explanation import Turn
from maturity.scoring.plan import TOLERANCE, Part, PlannedMeasure
from maturity.scoring.standing import figure


class Opened:
    """The measures of one response, opened up."""

    def __init__(self, scored: Scored) -> None:
        self.scored, self.plan = scored, scored.plan
        self.answers = Answers(scored.plan, scored.rows)

    def members(self, place: int) -> list[Member]:
        """The parts of a measure with what they enter with, in the rubric's order."""
        measure = self.plan.measures[place]
        return [
            self._measure(part, on_score=measure.on_score)
            if part.is_measure
            else self._question(part, measure)
            for part in measure.parts
        ]

    def pieces(self, place: int) -> list[Piece | None]:
        """What each part of a measure brings to its value, on the measure's own scale."""
        measure, members = self.plan.measures[place], self.members(place)
        bare = self._stages.get(place, (self.scored.scores.measures[place],))[0]
        width = float(bare.greatest[0] - bare.least[0])
        if self._value(place) is None:
            return [None] * len(members)
        found = pieces(measure.by, members, Whole(float(bare.value[0]), width, measure.floor))
        for turn in self.turns(place):
            factor = None
            if turn.by == "report_on" and measure.report_on is not None:
                least, greatest = measure.report_on
                factor = (greatest - least) / (turn.greatest - turn.least)
            found = _turned(found, turn, factor)
        return found

    def turns(self, place: int) -> list[Turn]:
        """What became of a measure's value after its members were put together."""
        return list(self._turns(place)) if self._value(place) is not None else []

    def weightless(self, place: int) -> list[RubricMember]:
        """The members that the rubric names with no weight."""
        name = self.plan.measures[place].id
        said = next((m for m in self.scored.rubric.measures if name in {m.id, m.section}), None)
        return [m for m in (said.of or () if said else ()) if m.weight == 0]

    def _value(self, place: int) -> float | None:
        return figure(self.scored.scores.measures[place].value[0])

    def _question(self, part: Part, measure: PlannedMeasure) -> Member:
        column = self.answers.member(part.index, measure, part.weight, part.need)
        least, greatest = float(self.plan.least[part.index]), float(self.plan.greatest[part.index])
        share = figure(column.share[0, 0])
        return Member(
            part=part,
            value=figure(column.value[0, 0]),
            width=float(column.width),
            applicable=column.applicable is None or bool(column.applicable[0]),
            native=None if share is None else least + share * (greatest - least),
            least=least,
            greatest=greatest,
        )

    def _measure(self, part: Part, *, on_score: bool) -> Member:
        result = self.scored.scores.measures[part.index]
        least, greatest = float(result.least[0]), float(result.greatest[0])
        native = figure(result.value[0])
        applicable = result.column.applicable
        return Member(
            part=part,
            value=figure(result.score[0]) if on_score else native,
            width=1.0 if on_score else greatest - least,
            applicable=applicable is None or bool(applicable[0]),
            native=native,
            least=least,
            greatest=greatest,
        )

    def _turns(self, place: int) -> Iterator[Turn]:
        measure, stages = self.plan.measures[place], self._stages.get(place)
        if stages is None:
            return
        bare, held, levelled, last = (float(stage.value[0]) for stage in stages)
        scales = [(float(stage.least[0]), float(stage.greatest[0])) for stage in stages]
        if abs(bare - held) > TOLERANCE:
            yield Turn("scale", bare, held, *scales[0])
        if measure.rungs:
            yield Turn("levels", held, levelled, *scales[1], self._rung(measure, levelled))
        if measure.report_on is not None:
            yield Turn("report_on", levelled, last, *scales[2])

    def _rung(self, measure: PlannedMeasure, value: float) -> Rung | None:
        rubric = self.scored.rubric
        said = next(m for m in rubric.measures if measure.id in {m.id, m.section})
        return next((r for r in said.levels or () if abs(r.value - value) <= TOLERANCE), None)

    @cached_property
    def _stages(self) -> dict[int, tuple[MeasureResult, ...]]:
        """The measures whose value is changed after all, by place: bare, held, on levels, as reported."""
        plan, done = self.plan, self.scored.scores.measures
        places = [
            place
            for place, m in enumerate(plan.measures)
            if m.own_scale is not None or m.rungs or m.report_on is not None
        ]
        if not places:
            return {}
        levelled = [replace(plan.measures[place], report_on=None) for place in places]
        held = [replace(measure, rungs=()) for measure in levelled]
        bare = [replace(measure, own_scale=None) for measure in held]
        whole = replace(
            plan, measures=(*plan.measures, *bare, *held, *levelled), paths=(), main=None
        )
        found = score(whole, self.scored.rows).measures[len(plan.measures) :]
        count = len(places)
        return {place: (*found[index::count], done[place]) for index, place in enumerate(places)}


def _turned(found: list[Piece | None], turn: Turn, factor: float | None) -> list[Piece | None]:
    """The pieces of a value after a turn; a factor where the turn keeps all in proportion."""
    present = [piece for piece in found if piece is not None]
    amounts, _ = Stake(turn.after, factor).over(present)
    turned = iter(
        replace(
            piece,
            amount=amount,
            slope=None if factor is None or piece.slope is None else factor * piece.slope,
        )
        for amount, piece in zip(amounts, present, strict=True)
    )
    return [None if piece is None else next(turned) for piece in found]
