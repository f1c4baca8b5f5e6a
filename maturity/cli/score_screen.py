"""What does a score look like on a terminal?

Every bar has its number beside it, and every state its word: nothing is said by colour alone.
"""

from __future__ import annotations

import math
import shlex

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from maturity.messages import say
from maturity.scoring.assess import Scored
from maturity.view.plain import visible, width
from maturity.view.score import MeasureLine, ScoreView, score_view

_MARKS = {"done": "●", "here": "●", "next": "◐", "alone": "◇", "open": "○"}
_PLAIN_MARKS = {"done": "#", "here": "#", "next": ">", "alone": "+", "open": "-"}
_STYLES = {
    "done": "green",
    "here": "bold green",
    "next": "bold yellow",
    "alone": "cyan",
    "open": "dim",
}
_FULL, _OPEN, _EMPTY = "█", "▒", "·"
_PLAIN_FULL, _PLAIN_OPEN, _PLAIN_EMPTY = "#", "~", "."


def score_screen(scored: Scored, path: str, language: str, *, columns: int, unicode: bool) -> Group:
    """The path, the barriers with their ranges, what holds back, and what to do next.

    Args:
        scored: The result to show.
        path: The file it came from, for the commands at the end.
        language: The reader's language.
        columns: How wide the terminal is.
        unicode: Whether it can show block characters.
    """
    view = score_view(scored, language)
    parts: list[RenderableType] = [_head(view), Text("")]
    if view.steps:
        parts += [_path(view, unicode, language, columns), Text("")]
    parts += [_profile(view, unicode, language, columns)]
    if view.blockers:
        parts += [
            _title(say("score.holds_back", language)),
            *(_item(text) for text in view.blockers),
            Text(""),
        ]
    return Group(*parts, _then(path, language, columns), Text(""))


def _title(text: str) -> Text:
    return Text(text, style="bold")


def _item(text: str) -> Padding:
    grid = Table.grid(padding=(0, 1))
    grid.add_row(Text("-"), Text(visible(text)))
    return Padding(grid, (0, 0, 0, 1))


def _head(view: ScoreView) -> Group:
    parts = [
        Text.assemble((visible(view.organisation), "bold"), (f"  {view.date}", "dim")),
        Text(visible(view.headline), style="bold green"),
        Text(visible(view.sureness)),
    ]
    if view.next:
        parts.append(Text(visible(view.next)))
    return Group(*parts)


def _path(view: ScoreView, unicode: bool, language: str, room: int) -> Group:
    marks = _MARKS if unicode else _PLAIN_MARKS
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    if room >= 80:
        table.add_column(overflow="fold")
    for step in view.steps:
        cells = [
            Text(f" {marks[step.mark]} {step.number}", style=_STYLES[step.mark]),
            Text(visible(step.title), style=_STYLES[step.mark]),
            Text(step.state, style=_STYLES[step.mark]),
            Text(step.score),
        ]
        table.add_row(*cells, *([Text(step.needs, style="dim")] if room >= 80 else []))
    return Group(_title(say("score.path", language)), table)


def _profile(view: ScoreView, unicode: bool, language: str, room: int) -> Group:
    longest = max((width(visible(m.title)) for g in view.groups for m in g.measures), default=10)
    name = min(longest, max(12, room // 2 - 8))
    bar = max(8, min(32, room - name - 30))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=name + 2)
    table.add_column(no_wrap=True, width=bar)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True, style="dim")
    for group in view.groups:
        table.add_row(
            Text(f" {visible(group.title)}", style="bold"),
            Text(""),
            Text(group.shown, style="bold"),
            Text(""),
        )
        for line in group.measures:
            title = Padding(Text(visible(line.title)), (0, 0, 0, 2))
            table.add_row(title, _bar(line, bar, unicode), Text(line.shown), Text(line.range))
    heading = Text.assemble(
        (view.profile_title, "bold"), (f"  {say('score.longer', language)}", "dim")
    )
    legend = any(line.range for group in view.groups for line in group.measures)
    notes = [Text(f"  {say('score.legend', language)}", style="dim")] if legend else []
    return Group(heading, table, *notes, Text(""))


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


def _then(path: str, language: str, columns: int) -> Group:
    name = shlex.quote(visible(path))
    stem = shlex.quote(visible(path).rsplit("/", 1)[-1].rsplit(".", 1)[0] + ".pdf")
    commands = {
        "explain": f" maturity explain {name}",
        "report": f" maturity report {name} -o {stem}",
    }
    remarks = {key: say(f"score.then.{key}", language) for key in commands}
    longest = max(map(width, commands.values()))
    fit = longest + 3 + max(map(width, remarks.values())) <= columns
    lines = []
    for key, command in commands.items():
        line = Text(command, style="cyan", no_wrap=True, overflow="ignore")
        if fit:
            line.append(" " * (longest + 3 - width(command)) + remarks[key], style="dim")
        lines.append(line)
    return Group(_title(say("score.then", language)), *lines)
