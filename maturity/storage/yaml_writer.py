"""How is a value written as YAML that people like to read and edit?"""

from __future__ import annotations

import json
import re
from typing import Any

_STEP = 2
_UNSEEN = "\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
"""What may stand in a file only as an escape; with the control characters that JSON escapes anyway."""
_PLAIN = re.compile(rf"[^\W\d_][^#:\[\]{{}},&*!|>'\"%@`\x00-\x1f{_UNSEEN}]*(?<! )")
_NOT_IN_BLOCKS = re.compile(rf"\A\s|\n\Z|[\x00-\x08\x0b-\x1f{_UNSEEN}]")
_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_DAY_OR_VERSION = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+(\.[0-9]+){2}")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def entry(key: str, value: Any, indent: int, end_of_line: str = "\n") -> str:
    """A key with its value, at an indentation, without the end of the last line."""
    return f"{' ' * indent}{_key(key)}:{written(value, indent, end_of_line)}"


def written(value: Any, indent: int, end_of_line: str = "\n") -> str:
    """What stands behind the colon of a key at an indentation; nothing for None."""
    inner = indent + _STEP
    if value is None:
        return ""
    if isinstance(value, dict) and value:
        lines = [entry(key, item, inner, end_of_line) for key, item in value.items()]
        return end_of_line + end_of_line.join(lines)
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        lines = [f"{' ' * inner}- {inline(item)}" for item in value]
        return end_of_line + end_of_line.join(lines)
    if isinstance(value, str) and "\n" in value and not _NOT_IN_BLOCKS.search(value):
        lines = [f"{' ' * inner}{line}" if line else "" for line in value.split("\n")]
        return f" |-{end_of_line}{end_of_line.join(lines)}"
    return f" {inline(value)}"


def inline(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)}: {inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(inline, value)) + "]"
    if isinstance(value, str) and _is_plain(value):
        return value
    return json_text(value)


def json_text(value: Any, indent: int | None = None) -> str:
    """JSON in which every character can be seen; in JSON and in YAML it reads the same."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return re.sub(f"[{_UNSEEN}]", lambda found: f"\\u{ord(found.group()):04x}", text)


def _key(key: str) -> str:
    return key if _KEY.fullmatch(key) else json_text(key)


def _is_plain(text: str) -> bool:
    if _DAY_OR_VERSION.fullmatch(text):
        return True
    return _PLAIN.fullmatch(text) is not None and text.casefold() not in _WORDS


def whole(value: dict[str, Any]) -> str:
    """A whole file."""
    return "".join(f"{entry(key, item, 0)}\n" for key, item in value.items())
