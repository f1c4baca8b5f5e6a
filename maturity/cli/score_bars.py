"""How are bars drawn on a terminal?"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from maturity.messages import say
from maturity.view.plain import visible, width
from maturity.view.score import ScoreView
from maturity.view.score_bars import Group as Bars
from maturity.view.score_bars import MeasureLine

_FULL, _OPEN, _EMPTY = "█", "▒", "·"
_PLAIN_FULL, _PLAIN_OPEN, _PLAIN_EMPTY = "#", "~", "."
_GAP = 2
_SHORTEST_BAR, _LONGEST_BAR = 8, 32


@dataclass(frozen=True)
class _Widths:
    """How wide each column is; without room for a column of its own, remarks stand below the value."""

    name: int
    bar: int
    remarks: bool


def profile(view: ScoreView, unicode: bool, language: str, room: int) -> Group:
    """All bars, with their groups."""
    widths = _widths(view, room)
    table = Table.grid(padding=(0, _GAP, 0, 0))
    table.add_column(width=widths.name)
    table.add_column(no_wrap=True, width=widths.bar)
    table.add_column(justify="right", no_wrap=True)
    if widths.remarks:
        table.add_column(no_wrap=True, style="dim")
    for group in view.groups:
        for row in _rows(group, widths, unicode):
            table.add_row(*row)
    heading = Text.assemble((view.profile_title, "bold"), (f"  {view.profile_note}", "dim"))
    legend = any(line.range for group in view.groups for line in group.measures)
    note = Padding(Text(say("score.legend", language), style="dim"), (0, 0, 0, 2))
    return Group(heading, table, *([note] if legend else []))


def _widths(view: ScoreView, room: int) -> _Widths:
    """The name gets what it needs, up to half of the room; the bar gets the rest."""
    lines = [line for group in view.groups for line in group.measures]
    values = max(width(shown) for shown in _values(view))
    remarks = max((width(_remark(line)) for line in lines), default=0)
    longest = max(
        *(width(visible(line.title)) + 2 for line in lines),
        *(width(visible(group.title)) + 1 for group in view.groups),
    )
    name = min(longest, max(12, room // 2 - 6))
    bar = room - name - values - remarks - (3 if remarks else 2) * _GAP
    if bar >= _SHORTEST_BAR or not remarks:
        return _Widths(name, max(1, min(_LONGEST_BAR, bar)), remarks=bool(remarks))
    below = max(values, remarks)
    return _Widths(name, max(1, min(_LONGEST_BAR, room - name - below - 2 * _GAP)), remarks=False)


def _values(view: ScoreView) -> Iterator[str]:
    for group in view.groups:
        yield group.shown
        for line in group.measures:
            yield line.shown


def _remark(line: MeasureLine) -> str:
    return ", ".join(part for part in (visible(line.level), line.range) if part)


def _rows(group: Bars, widths: _Widths, unicode: bool) -> Iterator[tuple[RenderableType, ...]]:
    rest = (Text(""),) if widths.remarks else ()
    if group.title:
        title = Padding(Text(visible(group.title), style="bold"), (0, 0, 0, 1))
        yield (title, Text(""), Text(group.shown, style="bold"), *rest)
    for line in group.measures:
        name = Padding(Text(visible(line.title)), (0, 0, 0, 2 if group.title else 1))
        value, remark = Text(line.shown), Text(_remark(line), style="dim")
        if not widths.remarks:
            cell = Text.assemble(value, "\n" if remark.plain else "", remark)
            yield name, _bar(line, widths.bar, unicode), cell
        else:
            yield name, _bar(line, widths.bar, unicode), value, remark


def _bar(line: MeasureLine, cells: int, unicode: bool) -> Text:
    full, open_, empty = (
        (_FULL, _OPEN, _EMPTY) if unicode else (_PLAIN_FULL, _PLAIN_OPEN, _PLAIN_EMPTY)
    )
    sure = _cells(line.low, cells)
    possible = max(sure, _cells(line.high, cells))
    if line.range and possible == sure:
        sure = max(0, sure - 1)
    return Text.assemble(
        (full * sure, "green"),
        (open_ * (possible - sure), "yellow"),
        (empty * (cells - possible), "dim"),
    )


def _cells(share: float, cells: int) -> int:
    return math.floor(share * cells + 0.5)
