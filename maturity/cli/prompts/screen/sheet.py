"""How are blocks of text laid out, scrolled, and chosen from by key or mouse?

Every page is a sheet: one widget whose lines are worked out when its blocks change, so that the next
question is painted without building a widget.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.events import Click, MouseEvent, MouseMove
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from maturity.cli.prompts.screen.blocks import Line, Page, laid_out

_GUTTER = 2


class Sheet(ScrollView, can_focus=False):
    """A scrolling page of blocks, some of which can be chosen."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"sheet--{kind}"
        for kind in (
            "text",
            "kicker",
            "ask",
            "dim",
            "heading",
            "option",
            "option-at",
            "chosen",
            "lead",
            "key",
            "key-at",
            "key-chosen",
            "state",
            "row",
            "row-at",
            "here",
            "sign",
        )
    }

    class Picked(Message):
        """A block was clicked."""

        def __init__(self, sheet: Sheet, target: str) -> None:
            super().__init__()
            self.sheet, self.target = sheet, target

    def __init__(self, *, widest: int = 0, name: str = "") -> None:
        super().__init__(id=name or None)
        self.widest = widest
        self._pages: tuple[Page, ...] = ((),)
        self._page: Page = ()
        self._lines: list[Line] = []
        self._cursor: int | None = None
        self._hover: int | None = None
        self._sought: str | None = None

    def show(self, *pages: Page, at: str | None = None, keep: bool = False) -> None:
        """Show a page.

        Args:
            pages: The page at different densities, roomiest first; the first that fits is shown.
            at: The target the cursor stands on.
            keep: Whether the place one has scrolled to stays.
        """
        self._pages = pages
        self._hover = None
        self._lay_out()
        self.point_at(at, scroll=False)
        if keep:
            self._show_cursor()
        else:
            self.scroll_to(y=0, animate=False)
            if at is not None:
                self._show_cursor()
        self.refresh(layout=self.styles.is_auto_height)

    @property
    def target(self) -> str | None:
        """What the cursor stands on."""
        return None if self._cursor is None else self._page[self._cursor].target

    @property
    def overflows(self) -> bool:
        """Whether there is more than fits."""
        return len(self._lines) > self._height

    def point_at(self, target: str | None, *, scroll: bool = True) -> None:
        """Put the cursor on a target."""
        places = (p for p, block in enumerate(self._page) if block.target == target)
        self._cursor = None if target is None else next(places, None)
        if scroll:
            self._show_cursor()
        self.refresh()

    def move(self, step: int) -> None:
        """Move the cursor down (1) or up (-1), or scroll where a block is taller than the window."""
        following = [p for p in self._places() if self._is_beyond(p, step)]
        if self._scrolls_first(following, step):
            self.scroll_to(y=self.scroll_y + step * max(1, self._height - 1), animate=False)
            return
        self._cursor = min(following) if step > 0 else max(following)
        self._show_cursor()
        self.refresh()

    def _is_beyond(self, place: int, step: int) -> bool:
        return self._cursor is None or (place - self._cursor) * step > 0

    def _scrolls_first(self, following: Sequence[int], step: int) -> bool:
        """Whether there is something to read before the cursor can move on."""
        if not following or not self._height:
            return not following
        top = round(self.scroll_y)
        if self._cursor is None:
            return step > 0 and self._extent(following[0])[0] >= top + self._height
        first, last = self._extent(self._cursor)
        is_tall = last - first >= self._height
        return is_tall and (last >= top + self._height if step > 0 else first < top)

    def _places(self) -> list[int]:
        return [p for p, block in enumerate(self._page) if block.target is not None]

    def reveal(self, target: str) -> None:
        """Scroll so that a target can be seen, without putting the cursor there."""
        self._sought = target
        place = next((p for p, block in enumerate(self._page) if block.target == target), None)
        if place is not None and self._lines:
            first, last = self._extent(place)
            top = min(round(self.scroll_y), first)
            self.scroll_to(y=max(top, last - self._height + 1), animate=False)

    def _find_again(self) -> None:
        if self._cursor is not None:
            self._show_cursor()
        elif self._sought is not None:
            self.reveal(self._sought)

    def leap(self, step: int) -> None:
        """Move the cursor to the first (-1) or the last (1) target."""
        places = self._places()
        self._cursor = (places[-1] if step > 0 else places[0]) if places else None
        self.scroll_to(y=len(self._lines) if step > 0 else 0, animate=False)
        self.refresh()

    def _show_cursor(self) -> None:
        if self._cursor is None or not self._height:
            return
        first, last = self._extent(self._cursor)
        top = round(self.scroll_y)
        if last >= top + self._height:
            top = last - self._height + 1
        top = min(top, first)
        if self._cursor == self._places()[0] and last < self._height:
            # What leads to the first target is shown with it.
            top = 0
        self.scroll_to(y=top, animate=False)

    def _extent(self, place: int) -> tuple[int, int]:
        numbers = [n for n, line in enumerate(self._lines) if line.block == place]
        return numbers[0], numbers[-1]

    @property
    def _height(self) -> int:
        return self.scrollable_content_region.height

    def _room(self, width: int) -> int:
        room = width - _GUTTER
        return max(1, min(room, self.widest) if self.widest else room)

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if width <= 0:
            self._page, self._lines = self._pages[0], []
            return
        for page in self._pages:
            self._page, self._lines = page, laid_out(page, self._room(width))
            if len(self._lines) <= self._height:
                break
        self.virtual_size = Size(width, len(self._lines))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the page takes at this width."""
        del container, viewport
        return len(laid_out(self._pages[0], self._room(width)))

    def on_resize(self) -> None:
        """Lay the page out for the new width, with the cursor where it was."""
        target = self.target
        self._lay_out()
        self.point_at(target, scroll=False)
        # How far one can scroll is known after the next refresh.
        self.call_after_refresh(self._find_again)

    def on_mouse_move(self, event: MouseMove) -> None:
        """Let what a click would choose stand out."""
        at = self._at(event)
        if at != self._hover:
            self._hover = at
            self.refresh()

    def on_leave(self) -> None:
        """Nothing is under the mouse any more."""
        self._hover = None
        self.refresh()

    def on_click(self, event: Click) -> None:
        """Choose what was clicked."""
        place = self._at(event)
        target = None if place is None else self._page[place].target
        if target is not None:
            self.post_message(self.Picked(self, target))

    def _at(self, event: MouseEvent) -> int | None:
        """The block under the mouse that can be chosen."""
        offset = event.get_content_offset(self)
        if offset is None:
            return None
        number = offset.y + round(self.scroll_y)
        place = self._lines[number].block if 0 <= number < len(self._lines) else -1
        return place if place >= 0 and self._page[place].target is not None else None

    def render_line(self, y: int) -> Strip:
        """One line of what is visible."""
        width = self.scrollable_content_region.width
        number = y + round(self.scroll_y)
        plain = self.rich_style
        if number >= len(self._lines):
            return Strip.blank(width, plain)
        line = self._lines[number]
        segments = [Segment(self._gutter(line, y), self.get_component_rich_style("sheet--sign"))]
        if line.block >= 0:
            segments += self._segments(line, self._room(width))
        return Strip(segments).adjust_cell_length(width, plain)

    def _gutter(self, line: Line, y: int) -> str:
        """A sign for the cursor, and arrows where more stands above or below."""
        at = line.block == self._cursor and line.is_first and self._cursor is not None
        top, hidden = round(self.scroll_y), len(self._lines) - self._height
        arrow = " "
        if y == 0 and top > 0:
            arrow = "↑"
        if y == self._height - 1 and top < hidden:
            arrow = "↓"
        return ("▸" if at else " ") + arrow

    def _segments(self, line: Line, room: int) -> Iterable[Segment]:
        block = self._page[line.block]
        kind = block.kind
        key = {"option": "key", "chosen": "key-chosen"}.get(kind, "lead")
        if line.block in {self._cursor, self._hover} and block.target is not None:
            kind = f"{kind}-at" if kind in {"option", "row"} else kind
            key = "key-at" if line.block == self._cursor and line.lead.strip() else kind
        style = self.get_component_rich_style(f"sheet--{kind}")
        used = cell_len(line.lead) + line.text.cell_length + cell_len(line.tail)
        if line.lead:
            shown = self.get_component_rich_style(f"sheet--{key}") if line.is_first else style
            # The blank before the text belongs to the text.
            yield Segment(line.lead[:-1], shown)
            yield Segment(line.lead[-1], style)
        yield from line.text.render_segments(self.get_visual_style(f"sheet--{kind}"))
        yield Segment(" " * max(0, room - used) + line.tail, style)
