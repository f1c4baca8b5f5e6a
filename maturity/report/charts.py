"""How is a number drawn? Small SVG pictures with a text alternative.

Colours stand in the attributes, for the PDF, and in classes, which a page on screen may restyle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maturity.messages.numbers import decimal

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    from markupsafe import Markup

    filled = round((share or 0) * count)
    wide = count * (_PIP + _GAP) - _GAP
    boxes = Markup("").join(
        Markup('<rect class="{0}" x="{1}" y="1" width="{2}" height="6" fill="{3}"/>').format(
            "c-bar" if index < filled else "c-track",
            index * (_PIP + _GAP),
            _PIP,
            colours["bar" if index < filled else "track"],
        )
        for index in range(count)
    )
    return Markup(
        '<svg class="pips" role="img" width="{0}" height="8"><title>{1}</title>{2}</svg>'
    ).format(wide, alt, boxes)


def picture(name: str, alt: str, parts: list[Markup], height: int = _HEIGHT) -> Markup:
    """A picture as wide as its place, with what it says for those who do not see it."""
    from markupsafe import Markup

    return Markup(
        '<svg class="{0}" role="img" width="100%" height="{1}"><title>{2}</title>{3}</svg>'
    ).format(name, height, alt, Markup("").join(parts))


def rect(
    colours: Mapping[str, str],
    kind: str,
    start: float,
    end: float,
    top: float,
    height: float,
    *,
    edge: str = "",
) -> Markup:
    """A box from one share of the width to another; `edge` is the colour of its outline, by name."""
    from markupsafe import Markup

    outline = (
        Markup(' stroke="{0}" stroke-width="1.5"').format(colours[edge]) if edge else Markup("")
    )
    return Markup(
        '<rect class="c-{0}{7}" x="{1}%" y="{2}" width="{3}%" height="{4}" fill="{5}"{6}/>'
    ).format(
        kind,
        percent(start),
        top,
        percent(end - start),
        height,
        colours[kind],
        outline,
        f" s-{edge}" if edge else "",
    )


def line(
    colours: Mapping[str, str], kind: str, x1: float, x2: float, y1: float, y2: float, width: float
) -> Markup:
    """A line: sideways in shares of the width, upright in points."""
    from markupsafe import Markup

    return Markup(
        '<line class="s-{0}" x1="{1}%" x2="{2}%" y1="{3}" y2="{4}" stroke="{5}" stroke-width="{6}"/>'
    ).format(kind, percent(x1), percent(x2), decimal(y1), decimal(y2), colours[kind], width)


def dot(colours: Mapping[str, str], kind: str, x: float, y: float, radius: float) -> Markup:
    """A dot at a share of the width."""
    from markupsafe import Markup

    return Markup('<circle class="c-{0}" cx="{1}%" cy="{2}" r="{3}" fill="{4}"/>').format(
        kind, percent(x), decimal(y), radius, colours[kind]
    )


def percent(share: float) -> str:
    """A share as the number of its hundredths, as short as it can be drawn."""
    return decimal(share * 100, 2)
