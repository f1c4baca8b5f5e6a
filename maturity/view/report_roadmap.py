"""What do the pictures of the roadmap show: who does what when, what it brings, and what it takes?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from maturity.messages import say
from maturity.messages.numbers import decimal, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maturity.scoring.assess import Scored
    from maturity.view.roadmap_model import Bar, Column, Point, RoadmapView

_COLUMNS = 14
_SHORT = 64
_TICKS = 4
_FEW = 6


@dataclass(frozen=True)
class Head:
    """One column of the chart: a quarter, or several where there are many.

    Attributes:
        edge: Where it ends on the line of all columns, from 0 to 1.
        days: The person-days in it.
    """

    label: str
    span: int
    edge: float
    days: str


@dataclass(frozen=True)
class Rise:
    """How far the path is covered over one column; from 0 to 1 of all its steps.

    Attributes:
        shown: How many steps hold at its end.
        alt: The same in words.
    """

    before: float
    after: float
    high: float
    shown: str
    alt: str


@dataclass(frozen=True)
class Row:
    """An action in the chart, its words cut to what a chart can hold."""

    bar: Bar
    title: str
    owner: str
    alt: str


@dataclass(frozen=True)
class Gantt:
    """Which action is done when: those that begin together stand together.

    Attributes:
        steps: How many steps the path has; 0 without a path.
        mixed: Whether some actions belong to every good plan and others do not.
    """

    heads: tuple[Head, ...]
    groups: tuple[tuple[Row, ...], ...]
    rises: tuple[Rise, ...]
    steps: int
    mixed: bool
    note: str


@dataclass(frozen=True)
class OwnerPart:
    """What one owner does, and in which columns how much."""

    name: str
    days: str
    load: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Tick:
    """A place on an axis, from 0 to 1, and its name."""

    at: float
    label: str


@dataclass(frozen=True)
class Frontier:
    """The least work for each progress, drawn as a line that only rises.

    Attributes:
        line: Corners of the line, each from 0 to 1 to the right and upwards.
        costs: The axis of work.
        steps: Where each step is reached whole.
        marks: How high the line is there.
        said: The same steps in words.
    """

    title: str
    alt: str
    line: tuple[tuple[float, float], ...]
    costs: tuple[Tick, ...]
    steps: tuple[Tick, ...]
    marks: tuple[float, ...]
    said: tuple[str, ...]


@dataclass(frozen=True)
class Pictures:
    """The pictures of a roadmap; None where there is nothing to draw."""

    gantt: Gantt | None
    owners: tuple[OwnerPart, ...]
    frontier: Frontier | None


def pictures(scored: Scored, roadmap: RoadmapView, language: str) -> Pictures:
    """Everything that is drawn of a roadmap."""
    path = scored.assessment.path
    known = any(column.position is not None for column in roadmap.columns)
    steps = len(path.steps) if path is not None and known else 0
    today = None if path is None else path.progress if path.progress is not None else path.low
    drawn = bool(roadmap.bars and roadmap.columns)
    return Pictures(
        gantt=_gantt(roadmap, steps, today or 0.0, language) if drawn else None,
        owners=tuple(_owners(roadmap, language)),
        frontier=_frontier(roadmap.frontier, today or 0.0, language),
    )


def _gantt(roadmap: RoadmapView, steps: int, today: float, language: str) -> Gantt:
    each = ceil(len(roadmap.columns) / _COLUMNS)
    parts = [roadmap.columns[at : at + each] for at in range(0, len(roadmap.columns), each)]
    ordered = sorted(roadmap.bars, key=lambda bar: (bar.start, bar.end, bar.number))
    groups = groupby(ordered, key=lambda bar: _column_of(bar, len(roadmap.columns)))
    firm = sum(bar.firm for bar in ordered)
    mixed = 0 < firm < len(ordered)
    said = {"many": each > 1, "mixed": mixed, "rise": bool(steps)}
    return Gantt(
        heads=tuple(_heads(parts, len(roadmap.columns))),
        groups=tuple(tuple(_row(bar, language) for bar in bars) for _, bars in groups),
        rises=tuple(_rises(parts, steps, today, language)) if steps else (),
        steps=steps,
        mixed=mixed,
        note=" ".join(
            say(f"report.plan.gantt.note.{key}", language, each=each)
            for key, holds in said.items()
            if holds
        ),
    )


def _column_of(bar: Bar, columns: int) -> int:
    return floor(bar.start * columns + 1e-6)


def _heads(parts: Sequence[Sequence[Column]], columns: int) -> Iterator[Head]:
    done = 0
    for part in parts:
        done += len(part)
        load = sum(column.load for column in part)
        yield Head(part[0].label, len(part), done / columns, decimal(load, 0))


def _row(bar: Bar, language: str) -> Row:
    return Row(
        bar,
        short(bar.title),
        short(bar.owner),
        say("report.plan.gantt.alt", language, number=bar.number, when=bar.when),
    )


def short(text: str, most: int = _SHORT) -> str:
    """Words for a place with little room: cut at a space where there is one."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut[most // 2 :] else cut}…"


