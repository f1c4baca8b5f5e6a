"""How is a roadmap drawn? Bars over time, a rising line, two bars beside each other, a frontier.

Widths are shares of the picture, so that one picture fits paper, screen and phone; see `charts`.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from maturity.report.charts import dot, line, percent, picture, place, rect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from maturity.view.report_roadmap import Frontier, Gantt, Rise, Row

_ROW = 26
_BLEED = 30
_RISE = 64
_FRONTIER = 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 0.1, 0.97, 20, 220
_LETTER = 12


def timespan(colours: Mapping[str, str], gantt: Gantt, row: Row) -> Markup:
    """The bar of one action on the line of all columns; its number stands where there is room."""
    bar, half = row.bar, 5
    kind = "bar" if bar.firm or not gantt.mixed else "soft"
    parts = [_upright(colours, head.edge, _ROW) for head in gantt.heads[:-1]]
    wide = max(bar.end - bar.start, 0.006)
    edge = "bar" if kind == "soft" else ""
    end = bar.start + wide
    parts.append(rect(colours, kind, bar.start, end, half, _ROW - 2 * half, edge=edge))
    if bar.end < 0.9:
        parts.append(_text(colours, bar.number, end, _ROW / 2 + 4, dx=5))
    else:
        parts.append(_text(colours, bar.number, bar.start, _ROW / 2 + 4, dx=-5, anchor="end"))
    return picture("span-picture", row.alt, parts, _ROW)


def rise(colours: Mapping[str, str], gantt: Gantt, each: Rise) -> Markup:
    """One column of the line that shows how far the path is covered."""

    def up(share: float) -> float:
        return _RISE - 6 - (_RISE - 12) * min(max(share, 0.0), 1.0)

    parts = [
        line(colours, "line", 0, 1, up(step / gantt.steps), up(step / gantt.steps), 1)
        for step in range(gantt.steps + 1)
    ]
    parts.append(line(colours, "accent", 0, 1, up(each.before), up(each.after), 2.5))
    parts.append(dot(colours, "accent", 1, up(each.after), 3.5))
    if each.high - each.after > 1e-9:
        parts.append(line(colours, "range", 1, 1, up(each.after), up(each.high), 1.5))
    return picture("rise-picture", each.alt, parts, _RISE)


def before_after(
    colours: Mapping[str, str], alt: str, today: float | None, then: float | None
) -> Markup:
    """Two bars from 0 to 1: today above, later below."""
    parts = [rect(colours, "track", 0, 1, top, 7) for top in (2, 13)]
    if today:
        parts.append(rect(colours, "muted", 0, today, 2, 7))
    if then:
        parts.append(rect(colours, "bar", 0, then, 13, 7))
    return picture("pair-picture", alt, parts, 22)


def frontier(colours: Mapping[str, str], drawn: Frontier) -> Markup:
    """The least work for each progress; dots where a step is reached whole."""

    def across(share: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * share

    def up(share: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * share

    parts = []
    for tick in drawn.costs:
        at = up(tick.at)
        parts.append(line(colours, "line", _LEFT, _RIGHT, at, at, 1))
        parts.append(_text(colours, tick.label, _LEFT, at + 4, dx=-8, anchor="end"))
    for (x1, y1), (x2, y2) in pairwise(drawn.line):
        parts.append(line(colours, "accent", across(x1), across(x2), up(y1), up(y2), 2.5))
    for step, height in zip(drawn.steps, drawn.marks, strict=True):
        x = across(step.at)
        parts.append(line(colours, "muted", x, x, up(height), _BOTTOM, 1))
        parts.append(dot(colours, "accent", x, up(height), 5))
        parts.append(_text(colours, step.label, x, _BOTTOM + 18, anchor="middle"))
    return picture("frontier-picture", drawn.alt, parts, _FRONTIER)


def _upright(colours: Mapping[str, str], at: float, height: float) -> str:
    return line(colours, "line", at, at, -_BLEED, height + _BLEED, 1)


def _text(
    colours: Mapping[str, str],
    said: object,
    x: float,
    y: float,
    *,
    dx: int = 0,
    anchor: str = "start",
) -> str:
    return (
        f'<text class="c-ink" x="{percent(x)}%" y="{place(y)}" dx="{dx}" text-anchor="{anchor}"'
        f' font-size="{_LETTER}" font-family="{escape(colours["font"])}"'
        f' fill="{escape(colours["ink"])}">{escape(str(said))}</text>'
    )
