"""A roadmap as a table: one row per action."""

from __future__ import annotations

import csv
import io

from maturity.export.escape import cell
from maturity.model.roadmap import PlannedAction, Roadmap
from maturity.scoring.assess import Scored
from maturity.view.roadmap_bars import is_firm
from maturity.view.wording import rubric_text

HEADER = (
    "id", "title", "owner", "days", "cost", "start", "end", "months", "needs", "questions",
    "no_regret", "kpi",
)  # fmt: skip


def roadmap_csv(scored: Scored, roadmap: Roadmap, language: str) -> str:
    """A header and a row per action; `cost` is empty where only days are known.

    `needs` and `questions` are ids with a blank between; a question comes with the answers before and
    after, as in `partners.terms:1>3`, where nothing stands for an answer that is missing.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for action in roadmap.actions:
        writer.writerow(_row(scored, roadmap, action, language))
    return out.getvalue()


def _row(scored: Scored, roadmap: Roadmap, action: PlannedAction, language: str) -> list[str]:
    lifts = (
        f"{rise.question}:{'' if rise.before is None else _number(rise.before)}>{_number(rise.to)}"
        for rise in action.lifts
    )
    return [
        action.id,
        cell(rubric_text(scored, action.title, language)),
        cell(rubric_text(scored, action.owner, language)),
        _number(action.days),
        _number(action.cost) if roadmap.unit == "money" else "",
        action.start.isoformat(),
        action.end.isoformat(),
        str(action.months),
        " ".join(action.needs),
        " ".join(lifts),
        "yes" if is_firm(action) else "no",
        cell(rubric_text(scored, action.kpi, language)),
    ]


def _number(value: float) -> str:
    return f"{value:.12g}"
