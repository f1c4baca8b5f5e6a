"""The oracle's paths: gates, steps of the three kinds, positions and progress."""

from dataclasses import dataclass, field
from fractions import Fraction

from scoring.oracle_answers import MISSING, OUTSIDE
from scoring.oracle_measures import ZERO, Figures
from scoring.oracle_numbers import (
    FORGIVEN,
    Bound,
    Plain,
    Truth,
    Value,
    all_of,
    exact,
    is_share,
    score_on,
    share,
)
from scoring.oracle_questions import selected


@dataclass
class Ends:
    """A truth at the point, and at the low and the high end of the range."""

    point: Truth
    low: bool
    high: bool
    part: Value = None
    """How much of it is done, for the progress; None where it cannot be said."""
    silent: bool = False
    """Whether the progress passes over it."""


@dataclass
class Step:
    """What is said of one step."""

    ends: Ends
    gates: list[Truth] = field(default_factory=list)
    score: Value = None
    low: Value = None
    high: Value = None
    parts: list[Value] = field(default_factory=list)


def target_of(entry: Plain) -> tuple[str, str]:
    """Whether a member or gate names a question or a measure, and its id."""
    if "question" in entry:
        return "question", entry["question"]
    return "measure", entry.get("section") or entry["measure"]


def walked(path: Plain, figures: Figures, questionnaire: Plain) -> Plain:
    """What is said of one path of steps, cumulative or not."""
    if path.get("kind") == "cumulative":
        steps = cumulative_steps(path, figures, questionnaire)
    else:
        steps = [single_step(step, figures) for step in path["steps"]]
    at = counted([step.ends.point for step in steps])
    alone = list(zip(path["steps"], steps, strict=True))[at + 1 :]
    return {
        "position": at,
        "low": counted([step.ends.low for step in steps]),
        "high": counted([step.ends.high for step in steps]),
        "progress": progress(at, steps),
        "holds_alone": [plain["id"] for plain, step in alone if step.ends.point],
        "steps": [
            {
                "holds": step.ends.point,
                "score": step.score,
                "low": step.low,
                "high": step.high,
                "gates": step.gates,
            }
            for step in steps
        ],
    }


def lowest(path: Plain, others: dict[str, Plain]) -> Plain:
    """A path that stands where the lowest of others stands."""
    of = [others[name] for name in path["of"]]
    at, low, high = (min(other[end] for other in of) for end in ("position", "low", "high"))
    last = [other["progress"] for other in of if other["position"] == at]
    known = [part for part in last if part is not None]
    numbers = range(1, len(path["steps"]) + 1)
    holds: list[Truth] = [
        True if number <= at else None if number <= high else False for number in numbers
    ]
    return {
        "position": at,
        "low": low,
        "high": high,
        "progress": min(known) if len(known) == len(last) else None,
        "holds_alone": [],
        "steps": [
            {"holds": truth, "score": None, "low": None, "high": None, "gates": []}
            for truth in holds
        ],
    }


def counted(holds: list[Truth]) -> int:
    """How many hold from the first without a hole."""
    count = 0
    for truth in holds:
        if not truth:
            break
        count += 1
    return count


def progress(at: int, steps: list[Step]) -> Value:
    if at == len(steps):
        return Fraction(at)
    known = [part for part in steps[at].parts if part is not None]
    return None if len(known) < len(steps[at].parts) else at + min(known)


def done(have: Value, need: Fraction) -> Value:
    if have is None:
        return None
    return min(Fraction(1), have / need) if need > 0 else Fraction(1)


def threshold(bound: Bound) -> Fraction:
    return share(str(bound)) if is_share(bound) else exact(float(bound))


# Gates


def gate_ends(gate: Plain, figures: Figures) -> Ends:
    kind, name = target_of(gate)
    if kind == "measure":
        return measure_gate(name, gate["at_least"], figures)
    answers = figures.answers
    state = answers.states[name]
    if state in OUTSIDE:
        return Ends(point=True, low=True, high=True, silent=True)
    if state in MISSING:
        return Ends(point=None, low=False, high=True)
    truths = {row: question_reaches(name, gate["at_least"], row, figures) for row in answers.rows}
    least = answers.counting.scale(name)[0]
    value = answers.rows["point"][name]
    assert value is not None
    need = answers.counting.bound(name, gate["at_least"])
    return Ends(**truths, part=done(value - least, need - least))


