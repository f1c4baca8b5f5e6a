"""`maturity batch` as an analyst runs it."""

import json
import os
import re
import resource
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from support.command import Ran, Run
from tables.made import QUESTIONNAIRE, RUBRIC

IDS = "organisation,quay.wall,quay.boats,quay.goods,quay.lit,quay.share,quay.story"
BEST, WORST = "4,sail,tea;salt;fine;rope,yes,3000,", "0,row-1,[],no,-10,"
Batch = Callable[..., Ran]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a questionnaire and its rubric."""
    for kind, text in (("questionnaires", QUESTIONNAIRE), ("rubrics", RUBRIC)):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / "harbour.yaml").write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def batch(run: Run, place: Path) -> Batch:
    """Runs `maturity batch` in that folder, at 80 columns, writing to `out`."""

    def ran(*args: str | Path, to: str = "out", stdin: str = "") -> Ran:
        common = ("--questionnaire", "harbour", "-o", to)
        return run("batch", *args, *common, cwd=place, stdin=stdin, env={"COLUMNS": "80"})

    return ran


def table(path: Path, rows: Sequence[str], headings: str = IDS) -> Path:
    path.write_text("".join(f"{line}\n" for line in (headings, *rows)), "utf-8")
    return path


def fifty(place: Path, bad: int | None = None) -> Path:
    rows = [f"body-{number:02},{BEST if number % 2 else WORST}" for number in range(50)]
    if bad is not None:
        rows[bad] = rows[bad].replace(",yes,", ",perhaps,")
    return table(place / "bodies.csv", rows)


def results(place: Path, folder: str = "out") -> pl.DataFrame:
    return pl.read_parquet(place / folder / "results.parquet")


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder, hidden ones too."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def rejected(place: Path) -> list[dict[str, object]]:
    lines = (place / "out" / "rejected.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_a_table_is_scored_and_where_they_stand_is_said(batch: Batch, place: Path) -> None:
    fifty(place)
    ran = batch("bodies.csv")
    assert ran.code == 0
    assert ran.stdout == (
        "50 organisations scored\n"
        "Where they stand:\n"
        "  25   50%  before step 1\n"
        "   0    0%  step 1, Begin\n"
        "  25   50%  step 2, Carry on\n"
    )
    assert ran.stderr == "Written to out: batch.json, dictionary.csv, results.parquet\n"
    found = results(place)
    assert found["organisation"].to_list() == [f"body-{number:02}" for number in range(50)]
    assert found["position"].to_list() == [0, 2] * 25
    assert found["quay"].to_list() == [0.0, 1.0] * 25
    assert set(tree(place / "out")) == {"batch.json", "dictionary.csv", "results.parquet"}


def test_one_bad_row_of_fifty_is_put_aside_and_told(batch: Batch, place: Path) -> None:
    fifty(place, bad=17)
    ran = batch("bodies.csv")
    assert ran.code == 5
    assert "49 organisations scored\n1 input rejected: out/rejected.jsonl says why\n" in ran.stdout
    assert "error[MT106]: quay.lit: \"perhaps\" is neither yes nor no\n  --> bodies.csv:19:5\n" in ran.stderr  # fmt: skip
    [told] = rejected(place)
    assert (told["file"], told["row"], told["organisation"]) == ("bodies.csv", 19, "body-17")
    problems = told["problems"]
    assert isinstance(problems, list)
    assert (problems[0]["code"], problems[0]["column"], problems[0]["heading"]) == ("MT106", 5, "quay.lit")  # fmt: skip
    assert problems[0]["message"] == 'quay.lit: "perhaps" is neither yes nor no'
    assert "body-17" not in results(place)["organisation"]
    assert len(results(place)) == 49


def test_fail_fast_writes_nothing(batch: Batch, place: Path) -> None:
    fifty(place, bad=17)
    ran = batch("bodies.csv", "--fail-fast", "--reports", "html", "--without", "roadmap,robustness")
    assert (ran.code, ran.stdout) == (3, "")
    assert "bodies.csv:19:5" in ran.stderr
    assert ran.stderr.endswith("nothing was written.\n")
    assert not (place / "out").exists()


def test_nothing_that_can_be_used_writes_nothing(batch: Batch, place: Path) -> None:
    table(place / "t.csv", [f"a,{BEST}".replace("sail", "x"), f",{BEST}"])
    ran = batch("t.csv")
    assert (ran.code, ran.stdout) == (3, "")
    assert "MT106" in ran.stderr
    assert "MT107" in ran.stderr
    assert not (place / "out").exists()
    table(place / "t.csv", [f"a,{BEST}"], IDS.replace("organisation", "who"))
    ran = batch("t.csv")
    assert ran.code == 3
    assert "MT102" in ran.stderr
    assert not (place / "out").exists()


def test_a_folder_with_files_in_it_is_left_alone(batch: Batch, place: Path) -> None:
    fifty(place)
    assert batch("bodies.csv").code == 0
    before = tree(place / "out")
    ran = batch("bodies.csv", "--results", "csv")
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr == "error: there are files in out already; --resume goes on with them, --force begins anew\n"  # fmt: skip
    assert tree(place / "out") == before
    assert batch("bodies.csv", "--results", "csv", "--force").code == 0
    assert set(tree(place / "out")) == {"batch.json", "dictionary.csv", "results.csv"}
    (place / "file").write_text("x")
    assert batch("bodies.csv", to="file").code == 2


def test_a_step_that_is_missed_is_told_to_ci(batch: Batch, place: Path) -> None:
    rows = [f"a,{BEST}", f"b,{WORST}", "c,?,,,,,"]
    table(place / "t.csv", rows)
    ran = batch("t.csv", "--fail-under", "carry-on", "--junit", "junit.xml")
    assert ran.code == 1
    assert ran.stdout.endswith("2 organisations miss step 2, Carry on\n")
    suite = ET.parse(place / "junit.xml").getroot()
    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    failed = {case.get("name"): [f.get("message") for f in case] for case in suite}
    assert failed["a"] == []
    assert failed["b"] == ["stands at 0, and step 2, Carry on, is asked for"]
    assert batch("t.csv", "--fail-under", "1", "--force").code == 1
    table(place / "t.csv", rows[:1])
    assert batch("t.csv", "--fail-under", "2", "--junit", "junit.xml", "--force").code == 0
    assert ET.parse(place / "junit.xml").getroot().get("failures") == "0"


def test_a_miss_counts_more_than_a_rejected_row(batch: Batch, place: Path) -> None:
    fifty(place, bad=17)
    assert batch("bodies.csv", "--fail-under", "1").code == 1
    assert (place / "out" / "rejected.jsonl").exists()


def test_positions_alone(batch: Batch, place: Path) -> None:
    fifty(place)
    assert batch("bodies.csv", "--measures", "path").code == 0
    assert results(place).columns == [
        *("organisation", "organisation.name", "country", "government", "tags", "date"),
        *("position", "position_low", "position_high", "progress"),
    ]


@pytest.mark.parametrize(
    ("option", "value", "near"),
    [
        *(("--measures", "quey", "quay"), ("--results", "parket", "parquet")),
        *(("--reports", "htm", "html"), ("--portfolio", "pdff", "pdf"), ("--cohort", "contry", "country")),
        *(("--roadmaps", "jsom", "json"), ("--without", "roadmaps", "roadmap")),
        *(("--fail-under", "beginn", "begin"), ("--rubric", "harbor-score", "harbour-score")),
    ],
)  # fmt: skip
def test_an_unknown_word_is_told_with_the_nearest(
    batch: Batch, place: Path, option: str, value: str, near: str
) -> None:
    fifty(place)
    ran = batch("bodies.csv", option, value)
    assert (ran.code, ran.stdout) == (2, "")
    assert value in ran.stderr
    assert f"`{near}`" in ran.stderr
    assert not (place / "out").exists()


def test_no_form_of_results_is_no_word_to_pass_over(batch: Batch, place: Path) -> None:
    fifty(place)
    assert batch("bodies.csv", "--junit", "j.xml").code == 2
    assert batch("bodies.csv", "--jobs", "-1").code == 2
    assert batch("bodies.csv", "--on", "somewhere").code == 2
    assert not (place / "out").exists()


def test_a_dry_run_shows_what_is_understood_and_writes_nothing(batch: Batch, place: Path) -> None:
    headings = IDS.replace("quay.wall", "Comment est le mur ?").replace("quay.lit", "Lit") + ",Colour"  # fmt: skip
    rows = [f"body-{number},{BEST},red" for number in range(5)]
    table(place / "t.csv", [*rows, f"body-9,{BEST.replace('sail', 'x')},red"], headings)
    mapping = 'mapping: "1"\ncolumns: {Lit: quay.lit}\nset: {date: 2026-01-02}\n'
    (place / "t.yaml").write_text(mapping, "utf-8")
    before = tree(place)
    ran = batch("t.csv", "--mapping", "t.yaml", "--dry-run")
    assert ran.code == 5
    lines = ran.stdout.splitlines()
    assert any(line.split("  ")[0] == "Comment est le mur ?" and "quay.wall" in line for line in lines)  # fmt: skip
    assert any(line.startswith("Lit ") and "quay.lit" in line for line in lines)
    assert any(line.startswith("Colour ") and "not used" in line for line in lines)
    assert [line for line in lines if "2026-01-02" in line] == [f"  body-{n}, 2026-01-02" for n in range(3)]  # fmt: skip
    assert ran.stdout.count("quay.wall: 4") == 3
    assert ran.stdout.endswith("5 responses would be scored\n1 input would be rejected\n")
    assert "  x  1 cell, t.csv:7:3" in lines
    assert max(map(len, lines)) <= 80
    assert tree(place) == before


SURVEY = [
    *(f"s{n},Partly,,,,," for n in range(60)),
    *(f"m{n},Mostly,,,Mostly,," for n in range(25)),
    *(f"p{n},partly,,,,," for n in range(3)),
    *("q1,=1+2,,,,,", "q2,Fuly,,,,,", "q3,4,,,,3001,", "good,4,sail,,yes,1,"),
    *(f"good,{BEST}" for _ in range(5)),
    *(f",{WORST}" for _ in range(2)),
]


def test_a_dry_run_tells_cells_that_mean_nothing_by_what_stands_in_them(
    batch: Batch, place: Path
) -> None:
    table(place / "t.csv", SURVEY)
    ran = batch("t.csv", "--dry-run")
    assert ran.code == 5
    listed, piece = ran.stdout.split("115 cells mean nothing. They say:\n\n")[1].split("\nA mapping file")  # fmt: skip
    assert listed.splitlines() == [
        "  Partly  63 cells in 1 column",
        "  Mostly  50 cells in 2 columns",
        "  =1+2    1 cell, t.csv:90:2",
        "  Fuly    1 cell, t.csv:91:2",
    ]
    told, _, ending = piece.partition("\n\n")[2].partition("\n\n")
    assert told.splitlines() == [
        'mapping: "1"',
        "values:",
        "  Partly:     # 63 cells",
        "  Mostly:     # 50 cells",
        '  "=1+2":     # 1 cell',
        "  Fuly:       # 1 cell",
    ]
    assert ending == "1 response would be scored\n98 inputs would be rejected\n"
    # Each code is told three times at most, then counted.
    assert ran.stderr.count("error[MT108]") == 3
    assert "\nand 2 more MT108\n" in ran.stderr
    assert ran.stderr.count("error[MT107]") == 2
    assert ran.stderr.count("error[MT106]: quay.share: 3001 is outside -10 to 3000") == 0
    assert "is outside -10 to 3000" in ran.stderr
    assert ran.stderr.count("error[MT106]") == 1
    assert ran.stderr.endswith("123 errors in 1 file; nothing was written.\n")
    assert "maturity check" not in ran.stderr


def test_the_piece_of_a_mapping_is_filled_in_and_used(batch: Batch, place: Path) -> None:
    table(place / "t.csv", SURVEY)
    piece = batch("t.csv", "--dry-run").stdout.split('"-":\n\n')[1].split("\n\n")[0]
    for word, meaning in (("Partly", "1"), ("Mostly", "yes"), ('"=1+2"', '"?"'), ("Fuly", "4")):
        piece = piece.replace(f"{word}: ", f"{word}: {meaning} ")
    (place / "m.yaml").write_text(piece, "utf-8")
    ran = batch("t.csv", "--dry-run", "--mapping", "m.yaml")
    assert "  Mostly  25 cells in 1 column; the mapping turns it into \"yes\", which is no\n          answer\n" in ran.stdout  # fmt: skip
    assert "A mapping file" not in ran.stdout
    assert "66 responses would be scored\n" in ran.stdout
    assert batch("t.csv", "--mapping", "m.yaml").code == 5
    assert "the mapping turns \"Mostly\" into \"yes\", which is none of the answers" in (place / "out/rejected.jsonl").read_text().replace('\\"', '"')  # fmt: skip


def test_all_cells_of_a_row_are_counted_and_words_of_one_column_are_told_for_it(
    batch: Batch, place: Path
) -> None:
    beside = [f"{name}:confidence" for name in IDS.split(",")[1:]]
    beside += [f"{name}:evidence.grade" for name in IDS.split(",")[1:]]
    headings = ",".join((IDS, "profile.size", *beside, *(f"{n}:evidence.date" for n in IDS.split(",")[1:])))  # fmt: skip
    row = ",".join(["no", *["maybe"] * 5, "", "huge", *["odd"] * 12, *["soon"] * 6])
    table(place / "t.csv", [row.replace("no", f"r{n}", 1) for n in range(40)], headings)
    ran = batch("t.csv", "--dry-run")
    assert ran.code == 3
    assert "720 cells mean nothing." in ran.stdout
    assert "  maybe  200 cells in 5 columns\n" in ran.stdout
    assert "questions:\n  profile.size:\n    huge:     # 40 cells\n" in ran.stdout
    assert '\n  "quay.wall:confidence":\n    odd:     # 40 cells\n' in ran.stdout
    assert "\nand 237 more MT106\n960 errors in 1 file; nothing was written.\n" in ran.stderr


def test_the_most_frequent_words_are_told_and_the_others_counted(batch: Batch, place: Path) -> None:
    evil = "\u202ex\x1b[31m"
    rows = [f"r{n},w{n:05},,,,," for n in range(12_000)] + [f"v{n},often,,,,," for n in range(2)]
    table(place / "t.csv", [f"e,{evil},,,,,", f"f,{'long ' * 60},,,,,", "g,\u202eabc,,,,,", *rows[:100]])  # fmt: skip
    ran = batch("t.csv", "--dry-run")
    assert "\x1b" not in ran.stdout + ran.stderr
    assert "\u202e" not in ran.stdout + ran.stderr
    assert "  and 72 more\n" in ran.stdout
    assert '\n  "\\u202eabc":     # 1 cell\n' in ran.stdout
    assert "long:" not in ran.stdout
    assert max(map(len, ran.stdout.splitlines())) <= 80
    table(place / "t.csv", [*rows[-2:], *rows[:-2]])
    ran = batch("t.csv", "--dry-run")
    assert "12,002 cells mean nothing." in ran.stdout
    assert "  often   2 cells in 1 column\n" in ran.stdout
    assert "  and more than 9,970 more\n" in ran.stdout


def test_rows_above_the_headings_are_counted(batch: Batch, place: Path) -> None:
    for above, told in ((["Survey"], "one row above is"), (["Survey", "2026"], "the 2 rows above are")):  # fmt: skip
        table(place / "t.csv", [*above[1:], IDS, f"a,{BEST}"], above[0])
        ran = batch("t.csv", "--dry-run")
        assert f"found in row {len(above) + 1}; {told} not used\n" in ran.stderr


def test_what_an_answer_without_a_reason_means_for_the_result_is_explained(run: Run) -> None:
    shown = " ".join(run("show", "MT116").stdout.split())
    assert "its scores come from the other answers" in shown


def test_columns_that_are_not_read_come_first(batch: Batch, place: Path) -> None:
    headings = IDS.replace("quay.boats", "Which boats come?") + ",ID,Remarks,Sail"
    table(place / "t.csv", [f"a,{BEST},1,x,row-1"], headings)
    (place / "m.yaml").write_text('mapping: "1"\ncolumns: {Sail: quay.boats}\n', "utf-8")
    ran = batch("t.csv", "--mapping", "m.yaml", "--dry-run")
    shown = [line.split("  ")[0] for line in ran.stdout.splitlines()[2:6]]
    assert shown == ["Remarks", "Which boats come?", "ID", "Sail"]
    assert "warning[MT121]: the column Which boats come? is not read" in ran.stderr
    assert "the mapping says that Sail holds `quay.boats`" in ran.stderr


def test_a_folder_to_write_to_is_needed_but_for_a_dry_run(run: Run, place: Path) -> None:
    table(place / "t.csv", [f"a,{BEST}"])
    common = ("batch", "t.csv", "--questionnaire", "harbour")
    before = tree(place)
    ran = run(*common, cwd=place)
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr == "error: name a folder to write to with -o, or look first with --dry-run\n"
    ran = run(*common, "--dry-run", cwd=place)
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout.endswith("1 response would be scored\n")
    assert run("batch", ".", "--questionnaire", "harbour", "--dry-run", cwd=place).code == 5
    assert tree(place) == before


def test_what_is_written_for_each_organisation_is_told_with_its_number(
    batch: Batch, place: Path
) -> None:
    table(place / "t.csv", [f"a,{BEST}", f"b,{WORST}", "c,x,,,,,"])
    asked = ("--reports", "html", "--roadmaps", "csv,json", "--without", "roadmap,robustness")
    for more in ((), ("--resume",)):
        ran = batch("t.csv", *asked, *more)
        assert ran.stderr.endswith("Written to out: batch.json, dictionary.csv, rejected.jsonl, reports (2), results.parquet, roadmaps (4)\n")  # fmt: skip


def test_rows_of_another_questionnaire_or_version(batch: Batch, place: Path) -> None:
    headings = f"{IDS},questionnaire,questionnaire.version"
    rows = [f"a,{BEST},harbour,2.0.0", f"b,{BEST},harbor,2.1.0", f"c,{BEST},harbour,1.9.0"]
    table(place / "t.csv", rows, headings)
    ran = batch("t.csv")
    assert ran.code == 5
    assert results(place)["organisation"].to_list() == ["a"]
    codes = [problem["code"] for told in rejected(place) for problem in told["problems"]]  # type: ignore[attr-defined]
    assert codes == ["MT110", "MT111"]


def test_of_two_responses_of_one_organisation_the_first_counts(batch: Batch, place: Path) -> None:
    table(place / "a.csv", [f"a,{BEST}", f"b,{BEST}", f"a,{WORST}"])
    table(place / "b.csv", [f"c,{WORST}", f"b,{WORST}"])
    ran = batch("a.csv", "b.csv")
    assert ran.code == 5
    assert (
        "`a` has another response already, in a.csv:2, which counts\n --> a.csv:4\n" in ran.stderr
    )
    assert (
        "`b` has another response already, in a.csv:3, which counts\n --> b.csv:3\n" in ran.stderr
    )
    found = results(place)
    assert found["organisation"].to_list() == ["a", "b", "c"]
    assert found["position"].to_list() == [2, 2, 0]
    assert [(told["file"], told["row"]) for told in rejected(place)] == [("a.csv", 4), ("b.csv", 3)]


def test_no_rows_are_told(batch: Batch, place: Path) -> None:
    table(place / "t.csv", [])
    ran = batch("t.csv")
    assert ran.code == 0
    assert ran.stdout.startswith("0 organisations scored\n")
    assert len(results(place)) == 0
    (place / "empty.csv").write_text("")
    ran = batch("empty.csv", to="other")
    assert ran.code == 3
    assert "MT020" in ran.stderr


def test_missing_doubled_and_surplus_columns(batch: Batch, place: Path) -> None:
    table(place / "t.csv", ["a,4,red"], "organisation,quay.wall,quay.boat")
    ran = batch("t.csv")
    assert ran.code == 0
    assert "warning[MT101]: the column quay.boat is not used" in ran.stderr
    assert "did you mean `quay.boats`?" in ran.stderr
    assert "warning[MT105]: 5 questions have no column" in ran.stderr
    table(place / "t.csv", [f"a,{BEST},4"], f"{IDS},quay.wall")
    ran = batch("t.csv", to="other")
    assert ran.code == 3
    assert "error[MT103]: two columns are called quay.wall, and hold `quay.wall`" in ran.stderr


def test_twenty_thousand_columns(batch: Batch, place: Path) -> None:
    surplus = [f"x{number}" for number in range(20_000)]
    table(place / "t.csv", [f"a,{BEST},{','.join(surplus)}"], ",".join([IDS, *surplus]))
    ran = batch("t.csv")
    assert ran.code == 0
    assert ran.stderr.count("warning[MT101]") == 3
    assert "19,980 more columns are not used" in ran.stderr
    assert "There are more warnings" in ran.stderr
    assert len(ran.stderr.splitlines()) < 60
    assert results(place)["position"].to_list() == [2]


def test_a_cell_of_ten_megabytes(batch: Batch, place: Path) -> None:
    large = "n" * 10_000_000
    table(place / "t.csv", [f"a,{BEST}{large}", f"b,{BEST}", f"{large},{BEST}"])
    ran = batch("t.csv")
    assert ran.code == 5
    assert "quay.story: the text is longer than 20,000 characters" in ran.stderr
    assert results(place)["organisation"].to_list() == ["b"]
    assert (place / "out" / "rejected.jsonl").stat().st_size < 10_000
    assert len(ran.stderr) < 5_000


def test_any_number_of_jobs_writes_the_same_bytes(batch: Batch, place: Path) -> None:
    rows = [f"body-{number},{BEST if number % 3 else WORST}" for number in range(66_000)]
    table(place / "t.csv", [*rows[:30_000], f"body-7,{BEST}", "x", *rows[30_000:]])
    (place / "files").mkdir()
    for number in range(3):
        (place / "files" / f"{number}.json").write_text(json.dumps(response(f"file-{number}")))
    forms = ("--results", "parquet,csv,jsonl", "--reports", "html", "--without", "roadmap,robustness")  # fmt: skip
    for jobs in ("1", "2"):
        ran = batch("files", "--jobs", jobs, *forms, to=f"files-{jobs}")
        assert ran.code == 0
        ran = batch("t.csv", "--jobs", jobs, "--results", "parquet,csv,jsonl", to=f"rows-{jobs}")
        assert ran.code == 5
    assert tree(place / "files-1") == tree(place / "files-2")
    assert tree(place / "rows-1") == tree(place / "rows-2")
    assert len(tree(place / "files-1")) == 8


def response(name: str) -> dict[str, object]:
    return {
        "response": "1",
        "questionnaire": {"id": "harbour", "version": "2.1.0"},
        "organisation": {"id": name},
        "date": "2026-01-02",
        "answers": {"quay.wall": 4, "quay.lit": True},
    }


HTML = ("--reports", "html", "--without", "roadmap,robustness")


def test_a_second_run_makes_only_what_has_changed(batch: Batch, place: Path) -> None:
    table(place / "t.csv", [f"a,{BEST}", f"b,{BEST}", f"c,{BEST}"])
    ran = batch("t.csv", *HTML)
    assert (ran.code, "3 reports made\n" in ran.stdout) == (0, True)
    before = tree(place / "out")
    ran = batch("t.csv", *HTML, "--resume")
    assert "0 reports made\n3 were up to date\n" in ran.stdout
    assert tree(place / "out") == before
    table(place / "t.csv", [f"a,{BEST}", f"b,{WORST}"])
    ran = batch("t.csv", *HTML, "--resume")
    assert "1 report made\n1 was up to date\n" in ran.stdout
    after = tree(place / "out")
    assert after["reports/a.html"] == before["reports/a.html"]
    assert after["reports/b.html"] != before["reports/b.html"]
    assert "reports/c.html" not in after


def test_each_report_stands_among_the_results_of_an_earlier_batch(
    batch: Batch, place: Path
) -> None:
    rows = [f"body-{number},{BEST if number < 3 else WORST}" for number in range(9)]
    assert batch(table(place / "last.csv", rows), to="last").code == 0
    two = table(place / "two.csv", rows[2:4])
    wish = ("--reports", "html", "--without", "roadmap,robustness", "--benchmark", "last")
    ran = batch(two, *wish)
    assert (ran.code, ran.stderr) == (
        0,
        "Written to out: batch.json, dictionary.csv, reports (2), results.parquet\n",
    )
    page = (place / "out" / "reports" / "body-2.html").read_text("utf-8")
    chapter = page[page.index('id="benchmark"') :].partition("</section>")[0]
    words = " ".join(re.sub(r"<[^>]+>", " ", chapter).split())
    assert "you stand above 6 of 8 other organisations, level with 2 and below 0." in words
    assert "0 reports made" in batch(two, *wish, "--resume").stdout
    assert batch(table(place / "last.csv", rows[:7]), "--force", to="last").code == 0
    assert "2 reports made" in batch(two, *wish, "--resume").stdout


def test_what_reports_cannot_stand_among_is_refused(batch: Batch, place: Path) -> None:
    few = table(place / "few.csv", [f"body-{number},{BEST}" for number in range(5)])
    assert batch(few, to="last").code == 0
    assert batch(few, "--benchmark", "last").code == 2
    assert batch(few, "--reports", "html", "--benchmark", "last", "--on", "dask://x:1").code == 2
    ran = batch(few, "--reports", "html", "--benchmark", "last")
    assert ran.code == 3
    assert "error[MC114]: this table holds only 4 other organisations" in ran.stderr
    assert not (place / "out").exists()


def test_what_somebody_has_changed_or_added_is_not_removed(batch: Batch, place: Path) -> None:
    table(place / "t.csv", [f"a,{BEST}", f"b,{BEST}", f"c,{BEST}"])
    batch("t.csv", *HTML)
    (place / "out/reports/b.html").write_text("with remarks by hand")
    (place / "out/reports/notes.txt").write_text("notes")
    table(place / "t.csv", [f"a,{BEST}"])
    assert batch("t.csv", *HTML, "--force").code == 0
    after = tree(place / "out")
    assert after["reports/b.html"] == b"with remarks by hand"
    assert after["reports/notes.txt"] == b"notes"
    assert "reports/c.html" not in after


def test_names_that_windows_keeps_for_devices(batch: Batch, place: Path) -> None:
    table(place / "t.csv", [f"{name},{BEST}" for name in ("con", "aux", "nul.x", "com1", "console")])  # fmt: skip
    assert batch("t.csv", *HTML).code == 0
    names = {path.name for path in (place / "out/reports").iterdir()}
    assert names == {"con_.html", "aux_.html", "nul.x_.html", "com1_.html", "console.html"}


def test_names_instead_of_ids(batch: Batch, place: Path) -> None:
    evil = '"=HYPERLINK(""x"")"'
    rows = [f"{name},{BEST}" for name in ("Delta Board", "../../etc", "وزارة", evil, "CON")]
    table(place / "t.csv", rows)
    ran = batch("t.csv", *HTML, "--results", "csv,xlsx,parquet")
    assert ran.code == 0
    assert len(list((place / "out/reports").iterdir())) == 5
    assert not (place.parent / "etc.html").exists()
    found = results(place)
    assert found["organisation"].to_list()[:2] == ["delta-board", "etc"]
    assert found["organisation.name"].to_list()[3] == '=HYPERLINK("x")'
    assert "\n=" not in (place / "out/results.csv").read_text("utf-8").replace(",", "\n")
    sheet = openpyxl.load_workbook(place / "out/results.xlsx")["results"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl", "xlsx"])
def test_a_disk_that_is_full_leaves_no_part_of_a_file(place: Path, form: str) -> None:
    rows = [f"body-{n},{BEST}".replace("3000", str(n * 7919 % 3000)) for n in range(20_000)]
    table(place / "t.csv", rows)
    limit = 20_000

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    arguments = ["batch", "t.csv", "--questionnaire", "harbour", "-o", "out", "--results", form]
    ran = subprocess.run(
        [sys.executable, "-m", "maturity", *arguments],
        cwd=place,
        preexec_fn=full,
        env={**os.environ, "COLUMNS": "80", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (4, "")
    assert "Traceback" not in ran.stderr
    assert "out" in ran.stderr
    assert not (place / "out").exists()


def test_tables_from_standard_input(batch: Batch, place: Path) -> None:
    ran = batch("-", stdin=f"{IDS}\na,{BEST}\nb,x,,,,,\n")
    assert ran.code == 5
    assert "<stdin>:3:2" in ran.stderr
    assert results(place)["organisation"].to_list() == ["a"]


def test_a_folder_of_everything(batch: Batch, place: Path) -> None:
    (place / "in").mkdir()
    table(place / "in/a.csv", [f"a,{BEST}"])
    (place / "in/b.json").write_text(json.dumps(response("b")))
    (place / "in/c.yaml").write_text(json.dumps({**response("c"), "questionnaire": {"id": "tea", "version": "1.0.0"}}))  # fmt: skip
    (place / "in/d.jsonl").write_text("".join(json.dumps(response(n)) + "\n" for n in "de") + "{\n")
    (place / "in/notes.odt").write_text("x")
    ran = batch("in")
    assert ran.code == 5
    assert results(place)["organisation"].to_list() == ["a", "b", "d", "e"]
    told = [(item["file"], item["row"]) for item in rejected(place)]
    assert told == [("in/c.yaml", None), ("in/d.jsonl", 3)]


def test_a_mapping_that_is_wrong_ends_it_before_anything(batch: Batch, place: Path) -> None:
    fifty(place)
    (place / "m.yaml").write_text('mapping: "1"\ncolums: {a: b}\n')
    ran = batch("bodies.csv", "--mapping", "m.yaml")
    assert ran.code == 3
    assert "error[MM001]: unknown key `colums`\n --> m.yaml:2:1\n" in ran.stderr
    assert not (place / "out").exists()


def test_a_mapping_beside_the_questionnaire_is_not_taken_for_it(batch: Batch, place: Path) -> None:
    fifty(place)
    (place / "m.yaml").write_text('mapping: "1"\nquestionnaire: harbour\nset: {country: NL}\n')
    ran = batch("bodies.csv", "--mapping", "m.yaml")
    assert ran.code == 0
    assert set(results(place)["country"]) == {"NL"}
    (place / "b.json").write_text(json.dumps(response("b")))
    assert batch("b.json", to="other").code == 0


def test_answers_that_do_not_apply_are_counted_once(batch: Batch, place: Path) -> None:
    table(place / "t.csv", [f"a,{BEST}", "b,NA,NA,,,,", "c,NA,,,,,"])
    ran = batch("t.csv")
    assert ran.code == 0
    assert "warning[MT116]: 3 answers do not apply and do not say why" in ran.stderr
    assert "t.csv:3:2" in ran.stderr


def test_a_mapping_that_lies_among_the_tables_is_no_response(batch: Batch, place: Path) -> None:
    (place / "in").mkdir()
    table(place / "in/t.csv", [f"a,{BEST}"])
    (place / "in/t.yaml").write_text('mapping: "1"\nset: {country: NL}\n')
    ran = batch("in", "--mapping", "in/t.yaml")
    assert ran.code == 0
    assert results(place)["country"].to_list() == ["NL"]
    assert batch("in", to="other").code == 5


def test_mappings_can_be_checked_and_their_schema_printed(run: Run, place: Path) -> None:
    (place / "m.yaml").write_text('mapping: "1"\nquestionnaire: harbour\nheading_row: 2\n')
    assert run("check", "m.yaml", cwd=place).code == 0
    # A folder is looked through for mappings too, beside the questionnaire and the rubric.
    told = json.loads(run("check", ".", "--format", "json", cwd=place).stdout)
    assert told["files"] == 3
    assert [item for item in told["diagnostics"] if "m.yaml" in item["file"]] == []
    (place / "m.yaml").write_text('mapping: "1"\nheading_row: 0\n')
    ran = run("check", ".", cwd=place)
    assert ran.code == 1
    assert "error[MM003]: found 0" in ran.stdout
    assert "expected the number of a row, from 1" in ran.stdout
    schema = json.loads(run("schema", "mapping").stdout)
    assert schema["properties"]["heading_row"]["anyOf"][0] == {"minimum": 1, "type": "integer"}
    assert schema["description"] == "A mapping as its file says it."
    assert all(item["description"].endswith(".") for item in schema["properties"].values())
    assert "set_" not in json.dumps(schema)
    shown = run("show", "mt106").stdout
    assert "the whole row is put aside" in " ".join(shown.split())
    assert "\nRight\n" in shown
