"""What do many organisations look like together?"""

from __future__ import annotations

from collections.abc import Sequence

from maturity.model.common_actions import CommonActions
from maturity.model.portfolio import Content, Portfolio
from maturity.portfolio.blockers import nexts
from maturity.portfolio.bodies import Bodies
from maturity.portfolio.cohorts import breakdowns
from maturity.portfolio.coverage import coverage
from maturity.portfolio.extremes import outliers, weakest
from maturity.portfolio.order import standings
from maturity.portfolio.positions import paths
from maturity.portfolio.spread import profile_ids, spreads
from maturity.portfolio.tiers import tiers


def portfolio_of(
    bodies: Bodies,
    cohorts: Sequence[str] = (),
    actions: CommonActions | None = None,
) -> Portfolio:
    """Everything that is said of many organisations.

    Args:
        bodies: At least one.
        cohorts: The labels to break them down by; several also together.
        actions: What would lift many at once, where it was worked out.

    Raises:
        UsageError: When there is no such label.
    """
    questionnaire, rubric = bodies.questionnaire, bodies.rubric
    profile = profile_ids(questionnaire, bodies.plan)
    main, others = paths(bodies)
    measures, ordered = tuple(spreads(bodies)), tuple(standings(bodies))
    return Portfolio(
        questionnaire=Content(id=questionnaire.questionnaire, version=questionnaire.version),
        rubric=Content(id=rubric.rubric, version=rubric.version),
        count=bodies.count,
        first_date=bodies.dates[0] if bodies.dates else None,
        last_date=bodies.dates[1] if bodies.dates else None,
        rejected=bodies.rejected,
        path=main,
        paths=others,
        measures=measures,
        profile=profile,
        nexts=tuple(nexts(bodies)),
        bodies=ordered,
        tiers=tuple(tiers(ordered, profile)),
        weakest=tuple(weakest(bodies, ordered, profile)),
        outliers=tuple(outliers(bodies, measures, profile)),
        coverage=coverage(bodies),
        cohorts=tuple(breakdowns(bodies, cohorts, profile)),
        actions=actions,
    )
