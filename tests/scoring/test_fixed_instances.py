"""Does the engine agree with the exact implementation on the same instances each time?

The tests of `test_oracle.py` look for new instances; these are few, always the same, and quick
enough to be run for each mutant.
"""

from maturity.scoring.assess import assess
from maturity.scoring.compiling import compile_plan
from scoring.fixed import instances
from scoring.test_oracle import DIGESTS, differences


def test_fixed_instances() -> None:
    for questionnaire, rubric, responses in instances():
        plan = compile_plan(questionnaire, rubric)
        for response, wanted in responses:
            found = assess(questionnaire, rubric, response, DIGESTS, plan).assessment
            assert differences(found, wanted) == []
