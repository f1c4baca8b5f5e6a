"""Do the same responses give the same results, whatever form they come in?"""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
from hypothesis import HealthCheck, given, settings

from batch.forms import table_of, write_files, write_lines, write_table
from maturity.batch.executors import Threads
from maturity.batch.inputs import sources_in
from maturity.batch.parcel import Method
from maturity.batch.part import Kept
from maturity.batch.run import parts_of
from maturity.model.assessment import Assessment
from maturity.model.mapping import Mapping
from maturity.scoring.assess import Digests, assess
from maturity.storage.library import Library
from strategies.content import Case, cases

LARGE = [HealthCheck.too_slow, HealthCheck.data_too_large]
DAY = date(2026, 3, 31)


def results(method: Method, *inputs: Path) -> pl.DataFrame:
    """What a batch says of some inputs, without processes of its own."""
    pool = Threads(1)
    try:
        parts = list(
            parts_of(
                sources_in([str(path) for path in inputs], Path("/nowhere")),
                method,
                Mapping(mapping="1"),
                Kept(),
                (pool, pool),
            )
        )
    finally:
        pool.close()
    rejected = [item.diagnostics for part in parts for item in part.rejected]
    assert rejected == []
    return pl.concat([part.frame for part in parts if part.frame is not None])


def method_in(folder: Path, case: Case) -> Method:
    """How the responses of a case are scored."""
    (folder / "questionnaire.json").write_text(json.dumps(case.questionnaire), "utf-8")
    (folder / "rubric.json").write_text(json.dumps(case.rubric), "utf-8")
    library = Library()
    questionnaire = library.questionnaire(str(folder / "questionnaire.json"))
    rubric = library.rubric_for(questionnaire, str(folder / "rubric.json"))
    return Method(questionnaire.model, rubric.model, "q", "r", DAY)


def prepared(responses: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Responses of different organisations with one piece of evidence at most, as rows have it."""
    made = []
    for number, response in enumerate(responses):
        answers = {
            name: {**answer, "evidence": answer["evidence"][:1]}
            if isinstance(answer, dict) and "evidence" in answer
            else answer
            for name, answer in response["answers"].items()
        }
        made.append({**response, "organisation": {"id": f"org-{number}"}, "answers": answers})
    return made


def figures(found: Assessment) -> dict[str, Any]:
    """An assessment as a row of results."""
    values = json.loads(found.model_dump_json(by_alias=True))
    made = {"organisation": found.organisation.id, **values["coverage"]}
    paths = ([("", values["path"])] if values["path"] else []) + [
        (f"{name}:", path) for name, path in values["paths"].items()
    ]
    for name, path in paths:
        made |= {f"{name}position": path["position"], f"{name}position_low": path["low"]}
        made |= {f"{name}position_high": path["high"]}
        made |= {"progress": path["progress"]} if not name else {}
    for name, measure in values["measures"].items():
        made |= {name: measure["score"], f"{name}:low": measure["low"]}
        made |= {f"{name}:high": measure["high"]}
    return made


@settings(max_examples=15, suppress_health_check=LARGE)
@given(cases(3))
def test_random_content_in_every_form(case: Case) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        method = method_in(folder, case)
        responses = prepared(case.responses)
        table = table_of(responses)
        wanted = results(method, write_files(responses, folder / "yaml", "yaml"))
        others = [
            write_files(responses, folder / "json", "json"),
            write_lines(responses, folder / "lines.jsonl"),
            *(
                write_table(table, folder / f"table{end}")
                for end in (".csv", ".tsv", ".parquet", ".jsonl", ".xlsx")
            ),
        ]
        for path in others:
            assert results(method, path).equals(wanted), path.name
        for response, row in zip(responses, wanted.to_dicts(), strict=True):
            document = json.loads(json.dumps(response))
            model = Library().load(_written(folder, document), "response").model
            alone = assess(method.questionnaire, method.rubric, model, Digests("", "", ""))
            assert figures(alone.assessment) == {k: row[k] for k in figures(alone.assessment)}


def _written(folder: Path, response: dict[str, Any]) -> str:
    path = folder / "alone.json"
    path.write_text(json.dumps(response), "utf-8")
    return str(path)
