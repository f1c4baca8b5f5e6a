"""Published methods, written as YAML alone, give the numbers that their published rules give.

Each folder is a method: a questionnaire, a rubric, answers, and in `expected.yaml` the numbers,
computed by hand from the published rule with every step shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from maturity.model.assessment import MeasureScore, PathPosition
from maturity.scoring.assess import Scored
from maturity.storage.library import Library
from maturity.usecases.check import check_paths
from maturity.usecases.score import score_file
from maturity.view.wording import shown_value

HERE = Path(__file__).parent
METHODS = sorted(path for path in HERE.iterdir() if path.is_dir() and not path.name.startswith("_"))
NUMBERS = {"value", "score", "low", "high", "least", "greatest"}
COUNTS = {"answered", "asked", "band"}
WHERE = {"position", "low", "high"}


def expected(method: Path) -> dict[str, Any]:
    """What a method's expected.yaml says."""
    return dict(yaml.safe_load((method / "expected.yaml").read_text(encoding="utf-8")))


CASES = [(method, name) for method in METHODS for name in expected(method) if name != "source"]


def named(case: object) -> str:
    return case.name if isinstance(case, Path) else str(case)


@pytest.mark.parametrize("method", METHODS, ids=named)
def test_the_files_of_a_method_are_flawless(method: Path) -> None:
    found, looked_at = check_paths([str(method)])
    assert found == []
    assert len(looked_at) == len(list(method.glob("*.yaml"))) - 1  # all but expected.yaml


@pytest.mark.parametrize("method", METHODS, ids=named)
def test_a_method_names_its_source_and_is_tried_in_full(method: Path) -> None:
    """Every answers file is scored, every named measure and path is compared somewhere."""
    cases = expected(method)
    source = cases.pop("source")
    assert {"title", "url", "rule"} <= source.keys()
    assert source["url"].startswith("https://")
    assert {parts(name)[0] for name in cases} == {p.name for p in method.glob("answers*.yaml")}
    assert {parts(name)[1] for name in cases} == {p.name for p in method.glob("rubric*.yaml")}
    assert len(cases) >= 2
    for file in method.glob("rubric*.yaml"):
        rubric = yaml.safe_load(file.read_text(encoding="utf-8"))
        tried = [case for name, case in cases.items() if parts(name)[1] == file.name]
        for key in ("measures", "paths"):
            names = {item["id"] for item in rubric.get(key, []) if "id" in item}
            assert names <= {name for case in tried for name in case.get(key, {})}
        assert ("path" in rubric) == all("path" in case for case in tried)


@pytest.mark.parametrize(("method", "name"), CASES, ids=named)
def test_a_method_gives_its_published_numbers(method: Path, name: str) -> None:
    answers, rubric = parts(name)
    scored = score_file(Library(), str(method / answers), str(method / rubric), "en")
    wanted = expected(method)[name]
    assert wanted.keys() <= {"measures", "path", "paths"}
    found = scored.assessment
    wrong: list[str] = []
    for measure, numbers in wanted.get("measures", {}).items():
        compare = measure_comparison(scored, measure, found.measures[measure])
        wrong += differences(measure, numbers, compare)
    for path, numbers in wanted.get("paths", {}).items():
        wrong += differences(path, numbers, path_comparison(found.paths[path]))
    if "path" in wanted:
        assert found.path is not None
        wrong += differences("path", wanted["path"], path_comparison(found.path))
    assert wrong == []


def parts(name: str) -> tuple[str, str]:
    """The answers file and the rubric file of a case such as `a.yaml by r.yaml`."""
    answers, _, rubric = name.partition(" by ")
    return answers, rubric or "rubric.yaml"


Comparison = Callable[[str, Any], tuple[Any, bool]]
"""What was found for a key, and whether it is what is wanted."""


def differences(what: str, wanted: Mapping[str, Any], compare: Comparison) -> list[str]:
    wrong = []
    for key, value in wanted.items():
        found, same = compare(key, value)
        if not same:
            wrong.append(f"{what} {key}: {found} instead of {value}")
    return wrong


def measure_comparison(scored: Scored, name: str, measure: MeasureScore) -> Comparison:
    def compare(key: str, wanted: Any) -> tuple[Any, bool]:
        if key == "shown":
            text = shown_value(scored, name)
            return text, text == wanted
        found = getattr(measure, key)
        if key in NUMBERS:
            return found, near(found, wanted)
        assert key in COUNTS, f"{key} is not compared"
        return found, found == wanted

    return compare


def path_comparison(path: PathPosition) -> Comparison:
    def compare(key: str, wanted: Any) -> tuple[Any, bool]:
        if key == "holds":
            holds = [step.holds for step in path.steps]
            return holds, holds == wanted
        found = getattr(path, key)
        if key == "progress":
            return found, near(found, wanted)
        assert key in WHERE, f"{key} is not compared"
        return found, found == wanted

    return compare


def near(found: float | None, wanted: str | float | None) -> bool:
    """Whether a number is the one wanted, a decimal or a fraction such as 5/12."""
    if found is None or wanted is None:
        return found is wanted
    return abs(found - float(Fraction(str(wanted)))) <= 1e-12
