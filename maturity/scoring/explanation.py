"""What is an explanation made of?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from maturity.model.rubric import Cap, Rung
from maturity.model.values import LocalText

NodeKind = Literal["position", "path", "step", "gate", "practice", "measure", "question"]


@dataclass(frozen=True)
class Reason:
    """Why an answer counts other than it says.

    Attributes:
        by: The question's scale in the rubric ends before it, goes by the logarithm, or runs the
            other way; it lacks evidence; or another answer that it depends on holds it down.
        counts: What the answer counts after this.
        cap: The rule of the rubric, for the last two.
    """

    by: Literal["scale", "curve", "reverse", "evidence", "dependency"]
    counts: float
    cap: Cap | None = None


@dataclass(frozen=True)
class Turn:
    """What became of a measure's value after its members were put together.

    Attributes:
        by: The measure's own scale that the value was held inside, the levels it was put on, or
            the scale it is reported on.
        before: The value before, on a scale from `least` to `greatest`.
        rung: The level it was put on.
    """

    by: Literal["scale", "levels", "report_on"]
    before: float
    after: float
    least: float
    greatest: float
    rung: Rung | None = None


@dataclass(frozen=True)
class TooFew:
    """Why a measure has no score of its own, and the range its score lies in."""

    answered: int
    asked: int
    minimum: float
    low: float
    high: float


@dataclass(frozen=True)
class Node:
    """One item of an explanation.

    Attributes:
        value: Native value, or None where there is none; of a gate, what is held against `need`.
        need: What a step, gate or practice, or a member of a measure that asks for a level, must reach.
        on: What is held against `need`: a value, or the share of the scale; None for a gate or
            practice that is an answer.
        by: How a measure is made of its members.
        weight: The share of its parent's weight that it carries, 0 when it was left out.
        adds: What it adds to its parent's own value; None where sums say nothing.
        contribution: What it adds to the number on top of the tree, in that number's units.
        state: The state of a question's answer.
        left_out: Why it does not count in its parent: a state, its weight, or that nothing below
            it is answered.
        stands_in: What a question without an answer counts as by the rubric's policy.
        decides: Whether it gives a minimum, maximum or median.
        halves: Whether it gives a median together with a member that has another value.
        reaches: Whether it reaches what its parent asks of each member.
        claimed: What an answer says, where it counts other than that.
        low: The least position that the missing answers allow.
        high: The greatest one.
        number: The place of a step in its path, from 1.
        because: The rubric's reason for a gate.
        uses: Of a question on top, the measures and steps it counts in, each with only that below it.
    """

    kind: NodeKind
    id: str
    value: float | None = None
    score: float | None = None
    least: float | None = None
    greatest: float | None = None
    by: str | None = None
    weight: float | None = None
    adds: float | None = None
    contribution: float | None = None
    state: str | None = None
    left_out: str | None = None
    stands_in: str | None = None
    decides: bool = False
    halves: bool = False
    reaches: bool | None = None
    claimed: float | None = None
    reasons: tuple[Reason, ...] = ()
    turns: tuple[Turn, ...] = ()
    too_few: TooFew | None = None
    holds: bool | None = None
    need: float | None = None
    on: Literal["value", "score"] | None = None
    low: int | None = None
    high: int | None = None
    number: int | None = None
    because: LocalText | None = None
    children: tuple[Node, ...] = field(default=())
    uses: tuple[Node, ...] = field(default=())
