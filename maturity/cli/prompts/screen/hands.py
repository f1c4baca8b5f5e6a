"""What does a key, a click or pasted text lead to?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Key

from maturity.cli.prompts.screen.board import Board
from maturity.cli.prompts.screen.choosing import typed
from maturity.cli.prompts.screen.desk import Desk
from maturity.cli.prompts.screen.dialog import Dialog, NoteTaking, Outcome
from maturity.cli.prompts.screen.editing import edit, insert
from maturity.cli.prompts.screen.keys import LETTERS, NAMED, NAVIGATION, Act
from maturity.cli.prompts.screen.opening import Opener
from maturity.cli.prompts.screen.sheet import Sheet
from maturity.interview import commands as c
from maturity.interview.values import number_in
from maturity.messages import say
from maturity.view.interview import ItemView

if TYPE_CHECKING:
    from maturity.cli.prompts.screen.app import InterviewApp

_IN_NUMBERS = frozenset("0123456789.,-+")


class Hands:
    """Turns what is typed into commands, one key after the other."""

    def __init__(self, app: InterviewApp, board: Board) -> None:
        self.app, self.board, self.interview = app, board, app.interview
        self.desk = Desk(app, board)
        self.opener = Opener(app, board)
        self.digits = ""
        self.warned = False

    @property
    def view(self) -> ItemView | None:
        """The question at hand; None at the review."""
        return self.board.view

    @property
    def dialog(self) -> Dialog | None:
        """What stands open over the page."""
        top = self.app.screen
        return top if isinstance(top, Dialog) else None

    async def press(self, event: Key) -> None:
        """One key, with everything it leads to."""
        if event.key[:-1] == "alt+":
            # So does Escape arrive together with a letter that is typed soon after it.
            await self.press(Key("escape", None))
            event = Key(event.key[-1], event.key[-1])
        if event.key == "ctrl+j" and not isinstance(self.dialog, NoteTaking):
            # Some programs send a line feed for Enter.
            event = Key("enter", None)
        if event.key == "ctrl+c":
            self.app.stop("interrupted")
        elif (dialog := self.dialog) is not None:
            await self._settle(dialog, await dialog.press(event))
        else:
            self.board.tell("")
            warned, self.warned = self.warned, False
            digits, self.digits = self.digits, ""
            if not await self._typed(event):
                await self._meant(event, digits, warned=warned)

    async def _typed(self, event: Key) -> bool:
        """Let the input of a question have a key, where it wants it."""
        view, entry = self.view, self.board.entry
        if view is None or view.way not in {"number", "text"} or event.key in NAVIGATION:
            return False
        if event.key == "enter":
            self._confirm_entry(view)
            return True
        if not entry.value and (event.key in {"left", "right"} or event.character == "?"):
            return False
        if event.key in {"up", "down", "tab", "shift+tab", "escape"}:
            return False
        if view.way == "number":
            wanted = event.character in _IN_NUMBERS or not event.is_printable
        else:
            wanted = self.board.typing
        if not wanted or not await edit(entry, event):
            return False
        self.desk.written[view.id] = entry.value
        return True

    async def _meant(self, event: Key, digits: str, *, warned: bool) -> None:
        letter = (event.character or "").casefold() if event.is_printable else ""
        if letter.isascii() and letter.isdecimal():
            await self._digit(digits, letter)
            return
        meant = NAMED.get(event.key) or LETTERS.get(letter)
        if isinstance(meant, str):
            await self.act(meant, warned=warned)
        elif (
            isinstance(meant, c.Next) and self.view is not None and self.view.id in self.desk.ticked
        ):
            self._confirm_ticks(self.view)
        elif meant is not None:
            self.desk.do(meant)

    async def act(self, act: Act, *, warned: bool) -> None:
        """What is no command of the interview, or needs more to be typed first."""
        page = self.board.page
        match act:
            case "up" | "down":
                step = -1 if act == "up" else 1
                why = self.board.why
                (why if why.has_class("-open") and why.overflows else page).move(step)
            case "first" | "last":
                page.leap(-1 if act == "first" else 1)
            case "choose":
                self._choose()
            case "toggle":
                self._toggle()
            case "away":
                self._away()
            case "large" | "theme" | "why":
                self._look(act)
            case "stop":
                self._stop(warned=warned)
            case _:
                await self._open(act)

    async def _digit(self, before: str, digit: str) -> None:
        view = self.view
        if view is None:
            self.board.tell(await self.opener.open("jump", digit))
            return
        found = typed(self.board.keys, before, digit)
        if found.waits:
            self.digits = found.digits
            self.board.page.point_at(None if found.place is None else str(found.place))
            self.board.tell(self.desk.say("more_digits", digits=found.digits))
        elif found.place is not None:
            self._answer(view, found.place)
        else:
            self.board.tell(say("interview.refused.option", self.app.language))

    def _answer(self, view: ItemView, place: int) -> None:
        """An option was chosen by its key or by a click."""
        value = view.options[place].value
        if view.way == "one":
            self.desk.do(c.Give(value))
            return
        ticked = list(self.desk.ticked.get(view.id, [o.value for o in view.options if o.chosen]))
        ticked = [v for v in ticked if v != value] if value in ticked else [*ticked, value]
        self.desk.ticked[view.id] = [o.value for o in view.options if o.value in ticked]
        self.board.page.point_at(str(place))
        self.desk.repaint()

    def _choose(self) -> None:
        view, target = self.view, self.board.page.target
        if view is None:
            self._go(target)
        elif view.way == "several":
            self._confirm_ticks(view)
        elif view.way == "one":
            if target is None:
                self.board.tell(self.desk.say("nothing_chosen"))
            else:
                self._answer(view, int(target))
        elif not self.board.typing:
            self.board.type_on()

    def _toggle(self) -> None:
        view, target = self.view, self.board.page.target
        if view is not None and view.way == "several" and target is not None:
            self._answer(view, int(target))
        else:
            self._choose()

    def _go(self, target: str | None) -> None:
        if target is None:
            self.board.tell(self.desk.say("nothing_marked"))
        else:
            self.desk.do(c.Jump(target))

    def _confirm_ticks(self, view: ItemView) -> None:
        ticked = self.desk.ticked.get(view.id, [o.value for o in view.options if o.chosen])
        self.desk.do(c.Give(ticked))

    def _confirm_entry(self, view: ItemView) -> None:
        text = self.board.entry.value.strip()
        if view.way == "text" and not self.board.typing:
            self.board.type_on()
        elif not text:
            self.board.tell(self.desk.say("nothing_typed"))
        elif view.way == "text":
            self.desk.do(c.Give(text))
        elif (value := number_in(text)) is None:
            self.board.tell(say("interview.refused.number", self.app.language))
        else:
            self.desk.do(c.Give(value))

    def _away(self) -> None:
        """Out of the input, so that letters are commands; or close what is open."""
        if self.board.why.has_class("-open"):
            self.board.open_why(is_open=False)
        elif self.board.typing:
            self.board.type_off()
            self.board.tell(self.desk.say("letters"))
        elif self.view is not None and self.desk.ticked.pop(self.view.id, None) is not None:
            self.desk.repaint()

    def _look(self, act: Act) -> None:
        if act == "theme":
            self.board.tell(self.desk.say(f"theme.{self.app.next_theme()}"))
        elif act == "large":
            self.board.large = not self.board.large
            self.board.open_why(is_open=False)
            self.desk.repaint()
            self.board.tell(self.desk.say("large") if self.board.large else "")
        elif self.view is None:
            self.board.tell(say("interview.refused.nothing_asked", self.app.language))
        else:
            self.board.open_why(is_open=not self.board.why.has_class("-open"))

    def _stop(self, *, warned: bool) -> None:
        if not warned and (loose := self.desk.unconfirmed(self.opener.drafts)):
            self.warned = True
            self.board.tell(self.desk.say("unconfirmed", where=loose))
            return
        told = self.interview.save()
        if told and not self.interview.is_saved and not warned:
            self.warned = True
            self.board.tell(self.desk.words(told))
            return
        self.app.stop("stopped" if self.interview.state.open else "finished")

    async def _open(self, act: Act) -> None:
        self.board.tell(await self.opener.open(act))

    async def _settle(self, dialog: Dialog, outcome: Outcome) -> None:
        """What a dialog led to: it stays open until its command is accepted."""
        if outcome == "stay":
            return
        if outcome == "close":
            self.board.tell(self.opener.close(dialog, is_done=False))
            return
        told, key = self.desk.done(outcome)
        if key:
            dialog.tell(told, key)
            return
        self.opener.close(dialog, is_done=True)
        self.board.tell(told)

    async def picked(self, sheet: Sheet, target: str) -> None:
        """A row or an answer was clicked."""
        if (dialog := self.dialog) is not None:
            await self._settle(dialog, dialog.picked(target))
            return
        self.board.tell("")
        if sheet is self.board.page and self.view is not None:
            self._answer(self.view, int(target))
        else:
            self.desk.do(c.Jump(target))

    def paste(self, text: str) -> None:
        """Pasted text goes into an input, and never answers anything."""
        view = self.view
        if (dialog := self.dialog) is not None:
            dialog.paste(text)
        elif view is not None and view.way in {"number", "text"}:
            self.board.type_on()
            insert(self.board.entry, text)
            self.desk.written[view.id] = self.board.entry.value
        else:
            self.board.tell(self.desk.say("pasted"))
