"""Assessments as Markdown, for a tracker, a wiki or an email."""

from __future__ import annotations

import re
from collections.abc import Sequence

from maturity.messages import say
from maturity.scoring.assess import Scored
from maturity.view.plain import visible
from maturity.view.score import ScoreView, score_view

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~])")


def write(items: Sequence[Scored], language: str) -> str:
    """A chapter per response: where it stands, its steps, its measures and what was found."""
    return "\n".join(_chapter(score_view(item, language), language) for item in items)


def _chapter(view: ScoreView, language: str) -> str:
    lines = [
        f"# {_plain(view.organisation)}",
        "",
        _plain(view.headline),
        "",
        _plain(view.sureness),
        "",
    ]
    if view.steps:
        lines += [_row(view.step_heads), _row(["---"] * len(view.step_heads))]
        lines += [_row([step.title, step.state, step.score, step.needs]) for step in view.steps] + [
            ""
        ]
    lines += [_row(view.measure_heads), _row(["---"] * len(view.measure_heads))]
    lines += [
        _row([m.title, m.shown, m.range]) for group in view.groups for m in group.measures
    ] + [""]
    if view.findings:
        lines += [
            f"## {say('score.findings', language)}",
            "",
            *(f"- {_plain(text)}" for text in view.findings),
            "",
        ]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(_plain(cell) for cell in cells)} |"


def _plain(text: str) -> str:
    return text if text == "---" else _SPECIAL.sub(r"\\\1", visible(text))
