"""How does the full screen begin, follow the interview, and end?"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from typing import Any

from textual.app import App
from textual.events import Event, Key, Paste
from textual.filter import Monochrome, NoColor
from textual.screen import Screen

from maturity.cli.console import Console
from maturity.cli.prompts.interface import Ending
from maturity.cli.prompts.screen.board import Board
from maturity.cli.prompts.screen.driver import TerminalDriver, is_gone
from maturity.cli.prompts.screen.frame import Foot
from maturity.cli.prompts.screen.hands import Hands
from maturity.cli.prompts.screen.sheet import Sheet
from maturity.cli.prompts.screen.standing import Standing
from maturity.cli.prompts.screen.themes import COLOURS, NAMES, first_theme, themes
from maturity.interview.effects import Tell
from maturity.messages import say
from maturity.storage.recent import colours, remember_colours
from maturity.usecases.interview import Interview

_SIGNALS: dict[int, Ending] = {
    signal.SIGINT: "interrupted",
    signal.SIGQUIT: "aborted",
    signal.SIGTERM: "terminated",
    signal.SIGHUP: "hung_up",
}
_WATCH = 1.0
"""Seconds between two looks at whether the terminal is still there."""


def hold(interview: Interview, console: Console, *, show_score: bool) -> Ending:
    """Hold an interview on the full screen until it ends; see `Face`."""
    theme = first_theme(colours(), os.environ.get("COLORFGBG"))
    app = InterviewApp(interview, console, show_score=show_score, theme=theme)
    with _ended_by_signals(app):
        ending = app.run()
    if app.theme != theme:
        remember_colours(app.theme)
    if app.failure is not None:
        raise app.failure
    return ending or "stopped"


class InterviewApp(App[Ending]):
    """The full screen of one interview."""

    CSS_PATH = "look.tcss"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS = []  # noqa: RUF012

    def __init__(
        self, interview: Interview, console: Console, *, show_score: bool, theme: str = "dark"
    ) -> None:
        super().__init__(driver_class=TerminalDriver)
        self.interview, self.language, self.show_score = interview, console.language, show_score
        self.failure: Exception | None = None
        self.animation_level = "none"
        self._ending: Ending | None = None
        self._is_saving = False
        for each in themes():
            self.register_theme(each)
        # Set before the style sheet is read for the first time, so that it is read once.
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        self.is_mono = console.no_color or self.no_color
        if self.is_mono:
            kept = [each for each in self._filters if not isinstance(each, Monochrome)]
            self._filters = [*kept, NoColor()]
            self.add_class("-mono")
        self.board = Board(interview, self.language)
        self.hands = Hands(self, self.board)
        self.standing = Standing(self, interview, self.language, self._place)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours that the style sheet names."""
        return COLOURS["dark"]

    def get_default_screen(self) -> Screen[Any]:
        """The page of the interview."""
        return self.board

    def on_mount(self) -> None:
        """Show the first question; everything else comes after it."""
        self.hands.desk.repaint(moved=True)
        self.call_after_refresh(self._watch)
        if self._ending is not None:
            self.exit(self._ending)

    def _watch(self) -> None:
        if self.show_score:
            self.standing.follow()
        if not self.is_headless:
            self.set_interval(_WATCH, self._look_for_terminal)

    def _look_for_terminal(self) -> None:
        if sys.__stdin__ is not None and is_gone(sys.__stdin__.fileno()):
            self.stop("hung_up")

    async def on_event(self, event: Event) -> None:
        """Keys and pasted text go to the hands alone, one after the other."""
        if isinstance(event, Key):
            await self.hands.press(event)
        elif isinstance(event, Paste):
            self.hands.paste(event.text)
        else:
            await super().on_event(event)

    async def on_sheet_picked(self, message: Sheet.Picked) -> None:
        """A row or an answer was clicked."""
        await self.hands.picked(message.sheet, message.target)

    async def on_foot_pressed(self, message: Foot.Pressed) -> None:
        """A key at the foot was clicked."""
        character = message.key if len(message.key) == 1 else None
        await self.hands.press(Key(message.key, character))

    def on_resize(self) -> None:
        """Paint for the new size, once it is known."""
        self.call_later(self.hands.desk.repaint)

    def changed(self) -> None:
        """Bring file and standing up to date, after the next question has been painted."""
        if not self._is_saving:
            self._is_saving = True
            self.call_after_refresh(self._save)
        if self.show_score:
            self.standing.follow()

    def _save(self) -> None:
        self._is_saving = False
        if told := self.interview.save():
            self.board.tell(" ".join(map(self._words, told)))

    def _words(self, effect: Tell) -> str:
        return say(effect.key, self.language, **dict(effect.values))

    def _place(self) -> None:
        self.board.standing = self.standing.words
        self.board.paint_head()

    def next_theme(self) -> str:
        """Turn to the next theme; its name, or "none" where no colours are wanted."""
        if self.is_mono:
            return "none"
        self.theme = NAMES[(NAMES.index(self.theme) + 1) % len(NAMES)]
        return self.theme

    def stop(self, ending: Ending) -> None:
        """End the interview; before the first question is shown, as soon as it is."""
        if self._ending is None:
            self._ending = ending
            if self.is_running:
                self.exit(ending)

    def _fatal_error(self) -> None:
        # Our caller says how bugs are reported; the terminal is given back first.
        self.failure = self._exception
        self._close_messages_no_wait()


@contextlib.contextmanager
def _ended_by_signals(app: InterviewApp) -> Iterator[None]:
    """Let signals end the interview in order, from now on and not only once a loop runs."""

    def end(number: int, _: Any) -> None:
        loop = app._loop  # noqa: SLF001
        if loop is None:
            app.stop(_SIGNALS[number])
        else:
            loop.call_soon_threadsafe(app.stop, _SIGNALS[number])

    before = {number: signal.getsignal(number) for number in _ON_THE_WAY}
    for number in _SIGNALS:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)


_ON_THE_WAY = (
    *_SIGNALS,
    signal.SIGWINCH,
    signal.SIGTSTP,
    signal.SIGCONT,
    signal.SIGTTOU,
    signal.SIGTTIN,
)
"""Signals whose handling is put back at the end, those that Textual takes among them."""
