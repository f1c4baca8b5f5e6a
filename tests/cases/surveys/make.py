"""Writes the exports of survey tools that stand beside this file: `python tests/cases/surveys/make.py`.

The same answers, as each tool would hand them out. The shapes are described in the README.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import xlsxwriter

from maturity.model.questionnaire import ProfileQuestion, Question, Questionnaire
from maturity.portfolio.example import example
from maturity.storage.library import Library
from maturity.usecases.example_portfolio import responses

HERE = Path(__file__).parent
CODES, TEXTS, MICROSOFT, GOOGLE, ODK = range(5)
NAMES = ("limesurvey-codes", "limesurvey-texts", "microsoft-forms", "google-forms", "odk-central")

TOKENS = {"unknown": "?", "declined": "-", "not_applicable": "NA"}
STATES = {
    "unknown": ("AO06", "I do not know", "I don't know", "I don't know", "dont_know"),
    "declined": ("AO07", "I would rather not say", "Prefer not to say", "Prefer not to say", "refused"),
    "not_applicable": ("AO08", "Does not apply to us", "Not applicable", "Does not apply", "not_applicable"),
}  # fmt: skip
YES_NO = (("N", "Y"), ("No", "Yes"), ("Nein", "Ja"), ("No", "Yes"), ("no", "yes"))
WHY = "Why does this not apply to you?"
REASONED = "citizens.rights-across-bodies"
STORIES = ("", 'We "start" in May; the rest follows.\nMore then.', "Nothing, really", "=1+1")
BOXES = (
    ("newsletter", "Newsletter"),
    ("colleague", "A colleague"),
    ("event", "Event, fair or course"),
)
HEARD = Question.model_validate(
    {"id": "heard", "ask": "How did you hear of us?", "type": "multi", "choices": [{"id": i, "text": t} for i, t in BOXES]}
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A question of a form: its headings, one for each tool, and its cells."""

    headings: tuple[str, str, str, str, str]
    cell: Callable[[int, int], Any]
    """Of a tool and a body."""


def alphanumeric(text: str) -> str:
    return re.sub("[^a-z0-9]", "", text)


def text_column(code: str, words: str, values: list[str]) -> Column:
    odk = f"data-about-{code}".replace("profilecountry", "profile_country")
    # People who make a form in a browser leave hard spaces behind.
    hard = words.replace(" your ", " your\xa0")
    return Column((code, words, hard, words, odk), lambda tool, body: values[body])


def one_of(ids: list[str], words: list[str], value: Any, tool: int) -> str:
    """A choice as a tool writes it."""
    place = ids.index(value)
    code = f"AO{place + 1:02}"
    return (code, words[place], words[place], words[place], ids[place].replace("-", "_"))[tool]


def choice_column(item: ProfileQuestion, values: list[Any]) -> Column:
    ids = [choice.id for choice in item.choices or ()]
    words = [str(choice.text) for choice in item.choices or ()]
    code, ask = alphanumeric(item.id), str(item.ask)
    return Column(
        (code, ask, ask, ask, f"data-about-{item.id.replace('-', '_')}"),
        lambda tool, body: one_of(ids, words, values[body], tool) if values[body] else "",
    )


def level_words(question: Question, value: Any, tool: int) -> str:
    levels = {level.value: level for level in question.levels or ()}
    place, level = list(levels).index(value), levels[value]
    dashed = f"{value} \u2013 {level.name}"
    return (f"AO{place + 1:02}", str(level.name), dashed, str(level.text), str(value))[tool]


def words_of(question: Question, value: Any, tool: int) -> Any:
    """An answer as a tool writes it."""
    if value is None:
        return "N/A" if tool == TEXTS and question.type == "yes_no" else ""
    if isinstance(value, str) and value in STATES:
        return STATES[value][tool]
    if question.type == "yes_no":
        return YES_NO[tool][value]
    if question.type == "level":
        return level_words(question, value, tool)
    if question.type not in {"choice", "multi"}:
        return value
    ids = [choice.id for choice in question.choices or ()]
    words = [str(choice.text) for choice in question.choices or ()]
    if question.type == "choice":
        return one_of(ids, words, value, tool)
    several = [one_of(ids, words, each, tool) for each in value]
    return {MICROSOFT: "".join(f"{each};" for each in several), ODK: " ".join(several)}.get(
        tool, ", ".join(several)
    )


