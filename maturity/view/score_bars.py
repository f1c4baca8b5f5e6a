"""Which bars does the score screen draw?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maturity.messages import say
from maturity.view.wording import (
    level_name,
    measure_title,
    measure_words,
    open_range,
    short,
)

if TYPE_CHECKING:
    from maturity.model.questionnaire import Section
    from maturity.scoring.assess import Scored


@dataclass(frozen=True)
class MeasureLine:
    """One bar: its share of the scale with its range, and the same in words.

    Attributes:
        level: The name of the level its value stands for, where it has one.
    """

    title: str
    share: float | None
    low: float
    high: float
    shown: str
    range: str
    level: str


@dataclass(frozen=True)
class Group:
    """Bars that belong together, under a title with a value of its own; both may be empty."""

    title: str
    shown: str
    measures: tuple[MeasureLine, ...]


def profile_kind(scored: Scored) -> str:
    """The kind of section the profile shows: that of the first one with questions."""
    return next((s.kind for s in scored.questionnaire.walk() if s.questions), "")


def groups(scored: Scored, language: str) -> Iterator[Group]:
    """The areas with the sections that hold questions, of the kind that comes first.

    Areas that hold their questions themselves stand together, without a title.
    """
    alone: list[MeasureLine] = []
    for area in scored.questionnaire.sections:
        inside = _inside(scored, area)
        if inside == [area]:
            alone.append(_line(scored, area.id, language))
            continue
        if alone:
            yield Group("", "", tuple(alone))
            alone = []
        if inside:
            yield Group(
                title=short(measure_title(scored, area.id, language)),
                shown=_shown(scored, area.id, language),
                measures=tuple(_line(scored, s.id, language) for s in inside if s is not area),
            )
    if alone:
        yield Group("", "", tuple(alone))
    own = [name for name in own_measures(scored) if name in scored.assessment.measures]
    if own:
        lines = tuple(_line(scored, name, language) for name in own)
        yield Group(say("report.wholes", language), "", lines)


def own_measures(scored: Scored) -> tuple[str, ...]:
    """The measures that the rubric names beside the sections, without those shown with a step of theirs.

    One that decides several steps is a figure of its own, which each of them only compares.
    """
    paths = (*((scored.rubric.path,) if scored.rubric.path else ()), *scored.rubric.paths)
    decides = Counter(step.measure for path in paths for step in path.steps)
    return tuple(m.id for m in scored.rubric.measures if m.id and decides[m.id] != 1)


def _inside(scored: Scored, area: Section) -> list[Section]:
    kind = profile_kind(scored)
    known = scored.assessment.measures
    return [s for s in area.walk() if s.questions and s.kind == kind and s.id in known]


def _line(scored: Scored, name: str, language: str) -> MeasureLine:
    measure = scored.assessment.measures[name]
    return MeasureLine(
        title=short(measure_title(scored, name, language)),
        share=measure.score,
        low=measure.low or 0.0,
        high=measure.high or 0.0,
        shown=_shown(scored, name, language),
        range=open_range(scored, name, language, "score.range"),
        level=level_name(scored, name, language),
    )


def _shown(scored: Scored, name: str, language: str) -> str:
    measure = scored.assessment.measures[name]
    if measure.greatest is None:
        return say("score.outside", language)
    if measure.value is None:
        return say("score.none", language)
    return measure_words(scored, name, language)
