"""Small content whose robustness can be worked out by hand, and what is allowed around it.

A share of n draws has the standard error sqrt(p (1 - p) / n); four of them are allowed.
"""

import math
from collections.abc import Sequence
from pathlib import Path

import pytest

from maturity.model.assessment import Driver, Robustness
from maturity.scoring.robustness import robustness
from scoring.content import score_texts

DRAWS = 2000
STILL = "robustness: {weights: 0%}\n"
"""Weights do not vary. Only a test may ask for that: `check` does not allow it."""


def near(share: float, draws: int = DRAWS) -> object:
    return pytest.approx(share, abs=4 * math.sqrt(share * (1 - share) / draws))


def told(driver: Driver | None) -> dict[str, object] | None:
    return None if driver is None else driver.model_dump(exclude_none=True)


def exactly(value: float) -> object:
    return pytest.approx(value, abs=1e-12)


def section(*questions: str, name: str = "s", kind: str = "area") -> str:
    return (
        f"{{id: {name}, kind: {kind}, title: {name.title()}, questions: [{', '.join(questions)}]}}"
    )


def options(form: str, **worths: float) -> str:
    choices = ", ".join(
        f"{{id: {name}, text: T, value: {worth}}}" for name, worth in worths.items()
    )
    return f"{{id: a, ask: Q, type: {form}, choices: [{choices}]}}"


def path(reached_at: str = "50%", measure: str = "s", more: str = "") -> str:
    step = f"{{id: one, title: One, measure: {measure}, reached_at: {reached_at}{more}}}"
    return f"path: {{title: P, steps: [{step}]}}\n"


def tried(folder: Path, sections: Sequence[str], rubric: str, answers: str) -> Robustness:
    found = robustness(
        score_texts(folder, f"sections: [{', '.join(sections)}]", rubric, f"answers: {answers}")
    )
    assert found is not None
    return found
