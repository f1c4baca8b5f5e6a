"""Where does a measure's number come from, down to the answers?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from maturity.model.rubric import WITH_LEVEL
from maturity.scoring.assess import Scored
from maturity.scoring.contributions import Member, Piece, Stake
from maturity.scoring.counted import Claims
from maturity.scoring.encode import ANSWERED, NOT_APPLICABLE, STATE_NAMES
from maturity.scoring.explanation import Node, TooFew
from maturity.scoring.opened import Opened
from maturity.scoring.plan import PlannedMeasure
from maturity.scoring.standing import figure


class MeasureTrees:
    """Makes the trees of the measures and answers of one response."""

    def __init__(self, scored: Scored) -> None:
        self.scored, self.plan = scored, scored.plan
        self.opened, self.claims = Opened(scored), Claims(scored)

    def measure(self, place: int) -> Node:
        """A measure as the number on top: its contribution is its value."""
        value = figure(self.scored.scores.measures[place].value[0])
        return replace(self._measure(place, None if value is None else Stake(value)), weight=1.0)

    def answer(self, column: int) -> Node:
        """An answer by itself: what it says, and what it counts."""
        least, greatest = float(self.plan.least[column]), float(self.plan.greatest[column])
        value = figure(self.scored.scores.counted[column, 0])
        return Node(
            kind="question",
            id=self.plan.questions[column].id,
            value=value,
            score=None if value is None else (value - least) / (greatest - least),
            least=least,
            greatest=greatest,
            state=STATE_NAMES[int(self.scored.rows.states[column, 0])],
            claimed=self.claims.claimed(column),
            reasons=self.claims.reasons(column),
        )

    def uses(self, column: int) -> Iterator[Node]:
        """Each measure that a question is a member of, with only this member below it."""
        name = self.plan.questions[column].id
        for place, measure in enumerate(self.plan.measures):
            if any(not part.is_measure and part.index == column for part in measure.parts):
                node = self.measure(place)
                own = tuple(child for child in node.children if child.id == name)
                yield replace(node, children=own)

    def too_few(self, place: int) -> TooFew | None:
        """Why a measure has no score of its own; None where it has one or where nothing applies."""
        result = self.scored.scores.measures[place]
        if result.enough[0] or not result.applicable[0]:
            return None
        return TooFew(
            answered=int(result.answered[0]),
            asked=int(result.applicable[0]),
            minimum=self.plan.measures[place].minimum_answered,
            low=float(result.low[0]),
            high=float(result.high[0]),
        )

    def _measure(self, place: int, stake: Stake | None) -> Node:
        planned, result = self.plan.measures[place], self.scored.scores.measures[place]
        return Node(
            kind="measure",
            id=planned.id,
            value=figure(result.value[0]),
            score=figure(result.score[0]),
            least=figure(result.least[0]),
            greatest=figure(result.greatest[0]),
            by=planned.by,
            contribution=None if stake is None else stake.amount,
            turns=tuple(self.opened.turns(place)),
            too_few=self.too_few(place),
            children=(*self._members(place, stake), *self._weightless(place)),
        )

    def _members(self, place: int, stake: Stake | None) -> Iterator[Node]:
        measure = self.plan.measures[place]
        members, pieces = self.opened.members(place), self.opened.pieces(place)
        stakes = stakes_of(members, pieces, stake)
        total = sum(m.part.weight for m, p in zip(members, pieces, strict=True) if p is not None)
        for member, piece, its in zip(members, pieces, stakes, strict=True):
            node = self._member(measure, member, its)
            if piece is not None:
                node = replace(
                    node,
                    weight=member.part.weight / total,
                    adds=piece.amount,
                    decides=piece.decides,
                    halves=piece.halves,
                )
                if measure.by in WITH_LEVEL:
                    node = replace(
                        node,
                        reaches=member.reaches,
                        need=member.part.need,
                        on="score" if measure.on_score else "value",
                    )
            yield node

    def _member(self, measure: PlannedMeasure, member: Member, stake: Stake | None) -> Node:
        if member.part.is_measure:
            node = self._measure(member.part.index, stake)
        else:
            node = self.answer(member.part.index)
        if member.native is None:
            gone = "unanswered" if member.applicable else "not_applicable"
            return replace(node, weight=0.0, left_out=node.state or gone)
        if member.part.is_measure:
            return node
        return replace(
            node,
            value=member.native,
            score=(member.native - member.least) / (member.greatest - member.least),
            contribution=None if stake is None else stake.amount,
            stands_in=self._stands_in(measure, member.part.index),
        )

    def _stands_in(self, measure: PlannedMeasure, column: int) -> str | None:
        """As what a question without an answer counts in a measure."""
        state = self.scored.rows.states[column, 0]
        if state == ANSWERED:
            return None
        return measure.not_applicable if state == NOT_APPLICABLE else measure.missing

    def _weightless(self, place: int) -> Iterator[Node]:
        for member in self.opened.weightless(place):
            kind, name = member.target
            node = (
                self.answer(self.plan.column[name])
                if kind == "question"
                else self._measure(self.plan.measure[name], None)
            )
            yield replace(node, weight=0.0, left_out="weight", children=())


def stakes_of(
    members: Sequence[Member], pieces: Sequence[Piece | None], stake: Stake | None
) -> list[Stake | None]:
    """What each member brings to the number on top, given what its measure brings."""
    present = [(m, p) for m, p in zip(members, pieces, strict=True) if p is not None]
    if stake is None or not present:
        return [None] * len(members)
    amounts, factor = stake.over([piece for _, piece in present])
    found = iter(
        Stake(amount, None if piece.slope is None else factor * piece.slope * _per_unit(member))
        for amount, (member, piece) in zip(amounts, present, strict=True)
    )
    return [None if piece is None else next(found) for piece in pieces]


def _per_unit(member: Member) -> float:
    """What one unit of a member's own value is of what it enters with."""
    return member.width / (member.greatest - member.least)
