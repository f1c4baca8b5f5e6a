"""How is an explanation put into words, line by line?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from maturity.diagnostics import nearest
from maturity.errors import UsageError
from maturity.messages import say
from maturity.messages.numbers import decimal, percent
from maturity.model.response import Answer
from maturity.model.text import pick
from maturity.scoring.assess import Scored
from maturity.scoring.explain import (
    Node,
    explain_measure,
    explain_position,
    explain_question,
    explain_step,
)
from maturity.view.wording import headline


@dataclass(frozen=True)
class Line:
    """One line of a tree: what it is, its number in words, and remarks."""

    title: str
    text: str
    remarks: tuple[str, ...]
    truth: bool | None
    children: tuple[Line, ...]


def explained(scored: Scored, what: str | None) -> Node:
    """The tree of a question, measure or step named by id or number; of the position by default.

    Raises:
        UsageError: When nothing has that name.
    """
    plan = scored.plan
    steps = [step.id for step in plan.steps]
    if what is None and steps:
        return explain_position(scored)
    if what is None:
        return explain_measure(scored, plan.measures[-1].id)
    if what in plan.measure:
        return explain_measure(scored, what)
    if what in plan.column:
        return explain_question(scored, what)
    if what in steps or (what.isdecimal() and 1 <= int(what) <= len(steps)):
        return explain_step(scored, steps.index(what) if what in steps else int(what) - 1)
    raise UsageError(
        "error.explain", id=what[:80], near=nearest(what, [*steps, *plan.measure, *plan.column])
    )


def explain_view(scored: Scored, node: Node, language: str) -> Line:
    """The words of a tree; a question alone is shown with what was answered and why."""
    words = _Words(scored, language)
    line = words.line(node)
    return replace(line, children=words.answer(node.id)) if node.kind == "question" else line


def titles(scored: Scored, language: str) -> dict[str, str]:
    """The title of every question, section, measure and step by its id."""
    first = scored.questionnaire.languages[0]
    named: dict[str, str] = {}
    for section in scored.questionnaire.walk():
        named[section.id] = pick(section.title, language, first).text
        named |= {q.id: pick(q.title or q.ask, language, first).text for q in section.questions}
    for measure in scored.rubric.measures:
        if measure.id and measure.title:
            named[measure.id] = pick(measure.title, language, first).text
    for step in scored.rubric.path.steps if scored.rubric.path else ():
        named[step.id] = pick(step.title, language, first).text
    return named


class _Words:
    def __init__(self, scored: Scored, language: str) -> None:
        self.scored, self.language = scored, language
        self.titles: Mapping[str, str] = titles(scored, language)

    def say(self, key: str, **values: object) -> str:
        return say(f"explain.{key}", self.language, **values)

    def line(self, node: Node) -> Line:
        text = {"position": self.position, "step": self.step, "gate": self.gate}.get(
            node.kind, self.number
        )(node)
        remarks = () if node.kind in {"position", "step", "gate"} else self.remarks(node)
        return Line(
            self.title(node),
            text,
            remarks,
            node.holds,
            tuple(self.line(child) for child in node.children),
        )

    def title(self, node: Node) -> str:
        name = self.titles.get(node.id, node.id)
        if node.kind == "position":
            return self.scored.response.organisation.label
        if node.kind == "step":
            number = [step.id for step in self.scored.plan.steps].index(node.id) + 1
            return self.say("step", number=number, title=name)
        return self.say("gate", title=name) if node.kind == "gate" else name

    def position(self, node: Node) -> str:
        path = self.scored.assessment.path
        if path is not None and path.low != path.high:
            return headline(self.scored, self.language)
        text = self.say("position", value=decimal(node.value or 0, 0), n=len(node.children))
        return (
            text
            if node.score is None
            else f"{text}, {self.say('progress', value=decimal(node.score, 2))}"
        )

    def step(self, node: Node) -> str:
        key = "score" if node.score is not None else "no_score"
        score = percent(node.score) if node.score is not None else ""
        return f"{self.truth(node)}: {self.say(key, score=score, need=percent(node.need or 0))}"

    def gate(self, node: Node) -> str:
        need = decimal(node.need or 0, 2)
        if node.value is not None:
            return f"{self.truth(node)}: {self.say('gate.answer', value=decimal(node.value, 2), need=need)}"
        state = say(f"state.{node.state}", self.language)
        return f"{self.truth(node)}: {self.say('gate.state', state=state, need=need)}"

    def answer(self, name: str) -> tuple[Line, ...]:
        """What stands behind one answer: the question, the level's text, note, reason, evidence."""
        first = self.scored.questionnaire.languages[0]
        question = self.scored.plan.questions[self.scored.plan.column[name]]
        given = self.scored.response.answers.get(name, Answer())
        level = next((item for item in question.levels or () if item.value == given.answer), None)
        said = {
            "asked": pick(question.ask, self.language, first).text,
            "level": pick(level.text, self.language, first).text if level else "",
            "reason": given.reason or "",
            "note": given.note or "",
            "evidence": "; ".join(evidence.title for evidence in given.evidence),
        }
        return tuple(Line(self.say(key), text, (), None, ()) for key, text in said.items() if text)

    def truth(self, node: Node) -> str:
        return self.say("unsaid" if node.holds is None else "holds" if node.holds else "fails")

    def number(self, node: Node) -> str:
        if node.kind == "measure" and (too_few := self.too_few(node.id)):
            return too_few
        if node.value is None:
            return self.say(
                "left_out", state=say(f"state.{node.state or 'unanswered'}", self.language)
            )
        least, greatest = decimal(node.least or 0, 2), decimal(node.greatest or 0, 2)
        share = percent(node.score) if node.score is not None else ""
        key = "value" if node.kind == "measure" else "answer"
        return self.say(
            key, value=decimal(node.value, 2), least=least, greatest=greatest, share=share
        )

    def too_few(self, name: str) -> str:
        """Why a measure has no score though some of its questions may be answered, or nothing."""
        index = self.scored.plan.measure[name]
        result = self.scored.scores.measures[index]
        asked = int(result.applicable[0])
        if result.enough[0] or not asked:
            return ""
        return self.say(
            "too_few",
            answered=int(result.answered[0]),
            asked=asked,
            need=percent(self.scored.plan.measures[index].minimum_answered),
            low=percent(float(result.low[0])),
            high=percent(float(result.high[0])),
        )

    def remarks(self, node: Node) -> tuple[str, ...]:
        found = [self.say(f"by.{node.by}")] if node.by else []
        if node.decides:
            found.append(self.say("decides"))
        if node.weight is not None and node.value is not None and node.weight < 1:
            found.append(self.say("weight", share=f"{decimal(node.weight * 100, 1)}%"))
        if node.contribution is not None and node.weight is not None and node.weight < 1:
            found.append(self.say("adds", value=decimal(node.contribution, 3)))
        return tuple(found)
