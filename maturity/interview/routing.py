"""Which items are asked of whom, and where does a jump lead?"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from maturity.diagnostics import nearest
from maturity.interview.items import Item, is_open, items_of
from maturity.model.questionnaire import Question, Questionnaire
from maturity.model.response import Response
from maturity.scoring.encode import not_asked
from maturity.scoring.plan import Asking, compile_asking

Reason = tuple[str, tuple[tuple[str, Any], ...]]


@dataclass(frozen=True)
class Script:
    """What one interview asks.

    Attributes:
        questionnaire: Where the questions come from.
        role: Ask only what this role can answer; questions that name no role are for everyone.
        section: Ask only what stands in this section.
        settled: The items to leave out because they had an answer at the start.
    """

    questionnaire: Questionnaire
    role: str | None = None
    section: str | None = None
    settled: frozenset[str] = field(default=frozenset())

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Everything that the questionnaire asks, in order."""
        return items_of(self.questionnaire)

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """Every item by its id."""
        return {item.id: item for item in self.items}

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of every item by its id."""
        return {item.id: place for place, item in enumerate(self.items)}

    @cached_property
    def _asking(self) -> Asking:
        return compile_asking(self.questionnaire)

    @cached_property
    def _chosen(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if self._is_chosen(item))

    def route(self, response: Response) -> tuple[Item, ...]:
        """The items that are asked, given the answers so far, in order."""
        left_out = not_asked(self._asking, response) if self._has_conditions else frozenset()
        return tuple(item for item in self._chosen if item.id not in left_out)

    @cached_property
    def _has_conditions(self) -> bool:
        return bool(self._asking.conditions or self._asking.unscored)

    def _is_chosen(self, item: Item) -> bool:
        return item.id not in self.settled and self._is_wanted(item)

    def _is_wanted(self, item: Item) -> bool:
        """Whether role and section let an item through; the profile belongs to neither."""
        if not isinstance(item.about, Question):
            return self.role is None and self.section is None
        for_role = self.role is None or not item.about.roles or self.role in item.about.roles
        return for_role and (
            self.section is None or any(s.id == self.section for s in item.sections)
        )

    def find(self, response: Response, target: str) -> Item | Reason:
        """The item that a jump means, or the key and values of the reason why there is none.

        Args:
            response: The answers so far.
            target: The id of a question or a section, or the number of a question of the route.
        """
        route = self.route(response)
        questions = [item for item in route if not item.is_profile]
        if target.isdecimal() and len(target) < 9:
            number = int(target)
            if 0 < number <= len(questions):
                return questions[number - 1]
            return "interview.refused.jump_number", (("n", len(questions)),)
        for item in route:
            if target == item.id or any(target == section.id for section in item.sections):
                return item
        return self._why_not(target)

    def _why_not(self, target: str) -> Reason:
        item = self.by_id.get(target)
        if item is None:
            sections = [section.id for section in self.questionnaire.walk()]
            if target in sections:
                return "interview.refused.jump_section", (("id", target),)
            near = nearest(target, [*self.by_id, *sections])
            return "interview.refused.jump_unknown", (("id", target[:80]), ("near", near or ""))
        if item.id in self.settled:
            return "interview.refused.jump_settled", (("id", target),)
        if not self._is_wanted(item):
            return "interview.refused.jump_other", (("id", target),)
        return "interview.refused.jump_not_asked", (("id", target),)


def script_for(
    questionnaire: Questionnaire,
    response: Response,
    *,
    role: str | None = None,
    section: str | None = None,
    only_open: bool = False,
) -> Script:
    """What an interview asks that starts with a response."""
    script = Script(questionnaire, role, section)
    if not only_open:
        return script
    settled = frozenset(item.id for item in script.items if not is_open(response, item))
    return Script(questionnaire, role, section, settled)
