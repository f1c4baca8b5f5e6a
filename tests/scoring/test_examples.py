"""Do the shipped examples stand where their story says, by plain arithmetic from their files?"""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from maturity.model.assessment import Assessment, PathPosition
from maturity.scoring.assess import Digests, assess
from maturity.storage.library import Library

ROOT = Path(__file__).parents[2]
POSITIONS = {"ulmerra-basin-water": 0, "brennavia-statistics": 2, "orvendal-city": 4}


@cache
def assessed(name: str) -> Assessment:
    case = Library().case(str(ROOT / "examples" / f"{name}.yaml"))
    digests = Digests(
        case.questionnaire.document.sha256,
        case.rubric.document.sha256,
        case.response.document.sha256,
    )
    return assess(
        case.questionnaire.model, case.rubric.model, case.response.model, digests
    ).assessment


def path(name: str) -> PathPosition:
    found = assessed(name).path
    assert found is not None
    return found


@cache
def plain(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def numbers(name: str) -> dict[str, int]:
    """The answers of an example that are levels."""
    given = {
        key: a["answer"] if isinstance(a, dict) else a
        for key, a in plain(f"examples/{name}.yaml")["answers"].items()
    }
    return {key: answer for key, answer in given.items() if isinstance(answer, int)}


@pytest.mark.parametrize(("name", "position"), POSITIONS.items())
def test_positions(name: str, position: int) -> None:
    assert (path(name).low, path(name).position, path(name).high) == (position, position, position)


def test_brennavia_is_held_back_by_two_gates() -> None:
    step = path("brennavia-statistics").steps[2]
    assert step.id == "establish-trust"
    assert step.holds is False
    assert step.score is not None
    assert step.reached_at is not None
    assert step.score >= step.reached_at
    failing = [gate.question for gate in step.gates if gate.holds is not True]
    assert failing == ["citizens.rights-across-bodies", "cyber.managing-risk"]
    blockers = [f for f in assessed("brennavia-statistics").findings if f.code == "blocker"]
    assert [f.questions for f in blockers] == [(name,) for name in failing]
    assert [f.values["why"] for f in blockers] == ["gate", "gate"]


def test_step_four_of_brennavia_holds_on_its_own() -> None:
    assert path("brennavia-statistics").holds_alone == ("grow-skills",)
    # Level 2 of 4 where 3 is needed is two thirds of the way through the gate.
    assert path("brennavia-statistics").progress == pytest.approx(2 + 2 / 3, abs=1e-12)


@pytest.mark.parametrize("name", POSITIONS)
def test_step_scores_are_means_of_their_answers(name: str) -> None:
    answers, rubric = numbers(name), plain("rubrics/four-step-path.yaml")
    members = {
        m["id"]: [part["question"] for part in m["of"]]
        for m in rubric["measures"]
        if "question" in m["of"][0]
    }
    for step, written in zip(path(name).steps, rubric["path"]["steps"], strict=True):
        given = [
            answers[question] for question in members[written["measure"]] if question in answers
        ]
        assert step.score == pytest.approx(sum(given) / len(given) / 4, abs=1e-12)
        gates = [
            answers.get(gate["question"], 4) >= gate["at_least"]
            for gate in written.get("gates", [])
        ]
        assert step.holds is (sum(given) / len(given) / 4 >= 0.5 and all(gates))


@pytest.mark.parametrize("name", POSITIONS)
def test_barriers_areas_and_the_whole_are_means_of_means(name: str) -> None:
    answers = numbers(name)
    found = assessed(name).measures
    tree = plain("questionnaires/public-sector-data-ecosystem.yaml")["sections"]
    areas: dict[str, float] = {}
    for area in tree:
        barriers: list[float] = []
        for barrier in area.get("sections", []):
            given = [answers[q["id"]] for q in barrier["questions"] if q["id"] in answers]
            assert found[barrier["id"]].answered == len(given)
            barriers.append(sum(given) / len(given))
            if found[barrier["id"]].value is not None:
                assert found[barrier["id"]].value == pytest.approx(barriers[-1], abs=1e-12)
        areas[area["id"]] = sum(barriers) / len(barriers)
        assert found[area["id"]].value == pytest.approx(areas[area["id"]], abs=1e-12)
    wanted = [areas[area] for area in ("culture", "trust", "technology")]
    assert found["barriers"].value == pytest.approx(sum(wanted) / 3, abs=1e-12)


@pytest.mark.parametrize("name", POSITIONS)
def test_coverage_counts_all_47_questions(name: str) -> None:
    coverage = assessed(name).coverage
    assert coverage.asked == 47
    assert coverage.answered == len(numbers(name))
    parts = (
        coverage.answered
        + coverage.not_applicable
        + coverage.unknown
        + coverage.declined
        + coverage.unanswered
    )
    assert parts == 47


def test_some_figures_of_the_examples() -> None:
    """Orvendal's barrier silos: its three answers, added up by hand from the file."""
    answers = numbers("orvendal-city")
    silos = [
        answers[f"silos.{name}"]
        for name in ("joint-decisions", "data-requests", "reward-for-sharing")
    ]
    assert assessed("orvendal-city").measures["silos"].value == pytest.approx(
        sum(silos) / 3, abs=1e-12
    )
    # Brennavia answered one of the two questions of `capabilities` that apply: below 60 %, so no number.
    measure = assessed("brennavia-statistics").measures["capabilities"]
    assert (measure.value, measure.score, measure.low, measure.high) == (None, None, 0.25, 0.75)
