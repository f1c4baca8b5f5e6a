"""How is a finding said in one or two plain sentences?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from maturity.messages import knows, say
from maturity.model.assessment import Finding
from maturity.model.rubric import Gate
from maturity.scoring.assess import Scored
from maturity.view.wording.answers import have_words, need_words
from maturity.view.wording.caps import capped_words
from maturity.view.wording.figures import against, measure_words, threshold
from maturity.view.wording.names import (
    all_paths,
    measure_title,
    position_words,
    question_title,
    short,
    state_of,
    step_number,
    step_title,
    titles_of,
)


def finding_text(finding: Finding, scored: Scored, language: str) -> str:
    """A finding in one or two plain sentences."""
    return _WORDED[finding.code](finding, scored, language)


def gate_of(scored: Scored, finding: Finding) -> Gate | None:
    """The gate that a finding is about, as the rubric says it."""
    about = {finding.measure} if finding.measure else set(finding.questions)
    return next(
        (
            gate
            for path in all_paths(scored)
            for step in path.steps
            if step.id == finding.step
            for gate in step.gates
            if gate.target[1] in about
        ),
        None,
    )


def _blocker(finding: Finding, scored: Scored, language: str) -> str:
    return _BLOCKERS[finding.values["why"]](finding, scored, language)


def _closed_gate(finding: Finding, scored: Scored, language: str) -> str:
    name = finding.questions[0]
    gate = gate_of(scored, finding)
    need = finding.values["at_least"] if gate is None else gate.at_least
    missing = finding.values["answer"] is None
    return say(
        f"report.finding.blocker.gate{'.missing' if missing else ''}",
        language,
        title=short(question_title(scored, name, language)),
        number=step_number(scored, finding.step),
        have=say(f"report.state.{state_of(scored, name)}", language)
        if missing
        else have_words(scored, name, need, language),
        need=need_words(scored, name, need, language),
    )


def _closed_measure(finding: Finding, scored: Scored, language: str) -> str:
    name = finding.measure or ""
    gate = gate_of(scored, finding)
    need = finding.values["at_least"] if gate is None else gate.at_least
    more = ".titles" if finding.questions else ""
    return say(
        f"report.finding.blocker.measure{'.missing' if finding.values['have'] is None else more}",
        language,
        titles=titles_of(scored, finding.questions, language),
        title=short(measure_title(scored, name, language)),
        number=step_number(scored, finding.step),
        have=have_words(scored, name, need, language),
        need=need_words(scored, name, need, language),
    )


def _low_score(finding: Finding, scored: Scored, language: str) -> str:
    number = step_number(scored, finding.step)
    need, have = finding.values["reached_at"], finding.values["score"]
    if have is None:
        return say("report.finding.blocker.no_score", language, number=number)
    values = {"number": number, "have": against(have, need), "need": threshold(need)}
    if not finding.questions:
        return say("report.finding.blocker.score.plain", language, **values)
    titles = titles_of(scored, finding.questions, language)
    return say("report.finding.blocker.score", language, titles=titles, **values)


def _open_practices(finding: Finding, scored: Scored, language: str) -> str:
    unmet, needed = finding.values["unmet"], finding.values["needed"]
    met = needed - len(unmet)
    key = "practices" if met else "practices.none" if needed > 1 else "practices.single"
    return say(
        f"report.finding.blocker.{key}",
        language,
        number=step_number(scored, finding.step),
        n=met,
        of=needed,
        titles=titles_of(scored, unmet, language),
    )


def _below_minimum(finding: Finding, scored: Scored, language: str) -> str:
    return say(
        "report.finding.below-minimum",
        language,
        n=len(finding.questions),
        number=step_number(scored, finding.step),
        titles=titles_of(scored, finding.questions, language),
    )


def _holds_alone(finding: Finding, scored: Scored, language: str) -> str:
    number = step_number(scored, finding.step)
    return say(
        "report.finding.holds-alone",
        language,
        number=number,
        title=short(step_title(scored, finding.step, language)),
        waits_for=number - 1,
    )


def _strength(finding: Finding, scored: Scored, language: str) -> str:
    name = finding.measure or ""
    key = f"report.finding.strength.{scored.assessment.measures[name].kind}"
    return say(
        key if knows(key, language) else "report.finding.strength",
        language,
        title=short(measure_title(scored, name, language)),
        have=measure_words(scored, name, language),
    )


def _risk(finding: Finding, scored: Scored, language: str) -> str:
    return say(
        f"report.finding.risk.{finding.values['why']}",
        language,
        number=step_number(scored, finding.step),
        title=short(question_title(scored, finding.questions[0], language)),
        reason=finding.values.get("reason") or say("report.no_reason", language),
    )


def _decides(finding: Finding, scored: Scored, language: str) -> str:
    title = short(question_title(scored, finding.questions[0], language))
    return say("report.finding.unknown-decides", language, title=title, **_ends(finding, language))


def _widens(finding: Finding, scored: Scored, language: str) -> str:
    return say(
        "report.finding.unknown-widens",
        language,
        n=len(finding.questions),
        titles=titles_of(scored, finding.questions, language),
        **_ends(finding, language),
    )


def _ends(finding: Finding, language: str) -> dict[str, Any]:
    return {name: position_words(finding.values[name], language) for name in ("low", "high")}


def _too_few(finding: Finding, scored: Scored, language: str) -> str:
    title = short(measure_title(scored, finding.measure or "", language))
    return say("report.finding.not-enough-answers", language, title=title, **finding.values)


def _capped(finding: Finding, scored: Scored, language: str) -> str:
    words = capped_words(scored, finding, language)
    return say(
        "report.finding.capped",
        language,
        title=short(words.title),
        claimed=words.claimed,
        counted=words.counted,
        reason=words.reason,
    )


_Sentence = Callable[[Finding, Scored, str], str]

_BLOCKERS: dict[str, _Sentence] = {
    "gate": _closed_gate,
    "gate-measure": _closed_measure,
    "score": _low_score,
    "practices": _open_practices,
}
_WORDED: dict[str, _Sentence] = {
    "blocker": _blocker,
    "below-minimum": _below_minimum,
    "holds-alone": _holds_alone,
    "strength": _strength,
    "risk": _risk,
    "unknown-decides": _decides,
    "unknown-widens": _widens,
    "not-enough-answers": _too_few,
    "capped": _capped,
}
