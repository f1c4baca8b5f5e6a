"""In which formats can a roadmap be read by other programs?"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from maturity.export.roadmap_csv import roadmap_csv
from maturity.export.roadmap_ics import roadmap_ics
from maturity.export.roadmap_markdown import roadmap_markdown
from maturity.model.roadmap import Roadmap
from maturity.scoring.assess import Scored


def roadmap_json(scored: Scored, roadmap: Roadmap, language: str) -> str:
    """The roadmap by the schema `maturity/roadmap@1`."""
    del scored, language
    value = roadmap.model_dump(mode="json", by_alias=True)
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


ROADMAP_FORMATS: Mapping[str, Callable[[Scored, Roadmap, str], str]] = {
    "json": roadmap_json,
    "csv": roadmap_csv,
    "ics": roadmap_ics,
    "markdown": roadmap_markdown,
}
"""Each format with what writes it, ending with a line break."""
