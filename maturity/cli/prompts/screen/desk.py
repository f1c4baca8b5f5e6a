"""How is a command carried out, and how does the screen follow it?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from maturity.cli.prompts.screen.board import Board
from maturity.errors import MachineError
from maturity.interview import commands as c
from maturity.interview.effects import Refuse
from maturity.messages import say
from maturity.view.plain import visible

if TYPE_CHECKING:
    from maturity.cli.prompts.screen.app import InterviewApp


class Desk:
    """Carries commands out, and keeps what is ticked or typed at questions and not confirmed yet."""

    def __init__(self, app: InterviewApp, board: Board) -> None:
        self.app, self.board, self.interview = app, board, app.interview
        self.ticked: dict[str, list[Any]] = {}
        self.written: dict[str, str] = {}

    def say(self, key: str, **values: Any) -> str:
        """Words of the full screen."""
        return say(f"screen.{key}", self.app.language, **values)

    def do(self, command: c.Command) -> None:
        """Carry a command out and show where it leads."""
        told, _ = self.done(command)
        self.board.tell(told)

    def done(self, command: c.Command) -> tuple[str, str]:
        """What is to be said about a command, and the key of why it was refused."""
        before = self.interview.state
        try:
            told = self.interview.do(command)
        except MachineError as error:
            words = say(error.key, self.app.language, **_seen(error.values))
            return f"{words[:1].upper()}{words[1:]}. {self.say('not_safe')}", error.key
        after = self.interview.state
        if after.response is not before.response or after.place != before.place:
            if isinstance(command, c.Give | c.Mark | c.NotApplicable | c.Clear | c.Undo):
                for place in {before.place, after.place if isinstance(command, c.Undo) else None}:
                    self.ticked.pop(place or "", None)
                    self.written.pop(place or "", None)
            self.repaint(moved=after.place != before.place or isinstance(command, c.Clear | c.Undo))
            self.app.changed()
        refused = next((effect.key for effect in told if isinstance(effect, Refuse)), "")
        return self.words(told), refused

    def words(self, told: Sequence[Any]) -> str:
        """What is to be said."""
        return " ".join(
            say(effect.key, self.app.language, **_seen(dict(effect.values))) for effect in told
        )

    def repaint(self, *, moved: bool = False) -> None:
        """Show the interview as it stands, with what is ticked or typed at the question at hand."""
        view = self.board.take()
        self.board.paint(self.ticked.get(view.id) if view else None)
        if moved:
            self.board.open_why(is_open=False)
            self.board.fill(self.written.get(view.id) if view else None)

    def unconfirmed(self, drafts: Iterable[str]) -> str:
        """Where something was typed or ticked that is not confirmed.

        Args:
            drafts: Items with something that was typed in a dialog.
        """
        items = (*self.ticked, *self.written, *drafts)
        numbers = self.interview.state.numbers
        found = (str(numbers[i]) if i in numbers else i.partition("/")[2] for i in items)
        return ", ".join(dict.fromkeys(found))


def _seen(values: Any) -> dict[str, Any]:
    return {name: visible(v) if isinstance(v, str) else v for name, v in dict(values).items()}
