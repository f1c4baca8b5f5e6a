"""Which bodies make up an invented government, and what is said of each?"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import numpy as np
from numpy.typing import NDArray

from maturity.model.questionnaire import Questionnaire
from maturity.portfolio.coded import Coded, Codes, each_its_own
from maturity.portfolio.example_draws import Stream, normal
from maturity.portfolio.example_kinds import KINDS, OVERFLOW, named
from maturity.portfolio.example_names import COUNTRIES, Place
from maturity.scoring.plan import Floats

_FIRST_DAY = date(2026, 7, 1)
_WEEKS = 26
_OWN_LANGUAGE = 0.55
_LONG_NAME = 0.02
_NOBODY_NAMED = 0.06
_LARGEST = 5
_STEP_PER_SIZE = 0.13
_APART = 0.55

NUMBERS_PER_BODY = 9
"""How many numbers of a stream `Government.bodies` takes for each body."""


@dataclass(frozen=True)
class Invented:
    """Some bodies of a government.

    Attributes:
        about: The columns that say who they are.
        countries, kinds, sizes: Which country, which kind and which band of staff each has.
        topics: Which topic of its kind; 0 for a kind without.
        languages: In which language each answers.
        ahead: How much further each is than the average body, in standard deviations.
        luck: Evenly spread, 0 <= u < 1: what decides which few know nothing or everything.
    """

    about: tuple[Coded, ...]
    countries: Codes
    kinds: Codes
    sizes: Codes
    topics: Codes
    languages: tuple[str, ...]
    ahead: Floats
    luck: Floats


@dataclass
class Government:
    """Bodies of several countries, made one after another.

    Attributes:
        places: The places of each country, in the order in which they get bodies.
    """

    places: tuple[tuple[Place, ...], ...]
    _made: Counter[tuple[int, int]] = field(default_factory=Counter)

    def bodies(self, stream: Stream, questionnaire: Questionnaire) -> Invented:
        """The next bodies, as many as the stream has rows."""
        countries = _pick(stream.even(), [country.share for country in COUNTRIES])
        wanted = _pick(stream.even(), [kind.share for kind in KINDS])
        size, apart, language, length, role, day, luck = (stream.even() for _ in range(7))
        kinds, ranks = self._kinds(countries, wanted)
        usual = np.array([kind.size for kind in KINDS])[kinds]
        sizes = np.clip(np.rint(usual + 0.8 * normal(size)), 0, _LARGEST).astype(np.intp)
        ahead = (
            np.array([country.ahead for country in COUNTRIES])[countries]
            + np.array([kind.ahead for kind in KINDS])[kinds]
            + _STEP_PER_SIZE * (sizes - 2)
            + _APART * normal(apart)
        )
        names, ids, languages, topics = self._names(
            countries, kinds, ranks, language < _OWN_LANGUAGE, length < _LONG_NAME
        )
        about = (
            each_its_own("organisation", ids),
            each_its_own("organisation.name", names),
            Coded("country", countries, [country.name for country in COUNTRIES]),
            Coded("government", kinds, [kind.government for kind in KINDS]),
            _tags(kinds, topics),
            _days(day),
            each_its_own("language", languages),
            *_respondents(role, questionnaire),
        )
        return Invented(about, countries, kinds, sizes, topics, tuple(languages), ahead, luck)

    def _kinds(self, countries: Codes, wanted: Codes) -> tuple[Codes, NDArray[np.intp]]:
        """What each body is, and how many of its kind its country had before it."""
        kinds, ranks = wanted.copy(), np.zeros(len(wanted), dtype=np.intp)
        for index, pair in enumerate(zip(countries.tolist(), wanted.tolist(), strict=True)):
            most = KINDS[pair[1]].most
            if most is not None and self._made[pair] >= most:
                kinds[index] = OVERFLOW
                pair = (pair[0], OVERFLOW)  # noqa: PLW2901 - what it became
            ranks[index] = self._made[pair]
            self._made[pair] += 1
        return kinds, ranks

    def _names(
        self, countries: Codes, kinds: Codes, ranks: Codes, own: NDArray[np.bool_], long: NDArray[np.bool_]
    ) -> tuple[list[str], list[str], list[str], Codes]:  # fmt: skip
        """Names, ids and languages of bodies, and the topics of those that have one."""
        names: list[str] = []
        ids: list[str] = []
        languages: list[str] = []
        topics = np.zeros(len(kinds), dtype=np.intp)
        rows = zip(
            countries.tolist(), kinds.tolist(), ranks.tolist(), own.tolist(), long.tolist(), strict=True
        )  # fmt: skip
        for index, (where, what, rank, in_own, is_long) in enumerate(rows):
            country, kind, places = COUNTRIES[where], KINDS[what], self.places[where]
            language = country.language if in_own else "en"
            place, topic, again = None, None, 0
            if kind.topics:
                topics[index], topic = rank, kind.topics[rank]
            else:
                again, at = divmod(rank, len(places))
                place = places[at]
            called = topic.id if topic else _slug(place.name if place else "")
            number = f"-{again + 1}" if again else ""
            ids.append(f"{country.code}-{kind.id}-{called}{number}")
            names.append(
                named(
                    kind, country, place=place, topic=topic, language=language, long=is_long, again=again
                )
            )  # fmt: skip
            languages.append(language)
        return names, ids, languages, topics


def government(shuffle: Stream) -> Government:
    """A government without bodies; its numbers put the places in order.

    Args:
        shuffle: One row for each place there could be, `most_places` of them.
    """
    order = np.argsort(shuffle.even(), kind="stable").tolist()
    return Government(tuple(_shuffled(country.code, order) for country in COUNTRIES))


@cache
def _places(code: str) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """The places of a country with short and with long names, each id once."""
    country = next(country for country in COUNTRIES if country.code == code)
    short = len(country.stems) * len(country.endings)
    seen: dict[str, tuple[bool, Place]] = {}
    for index, place in enumerate(country.places()):
        seen.setdefault(_slug(place.name), (index < short, place))
    return (
        tuple(place for is_short, place in seen.values() if is_short),
        tuple(place for is_short, place in seen.values() if not is_short),
    )


def most_places() -> int:
    """How many places the country with most of them has."""
    return max(sum(map(len, _places(country.code))) for country in COUNTRIES)


def _shuffled(code: str, order: Sequence[int]) -> tuple[Place, ...]:
    return tuple(part[place] for part in _places(code) for place in order if place < len(part))


@cache
def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower())
    return "".join(c for c in plain if c == "-" or (c.isalnum() and c.isascii()))


def _pick(numbers: Floats, shares: Sequence[float]) -> Codes:
    """Which of several each number stands for, so that each gets its share."""
    whole, so_far, edges = sum(shares), 0.0, []
    for share in shares[:-1]:
        so_far += share
        edges.append(so_far / whole)
    return np.searchsorted(np.array(edges), numbers, side="right")


def _tags(kinds: Codes, topics: Codes) -> Coded:
    most = max(len(kind.topics) for kind in KINDS)
    values = [
        (topic.tag if (topic := kind.topics[at] if at < len(kind.topics) else None) else kind.tag, "invented")
        for kind in KINDS
        for at in range(most)
    ]  # fmt: skip
    return Coded("tags", kinds * most + topics, values)


def _days(numbers: Floats) -> Coded:
    """Working days of two quarters; towards the end of a quarter there are more."""
    days = [_FIRST_DAY + timedelta(days=n) for n in range(_WEEKS * 7)]
    working = [day for day in days if day.weekday() < 5]
    half = len(working) // 2
    quarter = (numbers >= 0.5).astype(np.intp)
    within = numbers * 2 - quarter
    late = 1 - (1 - within) * (1 - within)
    place = quarter * half + (late * half).astype(np.intp)
    return Coded("date", place, working)


def _respondents(numbers: Floats, questionnaire: Questionnaire) -> tuple[Coded, Coded]:
    """Who answered: one of the questionnaire's roles, the first ones more often; or not said."""
    roles = [role.id for role in questionnaire.roles]
    named_ = numbers >= _NOBODY_NAMED
    spread = (numbers - _NOBODY_NAMED) / (1 - _NOBODY_NAMED)
    role = (spread * spread * max(len(roles), 1)).astype(np.intp)
    role = np.where(named_, role, len(roles))
    return (
        Coded("respondent", named_.astype(np.intp), [None, "r1"]),
        Coded("respondent.role", role, [*roles, None]),
    )
