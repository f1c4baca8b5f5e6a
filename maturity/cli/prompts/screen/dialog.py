"""What is common to everything that opens over a page?"""

from __future__ import annotations

from typing import Any, Literal

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key, Resize
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from maturity.cli.prompts.screen.editing import edit, insert
from maturity.cli.prompts.screen.sheet import Sheet
from maturity.interview.commands import Command
from maturity.messages import say

Outcome = Command | Literal["stay", "close"]
"""What a key in a dialog leads to: a command, nothing yet, or back to the page."""

_SHORT = 14


class Dialog(ModalScreen[None]):
    """Opens over a page; every key is handed to `press`, every click on a sheet to `picked`."""

    AUTO_FOCUS = ""

    def __init__(self, language: str, name: str, *, item: str = "") -> None:
        """Open nothing yet.

        Args:
            language: The reader's language.
            name: Which words it has: `screen.<name>` and `screen.<name>.hint`.
            item: The item it is about; its draft is kept for that item.
        """
        super().__init__(classes="dialog")
        self.language, self.words, self.item = language, name, item
        self._told = Static("", classes="told")

    def say(self, key: str, **values: Any) -> str:
        """Words of the full screen."""
        return say(f"screen.{key}", self.language, **values)

    def compose(self) -> ComposeResult:
        """A title, the body, what went wrong, and how to go on."""
        with Vertical():
            yield Static(Content(self.say(self.words)), classes="title")
            yield from self.body()
            yield self._told
            yield Static(Content(self.say(f"{self.words}.hint")), classes="hint")

    def body(self) -> ComposeResult:
        """What stands between title and hint."""
        yield from ()

    @property
    def editor(self) -> Any:
        """What typed and pasted text goes to; None where nothing is typed."""
        return None

    @property
    def draft(self) -> Any:
        """What was typed and not confirmed; None where nothing was."""
        return None

    def on_mount(self) -> None:
        """Ready for the first key as soon as it is shown."""
        self._fit(self.app.size.height)
        self.ready()
        self.focus_on(self.editor)

    def ready(self) -> None:
        """Fill the body, once it is there."""

    def focus_on(self, widget: Widget | None) -> None:
        """Let the cursor be seen in an editor."""
        if widget is not None:
            self.set_focus(widget)

    def on_resize(self, event: Resize) -> None:
        """Drop borders where there are few lines."""
        self._fit(event.size.height)

    def _fit(self, height: int) -> None:
        self.set_class(height < _SHORT, "-short")
        self.set_class(getattr(self.app, "is_mono", False), "-mono")
        for sheet in self.query(Sheet):
            # What stands around it needs room as well.
            sheet.styles.max_height = max(2, height - 6) if height >= _SHORT else height

    async def press(self, event: Key) -> Outcome:
        """What a key leads to."""
        if event.key == "escape":
            return "close"
        if event.key == "enter":
            return self.confirm()
        if self.editor is not None and await edit(self.editor, event):
            self.edited()
        return "stay"

    def confirm(self) -> Outcome:
        """What Enter leads to."""
        return "close"

    def edited(self) -> None:
        """What was typed has changed."""

    def paste(self, text: str) -> None:
        """Put pasted text where the cursor is."""
        if self.editor is not None:
            insert(self.editor, text)
            self.edited()

    def picked(self, target: str) -> Outcome:
        """What a click leads to."""
        del target
        return "stay"

    def tell(self, words: str, key: str = "") -> None:
        """Say why something cannot be done.

        Args:
            words: What is said.
            key: The key of the reason.
        """
        del key
        self._told.update(Content(words))
        self._told.set_class(bool(words), "-said")


class Reading(Dialog):
    """A page to read; any of its keys closes it."""

    def __init__(self, language: str, name: str, page: Any) -> None:
        super().__init__(language, name)
        self.sheet, self.page = Sheet(name="reading"), page

    def body(self) -> ComposeResult:
        """What stands between title and hint."""
        yield self.sheet

    def ready(self) -> None:
        """Fill what is there now."""
        self.sheet.show(self.page)

    async def press(self, event: Key) -> Outcome:
        """What a key leads to."""
        steps = {"up": -1, "pageup": -1, "down": 1, "pagedown": 1, "space": 1}
        if event.key in steps and self.sheet.overflows:
            self.sheet.move(steps[event.key])
            return "stay"
        return "close"


class Reason(Dialog):
    """Why a question does not apply."""

    def __init__(self, language: str, item: str, text: str) -> None:
        super().__init__(language, "reason", item=item)
        self.input = Input(text, select_on_focus=False)

    def body(self) -> ComposeResult:
        """What stands between title and hint."""
        yield self.input

    @property
    def editor(self) -> Input:
        """What typed and pasted text goes to."""
        return self.input

    @property
    def draft(self) -> str:
        """What was typed and not confirmed."""
        return self.input.value

    def confirm(self) -> Outcome:
        """What Enter leads to."""
        from maturity.interview.commands import NotApplicable

        return NotApplicable(self.input.value)


class NoteTaking(Dialog):
    """What was said about the question, in several lines."""

    def __init__(self, language: str, item: str, text: str) -> None:
        from textual.widgets import TextArea

        super().__init__(language, "note", item=item)
        self.area = TextArea(text, soft_wrap=True, theme="css", highlight_cursor_line=False)
        self.area.move_cursor(self.area.document.end)

    def body(self) -> ComposeResult:
        """What stands between title and hint."""
        yield self.area

    @property
    def editor(self) -> Any:
        """What typed and pasted text goes to."""
        return self.area

    @property
    def draft(self) -> str:
        """What was typed and not confirmed."""
        return self.area.text

    async def press(self, event: Key) -> Outcome:
        """What a key leads to."""
        if event.key in {"ctrl+j", "shift+enter", "alt+enter"}:
            insert(self.area, "\n")
            return "stay"
        return self.confirm() if event.key == "ctrl+s" else await super().press(event)

    def confirm(self) -> Outcome:
        """What Enter leads to."""
        from maturity.interview.commands import Note

        return Note(self.area.text)
