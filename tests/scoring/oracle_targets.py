"""The oracle's targets: how far an organisation is from the levels it wants to reach."""

from fractions import Fraction

from scoring.oracle_measures import Figures
from scoring.oracle_numbers import (
    Bound,
    Plain,
    Scale,
    Value,
    exact,
    is_share,
    share,
)
from scoring.oracle_paths import done, target_of
from scoring.oracle_questions import sections_of


def targets_of(questionnaire: Plain, rubric: Plain, response: Plain, figures: Figures) -> Plain:
    """Each target of what applies: the response's own levels first, then its step, then the rubric's."""
    wish = response.get("target") or {}
    wanted: dict[str, list[Bound]] = {
        **{name: [bound] for name, bound in rubric.get("targets", {}).items()},
        **step_targets(wish.get("step"), rubric),
        **{name: [bound] for name, bound in (wish.get("levels") or {}).items()},
    }
    before = (wish.get("baseline") or {}).get("levels", {})
    kinds = {section["id"]: section["kind"] for section in sections_of(questionnaire)}
    found: Plain = {}
    for name, bounds in wanted.items():
        if name in figures.measures:
            scale = figures.sheets["point"].measure(name)[1]
            value, kind = figures.said[name]["value"], kinds.get(name, "measure")
        elif name in figures.answers.rows["point"]:
            scale = figures.answers.counting.scale(name)
            value, kind = figures.answers.rows["point"][name], "question"
        else:
            scale = None
        if scale is not None:
            goal = max(level_on(scale, name, bound, figures) for bound in bounds)
            start = None if name not in before else level_on(scale, name, before[name], figures)
            found[name] = {"kind": kind, **measured_against(value, scale, goal, start)}
    return found


def step_targets(name: str | None, rubric: Plain) -> dict[str, list[Bound]]:
    """All that the steps up to the wanted one ask of measures and of single answers."""
    found: dict[str, list[Bound]] = {}
    if name is None:
        return found
    steps = rubric["path"]["steps"]
    for step in steps[: [step["id"] for step in steps].index(name) + 1]:
        if "measure" in step:
            found.setdefault(step["measure"], []).append(step["reached_at"])
        for gate in step.get("gates", []):
            found.setdefault(target_of(gate)[1], []).append(gate["at_least"])
    return found


def level_on(scale: Scale, name: str, bound: Bound, figures: Figures) -> Fraction:
    if name in figures.answers.counting.questions:
        return figures.answers.counting.bound(name, bound)
    if is_share(bound):
        return scale[0] + share(str(bound)) * (scale[1] - scale[0])
    return exact(float(bound))


def measured_against(value: Value, scale: Scale, goal: Fraction, start: Value) -> Plain:
    part = gap = progress = None
    if value is not None:
        part = done(value - scale[0], goal - scale[0])
        gap = max(Fraction(0), goal - value)
        if start is not None and goal != start:
            progress = (value - start) / (goal - start)
    return {
        "target": goal,
        "value": value,
        "gap": gap,
        "share": part,
        "baseline": start,
        "progress": progress,
    }
