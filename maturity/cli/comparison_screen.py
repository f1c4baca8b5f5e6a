"""What does a comparison of results look like on a terminal?"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from maturity.messages import say
from maturity.view.comparison_model import ComparisonView, Table
from maturity.view.plain import visible, width

_NARROW = 60
_PLAIN = str.maketrans({"→": ">", "·": "-", "…": "~"})


def comparison_screen(
    view: ComparisonView, paths: tuple[str, str], *, columns: int, unicode: bool
) -> Group:
    """Who moved, what is not comparable, and the tables below.

    Args:
        view: The comparison in words.
        paths: The two files as they were named, for the command at the end.
        columns: How wide the terminal is.
        unicode: Whether it can show arrows.
    """
    parts: list[RenderableType] = [
        Text(visible(view.title)),
        Text(visible(view.headline), style="bold green"),
        *(Text(visible(line)) for line in view.lead),
        Text(""),
    ]
    parts += _sentences(say("compare.barred", view.language), view.barred)
    parts += _sentences(say("compare.careful", view.language), view.careful)
    for table in view.tables:
        parts += [_table(table, columns, unicode=unicode), Text("")]
    return Group(*parts, _then(view, paths, columns), Text(""))


def _sentences(title: str, items: Iterable[str]) -> list[RenderableType]:
    """Sentences under a heading; nothing where there are none."""
    lines: list[RenderableType] = []
    for item in items:
        grid = Grid.grid(padding=(0, 1))
        grid.add_row(Text("-"), Text(visible(item)))
        lines.append(Padding(grid, (0, 0, 0, 1)))
    return [Text(title, style="bold yellow"), *lines, Text("")] if lines else []


def _table(table: Table, columns: int, *, unicode: bool) -> Group:
    def shown(text: str, style: str = "") -> Text:
        return Text(visible(text) if unicode else visible(text).translate(_PLAIN), style=style)

    head = Text(visible(table.title), style="bold")
    above = [head, *([Text(table.lead, style="dim")] if table.lead else [])]
    below = [Text(f" {table.more}", style="dim")] if table.more else []
    if columns < _NARROW:
        return Group(*above, *_in_words(table, shown), *below)
    grid = Grid.grid(padding=(0, 2, 0, 0))
    for place, name in enumerate(table.heads):
        figures = place in table.figures
        grid.add_column(
            justify="right" if figures else "left",
            no_wrap=figures,
            overflow="fold",
            min_width=width(name) if figures else None,
        )
    grid.add_row(*(_indented(shown(name, "dim"), place) for place, name in enumerate(table.heads)))
    for row in table.rows:
        grid.add_row(*(_indented(shown(cell), place) for place, cell in enumerate(row)))
    return Group(*above, grid, *below)


def _indented(text: Text, place: int) -> RenderableType:
    return text if place else Padding(text, (0, 0, 0, 1))


def _in_words(table: Table, shown: Callable[[str], Text]) -> list[RenderableType]:
    """Each row as lines of its own, where there is no room for columns."""
    lines: list[RenderableType] = []
    for first, *others in table.rows:
        lines.append(Padding(shown(first), (0, 0, 0, 1)))
        said = [
            f"{name}: {cell}" for name, cell in zip(table.heads[1:], others, strict=True) if cell
        ]
        lines.append(Padding(shown(", ".join(said)), (0, 0, 0, 3)))
    return lines


def _then(view: ComparisonView, paths: Sequence[str], columns: int) -> Group:
    """The next command, in one piece so that it can be copied."""
    last, now = (shlex.quote(visible(path)) for path in paths)
    command = f" maturity compare {last} {now} -o changes.csv"
    remark = say("compare.then.csv", view.language)
    line = Text(command, style="cyan", no_wrap=True, overflow="ignore")
    lines = [line]
    if width(command) + 3 + width(remark) <= columns:
        line.append(f"   {remark}", style="dim")
    else:
        lines.append(Text(f"   {remark}", style="dim"))
    return Group(Text(say("compare.then", view.language), style="bold"), *lines)
