"""Assessments as Markdown, for a tracker, a wiki or an email."""

from __future__ import annotations

from collections.abc import Sequence

from maturity.export.escape import markdown
from maturity.messages import say
from maturity.scoring.assess import Scored
from maturity.view.score import ScoreView, score_view


def write(items: Sequence[Scored], language: str) -> str:
    """A chapter per response: where it stands, its steps, its measures and what was found."""
    return "\n".join(_chapter(score_view(item, language), language) for item in items)


def _chapter(view: ScoreView, language: str) -> str:
    parts = (
        [f"# {_plain(view.organisation)}", "", _plain(view.headline), ""],
        [*map(_plain, view.sureness), "", *([_plain(view.next), ""] if view.next else [])],
        _table(
            "",
            _heads(("step", "state", "score", "needs"), language),
            [(step.title, step.state, step.score, step.needs) for step in view.steps],
        ),
        _table(
            view.paths_title,
            [
                say(f"report.paths.{name}", language)
                for name in ("path", "position", "range", "next")
            ],
            [(path.title, path.position, path.range, path.next) for path in view.paths],
        ),
        _measures(view, language),
        _targets(view, language),
        _list(say("score.findings", language), view.findings),
    )
    return "\n".join(line for part in parts for line in part)


def _measures(view: ScoreView, language: str) -> list[str]:
    rows = [
        (line.title, line.shown, ", ".join(part for part in (line.level, line.range) if part))
        for group in view.groups
        for line in group.measures
    ]
    return _table("", _heads((view.measure_head, "value", "range"), language), rows)


def _targets(view: ScoreView, language: str) -> list[str]:
    names = ("what", "now", "target", "gap")
    rows = [(row.title, row.now, row.target, row.gap) for row in view.targets]
    return _table(
        say("report.targets", language), [say(f"report.targets.{n}", language) for n in names], rows
    )


def _heads(names: Sequence[str], language: str) -> list[str]:
    return [say(f"score.head.{name}", language) for name in names]


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table under its heading; nothing where it has no rows."""
    if not rows:
        return []
    above = [f"## {_plain(title)}", ""] if title else []
    return [*above, _row(heads), _row(["---"] * len(heads)), *map(_row, rows), ""]


def _list(title: str, items: Sequence[str]) -> list[str]:
    if not items:
        return []
    return [f"## {_plain(title)}", "", *(f"- {_plain(text)}" for text in items), ""]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(_plain(cell) for cell in cells)} |"


def _plain(text: str) -> str:
    return text if text == "---" else markdown(text)
