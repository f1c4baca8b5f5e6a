"""What does a score look like on a terminal?

Every bar has its number beside it, and every state its word: nothing is said by colour alone.
"""

from __future__ import annotations

import math

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from maturity.messages import say
from maturity.scoring.assess import Scored
from maturity.view import score
from maturity.view.plain import visible, width
from maturity.view.score import MeasureLine, ScoreView, StepLine

_MARKS = {"done": "●", "next": "◐", "alone": "◇", "open": "○"}
_PLAIN_MARKS = {"done": "#", "next": ">", "alone": "+", "open": "-"}
_STYLES = {"done": "green", "next": "bold yellow", "alone": "cyan", "open": "dim"}
_FULL, _OPEN, _EMPTY = "█", "▒", "·"
_PLAIN_FULL, _PLAIN_OPEN, _PLAIN_EMPTY = "#", "~", "."


def print_score(out: Console, scored: Scored, path: str, language: str) -> None:
    """Print the path, the barriers with their ranges, what holds back, and what to do next."""
    view = score.score_view(scored, language)
    unicode = (out.encoding or "").lower().startswith("utf")
    parts = [_head(view), Text("")]
    if view.steps:
        parts += [_path(view, unicode, language, out.width), Text("")]
    parts += [_profile(view, unicode, language, out.width)]
    if view.blockers:
        parts += [_title(say("score.holds_back", language)), *(_item(text) for text in view.blockers), Text("")]
    parts += [_then(path, language)]
    out.print(Group(*parts))


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
        table.add_row(*cells, *([Text(_needs(step), style="dim")] if room >= 80 else []))
    return Group(_title(say("score.path", language)), table)


def _needs(step: StepLine) -> str:
    return step.needs


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
        table.add_row(Text(f" {visible(group.title)}", style="bold"), Text(""), Text(group.shown, style="bold"), Text(""))
        for line in group.measures:
            title = Text("  " + visible(line.title))
            table.add_row(title, _bar(line, bar, unicode), Text(line.shown), Text(line.range))
    heading = Text.assemble((say("score.profile", language), "bold"), (f"  {say('score.longer', language)}", "dim"))
    legend = any(line.range for group in view.groups for line in group.measures)
    notes = [Text(f"  {say('score.legend', language)}", style="dim")] if legend else []
    return Group(heading, table, *notes, Text(""))


def _bar(line: MeasureLine, cells: int, unicode: bool) -> Text:
    full, open_, empty = (_FULL, _OPEN, _EMPTY) if unicode else (_PLAIN_FULL, _PLAIN_OPEN, _PLAIN_EMPTY)
    sure = _cells(line.low, cells)
    possible = max(sure, _cells(line.high, cells))
    if line.range and possible == sure:
        sure = max(0, sure - 1)
    return Text.assemble(
        (full * sure, "green"), (open_ * (possible - sure), "yellow"), (empty * (cells - possible), "dim")
    )


def _cells(share: float, cells: int) -> int:
    return math.floor(share * cells + 0.5)


def _then(path: str, language: str) -> Group:
    table = Table.grid(padding=(0, 3, 0, 0))
    name = visible(path)
    report = name.rsplit(".", 1)[0] if "." in name else name
    for command, key in (
        (f"maturity explain {name}", "explain"),
        (f"maturity report {name} -o {report.rsplit('/', 1)[-1]}.pdf", "report"),
    ):
        table.add_row(Text(f" {command}", style="cyan"), Text(say(f"score.then.{key}", language), style="dim"))
    return Group(_title(say("score.then", language)), table)
