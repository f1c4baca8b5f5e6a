"""Does the invented government hang together, and is it the same everywhere?"""

import hashlib
import json
from collections import Counter
from functools import cache
from io import BytesIO
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview.made import QUESTIONNAIRE
from maturity.model.questionnaire import Questionnaire
from maturity.model.response import Response
from maturity.portfolio.example import Responses, example
from maturity.portfolio.example_draws import normal
from maturity.portfolio.example_kinds import KINDS
from maturity.scoring.compiling import compile_plan
from maturity.scoring.encode import encode, not_asked
from maturity.scoring.engine import score
from maturity.scoring.plan import compile_asking
from maturity.storage.documents import Document, parse
from maturity.storage.library import Library
from maturity.storage.lint import responses as lint_responses
from maturity.tables.rows_writer import write_text
from maturity.usecases.example_portfolio import responses
from strategies.questions import Plain, questionnaires

MANY = 5000
PARKS = Questionnaire.model_validate(parse(QUESTIONNAIRE.encode(), "parks.yaml").value)
PINNED = "869fbb7948809618f74dc09d8c8bf9d0ff826c024b15077c10fabe88c72d2a49"
"""Of 300 bodies asked about their parks, as CSV: no machine may make others of the same seed."""


@cache
def shipped() -> Questionnaire:
    return Library().questionnaire("public-sector-data-ecosystem").model


@cache
def government(seed: int = 1) -> Responses:
    (found,) = example(shipped(), MANY, seed, chunk=MANY)
    return found


def plain(questionnaire: Questionnaire, bodies: int, seed: int = 1, chunk: int = 64) -> list[Plain]:
    return [
        response
        for part in example(questionnaire, bodies, seed, chunk)
        for response in responses(part, questionnaire)
    ]


def cells(found: Responses, name: str) -> list[Any]:
    return next(column for column in found.columns if column.name == name).cells()


def levels(found: Responses) -> dict[str, np.ndarray[Any, Any]]:
    """The levels that were answered, by question; NaN where there is none."""
    return {
        column.name: np.array([v if isinstance(v, int) else np.nan for v in column.cells()])
        for column in found.answers
        if ":" not in column.name
    }


def test_the_same_seed_gives_the_same_bytes_on_every_machine() -> None:
    file = BytesIO()
    write_text(file, "csv", (part.columns for part in example(PARKS, 300, 1)))
    assert hashlib.sha256(file.getvalue()).hexdigest() == PINNED


def test_it_does_not_matter_how_many_are_made_at_a_time() -> None:
    assert plain(PARKS, 100, chunk=7) == plain(PARKS, 100, chunk=100)


def test_more_bodies_begin_with_the_same_ones() -> None:
    assert plain(PARKS, 90)[:40] == plain(PARKS, 40)


def test_another_seed_gives_another_government() -> None:
    assert plain(PARKS, 40, seed=1) != plain(PARKS, 40, seed=2)


def test_numbers_of_the_bell_curve_have_its_mean_spread_and_tails() -> None:
    found = normal((np.arange(100_000) + 0.5) / 100_000)
    assert abs(found.mean()) < 1e-9
    assert found.std() == pytest.approx(1, abs=0.002)
    assert (found > 1.959964).mean() == pytest.approx(0.025, abs=1e-4)
    assert np.all(np.diff(found) > 0)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(questionnaires(), st.integers(0, 10**6))
def test_responses_to_any_questionnaire_are_valid_and_answer_only_what_is_asked(
    plain_questionnaire: Plain, seed: int
) -> None:
    questionnaire = Questionnaire.model_validate(plain_questionnaire)
    asking = compile_asking(questionnaire)
    for made in plain(questionnaire, 12, seed):
        text = json.dumps(made)
        response = Response.model_validate(made)
        found = lint_responses.lint(
            Document("a.json", "", text, json.loads(text)), response, questionnaire, None
        )
        assert found == []
        assert not not_asked(asking, response) & response.answers.keys()


def test_conditions_are_kept_and_both_ways_happen() -> None:
    found = plain(PARKS, 300)
    fish = [body["answers"].get("fish") for body in found if body["answers"].get("pond") is True]
    assert sum(isinstance(number, int) for number in fish) > 50
    assert all("fish" not in b["answers"] for b in found if b["answers"].get("pond") is False)
    assert all(
        b["answers"]["fish"] >= 10 for b in found if "food" in b["answers"]
        if isinstance(b["answers"].get("fish"), int)
    )  # fmt: skip
    assert 30 < sum("food" in body["answers"] for body in found) < 250


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_bodies_stand_everywhere_on_the_path_and_most_at_its_beginning(seed: int) -> None:
    library = Library()
    questionnaire = library.questionnaire("public-sector-data-ecosystem")
    plan = compile_plan(questionnaire.model, library.rubric_for(questionnaire).model)
    made = [Response.model_validate(body) for body in responses(government(seed), shipped())]
    positions = Counter(score(plan, encode(plan, made)).paths[0].position.tolist())
    assert set(positions) == {0, 1, 2, 3, 4}
    assert positions[0] + positions[1] + positions[2] > 0.9 * MANY
    assert positions[0] < 0.8 * MANY
    assert positions[1] > 0.1 * MANY


