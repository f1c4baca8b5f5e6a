"""Does the dictionary explain every column, safely?"""

import csv
import io

from maturity.tables.dictionary import dictionary_of, written
from maturity.tables.results import layout_of
from tables.made import plan, questionnaire, rubric


def test_all_columns_are_explained_with_their_bounds() -> None:
    layout = layout_of(plan())
    entries = {e.column: e for e in dictionary_of(layout, questionnaire(), rubric(), "en")}
    assert list(entries) == list(layout.schema)
    assert all(entry.meaning and entry.type for entry in entries.values())
    assert (entries["position"].least, entries["position"].greatest) == ("0", "2")
    assert (entries["progress"].least, entries["progress"].greatest) == ("0", "2")
    assert entries["position_high"].title == "Path"
    assert [entries[name].type for name in ("organisation", "date", "asked", "quay", "progress")] == [
        *("text", "date", "whole number", "share", "number")
    ]  # fmt: skip
    measure = entries["quay:high"]
    assert (measure.title, measure.least, measure.greatest) == ("Quay", "0", "1")
    assert measure.meaning != entries["quay"].meaning != entries["quay:low"].meaning


def test_it_is_a_table_that_no_spreadsheet_takes_for_formulas() -> None:
    path = rubric().path
    assert path is not None
    title = {"title": '=HYPERLINK("https://x.example")'}
    other = rubric().model_copy(update={"path": path.model_copy(update=title)})
    layout = layout_of(plan())
    text = written(dictionary_of(layout, questionnaire(), other, "en"))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["column"] for row in rows] == list(layout.schema)
    titles = {row["title"] for row in rows}
    assert '\'=HYPERLINK("https://x.example")' in titles
    assert [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))] == []
