"""What does a score look like on a terminal?

Every bar has its number beside it, and every state its word: nothing is said by colour alone.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from maturity.cli.score_bars import profile
from maturity.messages import say
from maturity.scoring.assess import Scored
from maturity.view.plain import visible, width
from maturity.view.score import ScoreView, score_view
from maturity.view.score_paths import StepLine
from maturity.view.wording import short

_MARKS = {"done": "●", "here": "●", "next": "◐", "alone": "◇", "open": "○"}
_PLAIN_MARKS = {"done": "#", "here": "#", "next": ">", "alone": "+", "open": "-"}
_STYLES = {
    "done": "green",
    "here": "bold green",
    "next": "bold yellow",
    "alone": "cyan",
    "open": "dim",
}
_WIDE = 80
_NARROW = 60


def score_screen(scored: Scored, path: str, language: str, *, columns: int, unicode: bool) -> Group:
    """The path, the barriers with their ranges, targets, what holds back, and what to do next.

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
    if view.paths:
        parts += [_further(view, language, columns), Text("")]
    if view.groups:
        parts += [profile(view, unicode, language, columns), Text("")]
    if view.targets:
        parts += [_targets(view, language, columns), Text("")]
    if view.blockers:
        parts += [_title(say("score.holds_back", language)), *map(_item, view.blockers), Text("")]
    return Group(*parts, _then(scored, path, language, columns), Text(""))


def _title(text: str, note: str = "") -> Text:
    return Text.assemble((text, "bold"), (f"  {note}" if note else "", "dim"))


def _item(text: str) -> Padding:
    grid = Table.grid(padding=(0, 1))
    grid.add_row(Text("-"), Text(visible(text)))
    return Padding(grid, (0, 0, 0, 1))


def _head(view: ScoreView) -> Group:
    return Group(
        Text.assemble((visible(view.organisation), "bold"), (f"  {view.date}", "dim")),
        Text(visible(view.headline), style="bold green"),
        *(Text(visible(line)) for line in view.sureness),
        *([Text(visible(view.next))] if view.next else []),
    )


def _path(view: ScoreView, unicode: bool, language: str, room: int) -> Group:
    marks = _MARKS if unicode else _PLAIN_MARKS
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    if room >= _NARROW:
        table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    if room >= _WIDE:
        table.add_column(overflow="fold")
    for step in view.steps:
        style = _STYLES[step.mark]
        table.add_row(
            Text(f" {marks[step.mark]} {step.number}", style=style), *_cells(step, style, room)
        )
    return Group(_title(say("score.path", language)), table)


def _cells(step: StepLine, style: str, room: int) -> Iterator[RenderableType]:
    """A step's title, state, score and needs, one below the other where there is little room."""
    title, state = Text(visible(step.title), style=style), Text(step.state, style=style)
    needs, score = Text(step.needs, style="dim"), Text(step.score)
    if room >= _WIDE:
        yield from (title, state, score, needs)
    elif room >= _NARROW:
        yield from (Group(title, needs), state, score)
    else:
        yield from (Group(title, Text.assemble(state, ", ", needs)), score)


def _further(view: ScoreView, language: str, room: int) -> Group:
    """The further paths; where there is little room, what comes next stands below each."""
    rows = []
    for path in view.paths:
        between = say("score.could_be", language, range=path.range) if path.range else ""
        gap = ", " if room < _NARROW else "\n"
        at = Text.assemble(path.position, (f"{gap}{between}" if between else "", "dim"))
        rows.append((visible(path.title), at, visible(path.next)))
    return Group(_title(view.paths_title), _three(rows, room))


def _targets(view: ScoreView, language: str, room: int) -> Group:
    """The targets that are not reached, and how many are."""
    reached = sum(row.reached for row in view.targets)
    note = say("score.targets.reached", language, reached=reached, n=len(view.targets))
    rows = [
        (
            visible(short(row.title)),
            Text(say("score.target", language, now=visible(row.now), target=visible(row.target))),
            visible(say("score.target.gap", language, gap=row.to_go) if row.to_go else ""),
        )
        for row in view.targets
        if not row.reached
    ]
    return Group(_title(say("report.targets", language), note), _three(rows, room))


def _three(rows: Iterable[tuple[str, Text, str]], room: int) -> RenderableType:
    """A title, a figure and a remark; one below the other where there is little room."""
    if room < _NARROW:
        lines = [
            Padding(part, (0, 0, 0, 3 if place else 1))
            for title, figure, remark in rows
            for place, part in enumerate((Text(title), figure, Text(remark, style="dim")))
            if part.plain
        ]
        return Group(*lines)
    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(3):
        table.add_column(overflow="fold")
    for title, figure, remark in rows:
        table.add_row(Padding(Text(title), (0, 0, 0, 1)), figure, Text(remark, style="dim"))
    return table


def _then(scored: Scored, path: str, language: str, columns: int) -> Group:
    name = shlex.quote(visible(path))
    stem = shlex.quote(visible(path).rsplit("/", 1)[-1].rsplit(".", 1)[0] + ".pdf")
    commands = {
        "explain": f" maturity explain {name}",
        **({"plan": f" maturity plan {name}"} if scored.rubric.actions else {}),
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
