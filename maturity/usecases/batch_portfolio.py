"""How does the portfolio of a batch come about?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from maturity.batch.parcel import Method
from maturity.batch.part import Part
from maturity.portfolio.bodies import Bodies
from maturity.scoring.encode import Rows
from maturity.scoring.engine import score
from maturity.usecases.templates import fonts_of, template_folder

_TEMPLATE = "portfolio"


def bodies_of(method: Method, parts: Sequence[Part], rejected: int = 0) -> Bodies:
    """All organisations of a run, sorted by id so that their order does not depend on files.

    Args:
        method: How they are scored.
        parts: At least one.
        rejected: So many inputs were rejected.
    """
    import numpy as np
    import polars as pl

    ids = pl.concat([part.about.ids for part in parts]).to_list()
    order = sorted(range(len(ids)), key=ids.__getitem__)
    names: list[str | None] = []
    labels: dict[str, list[str | None]] = {"country": [], "government": [], "tags": []}
    for part in parts:
        nothing: list[str | None] = [None] * part.count
        names += nothing if part.about.names is None else part.about.names.to_list()
        for label, texts in labels.items():
            series = part.about.labels.get(label)
            texts.extend(nothing if series is None else series.to_list())
    kept = [part.rows for part in parts if part.rows is not None]
    values = np.hstack([rows.values for rows in kept])
    states = np.hstack([rows.states for rows in kept])
    given = (
        np.hstack([rows.claimed for rows in kept])[:, order]
        if any(rows.given is not None for rows in kept)
        else None
    )
    rows = Rows(values[:, order], states[:, order], given)
    return Bodies(
        method.questionnaire,
        method.rubric,
        method.plan,
        tuple(ids[i] for i in order),
        tuple(names[i] or ids[i] for i in order),
        {label: tuple(texts[i] for i in order) for label, texts in labels.items()},
        rows,
        score(method.plan, rows),
        _dates(parts),
        rejected,
    )


def _dates(parts: Sequence[Part]) -> tuple[date, date]:
    """When the first and the last answers were given."""
    days = {
        day
        for part in parts
        for day in ([part.about.days] if isinstance(part.about.days, date) else part.about.days)
    }
    return min(days), max(days)


def portfolio_files(
    bodies: Bodies, forms: Sequence[str], cohorts: Sequence[str], language: str
) -> Iterator[tuple[str, bytes]]:
    """The names and contents of the portfolio's files."""
    from maturity.portfolio.common import common_actions
    from maturity.portfolio.portfolio import portfolio_of
    from maturity.report.pages import PORTFOLIO_PAGE
    from maturity.report.pdf import render_pdf
    from maturity.report.portfolio_html import portfolio_html
    from maturity.view.portfolio import portfolio_view

    actions = common_actions(bodies) if bodies.rubric.actions else None
    found = portfolio_of(bodies, cohorts, actions)
    if "json" in forms:
        value: Any = found.model_dump(mode="json", by_alias=True)
        yield "portfolio.json", (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
    view = portfolio_view(found, bodies.questionnaire, bodies.rubric, language)
    template = template_folder(_TEMPLATE, PORTFOLIO_PAGE)
    if "html" in forms:
        page = portfolio_html(view, template, fonts=fonts_of(template))
        yield "portfolio.html", page.encode()
    if "pdf" in forms:
        page = portfolio_html(view, template, pdf=True, fonts=fonts_of(template))
        yield "portfolio.pdf", render_pdf(page)
