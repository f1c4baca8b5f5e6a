"""A small questionnaire in three languages, its rubric, and tables of answers to it."""

from collections.abc import Mapping as Mapped
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import polars as pl

from maturity.model.mapping import Mapping
from maturity.model.questionnaire import Question, Questionnaire
from maturity.model.rubric import Rubric
from maturity.scoring.compiling import compile_plan
from maturity.scoring.plan import ScoringPlan
from maturity.storage.binding import bind
from maturity.storage.documents import parse
from maturity.tables.answers import Answered, TableReader
from maturity.tables.cells import Cells
from maturity.tables.columns import Columns, understand_columns
from maturity.tables.scalars import Wrong

QUESTIONNAIRE = """\
questionnaire: harbour
version: 2.1.0
languages: [en, fr, de]
title: Harbour
roles:
  - {id: pilot, title: {en: Pilot, fr: Pilote, de: Lotsin}}
  - {id: clerk, title: Clerk}
evidence_grades: [{id: E1, text: Told}, {id: E2, text: Seen}]
profile:
  - {id: size, ask: How large is it?, type: choice, choices: [{id: small, text: A few boats}, {id: large, text: Many boats}]}
  - {id: motto, ask: What is its motto?, type: text}
sections:
  - id: quay
    kind: area
    title: Quay
    questions:
      - id: quay.wall
        title: The wall
        ask: {en: How good is the wall?, fr: "Comment est le mur ?", de: Wie gut ist die Mauer?}
        type: level
        levels:
          - {value: 0, name: {en: None, fr: Aucun, de: Keine}, text: {en: There is none, fr: "Il n'y en a pas", de: Es gibt keine}}
          - {value: 1, name: {en: Begun, fr: Commencé, de: Begonnen}, text: {en: It is being built, fr: Il est en construction, de: Sie wird gebaut}}
          - {value: 2.5, name: {en: Managed, fr: Géré, de: Gepflegt}, text: {en: It is looked after, fr: Il est entretenu, de: Sie wird gepflegt}}
          - {value: 4, name: {en: Best, fr: Meilleur, de: Beste}, text: {en: It is new, fr: Il est neuf, de: Sie ist neu}}
      - id: quay.boats
        ask: Which boats come?
        type: choice
        choices:
          - {id: row-1, text: {en: Rowing boats, fr: Barques, de: Ruderboote}, value: 1}
          - {id: row1, text: Boats that row as one, value: 2}
          - {id: sail, text: {en: "Sailing boats, large or small", fr: Voiliers, de: Segelboote}, value: 3}
      - id: quay.goods
        ask: Which goods?
        type: multi
        choices:
          - {id: tea, text: Tea, value: 1}
          - {id: salt, text: "Salt, coarse", value: 1}
          - {id: fine, text: "coarse, fine", value: 1}
          - {id: rope, text: Rope and sails, value: 2}
      - {id: quay.lit, ask: Is it lit?, type: yes_no}
      - {id: quay.share, ask: Which share is used?, type: number, least: -10, greatest: 3000}
      - {id: quay.story, ask: What else?, type: text}
"""
RUBRIC = """\
rubric: harbour-score
version: 1.0.0
title: Harbour
questionnaire: {id: harbour, versions: ">=2,<3"}
measures: [{section: quay, on: score}]
path:
  title: Path
  steps:
    - {id: begin, title: Begin, measure: quay, reached_at: 40%}
    - {id: carry-on, title: Carry on, measure: quay, reached_at: 70%}
"""
TODAY = date(2026, 11, 20)


@cache
def questionnaire() -> Questionnaire:
    model, found = bind(parse(QUESTIONNAIRE.encode(), "harbour.yaml"), "questionnaire")
    assert found == []
    assert isinstance(model, Questionnaire)
    return model


@cache
def rubric() -> Rubric:
    model, found = bind(parse(RUBRIC.encode(), "score.yaml"), "rubric")
    assert found == []
    assert isinstance(model, Rubric)
    return model


@cache
def plan() -> ScoringPlan:
    return compile_plan(questionnaire(), rubric())


def question(name: str) -> Question:
    return next(q for q in questionnaire().questions() if q.id == f"quay.{name}")


def mapping(**said: Any) -> Mapping:
    found: Mapping = Mapping.model_validate({"mapping": "1", **said})
    return found


def columns(*headings: str, **said: Any) -> Columns:
    return understand_columns(headings, 1, "t.csv", questionnaire(), mapping(**said))


def meant(name: str, text: str, **said: Any) -> Any:
    """What a cell answers to a question; `Wrong` becomes the kind of what is wrong."""
    found = Cells(question(name), mapping(**said)).understand(text)
    return f"wrong: {found.kind}" if isinstance(found, Wrong) else found.answer


def read(headings: Sequence[str], *rows: Any, names: bool = False, **said: Any) -> Answered:
    """What a table of texts answers whose headings stand in row 1."""
    texts = [[None if cell is None else str(cell) for cell in row] for row in rows]
    cells = {
        name: pl.Series([row[n] for row in texts], dtype=pl.String)
        for n, name in enumerate(headings)
    }
    return read_frame(cells, names=names, **said)


def read_frame(cells: Mapped[str, pl.Series], *, names: bool = False, **said: Any) -> Answered:
    """What columns of any type answer, by their headings."""
    found = columns(*cells, **said)
    frame = pl.DataFrame([series.alias(f"c{n}") for n, series in enumerate(cells.values())])
    reader = TableReader(questionnaire(), plan(), found, mapping(**said), "t.csv", TODAY, names)
    return reader.read(frame, np.arange(2, 2 + frame.height))


def problems(answered: Answered) -> list[str]:
    """The problems of the rows that are refused, as `CODE row:column`."""
    return [
        f"{d.code} {d.place.line}:{d.place.column}"
        for refused in answered.refused
        for d in refused.diagnostics
    ]
