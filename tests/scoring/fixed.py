"""The same random instances each time, with what the exact implementation says of them.

Made once in a process: tests that run again and again in copies of it, one for each mutant, find
them made.
"""

from functools import cache
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, given, settings

from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.model.rubric import Rubric
from scoring.oracle import solve
from strategies.content import Case, cases

INSTANCES = 120


class Instance(NamedTuple):
    """A questionnaire with a rubric, and responses with their exact results."""

    questionnaire: Questionnaire
    rubric: Rubric
    responses: list[tuple[Response, dict[str, Any]]]


@cache
def instances() -> tuple[Instance, ...]:
    found: list[Case] = []

    @settings(
        max_examples=INSTANCES,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases(4))
    def collect(case: Case) -> None:
        found.append(case)

    collect()
    return tuple(_solved(case) for case in found)


def _solved(case: Case) -> Instance:
    return Instance(
        Questionnaire.model_validate(case.questionnaire),
        Rubric.model_validate(case.rubric),
        [
            (Response.model_validate(plain), solve(case.questionnaire, case.rubric, plain))
            for plain in case.responses
        ],
    )
