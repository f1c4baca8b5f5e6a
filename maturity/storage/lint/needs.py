"""Can what steps need be met, and be missed: measures, gates, practices and minimums?"""

from __future__ import annotations

from collections.abc import Iterator

from maturity.diagnostics import Diagnostic, Route
from maturity.model.rubric import Gate, Path, Step
from maturity.model.values import Portion
from maturity.storage.lint import paths
from maturity.storage.lint.context import Context, Reach
from maturity.storage.lint.members import members
from maturity.storage.lint.numbers import outside


def needs(context: Context) -> Iterator[Diagnostic]:
    """Every need that does not fit what it is for."""
    for route, step in paths.steps(context.rubric):
        if step.measure is not None:
            yield from context.reference("measure", step.measure, (*route, "measure"))
        for place, gate in enumerate(step.gates):
            where: Route = (*route, "gates", place)
            yield from context.pointing(gate, where)
            yield from _gate(context, gate, where)
        yield from _minimums(context, step, route)
    for route, path in paths.placed(context.rubric):
        if path.kind == "cumulative":
            yield from _practices(context, path, route)


def _gate(context: Context, gate: Gate, route: Route) -> Iterator[Diagnostic]:
    reach, bound = context.reach_of(gate), gate.at_least
    if reach is None:
        return
    aside = reach.aside(bound)
    if aside in {"above", "bottom", "below"}:
        kind = "question" if reach.kind == "question" else "measure"
        variant = "turned" if reach.turned else kind
        yield context.document.diagnose(
            "MR109" if aside == "above" else "MR110",
            (*route, "at_least"),
            variant="share" if isinstance(bound, Portion) else variant,
            found=bound,
            least=reach.worst,
            greatest=reach.best,
        )


def _minimums(context: Context, step: Step, route: Route) -> Iterator[Diagnostic]:
    for name, minimum in step.minimums.items():
        where: Route = (*route, "minimums", name)
        yield from context.reference("question", name, where, of_key=True)
        if name in context.scales:
            yield from outside(context.document, minimum, context.scales[name], where)


class _Room:
    """The room that all practices seen so far leave for a number they must reach.

    Kept as the practices that leave the least, so that a path of many steps is checked in one go.
    """

    def __init__(self) -> None:
        self.worst: dict[bool, Reach] = {}
        self.best: dict[bool, Reach] = {}

    def add(self, reach: Reach) -> None:
        turned = reach.turned
        worst = self.worst.setdefault(turned, reach)
        best = self.best.setdefault(turned, reach)
        if worst.aside(_end(reach, 0)) in {"inside", "top", "above"}:
            self.worst[turned] = reach
        if best.aside(_end(reach, 1)) in {"inside", "bottom", "below"}:
            self.best[turned] = reach

    def merge(self, other: _Room) -> None:
        for reach in (*other.worst.values(), *other.best.values()):
            self.add(reach)


def _end(reach: Reach, end: int) -> float:
    return reach.scale[1 - end if reach.turned else end]


def _practices(context: Context, path: Path, route: Route) -> Iterator[Diagnostic]:
    earlier = _Room()
    for index, step in enumerate(path.steps):
        where: Route = (*route, "steps", index)
        own = _Room()
        unclear = list(members(context, step.all_, step.select, (*where, "all")))
        yield from unclear
        for reach in () if unclear else _reaches(context, step):
            own.add(reach)
        yield from _bound(context, step.at_least, own, (*where, "at_least"))
        if step.lower_at_least is not None:
            yield from _bound(context, step.lower_at_least, earlier, (*where, "lower_at_least"))
        else:
            yield from _bound(context, step.at_least, earlier, (*where, "at_least"), "lower-")
        earlier.merge(own)


def _reaches(context: Context, step: Step) -> Iterator[Reach]:
    """What a step's own practices can be."""
    if step.all_ is None and step.select is not None:
        yield from context.chosen(step.select).reaches
    for practice in step.all_ or ():
        reach = context.reach_of(practice)
        if reach is not None:
            yield reach


def _bound(
    context: Context, bound: float | None, room: _Room, route: Route, whose: str = ""
) -> Iterator[Diagnostic]:
    """What every practice must reach: above its least value, and not above its greatest."""
    if bound is None:
        return
    if isinstance(bound, Portion):
        if bound <= 0:
            yield context.document.diagnose("MR169", route)
        return
    never = [reach for reach in room.best.values() if reach.aside(bound) == "above"]
    always = [reach for reach in room.worst.values() if reach.aside(bound) in {"bottom", "below"}]
    for reach in (*never, *always)[:1]:
        yield context.document.diagnose(
            "MR164",
            route,
            variant=whose + ("never" if never else "always"),
            id=reach.name,
            found=bound,
            least=reach.worst,
            greatest=reach.best,
        )