def test_answers_hang_together_more_the_nearer_questions_are() -> None:
    answered = levels(government())
    place = {
        question.id: (area.id, section.id)
        for area in shipped().sections
        for section in area.walk()
        for question in section.questions
    }
    found: dict[str, list[float]] = {"section": [], "area": [], "elsewhere": []}
    for one, other in combinations(answered, 2):
        both = ~np.isnan(answered[one]) & ~np.isnan(answered[other])
        near = "section" if place[one] == place[other] else "area"
        kind = near if place[one][0] == place[other][0] else "elsewhere"
        found[kind].append(np.corrcoef(answered[one][both], answered[other][both])[0, 1])
    means = {kind: float(np.mean(numbers)) for kind, numbers in found.items()}
    assert means["section"] > means["area"] + 0.05 > means["elsewhere"] + 0.2
    assert min(found["elsewhere"]) > 0


def test_later_questions_of_the_path_are_answered_lower() -> None:
    means = [float(np.nanmean(answers)) for answers in levels(government()).values()]
    half = len(means) // 2
    assert np.mean(means[:half]) > np.mean(means[half:])


def test_who_is_behind_leaves_more_out() -> None:
    answered = np.array(list(levels(government()).values()))
    share = np.isnan(answered).mean(axis=0)
    known = share < 1
    mean = np.nanmean(answered[:, known], axis=0)
    behind, ahead = mean < np.quantile(mean, 0.25), mean > np.quantile(mean, 0.75)
    assert share[known][behind].mean() > 2 * share[known][ahead].mean()
    assert 0.02 < share.mean() < 0.25


def test_every_state_occurs_in_its_measure() -> None:
    found = government()
    words = Counter(
        value
        for column in found.answers
        if ":" not in column.name
        for value in column.cells()
        if isinstance(value, str)
    )
    asked = MANY * 47
    assert 0.02 < words["unknown"] / asked < 0.1
    assert 0.001 < words["declined"] / asked < 0.01
    assert 0.001 < words["not_applicable"] / asked < 0.02


def test_reasons_stand_where_something_does_not_apply_and_nowhere_else() -> None:
    found = government()
    columns = {column.name: column.cells() for column in found.answers}
    reasons = [name for name in columns if name.endswith(":reason")]
    assert reasons
    order = list(columns)
    for name in reasons:
        question = name.removesuffix(":reason")
        assert order.index(name) == order.index(question) + 1
        assert [r is not None for r in columns[name]] == [
            value == "not_applicable" for value in columns[question]
        ]
    for question in columns.keys() - set(reasons):
        assert f"{question}:reason" in reasons or "not_applicable" not in columns[question]


def test_some_stop_before_the_end_at_the_beginning_of_a_section() -> None:
    columns = [c.cells() for c in government().answers if ":" not in c.name]
    ids = [c.name for c in government().answers if ":" not in c.name]
    first = {section.questions[0].id for section in shipped().walk() if section.questions}
    ends: Counter[str] = Counter()
    for row in zip(*columns, strict=True):
        empty = 0
        while empty < len(row) and row[-1 - empty] is None:
            empty += 1
        # A few unanswered ones before the stop make it look earlier, so only long gaps are counted.
        if empty >= 3:
            ends[ids[len(row) - empty]] += 1
    assert sum(ends.values()) > 200
    assert sum(count for name, count in ends.items() if name in first) > 0.8 * sum(ends.values())


def test_a_few_know_nothing_and_a_few_are_complete_at_the_top() -> None:
    columns = [c.cells() for c in government().answers if ":" not in c.name]
    rows = list(zip(*columns, strict=True))
    assert 2 <= sum(all(value == "unknown" for value in row) for row in rows) <= 30
    top = [row for row in rows if all(isinstance(v, int) for v in row) and np.mean(row) > 3.2]
    assert 5 <= len(top) <= 200


def test_bodies_have_ids_and_names_of_their_own() -> None:
    found = government()
    ids, names = cells(found, "organisation"), cells(found, "organisation.name")
    assert len(set(ids)) == MANY
    assert len(set(names)) == MANY
    assert max(map(len, names)) > 100
    assert any("ä" in name for name in names)
    assert any("é" in name for name in names)
    assert any("\u0600" <= letter <= "\u06ff" for name in names for letter in name)


def test_a_government_of_any_size_has_names_enough() -> None:
    ids = [
        name
        for part in example(PARKS, 120_000, 3)
        for name in cells(part, "organisation")
    ]  # fmt: skip
    assert len(set(ids)) == 120_000
    ministries = Counter(name[:3] for name in ids if "-ministry-" in name)
    most = next(kind.most for kind in KINDS if kind.id == "ministry")
    assert set(ministries.values()) == {most}


def test_what_bodies_say_of_themselves_fits_what_they_are() -> None:
    found = government()
    levels_said = Counter(
        zip(cells(found, "government"), cells(found, "profile.government-level"), strict=True)
    )
    assert {(g, said) for g, said in levels_said if said is not None} == {
        ("national", "central"),
        ("agency", "central"),
        ("regional", "regional-or-state"),
        ("local", "local"),
    }
    stages = ["none", "planning", "piloting", "roll-out", "full-deployment", "expansion"]
    said = cells(found, "profile.stage")
    answered = np.ma.masked_invalid(np.array(list(levels(found).values())))
    mean = answered.mean(axis=0)
    by_stage = [mean[np.array(said) == stage].mean() for stage in stages]
    assert by_stage == sorted(by_stage)


def test_dates_are_working_days_of_two_quarters() -> None:
    days = set(cells(government(), "date"))
    assert all(day.weekday() < 5 for day in days)
    assert {(day.year, (day.month + 2) // 3) for day in days} == {(2026, 3), (2026, 4)}
