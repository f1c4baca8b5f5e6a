"""What does a command make of what is said to an item?"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from typing import Any

from maturity.interview import commands as c
from maturity.interview.effects import Refuse, Tell
from maturity.interview.items import Item
from maturity.interview.values import fits, tidy
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Answer, Evidence
from maturity.model.values import LINK_PATTERN, MAX_TEXT

_MOST_EVIDENCE = 50

Said = tuple[Any, tuple[Tell, ...]]


def answered(
    questionnaire: Questionnaire, item: Item, before: Any, command: c.Command
) -> Said | Refuse:
    """What is said to an item after a command, and what the user should hear about it.

    Args:
        questionnaire: Where the item comes from.
        item: The item at hand.
        before: What is said to it so far: an `Answer`, a profile value, or None.
        command: Any command that changes what is said.
    """
    cleaned = _tidied(command)
    if isinstance(cleaned, Refuse):
        return cleaned
    command, told = cleaned
    if item.is_profile:
        change = _profile(item, command)
        return change if isinstance(change, Refuse) else (change.get("answer"), told)
    answer = before if isinstance(before, Answer) else Answer()
    found = _answer(item, command)
    found = _remark(questionnaire, answer, command) if found is None else found
    if isinstance(found, Refuse):
        return found
    after = answer.model_copy(update=found)
    return (None if after == Answer() else after), told


def _tidied(command: c.Command) -> tuple[c.Command, tuple[Tell, ...]] | Refuse:
    """The command with texts that can stand in a file."""
    dropped = 0
    cleaned: dict[str, str] = {}
    for each in fields(command):
        text = getattr(command, each.name)
        if isinstance(text, str):
            cleaned[each.name], controls = tidy(text)
            dropped += controls
            if (length := len(cleaned[each.name])) > MAX_TEXT:
                return Refuse("interview.refused.too_long", (("n", length), ("limit", MAX_TEXT)))
    told = (Tell("interview.tidied", (("n", dropped),)),) if dropped else ()
    return replace(command, **cleaned), told  # type: ignore[arg-type]


Fields = dict[str, Any]


def _profile(item: Item, command: c.Command) -> Fields | Refuse:
    match command:
        case c.Give():
            problem = fits(item, command.value)
            return Refuse(problem) if problem else {"answer": command.value}
        case c.Clear():
            return {}
        case _:
            return Refuse("interview.refused.profile")


def _answer(item: Item, command: c.Command) -> Fields | Refuse | None:
    """What a command changes that says which of the five states the answer is in."""
    match command:
        case c.Give():
            problem = fits(item, command.value)
            return Refuse(problem) if problem else {"answer": command.value, "reason": None}
        case c.Mark():
            return {"answer": command.state, "reason": None}
        case c.Clear():
            return {"answer": None, "reason": None}
        case c.NotApplicable():
            if not command.reason:
                return Refuse("interview.refused.reason")
            return {"answer": "not_applicable", "reason": command.reason}
        case _:
            return None


def _remark(questionnaire: Questionnaire, answer: Answer, command: c.Command) -> Fields | Refuse:
    """What a command changes beside the answer itself."""
    match command:
        case c.Note():
            return {"note": command.text or None}
        case c.AddEvidence() | c.DropEvidence():
            found = _evidence(questionnaire, answer.evidence, command)
            return found if isinstance(found, Refuse) else {"evidence": found}
        case c.Confidence():
            return {"confidence": command.level}
        case _:
            return {"follow_up": not answer.follow_up}


def _evidence(
    questionnaire: Questionnaire,
    given: tuple[Evidence, ...],
    command: c.AddEvidence | c.DropEvidence,
) -> tuple[Evidence, ...] | Refuse:
    if isinstance(command, c.DropEvidence):
        kept = tuple(e for place, e in enumerate(given) if place != command.place)
        return kept if len(kept) < len(given) else Refuse("interview.refused.no_evidence")
    if len(given) >= _MOST_EVIDENCE:
        return Refuse("interview.refused.much_evidence", (("n", _MOST_EVIDENCE),))
    found = _proof(questionnaire, command)
    return found if isinstance(found, Refuse) else (*given, found)


def _proof(questionnaire: Questionnaire, command: c.AddEvidence) -> Evidence | Refuse:
    grades = {grade.id.casefold(): grade.id for grade in questionnaire.evidence_grades}
    day = _day(command.date)
    problem = None
    if not command.title:
        problem = "title"
    elif command.url and not re.fullmatch(LINK_PATTERN, command.url):
        problem = "link"
    elif command.date and day is None:
        problem = "date"
    elif command.grade and grades and command.grade.casefold() not in grades:
        problem = "grade"
    if problem:
        return Refuse(f"interview.refused.{problem}", (("known", ", ".join(grades.values())),))
    return Evidence(
        title=command.title,
        url=command.url or None,
        date=day,
        grade=grades.get(command.grade.casefold(), command.grade) or None,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None
