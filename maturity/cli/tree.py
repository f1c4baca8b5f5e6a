"""How is an explanation drawn as a tree?"""

from __future__ import annotations

from rich.text import Text
from rich.tree import Tree

from maturity.view.explain import Line
from maturity.view.plain import visible

_TRUTH = {True: "green", False: "red", None: ""}


def tree(line: Line) -> Tree:
    """A tree to print, one line a node."""
    return _branch(Tree(_label(line), guide_style="dim"), line)


def _branch(root: Tree, line: Line) -> Tree:
    for child in line.children:
        _branch(root.add(_label(child)), child)
    return root


def _label(line: Line) -> Text:
    label = Text.assemble((visible(line.title), "bold" if line.children else ""), ": ")
    label.append(visible(line.text), style=_TRUTH[line.truth])
    if line.remarks:
        label.append(f" ({', '.join(line.remarks)})", style="dim")
    return label
