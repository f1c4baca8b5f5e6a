"""The shipped rubric as an analyst would compute it with pandas: means, ranges and positions.

Reads a Parquet of answers (0 to 4, empty where there is none), knows of no other state, and writes
what `maturity batch` writes of measures and positions. Run: plain_pandas.py IN.parquet OUT.parquet
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

ROOT = Path(__file__).parents[2]
LEAST_ANSWERED = 0.6


def questions_below(section: dict[str, Any]) -> list[str]:
    """The ids of all questions of a section."""
    own = [question["id"] for question in section.get("questions", [])]
    return own + [q for below in section.get("sections", []) for q in questions_below(below)]


def measures() -> dict[str, list[str]]:
    """The members of each measure, those that others rest on first."""
    questionnaire = yaml.safe_load(
        (ROOT / "questionnaires/public-sector-data-ecosystem.yaml").read_text("utf-8")
    )
    rubric = yaml.safe_load((ROOT / "rubrics/four-step-path.yaml").read_text("utf-8"))
    found: dict[str, list[str]] = {}

    def add(section: dict[str, Any]) -> None:
        for below in section.get("sections", []):
            add(below)
        members = [q["id"] for q in section.get("questions", [])]
        found[section["id"]] = members + [below["id"] for below in section.get("sections", [])]

    for section in questionnaire["sections"]:
        add(section)
    for measure in rubric.get("measures", []):
        if "of" in measure:
            found[measure["id"]] = [next(iter(member.values())) for member in measure["of"]]
    return found


def path() -> list[tuple[str, float, dict[str, float]]]:
    """The measure, the threshold and the gates of each step."""
    rubric = yaml.safe_load((ROOT / "rubrics/four-step-path.yaml").read_text("utf-8"))
    return [
        (
            step["measure"],
            float(step["reached_at"].rstrip("%")) / 100,
            {gate["question"]: gate["at_least"] for gate in step.get("gates", [])},
        )
        for step in rubric["path"]["steps"]
    ]


def leaves(name: str, members: dict[str, list[str]]) -> list[str]:
    """The questions below a measure."""
    return [q for each in members[name] for q in (leaves(each, members) if each in members else [each])]  # fmt: skip


def main(source: str, target: str) -> None:
    """Score one file."""
    table = pd.read_parquet(source)
    members = measures()
    names = {q for each in members.values() for q in each if q not in members}
    point = table[sorted(names)].astype("float64")
    ends = [point, point.fillna(0.0), point.fillna(4.0)]
    made: list[dict[str, pd.Series]] = [{}, {}, {}]
    for name, of in members.items():
        for block, found in zip(ends, made, strict=True):
            parts = [found[each] * 4 if each in found else block[each] for each in of]
            found[name] = pd.concat(parts, axis=1).mean(axis=1) / 4
    scores = {}
    for name in members:
        answered = point[leaves(name, members)].notna().mean(axis=1)
        scores[name] = made[0][name].where(answered >= LEAST_ANSWERED)
    result = table[["organisation"]].copy()
    for end, (block, found) in zip(
        ("", "_low", "_high"), zip(ends, made, strict=True), strict=True
    ):
        position, going = np.zeros(len(table), dtype=int), np.ones(len(table), dtype=bool)
        for name, reached_at, gates in path():
            # Where too few questions are answered, a step holds only if it does at the worst.
            score = found[name] if end else scores[name].fillna(made[1][name])
            going &= (score >= reached_at - 1e-9).to_numpy()
            for question, least in gates.items():
                going &= (block[question] >= least).to_numpy()
            position += going
        result[f"position{end}"] = position
    for name in members:
        result[name] = scores[name].round(12)
        result[f"{name}:low"], result[f"{name}:high"] = (
            made[1][name].round(12),
            made[2][name].round(12),
        )
    result.to_parquet(target, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:3])
