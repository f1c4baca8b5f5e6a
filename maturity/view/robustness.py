"""How is it said how far a result depends on weights, thresholds and missing answers?

Every sentence stands by itself, so that it can be read aloud or put anywhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from maturity.messages import say
from maturity.messages.numbers import decimal, listing, percent
from maturity.model.assessment import Rank, Robustness
from maturity.scoring.assess import Scored
from maturity.scoring.plan import TOLERANCE
from maturity.view.robustness_drivers import place_words, what_matters
from maturity.view.wording import measure_title


@dataclass(frozen=True)
class RankWords:
    """A section, of which kind it is, and its place in words: `2nd of 11, between 1st and 4th`."""

    id: str
    kind: str
    title: str
    text: str


@dataclass(frozen=True)
class RobustnessWords:
    """What is said of robustness.

    Attributes:
        lead: Where the organisation stands over all readings.
        meaning: What a plausible reading is.
        matters: What moves the result most, one sentence each.
        ranks: The place of each ranked section, kind by kind.
        ranking: How to read the places; empty without any.
    """

    lead: str
    meaning: str
    matters: tuple[str, ...]
    ranks: tuple[RankWords, ...]
    ranking: str


def robustness_words(scored: Scored, language: str) -> RobustnessWords | None:
    """Everything said of a result's robustness; None where nothing was tried out."""
    found = scored.assessment.robustness
    if found is None:
        return None
    ranking = "robustness.ranking" if found.varied else "robustness.ranking.only"
    return RobustnessWords(
        lead=_lead(found, language),
        meaning=_meaning(scored, found, language),
        matters=tuple(what_matters(scored, found, language)),
        ranks=tuple(_ranks(scored, found, language)),
        ranking=say(ranking, language) if found.ranks else "",
    )


def _lead(found: Robustness, language: str) -> str:
    if not found.positions:
        return say("robustness.no_path", language)
    seen = {int(place): share for place, share in found.positions.items() if share > 0}
    order = sorted(seen, key=lambda place: (-seen[place], place))
    where = [place_words(place, language) for place in order]
    if not found.varied:
        return say("robustness.only", language, where=where[0])
    if len(order) == 1:
        draws = f"{found.draws:,}"
        return say("robustness.all", language, where=where[0], draws=draws, n=found.draws)
    counts = of_a_hundred(seen)
    shares = [_share(counts[place], language) for place in order]
    rest = [
        say("robustness.rest", language, share=share, where=place)
        for share, place in zip(shares[1:], where[1:], strict=True)
    ]
    return say(
        "robustness.most",
        language,
        share=shares[0],
        where=where[0],
        rest=listing(rest, say("report.and", language)),
    )


def of_a_hundred(shares: Mapping[int, float]) -> dict[int, int]:
    """Shares as whole numbers that add up to 100, by largest remainder (ties to the larger share)."""
    exact = {key: share * 100 for key, share in shares.items()}
    # What lies a rounding error below a whole number is that number.
    whole = {key: math.floor(value + TOLERANCE) for key, value in exact.items()}
    order = sorted(exact, key=lambda key: (whole[key] - exact[key], -exact[key], key))
    for key in order[: 100 - sum(whole.values())]:
        whole[key] += 1
    return whole


def _share(count: int, language: str) -> str:
    """A count of a hundred; all and none are never said, since neither is the case."""
    if count in {0, 100}:
        key = "hardly_any" if count == 0 else "nearly_all"
        return say(f"robustness.share.{key}", language)
    return say("robustness.share", language, count=count)


def _meaning(scored: Scored, found: Robustness, language: str) -> str:
    if not found.varied:
        return say("robustness.meaning.only", language)
    settings, coverage = scored.rubric.robustness, scored.assessment.coverage
    points = settings.thresholds * 100
    missing = coverage.unknown + coverage.declined + coverage.unanswered
    said: dict[str, dict[str, Any]] = {
        "weights": {"share": percent(settings.weights)},
        "thresholds": {"points": decimal(points), "n": points},
        "answers": {"n": missing},
    }
    parts = [say(f"robustness.{name}", language, **said[name]) for name in found.varied]
    return say("robustness.meaning", language, parts=listing(parts, say("report.and", language)))


def _ranks(scored: Scored, found: Robustness, language: str) -> Iterator[RankWords]:
    for name, rank in found.ranks.items():
        yield RankWords(
            id=name,
            kind=scored.assessment.measures[name].kind,
            title=measure_title(scored, name, language),
            text=_rank(rank, language, varied=bool(found.varied)),
        )


def _rank(rank: Rank, language: str, *, varied: bool) -> str:
    key = "robustness.rank"
    if rank.low == rank.high:
        key = "robustness.rank.sure" if varied else "robustness.rank.only"
    places = {name: _ordinal(getattr(rank, name), language) for name in ("rank", "low", "high")}
    return say(key, language, of=rank.of, **places)


def _ordinal(number: int, language: str) -> str:
    """A place such as `2nd`; the forms are those of CLDR's ordinal plurals."""
    form = {1: "one", 2: "two", 3: "few"}.get(number % 10, "other")
    if number % 100 in {11, 12, 13}:
        form = "other"
    return say(f"robustness.ordinal.{form}", language, number=number)
