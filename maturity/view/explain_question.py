"""How is it said what was answered to one question, and where it counts?"""

from __future__ import annotations

from collections.abc import Iterator

from maturity.messages.numbers import day
from maturity.model.questionnaire import Question
from maturity.model.response import Answer, Evidence
from maturity.scoring.explanation import Node
from maturity.view.explain_answers import claim
from maturity.view.explain_roles import role
from maturity.view.explain_steps import verdict_line
from maturity.view.explain_words import Line, Words
from maturity.view.wording import short, text_of


def question_line(words: Words, node: Node) -> Line:
    """What was answered, what stands behind it, and where it counts."""
    return Line(_answered(words, node), children=(*_facts(words, node), *_uses(words, node)))


def _answered(words: Words, node: Node) -> str:
    if node.claimed is not None:
        return claim(words, node)
    if node.value is None:
        return words.say(f"is.{node.state}", n=1, titles=words.titles([node.id]))
    return words.say(
        "question.answer", title=words.title(node.id), answer=words.answer(node.id, node.value)
    )


def _facts(words: Words, node: Node) -> Iterator[Line]:
    scored = words.scored
    question = scored.plan.questions[scored.plan.column[node.id]]
    given = scored.response.answers.get(node.id, Answer())
    if node.id in words.capped and words.capped[node.id].because:
        yield Line(words.say("claimed.because", because=words.capped[node.id].because))
    texts = {
        "asked": text_of(scored, question.ask, words.language),
        "level": _level(words, question, given),
        "reason": given.reason or "",
        "note": given.note or "",
        "evidence": "; ".join(_evidence(words, piece) for piece in given.evidence),
    }
    for key, text in texts.items():
        if text:
            yield Line(words.say(f"question.{key}", text=text))
    if node.state == "answered" and not given.evidence:
        yield Line(words.say("question.no_evidence"))


def _level(words: Words, question: Question, given: Answer) -> str:
    level = next((item for item in question.levels or () if item.value == given.answer), None)
    return text_of(words.scored, level.text, words.language) if level else ""


def _evidence(words: Words, piece: Evidence) -> str:
    date = "" if piece.date is None else day(piece.date)
    extra = ", ".join(part for part in (piece.grade or "", date) if part)
    if not extra:
        return piece.title
    return words.say("evidence", title=piece.title, extra=extra)


def _uses(words: Words, node: Node) -> Iterator[Line]:
    """What the answer does for each measure and step that it counts in."""
    measures = [
        (use, child) for use in node.uses if use.kind == "measure" for child in use.children
    ]
    for measure, child in measures:
        if child.left_out is None:
            yield Line(role(words, measure, child))
    without = [measure.id for measure, child in measures if child.left_out is not None]
    if without:
        yield Line(words.say("question.left_out", titles=words.titles(without)))
    for use in node.uses:
        if use.kind == "step":
            yield from (verdict_line(words, need, words.step(use.id)) for need in use.children)
    if not node.uses:
        yield Line(words.say("question.nowhere"))


def unscored_line(words: Words, name: str) -> Line:
    """What was answered to a question that carries no number."""
    scored = words.scored
    question = next(q for q in scored.questionnaire.questions() if q.id == name)
    title = short(text_of(scored, question.title or question.ask, words.language))
    given = scored.response.answers.get(name, Answer())
    if given.state == "answered":
        said = words.say("question.answer", title=title, answer=words.quoted(str(given.answer)))
    else:
        said = words.say(f"is.{given.state}", n=1, titles=words.quoted(title))
    asked = words.say("question.asked", text=text_of(scored, question.ask, words.language))
    return Line(said, children=(Line(asked), Line(words.say("question.unscored"))))
