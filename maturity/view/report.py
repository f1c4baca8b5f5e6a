"""What does the report of one response say, and in which order?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maturity.messages import say
from maturity.messages.numbers import day
from maturity.view import report_bars as bars
from maturity.view import report_method as method
from maturity.view.report_answers import chapters
from maturity.view.report_firm import firm
from maturity.view.report_found import found
from maturity.view.report_goals import no_actions
from maturity.view.report_model import ReportView
from maturity.view.report_path import path_lead, path_rows, pin, steps
from maturity.view.report_profile import grids, profile
from maturity.view.report_roadmap import pictures
from maturity.view.report_scores import Targets
from maturity.view.report_summary import facts, summary
from maturity.view.targets import baseline_day, target_rows
from maturity.view.wording import capped, rubric_text, text_of

if TYPE_CHECKING:
    from datetime import date

    from maturity.scoring.assess import Scored
    from maturity.view.report_benchmark import BenchmarkView
    from maturity.view.roadmap_model import RoadmapView

_LONGEST_NAME = 60


def report_view(
    scored: Scored,
    language: str,
    generated: date | None = None,
    roadmap: RoadmapView | None = None,
    benchmark: BenchmarkView | None = None,
) -> ReportView:
    """Everything the report of one response says.

    Args:
        scored: The response with its result.
        language: The reader's language.
        generated: The date the report carries; that of the answers when left out, so that the
            same answers give the same report.
        roadmap: What to do, in words, where the rubric has actions.
        benchmark: Where the organisation stands among others, where there are some.
    """
    response, path = scored.response, scored.assessment.path
    name = response.organisation.label
    further = "" if path is None else ".further"
    return ReportView(
        language=language,
        answers_language=response.language,
        title=say("report.title", language, organisation=_short(name)),
        organisation=name,
        short_name=_short(name),
        subject=text_of(scored, scored.questionnaire.title, language),
        facts=tuple(facts(scored, language)),
        date=day(response.date),
        created=(generated or response.date).isoformat(),
        summary=summary(scored, roadmap, language),
        here=say(f"report.path.you{pin(scored)}", language),
        path_lead=path_lead(scored, language),
        steps=tuple(steps(scored, language)),
        position=path.position if path else None,
        position_low=path.low if path else None,
        position_high=path.high if path else None,
        paths_title=say(f"report.paths{further}", language),
        paths=tuple(path_rows(scored, language)),
        bars=bars.profile(scored, language),
        targets=_targets(scored, language),
        found=tuple(part for part in found(scored, language) if part.said or part.none),
        capped=tuple(capped(scored, language)),
        roadmap=roadmap,
        pictures=None if roadmap is None else pictures(scored, roadmap, language),
        no_actions="" if roadmap else no_actions(scored, language),
        profile=tuple(profile(scored, language)),
        grids=tuple(grids(scored, language)),
        chapters=tuple(chapters(scored, language)),
        method_summary=rubric_text(scored, scored.rubric.summary, language),
        method_how=tuple(method.how(scored, language)),
        firm=firm(scored, language),
        method=tuple(method.choices(scored, language)),
        bands=tuple(method.bands(scored, language)),
        rules=tuple(text_of(scored, rule, language) for rule in scored.questionnaire.answering),
        grades=tuple(method.grades(scored, language)),
        glossary=tuple(method.glossary(scored, language)),
        provenance=tuple(method.provenance(scored, language)),
        benchmark=benchmark,
    )


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _targets(scored: Scored, language: str) -> Targets | None:
    rows = target_rows(scored, language)
    if not rows:
        return None
    target, since = scored.response.target, baseline_day(scored)
    reached = sum(row.reached for row in rows)
    single = "" if len(rows) > 1 else ".done" if reached else ".open"
    lead = [say(f"report.targets.lead{single}", language, n=reached, of=len(rows))]
    if target and target.by:
        lead.append(say("report.targets.by", language, date=day(target.by)))
    return Targets(
        lead=" ".join(lead),
        because=(target.because if target else None) or "",
        since=say("report.targets.since", language, date=since) if since else "",
        rows=rows,
    )
