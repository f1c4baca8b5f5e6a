"""An explanation as a Mermaid flowchart, which Markdown pages and wikis draw.

Labels are arbitrary text. They stand in quotation marks, and every character that means something
to Mermaid, or to the HTML it makes, is written as its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from maturity.view.explain_chart import Arrow, Box, Chart
from maturity.view.plain import visible

_SHAPES = {"box": ("[", "]"), "gate": ("{{", "}}"), "answer": ("(", ")"), "change": ("([", "])")}
_CLASSES = {True: ":::holds", False: ":::fails", None: ""}
_SAFE = r"\w ,.'()?!/\u2013\u2014\u2018\u2019\u201c\u201d\u2026"
_SPECIAL = re.compile(rf"(?<!\w)-|-(?!\w)|%(?=%)|(?<=%)%|[^{_SAFE}%-]")
_LISTED = re.compile(r"^(\d+)([.)])(?=\s|$)")
"""What would begin a numbered list, which Mermaid does not draw."""
_TURNED = re.compile(r"\$(?=\$)|fa[bklrs]?:(?=fa-)")
"""What Mermaid makes a formula or an icon of, even where it is written in numbers."""
_JOINER = "\u2060"


def explanation_mermaid(chart: Chart) -> str:
    """The chart as the text of a flowchart from left to right."""
    return "".join(f"{line}\n" for line in _lines(chart))


def _lines(chart: Chart) -> Iterator[str]:
    yield "flowchart LR"
    yield f"  accTitle: {_escaped(chart.title)}"
    yield "  classDef holds stroke:#2e7d32,stroke-width:2px"
    yield "  classDef fails stroke:#c62828,stroke-width:2px,stroke-dasharray:4"
    for place, box in enumerate(chart.boxes):
        yield f"  n{place}{_box(box)}"
    for arrow in chart.arrows:
        yield f"  {_arrow(arrow)}"


def _box(box: Box) -> str:
    start, end = _SHAPES[box.shape]
    words = "<br/>".join(map(_escaped, box.lines))
    return f'{start}"{words}"{end}{_CLASSES[box.truth]}'


def _arrow(arrow: Arrow) -> str:
    line = "-.->" if arrow.dotted else "-->"
    label = f'|"{_escaped(arrow.label)}"|' if arrow.label else ""
    return f"n{arrow.start} {line}{label} n{arrow.end}"


def _escaped(text: str) -> str:
    """Text as a label: one line, and nothing in it that Mermaid could take for its own."""
    parted = _TURNED.sub(rf"\g<0>{_JOINER}", visible(text))
    plain = _SPECIAL.sub(lambda found: _number(found[0]), parted)
    return _LISTED.sub(lambda found: found[1] + _number(found[2]), plain)


def _number(sign: str) -> str:
    return f"#{ord(sign)};"