def measure_gate(name: str, bound: Bound, figures: Figures) -> Ends:
    value, scale = figures.sheets["point"].measure(name)
    if scale is None:
        # Nothing of it applies: its ends say nothing, so it may or may not be reached.
        return Ends(point=None, low=False, high=True)
    low = measure_reaches(name, bound, "low", figures)
    high = measure_reaches(name, bound, "high", figures)
    if figures.said[name]["score"] is None:
        point: Truth = True if low else None if high else False
        return Ends(point, low, high)
    assert value is not None
    if is_share(bound):
        part = done(score_on(value, scale), threshold(bound))
    else:
        part = done(value - scale[0], threshold(bound) - scale[0])
    return Ends(measure_reaches(name, bound, "point", figures), low, high, part)


def measure_reaches(name: str, bound: Bound, row: str, figures: Figures) -> bool:
    value, scale = figures.sheets[row].measure(name)
    have = score_on(value, scale) if is_share(bound) else value
    assert have is not None
    return have >= threshold(bound) - FORGIVEN


def question_reaches(name: str, bound: Bound, row: str, figures: Figures) -> bool:
    counting = figures.answers.counting
    value = figures.answers.rows[row][name]
    assert value is not None
    if is_share(bound):
        score = score_on(value, counting.scale(name))
        assert score is not None
        return score >= threshold(bound) - FORGIVEN
    return value >= counting.bound(name, bound) - FORGIVEN


# Steps that look at one measure


def single_step(step: Plain, figures: Figures) -> Step:
    said, need = figures.said[step["measure"]], share(step["reached_at"])
    gates = [gate_ends(gate, figures) for gate in step.get("gates", [])]
    # Nothing of the measure applies: its ends say nothing, so it may or may not be reached.
    at_low = said["low"] is not None and said["low"] >= need - FORGIVEN
    at_high = said["high"] is None or said["high"] >= need - FORGIVEN
    low = at_low and all(gate.low for gate in gates)
    high = at_high and all(gate.high for gate in gates)
    holds: Truth = True if low else None if high else False
    if said["score"] is not None:
        holds = said["score"] >= need - FORGIVEN and all(gate.point is True for gate in gates)
    return Step(
        Ends(holds, low, high),
        [gate.point for gate in gates],
        said["score"],
        said["low"],
        said["high"],
        [done(said["score"], need), *(gate.part for gate in gates if not gate.silent)],
    )


# Cumulative steps


def cumulative_steps(path: Plain, figures: Figures, questionnaire: Plain) -> list[Step]:
    """Each step asks for its own practices, and for those of the steps before it."""
    made: list[Step] = []
    earlier: list[Plain] = []
    for step in path["steps"]:
        own = step.get("all") or [
            {"question": name} for name in selected(step["select"], questionnaire)
        ]
        at_least = step["at_least"]
        lower = step.get("lower_at_least", at_least)
        wanted = [(member, at_least) for member in own] + [(member, lower) for member in earlier]
        made.append(cumulative_step(step, wanted, figures))
        earlier += own
    return made


def cumulative_step(step: Plain, wanted: list[tuple[Plain, Bound]], figures: Figures) -> Step:
    gates = [gate_ends(gate, figures) for gate in step.get("gates", [])]
    applying = [(member, bound) for member, bound in wanted if applies(member, figures)]
    practices = [practice_ends(member, bound, figures) for member, bound in applying]
    parts = practices + gates
    truths = [part.point for part in practices]
    part: Value = ZERO
    if None in truths:
        part = None
    elif truths:
        part = Fraction(truths.count(True), len(truths))
    return Step(
        Ends(
            # What holds is answered, so that something applies is all that is left to ask.
            point=all_of([part.point for part in parts]) if applying else False,
            low=len(applying) > 0 and all(part.low for part in parts),
            high=len(applying) > 0 and all(part.high for part in parts),
        ),
        [gate.point for gate in gates],
        parts=[part, *(gate.part for gate in gates if not gate.silent)],
    )


def applies(member: Plain, figures: Figures) -> bool:
    kind, name = target_of(member)
    if kind == "question":
        return figures.answers.states[name] not in OUTSIDE
    return figures.sheets["point"].measure(name)[1] is not None


def practice_ends(member: Plain, bound: Bound, figures: Figures) -> Ends:
    """Undecided only where the ends of the range differ and there is no answer or score."""
    kind, name = target_of(member)
    reaches = question_reaches if kind == "question" else measure_reaches
    low, high = (reaches(name, bound, row, figures) for row in ("low", "high"))
    if kind == "question":
        is_said = figures.answers.states[name] == "answered"
    else:
        is_said = figures.said[name]["score"] is not None
    if is_said:
        return Ends(reaches(name, bound, "point", figures), low, high)
    return Ends(True if low else None if high else False, low, high)
