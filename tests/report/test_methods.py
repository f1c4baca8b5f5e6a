"""Reports by rubrics of every kind: each part is there where it says something, and only there."""

from pathlib import Path

import pytest

from maturity.scoring.assess import Scored
from maturity.storage.library import Library
from maturity.usecases.check import check_paths
from maturity.usecases.score import score_file
from maturity.view.report import report_view
from maturity.view.report_model import ReportView
from maturity.view.wording import shown_value
from report.made import METHODS, RUBRICS, Made

ANSWERS = METHODS / "answers.yaml"


def scored(rubric: str, answers: Path = ANSWERS) -> Scored:
    return score_file(Library(), str(answers), str(METHODS / f"{rubric}.yaml"), "en")


def view(rubric: str, answers: Path = ANSWERS) -> ReportView:
    return report_view(scored(rubric, answers), "en")


@pytest.fixture
def nobody(tmp_path: Path) -> Path:
    """The same questions, with no answer known."""
    lines = ANSWERS.read_text("utf-8").split("answers:\n")[1].splitlines()
    ids = [line.strip().split(":")[0] for line in lines]
    head = ANSWERS.read_text("utf-8").split("answers:\n")[0]
    (tmp_path / "questionnaire.yaml").write_text(
        (METHODS / "questionnaire.yaml").read_text("utf-8"), "utf-8"
    )
    path = tmp_path / "nobody.yaml"
    path.write_text(head + "answers:\n" + "".join(f"  {i}: unknown\n" for i in ids), "utf-8")
    return path


def test_the_files_are_flawless() -> None:
    found, looked_at = check_paths([str(METHODS)])
    assert found == []
    assert len(looked_at) == len(RUBRICS) + 2


def test_values_are_shown_by_the_rubrics_rounding() -> None:
    levels, index = scored("rubric"), scored("index")
    assert shown_value(levels, "records") == "0.56"
    assert shown_value(levels, "whole") == "0.555"
    assert shown_value(index, "keeping") == "0.647"
    assert shown_value(index, "index") == ""


def test_a_cumulative_path_says_which_practices_are_open() -> None:
    steps = view("rubric").steps
    assert [step.bar.shown for step in steps] == [
        "3 of 3 practices hold",
        "3 of 6 practices hold",
        "4 of 12 practices hold",
    ]
    assert [(p.title, p.need, p.have) for p in steps[1].practices] == [
        ("Records have an owner", "level 2", "level 1"),
        ("Backups are tested", "level 2", "level 0"),
        ("Keys are changed", "level 2", "level 1"),
    ]
    assert ("Lessons are shared", "level 2", "not known") in [
        (p.title, p.need, p.have) for p in steps[2].practices
    ]
    assert steps[2].title == "Done and shown to others (level 4)"
    assert [(g.title, g.need, g.have, g.verdict) for g in steps[1].gates] == [
        ("The harbour as a whole", "70%", "55%", "not met"),
        (
            "Way of deciding",
            "“A board decides by written rules”",
            "“The owner decides alone”",
            "not met",
        ),
    ]
    assert steps[1].bar.alt == "Done: 3 of 6 practices hold"


def test_what_an_earlier_step_lacks_is_not_said_again_unless_more_is_asked() -> None:
    named = [p.title for p in view("rubric").steps[2].practices]
    assert "Records have an owner" in named  # level 3 is asked here, level 2 before
    assert named.count("Records have an owner") == 1


def test_further_paths_stand_in_a_table() -> None:
    rows = view("rubric").paths
    assert [(row.title, row.position, row.step, row.range) for row in rows] == [
        ("Growing means", "1 of 3", "Some means", ""),
        ("The weaker of both", "1 of 3", "One", ""),
        ("Part by part", "2 of 3", "Second", "between 1 and 2"),
    ]
    assert [row.next for row in rows] == [
        "Enough means needs a score of 62.5% (it is at 62%) and “Yearly budget” at 5000",
        "Two needs “Growing means” on step 2",
        "Third needs 3 more practices: “Records”, “Partners and terms” and one more",
    ]


def test_the_lowest_path_says_which_paths_hold_it_back() -> None:
    report = view("lowest")
    assert report.summary.headline == "You stand on step 1 of 2: Some of both"
    assert report.summary.next == "Step 2, Most of both, needs “Keeping” on step 2."
    assert [step.bar.shown for step in report.steps] == [
        "2 of 2 paths have come this far",
        "1 of 2 paths have come this far",
    ]
    assert report.steps[1].waits == "Not yet there: “Keeping”."
    assert [said.text for said in report.found[0].said] == [
        "“Keeping” comes last. Step 2, Most, needs 2 more practices: “Records have an owner” and “Keys are changed”."
    ]


