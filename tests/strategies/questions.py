"""Random questionnaires, answers and conditions, as the plain values that files hold."""

import copy
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

Plain = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]
Scale = tuple[Fraction, Fraction]

NUMBERS = (-2, -1.5, -1, 0, 0.1, 0.25, 0.5, 1, 1.25, 2, 3, 3.3, 4, 10)
TYPES = ("level", "level", "choice", "multi", "yes_no", "number", "text")
KINDS = ("area", "barrier", "practice")
TAGS = ("alpha", "beta")
ROLES = ("lead", "data")
GRADES = ("E1", "E2", "E3")

_distinct = st.lists(st.sampled_from(NUMBERS), min_size=2, max_size=5, unique=True)
twelfths = st.integers(0, 11)
"""For what happens now and then: `draw(twelfths) < 3` is one time in four."""


@st.composite
def questionnaires(draw: Draw) -> Plain:
    """Sections in sections; questions of every type, or all alike; some asked conditionally."""
    maker = _Maker(draw, draw(st.sampled_from(("ladder", "ladder", "alike", "mixed", "mixed"))))
    sections = [maker.section(depth=1) for _ in range(draw(st.integers(1, 3)))]
    questions = all_questions({"sections": sections})
    if not any(q["type"] != "text" for q in questions):
        questions[0].clear()
        questions[0].update({"id": "q1", "ask": "?", "type": "yes_no"})
    for index, question in enumerate(questions[1:], 1):
        if draw(twelfths) < 3:
            question["ask_if"] = condition_on(draw, questions[:index])
    return {
        "questionnaire": "random",
        "version": "1.0.0",
        "languages": ["en"],
        "title": "Random",
        "roles": [{"id": role, "title": "R"} for role in ROLES],
        "evidence_grades": [{"id": grade, "text": "G"} for grade in GRADES],
        "sections": sections,
    }


class _Maker:
    def __init__(self, draw: Draw, mixture: str) -> None:
        self.draw, self.count, self.sections = draw, 0, 0
        self.same: Plain | None = None
        if mixture == "ladder":
            levels = [{"value": value, "text": "L"} for value in range(5)]
            self.same = {"type": "level", "levels": levels}
        elif mixture == "alike":
            self.same = self._form()

    def section(self, depth: int) -> Plain:
        self.sections += 1
        made: Plain = {
            "id": f"s{self.sections}",
            "kind": "area" if depth == 1 else self.draw(st.sampled_from(KINDS)),
            "title": "S",
        }
        below = self.draw(st.integers(0, 2)) if depth < 3 else 0
        made["questions"] = [
            self.question() for _ in range(self.draw(st.integers(0 if below else 1, 3)))
        ]
        made["sections"] = [self.section(depth + 1) for _ in range(below)]
        return made

    def question(self) -> Plain:
        self.count += 1
        made: Plain = {"id": f"q{self.count}", "ask": "?"}
        marks = self.draw(st.integers(0, 15))
        tags = [tag for place, tag in enumerate(TAGS) if marks >> place & 1]
        roles = [role for place, role in enumerate(ROLES) if marks >> (place + 2) & 1]
        made |= {"tags": tags} if tags else {}
        made |= {"roles": roles} if roles else {}
        form = self._form() if self.same is None else copy.deepcopy(self.same)
        return {**made, **form}

    def _form(self) -> Plain:
        """What a question has by its type."""
        kind = self.draw(st.sampled_from(TYPES))
        made: Plain = {"type": kind}
        if kind == "text":
            return made
        values = self.draw(_distinct)
        if kind == "level":
            made["levels"] = [{"value": v, "text": "L"} for v in sorted(values)]
        elif kind in {"choice", "multi"}:
            made["choices"] = [
                {"id": f"c{i}", "text": "C", "value": v} for i, v in enumerate(values)
            ]
        elif kind == "yes_no" and values[0] > 0:
            made["values"] = {"yes": values[0], "no": values[1]}
        elif kind == "number":
            made |= {"least": min(values), "greatest": max(values)}
        return made


# Reading them


def all_questions(parent: Plain) -> list[Plain]:
    """All questions below, in reading order."""
    found = list(parent.get("questions", []))
    for section in parent.get("sections", []):
        found += all_questions(section)
    return found


def exact(number: float) -> Fraction:
    """A number as it is written."""
    return Fraction(str(number))


def scale_of(question: Plain) -> Scale:
    """Least and greatest value of a scored question."""
    values = [exact(v) for v in values_of(question)]
    if question["type"] == "multi":
        return sum((v for v in values if v < 0), Fraction(0)), sum(
            (v for v in values if v > 0), Fraction(0)
        )
    return min(values), max(values)


def values_of(question: Plain) -> list[float]:
    """The values of a question's options."""
    if question["type"] == "number":
        return [question["least"], question["greatest"]]
    if question["type"] == "yes_no":
        return list(question.get("values", {"yes": 1, "no": 0}).values())
    return [option["value"] for option in question.get("levels") or question["choices"]]


def points_of(scale: Scale) -> list[float]:
    """Numbers that lie on a scale: its ends, and some between."""
    inside = {*NUMBERS, *(float(end) for end in scale)}
    return sorted(float(v) for v in inside if scale[0] <= exact(v) <= scale[1])


# Answers and conditions


def answer_to(draw: Draw, question: Plain) -> Any:
    """A valid answer to a question."""
    kind = question["type"]
    if kind == "text":
        return draw(st.sampled_from(("red", "blue")))
    if kind == "yes_no":
        return draw(st.booleans())
    if kind == "level":
        return draw(st.sampled_from(question["levels"]))["value"]
    if kind == "choice":
        return draw(st.sampled_from(question["choices"]))["id"]
    if kind == "multi":
        kept = draw(st.integers(0, 2 ** len(question["choices"]) - 1))
        return [c["id"] for i, c in enumerate(question["choices"]) if kept >> i & 1]
    least, greatest = exact(question["least"]), exact(question["greatest"])
    return float(least + (greatest - least) * draw(st.integers(0, 16)) / 16)


def condition_on(draw: Draw, earlier: list[Plain], depth: int = 1) -> Plain:
    """What `ask_if` may hold."""
    form = draw(twelfths) if depth < 3 else 0
    if form >= 10:
        return {"not": condition_on(draw, earlier, depth + 1)}
    if form >= 7:
        parts = [condition_on(draw, earlier, depth + 1) for _ in range(draw(st.integers(1, 2)))]
        return {"all" if form % 2 else "any": parts}
    question = draw(st.sampled_from(earlier))
    value = answer_to(draw, question)
    if question["type"] == "text":
        return {"question": question["id"], "is": value}
    if question["type"] == "multi":
        value = draw(st.sampled_from(question["choices"]))["id"]
    if draw(st.booleans()):
        return {"question": question["id"], "is": value}
    return {
        "question": question["id"],
        "at_least": draw(st.sampled_from(points_of(scale_of(question)))),
    }
