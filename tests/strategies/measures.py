"""Random ways of scoring: scales, caps, sections scored otherwise, and measures of anything.

What is made passes `check`: the makers keep track of which scale each measure has.
"""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from strategies.questions import (
    GRADES,
    NUMBERS,
    Draw,
    Plain,
    Scale,
    all_questions,
    answer_to,
    exact,
    points_of,
    scale_of,
    twelfths,
)

WEIGHTS = (1, 1, 1, 2, 3, 0.5, 0.1, 0)
SHARES = ("0%", "25%", "33.3%", "40%", "50%", "60%", "75%", "100%")
WITH_LEVEL = ("share_at_least", "count_at_least", "ordered_until")
WITH_FLOOR = ("geometric_mean", "harmonic_mean")
DEPENDENT = ("sum", "count_at_least", "ordered_until")
BY = ("mean", "mean", "sum", "minimum", "maximum", "median", *WITH_FLOOR, *WITH_LEVEL)
FLOORS = (0, 0.01, 0.1, 0.5, 1, 2)
NOT_APPLICABLE = ("leave_out", "least", "greatest", "target")
MISSING = ("range", "least", "no_score")
UNIT = Fraction(0), Fraction(1)


class Maker:
    """Draws for one rubric, and knows the scales of what it has made so far.

    A steady rubric is one in which raising an answer lowers nothing, and in which every measure
    can come to both ends of its scale.
    """

    def __init__(self, draw: Draw, questionnaire: Plain, *, steady: bool) -> None:
        self.draw, self.questionnaire, self.steady = draw, questionnaire, steady
        self.questions = {q["id"]: q for q in all_questions(questionnaire) if q["type"] != "text"}
        self.own: dict[str, Plain] = {}
        # The fixed scale of each measure made so far; None where it depends on what applies.
        self.scales: dict[str, Scale | None] = {}
        self.need_target: set[str] = set()
        self.scoring: Plain = {}

    def now_and_then(self, twelve_times: int) -> bool:
        """True so many times out of twelve."""
        return bool(self.draw(twelfths) < twelve_times)

    def one_of(self, values: Any) -> Any:
        return self.draw(st.sampled_from(values))

    def scale(self, name: str) -> Scale:
        """The scale of a question in this rubric."""
        if name in self.own:
            ends = [exact(self.own[name][end]) for end in ("least", "greatest")]
            return min(ends), max(ends)
        return scale_of(self.questions[name])

    def given(self, name: str) -> Scale:
        """The part of a question's scale where its answers can differ in what they count."""
        given, own = scale_of(self.questions[name]), self.scale(name)
        return max(given[0], own[0]), min(given[1], own[1])

    def in_common(self, names: list[str]) -> Scale:
        """What is given and counts alike for all questions; empty where one is turned around."""
        if any(self._is_inverted({"question": name}) for name in names):
            return Fraction(0), Fraction(-1)
        ends = [self.given(name) for name in names]
        return max(least for least, _ in ends), min(greatest for _, greatest in ends)

    def share(self, least: int, greatest: int) -> str:
        return f"{self.draw(st.integers(least, greatest))}%"

    def bound(self, scale: Scale | None) -> float | str:
        """A value on a scale, or a share of it."""
        if scale is None or self.now_and_then(5):
            return self.share(0, 100)
        return float(self.one_of(points_of(scale)))

    # --- Questions ---

    def own_scales(self) -> list[Plain]:
        """Own scales for some questions, each with some room in common with the given one."""
        for name in sorted(self.questions):
            if not self.now_and_then(2):
                continue
            given = scale_of(self.questions[name])
            least = self.one_of([v for v in NUMBERS if exact(v) < given[1]] or [float(given[0])])
            above = [v for v in (*NUMBERS, 20) if exact(v) > max(given[0], exact(least))]
            self.own[name] = {"question": name, "least": least, "greatest": self.one_of(above)}
            if least > 0 and self.now_and_then(8):
                self.own[name]["curve"] = "log"
            if self.now_and_then(3):
                least, greatest = self.own[name]["greatest"], least
                self.own[name] |= {"least": least, "greatest": greatest}
        return list(self.own.values())

    def select(self) -> Plain:
        """What at least one scored question fits: some things that hold for one of them."""
        name = self.one_of(sorted(self.questions))
        question, around = self.questions[name], self._around(name, self.questionnaire)
        holds = [("kind", around[-1]["kind"]), ("section", self.one_of(around)["id"])]
        holds += [("tag", tag) for tag in question.get("tags", [])]
        holds += [("role", role) for role in question.get("roles", [])]
        return dict(self.draw(st.lists(st.sampled_from(holds), min_size=1, max_size=2)))

    def _around(self, name: str, parent: Plain) -> list[Plain]:
        """The sections around a question, outermost first."""
        for section in parent["sections"]:
            if any(question["id"] == name for question in all_questions(section)):
                return [section, *self._around(name, section)]
        return []

    def chosen(self, select: Plain) -> list[str]:
        """The questions that `select` chooses, in reading order."""
        found = []
        for name, question in self.questions.items():
            around = self._around(name, self.questionnaire)
            if (
                select.get("tag") in (None, *question.get("tags", []))
                and select.get("role") in (None, *question.get("roles", []))
                and select.get("kind") in (None, *(s["kind"] for s in around))
                and select.get("section") in (None, *(s["id"] for s in around))
            ):
                found.append(name)
        return found

    def caps(self) -> list[Plain]:
        return [self._cap() for _ in range(self.one_of((0, 0, 1, 2, 3)))]

    def _cap(self) -> Plain:
        cap: Plain = {"because": "B"}
        names = sorted(self.questions)
        if self.now_and_then(6):
            cap["question"] = self.one_of(names)
            names = [cap["question"]]
        elif self.now_and_then(6):
            cap["select"] = self.select()
            names = self.chosen(cap["select"])
        least, greatest = self.in_common(names)
        values = [v for v in points_of((least, greatest)) if exact(v) < greatest]
        cap["at_most"] = (
            self.one_of(values) if values and self.now_and_then(7) else self.share(0, 99)
        )
        order = list(self.questions)
        earlier = order[: min(order.index(name) for name in names)]
        if earlier and self.now_and_then(8):
            return {**cap, "unless": self._unless(earlier)}
        cap["without"] = "evidence"
        if self.now_and_then(6):
            cap["grades"] = self.draw(
                st.lists(st.sampled_from(GRADES), min_size=1, max_size=2, unique=True)
            )
        if self.now_and_then(6):
            cap["months"] = self.one_of((1, 2, 6, 11, 12, 24))
        return cap

    def _unless(self, earlier: list[str], depth: int = 1) -> Plain:
        form = self.draw(twelfths) if depth < 3 else 0
        if form >= 10 and not self.steady:
            return {"not": self._unless(earlier, depth + 1)}
        if form >= 7:
            parts = [self._unless(earlier, depth + 1) for _ in range(self.one_of((1, 2)))]
            return {"all" if form % 2 else "any": parts}
        name = self.one_of(earlier)
        question = self.questions[name]
        if question["type"] != "multi" and not self.steady and self.now_and_then(6):
            return {"question": name, "is": answer_to(self.draw, question)}
        return {"question": name, "at_least": self.one_of(points_of(self.given(name)))}

    # --- Sections and measures ---

    def defaults(self) -> Plain:
        """`scoring`; a level is a share here, for it must do for every section."""
        made: Plain = {"minimum_answered": self.one_of(SHARES) if self.now_and_then(6) else "0%"}
        if self.now_and_then(11):
            made["by"] = self.one_of(BY)
        if made.get("by") in WITH_LEVEL or self.now_and_then(1):
            made["level"] = self.one_of(SHARES[1:])
        if made.get("by") in WITH_FLOOR or self.now_and_then(1):
            made["floor"] = self.one_of(FLOORS[:4])
        if self.now_and_then(2):
            made["on"] = self.one_of(("score", "value"))
        if self.now_and_then(2):
            made["not_applicable"] = self.one_of(NOT_APPLICABLE)
        if self.now_and_then(2):
            made["missing"] = self.one_of(MISSING)
        if self.now_and_then(1):
            made["rounding"] = {"decimals": 2, "mode": "half_even"}
        self.scoring = made
        return made

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
        if self.now_and_then(4):
            override["by"] = self.one_of(BY)
        form = self.draw(twelfths)
        if form < 2:
            override["of"] = members = self._members([("question", sorted(self.questions))])
        elif form == 2:
            override["select"] = self.select()
            members = [{"question": name} for name in self.chosen(override["select"])]
        self._settle(section["id"], override, members)
        if len(override) > 1:
            made.append(override)

    def named(self) -> list[Plain]:
        made: list[Plain] = []
        sections = sorted(self.scales)
        for number in range(self.draw(st.integers(0, 4))):
            measure: Plain = {"id": f"m{number}", "title": "M"}
            if self.now_and_then(2):
                measure["select"] = self.select()
                members = [{"question": name} for name in self.chosen(measure["select"])]
            else:
                pools = [("question", sorted(self.questions))] if self.now_and_then(8) else []
                pools += [("section", sections)] if self.now_and_then(6) or not pools else []
                pools += [("measure", [m["id"] for m in made])] if made else []
                measure["of"] = members = self._members(pools)
            if self.now_and_then(10):
                measure["by"] = self.one_of(BY)
            self._settle(measure["id"], measure, members)
            made.append(measure)
        return made

    def _members(self, pools: list[tuple[str, list[str]]]) -> list[Plain]:
        """Some of each pool; not all of them with weight 0."""
        made: list[Plain] = []
        for kind, names in pools:
            chosen = self.draw(
                st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True)
            )
            for name in chosen:
                weight = self.one_of(WEIGHTS)
                made.append({kind: name} if weight == 1 else {kind: name, "weight": weight})
        if all(member.get("weight", 1) == 0 for member in made):
            del made[0]["weight"]
        return made

    def _settle(self, name: str, rule: Plain, members: list[Plain]) -> None:
        """Say what the members need, and sometimes more; keep the scale that comes out."""
        live = [member for member in members if member.get("weight", 1) > 0]
        scales = [self._member_scale(member) for member in live]
        for key, values in (
            ("on", ("score", "value")),
            ("minimum_answered", SHARES),
            ("not_applicable", NOT_APPLICABLE),
            ("missing", MISSING),
        ):
            if self.now_and_then(2):
                rule[key] = self.one_of(values)
        by = self._says(rule, "by") or "mean"
        if by in WITH_LEVEL:
            self._settle_level(rule, scales, native=not any(map(self._is_inverted, live)))
        elif by in WITH_FLOOR:
            self._settle_floor(rule, scales)
        elif by != "sum" and common(scales) is None and not self._says(rule, "on"):
            rule["on"] = self.one_of(("score", "value"))
        self.scales[name] = self._finish(rule, self._fixed(rule, by, scales))
        if self._says(rule, "not_applicable") == "target":
            self.need_target |= {member["question"] for member in live if "question" in member}

    def _fixed(self, rule: Plain, by: str, scales: list[Scale | None]) -> Scale | None:
        """The scale of a measure before anything is made of its value."""
        if by in DEPENDENT:
            return None
        if by == "share_at_least" or self._says(rule, "on") == "score":
            fixed: Scale | None = UNIT
        else:
            fixed = common(scales)
        if by in WITH_FLOOR and fixed is not None:
            return max(fixed[0], exact(self._says(rule, "floor") or 0)), fixed[1]
        return fixed

    def _says(self, rule: Plain, key: str) -> Any:
        return {**self.scoring, **rule}.get(key)

    def _member_scale(self, member: Plain) -> Scale | None:
        if "question" in member:
            return self.scale(member["question"])
        return self.scales[member.get("section") or member["measure"]]

    def _is_inverted(self, member: Plain) -> bool:
        own = self.own.get(member.get("question", ""))
        return own is not None and bool(own["least"] > own["greatest"])

    def _settle_level(self, rule: Plain, scales: list[Scale | None], *, native: bool) -> None:
        """A value that every member may or may not reach, else a share."""
        on, known = self._says(rule, "on"), [scale for scale in scales if scale is not None]
        if native and on != "score" and len(known) == len(scales) and self.now_and_then(7):
            least, greatest = max(s[0] for s in known), min(s[1] for s in known)
            values = [v for v in points_of((least, greatest)) if least < exact(v) <= greatest]
            if values:
                rule["level"] = self.one_of(values)
                if common(scales) is None:
                    rule["on"] = "value"
                return
        if self._says(rule, "level") is None or self.now_and_then(6):
            rule["level"] = self.one_of(SHARES[1:])

    def _settle_floor(self, rule: Plain, scales: list[Scale | None]) -> None:
        """A floor below every greatest value, and members whose scales are known for that."""
        if common(scales) is None and not self._says(rule, "on"):
            rule["on"] = self.one_of(("score", "value"))
        known = [scale for scale in scales if scale is not None]
        if len(known) < len(scales) or min(greatest for _, greatest in known) <= 0:
            rule["on"] = "score"
        if self._says(rule, "on") == "score":
            known = [UNIT]
        floors = [f for f in FLOORS if exact(f) < min(greatest for _, greatest in known)]
        floor = self._says(rule, "floor")
        wrong = floor not in floors if floor is not None else min(s[0] for s in known) <= 0
        if wrong or self.now_and_then(3):
            rule["floor"] = self.one_of(floors)

    def _finish(self, rule: Plain, fixed: Scale | None) -> Scale | None:
        """Sometimes an own scale, levels, or another scale to report on."""
        if self.now_and_then(2) and not (self.steady and fixed is None):
            values = points_of(fixed) if self.steady and fixed is not None else NUMBERS
            fixed = self._put_scale(rule, "scale", values)
        if self.now_and_then(2):
            self._put_levels(rule, fixed)
            fixed = exact(rule["levels"][0]["value"]), exact(rule["levels"][-1]["value"])
        if self.now_and_then(2):
            fixed = self._put_scale(rule, "report_on", NUMBERS)
        return fixed

    def _put_scale(self, rule: Plain, key: str, values: Any) -> Scale:
        least, greatest = sorted(self._distinct(values, 2, 2))
        rule[key] = {"least": least, "greatest": greatest}
        return exact(least), exact(greatest)

    def _distinct(self, values: Any, least: int, most: int) -> list[float]:
        some = st.lists(st.sampled_from(values), min_size=least, max_size=most, unique=True)
        return list(self.draw(some))

    def _put_levels(self, rule: Plain, fixed: Scale | None) -> None:
        """Levels that can all be reached: the last begins at the greatest value or below."""
        values = sorted(self._distinct(NUMBERS, 2, 4))
        starts: list[float | str]
        if fixed is not None and self.now_and_then(7):
            inside = [float(fixed[0] + (fixed[1] - fixed[0]) * part / 8) for part in range(1, 9)]
            first = float(fixed[0]) - self.one_of((0, 1))
            starts = [first, *sorted(self._distinct(inside, 1, 3))]
            top: float | str = inside[-1]
        else:
            parts = (10, 15, 25, 33.3, 50, 75, 90, 100)
            starts = ["0%", *(f"{part}%" for part in sorted(self._distinct(parts, 1, 3)))]
            top = "100%"
        rule["levels"] = []
        for place, (start, value) in enumerate(zip(starts, values, strict=False)):
            strictly = place > 0 and start != top and self.now_and_then(6)
            rule["levels"].append({"above" if strictly else "from": start, "value": value})

    # --- Targets ---

    def targets(self) -> dict[str, Any]:
        """For those that policies need, and some others."""
        made: dict[str, Any] = {}
        for name in sorted(self.questions):
            if name in self.need_target or self.now_and_then(1):
                made[name] = self.bound(self.scale(name))
        for name, scale in self.scales.items():
            if self.now_and_then(1):
                made[name] = self.bound(scale)
        return made


def common(scales: list[Scale | None]) -> Scale | None:
    """The one scale of all, if they have one that does not depend on what applies."""
    return scales[0] if len(set(scales)) == 1 else None
