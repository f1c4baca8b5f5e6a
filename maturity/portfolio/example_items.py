"""What has to be known of each question to draw answers to it?"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from maturity.model.questionnaire import Question, Questionnaire, Section, Worth
from maturity.scoring.plan import Floats

_FIRST, _LAST = -1.3, 1.15
"""The lowest and the highest threshold of a question of usual difficulty."""
_AREA, _BARRIER = 0.22, 0.18
"""The shares of the variance that the outermost section and all sections inside it have."""
OWN_LOADING = math.sqrt(0.3)
"""What the part of its own counts, of each question."""
_TREND, _LUCK = 0.7, 0.2
"""How much harder the last question is than the first, and how far each may be off that line."""
_MAY_NOT_APPLY = 1 / 6
"""The share of questions that do not concern everybody."""


@dataclass(frozen=True)
class Item:
    """A question as it is drawn.

    Attributes:
        sections: The places of the sections it lies in, outermost first.
        loadings: What each of them counts.
        cuts: What has to be passed for the second option, the third and so on; for `multi`, what
            each option has to pass.
        options: Its answers, rising.
        may_not_apply: Whether there are bodies that it does not concern.
    """

    question: Question
    sections: tuple[int, ...]
    loadings: tuple[float, ...]
    cuts: tuple[float, ...]
    options: tuple[Any, ...]
    may_not_apply: bool

    @property
    def width(self) -> int:
        """How many numbers each body takes."""
        return 2 + self.may_not_apply + (len(self.options) if self.question.type == "multi" else 0)


def items(questionnaire: Questionnaire, luck: Floats) -> tuple[Item, ...]:
    """The questions as they are drawn, in reading order.

    Args:
        questionnaire: What is asked.
        luck: Two numbers for each question, evenly spread, questions x 2.
    """
    places = {id(section): place for place, section in enumerate(questionnaire.walk())}
    chains = [chain for section in questionnaire.sections for chain in _chains(section, ())]
    last = max(len(chains) - 1, 1)
    made = []
    for place, (question, chain) in enumerate(chains):
        harder = _TREND * (place / last - 0.5) + _LUCK * (2 * float(luck[place, 0]) - 1)
        loadings = _loadings(len(chain))
        options = _options(question)
        made.append(
            Item(
                question,
                tuple(places[id(section)] for section in chain),
                loadings,
                _cuts(question, len(options), harder),
                options,
                float(luck[place, 1]) < _MAY_NOT_APPLY,
            )
        )
    return tuple(made)


def _chains(
    section: Section, above: tuple[Section, ...]
) -> Iterator[tuple[Question, tuple[Section, ...]]]:
    chain = (*above, section)
    for question in section.questions:
        yield question, chain
    for inner in section.sections:
        yield from _chains(inner, chain)


def _loadings(depth: int) -> tuple[float, ...]:
    inner = depth - 1
    return (math.sqrt(_AREA), *(math.sqrt(_BARRIER / inner) for _ in range(inner)))


def _options(question: Question) -> tuple[Any, ...]:
    if question.type == "level":
        return tuple(level.value for level in question.levels or ())
    if question.type == "choice":
        ranked = sorted(question.choices or (), key=lambda choice: choice.value or 0)
        return tuple(choice.id for choice in ranked)
    if question.type == "multi":
        return tuple(choice.id for choice in question.choices or ())
    if question.type == "yes_no":
        worth = question.values or Worth()
        return (False, True) if worth.yes >= worth.no else (True, False)
    return ()


def _cuts(question: Question, options: int, harder: float) -> tuple[float, ...]:
    count = options if question.type == "multi" else options - 1
    if count < 2:
        return ((_FIRST + _LAST) / 2 + harder,) * count
    return tuple(_FIRST + (_LAST - _FIRST) * cut / (count - 1) + harder for cut in range(count))


def numbers_per_body(drawn: Sequence[Item], sections: int) -> int:
    """How many numbers of a stream `answers` takes for each body."""
    return sections + sum(item.width for item in drawn)
