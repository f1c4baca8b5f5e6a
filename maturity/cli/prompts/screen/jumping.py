"""How does one say where to go?"""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.widgets import Input

from maturity.cli.prompts.screen.blocks import Block
from maturity.cli.prompts.screen.dialog import Dialog, Outcome
from maturity.cli.prompts.screen.sheet import Sheet
from maturity.interview import commands as c
from maturity.interview.session import State
from maturity.model.text import pick
from maturity.view.plain import visible


class Jumping(Dialog):
    """Where to: everything that is asked, filtered as one types."""

    def __init__(self, language: str, state: State, typed: str = "") -> None:
        super().__init__(language, "jump")
        self.input = Input(typed, select_on_focus=False)
        self.sheet = Sheet(name="goals")
        self.sheet.add_class("sheet-list")
        self.goals = _goals(state, language)
        self.here = state.place

    def body(self) -> ComposeResult:
        """What stands between title and hint."""
        yield self.input
        yield self.sheet

    def ready(self) -> None:
        """Fill what is there now."""
        self.edited()
        if not self.input.value:
            self.sheet.point_at(self.here)

    @property
    def editor(self) -> Input:
        """What typed and pasted text goes to."""
        return self.input

    def edited(self) -> None:
        """Show only what fits what is typed."""
        self.tell("")
        wanted = self.input.value.strip().casefold()
        found = [block for words, block in self.goals if wanted in words]
        if wanted:
            found.sort(key=lambda block: _distance(block, wanted))
        first = found[0].target if found and wanted else None
        self.sheet.show(found or [Block(Content(self.say("jump.nothing")), "dim")], at=first)

    async def press(self, event: Key) -> Outcome:
        """What a key leads to."""
        steps = {"up": -1, "down": 1}
        if event.key in steps:
            self.sheet.move(steps[event.key])
            return "stay"
        if event.key == "tab":
            if self.sheet.target:
                self.input.value = self.sheet.target
                self.input.cursor_position = len(self.input.value)
                self.edited()
            return "stay"
        return await super().press(event)

    def confirm(self) -> Outcome:
        """What Enter leads to."""
        typed = self.input.value.strip()
        goal = self.sheet.target
        if goal is None and not typed:
            return "close"
        return c.Jump(goal or typed)

    def picked(self, target: str) -> Outcome:
        """What a click leads to."""
        return c.Jump(target)


def _distance(block: Block, wanted: str) -> int:
    """How near a goal is to what was typed: its number or id exactly, its name, its question."""
    target = (block.target or "").casefold()
    if wanted in {target, block.lead.strip()}:
        return 0
    return 1 if wanted in target or wanted in block.text.plain.casefold() else 2


def _goals(state: State, language: str) -> list[tuple[str, Block]]:
    """Everything one can jump to, with the words by which it is found."""
    first = state.script.questionnaire.languages[0]
    found: list[tuple[str, Block]] = []
    above: tuple[Any, ...] = ()
    for item in state.route:
        for depth, section in enumerate(item.sections):
            if section not in above:
                title = visible(pick(section.title, language, first).text)
                block = Block(Content(title), "heading", "  " * depth, target=section.id)
                found.append((f"{section.id} {title}".casefold(), block))
        above = item.sections
        number = state.numbers.get(item.id, 0)
        about = item.row.text if item.row else item.about.title or item.about.ask
        words = visible(pick(about, language, first).text)
        ask = visible(pick(item.about.ask, language, first).text)
        block = Block(Content(words), "row", f"{number or '':>5}  ", target=item.id)
        found.append((f"{number} {item.id} {words} {ask}".casefold(), block))
    return found
