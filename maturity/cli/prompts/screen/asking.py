"""How are evidence and confidence asked for?"""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, Static

from maturity.cli.prompts.screen.blocks import Block
from maturity.cli.prompts.screen.dialog import Dialog, Outcome
from maturity.cli.prompts.screen.sheet import Sheet
from maturity.interview import commands as c

_FIELDS = ("title", "link", "date", "grade")


class EvidenceTaking(Dialog):
    """What proves the answer: what there is, to take away, and a form to add more."""

    def __init__(
        self,
        language: str,
        item: str,
        given: Sequence[str],
        grades: Sequence[tuple[str, str]],
        draft: Sequence[str],
    ) -> None:
        super().__init__(language, "evidence", item=item)
        self.given, self.grades = given, grades
        self.inputs = [Input(text, compact=True, select_on_focus=False) for text in draft]
        self.labels = [Static(classes="label") for _ in _FIELDS]
        self.sheet = Sheet(name="evidence")
        self.sheet.add_class("sheet-list")
        self.place = len(given)
        """Where one is: the pieces of evidence from 0, then the fields."""

    def body(self) -> ComposeResult:
        """What stands between title and hint."""
        if self.given:
            yield self.sheet
            yield Static(Content(self.say("evidence.remove")), classes="hint")
        for label, field in zip(self.labels, self.inputs, strict=True):
            with Horizontal(classes="field"):
                yield label
                yield field
        if self.grades:
            grades = "\n".join("  ".join(grade) for grade in self.grades)
            yield Static(Content(grades), classes="label grades")

    def ready(self) -> None:
        """Fill what is there now."""
        self._go(self.place)

    @property
    def editor(self) -> Input | None:
        """What typed and pasted text goes to."""
        at = self.place - len(self.given)
        return self.inputs[at] if at >= 0 else None

    @property
    def draft(self) -> tuple[str, ...] | None:
        """What was typed and not confirmed."""
        values = tuple(field.value for field in self.inputs)
        return values if any(values) else None

    async def press(self, event: Key) -> Outcome:
        """What a key leads to."""
        if step := {"tab": 1, "down": 1, "shift+tab": -1, "up": -1}.get(event.key):
            self._go((self.place + step) % (len(self.given) + len(_FIELDS)))
            return "stay"
        if self.editor is None and event.key in {"delete", "backspace", "-"}:
            return c.DropEvidence(self.place)
        return await super().press(event)

    def confirm(self) -> Outcome:
        """What Enter leads to."""
        if self.editor is None:
            return "stay"
        return c.AddEvidence(*(field.value for field in self.inputs))

    def picked(self, target: str) -> Outcome:
        """What a click leads to."""
        self._go(int(target))
        return "stay"

    def tell(self, words: str, key: str = "") -> None:
        """Say why something cannot be done, and go to where it is wrong."""
        super().tell(words, key)
        wrong = key.rpartition(".")[2]
        if wrong in _FIELDS:
            self._go(len(self.given) + _FIELDS.index(wrong))

    def _go(self, place: int) -> None:
        self.place = place
        rows = [
            Block(Content(words), "row", f" {number}  ", target=str(number - 1))
            for number, words in enumerate(self.given, 1)
        ]
        self.sheet.show(rows, at=str(place) if self.editor is None else None, keep=True)
        for at, (name, label) in enumerate(zip(_FIELDS, self.labels, strict=True)):
            sign = "▸" if at == place - len(self.given) else " "
            label.update(Content(f"{sign} {self.say(f'evidence.{name}')}"))
        self.set_focus(self.editor)


class Confidence(Dialog):
    """How sure those in the room are."""

    _LEVELS = ("low", "medium", "high", "none")

    def __init__(self, language: str, now: str | None) -> None:
        super().__init__(language, "confidence")
        self.now = now or "none"
        self.sheet = Sheet(name="confidence")

    def body(self) -> ComposeResult:
        """What stands between title and hint."""
        yield self.sheet

    def ready(self) -> None:
        """Fill what is there now."""
        self.sheet.show(
            [
                Block(
                    Content(self.say(f"confidence.{level}")),
                    "chosen" if level == self.now else "option",
                    f" {level[0]}  ",
                    "✓ " if level == self.now else "",
                    target=level,
                )
                for level in self._LEVELS
            ],
            at=self.now,
        )

    async def press(self, event: Key) -> Outcome:
        """What a key leads to."""
        if step := {"up": -1, "down": 1, "tab": 1, "shift+tab": -1}.get(event.key):
            self.sheet.move(step)
            return "stay"
        typed = (event.character or "").casefold()
        for number, level in enumerate(self._LEVELS, 1):
            if typed and typed in {level[0], str(number % len(self._LEVELS))}:
                return self._command(level)
        return await super().press(event)

    def confirm(self) -> Outcome:
        """What Enter leads to."""
        return self._command(self.sheet.target or "none")

    def picked(self, target: str) -> Outcome:
        """What a click leads to."""
        return self._command(target)

    @staticmethod
    def _command(level: str) -> Outcome:
        return c.Confidence(None if level == "none" else level)  # type: ignore[arg-type]
