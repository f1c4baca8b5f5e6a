"""How is a number drawn? Small SVG pictures with a text alternative.

Colours stand in the attributes, for the PDF, and in classes, which a page on screen may restyle.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from markupsafe import Markup

_HEIGHT = 16
_PIP, _GAP = 14, 4


def bar(
    colours: Mapping[str, str],
    alt: str,
    share: float | None,
    low: float,
    high: float,
    *,
    need: float | None = None,
) -> Markup:
    """A bar from 0 to 1, with a thin line for its range and a tick where a threshold lies."""
    parts = [rect(colours, "track", 0, 1, 4, 8)]
    if share:
        parts.append(rect(colours, "bar", 0, share, 4, 8))
    if high - low > 1e-9:
        parts += [
            line(colours, "range", low, high, 8, 8, 1.5),
            line(colours, "range", low, low, 4, 12, 1.5),
            line(colours, "range", high, high, 4, 12, 1.5),
        ]
    if need is not None:
        parts.append(line(colours, "need", need, need, 0, _HEIGHT, 2.5))
    return picture("bar-picture", alt, parts)


def places(colours: Mapping[str, str], alt: str, rank: int, low: int, high: int, of: int) -> Markup:
    """A place among others as a dot, on a line from the best place it takes to the worst.

    The first place stands at the right, where a longer bar would end.
    """

    def at(place: int) -> float:
        return 1 - (place - 0.5) / of

    parts = [line(colours, "track", at(of), at(1), 8, 8, 3)]
    if high > low:
        parts.append(line(colours, "range", at(high), at(low), 8, 8, 1.5))
        parts += [line(colours, "range", at(end), at(end), 4, 12, 1.5) for end in (low, high)]
    parts.append(dot(colours, "bar", at(rank), 8, 5))
    return picture("bar-picture", alt, parts)


def pips(colours: Mapping[str, str], alt: str, share: float | None, count: int = 4) -> Markup:
    """As many small boxes as there are levels above the lowest, filled up to the answer."""
    filled = round((share or 0) * count)
    boxes = [f"M{index * (_PIP + _GAP)} 1h{_PIP}v6h-{_PIP}z" for index in range(count)]
    drawn = "".join(
        f'<path class="c-{kind}" d="{"".join(part)}" fill="{escape(colours[kind])}"/>'
        for kind, part in (("bar", boxes[:filled]), ("track", boxes[filled:]))
        if part
    )
    wide = count * (_PIP + _GAP) - _GAP
    return _markup(
        f'<svg class="pips" role="img" width="{wide}" height="8">'
        f"<title>{escape(alt)}</title>{drawn}</svg>"
    )


def picture(name: str, alt: str, parts: Iterable[str], height: int = _HEIGHT) -> Markup:
    """A picture as wide as its place, with what it says for those who do not see it."""
    return _markup(
        f'<svg class="{name}" role="img" width="100%" height="{height}"><title>{escape(alt)}</title>{"".join(parts)}</svg>'
    )


def rect(
    colours: Mapping[str, str],
    kind: str,
    start: float,
    end: float,
    top: float,
    height: float,
    *,
    edge: str = "",
) -> str:
    """A box from one share of the width to another; `edge` is the colour of its outline, by name."""
    outline = f' stroke="{escape(colours[edge])}" stroke-width="1.5"' if edge else ""
    name = f"c-{kind} s-{edge}" if edge else f"c-{kind}"
    return (
        f'<rect class="{name}" x="{percent(start)}%" y="{top}" width="{percent(end - start)}%"'
        f' height="{height}" fill="{escape(colours[kind])}"{outline}/>'
    )


def line(
    colours: Mapping[str, str], kind: str, x1: float, x2: float, y1: float, y2: float, width: float
) -> str:
    """A line: sideways in shares of the width, upright in points."""
    return (
        f'<line class="s-{kind}" x1="{percent(x1)}%" x2="{percent(x2)}%" y1="{place(y1)}"'
        f' y2="{place(y2)}" stroke="{escape(colours[kind])}" stroke-width="{width}"/>'
    )


def dot(colours: Mapping[str, str], kind: str, x: float, y: float, radius: float) -> str:
    """A dot at a share of the width."""
    return (
        f'<circle class="c-{kind}" cx="{percent(x)}%" cy="{place(y)}" r="{radius}"'
        f' fill="{escape(colours[kind])}"/>'
    )


def percent(share: float) -> str:
    """A share as the number of its hundredths, as short as it can be drawn."""
    return place(share * 100, 2)


def place(number: float, digits: int = 1) -> str:
    """Where something is drawn: a number with at most so many decimals, which are one or more."""
    shown = f"{number:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def _markup(drawn: str) -> Markup:
    from markupsafe import Markup

    return Markup(drawn)  # noqa: S704 - made here; what comes from outside was escaped
