"""What the report says."""

MESSAGES: dict[str, str] = {}
