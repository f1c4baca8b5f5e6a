"""Words of `maturity example-portfolio`."""

MESSAGES: dict[str, str] = {}
