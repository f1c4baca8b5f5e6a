"""What many organisations look like together: where they stand, what holds them back, how they differ.

Nothing here averages averages: there are counts, medians and quartiles. Scores lie between 0 and 1;
a score that cannot be had is null and counts nowhere.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from maturity.model.assessment import Figure, Result
from maturity.model.cohorts import Breakdown
from maturity.model.common_actions import CommonActions

BlockerWhy = Literal["gate", "gate-measure", "score", "practices"]
"""What a step lacks: an answer, a measure that must reach something, its score, or its practices."""


class Content(Result):
    """A questionnaire or rubric by its id and version."""

    id: str
    version: str


class Quantiles(Result):
    """How figures are spread; `count` is how many there are.

    Quartiles and median interpolate between the two nearest figures (Hyndman and Fan 1996, type 7).
    """

    count: int
    least: Figure
    lower: Figure
    median: Figure
    upper: Figure
    greatest: Figure


class StepCount(Result):
    """One step of a path, or its start, over all organisations.

    Attributes:
        step: The id of the step; null for the start of the path.
        here: So many stand exactly here, going by the answers there are.
        least: So many stand here whatever the missing answers are.
        most: So many could stand here.
        reached: So many have come this far or further.
        reached_low: So many have, whatever the missing answers are.
        reached_high: So many could have.
    """

    step: str | None
    here: int
    least: int
    most: int
    reached: int
    reached_low: int
    reached_high: int


class PathCounts(Result):
    """Where organisations stand on a path.

    Attributes:
        steps: The start, then every step.
        higher: So many could stand higher than they do, once missing answers are found.
        lower: So many could stand lower.
        unsaid: So many could stand anywhere from the start to the top, so that nothing can be said.
        progress: The spread of position and progress to the next step, of those that have one.
    """

    id: str
    steps: tuple[StepCount, ...]
    higher: int
    lower: int
    unsaid: int
    progress: Quantiles | None


class MeasureSpread(Result):
    """How the scores of one measure are spread.

    Attributes:
        kind: The section's kind, or `measure` for one that the rubric names.
        least: The lower end of its own scale; null where it differs between organisations.
        greatest: The upper end.
        scores: The spread; null where no organisation has a score.
        spread: How far the quartiles lie apart: the middle half differs by so much.
        without: So many have no score: too little is answered, or nothing applies.
        bands: So many lie in each band of the rubric.
    """

    id: str
    kind: str
    least: Figure | None
    greatest: Figure | None
    scores: Quantiles | None
    spread: Figure | None
    without: int
    bands: dict[str, int] = Field(default_factory=dict)


class Shared(Result):
    """A question or measure that keeps so many organisations below what they need."""

    id: str
    bodies: int


class Blocker(Result):
    """Something the next step lacks, as `blocker` findings of single organisations say it.

    Attributes:
        id: The question or measure; for practices the step.
        at_least: What it must reach; null for practices.
        on: Whether that is a value or a score.
        bodies: So many organisations lack it.
        missing: So many of them lack the answer, or too many of the answers for a score.
        alone: So many of them lack nothing else for this step.
        lagging: What is lowest in it: questions, or open practices, most frequent first.
    """

    why: BlockerWhy
    id: str
    at_least: Figure | None = None
    on: Literal["value", "score"] = "value"
    bodies: int
    missing: int = 0
    alone: int = 0
    lagging: tuple[Shared, ...] = ()


class NextStep(Result):
    """A step that comes next for some organisations, and what they lack for it, most shared first.

    Attributes:
        bodies: So many organisations.
        out_of_reach: So many of them lack nothing that they could have: none of the practices that
            the step needs applies to them.
    """

    path: str
    step: str
    number: int
    bodies: int
    out_of_reach: int = 0
    blockers: tuple[Blocker, ...]


class BodyStanding(Result):
    """One organisation among the others.

    Attributes:
        place: Its place in the order of all, from 1; equal ones share the better place.
        answered: The share of the questions that apply that it has answered; null where none applies.
        scores: By measure.
        percentiles: By measure, how it compares with those that have a score: the share of them below
            it and half of those equal to it, itself among them (mid-ranks); `progress` for the path.
    """

    id: str
    name: str
    place: int
    position: int | None = None
    low: int | None = None
    high: int | None = None
    progress: Figure | None = None
    answered: Figure | None = None
    scores: dict[str, Figure | None] = Field(default_factory=dict)
    percentiles: dict[str, Figure | None] = Field(default_factory=dict)


class Weakest(Result):
    """Who is last.

    Attributes:
        measure: By which measure; null for the whole: position, then progress.
        bodies: Their ids; several where they are equal.
        score: What they have.
        position: The position, for the whole.
        progress: The progress, for the whole.
    """

    measure: str | None = None
    bodies: tuple[str, ...]
    score: Figure | None = None
    position: int | None = None
    progress: Figure | None = None


class Outliers(Result):
    """Who lies far from the others in a measure, by Tukey's fences (Exploratory Data Analysis, 1977).

    The fences lie one and a half times the distance of the quartiles below the lower and above the
    upper one.
    """

    measure: str
    fence_low: Figure
    fence_high: Figure
    below: tuple[str, ...] = ()
    above: tuple[str, ...] = ()


class StateCounts(Result):
    """Answers by their state, over some questions and organisations."""

    asked: int
    answered: int
    not_applicable: int
    unknown: int
    declined: int
    unanswered: int


class QuestionCoverage(Result):
    """A question that some organisations could not or would not answer."""

    question: str
    missing: int
    unknown: int


class CoverageSpread(Result):
    """How much is known.

    Attributes:
        answers: All answers of all organisations.
        answered: The spread of the share answered of the questions that apply.
        unknown: The spread of the share of them answered with "I don't know".
        complete: So many have answered every question that applies.
        certain: So many stand where they stand whatever the missing answers are; null without a path.
        questions: Those with missing answers, most first.
    """

    answers: StateCounts
    answered: Quantiles | None
    unknown: Quantiles | None
    complete: int
    certain: int | None
    questions: tuple[QuestionCoverage, ...] = ()


class Tier(Result):
    """Neighbours in the order of all, where there are too many to be named one by one.

    Attributes:
        first: The number in the order of its first organisation, from 1.
        last: That of its last.
        position: Half of them stand on this step or further.
        progress: The median; a progress that cannot be said counts as the step alone.
        scores: By measure of the profile, the median of those that have a score.
    """

    first: int
    last: int
    position: int | None = None
    progress: Figure | None = None
    scores: dict[str, Figure | None] = Field(default_factory=dict)


class Portfolio(Result):
    """Many organisations that answered one questionnaire, scored by one rubric.

    Attributes:
        count: How many there are.
        first_date: When the first of their answers were given; null where that is not known.
        last_date: When the last were.
        rejected: So many further inputs could not be used.
        path: The main path, where the rubric has one.
        paths: The others.
        measures: Every measure of the rubric, in its order.
        profile: The ids of the measures that profile and heat map show: sections of one kind.
        nexts: What comes next for whom, and what is lacking.
        bodies: All organisations from the furthest to the least far: by position, then progress.
        tiers: The same order in parts of equal size, where there are many.
        weakest: By the whole, then by each measure of the profile.
        outliers: For measures in which there are any.
        actions: What would lift many at once; null where it was not worked out.
    """

    schema_: Annotated[Literal["maturity/portfolio@1"], Field(alias="schema")] = (
        "maturity/portfolio@1"
    )
    questionnaire: Content
    rubric: Content
    count: int
    first_date: date | None = None
    last_date: date | None = None
    rejected: int = 0
    path: PathCounts | None = None
    paths: tuple[PathCounts, ...] = ()
    measures: tuple[MeasureSpread, ...] = ()
    profile: tuple[str, ...] = ()
    nexts: tuple[NextStep, ...] = ()
    bodies: tuple[BodyStanding, ...] = ()
    tiers: tuple[Tier, ...] = ()
    weakest: tuple[Weakest, ...] = ()
    outliers: tuple[Outliers, ...] = ()
    coverage: CoverageSpread
    cohorts: tuple[Breakdown, ...] = ()
    actions: CommonActions | None = None
