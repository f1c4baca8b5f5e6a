"""Words of the portfolio."""

MESSAGES: dict[str, str] = {}
