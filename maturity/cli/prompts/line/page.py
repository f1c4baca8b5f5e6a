"""What is printed for a question, its reasons, the review and the help?"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from rich.text import Text

from maturity.cli.console import Console
from maturity.interview.session import State
from maturity.messages import say
from maturity.model.questionnaire import Questionnaire
from maturity.view.interview import ItemView, grade_views
from maturity.view.interview_overview import parts, progress_words, review_groups, time_left

_WIDEST = 90
_LISTED = 15
"""So many questions of one group of the review are listed; more would run off the screen."""


class Page:
    """Prints static text, wrapped to the terminal's width."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def say(self, key: str, **values: object) -> str:
        """Words of the interview."""
        return say(f"interview.{key}", self.console.language, **values)

    def tell(self, text: str, *, hang: str = "") -> None:
        """One paragraph; `hang` stands before it, and following lines are indented as far."""
        columns = min(_WIDEST, self.console.out.width)
        room = max(10, columns - len(hang))
        lines = Text(text).wrap(self.console.out, room) if text else [Text("")]
        for number, line in enumerate(lines):
            lead = hang if number == 0 else " " * len(hang)
            sys.stdout.write(f"{lead}{line.plain.rstrip()}\n")
        sys.stdout.flush()

    def question(self, view: ItemView, *, new_place: bool) -> None:
        """A question with everything that can be answered."""
        self.tell("")
        if new_place:
            key = "line.place" if view.can_mark else "line.place.profile"
            self.tell(self.say(key, place=": ".join(view.where)))
        title = f". {view.title}" if view.title else ""
        self.tell(f"{view.number}{title}")
        self.tell(view.ask)
        if view.help:
            self.tell(view.help)
        for option in view.options:
            name = f"{option.name}: " if option.name else ""
            chosen = f" ({self.say('line.chosen')})" if option.chosen else ""
            self.tell(f"{name}{option.text}{chosen}", hang=f"  {option.key:>2}  ")
        if view.bounds:
            self.tell(view.bounds)
        for line in (*([view.state] if view.state else []), *view.remarks):
            self.tell(line)

    def why(self, view: ItemView) -> None:
        """Why a question matters, and what would prove an answer."""
        if not view.why and not view.proof:
            self.tell(self.say("no_why"))
        for text in view.why:
            self.tell(f"{self.say('why')}: {text}")
        if view.proof:
            self.tell(f"{self.say('proof')}:")
        for text in view.proof:
            self.tell(text, hang="  - ")

    def grades(self, questionnaire: Questionnaire) -> None:
        """The grades that evidence can have."""
        for name, text in grade_views(questionnaire, self.console.language):
            self.tell(text, hang=f"  {name}  ")

    def review(self, state: State, moments: Sequence[float]) -> None:
        """What is open, and what deserves another look."""
        self.tell("")
        self.tell(self.say("review"))
        self.tell(self.progress(state, moments))
        for part in parts(state, self.console.language):
            line = self.say("line.part", title=part.title, done=part.done, n=part.asked)
            self.tell(line, hang="  " * (part.depth + 1))
        groups = review_groups(state, self.console.language)
        for group in groups:
            self.tell(group.title)
            for _, number, words in group.lines[:_LISTED]:
                self.tell(words, hang=f"  {number:>3}  ")
            if len(group.lines) > _LISTED:
                more = self.say("start.more", n=len(group.lines) - _LISTED)
                self.tell(more, hang="       ")
        self.tell(self.say("review.nothing" if not groups else "line.review.how"))

    def progress(self, state: State, moments: Sequence[float]) -> str:
        """How far the interview is and how long the rest will take."""
        words = (
            progress_words(state, self.console.language),
            time_left(state, moments, self.console.language),
        )
        return ", ".join(part for part in words if part) + "."

    def help(self, *, score: bool) -> None:
        """Everything that can be typed."""
        self.tell("")
        for line in self._help_lines(score=score):
            self.tell(line[1], hang=line[0])

    def _help_lines(self, *, score: bool) -> Iterator[tuple[str, str]]:
        for letter in "nbsjudxktecfrwozpqh":
            if letter != "o" or score:
                yield f"  {letter}  ", self.say(f"line.help.{letter}")
        yield "", self.say("line.help.more")
