"""The same responses in every form that a batch reads."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
import yaml

Plain = dict[str, Any]
TOKENS = {"unknown": "?", "declined": "-", "not_applicable": "NA"}


def cell(answer: Any) -> str | None:
    """An answer as a cell."""
    if answer is None:
        return None
    if isinstance(answer, str):
        return TOKENS.get(answer, answer)
    if isinstance(answer, bool):
        return "true" if answer else "false"
    if isinstance(answer, list):
        return ";".join(answer) if answer else "[]"
    return repr(answer)


def row(response: Plain) -> dict[str, str | None]:
    """A response as a row, with one piece of evidence for each answer."""
    about = response["organisation"]
    made: dict[str, str | None] = {
        "organisation": about["id"],
        "organisation.name": about.get("name"),
        "country": about.get("country"),
        "government": about.get("government"),
        "tags": ";".join(about.get("tags", ())) or None,
        "date": response["date"],
    }
    for name, given in response["answers"].items():
        answer = given if isinstance(given, dict) else {"answer": given}
        made[name] = cell(answer["answer"])
        made[f"{name}:reason"] = answer.get("reason")
        for piece in answer.get("evidence", [])[:1]:
            made[f"{name}:evidence"] = piece["title"]
            made[f"{name}:evidence.date"] = piece.get("date")
            made[f"{name}:evidence.grade"] = piece.get("grade")
    return made


def table_of(responses: Sequence[Plain]) -> pl.DataFrame:
    """Responses as a table of texts."""
    rows = [row(response) for response in responses]
    names = list(dict.fromkeys(name for each in rows for name in each))
    return pl.DataFrame({n: [each.get(n) for each in rows] for n in names}, schema=dict.fromkeys(names, pl.String))  # fmt: skip


def write_table(table: pl.DataFrame, path: Path) -> Path:
    """A table in the form that its name says."""
    if path.suffix == ".csv":
        table.write_csv(path)
    elif path.suffix == ".tsv":
        table.write_csv(path, separator="\t")
    elif path.suffix == ".parquet":
        table.write_parquet(path)
    elif path.suffix == ".jsonl":
        lines = ({k: v for k, v in each.items() if v is not None} for each in table.to_dicts())
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    else:
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
            sheet = book.add_worksheet("answers")
            for place, name in enumerate(table.columns):
                sheet.write_string(0, place, name)
                for number, text in enumerate(table[name], 1):
                    if text is not None:
                        sheet.write_string(number, place, text)
    return path


def write_files(responses: Sequence[Plain], folder: Path, ending: str) -> Path:
    """A file for each response."""
    folder.mkdir()
    for number, response in enumerate(responses):
        text = json.dumps(response) if ending == "json" else yaml.safe_dump(response)
        (folder / f"{number:04}.{ending}").write_text(text, "utf-8")
    return folder


def write_lines(responses: Sequence[Plain], path: Path) -> Path:
    """Whole responses, one a line."""
    path.write_text("".join(json.dumps(response) + "\n" for response in responses), "utf-8")
    return path
