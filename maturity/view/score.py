"""What does a scored response look like at a glance?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from maturity.messages import say
from maturity.messages.numbers import day, fixed, percent
from maturity.model.assessment import MeasureScore, StepScore
from maturity.model.questionnaire import Section
from maturity.model.text import pick
from maturity.scoring.assess import Scored
from maturity.view.wording import finding_text, headline, next_sentence, range_words


@dataclass(frozen=True)
class StepLine:
    """One step of the path; `mark` is done, here, next, alone or open."""

    number: int
    title: str
    mark: str
    state: str
    score: str
    share: float | None
    needs: str


@dataclass(frozen=True)
class MeasureLine:
    """One bar: its share of the scale with its range, and the same in words."""

    title: str
    share: float | None
    low: float
    high: float
    shown: str
    range: str


@dataclass(frozen=True)
class Group:
    """An area with its bars."""

    title: str
    shown: str
    measures: tuple[MeasureLine, ...]


@dataclass(frozen=True)
class ScoreView:
    """Everything the score screen says, in the order it is said."""

    organisation: str
    date: str
    headline: str
    sureness: str
    next: str
    steps: tuple[StepLine, ...]
    profile_title: str
    groups: tuple[Group, ...]
    blockers: tuple[str, ...]
    findings: tuple[str, ...]
    step_heads: tuple[str, ...]
    measure_heads: tuple[str, ...]


def worded(scored: Scored, language: str) -> Scored:
    """The same result with every finding put into words."""
    findings = tuple(
        item.model_copy(update={"text": finding_text(item, scored, language)})
        for item in scored.assessment.findings
    )
    return replace(scored, assessment=scored.assessment.model_copy(update={"findings": findings}))


def score_view(scored: Scored, language: str) -> ScoreView:
    """The score screen of one response."""
    found = scored.assessment.findings
    return ScoreView(
        organisation=scored.response.organisation.label,
        date=day(scored.assessment.date),
        headline=headline(scored, language),
        sureness=_sureness(scored, language),
        next=next_sentence(scored, language),
        steps=tuple(_steps(scored, language)),
        profile_title=say(
            "score.profile" if _profile_kind(scored) == "barrier" else "score.profile.other",
            language,
        ),
        groups=tuple(_groups(scored, language)),
        blockers=tuple(finding_text(f, scored, language) for f in found if f.code == "blocker"),
        findings=tuple(finding_text(f, scored, language) for f in found),
        step_heads=tuple(
            say(f"score.head.{name}", language) for name in ("step", "state", "score", "needs")
        ),
        measure_heads=tuple(
            say(f"score.head.{name}", language) for name in ("measure", "value", "range")
        ),
    )


def _sureness(scored: Scored, language: str) -> str:
    coverage = scored.assessment.coverage
    text = say(
        "score.answered",
        language,
        answered=coverage.answered,
        asked=coverage.asked - coverage.not_applicable,
    )
    path = scored.assessment.path
    if path is None or path.low == path.high:
        return text
    return f"{text} {say('score.between', language, low=path.low, high=path.high)}"


def _steps(scored: Scored, language: str) -> Iterator[StepLine]:
    path = scored.assessment.path
    steps = scored.rubric.path.steps if scored.rubric.path else ()
    for index, (step, result) in enumerate(zip(steps, path.steps if path else (), strict=True)):
        at = path.position if path else 0
        mark = _mark(index, at, holds=result.holds)
        yield StepLine(
            number=index + 1,
            title=pick(step.title, language, _first(scored)).text,
            mark=mark,
            state=say(f"score.state.{mark}", language),
            score=percent(result.score)
            if result.score is not None
            else say("score.none", language),
            share=result.score,
            needs=_needs(result, language),
        )


def _mark(index: int, at: int, *, holds: bool | None) -> str:
    if index <= at:
        return "next" if index == at else "here" if index == at - 1 else "done"
    return "alone" if holds else "open"


def _needs(result: StepScore, language: str) -> str:
    text = say("score.needs", language, share=percent(result.reached_at))
    if not result.gates:
        return text
    held = sum(gate.holds is True for gate in result.gates)
    return f"{text}, {say('score.gates', language, held=held, n=len(result.gates))}"


def _groups(scored: Scored, language: str) -> Iterator[Group]:
    """The areas with the sections that hold questions, of the kind that comes first."""
    kind = _profile_kind(scored)
    for area in scored.questionnaire.sections:
        inside = [
            s
            for s in area.walk()
            if s.questions and s.kind == kind and s.id in scored.assessment.measures
        ]
        if inside:
            own = scored.assessment.measures[area.id]
            yield Group(
                title=pick(area.title, language, _first(scored)).text,
                shown=_shown(own, language),
                measures=tuple(_line(scored, s, language) for s in inside if s is not area),
            )


def _profile_kind(scored: Scored) -> str:
    """The kind of section the profile shows: that of the first one with questions."""
    return next((s.kind for s in scored.questionnaire.walk() if s.questions), "")


def _line(scored: Scored, section: Section, language: str) -> MeasureLine:
    measure = scored.assessment.measures[section.id]
    low, high = measure.low or 0.0, measure.high if measure.high is not None else 1.0
    return MeasureLine(
        title=pick(section.title, language, _first(scored)).text,
        share=measure.score,
        low=low,
        high=high,
        shown=_shown(measure, language),
        range="" if high - low < 1e-9 else range_words(measure, language, "score.range"),
    )


def _shown(measure: MeasureScore, language: str) -> str:
    if measure.value is None or measure.greatest is None:
        return say("score.none", language)
    return say(
        "score.of", language, value=fixed(measure.value, 1), greatest=fixed(measure.greatest, 0)
    )


def _first(scored: Scored) -> str:
    return scored.questionnaire.languages[0]
