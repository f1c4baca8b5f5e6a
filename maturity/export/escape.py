"""How is any text made harmless in the formats that take some of it for their own?"""

from __future__ import annotations

import re

from maturity.view.plain import FORMULA, visible

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~&])")
_LISTED = re.compile(r"^(?:(\d+)(?=\.(?:\s|$))|(?=[-=]+(?:\s|$)))")
"""Where something begins that would make a list, a rule or a heading of a line."""


def cell(text: str) -> str:
    """Text on one line that no spreadsheet takes for a formula."""
    shown = visible(text).strip()
    return f"'{shown}" if shown.startswith(FORMULA) else shown


def markdown(text: str) -> str:
    """Text as one line of Markdown, with nothing in it that means something there."""
    plain = _MARKDOWN.sub(r"\\\1", visible(text).strip())
    return _LISTED.sub(lambda found: f"{found[1] or ''}\\", plain)
