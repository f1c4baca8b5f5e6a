"""The oracle's measures: their members, the ways to put them together, and what follows that."""

from fractions import Fraction

from scoring.oracle_answers import MISSING, Answers
from scoring.oracle_numbers import (
    FORGIVEN,
    Bound,
    Plain,
    Scale,
    Value,
    exact,
    geometric_mean,
    held,
    is_share,
    score_on,
    share,
)
from scoring.oracle_questions import is_scored, questions_of, sections_of, selected

ZERO, ONE = Fraction(0), Fraction(1)


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
    for rule in found.values():
        if "select" in rule:
            rule["of"] = [{"question": name} for name in selected(rule["select"], questionnaire)]
        rule["of"] = [member for member in rule["of"] if exact(member.get("weight", 1)) > 0]
    return found


class Member:
    """What one member that applies brings: its value (None if absent), its scale, its weight."""

    def __init__(self, value: Value, scale: Scale, weight: Fraction, level: Bound | Fraction):
        self.value, self.scale, self.weight, self.level = value, scale, weight, level

    @property
    def reaches(self) -> bool:
        """Whether it is present and at its measure's `level` or above."""
        if self.value is None:
            return False
        if isinstance(self.level, Fraction):
            return self.value >= self.level - FORGIVEN
        return (self.value - self.scale[0]) / (self.scale[1] - self.scale[0]) >= (
            share(str(self.level)) - FORGIVEN
        )


class Sheet:
    """One response with one counted value (or none) for each question that applies."""

    def __init__(
        self,
        answers: Answers,
        rubric: Plain,
        measures: dict[str, Plain],
        row: str,
        ends: "tuple[Sheet, ...]" = (),
    ):
        self.ends = ends
        self.answers, self.measures, self.values = answers, measures, answers.rows[row]
        self.targets = rubric.get("targets", {})
        self.known: dict[str, tuple[Value, Scale | None]] = {}

    def measure(self, name: str) -> tuple[Value, Scale | None]:
        """Value and scale of a measure; no scale when none of it applies."""
        if name not in self.known:
            rule = self.measures[name]
            members = [self.member(entry, rule) for entry in rule["of"]]
            value, scale = finished([m for m in members if m is not None], rule)
            ends = [end for sheet in self.ends if (end := sheet.measure(name)[0]) is not None]
            if value is not None and ends:
                # What is missing may only be able to lie outside of what is there.
                value = min(max(value, min(ends)), max(ends))
            self.known[name] = value, scale
        return self.known[name]

    def member(self, entry: Plain, rule: Plain) -> Member | None:
        asked: Bound = rule.get("level", 0)
        level: Bound | Fraction = asked if is_share(asked) else exact(float(asked))
        if "question" in entry:
            name = entry["question"]
            value, scale = self.question(name, rule)
            if isinstance(level, Fraction):
                level = self.answers.counting.counted(name, level)
        else:
            value, scale = self.measure(entry.get("section") or entry["measure"])
        if scale is None:
            return None
        if rule.get("on") == "score":
            value, scale = score_on(value, scale), (ZERO, ONE)
        return Member(value, scale, exact(entry.get("weight", 1)), level)

    def question(self, name: str, rule: Plain) -> tuple[Value, Scale | None]:
        """Value and scale of a question as a direct member, by the measure's policies."""
        counting, state = self.answers.counting, self.answers.states[name]
        least, greatest = counting.scale(name)
        if state == "not_asked":
            return None, None
        if state == "not_applicable":
            policy = rule.get("not_applicable", "leave_out")
            if policy == "leave_out":
                return None, None
            if policy == "target":
                return counting.bound(name, self.targets[name]), (least, greatest)
            return least if policy == "least" else greatest, (least, greatest)
        value = self.values[name]
        if value is None and rule.get("missing") == "least":
            value = least
        return value, (least, greatest)

    def score(self, name: str) -> Value:
        return score_on(*self.measure(name))


# Putting members together


