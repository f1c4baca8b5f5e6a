"""The oracle's questionnaire: its tree, what answers are worth, and what they count in a rubric."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from scoring.oracle_numbers import (
    Bound,
    Plain,
    Scale,
    exact,
    held,
    is_share,
    part_of_way,
    share,
)


def sections_of(parent: Plain) -> Iterator[Plain]:
    for section in parent.get("sections", []):
        yield section
        yield from sections_of(section)


def questions_of(parent: Plain) -> list[Plain]:
    """All questions below, in reading order: a section's own before those of its sections."""
    found = list(parent.get("questions", []))
    for section in parent.get("sections", []):
        found += questions_of(section)
    return found


def is_scored(question: Plain) -> bool:
    return bool(question["type"] != "text")


def selected(select: Plain, questionnaire: Plain) -> list[str]:
    """The scored questions for which all keys hold; a section holds what its sections hold."""

    def inside(key: str, wanted: str) -> set[str]:
        sections = [s for s in sections_of(questionnaire) if s[key] == wanted]
        return {question["id"] for section in sections for question in questions_of(section)}

    names = []
    for question in questions_of(questionnaire):
        fits = is_scored(question)
        fits &= "tag" not in select or select["tag"] in question.get("tags", [])
        fits &= "role" not in select or select["role"] in question.get("roles", [])
        fits &= "kind" not in select or question["id"] in inside("kind", select["kind"])
        fits &= "section" not in select or question["id"] in inside("id", select["section"])
        if fits:
            names.append(question["id"])
    return names


def given_scale(question: Plain) -> Scale:
    """The scale of a question by the questionnaire."""
    kind = question["type"]
    if kind == "number":
        return exact(question["least"]), exact(question["greatest"])
    if kind == "yes_no":
        worth = question.get("values", {})
        values = [exact(worth.get("yes", 1)), exact(worth.get("no", 0))]
        return min(values), max(values)
    if kind == "level":
        values = [exact(level["value"]) for level in question["levels"]]
        return min(values), max(values)
    values = [exact(choice["value"]) for choice in question["choices"]]
    if kind == "choice":
        return min(values), max(values)
    least = sum((value for value in values if value < 0), Fraction(0))
    greatest = sum((value for value in values if value > 0), Fraction(0))
    return least, greatest


def worth_of(question: Plain, answer: Any) -> Fraction:
    kind = question["type"]
    if kind == "yes_no":
        worth = question.get("values", {})
        return exact(worth.get("yes", 1)) if answer else exact(worth.get("no", 0))
    if kind == "choice":
        return next(exact(c["value"]) for c in question["choices"] if c["id"] == answer)
    if kind == "multi":
        return sum(
            (exact(c["value"]) for c in question["choices"] if c["id"] in answer), Fraction(0)
        )
    return exact(answer)


class Counting:
    """What given values of scored questions count in a rubric, and on which scale."""

    def __init__(self, questionnaire: Plain, rubric: Plain) -> None:
        self.questions = {q["id"]: q for q in questions_of(questionnaire) if is_scored(q)}
        self.own = {entry["question"]: entry for entry in rubric.get("scales", [])}

    def scale(self, name: str) -> Scale:
        if name in self.own:
            ends = [exact(self.own[name][end]) for end in ("least", "greatest")]
            return min(ends), max(ends)
        return given_scale(self.questions[name])

    def counted(self, name: str, given: Fraction) -> Fraction:
        """What a given value counts before any cap: an answer's, or a threshold's."""
        if name not in self.own:
            return given
        low, high = self.scale(name)
        entry = self.own[name]
        # The answer that counts least may be the greater number, where less is better.
        part = part_of_way(
            held(given, (low, high)),
            exact(entry["least"]),
            exact(entry["greatest"]),
            by_ratio=entry.get("curve") == "log",
        )
        return low + part * (high - low)

    def bound(self, name: str, bound: Bound) -> Fraction:
        """A threshold on a question as a counted value."""
        least, greatest = self.scale(name)
        if is_share(bound):
            return least + share(str(bound)) * (greatest - least)
        return self.counted(name, exact(float(bound)))
