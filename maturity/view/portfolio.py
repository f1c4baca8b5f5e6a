"""What does the picture of many organisations say, and in which order?"""

from __future__ import annotations

from collections.abc import Iterator

import maturity
from maturity.messages.numbers import day, grouped
from maturity.model.portfolio import Portfolio
from maturity.model.questionnaire import Questionnaire
from maturity.model.rubric import Rubric
from maturity.view.portfolio_cohorts import cohorts
from maturity.view.portfolio_common import common
from maturity.view.portfolio_coverage import coverage, coverage_spread, missing, missing_more
from maturity.view.portfolio_extremes import last, last_lead, outliers, outliers_lead
from maturity.view.portfolio_heat import heat
from maturity.view.portfolio_model import PortfolioView
from maturity.view.portfolio_opening import headline, opening
from maturity.view.portfolio_path import next_groups, stairs
from maturity.view.portfolio_spread import (
    bands,
    others,
    profile,
    profile_head,
    profile_lead,
    words_kind,
)
from maturity.view.portfolio_words import Told
from maturity.view.report_model import Term


def portfolio_view(
    portfolio: Portfolio, questionnaire: Questionnaire, rubric: Rubric, language: str
) -> PortfolioView:
    """Everything the picture of many organisations says.

    Args:
        portfolio: What was worked out.
        questionnaire: What was asked.
        rubric: What answers are worth.
        language: The reader's language.
    """
    told = Told(portfolio, questionnaire, rubric, language)
    return PortfolioView(
        language=language,
        title=told.say("title", n=portfolio.count, count=grouped(portfolio.count)),
        kind=told.say("kind"),
        subject=told.text(questionnaire.title),
        facts=tuple(_facts(told)),
        headline=headline(told),
        opening=opening(told),
        path=stairs(told, portfolio.path) if portfolio.path else None,
        path_note=_path_note(told),
        paths=tuple(stairs(told, path) for path in portfolio.paths),
        paths_title=told.say("paths" if portfolio.path else "paths.all"),
        nexts=tuple(next_groups(told)),
        nexts_lead=told.say("nexts.lead"),
        common=common(told),
        profile_title=told.say(f"profile{words_kind(told)}"),
        profile_head=profile_head(told),
        profile_lead=tuple(profile_lead(told)),
        profile=tuple(profile(told)),
        others=tuple(others(told)),
        bands=bands(told),
        heat=heat(told),
        cohorts=cohorts(told),
        last=tuple(last(told)),
        last_lead=tuple(last_lead(told)),
        outliers=tuple(outliers(told)),
        outliers_lead=outliers_lead(told),
        coverage=tuple(coverage(told)),
        coverage_spread=coverage_spread(told),
        missing=tuple(missing(told)),
        missing_more=missing_more(told),
        method=tuple(_method(told)),
        provenance=tuple(_provenance(told)),
    )


def _facts(told: Told) -> Iterator[Term]:
    yield Term(told.say("fact.rubric"), told.rubric_text(told.rubric.title))
    found = told.portfolio
    yield Term(told.say("fact.count"), grouped(found.count))
    if found.rejected:
        inputs = told.say("fact.rejected.inputs", n=found.rejected, count=grouped(found.rejected))
        yield Term(told.say("fact.rejected"), inputs)
    if found.first_date is not None and found.last_date is not None:
        first, last = day(found.first_date), day(found.last_date)
        same = first == last
        days = first if same else told.say("fact.dates.range", first=first, last=last)
        yield Term(told.say("fact.dates"), days)


def _path_note(told: Told) -> str:
    portfolio = told.portfolio
    paths = (*((portfolio.path,) if portfolio.path else ()), *portfolio.paths)
    is_open = any(path.higher + path.lower > 0 for path in paths)
    return told.say(f"path.note{'.open' if is_open else ''}")


def _method(told: Told) -> Iterator[str]:
    """How to read it, as far as it is there."""
    portfolio = told.portfolio
    yield told.say("method.counts")
    if portfolio.path is not None or portfolio.paths:
        yield told.say("method.range")
    if portfolio.path is not None:
        yield told.say("method.progress")
    yield told.say("method.quartiles")
    if any(next_.blockers for next_ in portfolio.nexts):
        yield told.say("method.blockers")
    if portfolio.outliers:
        yield told.say("method.outliers")
    if portfolio.cohorts:
        yield told.say("method.cohorts", smallest=portfolio.cohorts[0].smallest)


def _provenance(told: Told) -> Iterator[Term]:
    for kind, source in (
        ("questionnaire", told.portfolio.questionnaire),
        ("rubric", told.portfolio.rubric),
    ):
        version = told.say("source.version", id=source.id, version=source.version)
        yield Term(told.say(f"source.{kind}"), version)
    yield Term(told.say("source.tool"), f"maturity {maturity.__version__}")
    if told.questionnaire.source:
        yield Term(told.say("source.content"), told.text(told.questionnaire.source))