def finished(members: list[Member], rule: Plain) -> tuple[Value, Scale | None]:
    """Value and scale of a measure, after its own `scale`, its `levels` and its `report_on`."""
    if not members:
        return None, None
    value, scale = combined(members, rule)
    if "scale" in rule:
        scale = exact(rule["scale"]["least"]), exact(rule["scale"]["greatest"])
        value = None if value is None else held(value, scale)
    if "levels" in rule:
        value = None if value is None else level_of(value, scale, rule["levels"])
        scale = exact(rule["levels"][0]["value"]), exact(rule["levels"][-1]["value"])
    if "report_on" in rule:
        score = score_on(value, scale)
        scale = exact(rule["report_on"]["least"]), exact(rule["report_on"]["greatest"])
        value = None if score is None else scale[0] + score * (scale[1] - scale[0])
    return value, scale


def level_of(value: Fraction, scale: Scale, levels: list[Plain]) -> Fraction:
    """The highest level whose start the value has come to; it is at the first one in any case."""
    found = exact(levels[0]["value"])
    for rung in levels:
        start: Bound = rung["from"] if "from" in rung else rung["above"]
        if is_share(start):
            past = (value - scale[0]) / (scale[1] - scale[0]) - share(str(start))
        else:
            past = value - exact(float(start))
        # What is forgiven counts as equal: enough for `from`, not enough for `above`.
        if past >= -FORGIVEN if "from" in rung else past > FORGIVEN:
            found = exact(rung["value"])
    return found


def combined(members: list[Member], rule: Plain) -> tuple[Value, Scale]:
    by = rule.get("by", "mean")
    if by in {"mean", "sum"}:
        return combined_by_sum(members, by)
    if by in {"share_at_least", "count_at_least"}:
        return combined_by_count(members, by)
    if by == "ordered_until":
        return combined_in_order(members)
    return combined_by_rank(members, rule)


def combined_by_sum(members: list[Member], by: str) -> tuple[Value, Scale]:
    """Mean or sum; a missing member counts as if it stood as far up its scale as the others do."""
    weight = sum((m.weight for m in members), ZERO) if by == "mean" else ONE
    least = greatest = above = width = ZERO
    for m in members:
        least += m.weight * m.scale[0] / weight
        greatest += m.weight * m.scale[1] / weight
        if m.value is not None:
            above += m.weight * (m.value - m.scale[0])
            width += m.weight * (m.scale[1] - m.scale[0])
    if width == 0:
        return None, (least, greatest)
    everything = ZERO
    for m in members:
        estimate = (
            m.value
            if m.value is not None
            else m.scale[0] + above / width * (m.scale[1] - m.scale[0])
        )
        everything += m.weight * estimate / weight
    return everything, (least, greatest)


def combined_by_count(members: list[Member], by: str) -> tuple[Value, Scale]:
    """How much of the weight is at the level; the present members speak for the others."""
    total = sum((m.weight for m in members), ZERO)
    present = sum((m.weight for m in members if m.value is not None), ZERO)
    greatest = ONE if by == "share_at_least" else total
    if present == 0:
        return None, (ZERO, greatest)
    reached = sum((m.weight for m in members if m.reaches), ZERO)
    return greatest * reached / present, (ZERO, greatest)


def combined_in_order(members: list[Member]) -> tuple[Value, Scale]:
    """The weight of the members before the first that is below the level or has no answer."""
    total = sum((m.weight for m in members), ZERO)
    if all(m.value is None for m in members):
        return None, (ZERO, total)
    reached = ZERO
    for m in members:
        if not m.reaches:
            break
        reached += m.weight
    return reached, (ZERO, total)


def combined_by_rank(members: list[Member], rule: Plain) -> tuple[Value, Scale]:
    """One value out of the present ones, kept within what the missing ones allow."""
    weights = [m.weight for m in members]

    def all_with(missing: int) -> Fraction:
        return one_of(
            [m.scale[missing] if m.value is None else m.value for m in members], weights, rule
        )

    scale = tuple(one_of([m.scale[end] for m in members], weights, rule) for end in (0, 1))
    present = [(m.value, m.weight) for m in members if m.value is not None]
    if not present:
        return None, (scale[0], scale[1])
    value = one_of([v for v, _ in present], [w for _, w in present], rule)
    return held(value, (all_with(0), all_with(1))), (scale[0], scale[1])


