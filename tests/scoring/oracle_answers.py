"""The oracle's answers: their states, and what each counts in the point, low and high rows."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Any

from scoring.oracle_numbers import FORGIVEN, Plain, Truth, Value, all_of, exact, negated
from scoring.oracle_questions import Counting, questions_of, selected, worth_of

MISSING = {"unknown", "declined", "unanswered"}
OUTSIDE = {"not_applicable", "not_asked"}
STATE_WORDS = {"not_applicable", "unknown", "declined", "unanswered"}
ROWS = ("point", "low", "high")


def long_form(response: Plain, name: str) -> Plain:
    """The answer of a question with what stands beside it."""
    answer = response.get("answers", {}).get(name)
    return answer if isinstance(answer, dict) else {"answer": answer}


def given(response: Plain, name: str) -> Any:
    """The bare answer of a question, None without one."""
    return long_form(response, name).get("answer")


def state_given(answer: Any) -> str:
    if answer is None:
        return "unanswered"
    if isinstance(answer, str) and answer in STATE_WORDS:
        return answer
    return "answered"


def truth_of(condition: Plain, compare: Callable[[Plain], Truth]) -> Truth:
    """The truth of a condition, where `compare` says that of a single comparison."""
    if "all" in condition:
        return all_of([truth_of(part, compare) for part in condition["all"]])
    if "any" in condition:
        return negated(all_of([negated(truth_of(part, compare)) for part in condition["any"]]))
    if "not" in condition:
        return negated(truth_of(condition["not"], compare))
    return compare(condition)


# States


def states_of(questionnaire: Plain, response: Plain) -> dict[str, str]:
    """The state of every question, unscored ones too, decided in asking order."""
    questions = {question["id"]: question for question in questions_of(questionnaire)}
    states: dict[str, str] = {}

    def compare(comparison: Plain) -> Truth:
        name = comparison["question"]
        if states[name] in MISSING:
            return None
        if states[name] in OUTSIDE:
            return False
        return answer_fits(comparison, questions[name], given(response, name))

    for name, question in questions.items():
        asked = truth_of(question["ask_if"], compare) if "ask_if" in question else True
        if asked is None:
            states[name] = "unanswered"
        elif asked:
            states[name] = state_given(given(response, name))
        else:
            states[name] = "not_asked"
    return states


def answer_fits(comparison: Plain, question: Plain, answer: Any) -> bool:
    """Whether an answer is what a comparison of `ask_if` asks for, by what was given."""
    if "at_least" in comparison:
        return worth_of(question, answer) >= exact(comparison["at_least"]) - FORGIVEN
    wanted = comparison["is"]
    if question["type"] == "multi":
        return wanted in answer
    if question["type"] in {"level", "number"}:
        return abs(exact(answer) - exact(wanted)) <= FORGIVEN
    return bool(answer == wanted)


# What answers count


class Answers:
    """One response: the state of each scored question, and its counted value in each row."""

    def __init__(self, questionnaire: Plain, rubric: Plain, response: Plain) -> None:
        self.counting = Counting(questionnaire, rubric)
        self.response = response
        everything = states_of(questionnaire, response)
        self.states = {name: everything[name] for name in self.counting.questions}
        self.caps: list[tuple[Plain, list[str]]] = []
        for cap in rubric.get("caps", []):
            names = list(self.counting.questions)
            if "question" in cap:
                names = [cap["question"]]
            elif "select" in cap:
                names = selected(cap["select"], questionnaire)
            self.caps.append((cap, names))
        self.rows = {row: self.counted_in(row) for row in ROWS}
        if rubric.get("scoring", {}).get("missing") == "least":
            # Where the whole rubric takes missing answers at their least, so do conditions.
            self.rows["point"] = {
                name: None if value is None else self.rows["low"][name]
                for name, value in self.rows["point"].items()
            }

    def counted_in(self, row: str) -> dict[str, Value]:
        """The counted value of each question that applies; at the point, None where missing."""
        values: dict[str, Value] = {}
        # In reading order, so that a condition sees what earlier questions count with their caps.
        for name, question in self.counting.questions.items():
            least, greatest = self.counting.scale(name)
            if self.states[name] in OUTSIDE:
                continue
            value: Value
            if self.states[name] in MISSING:
                value = {"point": None, "low": least, "high": greatest}[row]
            else:
                value = self.counting.counted(name, worth_of(question, given(self.response, name)))
            for cap, names in self.caps:
                if value is not None and name in names and self.is_capped(cap, name, values):
                    value = min(value, max(least, self.counting.bound(name, cap["at_most"])))
            values[name] = value
        return values

    def is_capped(self, cap: Plain, name: str, earlier: dict[str, Value]) -> bool:
        if "unless" in cap:
            return (
                truth_of(cap["unless"], lambda comparison: self.compare(comparison, earlier))
                is False
            )
        if self.states[name] in MISSING:
            # Evidence may come with the answer; what the question depends on stands already.
            return False
        evidence = long_form(self.response, name).get("evidence", [])
        return not any(self.qualifies(piece, cap) for piece in evidence)

    def compare(self, comparison: Plain, values: dict[str, Value]) -> Truth:
        """A comparison of `unless`, by what the question counts."""
        name = comparison["question"]
        if self.states[name] in OUTSIDE:
            return False
        value = values[name]
        if value is None:
            return None
        if "at_least" in comparison:
            return value >= self.counting.counted(name, exact(comparison["at_least"])) - FORGIVEN
        wanted = worth_of(self.counting.questions[name], comparison["is"])
        return abs(value - self.counting.counted(name, wanted)) <= FORGIVEN

    def qualifies(self, piece: Plain, cap: Plain) -> bool:
        if cap.get("grades") and piece.get("grade") not in cap["grades"]:
            return False
        if "months" not in cap:
            return True
        if "date" not in piece:
            return False
        start = months_before(date.fromisoformat(self.response["date"]), cap["months"])
        return date.fromisoformat(piece["date"]) >= start


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last one of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
