"""What would a whole government answer? One that is invented, to try everything on.

The same seed gives the same bodies and answers on every machine, and more bodies begin with the same
ones: numbers come from one stream (see `maturity.scoring.draws`), first those that all bodies share,
then as many for each body, and all that is made of them takes exact arithmetic alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from maturity.model.questionnaire import ProfileQuestion, Questionnaire
from maturity.portfolio.coded import Coded, Codes
from maturity.portfolio.example_answers import Leaning, answers
from maturity.portfolio.example_bodies import (
    NUMBERS_PER_BODY,
    Invented,
    government,
    most_places,
)
from maturity.portfolio.example_draws import Stream, normal
from maturity.portfolio.example_items import Item, items, numbers_per_body
from maturity.portfolio.example_kinds import KINDS, LEVELS
from maturity.portfolio.example_names import COUNTRIES, REASONS
from maturity.scoring.conditions import Mask
from maturity.scoring.draws import uniforms
from maturity.scoring.plan import Floats

CHUNK = 16_384
"""So many bodies are made at a time."""

_KNOW_NOTHING = 0.002
_COMPLETE = 0.006
_FAR_AHEAD = 2.6
_TILT = 0.4
"""How far a kind of bodies may be ahead or behind in one outermost section."""
_WEAK_SIDE = 2.2
"""How far a body may be behind in the one outermost section where it is weak."""
_SAYS_NOTHING_OF_ITSELF = 0.04


@dataclass(frozen=True)
class Responses:
    """The responses of some bodies, one in each row.

    Attributes:
        about: Who answers, and when.
        profile: A column for each profile question but grids, named `profile.<id>`.
        answers: A column for each question, and `<id>:reason` after those that may not apply.
    """

    about: tuple[Coded, ...]
    profile: tuple[Coded, ...]
    answers: tuple[Coded, ...]

    @property
    def columns(self) -> tuple[Coded, ...]:
        """All columns, as a table has them."""
        return (*self.about, *self.profile, *self.answers)

    @property
    def count(self) -> int:
        """How many responses there are."""
        return len(self.about[0].codes)


def example(
    questionnaire: Questionnaire, bodies: int, seed: int, chunk: int = CHUNK
) -> Iterator[Responses]:
    """The responses of an invented government, some bodies at a time.

    Args:
        questionnaire: What is asked; it may be any valid one.
        bodies: How many there are, at least 1.
        seed: Of the random numbers, at least 0.
        chunk: How many are made at a time; it changes nothing else.
    """
    bits = np.random.PCG64(seed)
    made = government(Stream(bits, most_places(), 1))
    drawn = items(questionnaire, uniforms(bits, sum(1 for _ in questionnaire.questions()), 2))
    sections = sum(1 for _ in questionnaire.walk())
    outermost = sorted({item.sections[0] for item in drawn})
    tilts = _TILT * (2 * uniforms(bits, len(outermost), len(KINDS)) - 1)
    strengths = dict(zip(outermost, tilts, strict=True))
    profile = [item for item in questionnaire.profile if item.type != "grid"]
    width = NUMBERS_PER_BODY + 2 + 2 * len(profile) + numbers_per_body(drawn, sections)
    for start in range(0, bodies, chunk):
        stream = Stream(bits, min(chunk, bodies - start), width)
        some = made.bodies(stream, questionnaire)
        leaning = _leaning(some, drawn, strengths, stream)
        said = tuple(_profile(item, some, stream) for item in profile)
        yield Responses(some.about, said, tuple(answers(drawn, sections, stream, leaning)))


def _leaning(
    some: Invented, drawn: tuple[Item, ...], strengths: Mapping[int, Floats], stream: Stream
) -> Leaning:
    """How bodies answer: the further behind, the more they leave out and the sooner they stop."""
    nothing = some.luck < _KNOW_NOTHING
    complete = (some.luck >= _KNOW_NOTHING) & (some.luck < _COMPLETE)
    ahead = some.ahead + np.where(complete, _FAR_AHEAD, 0.0)
    behind = np.clip(0.4 - 0.35 * ahead, 0.0, 1.0)
    languages = list(REASONS)
    weak = stream.even() * len(strengths)
    lag = _WEAK_SIDE * (weak - np.floor(weak)) * ~complete
    return Leaning(
        ahead=ahead,
        knows_nothing=nothing,
        complete=complete,
        ends_at=_ends(drawn, stream.even(), 0.03 + 0.2 * behind, nothing | complete),
        unanswered=0.005 + 0.06 * behind,
        unknown=0.01 + 0.1 * behind,
        declined=np.full(len(ahead), 0.004),
        not_applicable=0.04,
        reasons=[REASONS[language] for language in languages],
        languages=np.array([languages.index(language) for language in some.languages]),
        strengths={
            section: tilt[some.kinds] - np.where(np.floor(weak) == place, lag, 0.0)
            for place, (section, tilt) in enumerate(strengths.items())
        },
    )


def _ends(drawn: tuple[Item, ...], numbers: Floats, chance: Floats, never: Mask) -> Codes:
    """The place of the question at which each body stops: the first of a section in the later half."""
    starts = [
        place
        for place in range(1, len(drawn))
        if drawn[place].sections != drawn[place - 1].sections
    ]
    late = [place for place in starts if 2 * place >= len(drawn)] or [len(drawn)]
    stops = (numbers < chance) & ~never
    which = np.minimum((numbers / chance * len(late)).astype(np.intp), len(late) - 1)
    return np.where(stops, np.array(late)[which], len(drawn))


def _profile(item: ProfileQuestion, some: Invented, stream: Stream) -> Coded:
    """What bodies say of themselves: what they are where a choice says so, else by how far they are."""
    told, apart = stream.even(), stream.even()
    name = f"profile.{item.id}"
    silent = told < _SAYS_NOTHING_OF_ITSELF
    if item.type == "text":
        if item.id != "country":
            return Coded(name, np.zeros(len(told), dtype=np.intp), [None])
        return Coded(name, some.countries, [f"{country.name} (invented)" for country in COUNTRIES])
    choices = [choice.id for choice in item.choices or ()]
    share = np.clip((some.ahead + 0.6 * normal(apart) + 1.7) / 3.9, 0.0, 1.0 - 2**-20)
    codes = (share * len(choices)).astype(np.intp)
    for at, known in enumerate(_traits(item.id)):
        if known in choices:
            codes = np.where(_has_trait(item.id, some, at), choices.index(known), codes)
    return Coded(name, np.where(silent, len(choices), codes), [*choices, None])


_BANDS = ("under-50", "50-199", "200-999", "1000-4999", "5000-9999", "10000-or-more")


def _traits(question: str) -> tuple[str, ...]:
    """What a body can be found to be, for the profile questions that this is known of."""
    if question == "government-level":
        return tuple(LEVELS[kind.government] for kind in KINDS)
    if question == "field":
        return tuple(_field(pair) for pair in _PAIRS)
    if question == "staff-band":
        return _BANDS
    return ("organisation",) if question == "scope" else ()


_PAIRS = tuple(
    (kind, topic) for kind in range(len(KINDS)) for topic in range(max(1, len(KINDS[kind].topics)))
)


def _field(pair: tuple[int, int]) -> str:
    kind = KINDS[pair[0]]
    return kind.topics[pair[1]].field if kind.topics else kind.work


def _has_trait(question: str, some: Invented, at: int) -> Mask:
    if question == "government-level":
        return np.asarray(some.kinds == at)
    if question == "field":
        return np.asarray((some.kinds == _PAIRS[at][0]) & (some.topics == _PAIRS[at][1]))
    if question == "staff-band":
        return np.asarray(some.sizes == at)
    return np.ones(len(some.kinds), dtype=np.bool_)
