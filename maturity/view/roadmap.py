"""What does a roadmap say, in words?"""

from __future__ import annotations

from collections.abc import Iterator

from maturity.messages import say
from maturity.messages.numbers import day
from maturity.model.roadmap import Projected, Roadmap
from maturity.scoring.assess import Scored
from maturity.view.roadmap_aims import main_step, step_count
from maturity.view.roadmap_assumptions import assumptions
from maturity.view.roadmap_bars import bars, columns, owners
from maturity.view.roadmap_headline import further, headline, lead
from maturity.view.roadmap_limits import obstacles, unknowns, ways_out
from maturity.view.roadmap_model import Before, RoadmapView
from maturity.view.roadmap_others import firm, guesses, instead, points, proof, ways
from maturity.view.roadmap_words import Told
from maturity.view.score_bars import profile_kind
from maturity.view.wording import measure_title, measure_words, shown_number


def roadmap_view(scored: Scored, roadmap: Roadmap, language: str) -> RoadmapView:
    """Everything a roadmap says.

    Args:
        scored: The result that it was made from.
        roadmap: What was planned.
        language: The reader's language.
    """
    told = Told(scored, roadmap, language)
    return RoadmapView(
        headline=headline(told),
        lead=tuple(lead(told)),
        columns=tuple(columns(told)),
        bars=tuple(bars(told)),
        owners=tuple(owners(told)),
        profile=tuple(_profile(told)),
        frontier=tuple(points(told)),
        obstacles=tuple(obstacles(told)),
        ways_out=tuple(ways_out(told)),
        unknowns=tuple(unknowns(told)),
        firm=tuple(firm(told)),
        guesses=tuple(guesses(told)),
        instead=tuple(instead(told)),
        assumptions=tuple(assumptions(told)),
        proof=tuple(proof(told)),
        ways=tuple(ways(told)),
        organisation=scored.response.organisation.label,
        date=day(roadmap.date),
        language=language,
        steps=tuple(main_step(told, number + 1) for number in range(step_count(told))),
        today=0 if roadmap.today is None else roadmap.today.low or 0,
        today_high=0 if roadmap.today is None else roadmap.today.high or 0,
        further=further(told),
    )


def _profile(told: Told) -> Iterator[Before]:
    """The sections that the score screen shows as bars, today and at the end of the plan."""
    periods, scored = told.roadmap.periods, told.scored
    kind = profile_kind(scored)
    for section in scored.questionnaire.walk():
        if not (periods and section.questions and section.kind == kind):
            continue
        measure, then = (
            scored.assessment.measures.get(section.id),
            periods[-1].measures.get(section.id),
        )
        if measure is None or then is None or measure.greatest is None:
            continue
        yield Before(
            title=measure_title(scored, section.id, told.language),
            today=measure.score,
            then=then.score,
            today_words=measure_words(scored, section.id, told.language),
            then_words=_then(told, section.id, then),
        )


def _then(told: Told, name: str, then: Projected) -> str:
    """A projected value, or the range in which it lies."""
    measure = told.scored.assessment.measures[name]
    least, width = measure.least or 0.0, (measure.greatest or 0.0) - (measure.least or 0.0)

    def shown(share: float) -> str:
        return shown_number(told.scored, name, least + share * width)

    if then.score is not None:
        return shown(then.score)
    if then.low is None or then.high is None:
        return say("report.no_score", told.language)
    low, high = shown(then.low), shown(then.high)
    key = "report.roughly" if low == high else "report.between"
    return say(key, told.language, value=low, low=low, high=high)
