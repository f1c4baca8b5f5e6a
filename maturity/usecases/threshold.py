"""Is a position high enough?"""

from __future__ import annotations

from typing import Any

from maturity.diagnostics import nearest
from maturity.errors import UsageError
from maturity.model.rubric import Rubric
from maturity.model.text import pick
from maturity.scoring.assess import Scored
from maturity.view.plain import visible


def step_number(rubric: Rubric, step: str) -> int:
    """The number of a step from 1, given by number or id.

    Raises:
        UsageError: When the rubric has no such step.
    """
    steps = rubric.path.steps if rubric.path else ()
    if not steps:
        raise UsageError("error.no_path")
    names = [item.id for item in steps]
    if step in names:
        return names.index(step) + 1
    if step.isdecimal() and 1 <= int(step) <= len(names):
        return int(step)
    known = ", ".join(f"{index} ({name})" for index, name in enumerate(names, 1))
    raise UsageError("error.step", id=visible(step, 60), known=known, near=nearest(step, names))


def misses(scored: Scored, needed: int) -> bool:
    """Whether a position is below a step, or cannot be said to reach it."""
    path = scored.assessment.path
    return path is None or path.position < needed


def missed_message(scored: Scored, needed: int, language: str) -> tuple[str, dict[str, Any]]:
    """The message, with its values, that says how an organisation misses a step."""
    path = scored.assessment.path
    steps = scored.rubric.path.steps if scored.rubric.path else ()
    title = (
        pick(steps[needed - 1].title, language, scored.questionnaire.languages[0]).text
        if steps
        else ""
    )
    unsaid = path is None or any(step.holds is None for step in path.steps[:needed])
    values: dict[str, Any] = {
        "organisation": visible(scored.response.organisation.label, 100),
        "position": path.position if path else 0,
        "step": needed,
        "title": title,
    }
    if unsaid:
        return "score.unsaid", values
    return ("score.missed" if values["position"] else "score.missed.start"), values