def _rises(
    parts: Sequence[Sequence[Column]], steps: int, today: float, language: str
) -> Iterator[Rise]:
    before = today
    for part in parts:
        last = part[-1]
        after = last.progress if last.progress is not None else max(before, last.position or 0)
        high = max(after, float(last.high or 0))
        held = _held(last, language)
        alt = last.standing or say("report.state.unknown", language)
        yield Rise(before / steps, after / steps, high / steps, held, alt)
        before = after


def _held(column: Column, language: str) -> str:
    if column.position is None:
        return ""
    if column.high is None or column.high == column.position:
        return str(column.position)
    ends = {"low": column.position, "high": column.high}
    return say("report.plan.gantt.held", language, **ends)


def _owners(roadmap: RoadmapView, language: str) -> Iterator[OwnerPart]:
    bars = {bar.number: bar for bar in roadmap.bars}
    for owner in roadmap.owners:
        loads = [
            (column.label, decimal(load, 0))
            for column, load in zip(roadmap.columns, owner.loads, strict=False)
            if load >= 0.5
        ]
        only = ".only" if len(loads) == 1 else ""
        said = [
            say(f"report.plan.owner.load{only}", language, when=when, days=days)
            for when, days in loads
        ]
        done = tuple(bars[number] for number in owner.numbers if number in bars)
        yield OwnerPart(owner.name, owner.days, " · ".join(said), done)


def _frontier(points: tuple[Point, ...], today: float, language: str) -> Frontier | None:
    """The frontier as a picture, where it has more than one height or step to show."""
    steps = [point for point in points if point.step]
    most = max((point.cost for point in points), default=0.0)
    if not steps or most <= 0:
        return None
    last = points[-1].progress
    start = min(today, points[0].progress)
    top, ticks = _axis(most)

    def right(progress: float) -> float:
        return (progress - start) / (last - start) if last > start else 1.0

    corners = [(0.0, points[0].cost / top)]
    for before, after in pairwise(points):
        if after.cost != before.cost:
            corners += [
                (right(before.progress), before.cost / top),
                (right(before.progress), after.cost / top),
            ]
    corners.append((1.0, points[-1].cost / top))
    few = "" if len(steps) <= _FEW else ".short"
    numbers = [round(point.progress) for point in steps]
    return Frontier(
        title=_frontier_title(steps, language),
        alt=say("report.plan.frontier.alt", language, said="; ".join(p.words for p in steps)),
        line=tuple(corners),
        costs=tuple(Tick(cost / top, decimal(cost, 0)) for cost in ticks),
        steps=tuple(
            Tick(right(p.progress), say(f"report.plan.frontier.tick{few}", language, n=n))
            for p, n in zip(steps, numbers, strict=True)
        ),
        marks=tuple(point.cost / top for point in steps),
        said=tuple(point.words for point in steps),
    )


def _frontier_title(steps: Sequence[Point], language: str) -> str:
    first, last = steps[0], steps[-1]
    kind = "one" if len(steps) == 1 else "same" if first.cost == last.cost else "more"
    return say(
        f"report.plan.frontier.title.{kind}",
        language,
        first=round(first.progress),
        last=round(last.progress),
        share=percent(first.cost / last.cost),
    )


def _axis(most: float) -> tuple[float, list[float]]:
    """The end of an axis and its round places, from 0."""
    rough = most / _TICKS
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * factor for factor in (1, 2, 2.5, 5, 10) if unit * factor >= rough - 1e-9)
    count = ceil(most / step - 1e-9)
    return step * count, [step * place for place in range(count + 1)]
