"""Random questionnaires, rubrics and responses, as the plain values that files hold."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

Plain = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]
Scale = tuple[Fraction, Fraction]

NUMBERS = (-2, -1.5, -1, 0, 0.1, 0.25, 0.5, 1, 1.25, 2, 3, 3.3, 4, 10)
WEIGHTS = (1, 1, 1, 2, 3, 0.5, 0.1)
SHARES = ("0%", "25%", "33.3%", "40%", "50%", "60%", "75%", "100%")
TYPES = ("level", "level", "choice", "multi", "yes_no", "number", "text")
BY = ("mean", "mean", "sum", "minimum", "maximum")
STATES = ("unknown", "declined", "unanswered", "not_applicable")

_distinct = st.lists(st.sampled_from(NUMBERS), min_size=2, max_size=5, unique=True)
_small = st.integers(0, 11)


@dataclass(frozen=True)
class Case:
    """A questionnaire, a rubric for it and responses to it."""

    questionnaire: Plain
    rubric: Plain
    responses: list[Plain]


@st.composite
def cases(draw: Draw, responses: int = 4) -> Case:
    """Valid content: `check` finds no error in it."""
    questionnaire = draw(questionnaires())
    rubric = draw(rubrics(questionnaire))
    return Case(questionnaire, rubric, [draw(answered(questionnaire)) for _ in range(responses)])


# --- Questionnaires -------------------------------------------------------------------------------


@st.composite
def questionnaires(draw: Draw) -> Plain:
    """Sections in sections; questions of every type, or all on one ladder; some asked conditionally."""
    maker = _Maker(draw, uniform=draw(st.booleans()))
    sections = [maker.section(depth=1) for _ in range(draw(st.integers(1, 3)))]
    questions = all_questions({"sections": sections})
    if not any(q["type"] != "text" for q in questions):
        questions[0].clear()
        questions[0].update({"id": "q1", "ask": "?", "type": "yes_no"})
    for index, question in enumerate(questions[1:], 1):
        if draw(_small) < 3:
            question["ask_if"] = _condition(draw, questions[:index], depth=1)
    return {
        "questionnaire": "random",
        "version": "1.0.0",
        "languages": ["en"],
        "title": "Random",
        "sections": sections,
    }


class _Maker:
    def __init__(self, draw: Draw, *, uniform: bool) -> None:
        self.draw, self.uniform, self.count, self.sections = draw, uniform, 0, 0

    def section(self, depth: int) -> Plain:
        self.sections += 1
        made: Plain = {
            "id": f"s{self.sections}",
            "kind": "area" if depth == 1 else "barrier",
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
        if self.uniform:
            return {
                **made,
                "type": "level",
                "levels": [{"value": v, "text": "L"} for v in range(5)],
            }
        kind = self.draw(st.sampled_from(TYPES))
        made["type"] = kind
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


def all_questions(parent: Plain) -> list[Plain]:
    """All questions below, in reading order."""
    found = list(parent.get("questions", []))
    for section in parent.get("sections", []):
        found += all_questions(section)
    return found


def _condition(draw: Draw, earlier: list[Plain], depth: int) -> Plain:
    form = draw(_small) if depth < 3 else 0
    if form >= 10:
        return {"not": _condition(draw, earlier, depth + 1)}
    if form >= 7:
        parts = [_condition(draw, earlier, depth + 1) for _ in range(draw(st.integers(1, 2)))]
        return {"all" if form % 2 else "any": parts}
    question = draw(st.sampled_from(earlier))
    value = answer_to(draw, question)
    if question["type"] == "text":
        return {"question": question["id"], "is": value}
    if question["type"] == "multi":
        value = draw(st.sampled_from(question["choices"]))["id"]
    if draw(st.booleans()):
        return {"question": question["id"], "is": value}
    least, greatest = scale_of(question)
    steps = [v for v in NUMBERS if least <= exact(v) <= greatest]
    return {"question": question["id"], "at_least": draw(st.sampled_from(steps))}


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


# --- Rubrics --------------------------------------------------------------------------------------


@st.composite
def rubrics(draw: Draw, questionnaire: Plain) -> Plain:
    """Sections scored in other ways, measures of anything, and mostly a path with gates."""
    maker = _RubricMaker(draw, questionnaire)
    measures = [*maker.overrides(), *maker.named()]
    scoring = {"by": maker.by, "minimum_answered": maker.minimum}
    rubric: Plain = {
        "rubric": "random-rubric",
        "version": "1.0.0",
        "title": "Random",
        "questionnaire": {"id": "random", "versions": ">=1,<2"},
        "scoring": scoring,
        "measures": measures,
    }
    if draw(_small) > 0:
        steps = [maker.step(number) for number in range(draw(st.integers(1, 4)))]
        rubric["path"] = {"title": "P", "steps": steps}
    return rubric


class _RubricMaker:
    def __init__(self, draw: Draw, questionnaire: Plain) -> None:
        self.draw = draw
        self.questionnaire = questionnaire
        self.questions = {q["id"]: q for q in all_questions(questionnaire) if q["type"] != "text"}
        self.by = draw(st.sampled_from(BY))
        self.minimum = draw(st.sampled_from(SHARES)) if draw(st.booleans()) else "0%"
        # The fixed scale of each measure made so far; None where it depends on what applies.
        self.scales: dict[str, Scale | None] = {}

    def overrides(self) -> list[Plain]:
        made: list[Plain] = []
        for section in self.questionnaire["sections"]:
            self._override(section, made)
        return made

    def _override(self, section: Plain, made: list[Plain]) -> None:
        for below in section["sections"]:
            self._override(below, made)
        if not any(q["type"] != "text" for q in all_questions(section)):
            return
        members = [{"question": q["id"]} for q in section["questions"] if q["type"] != "text"]
        members += [{"section": s["id"]} for s in section["sections"] if s["id"] in self.scales]
        override: Plain = {"section": section["id"]}
        if self.draw(_small) < 4:
            override["by"] = self.draw(st.sampled_from(BY))
        if self.draw(_small) < 2:
            override["of"] = members = self._members(sorted(self.questions), "question")
        if self.draw(_small) < 3:
            override["minimum_answered"] = self.draw(st.sampled_from(SHARES))
        self._settle(section["id"], override, members)
        if len(override) > 1:
            made.append(override)

    def _settle(self, name: str, rule: Plain, members: list[Plain]) -> None:
        """Say `on` where the members' scales differ, and sometimes elsewhere."""
        shared = self._shared(members)
        by = rule.get("by", self.by)
        if (shared is None and by != "sum") or self.draw(_small) < 2:
            rule["on"] = self.draw(st.sampled_from(("score", "value")))
        if rule.get("on") == "score":
            shared = Fraction(0), Fraction(1)
        self.scales[name] = None if by == "sum" else shared

    def _shared(self, members: list[Plain]) -> Scale | None:
        found: set[Scale | None] = set()
        for member in members:
            if "question" in member:
                found.add(scale_of(self.questions[member["question"]]))
            else:
                found.add(self.scales[member.get("section") or member["measure"]])
        return found.pop() if len(found) == 1 else None

    def _members(self, names: list[str], kind: str) -> list[Plain]:
        chosen = self.draw(st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True))
        made: list[Plain] = []
        for name in chosen:
            weight = self.draw(st.sampled_from(WEIGHTS))
            made.append({kind: name} if weight == 1 else {kind: name, "weight": weight})
        return made

    def named(self) -> list[Plain]:
        made: list[Plain] = []
        sections = sorted(self.scales)
        for number in range(self.draw(st.integers(0, 3))):
            members = (
                self._members(sorted(self.questions), "question") if self.draw(_small) < 8 else []
            )
            if self.draw(_small) < 6 or not members:
                members += self._members(sections, "section")
            if made and self.draw(_small) < 6:
                members += self._members([m["id"] for m in made], "measure")
            measure: Plain = {"id": f"m{number}", "title": "M", "of": members}
            if self.draw(_small) < 8:
                measure["by"] = self.draw(st.sampled_from(BY))
            if self.draw(_small) < 3:
                measure["minimum_answered"] = self.draw(st.sampled_from(SHARES))
            self._settle(measure["id"], measure, members)
            made.append(measure)
        return made

    def step(self, number: int) -> Plain:
        step: Plain = {
            "id": f"t{number}",
            "title": "T",
            "measure": self.draw(st.sampled_from(sorted(self.scales))),
            "reached_at": f"{self.draw(st.integers(0, 100))}%",
            "gates": [],
        }
        for _ in range(self.draw(st.integers(0, 2))):
            name = self.draw(st.sampled_from(sorted(self.questions)))
            least, greatest = scale_of(self.questions[name])
            # A gate that always holds is allowed (with a warning).
            values = [v for v in NUMBERS if least <= exact(v) <= greatest]
            step["gates"].append(
                {"question": name, "at_least": self.draw(st.sampled_from(values)), "because": "B"}
            )
        if self.draw(_small) < 3:
            name = self.draw(st.sampled_from(sorted(self.questions)))
            step["minimums"] = {name: float(scale_of(self.questions[name])[1])}
        return step


# --- Responses ------------------------------------------------------------------------------------


@st.composite
def answered(draw: Draw, questionnaire: Plain) -> Plain:
    """A response with answers in every state, some to questions that are not asked."""
    answers: Plain = {}
    gaps = draw(st.integers(0, 10))
    for question in all_questions(questionnaire):
        form = draw(_small)
        if form > 0 and form <= gaps:
            state = STATES[(form + len(answers)) % 4]
            if state == "not_applicable":
                answers[question["id"]] = {"answer": state, "reason": "R"}
            elif state != "unanswered":
                answers[question["id"]] = state
            continue
        value = answer_to(draw, question)
        answers[question["id"]] = {"answer": value, "note": "N"} if form == 11 else value
    return {
        "response": "1",
        "language": "en",
        "questionnaire": {"id": "random", "version": "1.0.0"},
        "organisation": {"id": "org"},
        "date": "2026-01-31",
        "answers": answers,
    }


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
