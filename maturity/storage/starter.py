"""What does a new response look like before anything is answered?"""

from __future__ import annotations

from datetime import date
from textwrap import wrap

import yaml

from maturity.messages import say
from maturity.model.questionnaire import ProfileQuestion, Question, Questionnaire
from maturity.model.text import pick

_WIDTH = 96


def starter(questionnaire: Questionnaire, organisation: str, day: date, language: str) -> str:
    """A response in YAML to fill in by hand: every question as a comment above its empty answer."""
    first = questionnaire.languages[0]
    lines = [
        f"# {say('new.head', language)}",
        'response: "1"',
        f"language: {language}",
        f"questionnaire: {{id: {questionnaire.questionnaire}, version: {questionnaire.version}}}",
        f"# {say('new.name', language)}",
        f"organisation: {{id: {organisation}, name: {_quoted(organisation)}}}",
        f"date: {day.isoformat()}",
        f"# {say('new.scope', language)}",
        "# scope: …",
        f"# {say('new.respondent', language)}",
        f"# respondent: {{name: …, role: {' | '.join(role.id for role in questionnaire.roles)}}}",
        f"# {say('new.target', language)}",
        "# target: {step: …, by: 2027-12-31, because: …}",
    ]
    if questionnaire.profile:
        lines += ["", f"# {say('new.profile', language)}", "profile:"]
    for item in questionnaire.profile:
        lines += _profile(item, language, first)
    lines += ["", f"# {say('new.answers', language)}", "answers:"]
    for section in questionnaire.walk():
        if section.questions:
            lines += ["", *_comment(f"{pick(section.title, language, first).text}", "  ")]
        for question in section.questions:
            lines += ["", *_question(question, language, first)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return str(yaml.safe_dump(text, default_style='"', width=10_000, allow_unicode=True)).strip()


def _comment(text: str, indent: str) -> list[str]:
    return [f"{indent}# {line}" for line in wrap(text, _WIDTH, break_on_hyphens=False)]


def _profile(item: ProfileQuestion, language: str, first: str) -> list[str]:
    lines = _comment(pick(item.ask, language, first).text, "  ")
    for axis in (item.rows, item.columns):
        if axis is not None:
            lines += _comment(f"{axis.name}: {', '.join(c.id for c in axis.choices)}", "  ")
    if item.choices:
        lines += _comment(", ".join(choice.id for choice in item.choices), "  ")
    return [*lines, f"  # {item.id}:", ""]


def _question(question: Question, language: str, first: str) -> list[str]:
    ask = pick(question.ask, language, first).text
    lines = _comment(
        f"{pick(question.title, language, first).text}: {ask}" if question.title else ask, "  "
    )
    for level in question.levels or ():
        lines += _option(f"{level.value}", pick(level.text, language, first).text)
    for choice in question.choices or ():
        lines += _option(choice.id, pick(choice.text, language, first).text)
    proof = "; ".join(pick(text, language, first).text for text in question.evidence)
    if proof:
        lines += _comment(say("new.proof", language, evidence=proof), "  ")
    return [*lines, f"  {question.id}:"]


def _option(name: str, text: str) -> list[str]:
    """An option with its text, hanging under the name where it wraps."""
    hang = " " * (len(name) + 4)
    wrapped = wrap(text, _WIDTH - len(hang), break_on_hyphens=False)
    return [f"  #   {name}  {wrapped[0]}", *(f"  #{hang} {line}" for line in wrapped[1:])]
