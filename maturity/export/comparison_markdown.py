"""A comparison of results as Markdown, for a wiki or an email."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from maturity.export.escape import markdown
from maturity.messages import say
from maturity.model.comparison import Comparison
from maturity.view.comparison import comparison_view
from maturity.view.comparison_model import Table


def comparison_markdown(found: Comparison, language: str) -> str:
    """What the terminal shows: the most moved organisations and how many more there are."""
    view = comparison_view(found, language)
    lines = [f"# {markdown(view.title)}", "", f"**{markdown(view.headline)}**", ""]
    for line in view.lead:
        lines += [markdown(line), ""]
    lines += _list(say("compare.barred", language), view.barred)
    lines += _list(say("compare.careful", language), view.careful)
    for table in view.tables:
        lines += _table(table)
    return "\n".join(lines)


def _list(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield from (f"## {markdown(title)}", "", *(f"- {markdown(item)}" for item in items), "")


def _table(table: Table) -> Iterator[str]:
    yield from (f"## {markdown(table.title)}", "")
    if table.lead:
        yield from (markdown(table.lead), "")
    yield _row(map(markdown, table.heads))
    yield _row("--:" if place in table.figures else "---" for place in range(len(table.heads)))
    for row in table.rows:
        yield _row(map(markdown, row))
    yield from ("", *((markdown(table.more), "") if table.more else ()))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
