"""In which formats can a comparison of results be read by other programs?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from maturity.export.comparison_csv import comparison_csv
from maturity.export.comparison_markdown import comparison_markdown
from maturity.model.comparison import Comparison


def comparison_json(found: Comparison, language: str) -> str:
    """The comparison by the schema `maturity/comparison@1`."""
    del language
    return found.model_dump_json(by_alias=True, indent=2) + "\n"


COMPARISON_FORMATS: Mapping[str, Callable[[Comparison, str], str]] = {
    "json": comparison_json,
    "csv": comparison_csv,
    "markdown": comparison_markdown,
}
"""Each format with what writes it, ending with a line break."""
