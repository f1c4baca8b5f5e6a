"""Who stands furthest, and how does each organisation compare with the others?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from maturity.model.portfolio import BodyStanding
from maturity.portfolio.bodies import Bodies
from maturity.portfolio.figures import comparable, mid_ranks, one_by_one, plain, shown
from maturity.portfolio.spread import profile_ids
from maturity.scoring.encode import ANSWERED, UNKNOWN
from maturity.scoring.plan import Floats

PROGRESS = "progress"
"""The name of the path's progress among percentiles."""

Order = NDArray[np.intp]


def standings(bodies: Bodies) -> Iterator[BodyStanding]:
    """All organisations from the furthest to the least far, with their percentiles."""
    keys = _keys(bodies)
    order = _sorted(bodies, keys)
    places = _places(keys, order)
    figures = {
        m.id: shown(result)
        for m, result in zip(bodies.plan.measures, bodies.scores.measures, strict=True)
    }
    scores = {name: plain(column) for name, column in figures.items()}
    path = bodies.scores.path
    if path is not None:
        figures[PROGRESS] = path.progress
    percentiles = {name: plain(mid_ranks(column)) for name, column in figures.items()}
    answered = plain(shares_of_states(bodies)[0])
    progress = plain(path.progress) if path is not None else None
    for place, index in zip(places, map(int, order), strict=True):
        yield BodyStanding(
            id=bodies.ids[index],
            name=bodies.names[index],
            place=place,
            position=None if path is None else int(path.position[index]),
            low=None if path is None else int(path.low[index]),
            high=None if path is None else int(path.high[index]),
            progress=None if progress is None else progress[index],
            answered=answered[index],
            scores=one_by_one(scores, index),
            percentiles=one_by_one(percentiles, index),
        )


def shares_of_states(bodies: Bodies) -> tuple[Floats, Floats]:
    """Of each organisation the shares answered and unknown of the questions that apply."""
    states = bodies.rows.states
    applicable = bodies.rows.applicable.sum(axis=0)
    with np.errstate(all="ignore"):
        answered, unknown = (
            (states == state).sum(axis=0) / np.where(applicable > 0, applicable, np.nan)
            for state in (ANSWERED, UNKNOWN)
        )
    return answered, unknown


def _keys(bodies: Bodies) -> tuple[Floats, ...]:
    """What the order goes by, the weightier first; more is further, what is missing comes last.

    Without a path it is the one measure on which no other rests, or the median of the profile.
    """
    path = bodies.scores.path
    if path is not None:
        return path.position.astype(np.float64), _missing_last(path.progress)
    plan, results = bodies.plan, bodies.scores.measures
    used = {part.index for m in plan.measures for part in m.parts if part.is_measure}
    tops = [
        index
        for index, measure in enumerate(plan.measures)
        if measure.kind == "measure" and index not in used
    ]
    if len(tops) == 1:
        return (_missing_last(shown(results[tops[0]])),)
    profile = [plan.measure[name] for name in profile_ids(bodies.questionnaire, plan)]
    rows = np.array([shown(results[place]) for place in profile or range(len(results))])
    return (_missing_last(_medians(rows)),)


def _medians(rows: Floats) -> Floats:
    """The median of each column, of the figures there are."""
    found = np.full(rows.shape[1], np.nan)
    some = ~np.isnan(rows).all(axis=0)
    if some.any():
        found[some] = np.nanmedian(rows[:, some], axis=0)
    return found


def _missing_last(figures: Floats) -> Floats:
    return np.where(np.isnan(figures), -1.0, comparable(figures))


def _sorted(bodies: Bodies, keys: tuple[Floats, ...]) -> Order:
    """By the keys, then by name, then by id."""
    labels = [(name.casefold(), id_) for name, id_ in zip(bodies.names, bodies.ids, strict=True)]
    by_label = np.empty(bodies.count, dtype=np.intp)
    by_label[sorted(range(bodies.count), key=labels.__getitem__)] = np.arange(bodies.count)
    return np.asarray(np.lexsort((by_label, *(-key for key in reversed(keys)))))


def _places(keys: tuple[Floats, ...], order: Order) -> list[int]:
    """From 1; equal ones share the better place."""
    places: list[int] = []
    for number, index in enumerate(order, 1):
        before = order[number - 2]
        is_equal = number > 1 and all(key[index] == key[before] for key in keys)
        places.append(places[-1] if is_equal else number)
    return places
