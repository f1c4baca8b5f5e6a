"""By which questionnaire and rubric are the responses of a batch scored?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from maturity.batch.inputs import Source
from maturity.batch.parcel import Method
from maturity.diagnostics import nearest
from maturity.errors import InputError, UsageError
from maturity.storage.documents import STDIN, parse, read
from maturity.storage.library import Library
from maturity.storage.packaged import DEFAULT_QUESTIONNAIRE
from maturity.tables.results import PATH_ALONE
from maturity.view.plain import visible

_LOOKED_AT = 20


def method_for(
    library: Library,
    sources: Sequence[Source],
    questionnaire: str | None,
    rubric: str | None,
    today: date,
) -> Method:
    """The questionnaire that was named, else the one that the first response names, else the shipped one.

    Raises:
        InputError: When one of the files is invalid.
        UsageError: When there is no such questionnaire or rubric.
    """
    near = next((source.path for source in sources if source.path != STDIN), None)
    wanted = questionnaire or _named(sources) or DEFAULT_QUESTIONNAIRE
    loaded = library.questionnaire(wanted, near)
    chosen = library.rubric_for(loaded, rubric, near)
    return Method(loaded.model, chosen.model, loaded.document.sha256, chosen.document.sha256, today)


def with_measures(method: Method, measures: Sequence[str]) -> Method:
    """The same with results for some measures only.

    Raises:
        UsageError: When there is no such measure.
    """
    known = [PATH_ALONE, *method.plan.measure]
    for name in measures:
        if name not in known:
            raise UsageError("error.batch.measure", id=visible(name, 60), near=nearest(name, known))
    return replace(method, measures=tuple(measures))


def _named(sources: Sequence[Source]) -> str | None:
    """What the first response that can be read says it answers."""
    from maturity.tables.source import jsonl_kind, responses_in_jsonl

    for source in islice(sources, _LOOKED_AT):
        try:
            if source.kind == "response":
                value: Any = read(source.path).value
            elif source.path != STDIN and jsonl_kind(source.path) == "responses":
                value = parse(next(iter(responses_in_jsonl(source.path)))[1], "a.json").value
            else:
                continue
        except (InputError, StopIteration):
            continue
        said = value.get("questionnaire")
        if isinstance(said, dict) and isinstance(said.get("id"), str):
            return str(said["id"])
    return None
