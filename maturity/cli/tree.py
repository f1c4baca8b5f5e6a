"""How is an explanation printed?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from maturity.view.explain_words import Line
from maturity.view.plain import visible

_TRUTH = {True: "green", False: "red", None: ""}


def tree(blocks: Sequence[Line]) -> Group:
    """Blocks of sentences with an empty line between; what is below a sentence is indented."""
    return Group(*_blocks(blocks))


def _blocks(blocks: Sequence[Line]) -> Iterator[RenderableType]:
    for index, block in enumerate(blocks):
        if index:
            yield Text()
        yield Text(visible(block.text), style=f"bold {_TRUTH[block.truth]}".strip())
        yield from _below(block, 0)


def _below(line: Line, depth: int) -> Iterator[RenderableType]:
    for child in line.children:
        # A grid, so that what is wrapped stands under the words and not under the dash.
        row = Table.grid(padding=(0, 1, 0, 0))
        row.add_row("-", Text(visible(child.text), style=_TRUTH[child.truth]))
        yield Padding(row, (0, 0, 0, 2 * depth))
        yield from _below(child, depth + 1)
