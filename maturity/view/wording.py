"""How is what was found said in a sentence?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from maturity.messages import knows, say
from maturity.messages.numbers import decimal, fixed, listing, percent
from maturity.model.assessment import Finding, GateResult, MeasureScore, StepScore
from maturity.model.questionnaire import Question
from maturity.model.text import pick
from maturity.model.values import LocalText
from maturity.scoring.assess import Scored
from maturity.scoring.path import TOLERANCE

_MOST_TITLES = 4


def headline(scored: Scored, language: str) -> str:
    """Where the organisation stands, in one line."""
    path = scored.assessment.path
    if path is None or scored.rubric.path is None:
        return say(
            "report.headline.no_path",
            language,
            rubric=rubric_text(scored, scored.rubric.title, language),
        )
    steps = len(path.steps)
    if path.low != path.high:
        if path.low == 0:
            key = "open" if path.high == steps else "between_start"
            return say(f"report.headline.{key}", language, high=path.high, n=steps)
        return say("report.headline.between", language, low=path.low, high=path.high, n=steps)
    shown = scored.rubric.path.steps[max(0, path.position - 1)]
    key = "none" if path.position == 0 else "top" if path.position == steps else "at"
    title = rubric_text(scored, shown.title, language)
    return say(f"report.headline.{key}", language, at=path.position, n=steps, title=title)


def next_sentence(scored: Scored, language: str) -> str:
    """What the next step needs."""
    path = scored.assessment.path
    if path is None:
        return say("report.next.no_path", language)
    if path.position == len(path.steps):
        return say("report.next.top", language)
    step = path.steps[path.position]
    missing = [gate for gate in step.gates if gate.holds is not True]
    short = step.score is None or step.score < step.reached_at - TOLERANCE
    said = {
        "number": path.position + 1,
        "title": step_title(scored, step.id, language),
        "need": percent(step.reached_at),
        "have": "" if step.score is None else below(step.score, step.reached_at),
        "gates": listing(
            [_gate(scored, gate, language) for gate in missing], say("report.and", language)
        ),
    }
    return say(f"report.next.{_needed(step, gates=bool(missing), short=short)}", language, **said)


def _needed(step: StepScore, *, gates: bool, short: bool) -> str:
    if not short:
        return "gates"
    score = "no_score" if step.score is None else "score"
    if not gates:
        return score
    return "both_no_score" if step.score is None else "both"


def _gate(scored: Scored, gate: GateResult, language: str) -> str:
    need = answer_words(question_of(scored, gate.question), gate.at_least, language)
    return say(
        "report.next.gate",
        language,
        title=question_title(scored, gate.question, language),
        need=need,
    )


def finding_text(finding: Finding, scored: Scored, language: str) -> str:
    """A finding in one or two plain sentences."""
    return _WORDED[finding.code](finding, scored, language)


def _blocker(finding: Finding, scored: Scored, language: str) -> str:
    number = step_number(scored, finding.step)
    if finding.values["why"] == "gate":
        name = finding.questions[0]
        question = question_of(scored, name)
        have = finding.values["answer"]
        state = state_of(scored, name)
        return say(
            f"report.finding.blocker.gate{'' if have is not None else '.missing'}",
            language,
            title=question_title(scored, name, language),
            number=number,
            have=say(f"report.state.{state}", language)
            if have is None
            else answer_words(question, have, language),
            need=answer_words(question, finding.values["at_least"], language),
        )
    if finding.values["score"] is None:
        return say("report.finding.blocker.no_score", language, number=number)
    need = finding.values["reached_at"]
    have = below(finding.values["score"], need)
    values = {"number": number, "have": have, "need": percent(need)}
    if not finding.questions:
        return say("report.finding.blocker.score.plain", language, **values)
    titles = question_titles(scored, finding.questions, language)
    return say("report.finding.blocker.score", language, titles=titles, **values)


def _below_minimum(finding: Finding, scored: Scored, language: str) -> str:
    return say(
        "report.finding.below-minimum",
        language,
        n=len(finding.questions),
        number=step_number(scored, finding.step),
        titles=question_titles(scored, finding.questions, language),
    )


def _holds_alone(finding: Finding, scored: Scored, language: str) -> str:
    return say(
        "report.finding.holds-alone",
        language,
        number=step_number(scored, finding.step),
        title=step_title(scored, finding.step, language),
        waits_for=step_number(scored, finding.step) - 1,
    )


def _strength(finding: Finding, scored: Scored, language: str) -> str:
    name = finding.measure or ""
    measure = scored.assessment.measures[name]
    key = f"report.finding.strength.{measure.kind}"
    return say(
        key if knows(key, language) else "report.finding.strength",
        language,
        title=measure_title(scored, name, language),
        have=measure_words(measure, language),
    )


def _risk(finding: Finding, scored: Scored, language: str) -> str:
    return say(
        f"report.finding.risk.{finding.values['why']}",
        language,
        number=step_number(scored, finding.step),
        title=question_title(scored, finding.questions[0], language),
        reason=finding.values.get("reason") or say("report.no_reason", language),
    )


def _decides(finding: Finding, scored: Scored, language: str) -> str:
    title = question_title(scored, finding.questions[0], language)
    return say("report.finding.unknown-decides", language, title=title, **_ends(finding, language))


def _widens(finding: Finding, scored: Scored, language: str) -> str:
    titles = question_titles(scored, finding.questions, language)
    return say(
        "report.finding.unknown-widens",
        language,
        n=len(finding.questions),
        titles=titles,
        **_ends(finding, language),
    )


def _ends(finding: Finding, language: str) -> dict[str, Any]:
    return {name: position_words(finding.values[name], language) for name in ("low", "high")}


def _too_few(finding: Finding, scored: Scored, language: str) -> str:
    title = measure_title(scored, finding.measure or "", language)
    return say("report.finding.not-enough-answers", language, title=title, **finding.values)


_WORDED: dict[str, Callable[[Finding, Scored, str], str]] = {
    "blocker": _blocker,
    "below-minimum": _below_minimum,
    "holds-alone": _holds_alone,
    "strength": _strength,
    "risk": _risk,
    "unknown-decides": _decides,
    "unknown-widens": _widens,
    "not-enough-answers": _too_few,
}


def below(score: float, need: float) -> str:
    """A score that misses what is needed, never rounded up to look as if it did not."""
    shown = percent(score)
    digits = 1
    while shown == percent(need) and digits < 6:
        shown, digits = f"{decimal(score * 100, digits)}%", digits + 1
    return shown


def position_words(position: int, language: str) -> str:
    """A position on the path: `the start` or `step 2`."""
    return (
        say("report.step", language, number=position) if position else say("report.start", language)
    )


def measure_words(measure: MeasureScore, language: str) -> str:
    """A measure's value on its scale, or the range it lies in when too little is known."""
    if measure.greatest is None or measure.least is None:
        return say("report.state.unanswered", language)
    if measure.value is not None:
        return say(
            "report.of", language, value=fixed(measure.value, 1), greatest=decimal(measure.greatest)
        )
    return range_words(measure, language)