def question_columns(section: str, question: Question, values: list[Any]) -> Iterator[Column]:
    """LimeSurvey asks levels of one section in a table, and has a column for each box to tick."""
    group, _, rest = question.id.rpartition(".")
    code, ask = alphanumeric(rest), str(question.ask)
    odk = "-".join(("data", *(part.replace("-", "_") for part in (group or "all", rest))))
    headings = (
        (f"{alphanumeric(group)}[{code}]", f"{section} [{ask}]") if group else (code, ask)
    ) + (ask, ask, odk)  # fmt: skip
    if question.type != "multi":
        yield Column(headings, lambda tool, body: words_of(question, values[body], tool))
        return
    yield Column(("", "", ask, ask, odk), lambda tool, body: words_of(question, values[body], tool))
    for choice in question.choices or ():
        yield ticked(code, ask, choice.id, str(choice.text), values)


def ticked(code: str, ask: str, choice: str, words: str, values: list[Any]) -> Column:
    def cell(tool: int, body: int) -> str:
        if values[body] is None:
            return ("", "N/A")[tool]
        has = choice in values[body]
        return (("", "Y") if tool == CODES else ("No", "Yes"))[has]

    return Column((f"{code}[{alphanumeric(choice)}]", f"{ask} [{words}]", "", "", ""), cell)


def form(questionnaire: Questionnaire, rows: list[dict[str, Any]]) -> list[Column]:
    """All questions: who answers, the questionnaire's, and two that it does not know."""
    count = range(len(rows))

    def said(name: str) -> list[Any]:
        return [row.get(name) for row in rows]

    columns = [text_column("orgcode", "Organisation code", said("organisation"))]
    columns += [text_column("orgname", "Name of your organisation", said("organisation.name"))]
    for item in questionnaire.profile:
        if item.id == "country":
            columns += [text_column("profilecountry", str(item.ask), said("profile.country"))]
        elif item.id in {"government-level", "stage"}:
            columns += [choice_column(item, said(f"profile.{item.id}"))]
    for section in questionnaire.walk():
        for question in section.questions:
            columns += question_columns(str(section.title), question, said(question.id))
            if question.id == REASONED:
                why = [row.get(f"{REASONED}:reason") or "" for row in rows]
                columns += [text_column("why", WHY, why)]
    heard = [[c.id for i, c in enumerate(HEARD.choices or ()) if (n + i) % 3 != 1] for n in count]
    columns += [
        *question_columns("", HEARD, heard),
        Column(("consent",) + ("May we write to you?",) * 3 + ("data-end-consent",), lambda tool, body: YES_NO[tool][body % 2]),
        text_column("remarks", "Remarks", [STORIES[body % 4] for body in count]),
    ]  # fmt: skip
    return columns


def moments(rows: list[dict[str, Any]]) -> list[datetime]:
    """When each was handed in: by day, in the zone of the server and in UTC alike."""
    return [
        datetime.fromisoformat(row["date"]).replace(hour=8 + n % 9, minute=7 * n % 60, second=n, tzinfo=UTC)
        for n, row in enumerate(rows)
    ]  # fmt: skip