def test_without_a_main_path_the_first_page_has_the_paths_or_the_bars() -> None:
    paths, index = view("only-paths"), view("index")
    assert (paths.steps, paths.paths_title, len(paths.paths)) == ((), "The paths", 2)
    assert paths.summary.bars is None
    assert paths.summary.next == ""
    assert index.paths == ()
    assert index.summary.headline == "Index of the harbour: between 0.497 and 0.703"
    assert index.summary.bars is not None
    assert [bar.title for bar in index.summary.bars.bars] == [
        "Index of the harbour",
        "Keeping data",
        "Sharing data",
    ]
    assert not any("step" in part.title for part in (*paths.found, *index.found))


def test_targets_say_what_is_missing_and_how_far_one_has_come() -> None:
    report = view("rubric")
    assert report.targets is not None
    assert report.targets.lead == "One of 8 targets is reached. The date set is 31 December 2027."
    assert report.targets.because == "The council asked for it."
    assert report.targets.since == "Since 30 June 2024"
    assert [(r.title, r.now, r.target, r.gap, r.shown, r.since) for r in report.targets.rows] == [
        ("Records", "0.56", "0.80", "0.24", "69%", "was 0.50, 19% of the way since"),
        ("Lessons are shared", "not known", "level 3", "not known", "not known", "was level 1"),
        ("Yearly budget", "1200", "20000", "18800", "63%", "was 1500, further away now"),
        (
            "Way of deciding",
            "“The owner decides alone”",
            "“A board decides by written rules”",
            "not yet",
            "50%",
            "",
        ),
        ("The harbour as a whole", "0.555", "0.750", "0.195", "74%", ""),
        ("Keys are changed", "level 1", "level 3", "2 levels", "33%", "was level 1, unchanged"),
        ("Terms are signed", "level 3", "level 2", "reached", "100%", ""),
        ("Partners and terms", "0.50", "0.90", "0.40", "56%", ""),
    ]


def test_a_bar_marks_its_target_and_says_so() -> None:
    report = view("rubric")
    assert report.bars is not None
    bars = {bar.id: bar for group in report.bars.groups for bar in group.bars}
    assert bars["records"].need == pytest.approx(0.8)
    assert bars["records"].alt == "Records: 0.56 of 1, target 0.80"
    assert (
        bars["partners"].alt == "Partners and terms: 0.50 of 1, between 0.40 and 0.60, target 0.90"
    )
    assert bars["means"].need is None
    assert bars["rating"].notes == ("Fair",)
    assert "The upright mark shows the target." in report.bars.legend


def test_the_answers_say_what_was_claimed_and_what_counts() -> None:
    questions = {
        question.id: question
        for chapter in view("rubric").chapters
        for part in chapter.parts
        for question in part.questions
    }
    assert questions["quality"].badge == "Level 3 of 3 · Kept up"
    assert questions["quality"].capped == (
        "Claimed level 3, counted as level 1. "
        "What nobody can show to an outsider may have stopped long ago."
    )
    assert questions["tools"].capped == (
        "Claimed 4, counted as 2. The reason: the answer to “Way of deciding”, on which it depends, holds it down."
    )
    assert questions["terms"].capped == ""
    assert questions["money"].text == "1200"


def test_nothing_is_shown_where_there_is_nothing(nobody: Path) -> None:
    report = view("index")
    assert report.targets is not None
    lone = view("only-paths", nobody)
    assert lone.capped == ()
    assert lone.roadmap is None
    assert lone.bands == ()
    assert all(row.position == "0 of 2" for row in lone.paths)
    assert all(row.range == "between 0 and 2" for row in lone.paths)


def test_the_pages_have_the_parts_they_need(methods: list[Made]) -> None:
    pages = {made.name: made.html.read_text("utf-8") for made in methods}
    parts = {"path": ">The path<", "targets": ">Targets<", "lowered": ">Answers that count less"}
    has = {
        name: [part for part, text in parts.items() if text in page] for name, page in pages.items()
    }
    assert has == {
        "rubric": ["path", "targets", "lowered"],
        "only-paths": ["targets"],
        "index": ["targets"],
        "lowest": ["path", "targets"],
    }
    assert all(">How firm this is<" in page for page in pages.values())
    assert "First actions" not in pages["index"]
    assert "First name what proves your answers to “Quality is measured”." in pages["rubric"]
    assert "What the scores are called" not in pages["rubric"]
