"""What do the checks of a rubric against its questionnaire know, and how do they say it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from maturity.diagnostics import Diagnostic, Guesses, Route
from maturity.model.questionnaire import Questionnaire
from maturity.model.rubric import Gate, Member, MemberKind, Rubric, Select
from maturity.model.values import Portion
from maturity.scoring.definitions import Scale, selected
from maturity.storage.documents import Document
from maturity.storage.lint.extents import Layout, question_scales
from maturity.storage.lint.numbers import SLACK, shown

Aside = Literal["below", "bottom", "inside", "top", "above"]
KINDS: tuple[MemberKind, ...] = ("question", "section", "measure")


class Reach(NamedTuple):
    """The values that a question, section or measure can have; less counts more where it is turned."""

    kind: MemberKind
    name: str
    scale: Scale
    turned: bool = False

    @property
    def worst(self) -> str:
        """The value that counts least, as files write it."""
        return shown(self.scale[1 if self.turned else 0])

    @property
    def best(self) -> str:
        """The value that counts most, as files write it."""
        return shown(self.scale[0 if self.turned else 1])

    def aside(self, bound: float) -> Aside:
        """Where a value lies from what counts least to what counts most; a share within 0 to 1."""
        least, greatest = (0.0, 1.0) if isinstance(bound, Portion) else self.scale
        if self.turned and not isinstance(bound, Portion):
            bound = least + greatest - bound
        if bound > greatest - SLACK:
            return "above" if bound > greatest + SLACK else "top"
        if bound < least + SLACK:
            return "below" if bound < least - SLACK else "bottom"
        return "inside"


class Chosen(NamedTuple):
    """Some questions, with one of them for each different scale, and the rank of the first."""

    names: tuple[str, ...]
    reaches: tuple[Reach, ...]
    first: int


class Context:
    """A rubric, its questionnaire, and the names and scales of what both define.

    Attributes:
        names: What can be pointed to, by kind; a measure can be a section too.
        scales: The scale of each scored question in this rubric.
        turned: The questions on whose own scale less counts more.
        layouts: The measures, as soon as they are known to be sound.
    """

    def __init__(self, document: Document, rubric: Rubric, questionnaire: Questionnaire) -> None:
        self.document, self.rubric, self.questionnaire = document, rubric, questionnaire
        self.questions = {question.id: question for question in questionnaire.questions()}
        self.rank = {name: rank for rank, name in enumerate(self.questions)}
        sections = [
            s.id for s in questionnaire.walk() if any(q.is_scored for q in s.all_questions())
        ]
        named = [m.id for m in rubric.measures if m.id is not None]
        self.names: dict[MemberKind, dict[str, None]] = {
            "question": dict.fromkeys(self.questions),
            "section": dict.fromkeys(sorted(sections)),
            "measure": dict.fromkeys(sorted([*sections, *named])),
        }
        self.scales = question_scales(rubric, questionnaire)
        self.turned = {s.question for s in rubric.scales if s.least > s.greatest}
        self.layouts: Mapping[str, Layout] = {}
        self.places = {m.id or m.section: index for index, m in enumerate(rubric.measures)}
        self.guesses = Guesses()
        self._chosen: dict[Select | None, Chosen] = {}

    @cached_property
    def words(self) -> dict[str, dict[str, None]]:
        """The words by which questions can be selected, by key of a selection."""
        sections = list(self.questionnaire.walk())
        found: dict[str, list[str]] = {
            "tag": [tag for question in self.questions.values() for tag in question.tags],
            "role": [role.id for role in self.questionnaire.roles],
            "kind": [section.kind for section in sections],
            "section": [section.id for section in sections],
        }
        return {key: dict.fromkeys(sorted(words)) for key, words in found.items()}

    def chosen(self, select: Select | None) -> Chosen:
        """The scored questions that a selection takes (all without one), looked up once."""
        if select not in self._chosen:
            members = selected(select or Select(), self.questionnaire)
            self._chosen[select] = self._choice(tuple(member.target[1] for member in members))
        return self._chosen[select]

    def only(self, question: str) -> Chosen:
        """A single question; none where it is unknown or not scored."""
        return self._choice((question,) if question in self.scales else ())

    def _choice(self, names: tuple[str, ...]) -> Chosen:
        different: dict[tuple[Scale, bool], Reach] = {}
        for name in names:
            reach = Reach("question", name, self.scales[name], name in self.turned)
            different.setdefault((reach.scale, reach.turned), reach)
        first = min((self.rank[name] for name in names), default=len(self.rank))
        return Chosen(names, tuple(different.values()), first)

    def unknown(
        self, kind: str, name: str, known: Sequence[str], route: Route, *, of_key: bool = False
    ) -> Diagnostic:
        """That there is nothing of this name."""
        near = self.guesses.near(name, known)
        return self.document.diagnose("MR103", route, of_key=of_key, kind=kind, id=name, near=near)

    def reference(
        self, kind: MemberKind, name: str, route: Route, *, of_key: bool = False
    ) -> Iterator[Diagnostic]:
        """What is wrong with pointing to something."""
        if name not in self.names[kind]:
            yield self.unknown(kind, name, list(self.names[kind]), route, of_key=of_key)
        elif kind == "question" and name not in self.scales:
            yield self.document.diagnose("MR119", route, of_key=of_key, id=name)

    def pointing(self, item: Member | Gate, route: Route) -> Iterator[Diagnostic]:
        """What is wrong with what a member or a gate points to."""
        for kind in KINDS:
            name = getattr(item, kind)
            if name is not None:
                yield from self.reference(kind, name, (*route, kind))

    def reach_of(self, item: Member | Gate) -> Reach | None:
        """Between which values the one thing that is pointed to lies, where that is known."""
        return self.reach(*item.target) if names_of(item) == 1 else None

    def reach(self, kind: MemberKind, name: str) -> Reach | None:
        """Between which values something lies, where that is known."""
        scale = self.possible(kind, name)
        turned = kind == "question" and name in self.turned
        return None if scale is None else Reach(kind, name, scale, turned)

    def possible(self, kind: MemberKind, name: str) -> Scale | None:
        """The least and greatest value of a question, section or measure, where they are known."""
        if kind == "question":
            return self.scales.get(name)
        layout = self.layouts.get(name)
        return None if layout is None else layout.result.possible

    def said(self, name: str, key: str) -> tuple[Route, bool]:
        """Where the rubric says something about a measure: there, or among the defaults.

        The second value is whether the key is meant rather than its value.
        """
        index = self.places.get(name)
        if index is not None and getattr(self.rubric.measures[index], key) is not None:
            return ("measures", index, key), False
        if key in self.rubric.scoring.model_fields_set:
            return ("scoring", key), False
        return (("scoring",) if index is None else ("measures", index)), True


def names_of(item: Member | Gate) -> int:
    """How many things a member or a gate names; it should be one."""
    return sum(getattr(item, kind) is not None for kind in KINDS)
