"""What does the report say of each step of the path?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from maturity.messages import say
from maturity.messages.numbers import percent
from maturity.view import report_model as told
from maturity.view.report_bars import step_bar
from maturity.view.wording import answer_words, question_of, question_title, rubric_text

if TYPE_CHECKING:
    from maturity.model import rubric as rubrics
    from maturity.model.assessment import GateResult
    from maturity.scoring.assess import Scored


def steps(scored: Scored, language: str) -> Iterator[told.Step]:
    """Every step of the path with its bar and its gates."""
    path, defined = scored.assessment.path, scored.rubric.path
    if path is None or defined is None:
        return
    for index, (step, result) in enumerate(zip(defined.steps, path.steps, strict=True)):
        mark = (
            "done"
            if index < path.position
            else "next"
            if index == path.position
            else "alone"
            if result.holds
            else "open"
        )
        title = rubric_text(scored, step.title, language)
        yield told.Step(
            number=index + 1,
            id=step.id,
            title=title,
            summary=rubric_text(scored, step.summary, language),
            mark=mark,
            here=index == path.position - 1,
            state=say(f"report.mark.{mark}", language),
            need=say("report.step.need", language, share=percent(result.reached_at)),
            bar=step_bar(step.id, title, result, language),
            gates=tuple(
                _gate(scored, g, r, language) for g, r in zip(step.gates, result.gates, strict=True)
            ),
        )


def _gate(scored: Scored, gate: rubrics.Gate, result: GateResult, language: str) -> told.Gate:
    question = question_of(scored, gate.question)
    mark = "unsaid" if result.holds is None else "holds" if result.holds else "fails"
    mark = "untested" if result.state == "not_applicable" else mark
    have = (
        say(f"report.state.{result.state}", language)
        if result.answer is None
        else answer_words(question, result.answer, language)
    )
    return told.Gate(
        question=gate.question,
        title=question_title(scored, gate.question, language),
        need=answer_words(question, gate.at_least, language),
        have=have,
        because=rubric_text(scored, gate.because, language),
        mark=mark,
        verdict=say(f"report.gate.{mark}", language),
    )


def pin(scored: Scored) -> str:
    """Which words mark the place on the path."""
    path = scored.assessment.path
    if path is None:
        return ""
    return ("" if path.low == path.high else ".open") + ("" if path.position else ".start")
