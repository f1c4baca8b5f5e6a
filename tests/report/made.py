"""Reports for the tests: those of the examples, and of answers that are hard to print."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import yaml

from maturity.storage.packaged import folder
from maturity.usecases.report import make_report
from support.machine import require

EXAMPLES = ("ulmerra-basin-water", "brennavia-statistics", "orvendal-city")
ARABIC = "هيئة المياه في الحوض"
HOSTILE = (
    f"<script>alert(1)</script> {{{{ 7*7 }}}} {{% raw %}} </style> javascript:alert(1) "
    f"Yhteistyö äöå ĳ ß ẞ {ARABIC} 漢字かな 👩‍💻 🇫🇮 a\u202eb\u2066c \u200f e\u0301 ﷺ & \"quoted\" 'too'"
)


METHODS = Path(__file__).with_name("methods")
RUBRICS = ("rubric", "only-paths", "index", "lowest")


@dataclass(frozen=True)
class Made:
    """One response file with its reports."""

    name: str
    source: Path
    html: Path
    pdf: Path
    rubric: Path | None = None


def example(name: str) -> Path:
    """A shipped example."""
    return folder("examples") / f"{name}.yaml"


def hard_cases(where: Path) -> list[Path]:
    """Response files that are valid and hard to print."""
    whole = yaml.safe_load(example("brennavia-statistics").read_text())
    whole["date"] = str(whole["date"])
    whole["target"]["by"] = str(whole["target"]["by"])
    answers = whole["answers"]
    for answer in answers.values():
        for proof in answer.get("evidence", []):
            proof["date"] = str(proof["date"])
    names = list(answers)
    half = {name: answers[name] for name in names[::2]}
    hostile = {
        name: {
            "answer": 2,
            "note": HOSTILE,
            "evidence": [{"title": HOSTILE, "url": "https://example.org/?a=1&b=%3C"}],
        }
        for name in names[:4]
    } | {name: {"answer": "not_applicable", "reason": HOSTILE} for name in names[4:20]}
    hostile[names[20]] = {"answer": 1, "note": "W" * 5000}
    cases = {
        "half": whole | {"answers": half},
        "unknown": {"answers": dict.fromkeys(names, "unknown")}
        | {k: v for k, v in whole.items() if k not in {"answers", "profile", "target", "scope", "respondent"}},
        "hostile": whole | {"organisation": {"id": "hostile", "name": "W" * 300}, "scope": HOSTILE, "answers": hostile,
                            "language": "ar", "profile": {"country": HOSTILE}},
    }  # fmt: skip
    paths = []
    for name, value in cases.items():
        path = where / f"{name}.yaml"
        path.write_text(yaml.safe_dump(value, allow_unicode=True))
        paths.append(path)
    return paths


def make(source: Path, where: Path, rubric: Path | None = None) -> Made:
    """Both reports of one response."""
    name = source.stem if rubric is None else rubric.stem
    made = Made(name, source, where / f"{name}.html", where / f"{name}.pdf", rubric)
    for file in (made.html, made.pdf):
        page, _ = make_report(str(source), file.suffix, rubric=str(rubric) if rubric else None)
        file.write_bytes(page)
    return made


def make_all(sources: list[Path], where: Path) -> list[Made]:
    """The reports of many responses, two at a time."""
    require("pango")
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda source: make(source, where), sources))


def make_methods(where: Path) -> list[Made]:
    """The reports of one response by rubrics of every kind."""
    require("pango")
    rubrics = [METHODS / f"{name}.yaml" for name in RUBRICS]
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda rubric: make(METHODS / "answers.yaml", where, rubric), rubrics))
