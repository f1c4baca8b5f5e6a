"""Between which values can each measure of a rubric lie?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from maturity.model.questionnaire import Questionnaire
from maturity.model.rubric import WITH_FLOOR, Rubric
from maturity.scoring.definitions import (
    Definition,
    Scale,
    computed_scale,
    definitions,
    in_order,
    result_scale,
    shared_scale,
)


class Extent(NamedTuple):
    """Where values can lie.

    Attributes:
        fixed: The scale, where it is the same for every response.
        whole: The scale where everything applies.
        possible: The least and the greatest value there can be, whatever applies.
    """

    fixed: Scale | None
    whole: Scale
    possible: Scale

    @classmethod
    def of(cls, scale: Scale) -> Extent:
        """That of a scale that never changes."""
        return cls(scale, scale, scale)


@dataclass(frozen=True)
class Layout:
    """A measure with the extents of its members, of what is computed, and of its own values.

    Attributes:
        members: As they enter: as shares of their scales where the measure says so.
        shared: The scale all members have in common, if they do.
        computed: What the aggregation gives, before the measure's own scale and levels.
        leveled: What the levels are taken of.
        result: What stands above sees.
    """

    definition: Definition
    members: tuple[Extent, ...]
    shared: Scale | None
    computed: Extent
    leveled: Extent
    result: Extent


def question_scales(rubric: Rubric, questionnaire: Questionnaire) -> dict[str, Scale]:
    """The scale of each scored question in a rubric."""
    own = {entry.question: entry for entry in rubric.scales}
    return {
        q.id: own[q.id].ends if q.id in own else q.scale
        for q in questionnaire.questions()
        if q.is_scored
    }


def layouts(
    questionnaire: Questionnaire, rubric: Rubric, scales: Mapping[str, Scale]
) -> dict[str, Layout]:
    """Each measure, for files whose measures name what exists; each after all it rests on.

    Raises:
        CycleError: When measures rest on each other.
    """
    defined = definitions(questionnaire, rubric)
    done: dict[str, Layout] = {}
    fixed: dict[str, Scale | None] = {}
    for name in in_order(defined):
        definition = defined[name]
        shared = shared_scale(definition, scales, fixed)
        members = tuple(
            Extent.of((0.0, 1.0))
            if definition.on_score
            else (Extent.of(scales[target]) if kind == "question" else done[target].result)
            for kind, target in definition.targets
        )
        computed = _computed(definition, members, shared)
        leveled = computed if definition.scale is None else Extent.of(definition.scale)
        fixed[name] = result_scale(definition, shared)
        result = computed if (scale := fixed[name]) is None else Extent.of(scale)
        done[name] = Layout(definition, members, shared, computed, leveled, result)
    return done


def _computed(definition: Definition, members: Sequence[Extent], shared: Scale | None) -> Extent:
    scale = computed_scale(definition, shared)
    if scale is not None:
        return Extent.of(scale)
    weights = [float(member.weight) for member in definition.members]
    if definition.by == "sum":
        return _of_sum(weights, members)
    if definition.by in {"count_at_least", "ordered_until"}:
        counted = (0.0, sum(weights))
        return Extent(None, counted, counted)
    ends = [member.possible for member in members] or [(0.0, 0.0)]
    hull = min(least for least, _ in ends), max(greatest for _, greatest in ends)
    if definition.by in WITH_FLOOR:
        floor = float(definition.floor or 0)
        hull = max(hull[0], floor), max(hull[1], floor)
    return Extent(None, hull, hull)


def _of_sum(weights: Sequence[float], members: Sequence[Extent]) -> Extent:
    """A sum of what applies: at least one member, and any others."""
    pairs = list(zip(weights, members, strict=True)) or [(0.0, Extent.of((0.0, 0.0)))]
    least, greatest = (sum(w * m.whole[end] for w, m in pairs) for end in (0, 1))
    lows = [w * m.possible[0] for w, m in pairs]
    highs = [w * m.possible[1] for w, m in pairs]
    lowest = sum(low for low in lows if low < 0) if min(lows) < 0 else min(lows)
    highest = sum(high for high in highs if high > 0) if max(highs) > 0 else max(highs)
    return Extent(None, (least, greatest), (lowest, highest))
