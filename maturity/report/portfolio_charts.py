"""How is the spread of many figures drawn? As a box with its median, on a line; see `charts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maturity.report.charts import line, picture, rect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from maturity.view.portfolio_model import Spread

_THINNEST = 0.006
"""A box of no width is still to be seen."""


def spread(colours: Mapping[str, str], alt: str, drawn: Spread | None) -> Markup:
    """A bar over the middle half, an upright mark at the median, a thin line from end to end."""
    parts = [rect(colours, "track", 0, 1, 4, 8)]
    if drawn is not None:
        start = min(drawn.lower, 1 - _THINNEST)
        end = max(drawn.upper, start + _THINNEST)
        parts += [
            rect(colours, "bar", start, end, 2, 12),
            line(colours, "range", drawn.least, drawn.greatest, 8, 8, 1.5),
            line(colours, "range", drawn.median, drawn.median, 0, 16, 3),
        ]
    return picture("bar-picture", alt, parts)
