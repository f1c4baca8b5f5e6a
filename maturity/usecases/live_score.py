"""Where does the organisation stand so far, while it is still being interviewed?"""

from __future__ import annotations

from dataclasses import dataclass

from maturity.model.assessment import PathPosition
from maturity.model.response import Response
from maturity.model.rubric import Rubric
from maturity.scoring.assess import Digests, assess
from maturity.scoring.compiling import compile_plan
from maturity.scoring.plan import ScoringPlan
from maturity.usecases.interview import Interview

_NO_DIGESTS = Digests("", "", "")


@dataclass(frozen=True)
class LiveScore:
    """Scores the response of an interview after each answer."""

    interview: Interview
    rubric: Rubric
    plan: ScoringPlan

    def path(self, response: Response) -> PathPosition | None:
        """The position on the path with its range; None for a rubric without a path."""
        questionnaire = self.interview.questionnaire.model
        scored = assess(questionnaire, self.rubric, response, _NO_DIGESTS, self.plan)
        return scored.assessment.path


def live_score(interview: Interview) -> LiveScore:
    """The live score of an interview, by the rubric that `score` would take.

    Raises:
        InputError: When that rubric is invalid.
        UsageError: When there is none, or several.
    """
    library, questionnaire = interview.library, interview.questionnaire
    rubric = library.rubric_for(questionnaire, near=str(interview.file)).model
    return LiveScore(interview, rubric, compile_plan(questionnaire.model, rubric))