def one_of(values: list[Fraction], weights: list[Fraction], rule: Plain) -> Fraction:
    by = rule["by"]
    if by == "minimum":
        return min(values)
    if by == "maximum":
        return max(values)
    if by == "median":
        return median(values, weights)
    if "floor" in rule:
        values = [max(value, exact(rule["floor"])) for value in values]
    if by == "geometric_mean":
        return geometric_mean(values, weights)
    if min(values) == 0:
        return ZERO
    return sum(weights, ZERO) / sum((w / v for v, w in zip(values, weights, strict=True)), ZERO)


def median(values: list[Fraction], weights: list[Fraction]) -> Fraction:
    """The middle of the weights: half of them lie at or below it, half at or above."""
    ranked = sorted(zip(values, weights, strict=True))
    total = sum(weights, ZERO)
    lower = upper = None
    so_far = ZERO
    for value, weight in ranked:
        so_far += weight
        if lower is None and so_far >= total / 2 - FORGIVEN * total:
            lower = value
        if upper is None and so_far > total / 2 + FORGIVEN * total:
            upper = value
    assert lower is not None
    assert upper is not None
    return (lower + upper) / 2


# What is said of a measure


class Parent:
    """A measure that a question is a direct member of, as far as its policies matter."""

    def __init__(self, question: str, rule: Plain) -> None:
        self.question = question
        self.counts_missing = rule.get("missing") == "least"
        self.counts_not_applicable = rule.get("not_applicable", "leave_out") != "leave_out"


def parents_below(name: str, measures: dict[str, Plain]) -> list[Parent]:
    """Each question below a measure, once for each measure it is a direct member of."""
    found: list[Parent] = []
    for entry in measures[name]["of"]:
        if "question" in entry:
            found.append(Parent(entry["question"], measures[name]))
        else:
            found += parents_below(entry.get("section") or entry["measure"], measures)
    return found


class Figures:
    """What is said of all measures: values and scores of the three rows, and whether enough."""

    def __init__(self, questionnaire: Plain, rubric: Plain, answers: Answers) -> None:
        self.answers = answers
        self.measures = measures_of(questionnaire, rubric)
        ends = {row: Sheet(answers, rubric, self.measures, row) for row in ("low", "high")}
        point = Sheet(answers, rubric, self.measures, "point", tuple(ends.values()))
        self.sheets = {"point": point, **ends}
        self.said = {name: self.measured(name) for name in self.measures}

    def measured(self, name: str) -> Plain:
        states = self.answers.states
        parents = parents_below(name, self.measures)
        own = {parent.question for parent in parents}
        answered = {question for question in own if states[question] == "answered"}
        asked = {question for question in own if states[question] != "not_asked"}
        outside = {question for question in own if states[question] == "not_applicable"}
        stand_in = {p.question for p in parents if p.counts_not_applicable} & outside
        settled = answered | stand_in
        settled |= {
            p.question for p in parents if p.counts_missing and states[p.question] in MISSING
        }
        applicable = asked - (outside - stand_in)
        enough = (
            len(settled) > 0
            and Fraction(len(settled), len(applicable)) >= self.minimum(name) - FORGIVEN
        )
        value, scale = self.sheets["point"].measure(name)
        return {
            "value": value if enough else None,
            "score": score_on(value, scale) if enough else None,
            "least": scale[0] if scale else None,
            "greatest": scale[1] if scale else None,
            "low": self.sheets["low"].score(name),
            "high": self.sheets["high"].score(name),
            "answered": len(answered),
            "asked": len(asked),
        }

    def minimum(self, name: str) -> Fraction:
        if self.measures[name].get("missing") == "no_score":
            return ONE
        return share(self.measures[name].get("minimum_answered", "0%"))