def table(tool: int, columns: list[Column], rows: list[dict[str, Any]]) -> list[list[Any]]:
    """The whole export: the headings, then a row for each body."""
    used = [column for column in columns if column.headings[tool]]
    answers = [[column.cell(tool, n) for column in used] for n in range(len(rows))]
    asked = [column.headings[tool] for column in used]
    lines = [_around(tool, n, moment, answers[n]) for n, moment in enumerate(moments(rows))]
    before, after = {
        CODES: (["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp"], []),
        TEXTS: (["Response ID", "Date submitted", "Last page", "Start language", "Seed", "Date started", "Date last action"], []),
        MICROSOFT: (["ID", "Start time", "Completion time", "Email", "Name", "Last modified time"], []),
        GOOGLE: (["Timestamp"], []),
        ODK: (["SubmissionDate", "start", "end"], ["meta-instanceID", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits", "FormVersion"]),
    }[tool]  # fmt: skip
    return [[*before, *asked, *after], *lines]


def _around(tool: int, n: int, end: datetime, answers: list[Any]) -> list[Any]:
    start = end - timedelta(minutes=31 + n)
    if tool in {CODES, TEXTS}:
        begun, done = f"{start:%Y-%m-%d %H:%M:%S}", f"{end:%Y-%m-%d %H:%M:%S}"
        return [n + 4, done, 6, "en", 1417820114 + 97 * n, begun, done, *answers]
    if tool == MICROSOFT:
        return [n + 1, start, end, "anonymous", "", "", *answers]
    if tool == GOOGLE:
        return [f"{end.month}/{end.day}/{end.year} {end.hour}:{end:%M:%S}", *answers]
    key = f"uuid:{UUID(int=(n + 1) * 0x1F3A5C7E9B2D4F6081A3C5E7092B4D6F % 2**128, version=4)}"
    collected = [f"{moment:%Y-%m-%dT%H:%M:%S}.{n:03}+00:00" for moment in (start, end)]
    sent = f"{end + timedelta(seconds=9):%Y-%m-%dT%H:%M:%S}.{n * 7:03}Z"
    ending = [key, key, 21, "Survey link", 0, 0, "", "", f"collect:{n:016x}", 0, "2026070100"]
    return [sent, *collected, *answers, *ending]


def written(tool: int, lines: list[list[Any]]) -> bytes:
    """A text file as the tool writes it."""
    out = StringIO()
    if tool == ODK:
        csv.writer(out, lineterminator="\n").writerows(lines)
    elif tool == GOOGLE:
        csv.writer(out, lineterminator="\r\n").writerows(lines)
        return out.getvalue().removesuffix("\r\n").encode()
    else:
        mark = ";" if tool == CODES else ","
        out.write("\ufeff")
        csv.writer(out, delimiter=mark, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(lines)  # fmt: skip
        out.write("\r\n")
    return out.getvalue().encode()


def workbook(path: Path, lines: list[list[Any]]) -> None:
    """A table in a sheet, with real dates."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2026, 12, 31)})  # noqa: DTZ001
    sheet, moment = book.add_worksheet("Sheet1"), book.add_format({"num_format": "m/d/yy h:mm:ss"})
    for row, line in enumerate(lines):
        for place, value in enumerate(line):
            if isinstance(value, datetime):
                sheet.write_datetime(row, place, value.replace(tzinfo=None), moment)
            elif value not in (None, ""):
                sheet.write(row, place, value)
    heads = [{"header": head} for head in lines[0]]
    sheet.add_table(0, 0, len(lines) - 1, len(heads) - 1, {"columns": heads, "name": "Table1"})
    book.close()


def write(folder: str, questionnaire: Questionnaire, rows: list[dict[str, Any]]) -> None:
    """All exports, and what they say as the rows of a table of responses."""
    columns = form(questionnaire, rows)
    for tool, name in enumerate(NAMES):
        lines = table(tool, columns, rows)
        if tool == MICROSOFT:
            workbook(HERE / folder / f"{name}.xlsx", lines)
        else:
            (HERE / folder / f"{name}.csv").write_bytes(written(tool, lines))
    kept = [{k: _cell(v) for k, v in row.items() if v is not None} for row in rows]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept)
    (HERE / folder / "responses.jsonl").write_text(text, "utf-8")


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return ";".join(value)
    return TOKENS.get(value, value) if isinstance(value, str) else value


def bodies(questionnaire: Questionnaire) -> Iterator[dict[str, Any]]:
    """Twelve bodies; one question alone does not apply to some, since only that one is asked why."""
    (made,) = example(questionnaire, 12, 23)
    for n, body in enumerate(responses(made, questionnaire)):
        answers = {k: v if not isinstance(v, dict) else "unknown" for k, v in body["answers"].items()}  # fmt: skip
        reason = None
        if n in {2, 7}:
            answers[REASONED] = "not_applicable"
            reason = ("We hold no data about persons.", "By law, another body does this; see §4.")[
                n == 7
            ]
        if n in {1, 4}:
            answers["cyber.incident-response"] = "declined"
        profile = {f"profile.{k}": body["profile"].get(k) for k in ("country", "government-level", "stage")}  # fmt: skip
        about = {"organisation": body["organisation"]["id"], "organisation.name": body["organisation"]["name"]}  # fmt: skip
        asked = {question.id: answers.get(question.id) for question in questionnaire.questions()}
        yield {**about, "date": body["date"], "language": "en", **profile, **asked, f"{REASONED}:reason": reason}  # fmt: skip


def gardens() -> Iterator[dict[str, Any]]:
    """Four gardens, with every kind of question."""
    answers = (
        (2, "paved-all-over", True, 1.5, ["spade", "rake"], "Frogs, mostly"),
        (1, "gravel", False, None, ["rake"], None),
        ("unknown", None, True, 12, ["spade", "rake", "garden-hose"], 'The "old" pond; see the map'),
        (0, "gravel", None, None, None, None),
    )  # fmt: skip
    names = ("soil", "paths", "pond", "depth", "tools", "story")
    for n, given in enumerate(answers):
        about = {"organisation": f"garden-{n + 1}", "organisation.name": f"Garden {n + 1} of Brennavia"}  # fmt: skip
        yield {**about, "date": f"2026-07-{n + 9:02}", "language": "en", **dict(zip(names, given, strict=True))}  # fmt: skip


if __name__ == "__main__":
    shipped = Library().questionnaire("public-sector-data-ecosystem").model
    write("bodies", shipped, list(bodies(shipped)))
    small = Library().questionnaire(str(HERE / "gardens/questionnaires/gardens.yaml")).model
    write("gardens", small, list(gardens()))
