"""Which form does a table promise to have by the ending of its name?"""

from __future__ import annotations

PACKED = "gz"
_FORMS = {
    "csv": "csv",
    "tsv": "tsv",
    "tab": "tsv",
    "xlsx": "xlsx",
    "xlsm": "xlsx",
    "parquet": "parquet",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "xls": "old",
    "xlsb": "old",
    "ods": "old",
}


def form_of(path: str) -> str | None:
    """`csv`, `tsv`, `xlsx`, `parquet`, `jsonl`, `old` for what cannot be read; None when it says nothing."""
    parts = path.replace("\\", "/").rpartition("/")[2].lower().split(".")
    if parts[-1] == PACKED:
        parts.pop()
    return _FORMS.get(parts[-1]) if len(parts) > 1 else None
