"""What does the report say about the organisation, beside its scores?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from maturity.messages import say
from maturity.view import report_model as told
from maturity.view.report_answers import chosen
from maturity.view.wording import text_of

if TYPE_CHECKING:
    from maturity.model.questionnaire import GridAxis, ProfileQuestion
    from maturity.scoring.assess import Scored


def profile(scored: Scored, language: str) -> Iterator[told.ProfileAnswer]:
    """The unscored answers about the organisation; published figures stand beside them."""
    for question in scored.questionnaire.profile:
        if question.type == "grid":
            continue
        given = scored.response.profile.get(question.id)
        yield told.ProfileAnswer(
            title=text_of(scored, question.title or question.ask, language),
            answer=_profile_answer(scored, question, given, language),
            context=tuple(
                told.Context(text_of(scored, each.text, language), each.source)
                for each in question.context
            )
            if given is not None
            else (),
        )


def _profile_answer(scored: Scored, question: ProfileQuestion, given: Any, language: str) -> str:
    if given is None:
        return say("report.state.unanswered", language)
    if question.type == "choice":
        return chosen(scored, question.choices or (), [given], language)
    return str(given)


def grids(scored: Scored, language: str) -> Iterator[told.Grid]:
    """The unscored answers that are tables, such as benefits."""
    for question in scored.questionnaire.profile:
        given = scored.response.profile.get(question.id)
        if (
            question.type != "grid"
            or not given
            or question.rows is None
            or question.columns is None
        ):
            continue
        by_row = {str(each[question.rows.name]): str(each[question.columns.name]) for each in given}
        title = text_of(scored, question.title or question.ask, language)
        yield told.Grid(
            title=title,
            ask=text_of(scored, question.ask, language),
            heads=(say("report.grid.what", language), say("report.grid.how", language)),
            rows=tuple(_grid_rows(scored, question.rows, question.columns, by_row, language)),
        )


def _grid_rows(
    scored: Scored, rows: GridAxis, columns: GridAxis, given: dict[str, str], language: str
) -> Iterator[tuple[str, str]]:
    """The rows with an answer, strongest answer first."""
    rank = {choice.id: index for index, choice in enumerate(columns.choices)}
    texts = {choice.id: text_of(scored, choice.text, language) for choice in columns.choices}
    named = [row for row in rows.choices if row.id in given]
    for row in sorted(named, key=lambda row: rank.get(given[row.id], len(rank))):
        yield text_of(scored, row.text, language), texts.get(given[row.id], given[row.id])
