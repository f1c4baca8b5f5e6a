"""What does the report say was found?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from maturity.messages import say
from maturity.view import report_model as told
from maturity.view.wording import finding_text, gate_of, holding_back, rubric_text

if TYPE_CHECKING:
    from maturity.model.assessment import Finding
    from maturity.scoring.assess import Scored


def found(scored: Scored, language: str) -> Iterator[told.Found]:
    """Every heading with its findings. What a rubric does not look for is not spoken of."""
    path = scored.rubric.path
    blockers = (
        *_said(scored, language, "blocker"),
        *(told.Said(text) for text in holding_back(scored, language)),
    )
    if path is not None:
        yield _part("blockers", blockers, language, "report.blockers.none")
    yield _part("lower", _said(scored, language, "below-minimum"), language)
    yield _part("strengths", _said(scored, language, "strength", "holds-alone"), language)
    guarded = path is not None and any(step.gates for step in path.steps)
    none = "report.risks.none" if guarded else ""
    yield _part("risks", _said(scored, language, "risk"), language, none)
    missing = ("unknown-decides", "unknown-widens", "not-enough-answers")
    none = "report.unknowns.none" if path is not None else ""
    yield _part("unknowns", _said(scored, language, *missing), language, none)


def _part(name: str, said: tuple[told.Said, ...], language: str, none: str = "") -> told.Found:
    lead = f"report.{name}.lead"
    return told.Found(
        title=say(f"report.{name}", language),
        lead=say(lead, language) if name == "lower" else "",
        said=said,
        none=say(none, language) if none and not said else "",
    )


def _said(scored: Scored, language: str, *codes: str) -> tuple[told.Said, ...]:
    return tuple(
        told.Said(
            text=finding_text(finding, scored, language),
            question=finding.questions[0] if len(finding.questions) == 1 else "",
            because=_because(scored, finding, language),
        )
        for code in codes
        for finding in scored.assessment.findings
        if finding.code == code
    )


def _because(scored: Scored, finding: Finding, language: str) -> str:
    """Why the rubric insists on what a finding is about."""
    gate = gate_of(scored, finding) if finding.measure or len(finding.questions) == 1 else None
    return "" if gate is None else rubric_text(scored, gate.because, language)
