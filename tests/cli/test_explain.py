"""`maturity explain`, as a user types it: sentences, JSON and a chart."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from support.command import Run

EXAMPLE = "examples/brennavia-statistics.yaml"
NODE = re.compile(r'  (n\d+)(\[|\{\{|\(|\(\[)"([^"]*)"(\]|\}\}|\)|\]\))(:::(holds|fails))?')
ARROW = re.compile(r'  (n\d+) (-->|-\.->)(\|"[^"]*"\|)? (n\d+)')
HEAD = re.compile(r"flowchart LR|  accTitle: [\w ]+|  classDef (holds|fails) [\w:#,-]+")
CLOSING = {"[": "]", "{{": "}}", "(": ")", "([": "])"}


def explain(run: Run, root: Path, *arguments: str, file: str = EXAMPLE) -> str:
    ran = run("explain", file, *arguments, cwd=root, env={"COLUMNS": "80"})
    assert ran.code == 0, ran.stderr
    return ran.stdout


def test_the_position_reads_as_it_did(run: Run, root: Path) -> None:
    golden = root / "tests" / "cli" / "golden" / "explain-80.txt"
    assert explain(run, root) == golden.read_text("utf-8")
    assert explain(run, root, "position") == golden.read_text("utf-8")


def test_a_step_by_its_number_or_id(run: Run, root: Path) -> None:
    text = explain(run, root, "3")
    assert text == explain(run, root, "establish-trust")
    assert text.startswith("Step 3, “Establish trust”, does not hold. Its score is 53%")
    lines = " ".join(text.split())
    assert "No single answer would make step 3 hold. These two together would:" in lines
    assert (
        "“Rights across all partners” and “Managing cyber risk” both go from level 2 to level 3."
        in lines
    )


def test_a_question(run: Run, root: Path) -> None:
    lines = " ".join(explain(run, root, "partners.sharing-terms").split())
    for sentence in (
        "“Written terms of sharing” was answered with level 3.",
        "That level says: Every exchange has a signed agreement",
        "The evidence is: List of agreements (E3, 1 September 2026).",
        "It carries a third of “Doubt about partners” and adds 1.0 to its 2.7.",
        "Step 3 needs level 3, so this gate is open.",
    ):
        assert sentence in lines
    declined = " ".join(explain(run, root, "cyber.incident-response").split())
    assert "The answer to “Responding together” was declined." in declined
    assert "It was left out of “Cybersecurity threats” and “What step 3 needs: trust”." in declined


def numbers_below(node: dict[str, Any]) -> float:
    if "children" in node:
        return sum(map(numbers_below, node["children"]))
    return float(node.get("contribution", 0))


@pytest.mark.parametrize(
    "measure", ["trust", "barriers", "trust-practices", "capabilities", "cyber"]
)
def test_contributions_add_up_to_the_number_shown(run: Run, root: Path, measure: str) -> None:
    tree = json.loads(explain(run, root, measure, "--format", "json"))
    assert tree["schema"] == "maturity/explanation@1"
    assert tree["value"] == pytest.approx(numbers_below(tree), abs=1e-9)
    assert "changes" not in tree


def test_the_changes_of_the_position(run: Run, root: Path) -> None:
    tree = json.loads(explain(run, root, "--format", "json"))
    assert (tree["kind"], tree["value"]) == ("position", 2)
    assert [step["holds"] for step in tree["children"]] == [True, True, False, True]
    up, down = tree["changes"]["up"], tree["changes"]["down"]
    assert up == {
        "step": "establish-trust",
        "number": 3,
        "needs": 2,
        "single": [],
        "pairs": [
            {
                "changes": [
                    {"question": "citizens.rights-across-bodies", "from": 2, "to": 3},
                    {"question": "cyber.managing-risk", "from": 2, "to": 3},
                ],
                "steps": 2,
            }
        ],
        "more": 0,
    }
    assert (down["step"], down["needs"], down["pairs"]) == ("build", 1, [])
    assert [way["steps"] for way in down["single"]] == [1] + [2] * 9


def test_at_the_top_and_at_the_start_there_is_one_way_only(run: Run, root: Path) -> None:
    for name, up, down in (("orvendal-city", False, True), ("ulmerra-basin-water", True, False)):
        tree = json.loads(explain(run, root, "--format", "json", file=f"examples/{name}.yaml"))
        assert (tree["changes"]["up"] is not None) == up
        assert (tree["changes"]["down"] is not None) == down


def is_flowchart(text: str) -> bool:
    """Whether each line has the shape of one, ids stand for themselves and arrows join them."""
    boxes: list[str] = []
    for line in text.splitlines():
        node, arrow = NODE.fullmatch(line), ARROW.fullmatch(line)
        if node:
            boxes.append(node[1])
            assert CLOSING[node[2]] == node[4], line
            assert "\\" not in node[3], line
        elif arrow:
            assert {arrow[1], arrow[4]} <= set(boxes), line
        else:
            assert HEAD.fullmatch(line), line
    assert len(boxes) == len(set(boxes))
    return bool(boxes)


@pytest.mark.parametrize("what", ["position", "3", "barriers", "cyber.managing-risk"])
def test_a_chart(run: Run, root: Path, what: str) -> None:
    assert is_flowchart(explain(run, root, what, "--format", "mermaid"))


NASTY = (
    '1. "Quoted" [box] {x} `code` #35; &amp; <b>bold</b> %%{init: {}}%% end\n'
    "second line; --> $$x$$ fa:fa-bell \u202eright to left\u202c עברית"
)


def test_whatever_a_title_holds(run: Run, tmp_path: Path) -> None:
    question = {"id": "a.q", "ask": NASTY, "type": "yes_no"}
    section = {"id": "a", "kind": "area", "title": NASTY, "questions": [question]}
    questionnaire = {"questionnaire": "tiny", "version": "1.0.0", "languages": ["en"]}
    step = {"id": "one", "title": "One", "measure": "a", "reached_at": "50%"}
    rubric = {"rubric": "r", "version": "1.0.0", "title": "R"}
    response = {"response": "1", "date": "2026-01-02", "answers": {"a.q": False}}
    files = {
        "tiny.json": {**questionnaire, "title": "Tiny", "sections": [section]},
        "r.json": {
            **rubric,
            "questionnaire": {"id": "tiny", "versions": ">=1"},
            "path": {"title": "P", "steps": [step]},
        },
        "x.json": {
            **response,
            "questionnaire": {"id": "tiny", "version": "1.0.0"},
            "organisation": {"id": "x", "name": "Org [one]"},
        },
    }
    for name, content in files.items():
        (tmp_path / name).write_text(json.dumps(content), "utf-8")
    for what in ("position", "a", "a.q"):
        ran = run("explain", "x.json", what, "--format", "mermaid", cwd=tmp_path)
        assert is_flowchart(ran.stdout), ran.stderr
        assert "\u202e" not in ran.stdout
        ran = run("explain", "x.json", what, cwd=tmp_path)
        assert ran.code == 0
        assert "\u202e" not in ran.stdout
    assert "[U+202E]right to left" in ran.stdout


def test_what_there_is_not(run: Run, root: Path) -> None:
    ran = run("explain", EXAMPLE, "parners.sharing-terms", cwd=root)
    assert ran.code == 2
    assert "partners.sharing-terms" in ran.stderr
    ran = run("explain", EXAMPLE, "5", cwd=root)
    assert ran.code == 2
    ran = run("explain", EXAMPLE, "--format", "xml", cwd=root)
    assert ran.code == 2
    assert "text, json, mermaid" in ran.stderr


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_it_keeps_to_the_width(run: Run, root: Path, columns: int) -> None:
    ran = run("explain", EXAMPLE, cwd=root, env={"COLUMNS": str(columns)})
    assert max(map(len, ran.stdout.splitlines())) <= columns
