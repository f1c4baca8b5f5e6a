"""What does a scored response look like at a glance?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from maturity.messages import say
from maturity.messages.numbers import day
from maturity.scoring.assess import Scored
from maturity.view.robustness import robustness_words
from maturity.view.score_bars import Group, groups, profile_kind
from maturity.view.score_paths import PathLine, StepLine, path_lines, step_lines
from maturity.view.targets import TargetRow, target_rows
from maturity.view.wording import finding_text, headline, holding_back, next_sentence


@dataclass(frozen=True)
class ScoreView:
    """Everything the score screen says, in the order it is said."""

    organisation: str
    date: str
    headline: str
    sureness: tuple[str, ...]
    next: str
    steps: tuple[StepLine, ...]
    paths_title: str
    paths: tuple[PathLine, ...]
    profile_title: str
    profile_note: str
    measure_head: str
    groups: tuple[Group, ...]
    targets: tuple[TargetRow, ...]
    blockers: tuple[str, ...]
    findings: tuple[str, ...]


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
    further = "" if scored.plan.main is None else ".further"
    other = "" if profile_kind(scored) == "barrier" else ".other"
    blockers = tuple(finding_text(f, scored, language) for f in found if f.code == "blocker")
    return ScoreView(
        organisation=scored.response.organisation.label,
        date=day(scored.assessment.date),
        headline=headline(scored, language),
        sureness=tuple(_sureness(scored, language)),
        next=next_sentence(scored, language),
        steps=tuple(step_lines(scored, language)),
        paths_title=say(f"score.paths{further}", language),
        paths=tuple(path_lines(scored, language)),
        profile_title=say(f"score.profile{other}", language),
        profile_note=say(f"score.longer{other}", language),
        measure_head=f"measure{other}",
        groups=tuple(groups(scored, language)),
        targets=target_rows(scored, language),
        blockers=(*blockers, *holding_back(scored, language)),
        findings=tuple(finding_text(f, scored, language) for f in found),
    )


def _sureness(scored: Scored, language: str) -> Iterator[str]:
    coverage = scored.assessment.coverage
    asked = coverage.asked - coverage.not_applicable
    text = say("score.answered", language, answered=coverage.answered, n=asked)
    path = scored.assessment.path
    if path is not None and path.low != path.high:
        between = say("score.between", language, low=path.low, high=path.high)
        text = f"{text} {between}"
    yield text
    words = robustness_words(scored, language) if path is not None else None
    if words is not None:
        yield words.lead
    capped = sum(finding.code == "capped" for finding in scored.assessment.findings)
    if capped:
        yield say("report.sure.capped", language, n=capped)
