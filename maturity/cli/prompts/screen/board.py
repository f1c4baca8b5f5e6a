"""What is on the screen, and how does it follow the interview?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from maturity.cli.prompts.screen.choosing import shown_keys
from maturity.cli.prompts.screen.frame import WIDE, Foot, head
from maturity.cli.prompts.screen.keys import hints
from maturity.cli.prompts.screen.pages import (
    question_pages,
    review_page,
    side_page,
    side_parts,
    why_page,
)
from maturity.cli.prompts.screen.sheet import Sheet
from maturity.usecases.interview import Interview
from maturity.view.interview import ItemView, item_view
from maturity.view.interview_overview import PartView, progress_words, time_left
from maturity.view.plain import visible

_WIDEST = 92
_WITHIN = " › "  # noqa: RUF001
_LOW, _ROOMY = 12, 30


class _Entry(Input):
    """The input of a question; a click begins typing."""

    def on_mouse_down(self) -> None:
        board = self.screen
        if isinstance(board, Board):
            board.type_on()


class Board(Screen[None]):
    """The page, with what stands around it; its widgets are made once."""

    AUTO_FOCUS = ""

    def __init__(self, interview: Interview, language: str) -> None:
        super().__init__()
        self.interview, self.language = interview, language
        self.head = Static(id="head")
        self.side = Sheet(name="side")
        self.page = Sheet(widest=_WIDEST, name="page")
        self.why = Sheet(widest=_WIDEST, name="why")
        self.entry = _Entry(id="entry", select_on_focus=False)
        self.status = Static(id="status")
        self.foot = Foot()
        self.standing = ""
        self.view: ItemView | None = None
        self.large = False
        self.typing = False
        """Whether letters go into the input."""
        self._parts: tuple[PartView, ...] = ()
        self._shown: Any = ()

    def compose(self) -> ComposeResult:
        """Everything that is ever shown beside dialogs."""
        yield self.head
        with Horizontal(id="middle"):
            yield self.side
            with Vertical(id="main"):
                yield self.page
                yield self.entry
                yield self.why
        yield self.status
        yield self.foot

    @property
    def keys(self) -> tuple[str, ...]:
        """What is pressed for each option at hand."""
        return shown_keys(self.view.options) if self.view else ()

    def take(self) -> ItemView | None:
        """Take the question at hand from the interview, and put it into words."""
        state = self.interview.state
        misfit = self.interview.misfits.get(state.place or "")
        self.view = (
            item_view(state, state.item, self.language, misfit) if state.item is not None else None
        )
        return self.view

    def paint(self, picked: Sequence[object] | None = None) -> None:
        """Show the interview as it stands.

        Args:
            picked: What is ticked but not confirmed; None where nothing is.
        """
        width, height = self.app.size
        self.set_class(getattr(self.app, "is_mono", False), "-mono")
        self.set_class(width < WIDE, "-narrow")
        self.set_class(height < _LOW, "-low")
        self.set_class(width >= WIDE and height >= _ROOMY, "-roomy")
        self.set_class(self.large, "-large")
        self.set_class(self._has_entry, "-typing")
        self.paint_head()
        self._paint_side()
        self._paint_page(picked)
        self._paint_foot()

    @property
    def _is_dense(self) -> bool:
        return self.app.size.height < _ROOMY

    @property
    def _has_entry(self) -> bool:
        return self.view is not None and self.view.way in {"number", "text"}

    def paint_head(self) -> None:
        """The lines above: also when the standing is known."""
        state, view = self.interview.state, self.view
        response = state.response
        number = view.number if view else ""
        progress = progress_words(state, self.language)
        left = time_left(state, self.interview.moments, self.language)
        questions = len(state.numbers)
        done = questions - sum(not item.is_profile for item in state.open)
        organisation = visible(response.organisation.name or response.organisation.id)
        where = _WITHIN.join(view.where) if view else ""
        lines = head(
            max(1, self.app.size.width - 2),
            organisation,
            self.standing,
            where,
            (number, progress, left) if number else (progress, left),
            (done, questions),
        )
        self.head.update(lines)

    def _paint_side(self) -> None:
        found = side_parts(self.interview.state, self.language)
        if found != self._parts:
            self._parts = found
            deepest = [part.id for part in found if part.here][-1:]
            self.side.show(side_page(found), keep=True)
            if deepest:
                self.side.reveal(deepest[0])

    def _paint_page(self, picked: Sequence[object] | None) -> None:
        state, view = self.interview.state, self.view
        same = self._shown == (state.place, self.large)
        self._shown = (state.place, self.large)
        if view is None:
            overview = (
                progress_words(state, self.language),
                time_left(state, self.interview.moments, self.language),
                self.standing,
            )
            name = state.response.organisation
            page = review_page(state, visible(name.name or name.id), self.language, overview)
            first = next((block.target for block in page if block.target and state.open), None)
            self.page.show(page, at=self.page.target if same else first, keep=same)
            return
        chosen = [str(place) for place, option in enumerate(view.options) if option.chosen]
        at = self.page.target if same else chosen[0] if chosen and view.way == "one" else None
        pages = question_pages(view, picked, self.language, large=self.large)
        self.page.show(*pages, at=at, keep=same)
        if self.why.has_class("-open"):
            self.why.show(why_page(view, self.language, is_dense=self._is_dense), keep=same)

    def _paint_foot(self) -> None:
        view = self.view
        way = view.way if view else None
        can_mark = bool(view and view.can_mark)
        self.foot.show(hints(way, self.keys, typing=self.typing, can_mark=can_mark), self.language)

    def fill(self, text: str | None) -> None:
        """Put what is typed or answered into the input; at a text, typing begins.

        Args:
            text: What is typed but not confirmed; None where nothing is.
        """
        view = self.view
        answer = self.interview.state.answer
        given = str(answer.answer) if self._has_entry and answer.state == "answered" else ""
        self.entry.value = given if text is None else text
        self.entry.cursor_position = len(self.entry.value)
        if view is not None and view.way == "text":
            self.type_on()
        else:
            self.typing = False
            self.set_focus(self.entry if self._has_entry else None)
            self._paint_foot()

    def type_on(self) -> None:
        """Let letters go into the input, where the question takes a text."""
        self.typing = self.view is not None and self.view.way == "text"
        self.set_focus(self.entry)
        self._paint_foot()

    def type_off(self) -> None:
        """Let letters be commands."""
        self.typing = False
        self.set_focus(None)
        self._paint_foot()

    def open_why(self, *, is_open: bool) -> None:
        """Show or hide why the question matters."""
        self.why.set_class(is_open, "-open")
        self.set_class(is_open, "-why")
        if is_open and self.view is not None:
            self.why.show(why_page(self.view, self.language, is_dense=self._is_dense))

    def tell(self, words: str) -> None:
        """Say something below the page, until the next key."""
        self.status.set_class(bool(words), "-said")
        self.status.update(Content(words))
