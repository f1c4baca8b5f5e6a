"""Is every bad input refused in words: no traceback, no harm, quickly and in little memory?"""

import csv
import io
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bad_input.measured import measure
from support.command import Run

INVALID = Path(__file__).parents[1] / "cases" / "invalid"
HEAD = """response: "1"
questionnaire: {id: tea, version: 1.0.0}
organisation: {id: ada, name: Ada}
date: 2026-11-20
"""
GOOD = f"{HEAD}answers: {{leaf.water: 3, leaf.warm: true, leaf.cups: 2}}\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a small questionnaire and its rubric."""
    folder = tmp_path / "work"
    folder.mkdir()
    for name in ("tea.yaml", "sips.yaml"):
        (folder / name).write_bytes((INVALID / "responses" / name).read_bytes())
    return folder


def contents(folder: Path) -> dict[str, int]:
    return {path.name: path.lstat().st_size for path in folder.rglob("*")}


def laughs() -> str:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{n}: &{n} [{', '.join([f'*{b}'] * 9)}]"
        for b, n in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    return "\n".join(lines) + "\n"


def merge_bomb() -> str:
    lines = ["a: &a {k: 1}"]
    lines += [
        f"{n}: &{n} {{<<: [{', '.join([f'*{b}'] * 9)}]}}"
        for b, n in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    return "\n".join(lines) + "\n"


def sections(count: int) -> str:
    head = "questionnaire: big\nversion: 1.0.0\nlanguages: [en]\ntitle: Big\nsections:\n"
    return head + "".join(f"  - {{id: s{n}, kind: area, title: S}}\n" for n in range(count))


def answers(text: str) -> str:
    return f"{HEAD}answers:\n{text}"


FORM: dict[str, bytes | str] = {
    # Encoding
    "empty": b"",
    "comments": "# nothing\n",
    "utf-16": GOOD.encode("utf-16"),
    "utf-32": GOOD.encode("utf-32"),
    "latin-1": GOOD.replace("Ada", "Zoé").encode("latin-1"),
    "nul": GOOD.replace("Ada", "A\0da"),
    "binary": bytes(range(256)) * 40,
    "tabs": GOOD.replace("organisation: {", "organisation:\n\tid: {"),
    "conflict": f"<<<<<<< ours\n{GOOD}=======\n{GOOD}>>>>>>> theirs\n",
    "two documents": f"{GOOD}---\n{GOOD}",
    "raw escape": GOOD.replace("Ada", "\x1b[31mAda\x1b]0;title\x07"),
    "carriage return": answers('  leaf.story: "a"\r  \r leaf.water'),
    # Typing
    "not a number": answers("  leaf.water: .nan\n"),
    "infinite": answers("  leaf.water: 1e400\n"),
    "5,000 digits": answers(f"  leaf.water: {'9' * 5000}\n"),
    "python tag": answers('  leaf.water: !!python/object/apply:os.system ["touch harm"]\n'),
    "binary tag": answers("  leaf.water: !!binary aGk=\n"),
    "set tag": answers("  leaf.water: !!set {a, b}\n"),
    "unknown tag": answers("  leaf.water: !mine 3\n"),
    "merge bomb": merge_bomb(),
    "duplicate keys": answers("  leaf.water: 1\n  leaf.water: 2\n"),
    # Size and shape
    "billion laughs": laughs(),
    "self reference": "response: &a [*a]\n",
    "deep flow": "response: " + "[" * 100_000,
    "deep flow maps": "response: " + "{a: " * 100_000,
    "deep block": "response:\n" + "- " * 100_000 + "a\n",
    "deep keys": "? " * 100_000 + "a\n",
    "deep json": '{"response": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "deep json, cut off": '{"a":' * 100_000,
    "long key": "k" * 2_000_000 + ": 1\n",
    "long word": "k" * 2_000_000,
    "many quotes": '{"' + '\\"' * 1_900_000,
    "many brackets": "]" * 3_000_000,
    "many anchors": "".join(f"- &a{n} x\n" for n in range(100_000)),
    "60 megabytes": "leaf.water: 1\n" * 4_300_000,
}  # fmt: skip

CONTENT: dict[str, bytes | str] = {
    # Typing
    "no is a word": answers("  leaf.warm: no\n"),
    "on is a word": answers("  leaf.warm: on\n"),
    "a version is no number": GOOD.replace("1.0.0", "1.10"),
    "a time is a word": answers("  leaf.cups: 12:30:45\n"),
    "octal is a number": answers("  leaf.story: 0o17\n"),
    "underscores make a word": answers("  leaf.cups: 1_000\n"),
    "no such day": GOOD.replace("2026-11-20", "2024-02-30"),
    # Size and shape
    "long json key": json.dumps({"response": "1", "k" * 2_000_000: 1}),
    "5,000 empty sections": sections(5_000),
    "5,000 equal sections": sections(1) + sections(1).splitlines(keepends=True)[-1] * 5_000,
    "50,000 unknown answers": answers("".join(f"  leaf.a{n}: 1\n" for n in range(50_000))),
    "20,000 unknown keys": GOOD + "".join(f"leaf{n}: 1\n" for n in range(20_000)),
    "50,000 choices": answers(f"  leaf.herbs: [{'mint, ' * 50_000}]\n"),
    "50,000 unknown choices": answers(f"  leaf.herbs: [{'mind, ' * 50_000}]\n"),
    "a list of lists": answers("  leaf.herbs: [[mint], {a: b}, [[[]]]]\n  leaf.pot: [clay]\n"),
    # Meaning
    "a newer format": GOOD.replace('"1"', '"2"'),
    "numbers as keys": answers("  1: 2\n  true: 3\n"),
    "words for maps": 'response: "1"\nquestionnaire: tea\norganisation: ada\ndate: now\nanswers: none\n',
    # Text
    "escaped escapes": GOOD.replace("Ada", '"\\e[31mAda\\e]0;title\\a"'),
    "escapes in ids": GOOD.replace("id: ada", 'id: "a\\u202Eda"'),
    "escapes in keys": answers('  "leaf.\\u202Ewater\\u200b": 1\n'),
    "bidi in keys": answers("  leaf.\u202ewater\u200b: 1\n"),
    "lone surrogates": '{"response": "1", "organisation": {"id": "a", "name": "\\ud800"}}',
    "lone surrogate key": '{"response": "1", "\\udfff": 1}',
    "markup in ids": answers('  "[red]leaf[/red]": 1\n  "[/]": 1\n'),
    "braces in ids": answers('  "{0}": 1\n  "{found}": 1\n  leaf.pot: "{found}"\n'),
    "a script as a link": answers("  leaf.water: {answer: 1, evidence: [{title: A, url: 'javascript:alert(1)'}]}\n"),
}  # fmt: skip


def all_refuse(place: Path, name: str, *, by_check: int) -> None:
    """`check`, `score` and `report` refuse a file in words and write nothing."""
    before = contents(place)
    expected = [(by_check, ["check", name]), (3, ["score", name])]
    expected += [(3, ["report", name, "-o", "out.html"])]
    for code, arguments in expected:
        ran = measure(*arguments, cwd=place)
        ran.assert_harmless()
        assert ran.code == code, (arguments, ran.stdout[-300:], ran.stderr[-300:])
        assert "error[M" in ran.stdout + ran.stderr
    assert contents(place) == before


def suffix_of(data: bytes | str) -> str:
    return ".json" if data[:1] in ("{", b"{") else ".yaml"


@pytest.mark.parametrize("name", FORM)
def test_files_that_cannot_be_read(place: Path, name: str) -> None:
    data = FORM[name]
    file = place / f"answers{suffix_of(data)}"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    all_refuse(place, file.name, by_check=3)


@pytest.mark.parametrize("name", CONTENT)
def test_files_with_wrong_content(place: Path, name: str) -> None:
    data = CONTENT[name]
    file = place / f"answers{suffix_of(data)}"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    all_refuse(place, file.name, by_check=1)


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
@pytest.mark.parametrize(
    "name", ["bidi in keys", "escaped escapes", "lone surrogates", "lone surrogate key"]
)
def test_other_formats_of_check(place: Path, name: str, form: str) -> None:
    data = CONTENT[name]
    file = place / f"answers{suffix_of(data)}"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    ran = measure("check", file.name, "--format", form, cwd=place)
    ran.assert_harmless()
    assert ran.code == 1


@pytest.mark.parametrize(
    "data",
    [b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode()],
    ids=["mark", "windows"],
)
def test_marks_and_windows_lines_are_accepted(place: Path, data: bytes) -> None:
    (place / "answers.yaml").write_bytes(data)
    for arguments in (["check", "answers.yaml"], ["score", "answers.yaml"]):
        ran = measure(*arguments, cwd=place)
        ran.assert_harmless()
        assert ran.code == 0


# Things that are no files


def a_pipe(place: Path) -> str:
    os.mkfifo(place / "pipe.yaml")
    return "pipe.yaml"


def a_socket(place: Path) -> str:
    here = Path.cwd()
    os.chdir(place)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("socket.yaml")
    finally:
        os.chdir(here)
    return "socket.yaml"


def a_dangling_link(place: Path) -> str:
    (place / "link.yaml").symlink_to("nowhere.yaml")
    return "link.yaml"


def a_link_to_itself(place: Path) -> str:
    (place / "loop.yaml").symlink_to("loop.yaml")
    return "loop.yaml"


NOT_FILES: dict[str, Callable[[Path], str]] = {
    "endless device": lambda _: "/dev/zero",
    "random device": lambda _: "/dev/urandom",
    "pipe without a writer": a_pipe,
    "socket": a_socket,
    "missing": lambda _: "nowhere.yaml",
    "missing above": lambda _: "../nowhere/x.yaml",
    "a file as a folder": lambda _: "tea.yaml/answers.yaml",
    "dangling link": a_dangling_link,
    "link to itself": a_link_to_itself,
    "300 characters": lambda _: "n" * 300 + ".yaml",
    "newline": lambda _: "new\nline\x1b[31m.yaml",
    "bidi": lambda _: "a\u202eb.yaml",
    "bytes that are no text": lambda _: os.fsdecode(b"caf\xe9.yaml"),
    "markup": lambda _: "[red]x[/red]{0}.yaml",
}


@pytest.mark.parametrize(
    "name",
    list(NOT_FILES),
)
def test_things_that_are_no_files(place: Path, name: str) -> None:
    all_refuse(place, NOT_FILES[name](place), by_check=3)


def test_a_folder_can_be_checked_but_not_scored(place: Path) -> None:
    assert measure("check", ".", cwd=place).code == 0
    for arguments in (["score", "."], ["report", ".", "-o", "out.html"]):
        ran = measure(*arguments, cwd=place)
        ran.assert_harmless()
        assert (ran.code, "MF002" in ran.stderr) == (3, True)


def test_an_unreadable_file(place: Path) -> None:
    (place / "answers.yaml").write_text(GOOD)
    (place / "answers.yaml").chmod(0)
    for command in ("check", "score"):
        ran = measure(command, "answers.yaml", cwd=place, powerless=True)
        ran.assert_harmless()
        assert (ran.code, "MF003" in ran.stdout + ran.stderr) == (3, True)


@pytest.mark.parametrize(
    "name", ["answers\n.yaml", "a\u202e.yaml", "[red].yaml", "é.yaml", "-x.yaml"]
)
def test_valid_files_with_odd_names(place: Path, name: str) -> None:
    (place / name).write_text(GOOD)
    for arguments in (
        ["check", f"./{name}"],
        ["score", f"./{name}"],
        ["report", f"./{name}", "-o", "out.html", "-v"],
    ):
        ran = measure(*arguments, cwd=place)
        ran.assert_harmless()
        assert ran.code == 0, ran.stderr


def test_a_leading_dash_is_an_option(place: Path) -> None:
    (place / "-x.yaml").write_text(GOOD)
    ran = measure("score", "-x.yaml", cwd=place)
    ran.assert_harmless()
    assert ran.code == 2
    assert measure("score", "--", "-x.yaml", cwd=place).code == 0


def test_standard_input_is_no_better(place: Path) -> None:
    for data, code in ((b"\0" * 5_000_000, 3), (b"", 3), (b"\x1b[31m", 3), (GOOD.encode(), 0)):
        ran = measure("score", "-", cwd=place, stdin=data)
        ran.assert_harmless()
        assert ran.code == code


# Outputs

OUTPUTS: dict[str, tuple[list[str], int]] = {
    "exists": (["report", "answers.yaml", "-o", "there.html"], 2),
    "exists, for a score": (["score", "answers.yaml", "--format", "json", "-o", "there.html"], 2),
    "a link": (["report", "answers.yaml", "-o", "link.html"], 2),
    "a dangling link": (["report", "answers.yaml", "-o", "dangling.html"], 2),
    "a folder": (["report", "answers.yaml", "-o", "folder.html", "--force"], 2),
    "the input": (["score", "answers.yaml", "-o", "answers.yaml", "--force"], 2),
    "the input by a link": (["score", "answers.yaml", "-o", "same.yaml", "--force"], 2),
    "no such folder": (["report", "answers.yaml", "-o", "nowhere/out.html"], 2),
    "300 characters": (["report", "answers.yaml", "-o", "n" * 300 + ".html"], 2),
    "another suffix": (["report", "answers.yaml", "-o", "out.\x1b[31mexe"], 2),
    "a full device": (["score", "answers.yaml", "-o", "/dev/full", "--force"], 4),
    "escapes in the folder": (["score", "answers.yaml", "-o", "\x1b[31m/out\u202e.json"], 2),
}  # fmt: skip


@pytest.mark.parametrize(
    "name",
    list(OUTPUTS),
)
def test_outputs_that_are_refused(place: Path, name: str) -> None:
    (place / "answers.yaml").write_text(GOOD)
    (place / "same.yaml").symlink_to("answers.yaml")
    (place / "there.html").write_text("precious")
    (place / "link.html").symlink_to("there.html")
    (place / "dangling.html").symlink_to("nowhere.html")
    (place / "folder.html").mkdir()
    before = contents(place)
    arguments, code = OUTPUTS[name]
    ran = measure(*arguments, cwd=place)
    ran.assert_harmless()
    assert ran.code == code, ran.stderr
    assert contents(place) == before
    assert (place / "there.html").read_text() == "precious"
    assert (place / "answers.yaml").read_text() == GOOD


def test_a_folder_that_cannot_be_written(place: Path) -> None:
    (place / "answers.yaml").write_text(GOOD)
    place.chmod(0o555)
    try:
        ran = measure("report", "answers.yaml", "-o", "out.html", cwd=place, powerless=True)
    finally:
        place.chmod(0o755)
    ran.assert_harmless()
    assert ran.code == 4


def through_shell(place: Path, line: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = f"maturity() {{ '{sys.executable}' -m maturity \"$@\"; }}; set -o pipefail; {line}"
    return subprocess.run(
        ["bash", "-c", command],
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "line",
    [
        "maturity list codes",
        "maturity show tea",
        "maturity list actions",
        "maturity schema rubric",
        "maturity score a.yaml",
    ],
)
def test_a_closed_pipe(place: Path, line: str) -> None:
    (place / "a.yaml").write_text(GOOD)
    ran = through_shell(place, f"{line} | head -c 1")
    assert "Traceback" not in ran.stderr
    assert "Exception" not in ran.stderr


@pytest.mark.parametrize(
    "line",
    [
        "maturity list codes",
        "maturity score a.yaml --format json",
        "maturity check a.yaml",
        "maturity report a.yaml -o -",
    ],
)
def test_a_full_disk_behind_standard_output(place: Path, line: str) -> None:
    (place / "a.yaml").write_text(GOOD)
    ran = through_shell(place, f"{line} > /dev/full")
    assert ran.returncode == 4
    assert "Traceback" not in ran.stderr
    assert "Exception" not in ran.stderr


# Text that must stay text

HOSTILE = {
    "markup": "[red]Ada[/red] [/] [link=https://x.example]y[/link]",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "style": "</style></title></script><!--",
    "template": "{{ 7 * 7 }}{% for x in () %}{0}{found}%s",
    "bidi": "Ada \u202egnihtemos\u202c \u200b\u2066x\u2069",
    "scripts": "水務局 مصلحة المياه 🚰 e\u0301",
}


def hostile(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return f"""response: "1"
questionnaire: {{id: tea, version: 1.0.0}}
organisation: {{id: ada, name: {quoted}, tags: [{quoted}]}}
respondent: {{id: r1, name: {quoted}, role: host}}
date: 2026-11-20
scope: {quoted}
target: {{step: carry-on, because: {quoted}}}
answers:
  leaf.water: {{answer: 1, note: {quoted}, evidence: [{{title: {quoted}, url: "https://x.example/?a=1&b=2"}}]}}
  leaf.pot: {{answer: not_applicable, reason: {quoted}}}
  leaf.story: {quoted}
"""


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize(
    "arguments", [["check"], ["score"], ["explain"]], ids=lambda words: words[0]
)
def test_text_stays_text_on_the_terminal(place: Path, name: str, arguments: list[str]) -> None:
    (place / "answers.yaml").write_text(hostile(HOSTILE[name]))
    ran = measure(*arguments, "answers.yaml", cwd=place, env={"COLUMNS": "200"})
    ran.assert_harmless()
    assert ran.code == 0
    if arguments == ["score"] and name != "bidi":
        assert HOSTILE[name] in ran.stdout


@pytest.mark.parametrize("name", HOSTILE)
def test_text_stays_text_in_the_report(place: Path, name: str) -> None:
    (place / "answers.yaml").write_text(hostile(HOSTILE[name]))
    ran = measure("report", "answers.yaml", "-o", "out.html", cwd=place)
    ran.assert_harmless()
    assert ran.code == 0, ran.stderr
    page = (place / "out.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    if name == "template":
        assert "{{ 7 * 7 }}" in page
    if name == "style":
        assert page.count("</style>") == page.count("<style")
        assert page.count("</title>") == page.count("<title")


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff201",
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_table_is_a_formula(place: Path, text: str) -> None:
    (place / "answers.yaml").write_text(hostile(text))
    ran = measure("score", "answers.yaml", "--format", "csv", cwd=place)
    assert ran.code == 0
    [row] = list(csv.DictReader(io.StringIO(ran.stdout)))
    assert row["organisation.name"].endswith(text.strip())
    assert row["organisation.name"][0] not in "=+-@\t\r\uff1d\uff0b\uff0d\uff20"


# The environment

ENVIRONMENTS: dict[str, dict[str, str | None]] = {
    "narrow": {"COLUMNS": "20"},
    "one column": {"COLUMNS": "1"},
    "no number of columns": {"COLUMNS": "wide"},
    "dumb": {"TERM": "dumb"},
    "no terminal": {"TERM": None},
    "C": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": None, "PYTHONIOENCODING": None},
    "POSIX": {"LANG": None, "LC_ALL": "POSIX", "LC_CTYPE": None},
    "an unknown locale": {"LANG": "xx_YY", "LC_ALL": "xx_YY"},
    "no home": {"HOME": None, "XDG_CACHE_HOME": None, "XDG_CONFIG_HOME": None},
    "home is a file": {"HOME": "/dev/null"},
}  # fmt: skip


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_odd_environments(place: Path, name: str) -> None:
    env = ENVIRONMENTS[name]
    file = "é-水.yaml"
    (place / file).write_text(hostile(HOSTILE["scripts"]))
    (place / "broken.yaml").write_text(hostile("水").replace("answer: 1", "answer: 水"))
    for arguments, code in (
        (["check", file], 0),
        (["score", file], 0),
        (["score", file, "--format", "json"], 0),
        (["report", file, "-o", f"{code_of(name)}.html"], 0),
        (["check", "broken.yaml"], 1),
        (["score", "--help"], 0),
        (["doctor"], None),
    ):
        ran = measure(*arguments, cwd=place, env=env)
        ran.assert_harmless()
        assert code is None or ran.code == code, (arguments, ran.stderr)


def code_of(name: str) -> str:
    return name.replace(" ", "-")


def test_output_that_cannot_hold_the_letters(place: Path) -> None:
    (place / "answers.yaml").write_text(hostile("水"))
    ran = measure("score", "answers.yaml", cwd=place, env={"PYTHONIOENCODING": "ascii"})
    ran.assert_harmless()
    assert ran.code == 4


@pytest.fixture
def reading(place: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A command that is in the middle of reading its input."""
    command = [sys.executable, "-m", "maturity", "score", "-", "-o", "out.json"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        command,
        cwd=place,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        # More than a pipe holds: when this is through, the command reads.
        process.stdin.write(b"#" * 300_000)
        process.stdin.flush()
        yield process
        process.kill()


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
    ids=["INT", "TERM", "HUP"],
)
def test_signals_end_a_run_in_words(
    place: Path, reading: subprocess.Popen[bytes], number: int, code: int
) -> None:
    before = contents(place)
    reading.send_signal(number)
    _, stderr = reading.communicate(timeout=30)
    assert reading.returncode == code
    assert b"Traceback" not in stderr
    assert contents(place) == before


def test_a_file_with_twelve_errors_shows_all_twelve(run: Run) -> None:
    ran = run("check", INVALID / "responses" / "twelve-at-once.yaml")
    assert (ran.code, ran.stdout.count("error[")) == (1, 12)
    assert "12 errors in 1 file" in ran.stdout
