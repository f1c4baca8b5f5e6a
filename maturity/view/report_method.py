"""What does the report say of the method and of what it rests on?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import maturity
from maturity.messages import say
from maturity.messages.numbers import day
from maturity.view import report_model as told
from maturity.view.wording import rubric_text, text_of, threshold
from maturity.view.wording.names import all_paths

if TYPE_CHECKING:
    from maturity.scoring.assess import Scored


def how(scored: Scored, language: str) -> Iterator[str]:
    """How scores are made, as far as this rubric goes."""
    rubric = scored.rubric
    said = {"answers": True, "caps": bool(rubric.caps), "choices": bool(rubric.method)}
    yield " ".join(
        say(f"report.method.how.{key}", language) for key, holds in said.items() if holds
    )
    yield say(f"report.method.how.missing.{rubric.scoring.missing}", language)
    for kind in dict.fromkeys(path.kind for path in all_paths(scored)):
        yield say(f"report.method.how.{kind}", language)


def choices(scored: Scored, language: str) -> Iterator[told.Choice]:
    """The choices of the method, with where each comes from."""
    for choice in scored.rubric.method:
        yield told.Choice(
            choice=rubric_text(scored, choice.choice, language),
            because=rubric_text(scored, choice.because, language),
            source=say("report.method.source", language, source=choice.source)
            if choice.source
            else say("report.method.judgement", language),
        )


def bands(scored: Scored, language: str) -> Iterator[told.Term]:
    """What ranges of scores are called."""
    for band in scored.rubric.bands:
        title = rubric_text(scored, band.title, language)
        head = say("report.band", language, title=title, share=threshold(band.from_))
        yield told.Term(head, rubric_text(scored, band.text, language))


def grades(scored: Scored, language: str) -> Iterator[told.Term]:
    """How strong evidence is."""
    for grade in scored.questionnaire.evidence_grades:
        yield told.Term(grade.id, text_of(scored, grade.text, language))


def glossary(scored: Scored, language: str) -> Iterator[told.Term]:
    """The words of the questionnaire."""
    for term in scored.questionnaire.glossary:
        yield told.Term(text_of(scored, term.term, language), text_of(scored, term.text, language))


def provenance(scored: Scored, language: str) -> Iterator[told.Term]:
    """Which files, to the last byte, the result was made from."""
    a = scored.assessment
    for kind, source in (("questionnaire", a.questionnaire), ("rubric", a.rubric)):
        version = say("report.source.version", language, id=source.id, version=source.version)
        yield told.Term(say(f"report.source.{kind}", language), version)
        yield told.Term(say(f"report.source.{kind}.digest", language), source.sha256)
    yield told.Term(say("report.source.response", language), scored.response.organisation.id)
    yield told.Term(say("report.source.response.digest", language), a.response.sha256)
    yield told.Term(say("report.source.date", language), day(a.date))
    yield told.Term(say("report.source.tool", language), f"maturity {maturity.__version__}")
    if scored.questionnaire.source:
        yield told.Term(
            say("report.source.content", language),
            text_of(scored, scored.questionnaire.source, language),
        )
