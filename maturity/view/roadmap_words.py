"""How are the amounts, times, actions and aims of a roadmap put into words?"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from maturity.messages import say
from maturity.messages.numbers import day, grouped, listing, month, month_name
from maturity.model.roadmap import PlannedAction, Roadmap
from maturity.scoring.assess import Scored
from maturity.view.wording import (
    rubric_text,
    short,
)


@dataclass(frozen=True)
class Told:
    """A roadmap for a reader of one language."""

    scored: Scored
    roadmap: Roadmap
    language: str

    def say(self, key: str, /, **values: Any) -> str:
        """A message of the roadmap's catalogue."""
        return say(f"roadmap.{key}", self.language, **values)

    def listed(self, words: Iterable[str]) -> str:
        """Words as one part of a sentence."""
        return listing(list(words), say("report.and", self.language))

    # Amounts

    @property
    def is_money(self) -> bool:
        """Whether costs are money rather than days."""
        return self.roadmap.unit == "money"

    def days(self, number: float) -> str:
        """Person-days: `240 days`."""
        return self.say("days", n=number, days=grouped(number))

    def about(self, number: float) -> str:
        """Person-days of which tenths say nothing: whole ones from ten."""
        return grouped(number, 0 if number >= 10 else 1)

    def months(self, number: float) -> str:
        """Whole months: `5 months`."""
        return self.say("months", n=int(number))

    def money(self, number: float) -> str:
        """A sum, of which nobody said the currency."""
        return grouped(number, 0)

    def amount(self, cost: float) -> str:
        """A cost in the unit that is kept small."""
        if self.is_money:
            return self.say("instead.money", cost=self.money(cost))
        return self.days(cost)

    def work(self, days: float, cost: float) -> str:
        """The work of the whole plan, with its cost where a day has a price."""
        work = self.say("work", n=days, days=grouped(days))
        return self.say("work.money", work=work, cost=self.money(cost)) if self.is_money else work

    def effort(self, action: PlannedAction) -> str:
        """What one action takes: `45 days of work over 9 months`."""
        work = self.say("work", n=action.days, days=grouped(action.days))
        months = self.months(action.months)
        if not self.is_money:
            return self.say("effort", work=work, months=months)
        cost = self.say("cost", cost=self.money(action.cost))
        return self.say("effort.money", work=work, months=months, cost=cost)

    # Times

    def when(self, start: date, end: date) -> str:
        """Whole months: `January to March 2027`."""
        if (start.year, start.month) == (end.year, end.month):
            return month(end)
        first = month_name(start) if start.year == end.year else month(start)
        return self.say("when.year", first=first, last=month(end))

    def by(self, last: date) -> str:
        """A last day: its month, where it is the last of it."""
        ends_month = last.day == calendar.monthrange(last.year, last.month)[1]
        return month(last) if ends_month else day(last)

    @property
    def each(self) -> str:
        """What capacities are given for: `each quarter`."""
        return self.say(f"each.{self.roadmap.assumed.period}")

    # Actions

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each action of the plan."""
        return {action.id: number for number, action in enumerate(self.roadmap.actions, 1)}

    @cached_property
    def _titles(self) -> dict[str, str]:
        known = {action.id: action.title for action in self.scored.rubric.actions}
        known |= {action.id: action.title for action in self.roadmap.actions}
        return {
            name: rubric_text(self.scored, title, self.language) for name, title in known.items()
        }

    def title(self, action: str) -> str:
        """The title of an action; its id where nobody gave one."""
        return self._titles.get(action, action)

    def titles(self, actions: Iterable[str], most: int = 4, last: str = "and") -> str:
        """The titles of some actions in a row, with `and` or `or` before the last."""
        quoted = [
            say("report.quoted", self.language, title=short(self.title(name))) for name in actions
        ]
        if len(quoted) > most:
            more = say("report.others", self.language, n=len(quoted) - most)
            quoted = [*quoted[:most], more]
        return listing(quoted, say(f"report.{last}", self.language))

    def numbered(self, key: str, actions: Iterable[str], **values: Any) -> str:
        """A sentence about actions of the plan, by their numbers."""
        numbers = sorted(self.numbers[name] for name in actions)
        return self.say(key, n=len(numbers), numbers=self.listed(map(str, numbers)), **values)
