"""What would a file of one row's response say?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from maturity.model.response import Answer, Response
from maturity.tables.boxes import answer_in
from maturity.tables.matching import BESIDE

if TYPE_CHECKING:
    from maturity.tables.about import About
    from maturity.tables.answers import Chunk

_OF_ORGANISATION = {"name": "organisation.name", "country": "country", "government": "government"}
_OF_RESPONDENT = {"id": "respondent", "name": "respondent.name", "role": "respondent.role"}


def response_of(chunk: Chunk, index: int, about: About, place: int) -> Response:
    """The response of one row.

    Args:
        chunk: The chunk it stands in.
        index: Its place in the chunk.
        about: Of the rows that can be scored.
        place: Its place among those.
    """
    questionnaire = chunk.reader.questionnaire
    organisation = {"id": about.ids[place], "tags": tags_in(chunk.said("tags", index))}
    if about.names is not None and about.names[place] is not None:
        organisation["name"] = about.names[place]
    for key, target in _OF_ORGANISATION.items():
        _put(organisation, key, chunk.said(target, index) if key != "name" else None)
    respondent: dict[str, Any] = {}
    for key, target in _OF_RESPONDENT.items():
        _put(respondent, key, chunk.said(target, index))
    said: dict[str, Any] = {
        "response": "1",
        "questionnaire": {"id": questionnaire.questionnaire, "version": questionnaire.version},
        "organisation": organisation,
        "date": about.day(place).isoformat(),
    }
    _put(said, "language", chunk.said("language", index))
    _put(said, "respondent", respondent or None)
    _put(said, "scope", chunk.said("scope", index))
    profile = {item.id: chunk.said(f"profile.{item.id}", index) for item in questionnaire.profile}
    said["profile"] = {name: value for name, value in profile.items() if value is not None}
    answers = {q.id: answer_of(chunk, q.id, index) for q in questionnaire.questions()}
    said["answers"] = {name: answer for name, answer in answers.items() if answer != Answer()}
    return Response.model_validate(said)


def _put(said: dict[str, Any], key: str, value: Any) -> None:
    if value is not None:
        said[key] = value


def tags_in(text: Any) -> tuple[str, ...]:
    """The tags in a cell, between semicolons or commas."""
    if not isinstance(text, str):
        return ()
    mark = ";" if ";" in text else ","
    return tuple(dict.fromkeys(tag.strip() for tag in text.split(mark) if tag.strip()))


def answer_of(chunk: Chunk, name: str, index: int) -> Answer:
    """What one row answers to a question, with what stands beside it."""
    boxes = chunk.reader.boxes.get(name, ())
    said = [(choice, chunk.said(target, index)) for target, choice in boxes]
    answer = answer_in(said) if boxes else chunk.said(name, index)
    if not isinstance(answer, Answer):
        answer = Answer() if answer is None else Answer(answer=answer)
    beside = {
        part: said
        for part in BESIDE
        if f"{name}:{part}" in chunk.reader.by_target
        and (said := chunk.said(f"{name}:{part}", index)) is not None
    }
    return _with(answer, beside) if beside else answer


def _with(answer: Answer, beside: Mapping[str, Any]) -> Answer:
    """An answer with what stands beside it; a row has one piece of evidence for each."""
    said: dict[str, Any] = {
        key: beside[key] for key in ("reason", "note", "confidence") if key in beside
    }
    evidence = {
        key.removeprefix("evidence.").replace("evidence", "title"): value
        for key, value in beside.items()
        if key.startswith("evidence")
    }
    if evidence:
        given = evidence.get("date")
        day = {"date": given.isoformat()} if isinstance(given, date) else {}
        said["evidence"] = [{"title": "-", **evidence, **day}]
    if str(beside.get("follow_up", "")).casefold() in {"true", "yes", "1"}:
        said["follow_up"] = True
    return Answer.model_validate({"answer": answer.answer, **said})
