"""Organisations for the tests: worked ones by hand, and any number at random with answers that go together."""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from maturity.model.questionnaire import Questionnaire
from maturity.model.rubric import Rubric
from maturity.portfolio.bodies import Bodies
from maturity.scoring.compiling import compile_plan
from maturity.scoring.encode import ANSWERED, DECLINED, NOT_APPLICABLE, UNANSWERED, UNKNOWN, Rows
from maturity.scoring.engine import score
from maturity.scoring.plan import ScoringPlan
from maturity.storage.library import Library
from maturity.storage.packaged import folder

COUNTRIES = ("Brennavia", "Ulmerra", "Orvendal", "Tamsel", "Ostvik", "Lunde")
LEVELS = ("local", "regional", "national")
FINNISH = "Äänekosken työllisyys- ja elinvoimalautakunta"
ARABIC = "هيئة المياه في الحوض"
LONG = "Directorate for the very long names of public bodies and all that follows from them " * 4


@cache
def shipped() -> tuple[Questionnaire, Rubric, ScoringPlan]:
    """The shipped content, compiled."""
    library = Library()
    questionnaire = library.questionnaire(
        str(folder("questionnaires") / "public-sector-data-ecosystem.yaml")
    )
    rubric = library.rubric_for(questionnaire, str(folder("rubrics") / "four-step-path.yaml"))
    return (
        questionnaire.model,
        rubric.model,
        compile_plan(questionnaire.model, rubric.model),
    )


def bodies_of(
    questionnaire: Questionnaire,
    rubric: Rubric,
    rows: Rows,
    ids: Sequence[str],
    names: Sequence[str] | None = None,
    labels: Mapping[str, Sequence[str | None]] | None = None,
) -> Bodies:
    """Organisations with these rows, scored."""
    plan = compile_plan(questionnaire, rubric)
    return Bodies(
        questionnaire=questionnaire,
        rubric=rubric,
        plan=plan,
        ids=tuple(ids),
        names=tuple(names or ids),
        labels={name: tuple(values) for name, values in (labels or {}).items()},
        rows=rows,
        scores=score(plan, rows),
    )


def government(count: int, seed: int = 1, *, missing: float = 1.0) -> Bodies:
    """So many organisations with the shipped content.

    Each has a maturity of its own, each area and each barrier in it a further push, so that answers
    go together as they do in life; some answers are missing, more of them where little is in place.
    """
    questionnaire, rubric, plan = shipped()
    draw = np.random.default_rng(seed)
    own = draw.normal(1.9, 0.8, count)
    level = np.clip(own, 0, 4)[None, :]
    values = np.empty((len(plan.questions), count))
    for area in questionnaire.sections:
        push = draw.normal(0, 0.35, count)
        for section in area.walk():
            if section.questions:
                own_push = draw.normal(draw.normal(0, 0.5), 0.4, count)
                for question in section.questions:
                    noise = draw.normal(draw.normal(0, 0.3), 0.6, count)
                    values[plan.column[question.id]] = level[0] + push + own_push + noise
    values = np.clip(np.round(values), 0, 4)
    luck = draw.random(values.shape)
    gaps = missing * draw.gamma(1.0, 1.0, count) * 0.05
    states = np.select(
        [luck < gaps, luck < 1.3 * gaps, luck < 1.5 * gaps, luck < 1.5 * gaps + 0.01],
        [UNKNOWN, UNANSWERED, DECLINED, NOT_APPLICABLE],
        ANSWERED,
    ).astype(np.uint8)
    values[states != ANSWERED] = np.nan
    country = draw.choice(len(COUNTRIES), count, p=(0.4, 0.3, 0.15, 0.1, 0.03, 0.02))
    kind = draw.choice(len(LEVELS), count, p=(0.7, 0.22, 0.08))
    return bodies_of(
        questionnaire,
        rubric,
        Rows(values, states),
        ids=[f"body-{number:04}" for number in range(1, count + 1)],
        names=[_name(number) for number in range(count)],
        labels={
            "country": [COUNTRIES[each] if each < 5 else None for each in country],
            "government": [LEVELS[each] for each in kind],
        },
    )


def _name(number: int) -> str:
    places = ("Ulmerra", "Brennavia", "Orvendal", "Tamsel", "Ostvik", "Lunde", "Harrow", "Kessin")
    kinds = ("Water Board", "City Council", "Statistics Office", "Health Agency", "Port Authority")
    place, kind = places[number % len(places)], kinds[number // len(places) % len(kinds)]
    return f"{place} {kind}" if number < 40 else f"{place} {kind} {number // 40 + 1}"


def odd(count: int = 6) -> Bodies:
    """Organisations with names that are hard to print, some of them twice."""
    found = government(count, seed=3)
    names = (LONG[:300], ARABIC, FINNISH, "<script>alert(1)</script> {{ 7*7 }}", ARABIC, "W" * 300)
    return bodies_of(
        found.questionnaire, found.rubric, found.rows, found.ids,
        [names[index % len(names)] for index in range(count)], found.labels,
    )  # fmt: skip


def nobody_knows(count: int = 6) -> Bodies:
    """Organisations that know no answer."""
    found = government(count, seed=3)
    shape = found.rows.values.shape
    rows = Rows(np.full(shape, np.nan), np.full(shape, UNKNOWN, dtype=np.uint8))
    return bodies_of(found.questionnaire, found.rubric, rows, found.ids, found.names, found.labels)
