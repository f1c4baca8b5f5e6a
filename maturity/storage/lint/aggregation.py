"""Can each measure be computed from its members in the way it says?"""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError

from maturity.diagnostics import Diagnostic, Route
from maturity.model.rubric import DEPENDENT, WITH_FLOOR, WITH_LEVEL
from maturity.model.values import Portion
from maturity.storage.lint.context import Context
from maturity.storage.lint.extents import Layout, layouts
from maturity.storage.lint.numbers import SLACK, shown

_MOST_LISTED = 10


def lay_out(context: Context) -> Iterator[Diagnostic]:
    """Take up the measures into the context, unless they rest on each other."""
    try:
        context.layouts = layouts(context.questionnaire, context.rubric, context.scales)
    except CycleError as error:
        circle = [str(name) for name in error.args[1]]
        place = next(context.places[c] for c in circle if c in context.places)
        yield context.document.diagnose(
            "MR104", ("measures", place), of_key=True, circle=" > ".join(reversed(circle))
        )


def aggregations(context: Context) -> Iterator[Diagnostic]:
    """Every measure that cannot be computed, or never comes to another value."""
    for name, layout in context.layouts.items():
        by = layout.definition.by
        if not layout.members:
            continue
        if by in WITH_LEVEL:
            yield from _level(context, name, layout)
        if by in WITH_FLOOR:
            yield from _floor(context, name, layout)
        if by not in DEPENDENT | WITH_LEVEL and layout.shared is None:
            yield from _mixed(context, name, layout)
        yield from _own_scale(context, name, layout)
    yield from _stand_ins(context)


def _say(context: Context, code: str, name: str, key: str, **values: object) -> Diagnostic:
    route, of_key = context.said(name, key)
    return context.document.diagnose(code, route, of_key=of_key, id=name, **values)


def _mixed(context: Context, name: str, layout: Layout) -> Iterator[Diagnostic]:
    if layout.definition.on is None:
        index = context.places.get(name)
        route: Route = ("scoring",) if index is None else ("measures", index)
        yield context.document.diagnose("MR124", route, of_key=index is None, id=name, name=name)


def _level(context: Context, name: str, layout: Layout) -> Iterator[Diagnostic]:
    """A level that is missing, or that members can never reach or always do."""
    definition = layout.definition
    level, on = definition.level, definition.on
    if level is None:
        yield _say(context, "MR133", name, "by", by=definition.by)
    elif isinstance(level, Portion):
        if level <= 0:
            yield _say(context, "MR169", name, "level")
    elif on == "score":
        yield _say(context, "MR135", name, "level", level=shown(level))
    elif layout.shared is None and on is None:
        yield _say(context, "MR137", name, "level", level=shown(level))
    else:
        yield from _level_outside(context, layout, level)


def _level_outside(context: Context, layout: Layout, level: float) -> Iterator[Diagnostic]:
    reaches = [
        reach
        for target in layout.definition.targets
        if (reach := context.reach(*target)) is not None
    ]
    asides = {reach.aside(level) for reach in reaches}
    if asides == {"above"} or asides <= {"bottom", "below"}:
        yield _say(
            context,
            "MR136",
            layout.definition.id,
            "level",
            variant="never" if asides == {"above"} else "always",
            level=shown(level),
            least=reaches[0].worst,
            greatest=reaches[0].best,
        )


def _floor(context: Context, name: str, layout: Layout) -> Iterator[Diagnostic]:
    """A floor that is needed and missing, below zero, or above what a member can be."""
    floor = layout.definition.floor
    least = min(member.possible[0] for member in layout.members)
    greatest = min(member.whole[1] for member in layout.members)
    if floor is None:
        if least <= 0:
            by = layout.definition.by
            yield _say(context, "MR138", name, "by", by=by, least=shown(least))
    elif not 0 <= floor < greatest - SLACK:
        yield _say(
            context,
            "MR139",
            name,
            "floor",
            variant="negative" if floor < 0 else "high",
            floor=shown(floor),
            greatest=shown(greatest),
        )


def _own_scale(context: Context, name: str, layout: Layout) -> Iterator[Diagnostic]:
    """A scale of its own on which all values come to lie at one end."""
    own, possible = layout.definition.scale, layout.computed.possible
    if own is not None and (own[0] >= possible[1] - SLACK or own[1] <= possible[0] + SLACK):
        yield _say(
            context,
            "MR170",
            name,
            "scale",
            least=shown(possible[0]),
            greatest=shown(possible[1]),
            end=shown(own[0] if own[0] >= possible[1] - SLACK else own[1]),
        )


def _stand_ins(context: Context) -> Iterator[Diagnostic]:
    """Questions that count as their target where they do not apply, and have none."""
    lacking: dict[tuple[Route, bool], dict[str, None]] = {}
    for name, layout in context.layouts.items():
        if layout.definition.not_applicable == "target":
            found = lacking.setdefault(context.said(name, "not_applicable"), {})
            for kind, target in layout.definition.targets:
                if kind == "question" and target not in context.rubric.targets:
                    found[target] = None
    for (route, of_key), names in lacking.items():
        if names:
            listed = ", ".join(list(names)[:_MOST_LISTED])
            yield context.document.diagnose(
                "MR151", route, of_key=of_key, n=len(names), listed=listed
            )
