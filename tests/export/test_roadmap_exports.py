"""Do other programs read from a roadmap's files what was written?"""

import csv
import io
import json
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maturity.export.escape import markdown
from maturity.export.roadmap import ROADMAP_FORMATS
from maturity.export.roadmap_csv import HEADER, roadmap_csv
from maturity.export.roadmap_ics import roadmap_ics
from maturity.export.roadmap_markdown import roadmap_markdown
from maturity.model.roadmap import Roadmap
from maturity.view.plain import visible
from support.roadmaps import long_plan, planned, scored

TEXT = st.text(min_size=1, max_size=200).filter(str.strip)


def rows(roadmap: Roadmap) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(roadmap_csv(scored(), roadmap, "en"), newline="")))


def unfolded(text: str) -> list[str]:
    """The content lines of a calendar, as RFC 5545 (3.1) says they are read."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    lines = text.split("\r\n")[:-1]
    assert all(len(line.encode()) <= 75 for line in lines)
    return re.sub(r"\r\n[ \t]", "", "\r\n".join(lines)).split("\r\n")


def events(roadmap: Roadmap) -> list[dict[str, str]]:
    """The entries of a calendar with their values unescaped."""
    found: list[dict[str, str]] = []
    for line in unfolded(roadmap_ics(scored(), roadmap, "en")):
        name, value = line.split(":", 1)
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name not in {"BEGIN", "END"}:
            assert name not in found[-1]
            found[-1][name] = value
    return [
        {
            name: re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], text)
            for name, text in e.items()
        }
        for e in found
    ]


def day(value: str) -> date:
    return date.fromisoformat(f"{value[:4]}-{value[4:6]}-{value[6:]}")


def test_every_format_has_a_writer_and_ends_with_a_line_break() -> None:
    assert list(ROADMAP_FORMATS) == ["json", "csv", "ics", "markdown"]
    for write in ROADMAP_FORMATS.values():
        for roadmap in (planned(), planned(step=1)):
            assert write(scored(), roadmap, "en").endswith("\n")


def test_json_can_be_read_back() -> None:
    text = ROADMAP_FORMATS["json"](scored(), planned(), "en")
    assert json.loads(text)["schema"] == "maturity/roadmap@1"
    again = Roadmap.model_validate_json(text)
    assert ROADMAP_FORMATS["json"](scored(), again, "en") == text


def test_csv_has_a_row_for_each_action() -> None:
    found = rows(planned())
    assert tuple(found[0]) == HEADER
    assert found[3] == {
        "id": "extend-entry-point-to-all",
        "title": "Extend one entry point to all",
        "owner": "Legal and privacy of all partners",
        "days": "70",
        "cost": "",
        "start": "2027-08-01",
        "end": "2027-12-31",
        "months": "5",
        "needs": "build-shared-catalogue",
        "questions": "citizens.rights-across-bodies:2>3",
        "no_regret": "yes",
        "kpi": "Requests that reached all partners within the set time",
    }
    assert rows(planned(step=1)) == []


@given(TEXT)
def test_csv_comes_back_and_is_no_formula(text: str) -> None:
    found = rows(long_plan(2, 2, title=text, owner=text, kpi=text))
    for row in found:
        for name in ("title", "owner", "kpi"):
            assert row[name].removeprefix("'") == visible(text).strip().removeprefix("'")
            assert not row[name].startswith(("=", "+", "-", "@"))


def test_the_calendar_has_whole_days_with_an_open_end() -> None:
    found = events(planned())
    first, *_, target = found
    assert first["UID"] == "appoint-accountable-executive@brennavia-statistics.ecosystem-maturity"
    assert first["DTSTAMP"] == "20261120T000000Z"
    assert first["DTSTART;VALUE=DATE"] == "20270101"
    assert first["DTEND;VALUE=DATE"] == "20270301"
    assert first["SUMMARY"] == "[1] Appoint an accountable executive (Head of the organisation)"
    assert "Done when: An accountable leader, from level 2 to level 3" in first["DESCRIPTION"]
    assert target["DTSTART;VALUE=DATE"] == "20271231"
    assert target["SUMMARY"].startswith(
        "Step 3, “Establish trust”, can be reached by December 2027"
    )
    assert len({event["UID"] for event in found}) == len(found) == 5
    for event, action in zip(found, planned().actions, strict=False):
        assert day(event["DTSTART;VALUE=DATE"]) == action.start
        assert day(event["DTEND;VALUE=DATE"]) == action.end + timedelta(days=1)


def test_a_calendar_is_never_empty() -> None:
    (only,) = events(planned(step=1))
    assert only["SUMMARY"].endswith("is reached already.")
    assert only["DTSTART;VALUE=DATE"] == "20261120"


def test_an_entry_keeps_its_identity_from_plan_to_plan() -> None:
    before, after = events(planned()), events(planned(capacity=60.0))
    assert {event["UID"] for event in before} == {event["UID"] for event in after}
    assert before != after


@given(TEXT)
def test_any_text_comes_back_from_the_calendar(text: str) -> None:
    found = events(long_plan(2, 2, title=text, owner="O", what=text))
    assert found[0]["SUMMARY"] == f"[1] {visible(text)} (O)"
    assert found[0]["DESCRIPTION"].split("\n")[0] == visible(text)


def test_markdown_is_an_issue_for_each_action() -> None:
    text = roadmap_markdown(scored(), planned(), "en")
    issue = text[text.index("## [3]") : text.index("## [4]")]
    assert issue == (
        "## [3] Build one catalogue of shared data\n\n"
        "Enter every shared dataset with owner, origin, meaning and last update in one searchable"
        " place.\n\n"
        "- Owner: Head of the data office\n"
        "- Effort (assumed): 85 days of work over 5 months\n"
        "- When: March to July 2027\n"
        "- Order: After action 1\n\n"
        "### Done when\n\n"
        "- [ ] Knowing origin and owner: from level 2 to level 3\n"
        "- [ ] Measured by: Shared datasets with a complete entry\n\n"
        "### Read more\n\n"
        "- [DCAT-AP](<https://github.com/semiceu/dcat-ap>)\n"
        "- UK Data Maturity Assessment\n\n"
    )


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("[x](javascript:alert)", r"\[x\]\(javascript:alert\)"),
        ("<b>*a*</b>", r"\<b\>\*a\*\</b\>"),
        ("- a", r"\- a"),
        ("1. a", r"1\. a"),
        ("===", r"\==="),
        ("2.5 of 4", "2.5 of 4"),
        ("-5 to 5", "-5 to 5"),
        ("R&D\n# x", r"R\&D \# x"),
    ],
)
def test_markdown_means_nothing(text: str, escaped: str) -> None:
    assert markdown(text) == escaped


@given(TEXT)
def test_a_title_stays_on_its_line(text: str) -> None:
    roadmap = long_plan(2, 2, title=text, owner=text, what=text)
    lines = roadmap_markdown(scored(), roadmap, "en").split("\n")
    assert sum(line.startswith("## [") for line in lines) == 2
    assert "\x1b" not in "".join(lines)
