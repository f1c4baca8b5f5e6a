"""What is each measure worth, one after another, each made of answers and of those before it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from maturity.scoring.aggregate import AGGREGATIONS, Column, Mask, Number, Result, Rule
from maturity.scoring.answers import Answers
from maturity.scoring.plan import (
    TOLERANCE,
    Floats,
    Part,
    PlannedMeasure,
    PlannedRung,
    Scale,
    ScoringPlan,
)


def compute(plan: ScoringPlan, answers: Answers, weights: Mapping[int, Floats]) -> list[Column]:
    """Every measure as a column (blocks x rows), in the plan's order.

    Args:
        plan: The plan.
        answers: The answers of all rows.
        weights: Weights of one row each, parts x rows, for some measures by place.
    """
    sums = _sums(plan, answers, weights)
    done: list[Column] = []
    for place, measure in enumerate(plan.measures):
        made = sums.get(place) or _aggregated(measure, answers, done, weights.get(place))
        done.append(_finished(measure, made))
    return done


def _aggregated(
    measure: PlannedMeasure, answers: Answers, done: list[Column], weights: Floats | None
) -> Column:
    members = [
        _member(measure, part, answers, done, part.weight if weights is None else weights[index])
        for index, part in enumerate(measure.parts)
    ]
    result = AGGREGATIONS[measure.by](members, Rule(measure.scale, measure.floor))
    present = _any([m.present for m in members])
    applicable = _any([m.applicable for m in members])
    return _column(result, present, applicable)


def _member(
    measure: PlannedMeasure, part: Part, answers: Answers, done: list[Column], weight: Number
) -> Column:
    if not part.is_measure:
        return answers.member(part.index, measure, weight, part.need)
    column = replace(done[part.index], weight=weight, need=part.need)
    if measure.on_score:
        return replace(column, least=0.0, greatest=1.0, native=None)
    return column


def _any(masks: list[Mask | None]) -> Mask | None:
    known = [mask for mask in masks if mask is not None]
    return np.logical_or.reduce(known) if len(known) == len(masks) else None


def _column(result: Result, present: Mask | None, applicable: Mask | None) -> Column:
    least, greatest, share, value = result.least, result.greatest, result.share, result.value
    if value is None:
        return Column(share, least, greatest, present, applicable)
    value = value if present is None else np.where(present, value, np.nan)
    share = np.asarray((value - least) / (greatest - least))
    return Column(share, least, greatest, present, applicable, native=value)


def _finished(measure: PlannedMeasure, column: Column) -> Column:
    """The measure's own scale, then its levels, then the scale it is reported on."""
    if measure.own_scale is not None:
        column = _on_scale(column, np.clip(column.value, *measure.own_scale), measure.own_scale)
    if measure.rungs:
        ends = measure.rungs[0].value, measure.rungs[-1].value
        column = _on_scale(column, _level(column, measure.rungs), ends)
    if measure.report_on is not None:
        least, greatest = measure.report_on
        column = replace(column, least=least, greatest=greatest, native=None)
    return _in_range(column)


def _in_range(column: Column) -> Column:
    """The point held between its ends, where what is missing can only lie outside of what is there."""
    if len(column.share) == 1:
        return column
    point, low, high = column.share
    held = np.fmin(np.fmax(point, np.fmin(low, high)), np.fmax(low, high))
    outside = (held != point) & ~np.isnan(point)
    if not outside.any():
        return column
    share = np.array([np.where(outside, held, point), low, high])
    native = column.native
    if native is not None:
        value = column.least + share[0] * (column.greatest - column.least)
        native = np.array([np.where(outside, value, native[0]), *native[1:]])
    return replace(column, share=share, native=native)


def _on_scale(column: Column, value: Floats, scale: Scale) -> Column:
    least, greatest = scale
    return replace(
        column,
        share=(value - least) / (greatest - least),
        least=least,
        greatest=greatest,
        native=value,
    )


def _level(column: Column, rungs: tuple[PlannedRung, ...]) -> Floats:
    level = np.where(np.isnan(column.share), np.nan, rungs[0].value)
    for rung in rungs[1:]:
        have = column.share if rung.on_score else column.value
        there = have > rung.start + TOLERANCE if rung.above else have >= rung.start - TOLERANCE
        level = np.where(there, rung.value, level)
    return level


def _sums(plan: ScoringPlan, answers: Answers, weights: Mapping[int, Floats]) -> dict[int, Column]:
    """All measures that are sums of whole numbers, by place, as quotients of matrix products."""
    linear = plan.linear
    places = [int(place) for place in linear.places]
    if all(place in weights for place in places):
        return {}
    kind = linear.rises.dtype
    whole: Any = linear.widths.sum(axis=1, keepdims=True)
    if answers.applicable is not None:
        whole = linear.widths @ answers.applicable.astype(kind)
    shares = np.empty((len(places), 1 if answers.missing is None else 3, answers.count))
    if answers.missing is None:
        _quotients(_above(plan, answers.point), whole, shares[:, 0])
    else:
        there = linear.widths @ answers.present.astype(kind)  # type: ignore[union-attr]
        if plan.dependencies:
            low, high = (_above(plan, end) for end in answers.ends)
            point = _above(plan, answers.point)
        else:
            point = low = _above(plan, answers.point)
            high = point + (whole - there)
        for block, above, width in ((0, point, there), (1, low, whole), (2, high, whole)):
            _quotients(above, width, shares[:, block])
    return {
        place: _sum_column(plan.measures[place], answers, share, width)
        for place, share, width in zip(
            places, shares, np.broadcast_to(whole, (len(places), answers.count)), strict=True
        )
        if place not in weights
    }


def _quotients(above: Any, width: Any, out: Floats) -> None:
    """Exact whole numbers, divided with one rounding in double precision."""
    np.divide(above, width, out=out, dtype=np.float64)


def _above(plan: ScoringPlan, values: Floats) -> Any:
    """How far above the least each sum of whole numbers is."""
    linear = plan.linear
    units = values if not linear.shifts else np.rint((values - plan.least[:, None]) / linear.units)
    # A missing value is NaN, which adds nothing.
    return linear.rises @ np.fmax(units.astype(linear.rises.dtype), 0)


def _sum_column(measure: PlannedMeasure, answers: Answers, share: Floats, width: Floats) -> Column:
    applicable = None if answers.applicable is None else width > 0
    present = None if answers.present is None else ~np.isnan(share)
    if measure.scale is not None and measure.by == "mean":
        return Column(share, *measure.scale, present, applicable)
    least, greatest = (
        sum(
            _where_applicable(answers, part, end)
            for part, end in zip(measure.parts, ends, strict=True)
        )
        for ends in _ends_of_parts(measure, answers.plan)
    )
    return Column(share, least, greatest, present, applicable)


def _ends_of_parts(
    measure: PlannedMeasure, plan: ScoringPlan
) -> tuple[Sequence[float], Sequence[float]]:
    if measure.on_score:
        return [0.0] * len(measure.parts), [1.0] * len(measure.parts)
    columns = [part.index for part in measure.parts]
    return plan.least[columns].tolist(), plan.greatest[columns].tolist()


def _where_applicable(answers: Answers, part: Part, end: float) -> Any:
    if answers.applicable is None:
        return part.weight * end
    return np.where(answers.applicable[part.index], part.weight * end, 0.0)