def range_words(measure: MeasureScore, language: str, key: str = "report.between") -> str:
    """The range a measure's value lies in, by the message of a key."""
    if (
        measure.low is None
        or measure.high is None
        or measure.least is None
        or measure.greatest is None
    ):
        return ""
    width = measure.greatest - measure.least
    low, high = (fixed(measure.least + share * width, 1) for share in (measure.low, measure.high))
    return say(key, language, low=low, high=high)


def answer_words(question: Question, value: float, language: str) -> str:
    """What a native value of a question stands for: `level 2`, a choice, yes or no, a number."""
    if question.type == "level":
        return say("report.level", language, value=decimal(value, 6))
    if question.type == "yes_no":
        return say("report.yes" if value == question.scale[1] else "report.no", language)
    return say("report.value", language, value=decimal(value, 6))


def question_of(scored: Scored, name: str) -> Question:
    """A scored question by its id."""
    return scored.plan.questions[scored.plan.column[name]]


def state_of(scored: Scored, name: str) -> str:
    """In which state the answer to a scored question is."""
    from maturity.scoring.encode import STATE_NAMES  # numpy

    return str(STATE_NAMES[scored.rows.states[scored.plan.column[name], 0]])


def question_title(scored: Scored, name: str, language: str) -> str:
    """The short name of a question."""
    question = question_of(scored, name)
    return text_of(scored, question.title or question.ask, language)


def question_titles(scored: Scored, names: Sequence[str], language: str) -> str:
    """Some short names in a row; many are cut to the first few and how many more there are."""
    titles = [f"“{question_title(scored, name, language)}”" for name in names]
    more = len(titles) - _MOST_TITLES
    if more > 0:
        titles = [*titles[:_MOST_TITLES], say("report.others", language, n=more)]
    return listing(titles, say("report.and", language))


def step_number(scored: Scored, name: str | None) -> int:
    """The number of a step, from 1."""
    steps = scored.rubric.path.steps if scored.rubric.path else ()
    return next(index for index, step in enumerate(steps, 1) if step.id == name)


def step_title(scored: Scored, name: str | None, language: str) -> str:
    """The title of a step."""
    steps = scored.rubric.path.steps if scored.rubric.path else ()
    return next(rubric_text(scored, step.title, language) for step in steps if step.id == name)


def measure_title(scored: Scored, name: str, language: str) -> str:
    """The title of a measure or section."""
    for measure in scored.rubric.measures:
        if name in {measure.id, measure.section} and measure.title is not None:
            return rubric_text(scored, measure.title, language)
    for section in scored.questionnaire.walk():
        if section.id == name:
            return text_of(scored, section.title, language)
    return name


def text_of(scored: Scored, text: LocalText | None, language: str) -> str:
    """A text of the questionnaire for a reader."""
    return pick(text, language, scored.questionnaire.languages[0]).text


def rubric_text(scored: Scored, text: LocalText | None, language: str) -> str:
    """A text of the rubric for a reader."""
    return pick(text, language, (scored.rubric.languages or scored.questionnaire.languages)[0]).text
