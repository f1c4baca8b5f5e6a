"""Does each path say what its kind needs, step by step?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from maturity.diagnostics import Diagnostic, Route, nearest
from maturity.model.rubric import Path, Rubric, Step
from maturity.storage.documents import Document
from maturity.storage.lint.context import names_of
from maturity.storage.lint.members import member_form
from maturity.storage.lint.questionnaires import doubled

MAIN = "path"
"""What the main path is called in results when the rubric gives it no id."""

_OF_STEPS = {"measure", "reached_at"}
_OF_CUMULATIVE = {"level", "all", "select", "at_least", "lower_at_least"}
_OF_BOTH = {"gates", "minimums"}
_FOREIGN = {
    "steps": _OF_CUMULATIVE,
    "cumulative": _OF_STEPS,
    "lowest": _OF_STEPS | _OF_CUMULATIVE | _OF_BOTH,
}
_NEEDED = {"steps": ("measure", "reached_at"), "cumulative": ("at_least",), "lowest": ()}


def placed(rubric: Rubric) -> list[tuple[Route, Path]]:
    """All paths with their places, the main one first."""
    main: list[tuple[Route, Path]] = [] if rubric.path is None else [(("path",), rubric.path)]
    return main + [(("paths", index), path) for index, path in enumerate(rubric.paths)]


def steps(rubric: Rubric) -> Iterator[tuple[Route, Step]]:
    """All steps of all paths with their places."""
    for route, path in placed(rubric):
        for index, step in enumerate(path.steps):
            yield (*route, "steps", index), step


def forms(document: Document, rubric: Rubric) -> Iterator[Diagnostic]:
    """Mistakes that need no questionnaire to be seen."""
    yield from _names(document, rubric)
    for route, path in placed(rubric):
        for index, step in enumerate(path.steps):
            yield from _step(document, path, step, (*route, "steps", index))
        if path.kind == "lowest":
            yield from _lowest(document, rubric, path, route)
        elif path.of is not None:
            yield _foreign(document, path, (*route, "of"))
        if path.kind == "cumulative":
            yield from _levels(document, path, route)
        yield from _thresholds(document, path, route)


def _names(document: Document, rubric: Rubric) -> Iterator[Diagnostic]:
    """Further paths need names; `path` is that of a main path without one."""
    named: list[tuple[Route, str]] = []
    if rubric.path is not None and rubric.path.id is None:
        named.append((("path",), MAIN))
    for index, path in enumerate(rubric.paths):
        if path.id is None:
            yield document.diagnose("MR002", ("paths", index), of_key=True, key="id")
        elif path.id == MAIN:
            named.append((("paths", index, "id"), MAIN))
    yield from doubled(document, named[:2], "MR101")


def _foreign(document: Document, path: Path, route: Route) -> Diagnostic:
    return document.diagnose("MR161", route, of_key=True, key=route[-1], kind=path.kind)


def _step(document: Document, path: Path, step: Step, route: Route) -> Iterator[Diagnostic]:
    given = _given(step)
    for key in sorted(given & _FOREIGN[path.kind]):
        yield _foreign(document, path, (*route, key))
    for key in _NEEDED[path.kind]:
        if key not in given:
            yield document.diagnose("MR002", route, of_key=True, key=key)
    if path.kind == "cumulative" and ("all" in given) == ("select" in given):
        yield document.diagnose("MR163", route, of_key=True)
    for place, practice in enumerate(step.all_ or ()):
        where: Route = (*route, "all", place)
        yield from member_form(document, practice, where)
        if "weight" in practice.model_fields_set and practice.weight >= 0:
            yield document.diagnose("MR168", (*where, "weight"), of_key=True)
    for place, gate in enumerate(step.gates):
        if names_of(gate) != 1:
            yield document.diagnose("MR167", (*route, "gates", place))


def _given(step: Step) -> set[str]:
    """The keys that a step has, as files write them."""
    fields = type(step).model_fields
    return {
        fields[name].alias or name
        for name in step.model_fields_set
        if getattr(step, name) is not None
    }


def _levels(document: Document, path: Path, route: Route) -> Iterator[Diagnostic]:
    """Cumulative steps need an order: levels that rise."""
    for index, step in enumerate(path.steps):
        if step.level is None:
            where: Route = (*route, "steps", index)
            yield document.diagnose("MR162", where, of_key=True, variant="missing")
    for index, (before, step) in enumerate(pairwise(path.steps), 1):
        if step.level is not None and before.level is not None and step.level <= before.level:
            yield document.diagnose(
                "MR162",
                (*route, "steps", index, "level"),
                found=step.level,
                before=before.level,
            )


def _lowest(document: Document, rubric: Rubric, path: Path, route: Route) -> Iterator[Diagnostic]:
    """The paths that a path rests on: there, of another kind, and as long as it."""
    if path.of is None:
        yield document.diagnose("MR002", route, of_key=True, key="of")
        return
    usable = {p.id: p for p in rubric.paths if p.id is not None and p.kind != "lowest"}
    for place, name in enumerate(path.of):
        other = usable.get(name)
        where: Route = (*route, "of", place)
        if other is None:
            known = list(usable)
            near = nearest(name, known)
            yield document.diagnose("MR165", where, id=name, known=known, near=near)
        elif len(other.steps) != len(path.steps) and name not in path.of[:place]:
            has, others = len(path.steps), len(other.steps)
            yield document.diagnose("MR166", where, id=name, has=has, other=others)
    yield from doubled(document, [((*route, "of", i), n) for i, n in enumerate(path.of)], "MR101")


def _thresholds(document: Document, path: Path, route: Route) -> Iterator[Diagnostic]:
    highest: dict[str, float] = {}
    for index, step in enumerate(path.steps):
        if step.measure is None or step.reached_at is None:
            continue
        before = highest.get(step.measure)
        if before is not None and step.reached_at <= before:
            where: Route = (*route, "steps", index, "reached_at")
            yield document.diagnose("MR111", where, id=step.id)
        highest[step.measure] = step.reached_at
