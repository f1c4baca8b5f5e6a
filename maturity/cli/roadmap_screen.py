"""What does a roadmap look like on a terminal?

The same is said twice, as bars for the eye and in words for everyone; nothing by colour alone.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from maturity.cli.roadmap_gantt import gantt
from maturity.cli.roadmap_layout import Layout, layout
from maturity.messages import say
from maturity.messages.numbers import listing
from maturity.view.plain import visible, width
from maturity.view.roadmap_model import RoadmapView

_MOST = 7
"""So many sentences of one kind are shown; a projector shows no more at once."""


def roadmap_screen(
    view: RoadmapView, path: str, *, columns: int, unicode: bool, asked: str = ""
) -> Group:
    """What is reached and when, the plan as bars, its actions, what it rests on, and what to do next.

    Args:
        view: The roadmap in words.
        path: The file it was made for, for the commands at the end.
        columns: How wide the terminal is.
        unicode: Whether it can show block characters.
        asked: The options that were given, to be given again.
    """
    parts: list[RenderableType] = [_head(view), Text("")]
    parts += _section(view, "obstacles", view.obstacles)
    parts += _section(view, "ways_out", view.ways_out)
    if view.bars:
        found = layout(view, columns)
        parts += _plan(view, found, unicode=unicode) if found else _columns(view)
        parts += [_title(view, "actions"), *_actions(view), Text("")]
    parts += _section(view, "firm", _firm(view))
    parts += _section(view, "guesses", _some(view, view.guesses))
    parts += _section(view, "instead", _some(view, view.instead))
    for key in ("unknowns", "proof", "assumptions"):
        parts += _section(view, key, getattr(view, key))
    return Group(*parts, _then(view, path, columns, asked), Text(""))


def _say(view: RoadmapView, key: str) -> str:
    return say(f"roadmap.screen.{key}", view.language)


def _title(view: RoadmapView, key: str) -> Text:
    return Text(_say(view, key), style="bold")


def _head(view: RoadmapView) -> Group:
    return Group(
        Text.assemble((visible(view.organisation), "bold"), (f"  {view.date}", "dim")),
        Text(visible(view.headline), style="bold green" if not view.obstacles else "bold yellow"),
        *(Text(visible(line)) for line in view.lead),
    )


def _section(view: RoadmapView, key: str, items: Iterable[str]) -> list[RenderableType]:
    """Sentences under a heading; nothing where there are none."""
    lines = [_item(visible(item)) for item in items]
    return [_title(view, key), *lines, Text("")] if lines else []


def _item(text: str) -> Padding:
    grid = Table.grid(padding=(0, 1))
    grid.add_row(Text("-"), Text(text))
    return Padding(grid, (0, 0, 0, 1))


def _firm(view: RoadmapView) -> Iterator[str]:
    """The actions of every good plan, by their numbers."""
    firm = [str(bar.number) for bar in view.bars if bar.firm]
    if firm:
        key = "all" if len(firm) == len(view.bars) else "some"
        numbers = listing(firm, say("report.and", view.language))
        yield say(f"roadmap.screen.firm.{key}", view.language, n=len(firm), numbers=numbers)


def _some(view: RoadmapView, items: Sequence[str]) -> Iterator[str]:
    """The first few sentences, and how many more there are."""
    yield from items[:_MOST]
    if len(items) > _MOST:
        yield say("roadmap.screen.more", view.language, n=len(items) - _MOST)


def _plan(view: RoadmapView, found: Layout, *, unicode: bool) -> list[RenderableType]:
    return [_title(view, "plan"), gantt(view, found, unicode=unicode), Text("")]


def _columns(view: RoadmapView) -> list[RenderableType]:
    """Each quarter in words, where there is no room for bars."""
    lines = []
    for column in view.columns:
        key = "roadmap.screen.column" if column.standing else "roadmap.screen.column.plain"
        values = {"label": column.label, "days": column.days, "standing": column.standing}
        lines.append(_item(visible(say(key, view.language, **values))))
    return [_title(view, "columns"), *lines, Text("")]


def _actions(view: RoadmapView) -> Iterator[RenderableType]:
    """Each action with its owner, its effort, when it is done and after which others."""
    digits = width(str(len(view.bars)))
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", no_wrap=True, width=digits + 1)
    table.add_column(overflow="fold")
    for bar in view.bars:
        work = say("roadmap.screen.work", view.language, effort=bar.effort, when=bar.when)
        lines = [Text(visible(bar.title), style="bold"), Text(f"{visible(bar.owner)}: {work}")]
        if bar.after:
            lines[-1].append(f" {bar.after}.")
        table.add_row(Text(str(bar.number), style="bold"), Group(*lines))
    yield table


def _then(view: RoadmapView, path: str, columns: int, asked: str) -> Group:
    """The next commands, each in one piece so that it can be copied."""
    name = shlex.quote(visible(path))
    stem = visible(path).rsplit("/", 1)[-1].rsplit(".", 1)[0]
    report = f" maturity report {name} -o {shlex.quote(stem + '.pdf')}"
    if asked and view.bars:
        report += " --plan plan.json"
    if view.bars:
        commands = {"keep": f" maturity plan {name}{asked} -o plan.json", "report": report}
    elif view.further:
        commands = {"further": f" maturity plan {name} --to {view.further}", "report": report}
    else:
        commands = {"actions": " maturity list actions", "report": report}
    remarks = {key: _say(view, f"then.{key}") for key in commands}
    longest = max(map(width, commands.values()))
    fit = longest + 3 + max(map(width, remarks.values())) <= columns
    lines = []
    for key, command in commands.items():
        line = Text(command, style="cyan", no_wrap=True, overflow="ignore")
        if fit:
            line.append(" " * (longest + 3 - width(command)) + remarks[key], style="dim")
        lines.append(line)
    return Group(_title(view, "then"), *lines)
