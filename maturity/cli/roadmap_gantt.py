"""How is a roadmap drawn on a terminal: quarters as columns, actions as bars, the steps below?"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from maturity.cli.roadmap_layout import GAP, Layout
from maturity.messages import say
from maturity.view.plain import visible, width
from maturity.view.roadmap_model import Bar, Column, RoadmapView

_UNICODE = {
    "firm": "█",
    "guess": "▒",
    "kept": "▓",
    "edge": "┊",
    "held": "━",
    "may": "╌",
    "reached": "◆",
    "maybe": "◇",
    "cut": "…",
}
_STYLES = {"firm": "green", "guess": "cyan", "kept": "blue"}
_PLAIN = {
    "firm": "#",
    "guess": "=",
    "kept": "+",
    "edge": ":",
    "held": "-",
    "may": ".",
    "reached": "*",
    "maybe": "?",
    "cut": "...",
}


def gantt(view: RoadmapView, found: Layout, *, unicode: bool) -> Group:
    """The columns' heads, a line for each action, the days of work and the steps that are reached."""
    drawing = _Drawing(view, found, _UNICODE if unicode else _PLAIN)
    return Group(*drawing.heads(), *drawing.bars(), Text(""), *drawing.below(), *drawing.legend())


@dataclass(frozen=True)
class _Drawing:
    view: RoadmapView
    layout: Layout
    marks: Mapping[str, str]

    def heads(self) -> Iterator[Text]:
        """The years, and below them the quarters or months, as far as there is room."""
        columns = self.view.columns
        years = [
            column.year if place == 0 or column.year != columns[place - 1].year else ""
            for place, column in enumerate(columns)
        ]
        for row in (years, self._heads):
            yield self._row("", self._placed(row), "bold")

    @property
    def _heads(self) -> list[str]:
        return [column.head for column in self.view.columns]

    def bars(self) -> Iterator[Text]:
        """A line for each action."""
        total = self.layout.column * len(self.view.columns)
        for bar in self.view.bars:
            first = min(total - 1, _nearest(bar.start * total))
            last = max(first + 1, _nearest(bar.end * total))
            yield self._bar(bar, first, last, total)

    def _bar(self, bar: Bar, first: int, last: int, total: int) -> Text:
        found = self.layout
        kind = _kind(bar)
        mark, style = self.marks[kind], _STYLES[kind]
        owner = self._cut(bar.owner, found.owner)
        return Text.assemble(
            (f" {bar.number:>{found.number}} ", "bold"),
            self._filled(bar.title, found.title),
            " " * GAP,
            (self._grid(0, first), "dim"),
            (mark * (last - first), style),
            (self._grid(last, total), "dim"),
            (f"{' ' * GAP}{owner}" if found.owner else "", "dim"),
            no_wrap=True,
        )

    def _grid(self, start: int, end: int) -> str:
        """Empty cells, with a thin line where a column with a head begins."""
        head = self._placed(self._heads)
        return "".join(
            self.marks["edge"]
            if cell % self.layout.column == 0 and head[cell : cell + 1].strip()
            else " "
            for cell in range(start, end)
        )

    def below(self) -> Iterator[Text]:
        """The days of work, the position at the end of each column, and the steps that are reached."""
        view = self.view
        loads = [f"{column.load:.0f}" if column.load >= 0.5 else "" for column in view.columns]
        if self._fit(loads):
            yield self._row(self._say("load"), self._placed(loads))
        if any(column.position is not None for column in view.columns):
            for tenths in (True, False):
                texts = [_position(column, tenths=tenths) for column in view.columns]
                if self._fit(texts):
                    yield self._row(self._say("position"), self._placed(texts))
                    break
        for number, title in enumerate(view.steps, 1):
            if self._changes(number):
                label = self._say("step", number=number, title=title)
                yield self._row(label, self._reached(number), "bold yellow")

    def _changes(self, number: int) -> bool:
        """Whether a step is reached, or perhaps so, that was not before."""
        today = self._today(number)
        return any(_held(column, number) != today for column in self.view.columns)

    def _today(self, number: int) -> str:
        if self.view.today >= number:
            return "held"
        return "may" if self.view.today_high >= number else ""

    def _reached(self, number: int) -> str:
        """Where a step is reached: a mark at the end of that column, and a line from there on."""
        line, was, cells = "", self._today(number), self.layout.column
        for column in self.view.columns:
            now = _held(column, number)
            line += (self.marks[was] if was else " ") * (cells - 1)
            if now == was:
                line += self.marks[now] if now else " "
            else:
                line += self.marks["reached" if now == "held" else "maybe"]
            was = now
        return line

    def legend(self) -> Iterator[Text | Padding]:
        """What the marks mean that are there."""
        view, parts = self.view, []
        kinds = {_kind(bar) for bar in view.bars}
        if kinds != {"firm"}:
            parts += [kind for kind in _STYLES if kind in kinds]
        steps = [n for n in range(1, len(view.steps) + 1) if self._changes(n)]
        drawn = "".join(self._reached(number) for number in steps)
        parts += [part for part in ("reached", "maybe", "may") if self.marks[part] in drawn]
        if "maybe" in parts and "may" in parts:
            parts.remove("may")
        words = [f"{self.marks[part]} {self._say(f'legend.{part}')}" for part in parts]
        if not words:
            return
        yield Text("")
        lines = ["   ".join(words)]
        if width(lines[0]) + 1 > self.layout.room:
            lines = words
        for line in lines:
            yield Padding(Text(line, style="dim"), (0, 0, 0, 1))

    def _say(self, key: str, **values: object) -> str:
        return say(f"roadmap.screen.{key}", self.view.language, **values)

    def _row(self, label: str, cells: str, style: str = "") -> Text:
        """A line below or above the bars."""
        before = " " + self._filled(label, self.layout.before - 1 - GAP) + " " * GAP
        return Text.assemble((before, "dim"), (cells.rstrip(), style), no_wrap=True)

    def _placed(self, texts: Sequence[str]) -> str:
        """Texts where their columns begin; what would touch the one before is left out."""
        line = ""
        for place, text in enumerate(texts):
            at = place * self.layout.column
            if text and (not line or len(line) < at):
                line = line.ljust(at) + text
        room = self.layout.column * len(texts)
        return line if len(line) <= room else line[:room]

    def _fit(self, texts: Sequence[str]) -> bool:
        """Whether all texts can be placed."""
        return all(len(text) < self.layout.column for text in texts)

    def _filled(self, text: str, cells: int) -> str:
        shown = self._cut(text, cells)
        return shown + " " * (cells - width(shown))

    def _cut(self, text: str, cells: int) -> str:
        """A text of at most so many cells; what is cut is marked."""
        shown, mark = visible(text), self.marks["cut"]
        if width(shown) <= cells:
            return shown
        end = len(shown)
        while end and width(shown[:end]) > cells - len(mark):
            end -= 1
        return f"{shown[:end].rstrip()}{mark}"


def _kind(bar: Bar) -> str:
    return "kept" if bar.kept else "firm" if bar.firm else "guess"


def _nearest(cells: float) -> int:
    return math.floor(cells + 0.5)


def _held(column: Column, number: int) -> str:
    if (column.position or 0) >= number:
        return "held"
    return "may" if (column.high or 0) >= number else ""


def _position(column: Column, *, tenths: bool) -> str:
    """The position at the end of a column, with tenths of the way to the next step or without."""
    low, high = column.position or 0, column.high or 0
    if low != high:
        return f"{low}-{high}" if tenths else f"{low}+"
    if not tenths or column.progress is None or not low <= column.progress < low + 1:
        return str(low)
    part = min(9, _nearest((column.progress - low) * 10))
    return f"{low}.{part}" if part else str(low)
