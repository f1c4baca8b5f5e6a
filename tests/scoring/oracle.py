"""A slow, obvious implementation of the scoring rules, in exact fractions.

It works on the plain values of the files (maps, lists, numbers) and shares no code with the
engine. One response at a time; nothing is compiled, nothing is vectorised.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

Plain = dict[str, Any]
Truth = bool | None
FORGIVEN = Fraction(1, 10**9)
MISSING = {"unknown", "declined", "unanswered"}
OUTSIDE = {"not_applicable", "not_asked"}
STATE_WORDS = {"not_applicable", "unknown", "declined", "unanswered"}


def exact(number: float) -> Fraction:
    """A number as it is written."""
    return Fraction(str(number))


def share(text: str) -> Fraction:
    """`60%` as a fraction."""
    return Fraction(text.rstrip("% ")) / 100


# --- The questionnaire ----------------------------------------------------------------------------


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


def scale_of(question: Plain) -> tuple[Fraction, Fraction]:
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


# --- The answers ----------------------------------------------------------------------------------


def given(response: Plain, name: str) -> Any:
    """The bare answer of a question, None without one."""
    answer = response.get("answers", {}).get(name)
    return answer.get("answer") if isinstance(answer, dict) else answer


def state_given(answer: Any) -> str:
    if answer is None:
        return "unanswered"
    if isinstance(answer, str) and answer in STATE_WORDS:
        return answer
    return "answered"


def states_of(questionnaire: Plain, response: Plain) -> dict[str, str]:
    """The state of every question, unscored ones too, decided in asking order."""
    questions = {question["id"]: question for question in questions_of(questionnaire)}
    states: dict[str, str] = {}
    for name, question in questions.items():
        asked: Truth = True
        if "ask_if" in question:
            asked = condition_holds(question["ask_if"], questions, states, response)
        if asked is None:
            states[name] = "unanswered"
        elif asked:
            states[name] = state_given(given(response, name))
        else:
            states[name] = "not_asked"
    return states


def condition_holds(
    condition: Plain, questions: dict[str, Plain], states: dict[str, str], response: Plain
) -> Truth:
    def below(part: Plain) -> Truth:
        return condition_holds(part, questions, states, response)

    if "all" in condition:
        return all_of([below(part) for part in condition["all"]])
    if "any" in condition:
        return negated(all_of([negated(below(part)) for part in condition["any"]]))
    if "not" in condition:
        return negated(below(condition["not"]))
    name = condition["question"]
    if states[name] in MISSING:
        return None
    if states[name] in OUTSIDE:
        return False
    return answer_fits(condition, questions[name], given(response, name))


def answer_fits(condition: Plain, question: Plain, answer: Any) -> bool:
    if "at_least" in condition:
        return worth_of(question, answer) >= exact(condition["at_least"]) - FORGIVEN
    wanted = condition["is"]
    if question["type"] == "multi":
        return wanted in answer
    if question["type"] in {"level", "number"}:
        return abs(exact(answer) - exact(wanted)) <= FORGIVEN
    return bool(answer == wanted)


def all_of(truths: list[Truth]) -> Truth:
    if False in truths:
        return False
    return None if None in truths else True


def negated(truth: Truth) -> Truth:
    return None if truth is None else not truth


# --- Measures -------------------------------------------------------------------------------------


def measures_of(questionnaire: Plain, rubric: Plain) -> dict[str, Plain]:
    """Every measure with its members: each section, and those that the rubric names."""
    default = rubric.get("scoring", {})
    overrides = {m["section"]: m for m in rubric.get("measures", []) if "section" in m}
    found: dict[str, Plain] = {}
    for section in sections_of(questionnaire):
        if not any(is_scored(question) for question in questions_of(section)):
            continue
        of = [{"question": q["id"]} for q in section.get("questions", []) if is_scored(q)]
        of += [
            {"section": s["id"]}
            for s in section.get("sections", [])
            if any(is_scored(question) for question in questions_of(s))
        ]
        found[section["id"]] = {**default, "of": of, **overrides.get(section["id"], {})}
    for measure in rubric.get("measures", []):
        if "id" in measure:
            found[measure["id"]] = {**default, **measure}
    return found


class Member:
    """What one member brings: its value (None without one), its scale, its weight."""

    def __init__(
        self, value: Fraction | None, scale: tuple[Fraction, Fraction] | None, weight: Fraction
    ) -> None:
        self.value, self.scale, self.weight = value, scale, weight


class Sheet:
    """One response with one value (or none) for each question that applies."""

    def __init__(
        self,
        questions: dict[str, Plain],
        measures: dict[str, Plain],
        values: dict[str, Fraction | None],
    ):
        self.questions, self.measures, self.values = questions, measures, values

    def measure(self, name: str) -> tuple[Fraction | None, tuple[Fraction, Fraction] | None]:
        """Value and scale of a measure; no scale when none of it applies."""
        rule = self.measures[name]
        members = [self.member(entry, on_score=rule.get("on") == "score") for entry in rule["of"]]
        members = [member for member in members if member.scale is not None]
        if not members:
            return None, None
        by = rule.get("by", "mean")
        return (
            combined_by_sum(members, by)
            if by in {"mean", "sum"}
            else combined_by_extreme(members, by)
        )

    def member(self, entry: Plain, *, on_score: bool) -> Member:
        weight = exact(entry.get("weight", 1))
        scale: tuple[Fraction, Fraction] | None
        if "question" in entry:
            name = entry["question"]
            value = self.values.get(name)
            scale = scale_of(self.questions[name]) if name in self.values else None
        else:
            value, scale = self.measure(entry.get("section") or entry["measure"])
        if on_score and scale is not None:
            value = score_on(value, scale)
            scale = Fraction(0), Fraction(1)
        return Member(value, scale, weight)

    def score(self, name: str) -> Fraction | None:
        value, scale = self.measure(name)
        return score_on(value, scale)


def score_on(value: Fraction | None, scale: tuple[Fraction, Fraction] | None) -> Fraction | None:
    if value is None or scale is None:
        return None
    least, greatest = scale
    return (value - least) / (greatest - least)


def combined_by_sum(
    members: list[Member], by: str
) -> tuple[Fraction | None, tuple[Fraction, Fraction]]:
    """Mean or sum; a missing member counts as if it stood as far up its scale as the others do."""
    weight = sum((m.weight for m in members), Fraction(0)) if by == "mean" else Fraction(1)
    least = greatest = above = width = Fraction(0)
    for m in members:
        assert m.scale is not None
        least += m.weight * m.scale[0] / weight
        greatest += m.weight * m.scale[1] / weight
        if m.value is not None:
            above += m.weight * (m.value - m.scale[0])
            width += m.weight * (m.scale[1] - m.scale[0])
    if width == 0:
        return None, (least, greatest)
    everything = Fraction(0)
    for m in members:
        assert m.scale is not None
        estimate = (
            m.value
            if m.value is not None
            else m.scale[0] + above / width * (m.scale[1] - m.scale[0])
        )
        everything += m.weight * estimate / weight
    return everything, (least, greatest)


def combined_by_extreme(
    members: list[Member], by: str
) -> tuple[Fraction | None, tuple[Fraction, Fraction]]:
    """Minimum or maximum of what is present, kept within what the missing ones allow."""
    choose = min if by == "minimum" else max
    scales = [m.scale for m in members if m.scale is not None]
    scale = choose(least for least, _ in scales), choose(greatest for _, greatest in scales)
    present = [m.value for m in members if m.value is not None]
    if not present:
        return None, scale
    low = choose(
        m.value if m.value is not None else m.scale[0] for m in members if m.scale is not None
    )
    high = choose(
        m.value if m.value is not None else m.scale[1] for m in members if m.scale is not None
    )
    return min(max(choose(present), low), high), scale


def questions_below(name: str, measures: dict[str, Plain]) -> set[str]:
    found: set[str] = set()
    for entry in measures[name]["of"]:
        if "question" in entry:
            found.add(entry["question"])
        else:
            found |= questions_below(entry.get("section") or entry["measure"], measures)
    return found


# --- Everything together --------------------------------------------------------------------------


def solve(questionnaire: Plain, rubric: Plain, response: Plain) -> Plain:
    """Coverage, measures and path of one response, in the words of the assessment."""
    questions = {q["id"]: q for q in questions_of(questionnaire) if is_scored(q)}
    measures = measures_of(questionnaire, rubric)
    all_states = states_of(questionnaire, response)
    states = {name: all_states[name] for name in questions}
    point: dict[str, Fraction | None] = {}
    for name, question in questions.items():
        if states[name] not in OUTSIDE:
            answered = states[name] == "answered"
            point[name] = worth_of(question, given(response, name)) if answered else None
    low = {n: scale_of(questions[n])[0] if v is None else v for n, v in point.items()}
    high = {n: scale_of(questions[n])[1] if v is None else v for n, v in point.items()}
    sheets = {
        "point": Sheet(questions, measures, point),
        "low": Sheet(questions, measures, {**low}),
        "high": Sheet(questions, measures, {**high}),
    }
    found = {name: measured(name, measures, states, sheets) for name in measures}
    return {
        "coverage": coverage(states),
        "measures": found,
        "path": walked(rubric["path"]["steps"], questions, states, point, found)
        if rubric.get("path")
        else None,
    }


def coverage(states: dict[str, str]) -> Plain:
    counts: Plain = {"asked": sum(state != "not_asked" for state in states.values())}
    for word in ("answered", "not_applicable", "unknown", "declined", "unanswered"):
        counts[word] = sum(state == word for state in states.values())
    return counts


def measured(
    name: str, measures: dict[str, Plain], states: dict[str, str], sheets: dict[str, Sheet]
) -> Plain:
    own = [states[question] for question in questions_below(name, measures)]
    answered = sum(state == "answered" for state in own)
    asked = sum(state != "not_asked" for state in own)
    applicable = asked - sum(state == "not_applicable" for state in own)
    minimum = share(measures[name].get("minimum_answered", "0%"))
    enough = answered > 0 and Fraction(answered, applicable) >= minimum - FORGIVEN
    value, scale = sheets["point"].measure(name)
    return {
        "value": value if enough else None,
        "score": score_on(value, scale) if enough else None,
        "least": scale[0] if scale else None,
        "greatest": scale[1] if scale else None,
        "low": sheets["low"].score(name),
        "high": sheets["high"].score(name),
        "answered": answered,
        "asked": asked,
    }


def gate_holds(gate: Plain, states: dict[str, str], point: dict[str, Fraction | None]) -> Truth:
    state = states[gate["question"]]
    if state in OUTSIDE:
        return True
    value = point[gate["question"]]
    return None if value is None else value >= exact(gate["at_least"]) - FORGIVEN


def walked(
    steps: list[Plain],
    questions: dict[str, Plain],
    states: dict[str, str],
    point: dict[str, Fraction | None],
    measures: dict[str, Plain],
) -> Plain:
    holds: list[Truth] = []
    lows: list[Truth] = []
    highs: list[Truth] = []
    gates: list[list[Truth]] = []
    for step in steps:
        figures, need = measures[step["measure"]], share(step["reached_at"]) - FORGIVEN
        truths = [gate_holds(gate, states, point) for gate in step.get("gates", [])]
        # Nothing of the measure applies: its ends say nothing, so it may or may not be reached.
        at_low = figures["low"] is not None and figures["low"] >= need
        at_high = figures["high"] is None or figures["high"] >= need
        low = at_low and all(truth is True for truth in truths)
        high = at_high and all(truth is not False for truth in truths)
        if figures["score"] is not None:
            holds.append(figures["score"] >= need and all(truth is True for truth in truths))
        elif low:
            holds.append(True)
        else:
            holds.append(None if high else False)
        lows.append(low)
        highs.append(high)
        gates.append(truths)
    at = counted(holds)
    return {
        "position": at,
        "low": counted(lows),
        "high": counted(highs),
        "progress": progress(at, steps, questions, states, point, measures),
        "holds_alone": [
            step["id"] for step, truth in list(zip(steps, holds, strict=True))[at + 1 :] if truth
        ],
        "holds": holds,
        "gates": gates,
    }


def counted(holds: list[Truth]) -> int:
    """How many hold from the first without a hole."""
    count = 0
    for truth in holds:
        if not truth:
            break
        count += 1
    return count


def progress(
    at: int,
    steps: list[Plain],
    questions: dict[str, Plain],
    states: dict[str, str],
    point: dict[str, Fraction | None],
    measures: dict[str, Plain],
) -> Fraction | None:
    if at == len(steps):
        return Fraction(at)
    step = steps[at]
    parts = [done(measures[step["measure"]]["score"], share(step["reached_at"]))]
    for gate in step.get("gates", []):
        name = gate["question"]
        if states[name] in OUTSIDE:
            continue
        least, value = scale_of(questions[name])[0], point[name]
        parts.append(
            done(None if value is None else value - least, exact(gate["at_least"]) - least)
        )
    known = [part for part in parts if part is not None]
    return None if len(known) < len(parts) else at + min(known)


def done(have: Fraction | None, need: Fraction) -> Fraction | None:
    if have is None:
        return None
    return min(Fraction(1), have / need) if need > 0 else Fraction(1)
