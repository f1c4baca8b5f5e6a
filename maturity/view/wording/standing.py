"""Where does the organisation stand, and what comes next?"""

from __future__ import annotations

from collections.abc import Iterator

from maturity.messages import say
from maturity.messages.numbers import listing
from maturity.model.rubric import Gate
from maturity.scoring.assess import Scored
from maturity.scoring.plan import TOLERANCE
from maturity.view.wording.answers import need_words
from maturity.view.wording.figures import against, measure_words, threshold
from maturity.view.wording.names import (
    in_a_row,
    measure_title,
    path_title,
    rubric_text,
    short,
    step_name,
    title_of,
    titles_of,
)
from maturity.view.wording.ways import Lacking, Way, lacking, main_way, under

_MOST_ON_A_LINE = 2
_HEADLINE = 120


def headline(scored: Scored, language: str) -> str:
    """Where the organisation stands, in one line."""
    way = main_way(scored)
    if way is None:
        return _without_path(scored, language)
    path, steps = way.found, len(way.found.steps)
    if path.low != path.high:
        if path.low == 0:
            key = "open" if path.high == steps else "between_start"
            return say(f"report.headline.{key}", language, high=path.high, n=steps)
        return say("report.headline.between", language, low=path.low, high=path.high, n=steps)
    shown = max(1, path.position)
    key = "none" if path.position == 0 else "top" if path.position == steps else "at"
    title = short(step_name(scored, way.defined.steps[shown - 1], shown, language), _HEADLINE)
    return say(f"report.headline.{key}", language, at=path.position, n=steps, title=title)


def _without_path(scored: Scored, language: str) -> str:
    """The one measure on which no other rests, if the rubric names such a one."""
    used = {member.target[1] for measure in scored.rubric.measures for member in measure.of or ()}
    tops = [m.id for m in scored.rubric.measures if m.id is not None and m.id not in used]
    if len(tops) == 1 and not scored.rubric.paths:
        return say(
            "report.headline.measure",
            language,
            title=measure_title(scored, tops[0], language),
            have=measure_words(scored, tops[0], language),
        )
    rubric = rubric_text(scored, scored.rubric.title, language)
    return say("report.headline.no_path", language, rubric=rubric)


def next_sentence(scored: Scored, language: str) -> str:
    """What the next step needs; nothing where there is no path."""
    way = main_way(scored)
    return "" if way is None else needs_sentence(scored, way, language)


def needs_sentence(scored: Scored, way: Way, language: str) -> str:
    """What the next step of a path needs, in a sentence."""
    missing = lacking(scored, way)
    if missing is None:
        return say(f"report.next.top{'.all' if _all_at_top(scored) else ''}", language)
    values = {
        "number": missing.number,
        "title": short(step_name(scored, missing.step, missing.number, language)),
    }
    parts = list(_parts(scored, missing, language))
    if not parts:
        return say("report.next.nothing", language, **values)
    needs = listing(parts, say("report.and", language))
    return say("report.next", language, needs=needs, **values)


def _all_at_top(scored: Scored) -> bool:
    """Whether every question that applies is answered and counts the most it can."""
    rows, plan = scored.rows, scored.plan
    short = scored.scores.counted[:, 0] < plan.greatest - TOLERANCE
    return not bool((rows.missing[:, 0] | short).any())


def needs_line(scored: Scored, way: Way, language: str) -> str:
    """What the next step of a path needs, for a table."""
    missing = lacking(scored, way)
    if missing is None:
        return say("report.next.line.top", language)
    parts = list(_parts(scored, missing, language, _MOST_ON_A_LINE))
    return say(
        "report.next.line" if parts else "report.next.line.nothing",
        language,
        title=short(step_name(scored, missing.step, missing.number, language)),
        needs=listing(parts, say("report.and", language)),
    )


def _parts(scored: Scored, missing: Lacking, language: str, most: int = 4) -> Iterator[str]:
    if missing.short:
        yield _score_part(missing, language)
    for gate, _ in missing.gates:
        yield _gate(scored, gate, language)
    if missing.practices:
        names = [practice.name for practice in missing.practices]
        titles = titles_of(scored, names, language, most)
        yield say("report.next.practices", language, n=len(names), titles=titles)
    if missing.paths:
        titles = in_a_row(
            [path_title(scored, way.defined, language) for way in missing.paths], language, most
        )
        yield say("report.next.paths", language, titles=titles, number=missing.number)


def _score_part(missing: Lacking, language: str) -> str:
    need, have = missing.result.reached_at or 0.0, missing.result.score
    if have is None:
        return say("report.next.no_score", language, need=threshold(need))
    return say("report.next.score", language, need=threshold(need), have=against(have, need))


def _gate(scored: Scored, gate: Gate, language: str) -> str:
    name = gate.target[1]
    return say(
        "report.next.gate",
        language,
        title=short(title_of(scored, name, language)),
        need=need_words(scored, name, gate.at_least, language),
    )


def holding_back(scored: Scored, language: str) -> tuple[str, ...]:
    """For a path that is the lowest of others: what each of those that hold it back needs."""
    way = main_way(scored)
    if way is None or way.at_top:
        return ()
    return tuple(
        say(
            "report.lagging",
            language,
            title=short(path_title(scored, each.defined, language)),
            needs=needs_sentence(scored, each, language),
        )
        for each in under(scored, way)
        if each.found.position == way.found.position
    )
